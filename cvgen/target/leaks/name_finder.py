"""Find the person's name in running text, in every form by which author lists are searched.

Around each place where a surname stands, the words before and behind it are judged as a name: so
titles, middle names, initials and particles count here just as they do among authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from cvgen.profile.name_match import NameMatch, OwnName, fold_spelling
from cvgen.profile.name_words import load_changing_ends, load_name_endings, load_name_words
from cvgen.target.leaks.letters import LetterIndex, Match, is_unspaced_script

_LEAST = 5  # letters of a name that is certain
_LEAST_STEM = 3  # letters of a name to which grammar does something
_MOST_GIVEN = 4  # words of given names beside a surname
_WINDOW = 60  # characters before and behind it that can hold them
_GIVEN_WORD = r"[^\W\d_](?:[^\W\d_]|['’.\-‐](?=[^\W\d_]))*\.?"
_BEFORE = re.compile(rf"({_GIVEN_WORD})[\s,]*$")
_BEHIND = re.compile(rf"\s*({_GIVEN_WORD})")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\-‐ ]?){1,4}")  # in capitals
_LONG_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\-‐ ]?){1,4}")  # "Yu. I."
_COMMA_BEHIND = re.compile(r"(?:,?\s+(?:Jr|Sr|II|III|IV)\b\.?)?\s*,")
_SECOND_SURNAME = re.compile(r" [^\W\d_a-z]")
_END_OF_SENTENCE = re.compile(r"[^\W\d_]{3,}[.]$")
# Surnames only, with commas between them: "Wei, Wang and Li" is not Wang Wei.
_NEXT_SURNAME = re.compile(r"\s*(?:,\s*)?(?:and|und|et|y|e|och|og|en|и|i|&)\s+[^\W\d_]+\s*(.?)")


class NameFinder(Struct):
    """Finds one name of the person, by its surnames in plain letters."""

    name: OwnName
    surnames: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        surnames = dict.fromkeys(form.surname for form in self.name.forms)
        self.surnames = tuple(surname for surname in surnames if len(surname) > 1)

    def find(self, text: LetterIndex) -> Match | None:
        """Find the name; what may be a list of surnames is loose."""
        loose = None
        for surname in self.surnames:
            for place in find_inflected(text, surname):
                match = self._judge_place(text.text, place, surname)
                if match and len(fold_spelling(text.text[match.start : match.end])) < _LEAST:
                    match = replace(match, loose=True)
                if match and not match.loose:
                    return match
                loose = loose or match
        return loose

    def _judge_place(self, text: str, place: Match, surname: str) -> Match | None:
        written = text[place.start : place.end]
        if written[0].islower() and not _starts_with_particle(written):
            return None
        for given_start in _find_given_before(text, place.start):
            given = _restore_given(text[given_start : place.start], self.name)
            judged = self.name.match(f"{given} {_get_surname(written, surname)}")
            if judged > NameMatch.NONE:
                is_doubtful = self.name.is_guess and _SECOND_SURNAME.match(text, place.end)
                is_loose = judged == NameMatch.POSSIBLE or bool(is_doubtful)
                return Match(given_start, place.end, loose=is_loose)
        return self._judge_behind(text, place, _get_surname(written, surname))

    def _judge_behind(self, text: str, place: Match, surname: str) -> Match | None:
        """Judge given names behind the surname: with a comma, as initials, or all of them."""
        rest = text[place.end : place.end + _WINDOW]
        comma = _COMMA_BEHIND.match(rest)
        offset = comma.end() if comma else 0
        for end in _list_given_ends(rest, offset):
            given = rest[offset:end].strip()
            is_initials = _are_initials(given)
            judged = self._judge_given(surname, given, has_comma=comma is not None)
            if judged > NameMatch.NONE:
                is_list = not is_initials and is_surname_list(rest[end:])
                is_loose = is_list or judged == NameMatch.POSSIBLE
                return Match(place.start, place.end + end, loose=is_loose)
        return None

    def _judge_given(self, surname: str, given: str, *, has_comma: bool) -> NameMatch:
        """Judge words behind a surname; without a comma they are initials, or the whole name."""
        if _are_initials(given):
            joint = ", " if has_comma else " "
            return self.name.match(f"{surname}{joint}{given}")
        judged = self.name.match(f"{surname}, {_restore_given(given, self.name)}")
        if has_comma or judged == NameMatch.WHOLE:
            return judged
        return NameMatch.NONE


def _are_initials(given: str) -> bool:
    if given.isupper() and _INITIALS.fullmatch(given):
        return True
    return bool(_LONG_INITIALS.fullmatch(given))


def find_inflected(text: LetterIndex, surname: str) -> Iterator[Match]:
    """Find a word in plain letters, also with an ending that grammar puts behind it."""
    for stem, endings in _list_stems(surname):
        for match in text.find_letters(stem):
            whole = _extend_to_word(text.text, match)
            letters = fold_spelling(text.text[whole.start : whole.end])
            if letters.removeprefix(stem) in endings and text.stands_alone(whole):
                yield whole


@cache
def _list_stems(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """List what grammar leaves unchanged of a name, and what may stand behind each.

    A short name changes nothing.
    """
    script = _find_script(word)
    if not script or len(word) < _LEAST_STEM:
        return ((word, frozenset({""})),)
    stems = [(word, frozenset({"", *map(fold_spelling, load_name_endings(script))}))]
    for end, replacements in load_changing_ends(script).items():
        stem = word.removesuffix(fold_spelling(end))
        if stem != word and len(stem) >= _LEAST_STEM:
            stems.append((stem, frozenset(map(fold_spelling, replacements))))
    return tuple(stems)


def _find_script(word: str) -> str:
    """Return the script of a name in plain letters, where its grammar is known."""
    if word.isascii():
        return "latin"
    if "\u0370" <= word[0] <= "\u03ff":
        return "greek"
    if "\u0400" <= word[0] <= "\u052f":
        return "cyrillic"
    return ""


def _extend_to_word(text: str, match: Match) -> Match:
    """Extend a match to the end of its word; a genitive's apostrophe is in it."""
    if is_unspaced_script(text[match.start : match.end]):
        return match
    end = match.end
    while end < len(text) and text[end].isalpha():
        end += 1
    return replace(match, end=end)


def _get_surname(written: str, surname: str) -> str:
    """Return the surname as it is written, without an ending."""
    if fold_spelling(written) == surname:
        return written
    return surname.capitalize()


def _starts_with_particle(written: str) -> bool:
    return _is_particle(written.split(maxsplit=1)[0])


def _is_particle(word: str) -> bool:
    return word in load_name_words("particles")


def _find_given_before(text: str, end: int) -> list[int]:
    """List where given names before a surname may start, the longest first."""
    starts: list[int] = []
    position = end
    while len(starts) < _MOST_GIVEN:
        window_start = max(0, position - _WINDOW)
        match = _BEFORE.search(text[window_start:position])
        if match is None or "," in text[window_start + match.end(1) : position]:
            break
        word = match[1]
        if word[0].islower() or (_END_OF_SENTENCE.search(word) and not _is_title(word)):
            break
        position = window_start + match.start(1)
        starts.insert(0, position)
    return starts


def _is_title(word: str) -> bool:
    return word.casefold() in load_name_words("titles")


def _list_given_ends(rest: str, offset: int) -> list[int]:
    """List where given names behind a surname may end, the longest first."""
    ends: list[int] = []
    position = offset
    while len(ends) < _MOST_GIVEN:
        match = _BEHIND.match(rest, position)
        if match is None or (match[1][0].islower() and not _is_particle(match[1])):
            break
        position = match.end(1)
        ends.insert(0, position)
        if _END_OF_SENTENCE.search(match[1]):
            ends[0] -= 1
            break
    return ends


def _restore_given(given: str, name: OwnName) -> str:
    """Take the endings of grammar off given names in Cyrillic and Greek letters."""
    if given.isascii():
        return given
    words = []
    own_words = {word for form in name.forms for word in form.given if len(word) > 2}
    for word in given.split():
        words.append(_find_base_form(word, own_words) or word)
    return " ".join(words)


def _find_base_form(word: str, own_words: set[str]) -> str:
    letters = fold_spelling(word)
    for own in own_words:
        if own.isascii() or letters == own:
            continue
        for stem, endings in _list_stems(own):
            if letters.startswith(stem) and letters.removeprefix(stem) in endings:
                return own.capitalize()
    return ""


def is_surname_list(behind: str) -> bool:
    """Say whether "and" and a surname come behind what may be a surname itself."""
    match = _NEXT_SURNAME.match(behind)
    return match is not None and match[1] != ","
