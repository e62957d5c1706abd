"""Takes a letter, and the profile of who writes it; gives the words of both, ready to print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from cvgen.compose import person
from cvgen.compose.document import head
from cvgen.compose.locale import Locale
from cvgen.compose.view import NOTHING, Block, Document, Letter
from cvgen.compose.wording import Wording
from cvgen.errors import Diagnostic, in_order
from cvgen.profile.letter import LetterSource
from cvgen.profile.load import Profile
from cvgen.text import markup as inline
from cvgen.text.dates import PartialDate


def compose_letter(
    source: LetterSource, profile: Profile, words: Locale, today: date
) -> tuple[Document, Letter, tuple[Diagnostic, ...]]:
    """Word a letter; the document has the person, and no sections."""
    wording, own = Wording(words, source.tree), Wording(words, profile.tree)
    letter = _letter(source, profile, wording, today)
    document = head(profile, own, today)
    about = inline.bare(letter.subject) or wording.word("letter")
    title = words.patterns["title"].format(name=document.author, document=about)
    found = [*own.warnings, *wording.warnings]
    return (
        replace(document, title=title, subject=about, photo=None, summary=()),
        letter,
        in_order(found),
    )


def _letter(source: LetterSource, profile: Profile, wording: Wording, today: date) -> Letter:
    settings, is_letter = source.settings, source.settings.kind == "letter"
    blocks = _blocks(source, wording)
    return Letter(
        kind=settings.kind,
        blocks=blocks,
        when=_when(source, wording, today) if is_letter else NOTHING,
        recipient=tuple(wording.text(line) for line in settings.recipient),
        reference=wording.text(settings.reference),
        subject=wording.text(settings.subject),
        opening=wording.text(settings.opening),
        closing=(wording.text(settings.closing) or Markup.escape(wording.word("closing")))
        if is_letter
        else wording.text(settings.closing),
        signature=person.names(profile.basics.name, wording)[0] if is_letter else NOTHING,
        enclosures_label=wording.word("enclosures"),
        enclosures=tuple(wording.text(line) for line in settings.enclosures),
        extent=wording.extent(_texts(blocks), settings.wordLimit),
    )


def _when(source: LetterSource, wording: Wording, today: date) -> Markup:
    """Write the day in full, after the place."""
    day = source.settings.date or PartialDate(today.year, today.month, today.day)
    long = replace(wording.locale, date_style="long")
    return wording.joined([wording.text(source.settings.place), Markup.escape(long.date(day))])


def _blocks(source: LetterSource, wording: Wording) -> tuple[Block, ...]:
    found = inline.blocks(source.prose, wording.language, wording.locale.quotes, wording.report)
    made = []
    for kind, texts in found:
        if kind in ("points", "numbers"):
            made.append(Block(kind, points=tuple(texts)))  # type: ignore[arg-type]
        else:
            made.append(Block(kind, texts[0]))  # type: ignore[arg-type]
    return tuple(made)


def _texts(blocks: tuple[Block, ...]) -> list[Markup]:
    return [text for block in blocks for text in (block.text, *block.points)]
