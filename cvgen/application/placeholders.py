"""Fill in the fields (`{{ programme }}`) of letters, statements and mails."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cvgen.application.context import ApplicationContext
from cvgen.application.model import DocumentRequest
from cvgen.application.plaintext import Blocks, format_blocks, parse_blocks
from cvgen.compose.locale import Locale, find_locale
from cvgen.errors import Place
from cvgen.files import textfile
from cvgen.profile.fields import Text, choose_language_version
from cvgen.profile.letter import read_letter
from cvgen.render.fields import fill_fields


def read_filled_prose(path: Path, values: Mapping[str, str]) -> str:
    """Read the Markdown below the front matter of a file, and fill in its fields.

    Raises ProfileError, or PacketError with all fields that cannot be filled in.
    """
    prose = textfile.read_prose(path)
    return fill_fields(prose, values, textfile.find_prose_place(path))


def format_for_form(context: ApplicationContext, document: DocumentRequest) -> str:
    """Format a letter or a statement as plain text for a form.

    A letter has its opening and closing with it. Other documents have no such text.
    """
    if document.file is None or document.is_foreign:
        return ""
    settings = read_letter(document.file).settings
    locale = context.locale
    language = document.language or settings.language
    if language:
        locale = find_locale(language)
    values = context.list_field_values(locale)
    prose = read_filled_prose(document.file, values)
    blocks = parse_blocks(prose, locale, lambda *_: None)
    paragraphs = _format_unbroken(blocks)
    if document.kind != "letter":
        return "\n\n".join(paragraphs)
    place = Place(str(document.file))
    opening = _fill_line(settings.opening, values, locale, place)
    closing = _fill_line(settings.closing, values, locale, place)
    return "\n\n".join(filter(None, (opening, *paragraphs, closing)))


def _format_unbroken(blocks: Blocks) -> list[str]:
    """Format blocks without line breaks in paragraphs: a form's field breaks lines itself."""
    texts = []
    for block, text in zip(blocks, format_blocks(blocks), strict=True):
        if block.kind == "paragraph":
            texts.append(text.replace("\n", " "))
        else:
            texts.append(text)
    return texts


def _fill_line(text: Text | None, values: Mapping[str, str], locale: Locale, place: Place) -> str:
    if not text:
        return ""
    _, line = choose_language_version(text, (locale.language, "en"))
    return fill_fields(line, values, place)
