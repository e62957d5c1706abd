"""Flatten a PDF: make form fields and marks part of the pages, drop comments and scripts.

What the eye sees stays; what acts, or holds words beside the page, goes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from cvgen.application.attachments.findings import Findings
from cvgen.application.attachments.form_fields import (
    make_appearance,
    needs_appearance,
    read_field_value,
)
from cvgen.application.attachments.pdf_objects import (
    add_object,
    add_stream,
    copy_entry,
    get_entry,
    is_reference,
    is_stream,
    list_annotations,
    resolve_object,
    set_entry,
)
from cvgen.application.attachments.transform import move_box, wrap_content
from cvgen.pdf.facts import Box
from cvgen.pdf.geometry import enclose_points, read_numbers
from cvgen.text.units import format_pages

_COMMENTS_AND_MEDIA = (
    "/Text",
    "/FileAttachment",
    "/Sound",
    "/Movie",
    "/Screen",
    "/RichMedia",
    "/3D",
)
_HIDDEN, _NO_VIEW = 2, 32  # the flags of what no screen shows


class _Annotations(Struct):
    """What became of the annotations of a file: the number of the page of each."""

    fields: list[int] = field(default_factory=list)  # part of the page now
    marks: list[int] = field(default_factory=list)  # part of the page now
    dropped: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)  # without an appearance
    redrawn: list[int] = field(default_factory=list)


class _Appearance(Struct, frozen=True):
    """A form XObject, or the reference to one, and the rectangle into which it is drawn."""

    form: Any
    rectangle: Box


def flatten_pages(writer: Any, findings: Findings) -> bool:
    """Flatten all pages, drop scripts and attached files; return whether there was any of it."""
    annotations = _Annotations()
    _draw_missing_values(writer, annotations)
    for number, page in enumerate(writer.pages, 1):
        _flatten_page(page, number, writer, annotations)
    changed = _report_annotations(annotations, findings)
    for message in _drop_document_parts(writer):
        findings.add_note("A272", message)
        changed = True
    return changed


def _report_annotations(annotations: _Annotations, findings: Findings) -> bool:
    redrawn = (
        "fields that only showed in a form's program were drawn anew from their values; "
        "look at them"
    )
    for pages, message in (
        (annotations.fields, "form fields became part of the page"),
        (annotations.marks, "marks became part of the page"),
        (annotations.redrawn, redrawn),
        (annotations.dropped, "comments and what plays or opens files were dropped"),
    ):
        if pages:
            findings.add_note("A270", f"{format_pages(pages)}: {message} ({len(pages)})")
    lost = annotations.lost
    if lost:
        message = (
            f"{format_pages(lost)}: marks or values without a picture of their own are lost "
            f"({len(lost)})"
        )
        findings.add("A271", message, "print the file to a PDF to keep them")
    return any((annotations.fields, annotations.marks, annotations.dropped, lost))


def _draw_missing_values(writer: Any, annotations: _Annotations) -> None:
    """Draw the values that only a form's program would draw."""
    form = get_entry(writer.root_object, "/AcroForm") or {}
    for number, page in enumerate(writer.pages, 1):
        for _, annotation in list_annotations(page):
            if not needs_appearance(annotation, form):
                continue
            appearance = make_appearance(annotation, form)
            if appearance is not None:
                set_entry(annotation, "/AP", {"/N": add_object(writer, appearance)})
                annotations.redrawn.append(number)


def _flatten_page(page: Any, number: int, writer: Any, annotations: _Annotations) -> None:
    page.pop("/AA", None)
    links = []
    appearances = []
    for reference, annotation in list(list_annotations(page)):
        if annotation.get("/Subtype") == "/Link":
            _remove_program(annotation)
            links.append(reference)
            continue
        appearance = _take_appearance(annotation, number, annotations)
        if appearance is not None:
            appearances.append(appearance)
        annotation.clear()  # so that nothing of it stays in the file, whoever still points to it
    if appearances:
        _draw_appearances(page, appearances, writer)
    page.pop("/Annots", None)
    if links:
        set_entry(page, "/Annots", links)


def _remove_program(link: Any) -> None:
    """Remove from a link what runs a program."""
    link.pop("/AA", None)
    action = get_entry(link, "/A")
    if get_entry(action, "/S") in ("/JavaScript", "/Launch"):
        link.pop("/A")


def _take_appearance(annotation: Any, number: int, annotations: _Annotations) -> _Appearance | None:
    """Return what an annotation draws, if anything; count what becomes of it."""
    subtype = annotation.get("/Subtype")
    is_field = subtype == "/Widget"
    is_hidden = bool(int(annotation.get("/F", 0)) & (_HIDDEN | _NO_VIEW))
    if subtype == "/Popup" or (is_field and is_hidden):
        return None
    if subtype in _COMMENTS_AND_MEDIA or is_hidden:
        annotations.dropped.append(number)
        return None
    form = _find_normal_appearance(annotation)
    if is_field:
        annotations.fields.append(number)
    if form is None:
        if _has_content(annotation):
            annotations.lost.append(number)
        return None
    if not is_field:
        annotations.marks.append(number)
    return _Appearance(form, read_numbers(annotation["/Rect"]))


def _has_content(annotation: Any) -> bool:
    """Say whether an annotation without an appearance would show something."""
    return annotation.get("/Subtype") != "/Widget" or bool(read_field_value(annotation))


def _find_normal_appearance(annotation: Any) -> Any:
    """Return what an annotation shows when nobody touches it; of a tick box that is its state."""
    appearances = get_entry(annotation, "/AP")
    if appearances is None:
        return None
    entry = appearances.get("/N")
    states = resolve_object(entry)
    if isinstance(states, dict) and not is_stream(states):
        entry = states.get(annotation.get("/AS", "/Off"))
    form = resolve_object(entry)
    if not is_stream(form) or "/BBox" not in form or "/Rect" not in annotation:
        return None
    return entry


def _draw_appearances(page: Any, appearances: list[_Appearance], writer: Any) -> None:
    resources = copy_entry(page, "/Resources")
    xobjects = copy_entry(resources, "/XObject")
    operators = b""
    for appearance in appearances:
        form = appearance.form.get_object()
        set_entry(form, "/Type", "/XObject")
        set_entry(form, "/Subtype", "/Form")
        matrix = _place_appearance(form, appearance.rectangle)
        if not matrix:
            continue
        reference = appearance.form
        if not is_reference(reference):
            reference = add_object(writer, form)
        name = _choose_name(xobjects)
        set_entry(xobjects, name, reference)
        operators += f"q {matrix} cm {name} Do Q\n".encode()
    if "/Contents" not in page:
        set_entry(page, "/Contents", add_stream(writer, b""))
    wrap_content(page, writer, b"", operators)


def _choose_name(xobjects: Any) -> str:
    number = 0
    while f"/Mark{number}" in xobjects:
        number += 1
    return f"/Mark{number}"


def _place_appearance(form: Any, rectangle: Box) -> str:
    """Return the operands of `cm` that bring an appearance to its place (ISO 32000-2, 12.5.5).

    An empty string for an appearance without a size.
    """
    matrix = read_numbers(form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    box = read_numbers(form["/BBox"])
    left, bottom, right, top = move_box(box, matrix)
    if right <= left or top <= bottom:
        return ""
    to_left, to_bottom, to_right, to_top = enclose_points([rectangle[:2], rectangle[2:]])
    across = (to_right - to_left) / (right - left)
    up = (to_top - to_bottom) / (top - bottom)
    x = to_left - left * across
    y = to_bottom - bottom * up
    return f"{across:.6f} 0 0 {up:.6f} {x:.4f} {y:.4f}"


def _drop_document_parts(writer: Any) -> Iterator[str]:
    """Drop the form, scripts and attached files from the catalogue; yield what was done."""
    root = writer.root_object
    form = resolve_object(root.pop("/AcroForm", None))
    if form is not None and "/XFA" in form:
        yield "the XFA form was dropped; what stands on the pages stays"
    root.pop("/Perms", None)
    names = get_entry(root, "/Names") or {}
    scripts = [names.pop("/JavaScript", None), root.pop("/AA", None)]
    opening = get_entry(root, "/OpenAction")
    if isinstance(opening, dict) and opening.get("/S") != "/GoTo":
        scripts.append(root.pop("/OpenAction"))
    if any(script is not None for script in scripts):
        yield "scripts and what happens by itself were dropped"
    files = [names.pop("/EmbeddedFiles", None), root.pop("/AF", None)]
    if any(file is not None for file in files):
        yield "attached files were dropped"
