"""Compose a letter or a statement, and the head of the profile of who writes it."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.document import compose_head
from cvgen.compose.letter_end import check_end
from cvgen.compose.locale import Locale
from cvgen.compose.person import format_names
from cvgen.compose.view import NOTHING, Document, Enclosure, Letter
from cvgen.compose.wording import Wording
from cvgen.errors import Diagnostic, in_order
from cvgen.profile.letter import GeneratedPage, LetterSource, ListedEnclosure
from cvgen.profile.model import Profile
from cvgen.profile.names import format_full_names, list_language_versions
from cvgen.text.dates import PartialDate
from cvgen.text.markup import render_blocks, strip_markup


def compose_letter(
    source: LetterSource, profile: Profile, words: Locale, today: date
) -> tuple[Document, Letter, tuple[Diagnostic, ...]]:
    """Compose a letter; the document has the person, and no sections."""
    wording = Wording(words, source.tree, today)
    profile_wording = Wording(words, profile.tree, today)
    letter = _compose_letter(source, wording)
    if source.page:
        letter = _add_page_parts(letter, source.page, wording)
    elif source.settings.kind == "letter":
        letter = _add_letter_parts(letter, profile, wording)
        names = list_language_versions(format_full_names(profile.basics.name))
        wording.warnings.extend(check_end(source, names))
    if letter.kind in ("letter", "title-page"):
        letter = replace(letter, when=_format_day(source, wording, today))
    head = compose_head(profile, profile_wording, today)
    subject = strip_markup(letter.subject) or wording.word("letter")
    title = words.patterns["title"].format(name=head.author, document=subject)
    document = replace(head, title=title, subject=subject, photo=None, summary=())
    warnings = [*words.warnings, *profile_wording.warnings, *wording.warnings]
    return document, letter, in_order(warnings)


def _compose_letter(source: LetterSource, wording: Wording) -> Letter:
    """Compose what letters and statements have."""
    settings = source.settings
    quotes = wording.locale.quotes
    blocks = render_blocks(source.prose, wording.language, quotes, wording.warn)
    texts: list[Markup] = []
    for block in blocks:
        texts += block.texts
    return Letter(
        kind=settings.kind,
        blocks=tuple(blocks),
        recipient=tuple(wording.format_text(line) for line in settings.recipient),
        reference=wording.format_text(settings.reference),
        subject=wording.format_text(settings.subject),
        opening=wording.format_text(settings.opening),
        closing=wording.format_text(settings.closing),
        enclosures_label=wording.word("enclosures"),
        enclosures=tuple(wording.format_text(line) for line in settings.enclosures),
        extent=wording.format_extent(texts, settings.wordLimit),
    )


def _add_letter_parts(letter: Letter, profile: Profile, wording: Wording) -> Letter:
    """Add what a letter has and a statement has not: a closing and a signature."""
    return replace(
        letter,
        closing=letter.closing or _break_lines(wording.word("closing")),
        signature=format_names(format_full_names(profile.basics.name), wording)[0],
    )


def _break_lines(text: str) -> Markup:
    """Set a text in its own lines, of which a Chinese closing has two."""
    return Markup("<br>").join(text.splitlines())


def _add_page_parts(letter: Letter, page: GeneratedPage, wording: Wording) -> Letter:
    """Add what the title page of an application says, or its list of enclosures."""
    contents = []
    for line in page.contents:
        contents.append(Enclosure(wording.format_text(line.title), _format_pages(line, wording)))
    return replace(
        letter,
        kind=page.kind,
        purpose=wording.format_text(page.programme),
        institution=wording.format_text(page.institution),
        contents=tuple(contents),
    )


def _format_pages(line: ListedEnclosure, wording: Wording) -> Markup:
    if not line.pages:
        return NOTHING
    digits = str.maketrans("0123456789", wording.locale.digits)
    pages = line.pages.translate(digits)
    return Markup.escape(wording.locale.patterns["on-pages"].format(pages=pages))


def _format_day(source: LetterSource, wording: Wording, today: date) -> Markup:
    """Write the day in full, after the place."""
    day = source.settings.date or PartialDate(today.year, today.month, today.day)
    locale = replace(wording.locale, date_style="long")
    place = wording.format_text(source.settings.place)
    return wording.join_parts([place, Markup.escape(locale.format_date(day))])
