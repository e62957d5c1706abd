"""Takes a file with empty pages and a foreign PDF, puts the PDF's pages in their place: what is drawn, and the links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cvgen.application.merge_foreign import Foreign, Targets, sheet, value
from cvgen.attachments.form_fields import make_appearance as drawn, needs_appearance as is_undrawn
from cvgen.errors import Diagnostic
from cvgen.text.links import LINK_SCHEMES

_OF_PAGE = (
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/UserUnit",
    "/Group",
)
_OF_LINK = ("/Rect", "/QuadPoints", "/Border", "/BS", "/C", "/F", "/H", "/Contents")
_OF_MARK = (
    *_OF_LINK,
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
_MARKS = frozenset(
    {
        "Text",
        "FreeText",
        "Line",
        "Square",
        "Circle",
        "Polygon",
        "PolyLine",
        "Highlight",
        "Underline",
        "Squiggly",
        "StrikeOut",
        "Caret",
        "Stamp",
        "Ink",
    }
)
# They would mean something else in the whole file, or are files and programs.
_DROPPED = frozenset({"/StructParent", "/StructParents", "/AF", "/AA", "/PieceInfo", "/Length"})


@dataclass(slots=True)
class _Copier:
    """Copies values of one file into another: each object once, streams as they are, and a page as the page that stands for it."""

    writer: Any
    copies: dict[int, Any]
    raw: list[tuple[Any, Any]] = field(default_factory=list)

    def of(self, thing: Any) -> Any:
        """Copy a value, and everything that it names."""
        made = self._of(thing)
        while self.raw:
            source, copy = self.raw.pop()
            self._fill(source, copy)
        return made

    def _of(self, thing: Any) -> Any:
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

        if isinstance(thing, IndirectObject):
            if thing.idnum not in self.copies:
                self._reference(thing)
            return self.copies[thing.idnum]
        if isinstance(thing, StreamObject):
            return self.writer._add_object(self._later(thing))
        if isinstance(thing, DictionaryObject):
            return self._later(thing)
        return (
            ArrayObject(self._of(one) for one in thing) if isinstance(thing, ArrayObject) else thing
        )

    def _reference(self, thing: Any) -> None:
        from pypdf.generic import DictionaryObject, NullObject

        source = thing.get_object()
        if isinstance(source, DictionaryObject):
            page = value(source, "/Type") in (
                "/Page",
                "/Pages",
            )  # of another part of that file: nothing stands for it
            self.copies[thing.idnum] = (
                NullObject() if page else self.writer._add_object(self._later(source))
            )
        else:
            self.copies[thing.idnum] = NullObject()  # should it name itself
            self.copies[thing.idnum] = (
                self.writer._add_object(self._of(source)) if source is not None else NullObject()
            )

    def _later(self, source: Any) -> Any:
        """Make an empty copy that is filled afterwards: chains of objects may be longer than Python goes deep."""
        from pypdf.generic import (
            DecodedStreamObject,
            DictionaryObject,
            EncodedStreamObject,
            StreamObject,
        )

        kind = EncodedStreamObject if "/Filter" in source else DecodedStreamObject
        copy = kind() if isinstance(source, StreamObject) else DictionaryObject()
        self.raw.append((source, copy))
        return copy

    def _fill(self, source: Any, copy: Any) -> None:
        for key in source:
            if key not in _DROPPED:
                copy[key] = self._of(source.raw_get(key))
        if hasattr(source, "_data"):
            copy._data = source._data


@dataclass(frozen=True, slots=True)
class _Around:
    """What links and fields of a page go by, and what of them is lost: where links lead, and pages with values that nobody drew."""

    copier: _Copier
    targets: Targets
    pages: list[Any]
    lost: list[str]
    undrawn: list[int]


def put(writer: Any, first: int, foreign: Foreign, *, running_line: bool) -> Iterator[Diagnostic]:
    """Put a file's pages in the place of the empty ones from number `first`, from 0; tell which links are left out."""
    slots = writer.pages[first : first + len(foreign.gap.pages)]
    own = foreign.targets.reader.pages
    copier = _Copier(
        writer,
        {
            page.indirect_reference.idnum: slot.indirect_reference
            for page, slot in zip(own, slots, strict=True)
        },
    )
    lost: list[str] = []
    around = _Around(copier, foreign.targets, [one.indirect_reference for one in slots], lost, [])
    tags = _tags(writer)
    for page, slot in zip(own, slots, strict=True):
        line = _line(slot, page) if running_line else None
        _tag(slot, writer, tags)
        _replace(slot, page, copier, line)
        _annotate(slot, page, around)
    _layers(writer, foreign.targets.reader.root_object, copier)
    if lost:
        named = ", ".join(dict.fromkeys(lost))
        yield Diagnostic(
            "A706",
            f"links and buttons of '{foreign.title}' are left out, because they lead elsewhere than to a page or an address: {named}",
            severity="note",
        )

    for number in sorted(set(around.undrawn)):
        words = f"what was filled in on page {number} of '{foreign.title}' is not drawn in the file and is lost here"
        yield Diagnostic("A707", words, hint="write 'mend: [flatten]'", severity="warning")


def _line(slot: Any, page: Any) -> Any:
    """Make a drawing of the running line, which is all that stands on the empty page; upright however the other page is turned."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    drawing, reference, lies = (
        slot["/Contents"].get_object(),
        slot.raw_get("/Contents"),
        sheet(page),
    )
    drawing[NameObject("/Type")], drawing[NameObject("/Subtype")] = (
        NameObject("/XObject"),
        NameObject("/Form"),
    )
    drawing[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, lies.width, lies.height)))
    drawing[NameObject("/Matrix")] = ArrayObject(map(FloatObject, lies.matrix))
    drawing[NameObject("/Resources")] = slot.raw_get("/Resources")
    return reference


def _replace(slot: Any, page: Any, copier: _Copier, line: Any) -> None:
    """Draw a page in the place of the empty one, as the one piece of text that `_tag` made of it, and the running line over it."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    kept = {NameObject(key): slot.raw_get(key) for key in ("/Type", "/Parent", "/StructParents")}
    slot.clear()
    slot.update(kept)
    slot.update({NameObject(key): copier.of(page.raw_get(key)) for key in _OF_PAGE if key in page})
    resources = (
        copier.of(page.raw_get("/Resources")) if "/Resources" in page else DictionaryObject()
    )
    content = list(_contents(page, copier))
    if "/StructParents" in page:
        drawing, resources = _drawing(page, copier, resources), DictionaryObject()
        content = [_drawn(drawing, "page", copier, resources)]
    content = [_stream(copier, b"/P <</MCID 0>> BDC q\n"), *content, _stream(copier, b"\nQ EMC\n")]
    if line is not None:
        content.append(_drawn(line, "line", copier, resources.get_object()))
    slot[NameObject("/Resources")], slot[NameObject("/Contents")] = resources, ArrayObject(content)


def _drawing(page: Any, copier: _Copier, resources: Any) -> Any:
    """Make one drawing of all that is drawn on a page: there the marks of its own tags cannot be taken for ours."""
    from pypdf.generic import DecodedStreamObject, NameObject

    whole, content = DecodedStreamObject(), page.get_contents()
    whole.set_data(content.get_data() if content is not None else b"")
    drawing = whole.flate_encode()
    values = {
        "/Type": NameObject("/XObject"),
        "/Subtype": NameObject("/Form"),
        "/BBox": copier.of(page["/MediaBox"]),
        "/Resources": resources,
    }
    drawing.update({NameObject(key): given for key, given in values.items()})
    return copier.writer._add_object(drawing)


def _drawn(drawing: Any, kind: str, copier: _Copier, resources: Any) -> Any:
    """Draw a drawing, under a name that nothing else has."""
    from pypdf.generic import NameObject

    name = f"/cvgen-{kind}-{drawing.idnum}"
    _within(resources, "/XObject")[NameObject(name)] = drawing
    return _stream(copier, f"q {name} Do Q\n".encode())


def _within(dictionary: Any, key: str) -> Any:
    """Give the dictionary under a key; make it where there is none."""
    from pypdf.generic import DictionaryObject, NameObject

    if value(dictionary, key) is None:
        dictionary[NameObject(key)] = DictionaryObject()
    return value(dictionary, key)


def _contents(page: Any, copier: _Copier) -> Iterator[Any]:
    whole = value(page, "/Contents")
    if whole is not None:
        content = whole if isinstance(whole, list) else [page.raw_get("/Contents")]
        yield from (copier.of(one) for one in content if hasattr(one.get_object(), "get_data"))


def _stream(copier: _Copier, data: bytes) -> Any:
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(data)
    return copier.writer._add_object(stream)


def _tags(writer: Any) -> dict[int, Any]:
    """Find the tags of empty pages, by the pages' numbers as objects."""
    whole = writer.root_object["/StructTreeRoot"]["/K"][0].get_object()
    elements = (child.get_object() for part in whole["/K"] for child in part.get_object()["/K"])
    return {element.raw_get("/Pg").idnum: element for element in elements if not element["/K"]}


def _tag(slot: Any, writer: Any, tags: dict[int, Any]) -> None:
    """Tag a page as one piece of text, in the order in which it is drawn."""
    from pypdf.generic import ArrayObject, NameObject, NumberObject

    tag = tags[slot.indirect_reference.idnum]
    tag[NameObject("/S")], tag[NameObject("/K")] = NameObject("/P"), ArrayObject([NumberObject(0)])
    numbers = writer.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    numbers[numbers[::2].index(slot["/StructParents"]) * 2 + 1] = ArrayObject(
        [tag.indirect_reference]
    )


def _annotate(slot: Any, page: Any, around: _Around) -> None:
    """Keep a page's links, and remarks and fields as they look."""
    from pypdf.generic import ArrayObject, NameObject

    copier, kept = around.copier, ArrayObject()
    for raw in value(page, "/Annots") or ():
        annotation = raw.get_object()
        made = _annotation(annotation, page, around) if isinstance(annotation, dict) else None
        if made is not None:
            made[NameObject("/Type")], made[NameObject("/P")] = (
                NameObject("/Annot"),
                slot.indirect_reference,
            )
            kept.append(copier.writer._add_object(made))
    if kept:
        slot[NameObject("/Annots")] = kept


def _annotation(annotation: Any, page: Any, around: _Around) -> Any:
    from pypdf.generic import NameObject

    kind = str(value(annotation, "/Subtype") or "")[1:]
    if kind == "Link":
        return _link(annotation, around)
    if kind == "Widget":
        return _field(annotation, page, around)
    if kind not in _MARKS:
        return None
    made = _taken(annotation, _OF_MARK, around.copier)
    made[NameObject("/Subtype")] = NameObject(f"/{kind}")
    return made


def _field(annotation: Any, page: Any, around: _Around) -> Any:
    """Take a field of a form as it looks, or as its program would draw what was filled in."""
    from pypdf.generic import DictionaryObject, NameObject

    form = value(around.targets.reader.root_object, "/AcroForm") or {}
    undrawn = is_undrawn(annotation, form)
    shape = drawn(annotation, form) if undrawn else None
    made = _taken(annotation, _OF_MARK, around.copier)
    made[NameObject("/Subtype")] = NameObject("/Stamp")
    if shape is not None:
        made[NameObject("/AP")] = DictionaryObject(
            {NameObject("/N"): around.copier.writer._add_object(shape)}
        )
    elif undrawn and "/AP" not in annotation:
        around.undrawn.append(around.targets.pages[page.indirect_reference.idnum] + 1)
    return made if "/AP" in made else None


def _taken(annotation: Any, keys: tuple[str, ...], copier: _Copier) -> Any:
    from pypdf.generic import DictionaryObject, NameObject

    return DictionaryObject(
        {NameObject(key): copier.of(annotation.raw_get(key)) for key in keys if key in annotation}
    )


def _link(annotation: Any, around: _Around) -> Any:
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    copier, targets, pages = around.copier, around.targets, around.pages
    made, action = _taken(annotation, _OF_LINK, copier), value(annotation, "/A")
    made[NameObject("/Subtype")] = NameObject("/Link")
    kind, address = str(value(action, "/S") or "/GoTo"), str(value(action, "/URI") or "")
    if kind == "/URI" and address.partition(":")[0].lower() in LINK_SCHEMES:
        made[NameObject("/A")] = DictionaryObject(
            {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): action["/URI"].get_object()}
        )
        return made
    found = (
        targets.explicit(value(annotation, "/Dest") or value(action, "/D"))
        if kind == "/GoTo"
        else None
    )
    if not found:
        around.lost.append(address[:80] or kind[1:])
        return None
    made[NameObject("/Dest")] = ArrayObject([pages[found[0]], *map(copier.of, found[1])])
    return made


def _layers(writer: Any, root: Any, copier: _Copier) -> None:
    """Hide in the whole file what the other one hides."""
    from pypdf.generic import ArrayObject, NameObject

    layers = value(root, "/OCProperties")
    if not layers:
        return
    own = _within(writer.root_object, "/OCProperties")
    shown = _within(own, "/D")
    given = value(layers, "/D")
    every, on = list(value(layers, "/OCGs") or ()), list(value(given, "/ON") or ())
    hidden = (
        [one for one in every if one not in on]
        if value(given, "/BaseState") == "/OFF"
        else list(value(given, "/OFF") or ())
    )
    for place, key, values in ((own, "/OCGs", every), (shown, "/OFF", hidden)):
        place.setdefault(NameObject(key), ArrayObject()).extend(map(copier.of, values))
