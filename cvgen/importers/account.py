"""Account for every word of a source: in the profile, left out with a reason, or not placed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

from msgspec import Struct, field

from cvgen.errors import Place
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.text.patterns import compile_late

_WORD = compile_late(
    r"(?P<address>(?:https?://|mailto:|www\.)[^\s<>()\[\]\"']+(?:\([^\s<>()]*\)[^\s<>()\"']*)*)"
    r"|(?P<letter>[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
    r"|(?P<word>[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0300-\u036f]*)"
)
_SCHEME = compile_late(r"^(?:https?://|mailto:)(?:www\.)?", re.IGNORECASE)
_MOST_STARTS = 40  # places of a word that are compared
_MOST_AHEAD = 8  # words that are compared from there


class _Word(Struct):
    """One word of the source, and what became of it."""

    text: str
    place: Place
    is_used: bool = False


class Missing(Struct, frozen=True):
    """Words of one line that are neither in the profile nor left out."""

    text: str
    place: Place
    words: int


class Account(Struct, frozen=True):
    """How many words of a source went where; `added` are those that the source does not have."""

    total: int
    placed: int
    reasons: dict[str, int]
    missing: tuple[Missing, ...]
    added: tuple[str, ...]

    def format_line(self) -> str:
        """Format the sum in one line: `words 812: 790 in the profile, …`."""
        parts = [f"{self.placed:,} in the profile"]
        for reason, count in self.reasons.items():
            if not count:
                continue
            parts.append(f"{count:,} left out as {reason}")
        lost = sum(line.words for line in self.missing)
        parts.append(f"{lost:,} not placed")
        return f"words {self.total:,}: {', '.join(parts)}"


def account_for_words(builder: ProfileBuilder, data: Any) -> Account:
    """Account for the words of a source, of which `data` is what the profile says."""
    ledger = _Ledger()
    for source_text in builder.texts:
        ledger.add_source(source_text.text, source_text.place)
    reasons: Counter[str] = Counter()
    for item in builder.left_out:
        reasons[item.reason] += ledger.use_at(item.text, item.place)
    placed = 0
    added = []
    for text in (*builder.placed, *_list_texts(data)):
        used, extra = ledger.use_words(text)
        placed += used
        added += extra
    return Account(
        len(ledger.words), placed, dict(reasons), tuple(ledger.list_missing()), tuple(added)
    )


def split_words(text: str) -> list[str]:
    """Split text into its words; an address is one, and so is each Chinese letter."""
    return [match[0] for match in _WORD.finditer(unescape(text))]


def _fold_word(word: str) -> str:
    folded = word.casefold()
    if ":" in word or "." in word:
        return _SCHEME.sub("", folded).rstrip("/.,;:!?")
    return folded


def _list_texts(data: Any) -> Iterator[str]:
    """List what the source says of each value."""
    if isinstance(data, Value):
        yield data.origin
    elif isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == "links" and isinstance(value, dict):
                yield from value
            yield from _list_texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _list_texts(value)


class _Ledger(Struct):
    """The words of the source in order, and where each of them stands."""

    words: list[_Word] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def add_source(self, text: str, place: Place) -> None:
        """Add the words of a text, which may have several lines."""
        for offset, line in enumerate(text.split("\n")):
            line_place = place
            if place.line:
                line_place = Place(place.file, place.line + offset, 1)
            for word in split_words(line):
                self.numbers.setdefault(_fold_word(word), []).append(len(self.words))
                self.words.append(_Word(word, line_place))

    def use_at(self, text: str, place: Place) -> int:
        """Use the words of a text from its line on; return how many there are."""
        used = 0
        for word in split_words(text):
            numbers = self.numbers.get(_fold_word(word), [])
            self.drop_used(numbers)
            for number in numbers:
                found = self.words[number]
                is_after = found.place.file == place.file and found.place.line >= place.line
                if not found.is_used and is_after:
                    found.is_used = True
                    used += 1
                    break
        return used

    def use_words(self, text: str) -> tuple[int, list[str]]:
        """Use the words of a value; return how many there are, and those that there are not."""
        words = split_words(text)
        keys = [_fold_word(word) for word in words]
        used = 0
        missing = []
        expected = -1
        for index, key in enumerate(keys):
            number = expected
            if not self.is_free(number, key):
                number = self.find_start(keys[index : index + _MOST_AHEAD])
            if number < 0:
                missing.append(words[index])
                continue
            self.words[number].is_used = True
            used += 1
            expected = number + 1
        return used, missing

    def is_free(self, number: int, key: str) -> bool:
        """Say whether this is the word, and is not used yet."""
        if not 0 <= number < len(self.words):
            return False
        word = self.words[number]
        return not word.is_used and _fold_word(word.text) == key

    def find_start(self, keys: list[str]) -> int:
        """Find the free word from which most of these follow each other; -1 where there is none."""
        best, most = -1, 0
        numbers = self.numbers.get(keys[0], [])
        self.drop_used(numbers)
        for number in numbers[:_MOST_STARTS]:
            length = 0
            while length < len(keys) and self.is_free(number + length, keys[length]):
                length += 1
            if length > most:
                best, most = number, length
        return best

    def drop_used(self, numbers: list[int]) -> None:
        """Drop the first of these words that are used, so that none is looked at again."""
        used = 0
        while used < len(numbers) and self.words[numbers[used]].is_used:
            used += 1
        del numbers[:used]

    def list_missing(self) -> Iterator[Missing]:
        """List what was not used, the words of a line together."""
        line: list[_Word] = []
        for word in self.words:
            if word.is_used:
                continue
            if line and line[0].place != word.place:
                yield _join_missing(line)
                line = []
            line.append(word)
        if line:
            yield _join_missing(line)


def _join_missing(line: list[_Word]) -> Missing:
    text = " ".join(word.text for word in line)
    return Missing(text, line[0].place, len(line))
