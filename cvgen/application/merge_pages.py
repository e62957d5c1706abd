"""Fill the empty pages of a merged file with those of a PDF that cvgen did not make."""

from __future__ import annotations

from typing import Any

from cvgen.application.attachments.pdf_objects import (
    add_object,
    add_stream,
    get_entry,
    is_stream,
    make_dictionary,
    make_object,
    set_entry,
)
from cvgen.application.merge_annotations import AnnotationCopier
from cvgen.application.merge_copier import ObjectCopier
from cvgen.application.merge_foreign import ForeignPdf, read_page_frame
from cvgen.errors import Diagnostic

_PAGE_KEYS = (
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/UserUnit",
    "/Group",
)


def fill_pages(
    writer: Any, first: int, foreign: ForeignPdf, *, running_line: bool
) -> list[Diagnostic]:
    """Fill the empty pages from number `first`, from 0; return what is lost of the file."""
    pages = foreign.reader.pages
    slots = writer.pages[first : first + len(foreign.gap.pages)]
    copies = {}
    for page, slot in zip(pages, slots, strict=True):
        copies[page.indirect_reference.idnum] = slot.indirect_reference
    copier = ObjectCopier(writer, copies)
    references = [slot.indirect_reference for slot in slots]
    annotations = AnnotationCopier(foreign, copier, references)
    tags = _find_empty_tags(writer)
    for number, slot in enumerate(slots):
        page = pages[number]
        line = None
        if running_line:
            line = _take_running_line(slot, page)
        _tag_page(slot, writer, tags)
        _replace_page(slot, page, copier, line)
        annotations.copy_annotations(number, slot)
    _copy_layers(writer, foreign.reader.root_object, copier)
    return _report_losses(foreign.title, annotations)


def _report_losses(title: str, annotations: AnnotationCopier) -> list[Diagnostic]:
    diagnostics = []
    if annotations.dropped_links:
        targets = ", ".join(dict.fromkeys(annotations.dropped_links))
        message = (
            f"links and buttons of '{title}' are left out, "
            f"because they lead elsewhere than to a page or an address: {targets}"
        )
        diagnostics.append(Diagnostic("A706", message, severity="note"))
    for number in sorted(annotations.undrawn_pages):
        message = (
            f"what was filled in on page {number} of '{title}' "
            "is not drawn in the file and is lost here"
        )
        hint = "write 'mend: [flatten]'"
        diagnostics.append(Diagnostic("A707", message, hint=hint, severity="warning"))
    return diagnostics


def _take_running_line(slot: Any, page: Any) -> Any:
    """Make a form XObject of the running line, which is all that stands on the empty page.

    It is upright however the other page is turned.
    """
    frame = read_page_frame(page)
    reference = slot.raw_get("/Contents")
    form = slot["/Contents"].get_object()
    set_entry(form, "/Type", "/XObject")
    set_entry(form, "/Subtype", "/Form")
    set_entry(form, "/BBox", [0.0, 0.0, frame.width, frame.height])
    set_entry(form, "/Matrix", frame.matrix)
    set_entry(form, "/Resources", slot.raw_get("/Resources"))
    return reference


def _replace_page(slot: Any, page: Any, copier: ObjectCopier, line: Any) -> None:
    """Draw a page in the place of the empty one, as the one text that its tag names.

    The running line is drawn over it.
    """
    kept = {key: slot.raw_get(key) for key in ("/Type", "/Parent", "/StructParents")}
    slot.clear()
    for key, value in kept.items():
        set_entry(slot, key, value)
    for key in _PAGE_KEYS:
        if key in page:
            set_entry(slot, key, copier.copy(page.raw_get(key)))
    resources = make_dictionary({})
    if "/Resources" in page:
        resources = copier.copy(page.raw_get("/Resources"))
    content = _copy_contents(page, copier)
    if "/StructParents" in page:
        form = _make_page_form(page, copier, resources)
        resources = make_dictionary({})
        content = [_draw_form(form, "page", copier, resources)]
    begin = add_stream(copier.writer, b"/P <</MCID 0>> BDC q\n")
    end = add_stream(copier.writer, b"\nQ EMC\n")
    content = [begin, *content, end]
    if line is not None:
        content.append(_draw_form(line, "line", copier, resources.get_object()))
    set_entry(slot, "/Resources", resources)
    set_entry(slot, "/Contents", content)


def _make_page_form(page: Any, copier: ObjectCopier, resources: Any) -> Any:
    """Make a form XObject of a page's content: there the marks of its own tags mean nothing."""
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    content = page.get_contents()
    if content is None:
        stream.set_data(b"")
    else:
        stream.set_data(content.get_data())
    form = stream.flate_encode()
    set_entry(form, "/Type", "/XObject")
    set_entry(form, "/Subtype", "/Form")
    set_entry(form, "/BBox", copier.copy(page["/MediaBox"]))
    set_entry(form, "/Resources", resources)
    return add_object(copier.writer, form)


def _draw_form(form: Any, kind: str, copier: ObjectCopier, resources: Any) -> Any:
    """Return content that draws a form XObject, under a name that nothing else has."""
    name = f"/cvgen-{kind}-{form.idnum}"
    set_entry(_ensure_dictionary(resources, "/XObject"), name, form)
    return add_stream(copier.writer, f"q {name} Do Q\n".encode())


def _ensure_dictionary(holder: Any, key: str) -> Any:
    """Return the dictionary under a key; make it where there is none."""
    if get_entry(holder, key) is None:
        set_entry(holder, key, {})
    return get_entry(holder, key)


def _copy_contents(page: Any, copier: ObjectCopier) -> list[Any]:
    contents = get_entry(page, "/Contents")
    if contents is None:
        return []
    entries = [page.raw_get("/Contents")]
    if isinstance(contents, list):
        entries = list(contents)
    return [copier.copy(entry) for entry in entries if is_stream(entry.get_object())]


def _find_empty_tags(writer: Any) -> dict[int, Any]:
    """Find the structure elements of empty pages, by the numbers of the pages' objects."""
    document = writer.root_object["/StructTreeRoot"]["/K"][0].get_object()
    tags = {}
    for part in document["/K"]:
        for child in part.get_object()["/K"]:
            element = child.get_object()
            if not element["/K"]:
                tags[element.raw_get("/Pg").idnum] = element
    return tags


def _tag_page(slot: Any, writer: Any, tags: dict[int, Any]) -> None:
    """Tag a page as one paragraph, in the order in which it is drawn."""
    tag = tags[slot.indirect_reference.idnum]
    set_entry(tag, "/S", "/P")
    set_entry(tag, "/K", [0])
    parents = writer.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    index = parents[::2].index(slot["/StructParents"])
    parents[index * 2 + 1] = make_object([tag.indirect_reference])


def _copy_layers(writer: Any, root: Any, copier: ObjectCopier) -> None:
    """Hide in the merged file the layers (optional content) that the other one hides."""
    layers = get_entry(root, "/OCProperties")
    if not layers:
        return
    properties = _ensure_dictionary(writer.root_object, "/OCProperties")
    configuration = _ensure_dictionary(properties, "/D")
    groups = list(get_entry(layers, "/OCGs") or ())
    hidden = _list_hidden_layers(groups, get_entry(layers, "/D"))
    _extend_array(properties, "/OCGs", groups, copier)
    _extend_array(configuration, "/OFF", hidden, copier)


def _list_hidden_layers(groups: list[Any], configuration: Any) -> list[Any]:
    if get_entry(configuration, "/BaseState") != "/OFF":
        return list(get_entry(configuration, "/OFF") or ())
    shown = list(get_entry(configuration, "/ON") or ())
    return [group for group in groups if group not in shown]


def _extend_array(holder: Any, key: str, items: list[Any], copier: ObjectCopier) -> None:
    if get_entry(holder, key) is None:
        set_entry(holder, key, [])
    get_entry(holder, key).extend(copier.copy(item) for item in items)
