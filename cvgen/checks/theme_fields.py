"""The texts of a composed document in the order of the contract, each with its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct

from cvgen.compose.view import Document, Item, Letter, Section
from cvgen.pdf.runs import Run
from cvgen.text import markup


class FieldText(Struct, frozen=True):
    """A text that must be printed: its field in the contract, and the text as it is compared."""

    field: str
    text: str


class _FieldTexts(list[FieldText]):
    """A list of texts to which only those are added that say something."""

    def add(self, field: str, *texts: str) -> None:
        for text in texts:
            compared = normalize_text(text)
            if compared:
                self.append(FieldText(field, compared))


def normalize_text(text: str) -> str:
    """Bring a text, without its tags, to a form to compare: NFKC, no white space, small letters."""
    if isinstance(text, Markup):
        text = markup.strip_markup(text)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def join_runs(runs: Iterable[Run]) -> str:
    """Join all that a file says, in the form in which texts are compared."""
    return normalize_text("".join(run.text for run in runs))


def list_item_texts(item: Item) -> list[FieldText]:
    """List what an item says, but for its period, which has two places."""
    texts = _FieldTexts()
    texts.add("number", item.number)
    texts.add("badges", *item.badges)
    for field in ("citation", "title", "people", "subtitle", "place", "status"):
        texts.add(field, getattr(item, field))
    texts.add("notes", *item.notes)
    for detail in item.details:
        texts.add("details", detail.text)
    for block in item.text:
        texts.add("text", *block.texts)
    for point in item.points:
        texts.add("points", *point.texts)
    for link in item.links:
        texts.add("links", link.label)
    for position in item.positions:
        texts += list_item_texts(position)
    return texts


def list_head_texts(document: Document) -> list[FieldText]:
    """List what stands before the sections: the name first of all, the rest as the theme likes."""
    texts = _FieldTexts()
    texts.add("name", document.name)
    texts.add("other_names", *document.other_names)
    texts.add("label", document.label)
    for contact in document.contacts:
        texts.add("contacts", contact.text)
    for block in document.summary:
        texts.add("summary", *block.texts)
    return texts


def list_closing_texts(document: Document) -> list[FieldText]:
    """List what stands below all sections."""
    texts = _FieldTexts()
    if document.closing:
        texts.add("closing", *document.closing.lines)
        texts.add("closing", document.closing.place_and_day, document.closing.signature)
    return texts


def list_section_texts(section: Section) -> list[FieldText]:
    """List what a section says beside its items."""
    texts = _FieldTexts()
    texts.add("overview", *section.overview)
    texts.add("title", section.title)
    for group in section.groups:
        texts.add("groups", group.title)
    for _, meaning in section.legend:
        texts.add("legend", meaning)
    return texts


def list_letter_texts(letter: Letter) -> list[FieldText]:
    """List what a letter says, in the order in which most letters do."""
    texts = _FieldTexts()
    texts.add("when", letter.when)
    texts.add("recipient", *letter.recipient)
    texts.add("reference", letter.reference)
    texts.add("subject", letter.subject)
    texts += list_prose_texts(letter)
    texts.add("enclosures", *letter.enclosures)
    return texts


def list_contents_texts(letter: Letter) -> list[FieldText]:
    """List what the title page of an application says, or its list of enclosures."""
    texts = _FieldTexts()
    for field in ("subject", "purpose", "institution", "reference", "when"):
        texts.add(field, getattr(letter, field))
    for enclosure in letter.contents:
        texts.add("contents", enclosure.title, enclosure.pages)
    return texts


def list_prose_texts(letter: Letter) -> list[FieldText]:
    """List what stands in one order in every letter: opening, prose, closing and signature."""
    texts = _FieldTexts()
    texts.add("opening", letter.opening)
    for block in letter.blocks:
        texts.add("blocks", *block.texts)
    texts.add("closing", letter.closing)
    texts.add("signature", letter.signature)
    return texts
