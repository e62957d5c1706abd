"""Read, make and change the objects of a PDF (ISO 32000-2, 7.3) with pypdf.

All uses of pypdf's private names outside `cvgen.pdf` stand in this module: pypdf has no public way
to add an object to a file, to reach a stream's data as they are encoded, or to set the file's ID.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

_HEADER = "%PDF-1.7"


def resolve_object(thing: Any) -> Any:
    """Return the object that a reference points to; an object itself; None for what is missing."""
    if hasattr(thing, "get_object"):
        return thing.get_object()
    return thing


def get_entry(holder: Any, key: str) -> Any:
    """Return an entry of a dictionary with its reference resolved.

    None where `holder` is no dictionary, and for an entry that is missing or null, which are the
    same in a PDF.
    """
    from pypdf.generic import NullObject

    if not isinstance(holder, dict) or key not in holder:
        return None
    entry = resolve_object(holder.get(key))
    if isinstance(entry, NullObject):
        return None
    return entry


def set_entry(holder: Any, key: str, value: Any) -> None:
    """Set an entry of a dictionary to a value as `make_object` takes it."""
    from pypdf.generic import NameObject

    holder[NameObject(key)] = make_object(value)


def make_object(value: Any) -> Any:
    """Convert a Python value: a str becomes a name, bytes a string; objects of pypdf stay."""
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        FloatObject,
        NameObject,
        NumberObject,
        PdfObject,
    )

    if isinstance(value, PdfObject):
        return value
    if isinstance(value, dict):
        return make_dictionary(value)
    if isinstance(value, (list, tuple)):
        return ArrayObject(make_object(item) for item in value)
    kinds = {bytes: ByteStringObject, str: NameObject, float: FloatObject, int: NumberObject}
    return kinds[type(value)](value)


def make_dictionary(entries: dict[str, Any]) -> Any:
    """Make a dictionary from values as `make_object` takes them."""
    from pypdf.generic import DictionaryObject

    dictionary = DictionaryObject()
    for key, value in entries.items():
        set_entry(dictionary, key, value)
    return dictionary


def make_stream(data: bytes, entries: dict[str, Any] | None = None) -> Any:
    """Make a stream of data that no filter encodes."""
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(data)
    stream.update(make_dictionary(entries or {}))
    return stream


def make_encoded_stream(data: bytes, entries: dict[str, Any]) -> Any:
    """Make a stream of data that are encoded already, as the entries say."""
    from pypdf.generic import EncodedStreamObject

    stream = EncodedStreamObject()
    stream.update(make_dictionary(entries))
    set_encoded_data(stream, data)
    return stream


def add_object(writer: Any, thing: Any) -> Any:
    """Add an object to a file; return the reference to it."""
    return writer._add_object(thing)


def add_stream(writer: Any, data: bytes) -> Any:
    """Add a stream of plain data to a file; return the reference to it."""
    return add_object(writer, make_stream(data))


def list_objects(writer: Any) -> list[Any]:
    """List the indirect objects of a file."""
    return list(writer._objects)


def set_file_id(writer: Any, file_id: bytes) -> None:
    """Set both parts of the file's ID (ISO 32000-2, 14.4), which pypdf makes at random."""
    writer._ID = make_object([file_id, file_id])


def is_reference(thing: Any) -> bool:
    """Say whether a thing is a reference to an object."""
    return hasattr(thing, "idnum")


def is_stream(thing: Any) -> bool:
    """Say whether a thing is a stream."""
    return hasattr(thing, "_data")


def get_encoded_data(stream: Any) -> bytes:
    """Return the data of a stream as its filters encode them."""
    data: bytes = stream._data
    return data


def set_encoded_data(stream: Any, data: bytes) -> None:
    """Set the data of a stream, encoded as its entries say."""
    stream._data = data
    stream.decoded_self = None


def copy_dictionary(source: Any) -> Any:
    """Copy a dictionary, or a stream with its data as they are encoded."""
    copy = type(source)()
    copy.update(source)
    if is_stream(source):
        set_encoded_data(copy, get_encoded_data(source))
    return copy


def copy_entry(holder: Any, key: str) -> Any:
    """Give `holder` its own copy of a dictionary that it may share with others; return the copy."""
    from pypdf.generic import DictionaryObject

    copy = DictionaryObject(get_entry(holder, key) or {})
    set_entry(holder, key, copy)
    return copy


def list_annotations(page: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the annotations of a page, each as its entry in `/Annots` and its dictionary."""
    entries = get_entry(page, "/Annots")
    if not isinstance(entries, list):
        return
    for entry in entries:
        annotation = resolve_object(entry)
        if isinstance(annotation, dict):
            yield entry, annotation


def copy_to_writer(reader: Any) -> Any:
    """Copy all of a file into one that can be changed and written."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=reader)
    header = reader.pdf_header[: len(_HEADER)]
    if not header.startswith("%PDF-"):  # there are other bytes before it
        header = _HEADER
    writer.pdf_header = header
    return writer


def write_pdf(writer: Any) -> bytes:
    """Write a file into bytes."""
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
