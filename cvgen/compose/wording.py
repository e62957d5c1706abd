"""Takes single facts (texts, people, places, grades), gives their words in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from cvgen.compose import locale
from cvgen.compose.locale import Locale
from cvgen.compose.view import NOTHING
from cvgen.errors import Diagnostic
from cvgen.files.yamlfile import Tree
from cvgen.profile.fields import LocationRecord, PersonRecord, ScoreRecord, Text, in_language
from cvgen.text import bidi as scripts
from cvgen.text import markup as inline
from cvgen.text.dates import Period
from cvgen.text.language_tags import is_same_language, normalize_tag


@dataclass(frozen=True, slots=True)
class Wording:
    """Carries the words of the language, the file that the facts stand in, and what was odd about them."""

    locale: Locale
    tree: Tree
    warnings: list[Diagnostic] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language of the document."""
        return self.locale.language

    @property
    def home(self) -> Path:
        """The profile's folder."""
        return Path(self.tree.file).parent

    def word(self, name: str) -> str:
        """Give one of the language's words."""
        return self.locale.words[name]

    def text(self, text: Text | None, *, marks: bool = True) -> Markup:
        """Choose the version for the language; a version in another language carries that language's tag."""
        if not text:
            return NOTHING
        language, chosen = in_language(text, (self.language, "en"))
        return self.written(chosen, language, marks=marks)

    def written(self, text: str, language: str, *, marks: bool = True) -> Markup:
        """Turn one version of a text into markup."""
        own = normalize_tag(language) if language else self.language
        content = inline.markup(text, own, self.report) if marks else scripts.escape_text(text, own)
        if is_same_language(own, self.language):
            return content
        turned = scripts.is_rtl(own) != scripts.is_rtl(self.language)
        direction = (
            Markup(' dir="{}"').format("rtl" if scripts.is_rtl(own) else "ltr") if turned else ""
        )
        return Markup('<span lang="{}"{}>{}</span>').format(own, direction, content)

    def paragraphs(self, text: Text | None) -> tuple[Markup, ...]:
        """Word a text of several paragraphs."""
        if not text:
            return ()
        language, chosen = in_language(text, (self.language, "en"))
        return tuple(self.written(part, language) for part in inline.paragraphs(chosen))

    def extent(self, texts: Iterable[Markup], most: int | None) -> str:
        """Count the words, and say how many there are of how many; a warning says where they are too many."""
        prose = [inline.bare(text) for text in texts]
        count = sum(map(inline.count, prose))
        said = self.locale.patterns["words-of" if most else "words"].format(count=count, most=most)
        if most and count > most:
            self.report(
                "W310", f"this text is too long: {said}", f"take out {count - most}", prose[0][:40]
            )
        return said

    def report(self, code: str, message: str, hint: str, piece: str) -> None:
        """Keep a warning about a piece of text, with the place where it stands."""
        self.warnings.append(Diagnostic(code, message, self.tree.find(piece), hint, "warning"))

    def joined(self, parts: Iterable[Markup], separator: str = "comma") -> Markup:
        """Join what is not empty with the comma of the language, or with another of its separators.

        Where nothing is in the script of the language, the comma is not either; such a list runs from left to right.
        """
        found = [part for part in parts if part]
        if len(found) > 1 and scripts.is_foreign(
            inline.bare(Markup("").join(found)), self.language
        ):
            return self.isolated(Markup(", ").join(found))
        return self.isolated(Markup(self.word(separator)).join(found))

    def isolated(self, text: Markup) -> Markup:
        """Set a text of several pieces as one run from left to right, if it is one in a language that is not."""
        return (
            scripts.wrap_ltr(text)
            if scripts.is_rtl(self.language) and scripts.is_ltr(inline.bare(text))
            else text
        )

    def listed(self, people: Sequence[Markup]) -> Markup:
        """List people as a sentence does: A, B and C."""
        if scripts.is_foreign(inline.bare(Markup("").join(people)), self.language):
            return self.joined(people)
        first = self.joined(people[:-1], "list")
        return Markup(self.word("and")).join(part for part in (first, people[-1]) if part)

    def period(self, period: Period) -> Markup:
        """Write a period out; without spaces, as in Chinese, lines break at its dash alone."""
        text = self.locale.period(period)
        dates = re.split("([–～~])", text)
        if len(dates) < 3 or not scripts.is_cjk(self.language):
            return Markup.escape(text)
        return Markup("").join(
            Markup.escape(part)
            if part in "–～~"
            else Markup('<span class="whole">{}</span>').format(part)
            for part in dates
        )

    def location(self, place: LocationRecord) -> Markup:
        """Word a place from the street to the country."""
        city = self.text(place.city)
        if place.postalCode:
            city = (
                Markup("{}\N{NO-BREAK SPACE}{}").format(place.postalCode, city)
                if city
                else Markup.escape(place.postalCode)
            )
        return self.joined(
            [
                self.text(place.address),
                city,
                self.text(place.region),
                self.country(place.countryCode),
            ]
        )

    def country(self, code: str | None) -> Markup:
        """Name a country by its code, or print what was given."""
        if not code:
            return NOTHING
        return Markup.escape(locale.countries(self.locale.words_of).get(code.upper(), code))

    def part(self, part: PersonRecord | ScoreRecord | Text) -> Markup:
        """Word one part of a list."""
        if isinstance(part, PersonRecord):
            return self.person(part)
        return self.score(part) if isinstance(part, ScoreRecord) else self.text(part)

    def person(self, person: PersonRecord) -> Markup:
        """Word somebody's name, linked where there is an address, with role and affiliation."""
        name = linked(
            self.text(person.name, marks=False),
            person.url or (f"mailto:{person.email}" if person.email else None),
        )
        mail = (
            linked(Markup.escape(person.email), f"mailto:{person.email}")
            if person.email and person.url
            else NOTHING
        )
        extra = self.joined([self.text(person.role), self.text(person.affiliation), mail])
        if not extra:
            return name
        said = Markup("{} ({})").format(name, extra)
        return self.isolated(said)

    def score(self, score: ScoreRecord) -> Markup:
        """Word a grade: its name, its value on its scale, its rank."""
        value = Markup.escape(
            f"{score.value}/{score.scale}" if score.value and score.scale else score.value or ""
        )
        named = Markup("\N{NO-BREAK SPACE}").join(
            part for part in (self.text(score.name), value) if part
        )
        rank = (
            Markup(self.locale.patterns["rank"]).format(rank=self.text(score.rank))
            if score.rank
            else NOTHING
        )
        return self.joined([named, rank])


def linked(text: Markup, url: str | None) -> Markup:
    """Put an address behind a text that has none yet."""
    return (
        Markup('<a href="{}">{}</a>').format(url, text)
        if url and text and "<a " not in text
        else text
    )


def address(url: str) -> str:
    """Show an address without its scheme."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("mailto:").rstrip("/")
