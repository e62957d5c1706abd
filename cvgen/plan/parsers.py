"""Read a layout as résumé parsers will read its file, and report what they lose."""

from __future__ import annotations

from msgspec.structs import replace

from cvgen.pdf.facts import Page, PdfFacts, Text
from cvgen.plan.composition import Composition
from cvgen.render.pdf import Pdf
from cvgen.render.text_boxes import PlacedText
from cvgen.target.parser.compare import ParserLoss, list_lost_facts
from cvgen.target.parser.resume import ORDERS, read_resume
from cvgen.target.parser.words import fold_title
from cvgen.text.markup import strip_markup

_ASCENT = 0.72  # of a letter's box, as shares of the size
_DESCENT = 0.2


def check_parsers_view(composition: Composition, pdf: Pdf) -> list[ParserLoss]:
    """Report what parsers lose of a CV; of its titles all are taken for known.

    The text is that of the layout, so that the file need not be read again.
    """
    if composition.letter or not pdf.texts:
        return []
    document = composition.document
    if document.heading:  # a small head has no contacts
        document = replace(document, contacts=())
    titles = {}
    for section in document.sections:
        titles[fold_title(strip_markup(section.title))] = section.kind
    file = describe_layout(pdf)
    readings = {order: read_resume(file, titles, order) for order in ORDERS}
    return list(list_lost_facts(readings, document))


def describe_layout(pdf: Pdf) -> PdfFacts:
    """Describe a layout as its file would be described."""
    pages = []
    for number, (width, height) in enumerate(pdf.pages):
        texts = [_convert_text(text) for text in pdf.texts if text.page == number]
        page = Page(number + 1, width, height, (width, height), is_read=True, texts=tuple(texts))
        pages.append(page)
    return PdfFacts("", len(pdf.data), pages=tuple(pages))


def _convert_text(text: PlacedText) -> Text:
    top = text.baseline - _ASCENT * text.size
    bottom = text.baseline + _DESCENT * text.size
    font = "Bold" if text.is_bold else ""
    box = (text.left, top, text.right, bottom)
    return Text(text.text, font, text.size, box, text.baseline)
