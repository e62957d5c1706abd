"""Format single facts (texts, people, places, grades) in the words of one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct, field

from cvgen.compose.durations import add_duration, format_duration
from cvgen.compose.locale import Locale, find_quotes
from cvgen.compose.view import NOTHING
from cvgen.errors import Diagnostic
from cvgen.files.textfile import find_text_in_file
from cvgen.files.yamlfile import Tree
from cvgen.profile.fields import (
    PersonRecord,
    ScoreRecord,
    Text,
    choose_language_version,
)
from cvgen.text.bidi import is_foreign, is_ltr, is_rtl, wrap_ltr
from cvgen.text.dates import PartialDate, Period, has_begun
from cvgen.text.language_tags import find_script, is_same_language, normalize_tag
from cvgen.text.links import encode_url
from cvgen.text.markup import count_words, render_inline, render_plain, strip_markup
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, Point, TextItem, split_point, split_prose
from cvgen.text.quotes import straighten_quotes
from cvgen.text.telephones import build_telephone_url

_BEFORE_BRACKET = compile_late(r" (?=\()")
_BREAKING_ANYWHERE = ("Hans", "Hant", "Jpan", "Kore")  # scripts whose letters may each end a line
_NUMBER = compile_late(r"[0-9]+(?:\.[0-9]+)?")
_LONGEST_WHOLE_NAME = 32
_SHOWN_CHARACTERS = 40  # of a text, to find where it stands


class Wording(Struct, frozen=True):
    """The words of the language, the file that the facts stand in, and the warnings about them.

    `today` is the day by which a period is over, goes on, or is still to come. `evidence` holds the
    titles of entries, linked to where they stand, by the names that skills point to them with.
    """

    locale: Locale
    tree: Tree
    today: date
    warnings: list[Diagnostic] = field(default_factory=list)
    evidence: dict[str, Markup] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of the document."""
        return self.locale.language

    @property
    def folder(self) -> Path:
        """The profile's folder."""
        return Path(self.tree.file).parent

    def word(self, name: str) -> str:
        """Return one of the language's words."""
        return self.locale.words[name]

    def format_text(self, text: Text | None, *, marks: bool = True) -> Markup:
        """Choose the version for the language; one in another language carries that one's tag."""
        if not text:
            return NOTHING
        language, version = choose_language_version(text, (self.language, "en"))
        return self.format_version(version, language, marks=marks)

    def format_version(self, text: str, language: str, *, marks: bool = True) -> Markup:
        """Turn one version of a text into markup; without a language it is in the document's."""
        language = normalize_tag(language or self.language)
        content = self._convert_text(text, language, marks=marks)
        if is_same_language(language, self.language):
            return content
        if is_rtl(language) == is_rtl(self.language):
            return Markup('<span lang="{}">{}</span>').format(language, content)
        direction = "ltr"
        if is_rtl(language):
            direction = "rtl"
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction, content)

    def _convert_text(self, text: str, language: str, *, marks: bool) -> Markup:
        if marks:
            return render_inline(text, language, self.warn, self.find_quotes)
        return render_plain(text, language, self.find_quotes)

    def find_quotes(self, language: str) -> tuple[str, ...]:
        """Find the quotation marks of a language; in the document's they may be its region's."""
        if language == self.language:
            return self.locale.quotes
        return find_quotes(language)

    def format_prose(self, text: Text | None) -> tuple[Block, ...]:
        """Format a text of several paragraphs and lists."""
        if not text:
            return ()
        language, version = choose_language_version(text, (self.language, "en"))
        blocks: list[Block] = []
        for part in split_prose(version):
            if part.items:
                points = self._format_items(part.items, language)
                blocks.append(Block("points", points=points))
            else:
                blocks.append(Block("paragraph", self._format_paragraph(part.text, language)))
        return tuple(blocks)

    def format_points(self, text: Text) -> list[Point]:
        """Format a point, with those below it; several where its text is but a list."""
        language, version = choose_language_version(text, (self.language, "en"))
        texts: list[Markup] = []
        below: tuple[Point, ...] = ()
        for part in split_point(version):
            if part.items:
                below += self._format_items(part.items, language)
            else:
                texts.append(self._format_paragraph(part.text, language))
        if not texts:
            return list(below)
        return [Point(Markup("\n").join(texts), below)]

    def _format_items(self, items: Iterable[TextItem], language: str) -> tuple[Point, ...]:
        points = []
        for item in items:
            below = self._format_items(item.items, language)
            points.append(Point(self._format_paragraph(item.text, language), below))
        return tuple(points)

    def _format_paragraph(self, text: str, language: str) -> Markup:
        """Format a paragraph or a point, which runs from the right where its language does."""
        content = self.format_version(text, language)
        if is_rtl(language) and not is_rtl(self.language):
            return Markup('<span class="from-right">{}</span>').format(content)
        return content

    def format_extent(self, texts: Iterable[Markup], limit: int | None) -> str:
        """Count the words, and say how many there are of how many; warn where they are too many."""
        plain_texts = [strip_markup(text) for text in texts]
        words = sum(map(count_words, plain_texts))
        pattern = "words"
        if limit:
            pattern = "words-of"
        extent = self.locale.patterns[pattern].format(count=words, most=limit)
        if limit and words > limit:
            message = f"this text is too long: {extent}"
            start = plain_texts[0][:_SHOWN_CHARACTERS]
            self.warn("W311", message, f"take out {words - limit}", start)
        return extent

    def warn(self, code: str, message: str, hint: str, part: str) -> None:
        """Keep a warning about a part of a text, with the place where it stands."""
        place = self.tree.find_text(part) or self.tree.find_text(straighten_quotes(part))
        if place is None:  # a letter has prose below its settings
            place = find_text_in_file(Path(self.tree.file), part)
        self.warnings.append(Diagnostic(code, message, place, hint, "warning"))

    def join_parts(self, parts: Iterable[Markup], separator: str = "comma") -> Markup:
        """Join what is not empty with the comma of the language, or with another of its separators.

        Where nothing is in the script of the language, the comma is not either; such a list runs
        from left to right.
        """
        full = [part for part in parts if part]
        if len(full) > 1 and is_foreign(strip_markup(Markup("").join(full)), self.language):
            return self.isolate(Markup(", ").join(full))
        return self.isolate(Markup(self.word(separator)).join(full))

    def isolate(self, text: Markup) -> Markup:
        """Set a text from left to right as one run, in a language from right to left."""
        if is_rtl(self.language) and is_ltr(strip_markup(text)):
            return wrap_ltr(text)
        return text

    def join_people(self, people: Sequence[Markup]) -> Markup:
        """List people, organizations or places as a sentence does: A, B and C."""
        if len(people) < 2:
            return self.join_parts(people)
        if is_foreign(strip_markup(Markup("").join(people)), self.language):
            return self.join_parts(people)
        first = self.join_parts(people[:-1], "list")
        last = people[-1]
        if not first or not last:
            return first or last
        return Markup(self._find_conjunction(people)).join((first, last))

    def _find_conjunction(self, people: Sequence[Markup]) -> str:
        """Find what stands before the last one; Spanish and Hebrew ask with what that begins."""
        beginning = strip_markup(people[-1])
        for pattern, joint in self.locale.joints.items():
            if re.match(pattern, beginning):
                return joint
        if len(people) > 2:
            return self.word("last-and")
        return self.word("and")

    def format_period(self, period: Period) -> Markup:
        """Write a period out as one line; only what stands in brackets may begin another."""
        text = self.locale.format_period(period, self._make_day())
        if not text:
            return NOTHING
        text = add_duration(text, period, self.locale, self._make_day())
        if " " not in text and find_script(self.language) not in _BREAKING_ANYWHERE:
            return Markup.escape(text)
        parts = []
        for part in _BEFORE_BRACKET.split(text):
            unbroken = part.replace(" ", "\N{NO-BREAK SPACE}")
            parts.append(Markup('<span class="whole">{}</span>').format(unbroken))
        return Markup(" ").join(parts)

    def format_years(self, years: int) -> str:
        """Write a number of years, such as "8 yrs", in one piece."""
        text = format_duration(years * 12, self.locale)
        return text.replace(" ", "\N{NO-BREAK SPACE}")

    def has_begun(self, start: PartialDate) -> bool:
        """Return whether what starts then may have begun today."""
        return has_begun(start, self._make_day())

    def _make_day(self) -> PartialDate:
        return PartialDate(self.today.year, self.today.month, self.today.day)

    def format_periods(self, periods: Sequence[Period]) -> Markup:
        """Write several periods in one line; a line may end between them."""
        return self.join_parts(map(self.format_period, periods), "list")

    def format_part(self, part: PersonRecord | ScoreRecord | Text) -> Markup:
        """Format one part of a list."""
        if isinstance(part, PersonRecord):
            return self.format_person(part)
        if isinstance(part, ScoreRecord):
            return self.format_score(part)
        return self.format_text(part)

    def format_person(self, person: PersonRecord) -> Markup:
        """Format somebody's name, linked where there is an address, with role and affiliation."""
        name = self.format_text(person.name, marks=False)
        mail = NOTHING
        if person.url:
            name = link_text(name, person.url)
            mail = _format_email(person)
        elif person.email:
            name = link_text(name, f"mailto:{person.email}")
        extra = self.join_parts(
            [self.format_text(person.role), self.format_text(person.affiliation), mail]
        )
        name = keep_whole(name)
        if not extra:
            return name
        return self.isolate(Markup("{} ({})").format(name, extra))

    def format_score(self, score: ScoreRecord) -> Markup:
        """Format a grade: its name, its value on its scale, its rank."""
        name = self.format_text(score.name)
        numbers = [text for text in (score.value, score.scale) if score.value and text]
        if not is_foreign(strip_markup(name), self.language):  # "GPA" has digits of its letters
            numbers = list(map(self.format_number, numbers))
        grade = join_unbroken([name, Markup.escape("/".join(numbers))])
        rank = NOTHING
        if score.rank:
            rank = Markup(self.locale.patterns["rank"]).format(rank=self.format_text(score.rank))
        return self.join_parts([grade, rank])

    def format_number(self, text: str) -> str:
        """Write a number with the digits and the decimal mark of the language; else the text."""
        if not _NUMBER.fullmatch(text):
            return text
        digits = str.maketrans("0123456789.", self.locale.digits + self.locale.decimal)
        return text.translate(digits)

    def name_link(self, label: str) -> str:
        """Name what a link leads to in the language; a label that is no such word stays."""
        word = self.locale.links.get(label.lower(), label)
        if label[:1].isupper():
            return word[:1].upper() + word[1:]
        return word


def keep_whole(name: Markup) -> Markup:
    """Keep a name in one line, with its title and all, if it is no longer than names are."""
    if len(strip_markup(name)) > _LONGEST_WHOLE_NAME:
        return name
    return Markup('<span class="whole">{}</span>').format(name)


def join_unbroken(parts: Iterable[Markup]) -> Markup:
    """Join what is not empty so that no line ends in it."""
    return Markup("\N{NO-BREAK SPACE}").join(filter(None, parts))


def _format_email(person: PersonRecord) -> Markup:
    if not person.email:
        return NOTHING
    return link_text(Markup.escape(person.email), f"mailto:{person.email}")


def link_text(text: Markup, url: str | None) -> Markup:
    """Put an address behind a text that has none yet."""
    if not url or not text or "<a " in text:
        return text
    return Markup('<a href="{}">{}</a>').format(encode_url(url), text)


def find_telephone_url(text: str) -> str:
    """Find the address by which a telephone dials; nothing where it is not one number."""
    try:
        return build_telephone_url(text)
    except ValueError:  # which the loader has reported
        return ""


def strip_scheme(url: str) -> str:
    """Show an address without its scheme."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")
