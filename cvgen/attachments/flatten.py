"""Takes a PDF with a form, comments or scripts, gives it as pages only: what the eye sees stays, what acts or talks goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cvgen.attachments.form_fields import drawn, is_undrawn, value
from cvgen.attachments.report import Told
from cvgen.attachments.transform import own, wrap
from cvgen.pdf.geometry import around, moved, numbers
from cvgen.units import format_pages

_TALK = ("/Text", "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D")
_UNSEEN = 2 | 32  # the flags of what no screen shows


@dataclass(slots=True)
class _Count:
    """On which pages what was done."""

    fields: list[int] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    remade: list[int] = field(default_factory=list)


def filled(reader: Any) -> tuple[int, int]:
    """Count the form fields that have a value, and all of them."""
    fields = [
        one
        for one in fields_of(reader)
        if one.get("/FT") not in ("/Sig", None) and not _is_button(one)
    ]
    return sum(bool(_said(one)) for one in fields), len(fields)


def fields_of(reader: Any) -> list[Any]:
    """List the fields of a form; none where it is broken."""
    try:
        return list((reader.get_fields() or {}).values())
    except Exception:  # noqa: BLE001 - pypdf fails on a broken form in any way
        return []


def _is_button(one: Any) -> bool:
    return one.get("/FT") == "/Btn" and bool(int(one.get("/Ff", 0) or 0) & 1 << 16)


def _said(one: Any) -> str:
    found = one.get("/V")
    found = found.get_object() if hasattr(found, "get_object") else found
    return "" if found is None or str(found) in ("/Off", "") else str(found)


def flattened(writer: Any, told: Told) -> bool:
    """Make fields and marks part of the pages, drop comments, scripts and attached files; say whether there were any."""
    count = _Count()
    _draw_missing(writer, count)
    for number, page in enumerate(writer.pages, 1):
        _page(page, number, writer, count)
    changed = _tell(count, told)
    for words in _behind(writer):
        told.note("A272", words)
        changed = True
    return changed


def _tell(count: _Count, told: Told) -> bool:
    for where, words in (
        (count.fields, "form fields became part of the page"),
        (count.drawn, "marks became part of the page"),
        (
            count.remade,
            "fields that only showed in a form's program were drawn anew from their values; look at them",
        ),
        (count.dropped, "comments and what plays or opens files were dropped"),
    ):
        if where:
            told.note("A270", f"{format_pages(where)}: {words} ({len(where)})")
    if count.lost:
        told.say(
            "A271",
            f"{format_pages(count.lost)}: marks or values without a picture of their own are lost ({len(count.lost)})",
            "print the file to a PDF to keep them",
        )
    return any((count.fields, count.drawn, count.dropped, count.lost))


def _draw_missing(writer: Any, count: _Count) -> None:
    """Draw the values that only a form's program would draw."""
    from pypdf.generic import DictionaryObject, NameObject

    form = writer.root_object.get("/AcroForm")
    form = form.get_object() if form is not None else {}
    for number, page in enumerate(writer.pages, 1):
        for _, one in _listed(page):
            shape = drawn(one, form) if is_undrawn(one, form) else None
            if shape is not None:
                one[NameObject("/AP")] = DictionaryObject(
                    {NameObject("/N"): writer._add_object(shape)}
                )
                count.remade.append(number)


def _listed(page: Any) -> Iterator[tuple[Any, Any]]:
    """Give what lies on a page, each with the reference to it."""
    found = page.get("/Annots")
    found = found.get_object() if found is not None else None
    for reference in found if isinstance(found, list) else ():
        one = reference.get_object()
        if isinstance(one, dict):
            yield reference, one


def _page(page: Any, number: int, writer: Any, count: _Count) -> None:
    from pypdf.generic import ArrayObject, NameObject

    page.pop("/AA", None)
    kept, drawings = [], []
    for reference, one in list(_listed(page)):
        if one.get("/Subtype") == "/Link":
            kept.append(reference)
            _harmless(one)
            continue
        drawings += _drawing(one, number, count)
        one.clear()  # so that nothing of it stays in the file, whoever still points to it
    if drawings:
        _draw(page, drawings, writer)
    page.pop("/Annots", None)
    if kept:
        page[NameObject("/Annots")] = ArrayObject(kept)


def _harmless(link: Any) -> None:
    """Take from a link what runs a program."""
    link.pop("/AA", None)
    action = link.get("/A")
    if action is not None and action.get_object().get("/S") in ("/JavaScript", "/Launch"):
        link.pop("/A")


def _drawing(one: Any, number: int, count: _Count) -> list[tuple[Any, Any]]:
    """Give what an annotation draws and where, if anything; count what becomes of it."""
    kind, hidden = one.get("/Subtype"), int(one.get("/F", 0)) & _UNSEEN
    if kind == "/Popup" or (kind == "/Widget" and hidden):
        return []
    if kind in _TALK or hidden:
        count.dropped.append(number)
        return []
    shape = _appearance(one)
    if kind == "/Widget":
        count.fields.append(number)
    elif shape is not None:
        count.drawn.append(number)
    if shape is None:
        if kind != "/Widget" or value(one):
            count.lost.append(number)
        return []
    return [(shape, numbers(one["/Rect"]))]


def _appearance(one: Any) -> Any:
    """Give what an annotation shows when nobody touches it; a box that is ticked shows its state."""
    found = one.get("/AP")
    found = found.get_object().get("/N") if found is not None else None
    shape: Any = found.get_object() if found is not None else None
    if isinstance(shape, dict) and not hasattr(shape, "_data"):
        found = shape.get(one.get("/AS", "/Off"))
        shape = found.get_object() if found is not None else None
    return found if hasattr(shape, "_data") and "/Rect" in one and "/BBox" in shape else None


def _draw(page: Any, drawings: list[tuple[Any, Any]], writer: Any) -> None:
    from pypdf.generic import NameObject

    named = own(own(page, "/Resources"), "/XObject")
    words = b""
    for found, place in drawings:
        shape = found.get_object()
        shape[NameObject("/Type")], shape[NameObject("/Subtype")] = (
            NameObject("/XObject"),
            NameObject("/Form"),
        )
        name = next(f"/Mark{at}" for at in range(len(named) + 1) if f"/Mark{at}" not in named)
        placed = _placed(shape, place)
        if placed:
            named[NameObject(name)] = (
                found if hasattr(found, "idnum") else writer._add_object(shape)
            )
            words += f"q {placed} cm {name} Do Q\n".encode()
    if "/Contents" not in page:
        page[NameObject("/Contents")] = _nothing(writer)
    wrap(page, writer, b"", words)


def _nothing(writer: Any) -> Any:
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(b"")
    return writer._add_object(stream)


def _placed(shape: Any, place: Any) -> str:
    """Give the operands that bring a drawing to its place (ISO 32000-2, 12.5.5)."""
    matrix, box = numbers(shape.get("/Matrix", (1, 0, 0, 1, 0, 0))), numbers(shape["/BBox"])
    left, low, right, high = around(moved(matrix, x, y) for x in box[::2] for y in box[1::2])
    to = around(((place[0], place[1]), (place[2], place[3])))
    if right <= left or high <= low:
        return ""
    across, up = (to[2] - to[0]) / (right - left), (to[3] - to[1]) / (high - low)
    return f"{across:.6f} 0 0 {up:.6f} {to[0] - left * across:.4f} {to[1] - low * up:.4f}"


def _behind(writer: Any) -> Iterator[str]:
    """Drop what the catalogue holds beside the pages; say each."""
    root = writer.root_object
    form = root.pop("/AcroForm", None)
    if form is not None and "/XFA" in form.get_object():
        yield "the XFA form was dropped; what stands on the pages stays"
    root.pop("/Perms", None)
    names = root.get("/Names")
    names = names.get_object() if names is not None else {}
    scripts = [names.pop("/JavaScript", None), root.pop("/AA", None)]
    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if isinstance(opening, dict) and opening.get("/S") != "/GoTo":
        scripts.append(root.pop("/OpenAction"))
    if any(script is not None for script in scripts):
        yield "scripts and what happens by itself were dropped"
    files = [names.pop("/EmbeddedFiles", None), root.pop("/AF", None)]
    if any(one is not None for one in files):
        yield "attached files were dropped"
