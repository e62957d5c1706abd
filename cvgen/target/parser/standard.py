"""Give sections the titles by which résumé parsers know them."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.locale import Locale
from cvgen.compose.view import Document
from cvgen.target.parser.words import load_parser_words


def use_standard_headings(document: Document, locale: Locale) -> Document:
    """Give each section the standard title of its kind.

    Several sections of one kind keep their own, which tell them apart.
    """
    counts = Counter(section.kind for section in document.sections)
    titles = {**locale.headings, **load_parser_words().headings.get(locale.words_of, {})}
    sections = []
    for section in document.sections:
        if counts[section.kind] == 1 and section.kind in titles:
            section = replace(section, title=Markup.escape(titles[section.kind]))  # noqa: PLW2901
        sections.append(section)
    return replace(document, sections=tuple(sections))
