"""Copy the annotations of a PDF into a merged file: links, and marks and fields as they look."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from cvgen.application.attachments.form_fields import make_appearance, needs_appearance
from cvgen.application.attachments.pdf_objects import add_object, get_entry, set_entry
from cvgen.application.merge_copier import ObjectCopier
from cvgen.application.merge_foreign import ForeignPdf
from cvgen.text.links import LINK_SCHEMES

_LINK_KEYS = ("/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/F", "/H", "/Contents")
_MARK_KEYS = (
    *_LINK_KEYS,
    "/AP",
    "/AS",
    "/CA",
    "/IC",
    "/L",
    "/Vertices",
    "/InkList",
    "/DA",
    "/LE",
    "/T",
    "/M",
    "/Name",
)
_MARK_KINDS = frozenset(
    {
        "/Text",
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Caret",
        "/Stamp",
        "/Ink",
    }
)
_LONGEST_ADDRESS = 80  # characters in a message


class AnnotationCopier(Struct):
    """Copy the annotations of a file's pages, and collect what is lost of them."""

    foreign: ForeignPdf
    copier: ObjectCopier
    pages: list[Any]  # the references to the pages that stand for those of the file
    dropped_links: list[str] = field(default_factory=list)  # where they lead
    undrawn_pages: set[int] = field(default_factory=set)  # with values that nobody drew, from 1

    def copy_annotations(self, number: int, slot: Any) -> None:
        """Copy the annotations of the page with this number, from 0, to the page `slot`."""
        page = self.foreign.reader.pages[number]
        references = []
        for entry in get_entry(page, "/Annots") or ():
            annotation = entry.get_object()
            if not isinstance(annotation, dict):
                continue
            copy = self._copy_annotation(annotation, number)
            if copy is None:
                continue
            set_entry(copy, "/Type", "/Annot")
            set_entry(copy, "/P", slot.indirect_reference)
            references.append(add_object(self.copier.writer, copy))
        if references:
            set_entry(slot, "/Annots", references)

    def _copy_annotation(self, annotation: Any, number: int) -> Any:
        """Return the copy of an annotation; None for what is left out."""
        subtype = get_entry(annotation, "/Subtype")
        if subtype == "/Link":
            return self._copy_link(annotation)
        if subtype == "/Widget":
            return self._copy_field(annotation, number)
        if subtype not in _MARK_KINDS:
            return None
        copy = self._copy_entries(annotation, _MARK_KEYS)
        set_entry(copy, "/Subtype", str(subtype))
        return copy

    def _copy_entries(self, annotation: Any, keys: tuple[str, ...]) -> Any:
        from pypdf.generic import DictionaryObject

        copy = DictionaryObject()
        for key in keys:
            if key in annotation:
                set_entry(copy, key, self.copier.copy(annotation.raw_get(key)))
        return copy

    def _copy_field(self, annotation: Any, number: int) -> Any:
        """Copy a field as it looks, or as a form's program would draw its value."""
        form = get_entry(self.foreign.reader.root_object, "/AcroForm") or {}
        is_undrawn = needs_appearance(annotation, form)
        appearance = None
        if is_undrawn:
            appearance = make_appearance(annotation, form)
        copy = self._copy_entries(annotation, _MARK_KEYS)
        set_entry(copy, "/Subtype", "/Stamp")
        if appearance is not None:
            set_entry(copy, "/AP", {"/N": add_object(self.copier.writer, appearance)})
        elif is_undrawn and "/AP" not in annotation:
            self.undrawn_pages.add(number + 1)
        if "/AP" not in copy:
            return None
        return copy

    def _copy_link(self, annotation: Any) -> Any:
        """Copy a link to an address or to a page of its own file; None for all others."""
        action = get_entry(annotation, "/A")
        kind = str(get_entry(action, "/S") or "/GoTo")
        address = str(get_entry(action, "/URI") or "")
        copy = self._copy_entries(annotation, _LINK_KEYS)
        set_entry(copy, "/Subtype", "/Link")
        if kind == "/URI" and _has_allowed_scheme(address):
            set_entry(copy, "/A", {"/S": "/URI", "/URI": get_entry(action, "/URI")})
            return copy
        destination = None
        if kind == "/GoTo":
            target = get_entry(annotation, "/Dest") or get_entry(action, "/D")
            destination = self.foreign.destinations.find_destination(target)
        if destination is None:
            self.dropped_links.append(address[:_LONGEST_ADDRESS] or kind.removeprefix("/"))
            return None
        view = [self.copier.copy(value) for value in destination.view]
        set_entry(copy, "/Dest", [self.pages[destination.page], *view])
        return copy


def _has_allowed_scheme(address: str) -> bool:
    return address.partition(":")[0].lower() in LINK_SCHEMES
