"""Decide where a text says a secret.

By its letters, by its digits, and not where they are part of other words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.profile.name_match import fold_spelling
from cvgen.target.leaks.collect import Secret
from cvgen.target.leaks.letters import LetterIndex, Match, is_unspaced_script
from cvgen.target.leaks.name_finder import NameFinder, find_inflected, is_surname_list

_MIN_LETTERS = 5  # fewer are found in other words, and in the names of others
_DISTINCT_LETTERS = 8  # so many are found in no other word
_MIN_DIGITS = 7
_MAX_PREFIX = 3  # digits of a country's prefix
_NUMBER = re.compile(r"\d(?:[\s()./+\-–‐‑·]{0,3}\d){4,}")
_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"\s")
_LINE_BREAK = re.compile("[-\u00ad‐]\\s*\n\\s*|\u00ad")  # in a word
_NO_NAME = re.compile(r"[\d@]")
_ADDRESS_MARK = re.compile("[.@/]")
_ADDRESS_START = re.compile(r"[\w.]/$|@$|~$")
_TWO_WORDS = re.compile(r"\w\s+\w")
_NEXT_SENTENCE = re.compile(r"\w{2}[.:;!?]\s+\w(?:\W|$)")
_END_OF_SENTENCE = re.compile(r"[^\W\d_]{3,}[.:;!?]\s+\w")
_BREAKS_AND_HYPHENS = re.compile(r"[\s\u00ad‐-]")


class Needle(Struct):
    """A secret, and the letters or digits by which it is found."""

    secret: Secret
    spellings: list[str] = field(default_factory=list)
    digits: str = ""
    is_name: bool = False
    finder: NameFinder | None = None

    def __post_init__(self) -> None:
        if self.secret.name:
            self.finder = NameFinder(self.secret.name)
        letters = fold_spelling(self.secret.text)
        self.is_name = " " in self.secret.text or "," in self.secret.text
        self.spellings = sorted({letters, *self.secret.spellings} - {""})
        self.digits = _strip_country_prefix(letters)

    def find(self, text: LetterIndex, *, is_prose: bool) -> Match | None:
        """Find the secret in a text; rather for certain than perhaps."""
        if self.digits:
            if self.digits not in text.letters:
                return None
            return self._find_number(text.text)
        matches = [*self._find_spellings(text, is_prose=is_prose), *self._find_forms(text)]
        if not is_prose:
            matches = [match for match in matches if not match.loose]
        return min(matches, key=lambda match: (match.loose, match.start), default=None)

    def _find_forms(self, text: LetterIndex) -> list[Match]:
        """Find the name in the forms that author lists have."""
        found = None
        if self.finder:
            found = self.finder.find(text)
        return [found] if found else []

    def _find_number(self, text: str) -> Match | None:
        for number in _NUMBER.finditer(text):
            digits = fold_spelling(number[0])
            is_distinct = len(self.digits) > _DISTINCT_LETTERS
            if digits.endswith(self.digits) or (is_distinct and self.digits in digits):
                return Match(*number.span())
        return None

    def _find_spellings(self, text: LetterIndex, *, is_prose: bool) -> Iterator[Match]:
        for letters in self.spellings:
            # Grammar may have replaced the end of what takes endings.
            if self.secret.takes_endings or letters in text.letters:
                yield from self._find_spelling(text, letters, is_prose=is_prose)

    def _find_spelling(self, text: LetterIndex, letters: str, *, is_prose: bool) -> Iterator[Match]:
        """Yield the matches of one spelling that mean the secret."""
        is_unspaced = is_unspaced_script(letters)
        is_short = len(letters) < _MIN_LETTERS and not is_unspaced
        loose = self.secret.loose or is_short
        for match in self._list_places(text, letters):
            if is_unspaced:
                yield replace(match, loose=loose)
            elif self.is_name and not loose and _is_in_address(text.text, match):
                yield match
            elif self._says_secret(text, match, letters, loose=loose):
                is_doubtful = self._is_doubtful_place(text.text, match, is_prose=is_prose)
                yield replace(match, loose=loose or is_doubtful)

    def _says_secret(self, text: LetterIndex, match: Match, letters: str, *, loose: bool) -> bool:
        """Say whether a match is the secret, and no shorter spelling in another word."""
        if not self._is_meant(text, match, loose=loose):
            return False
        return not self._is_part(letters, text.text[match.start : match.end])

    def _list_places(self, text: LetterIndex, letters: str) -> Iterator[Match]:
        """List where the letters of a spelling stand, where it may be so with an ending."""
        if self.secret.takes_endings and not is_unspaced_script(letters):
            return find_inflected(text, letters)
        return text.find_letters(letters)

    def _is_doubtful_place(self, text: str, match: Match, *, is_prose: bool) -> bool:
        """Say whether a match may be other words, or surnames in a list."""
        words = text[match.start : match.end]
        if "," in words and is_surname_list(text[match.end :]):
            return True
        return is_prose and self._is_doubtful(words)

    def _is_part(self, letters: str, words: str) -> bool:
        """Say whether a shorter spelling of a name is a word like any other."""
        is_shorter = len(letters) < len(fold_spelling(self.secret.text))
        is_one_word = words.isalnum() and not _has_inner_capital(words)
        return is_shorter and self.is_name and is_one_word

    def _is_doubtful(self, words: str) -> bool:
        """Say whether a name may be other words.

        Such are "art direct" for Art Direct, "transport" for Tran Sport.
        """
        if not self.is_name or _NO_NAME.search(self.secret.text):
            return False
        if _is_letter_spaced(words):
            return False
        if words.isalnum():
            return not _has_inner_capital(words)
        unbroken = _LINE_BREAK.sub("", words)
        if not _SPACE.search(unbroken):
            return False
        return _count_lower_words(unbroken) > _count_lower_words(self.secret.text)

    def _is_meant(self, text: LetterIndex, match: Match, *, loose: bool) -> bool:
        """Say whether a match is the secret: whole words, where initials are capitals."""
        words = text.text[match.start : match.end]
        if loose and not self._has_form_of_secret(words):
            return False
        if not text.stands_alone(match):
            return self.is_name and words.isalnum() and len(words) >= _DISTINCT_LETTERS
        if self.secret.text.startswith("~"):
            return text.text[: match.start].endswith("~")
        if self.is_name:
            return _has_capital_initials(words) and not self._spans_sentences(words)
        return loose or self._is_same_address(words)

    def _spans_sentences(self, words: str) -> bool:
        """Say whether a sentence ends between words, as in "an idea of John. Field theory"."""
        if _END_OF_SENTENCE.search(self.secret.text):
            return False
        return bool(_END_OF_SENTENCE.search(words))

    def _has_form_of_secret(self, words: str) -> bool:
        """Say whether words have the form of the secret.

        They are one or several, and begin with a capital, as it is and does.
        """
        is_one_word = not _SPACE.search(words)
        if is_one_word == self.is_name:
            return False
        return words[0].isupper() or not self.secret.text[0].isupper()

    def _is_same_address(self, words: str) -> bool:
        """Say whether also the points and strokes are the same.

        Hyphens and breaks of lines do not count.
        """
        secret = self.secret.text
        if fold_spelling(words) != fold_spelling(secret):
            return True
        if _squeeze_address(words) != _squeeze_address(secret):
            return False
        return bool(_ADDRESS_MARK.search(secret)) or not _TWO_WORDS.search(words)


def _strip_country_prefix(letters: str) -> str:
    """Return the digits of a number behind what may be the prefix of a country.

    It is "" for what is no number.
    """
    digits = letters.removeprefix("00")
    if not digits.isdecimal() or len(digits) < _MIN_DIGITS:
        return ""
    count = max(_MIN_DIGITS, len(digits) - _MAX_PREFIX)
    return digits[-count:]


def _is_in_address(text: str, match: Match) -> bool:
    """Say whether a match begins what stands in an address, or in a name of an account."""
    words = text[match.start : match.end]
    return _ADDRESS_START.search(text[: match.start]) is not None and not _SPACE.search(words)


def _count_lower_words(text: str) -> int:
    """Count the words that begin with a small letter."""
    count = 0
    for word in _WORD.findall(text):
        if word[0].islower():
            count += 1
    return count


def _squeeze_address(address: str) -> str:
    compatible = unicodedata.normalize("NFKC", address)
    return _BREAKS_AND_HYPHENS.sub("", compatible).casefold()


def _is_letter_spaced(words: str) -> bool:
    """Say whether all letters stand apart, as in "A d a  E x a m p l e"."""
    parts = words.split()
    return len(parts) >= _MIN_LETTERS and all(len(part) == 1 for part in parts)


def _has_inner_capital(words: str) -> bool:
    """Say whether words are written as one, as in ZeFengGao."""
    return any(before.islower() and after.isupper() for before, after in pairwise(words))


def _has_capital_initials(words: str) -> bool:
    """Say whether initials are capitals: "a" in "a young woman" is not A. Young.

    Nor is "A" in the sentence after "young.".
    """
    if _is_letter_spaced(words):
        return True
    for word in words.split():
        if len(word) == 1 and word.islower():
            return False
    return not _NEXT_SENTENCE.search(words)
