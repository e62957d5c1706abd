"""Copy the objects of one PDF into another."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from cvgen.application.attachments.pdf_objects import (
    add_object,
    get_encoded_data,
    get_entry,
    is_stream,
    set_encoded_data,
)

# They would mean something else in the merged file, or are files and programs.
_DROPPED = frozenset({"/StructParent", "/StructParents", "/AF", "/AA", "/PieceInfo", "/Length"})


class ObjectCopier(Struct):
    """Copy objects into a file: each once, and streams as they are encoded.

    `copies` holds the references to the copies by the numbers of the objects; put the pages into
    it that stand for those of the other file.
    """

    writer: Any
    copies: dict[int, Any]
    unfilled: list[tuple[Any, Any]] = field(default_factory=list)  # sources and empty copies

    def copy(self, thing: Any) -> Any:
        """Copy an object, and everything to which it refers."""
        copy = self._copy_value(thing)
        while self.unfilled:
            source, unfilled = self.unfilled.pop()
            self._fill_copy(source, unfilled)
        return copy

    def _copy_value(self, thing: Any) -> Any:
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

        if isinstance(thing, IndirectObject):
            if thing.idnum not in self.copies:
                self._copy_target(thing)
            return self.copies[thing.idnum]
        if isinstance(thing, StreamObject):
            return add_object(self.writer, self._make_empty_copy(thing))
        if isinstance(thing, DictionaryObject):
            return self._make_empty_copy(thing)
        if isinstance(thing, ArrayObject):
            return ArrayObject(self._copy_value(item) for item in thing)
        return thing

    def _copy_target(self, reference: Any) -> None:
        """Copy the object to which a reference points."""
        from pypdf.generic import DictionaryObject, NullObject

        number = reference.idnum
        source = reference.get_object()
        if source is None or get_entry(source, "/Type") in ("/Page", "/Pages"):
            self.copies[number] = NullObject()  # no page of the merged file stands for it
        elif isinstance(source, DictionaryObject):
            self.copies[number] = add_object(self.writer, self._make_empty_copy(source))
        else:
            self.copies[number] = NullObject()  # should it refer to itself
            self.copies[number] = add_object(self.writer, self._copy_value(source))

    def _make_empty_copy(self, source: Any) -> Any:
        """Make a copy to be filled later: objects may be chained deeper than Python can recurse."""
        from pypdf.generic import DecodedStreamObject, DictionaryObject, EncodedStreamObject

        if not is_stream(source):
            copy = DictionaryObject()
        elif "/Filter" in source:
            copy = EncodedStreamObject()
        else:
            copy = DecodedStreamObject()
        self.unfilled.append((source, copy))
        return copy

    def _fill_copy(self, source: Any, copy: Any) -> None:
        for key in source:
            if key not in _DROPPED:
                copy[key] = self._copy_value(source.raw_get(key))
        if is_stream(source):
            set_encoded_data(copy, get_encoded_data(source))
