"""Write a document for Word and LibreOffice (.docx), in styles that somebody can go on editing.

It is written as text by itself: no library is needed, and nothing in it is by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from cvgen.compose.qr_code import draw_qr_pixels
from cvgen.compose.view import PHOTO, PICTURE, Document, Photo
from cvgen.exporters.docx.appearance import choose_appearance, find_word_language
from cvgen.exporters.docx.body import BodyWriter
from cvgen.exporters.docx.pictures import Drawing, PictureShelf
from cvgen.exporters.docx.runs import RunWriter
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.losses import LossList, note_logos
from cvgen.exporters.office_package import pack_parts
from cvgen.exporters.office_xml import escape_xml, fill_part
from cvgen.plan.foot import fill_foot
from cvgen.text.foot import has_page_fields, split_foot
from cvgen.text.runs import read_runs

_PHOTO_BOX = (85.0, 85.0)  # points: 30 mm
_PICTURE_BOX = (142.0, 99.0)
_SIGNATURE_BOX = (142.0, 45.0)
_RECTANGLE = "rectangle"
_NUMBER = " \N{MIDDLE DOT} {page}/{pages}"
_WORD_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_QR_BOX = (62.0, 62.0)  # with its light margin: 22 mm
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NUMBERED_LIST = (
    '<w:num w:numId="{0}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def export_word(order: ExportOrder) -> Export:
    """Write a Word document."""
    document = order.document
    options = order.plan.style.options
    shelf = PictureShelf()
    pictures = _shelve_pictures(order, shelf)
    runs = RunWriter(document.language)
    has_labels = options["contact-labels"] != "none"
    body = BodyWriter(document, runs, pictures, options, has_labels)
    values = {**choose_appearance(order.plan, document), "body": body.write()}
    values["lists"] = "".join(_NUMBERED_LIST.format(number) for number in body.lists)
    values["relations"] = _write_relations(runs.links, shelf)
    parts = _write_parts(document, values, _write_footer(order, runs))
    parts |= {f"word/{name}": data for name, data in shelf.files.items()}
    return Export({".docx": pack_parts(parts)}, _list_losses(order).list_findings())


def _shelve_pictures(order: ExportOrder, shelf: PictureShelf) -> dict[str, Drawing]:
    """Shelve the pictures of a document, each once."""
    drawings: dict[str, Drawing] = {}
    for photo, box, shape in _list_pictures(order):
        path = _find_picture(order, photo.url)
        if path is not None and photo.url not in drawings:
            data = _read_picture(path)
            drawings[photo.url] = shelf.add(data, photo.alternative, box, shape)
    closing = order.document.closing
    if closing and closing.qr_code:
        code = closing.qr_code
        pixels = draw_qr_pixels(code.url)
        drawings[code.drawing] = shelf.add(pixels, code.alternative, _QR_BOX, _RECTANGLE)
    return drawings


def _list_pictures(order: ExportOrder) -> Iterator[tuple[Photo, tuple[float, float], str]]:
    """List the photo, unless it is not to be printed, those of works, and a signature."""
    document = order.document
    options = order.plan.style.options
    if document.photo and options["photo"] == "true":
        yield document.photo, _PHOTO_BOX, options["photo-shape"]
    for section in document.sections:
        for item in section.items:
            if item.image:
                yield item.image, _PICTURE_BOX, _RECTANGLE
    if document.closing and document.closing.picture:
        yield document.closing.picture, _SIGNATURE_BOX, _RECTANGLE


def _find_picture(order: ExportOrder, url: str) -> Path | None:
    profile = order.plan.profile
    if url == PHOTO:
        return profile.picture
    return profile.images.get(url.removeprefix(PICTURE))


def _read_picture(path: Path) -> bytes:
    from cvgen.files.photo import make_printable

    return make_printable(path.read_bytes())


def _write_relations(links: Mapping[str, str], shelf: PictureShelf) -> str:
    written = ""
    for url, number in links.items():
        written += (
            f'<Relationship Id="{number}" Type="{_RELATION}/hyperlink"'
            f' Target="{escape_xml(url)}" TargetMode="External"/>'
        )
    for index, name in enumerate(shelf.files, start=1):
        written += f'<Relationship Id="picture{index}" Type="{_RELATION}/image" Target="{name}"/>'
    return written


def _write_footer(order: ExportOrder, runs: RunWriter) -> str:
    """Write whose it is, the page, and how many there are; nothing where that is not wanted."""
    options = order.plan.style.options
    if options["page-numbers"] != "true":
        return ""
    foot = fill_foot(order.plan, order.document) or order.document.author
    if not has_page_fields(foot):
        foot += _NUMBER
    written = ""
    for words, name in split_foot(foot):
        written += runs.write(words)
        if name:
            written += _write_field(_WORD_FIELDS[name])
    return written


def _write_field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _write_parts(document: Document, values: dict[str, str], footer: str) -> dict[str, bytes]:
    """Write the parts; the foot of the first page is empty, which may be the only one."""
    said = {
        "title": document.title,
        "subject": document.subject,
        "author": document.author,
        "keywords": ", ".join(document.keywords),
        "language": find_word_language(document.language),
        "date": document.date,
    }
    properties = {name: escape_xml(text) for name, text in said.items()}
    return {
        "[Content_Types].xml": fill_part("docx/content_types.xml", {}),
        "_rels/.rels": fill_part("docx/package_relations.xml", {}),
        "docProps/core.xml": fill_part("docx/core.xml", properties),
        "docProps/app.xml": fill_part("docx/app.xml", {}),
        "word/document.xml": fill_part("docx/document.xml", values),
        "word/_rels/document.xml.rels": fill_part("docx/document_relations.xml", values),
        "word/styles.xml": fill_part("docx/styles.xml", values),
        "word/numbering.xml": fill_part("docx/numbering.xml", values),
        "word/settings.xml": fill_part("docx/settings.xml", values),
        "word/footer1.xml": fill_part("docx/footer.xml", {"content": footer}),
        "word/footer2.xml": fill_part("docx/footer.xml", {"content": ""}),
    }


def _list_losses(order: ExportOrder) -> LossList:
    """List the formulas that only a drawing shows, which stand here in one line."""
    losses = LossList("Word", order.plan.profile)
    note_logos(order.document, losses)
    for section in order.document.sections:
        for item in section.items:
            for text in (item.title, item.citation, *item.body_texts):
                if "<svg" in text and any(run.tex for run in read_runs(text)):
                    losses.change_form("a formula stands in one line", item)
    return losses
