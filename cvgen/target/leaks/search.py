"""Search a finished PDF for secrets, and word a finding for each place where one is.

X101 a secret is in the file; X102 something that may be one is; X103 a part of the file, or all of
it, could not be searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from cvgen.errors import Diagnostic
from cvgen.pdf.embedded import LocatedText, UnreadablePart
from cvgen.pdf.object_walk import PAGE_BREAK
from cvgen.pdf.strings import read_file_strings, read_strings
from cvgen.profile.name_match import fold_spelling
from cvgen.profile.names import is_latin
from cvgen.target.leaks.collect import Secret
from cvgen.target.leaks.letters import LetterIndex, Match, decode_escapes, replace_lookalikes
from cvgen.target.leaks.needle import Needle
from cvgen.target.leaks.romanized_texts import romanize_chinese_names, romanize_words

_MAX_PLACES = 6  # per secret; the others are counted
_PAGE_TEXT = "the text of page"
_LOOSE_HINT = "leave it out if it tells who it is"
_DEFAULT_HINT = "leave this out"
_HINTS = (
    ("attachment", "build without this attachment"),
    ("link", "leave this link out"),
    ("metadata", "leave this field out"),
    ("picture", "take a picture without comments"),
    ("text of page", "leave this out, or write it so that it does not say who it is"),
)


class _Leak(Struct, frozen=True):
    """A place where a secret is, or, where it is `loose`, may be."""

    secret: Secret
    place: str
    excerpt: str
    loose: bool

    @property
    def is_strong(self) -> bool:
        """Say whether it is certain, or in what a page says.

        Such a leak may say what others say too.
        """
        return self.place.startswith(_PAGE_TEXT) or not self.loose


def find_leaks(pdf: bytes, secrets: Iterable[Secret], name: str = "") -> tuple[Diagnostic, ...]:
    """Search a PDF, with all that is in it, and the name of its file.

    Errors are certain, warnings are to be looked at.
    """
    title = LocatedText(name.replace("_", " "), "the name of the file")
    return _find_in_parts((title, *read_strings(pdf)), secrets)


def find_file_leaks(data: bytes, secrets: Iterable[Secret], place: str) -> tuple[Diagnostic, ...]:
    """Search a file of any kind, with the files in it; `place` says in words what it is."""
    return _find_in_parts(read_file_strings(data, place), secrets)


def _find_in_parts(
    parts: Iterable[LocatedText | UnreadablePart], secrets: Iterable[Secret]
) -> tuple[Diagnostic, ...]:
    search = _Search([Needle(secret) for secret in secrets])
    unreadable = []
    for part in parts:
        if isinstance(part, UnreadablePart):
            unreadable.append(_word_unreadable(part))
        else:
            search.search_text(part)
    return (*_word_leaks(search.list_leaks()), *dict.fromkeys(unreadable))


def find_text_leaks(text: str, secrets: Iterable[Secret], place: str) -> tuple[Diagnostic, ...]:
    """Search a text that is no PDF; `place` says in words what it is."""
    search = _Search([Needle(secret) for secret in secrets])
    search.search_text(LocatedText(text, place, is_prose=True))
    return tuple(_word_leaks(search.list_leaks()))


class _Search:
    """Searches texts, and keeps one leak for each needle and place."""

    def __init__(self, needles: list[Needle]) -> None:
        self.needles = needles
        names = [needle for needle in needles if needle.secret.name]
        # Somebody who gives a name in other letters too says how it is written in them.
        self.is_in_latin = bool(names) and all(is_latin(name.secret.text) for name in names)
        self.leaks: dict[tuple[int, str], _Leak] = {}

    def search_text(self, part: LocatedText) -> None:
        """Search a text as it is, and as it is meant where it is escaped."""
        self._search_letters(LetterIndex(part.text), part)
        decoded = decode_escapes(part.text)
        if decoded != part.text:
            self._search_letters(LetterIndex(decoded), part)
        latin = replace_lookalikes(decoded)
        if latin != decoded:
            self._search_letters(LetterIndex(latin), part)
        if self.is_in_latin and not decoded.isascii():
            self._search_romanized(decoded, part)

    def _search_letters(self, letters: LetterIndex, part: LocatedText) -> None:
        for number, needle in enumerate(self.needles):
            match = needle.find(letters, is_prose=part.is_prose)
            if match:
                self._keep_leak(number, part.place, letters, match)

    def _search_romanized(self, text: str, part: LocatedText) -> None:
        """Search the names of a text in other letters; who reads like a Chinese name may be it."""
        for romanized in romanize_words(text):
            self._search_letters(LetterIndex(romanized), part)
        letters = LetterIndex(romanize_chinese_names(text))
        if letters.text == text or not part.is_prose:
            return
        for number, needle in enumerate(self.needles):
            match = needle.secret.name and needle.find(letters, is_prose=True)
            if match:
                self._keep_leak(number, part.place, letters, replace(match, loose=True))

    def _keep_leak(self, number: int, place: str, letters: LetterIndex, match: Match) -> None:
        key = (number, place)
        known = self.leaks.get(key)
        if known is None or (known.loose and not match.loose):
            quote = letters.quote_match(match)
            self.leaks[key] = _Leak(self.needles[number].secret, place, quote, match.loose)

    def list_leaks(self) -> list[_Leak]:
        """List the leaks by secrets, certain ones first.

        Those that another one says already are left out.
        """
        ordered = sorted(self.leaks.items(), key=lambda item: (item[0][0], item[1].loose))
        stronger = [leak for leak in self.leaks.values() if leak.is_strong]
        return [leak for _, leak in ordered if not _is_redundant(leak, stronger)]


def _is_redundant(leak: _Leak, others: list[_Leak]) -> bool:
    """Say whether another leak says the same.

    A surname may be part of the name; what runs over two pages may stand on one of them.
    """
    if leak.place.startswith(PAGE_BREAK):
        return any(_is_on_page(leak.secret, other) for other in others)
    return leak.loose and any(_contains_leak(other, leak) for other in others)


def _is_on_page(secret: Secret, other: _Leak) -> bool:
    return other.secret is secret and other.place.startswith(_PAGE_TEXT)


def _contains_leak(whole: _Leak, part: _Leak) -> bool:
    if whole.loose or whole.place != part.place:
        return False
    return fold_spelling(part.secret.text) in fold_spelling(whole.secret.text)


def _word_leaks(leaks: list[_Leak]) -> Iterator[Diagnostic]:
    for _, group in groupby(leaks, key=lambda leak: (leak.secret, leak.loose)):
        places = list(group)
        for leak in places[:_MAX_PLACES]:
            yield _word_leak(leak, f"{leak.place}: {leak.excerpt}")
        rest = places[_MAX_PLACES:]
        if rest:
            yield _word_leak(rest[-1], _count_places(len(rest)))


def _count_places(count: int) -> str:
    if count == 1:
        return "1 more place"
    return f"{count} more places"


def _word_leak(leak: _Leak, place: str) -> Diagnostic:
    message = f"{leak.secret.what} '{leak.secret.text}' is in {place}"
    if leak.loose:
        return Diagnostic("X102", message, None, _LOOSE_HINT, "warning")
    return Diagnostic("X101", message, None, _find_hint(leak.place), "error")


def _find_hint(place: str) -> str:
    for word, hint in _HINTS:
        if word in place:
            return hint
    return _DEFAULT_HINT


def _word_unreadable(part: UnreadablePart) -> Diagnostic:
    problem = f"cannot be searched for what must not be in it: {part.reason}"
    if part.place:
        hint = "look at it yourself, or leave it out"
        return Diagnostic("X103", f"{part.place} {problem}", None, hint, "warning")
    return Diagnostic("X103", f"the file {problem}", None, "build it again")
