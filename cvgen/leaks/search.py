"""Takes a finished PDF and what must not be in it, gives a finding for each place where it is; lists what that is for a profile.

X101 a secret is in the file; X102 something that may be one is; X103 a part of the file, or all of it, could not be searched.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise
from urllib.parse import unquote

from cvgen.errors import Diagnostic, Severity
from cvgen.leaks.collect import Secret
from cvgen.pdf.embedded import Found, Unread
from cvgen.pdf.strings import RUNS_OVER, texts
from cvgen.profile.names import plain

_MOST_PLACES = 6  # per secret; the others are counted
_FEWEST_LETTERS = 5  # fewer are found in other words, and in the names of others
_MANY_LETTERS = 8  # so many are found in no other word
_FEWEST_DIGITS = 7
_LONGEST_PREFIX = 3  # digits of a country's prefix
_EXCERPT = 30  # letters before and after what was found
_BETWEEN = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d(?:[\s()./+\-–‐‑·]{0,3}\d){4,}")
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile("[-\u00ad‐]\\s*\n\\s*|\u00ad")
_NO_LETTER = re.compile(r"[\d@]")
_STROKE = re.compile("[.@/]")
_TWO_WORDS = re.compile(r"\w\s+\w")
_NEXT_SENTENCE = re.compile(r"\w{2}[.:;!?]\s+\w(?:\W|$)")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_CERTAIN: tuple[str, Severity] = ("X101", "error")
_LOOSE: tuple[str, Severity] = ("X102", "warning")
_IF_MEANT = "leave it out if it tells who it is"
_HINTS = (
    ("attachment", "build without this attachment"),
    ("link", "leave this link out"),
    ("metadata", "leave this field out"),
    ("picture", "take a picture without comments"),
    ("text of page", "leave this out, or write it so that it does not say who it is"),
)


def search(pdf: bytes, secrets: Iterable[Secret], name: str = "") -> tuple[Diagnostic, ...]:
    """Search a PDF, with all that is in it, and the name of its file; errors are certain, warnings are to be looked at."""
    needles = [_Needle(secret) for secret in secrets]
    leaks: dict[tuple[int, str], _Leak] = {}
    unread: list[Diagnostic] = []
    for part in chain(
        [Found(name.replace("_", " "), "the name of the file", prose=True)], texts(pdf)
    ):
        if isinstance(part, Unread):
            unread.append(_not_searched(part))
            continue
        for number, leak in _leaks(part, needles):
            known = leaks.get((number, leak.where))
            if known is None or (known.loose and not leak.loose):
                leaks[number, leak.where] = leak
    left = sorted(leaks.items(), key=lambda item: (item[0][0], item[1].loose))
    said = [
        leak
        for leak in leaks.values()
        if leak.where.startswith("the text of page") or not leak.loose
    ]
    return (*_told([leak for _, leak in left if not _is_said(leak, said)]), *dict.fromkeys(unread))


@dataclass(frozen=True, slots=True)
class _Leak:
    secret: Secret
    where: str
    excerpt: str
    loose: bool


def _is_said(leak: _Leak, said: list[_Leak]) -> bool:
    """Say whether a surname was found only as a part of the name, or what runs over two pages also on one of them."""
    if leak.where.startswith(RUNS_OVER):
        return any(
            other.secret is leak.secret and other.where.startswith("the text of page")
            for other in said
        )
    own = plain(leak.secret.text)
    return leak.loose and any(
        not other.loose and other.where == leak.where and own in plain(other.secret.text)
        for other in said
    )


def _told(leaks: list[_Leak]) -> Iterator[Diagnostic]:
    for _, group in groupby(leaks, key=lambda leak: (leak.secret, leak.loose)):
        places = list(group)
        yield from map(_finding, places[:_MOST_PLACES])
        if len(places) > _MOST_PLACES:
            yield _finding(places[-1], len(places) - _MOST_PLACES)


def _finding(leak: _Leak, more: int = 0) -> Diagnostic:
    code, severity = _LOOSE if leak.loose else _CERTAIN
    where = (
        f"{more} more place{'s' if more > 1 else ''}" if more else f"{leak.where}: {leak.excerpt}"
    )
    hint = next((hint for word, hint in _HINTS if word in leak.where), "leave this out")
    return Diagnostic(
        code,
        f"{leak.secret.what} '{leak.secret.text}' is in {where}",
        None,
        _IF_MEANT if leak.loose else hint,
        severity,
    )


def _not_searched(part: Unread) -> Diagnostic:
    if part.where:
        hint = "look at it yourself, or leave it out"
        return Diagnostic(
            "X103",
            f"{part.where} cannot be searched for what must not be in it: {part.why}",
            None,
            hint,
            "warning",
        )
    return Diagnostic(
        "X103",
        f"the file cannot be searched for what must not be in it: {part.why}",
        None,
        "build it again",
    )


def _leaks(found: Found, needles: list[_Needle]) -> Iterator[tuple[int, _Leak]]:
    for text in _readings(found.text):
        haystack = _Haystack(text)
        for number, needle in enumerate(needles):
            hit = needle.find(haystack, prose=found.prose)
            if hit:
                yield number, _Leak(needle.secret, found.where, haystack.excerpt(hit), hit.loose)


def _readings(text: str) -> Iterator[str]:
    """Give a text as it is, and as it is meant where it is written for an address, for the web or for a program."""
    yield text
    if "%" in text or "&" in text or "\\u" in text:
        meant = _ESCAPE.sub(
            lambda match: chr(int(match[1], 16)),
            html.unescape(unquote(unquote(html.unescape(text)))),
        )
        if meant != text:
            yield meant


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    loose: bool = False


@dataclass(slots=True)
class _Haystack:
    """A text, and its letters as `plain` writes them."""

    text: str
    letters: str = field(init=False)
    origins: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.letters = (
            _BETWEEN.sub("", self.text.casefold()) if self.text.isascii() else plain(self.text)
        )

    def all_of(self, needle: str) -> Iterator[_Hit]:
        """Give every stretch of the text that has just these letters."""
        if needle not in self.letters:
            return
        if not self.origins:
            pairs = [
                (letter, place)
                for place, character in enumerate(self.text)
                for letter in plain(character)
            ]
            self.letters, self.origins = (
                "".join(letter for letter, _ in pairs),
                [place for _, place in pairs],
            )
        at = self.letters.find(needle)
        while at >= 0:
            yield _Hit(self.origins[at], self.origins[at + len(needle) - 1] + 1)
            at = self.letters.find(needle, at + 1)

    def stands_alone(self, hit: _Hit) -> bool:
        """Say whether it is no part of a longer word."""
        before, after = self.text[: hit.start][-1:], self.text[hit.end : hit.end + 1]
        return _is_edge(before, self.text[hit.start]) and _is_edge(self.text[hit.end - 1], after)

    def excerpt(self, hit: _Hit) -> str:
        """Quote what was found with what is around it."""
        start, end = max(hit.start - _EXCERPT, 0), hit.end + _EXCERPT
        words = " ".join(self.text[start:end].split())
        return f"{'…' if start else ''}{words}{'…' if end < len(self.text) else ''}"


def _is_edge(one: str, other: str) -> bool:
    return not one.isalnum() or not other.isalnum() or _is_wide(one) != _is_wide(other)


def _is_wide(text: str) -> bool:
    """Say whether it starts in a script that writes names without spaces."""
    first = plain(text[:1])[:1]
    return "\u1100" <= first <= "\u11ff" or first >= "\u2e80"


@dataclass(slots=True)
class _Needle:
    """A secret, and the letters or digits by which it is found."""

    secret: Secret
    spellings: list[str] = field(init=False)
    digits: str = field(init=False)
    is_name: bool = field(init=False)

    def __post_init__(self) -> None:
        own = plain(self.secret.text)
        self.is_name = bool(re.search("[ ,]", self.secret.text))
        self.spellings = sorted({own, *self.secret.spellings} - {""})
        digits = own.removeprefix("00")
        is_number = digits.isdecimal() and len(digits) >= _FEWEST_DIGITS
        self.digits = (
            digits[-max(_FEWEST_DIGITS, len(digits) - _LONGEST_PREFIX) :] if is_number else ""
        )

    def find(self, haystack: _Haystack, *, prose: bool) -> _Hit | None:
        """Find it; rather for certain than perhaps."""
        if self.digits:
            return self._number(haystack.text) if self.digits in haystack.letters else None
        hits = [
            hit
            for letters in self.spellings
            if letters in haystack.letters
            for hit in self._accepted(haystack, letters, prose=prose)
        ]
        return min(
            (hit for hit in hits if prose or not hit.loose),
            key=lambda hit: (hit.loose, hit.start),
            default=None,
        )

    def _number(self, text: str) -> _Hit | None:
        for match in _NUMBER.finditer(text):
            digits = plain(match[0])
            if digits.endswith(self.digits) or (
                len(self.digits) > _MANY_LETTERS and self.digits in digits
            ):
                return _Hit(*match.span())
        return None

    def _accepted(self, haystack: _Haystack, letters: str, *, prose: bool) -> Iterator[_Hit]:
        loose = self.secret.loose or (len(letters) < _FEWEST_LETTERS and not _is_wide(letters))
        for hit in haystack.all_of(letters):
            if _is_wide(letters):
                yield _Hit(hit.start, hit.end, loose)
            elif self._is_meant(haystack, hit, loose=loose):
                words = haystack.text[hit.start : hit.end]
                short = len(letters) < len(plain(self.secret.text))
                if not (
                    short and self.is_name and words.isalnum() and not _has_inner_capital(words)
                ):
                    yield _Hit(hit.start, hit.end, loose or (prose and self._is_doubtful(words)))

    def _is_doubtful(self, words: str) -> bool:
        """Say whether a name may be other words: "art direct" for Art Direct, "transport" for Tran Sport."""
        if not self.is_name or _NO_LETTER.search(self.secret.text):
            return False
        if words.isalnum():
            return not _has_inner_capital(words)
        whole = _BROKEN.sub("", words)
        small = [
            len([part for part in _WORD.findall(text) if part[0].islower()])
            for text in (whole, self.secret.text)
        ]
        return small[0] > small[1] and bool(re.search(r"\s", whole))

    def _is_meant(self, haystack: _Haystack, hit: _Hit, *, loose: bool) -> bool:
        """Say whether these letters are the secret: whole words, where initials are capitals."""
        words = haystack.text[hit.start : hit.end]
        is_one_word = words.isalnum()
        if loose and (
            (not re.search(r"\s", words)) == self.is_name
            or (self.secret.text[0].isupper() and not words[0].isupper())
        ):
            return False
        if not haystack.stands_alone(hit):
            return self.is_name and is_one_word and len(words) >= _MANY_LETTERS
        if self.is_name:
            return _has_initials_as_capitals(words)
        return loose or self._is_same_address(words)

    def _is_same_address(self, words: str) -> bool:
        """Say whether also the points and strokes are the same, but for hyphens and breaks of lines."""
        own = self.secret.text
        if plain(words) != plain(own):
            return True
        return _squeezed(words) == _squeezed(own) and (
            bool(_STROKE.search(own)) or not _TWO_WORDS.search(words)
        )


def _squeezed(address: str) -> str:
    return re.sub(r"[\s\u00ad‐-]", "", unicodedata.normalize("NFKC", address)).casefold()


def _has_inner_capital(words: str) -> bool:
    """Say whether words are written as one, as in ZeFengGao."""
    return any(one.islower() and other.isupper() for one, other in pairwise(words))


def _has_initials_as_capitals(words: str) -> bool:
    """Say no to "a" in "a young woman", which is not A. Young, and to "A" in the sentence after "young."."""
    return not any(
        len(word) == 1 and word.islower() for word in words.split()
    ) and not _NEXT_SENTENCE.search(words)
