"""Recognize names of people in text, and lists of them."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from cvgen.importers.page.others import compile_others, is_gap, is_others, match_others
from cvgen.importers.page.phrases import has_word, load_words
from cvgen.profile.name_words import load_name_words
from cvgen.text.patterns import compile_late

_MARKS = "*#†‡§¶∗⋆✉⁎∥‖+^△♣♠"
_MARK_LETTERS = compile_late(rf"[{re.escape(_MARKS)}]+")
_EAST = compile_late(
    r"(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,5}·[\u4e00-\u9fff·]{1,10}|[\uac00-\ud7a3]{2,4}"
    r"|[\u4e00-\u9fff\u3040-\u30ff]{1,4}[ \u3000・][\u4e00-\u9fff\u3040-\u30ff]{1,5}"
    r"|[\u30a0-\u30ff]+[・ ][\u30a0-\u30ff]+)"
    r"\s*(?:教授|副教授|研究员|老师|博士|先生|女士|准教授|講師|さん|氏|교수|교수님|박사)?"
)
# Blanks are counted, so that many of them take no longer than a few. Words for others stand behind
# a blank only, or in the east behind none; they are tried first, for "et" is an "and" too.
_SEPARATORS = (
    r"(?<!\band)[\s,;]{{1,9}}(?={others})|(?<=[\u2e80-\uffff])(?={others})"
    r"|\s{{0,9}}(?:,\s{{0,9}}(?:and|und|et|y|e|and\s{{1,9}})?\s{{1,9}}|[,;，；、]"
    r"|\s{{1,9}}(?:and|&|und|et|y|e|и|ve|en|og|och|i)\s{{1,9}}|\s{{1,9}}[和与]\s{{0,9}})\s{{0,9}}"
)
_LEADING_AND = compile_late(
    r"^(?:and|und|et|y|e|&|和|与|and with|with|together with|jointly with)\s+", re.IGNORECASE
)
_MOST_WORDS = 6
_MOST_GIVEN = 3
_LONGEST_NAME = 60
_LEAST_INITIALS = 0.4  # of the parts of a list
_NAME_WORD = compile_late(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f‐–'’.·-])*")
# An initial and "St." or "Jr." end none.
_ENDS_SENTENCE = compile_late(r"[^\W\d_]{3}\.$")
_INITIALS = compile_late(r"(?:[^\W\d_]\.?[-‐ ]?){1,4}")


class PersonList(Struct, frozen=True):
    """Names with their marks, and how much of the text they take."""

    names: tuple[str, ...]
    end: int


def is_person(text: str) -> bool:
    """Say whether a text is the name of somebody, with or without titles and marks."""
    bare = strip_marks(text)
    if not bare or len(bare) > _LONGEST_NAME or has_word("organization", bare):
        return False
    if _EAST.fullmatch(bare):
        return True
    words = strip_titles(bare).split()
    is_one_name = 2 <= len(words) <= _MOST_WORDS and not _has_sentence_end(words)
    return is_one_name and _has_surname(words) and all(map(_is_name_word, words))


def _has_sentence_end(words: list[str]) -> bool:
    """Say whether a title follows the name, as in `C. Fox. Other`."""
    return any(map(_ENDS_SENTENCE.search, words[1:-1]))


def strip_titles(text: str) -> str:
    """Take titles off the front of a name."""
    words = text.split()
    while words and words[0].casefold().rstrip(".") in _load_titles():
        words.pop(0)
    return " ".join(words)


def _has_surname(words: list[str]) -> bool:
    """Say whether a name has more than initials and small words."""
    return any(len(word.strip(".,")) > 1 and word[0].isupper() for word in words)


def _is_name_word(word: str) -> bool:
    """Say whether a word can be part of a name: it begins with a capital, or is a particle."""
    bare = word.strip(".,'’\"()")
    if len(bare) == 1 and bare.isupper():
        return True
    if bare.casefold() in load_name_words("particles") or bare in load_name_words("conjunctions"):
        return True
    if not _NAME_WORD.fullmatch(bare) or bare.casefold() in _load_common_words():
        return False
    has_no_cases = bare[0].lower() == bare[0].upper()
    return bare[0].isupper() or has_no_cases


@cache
def _load_titles() -> frozenset[str]:
    titles = {title.rstrip(".") for title in load_name_words("titles")}
    return frozenset(
        titles | {"prof", "professor", "dr", "associate", "assistant", "assoc", "asst"}
    )


@cache
def _load_common_words() -> frozenset[str]:
    """Words with a capital that stand in titles and venues, and in no name."""
    return frozenset(load_words()["no_names"])


def strip_marks(text: str) -> str:
    """Take marks, numbers of affiliations and brackets off a name."""
    bare = _MARK_LETTERS.sub("", text.replace("\\", ""))
    bare = re.sub(r"\^[^^\s]{1,12}\^|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[^\W\d_])\d(?:,\d)*$", "", bare)
    return bare.strip(" .,;:()[]*")


@cache
def _compile_separators() -> re.Pattern[str]:
    return re.compile(_SEPARATORS.format(others=compile_others().pattern))


def split_people(text: str) -> list[str]:
    """Split a list of people at its commas and its "and"."""
    parts = []
    for part in _compile_separators().split(text):
        bare = part.strip()
        if not match_others(bare):
            bare = _LEADING_AND.sub("", bare).strip()
        if bare:
            parts.append(bare)
    return _join_initials(_join_inverted(parts))


def _join_inverted(parts: list[str]) -> list[str]:
    """Join `Family, Given, and Given Family`, of which only the first name is turned."""
    if len(parts) < 2 or not is_surname(parts[0]) or not _is_given(parts[1]):
        return parts
    others = parts[2:]
    if any(" " not in other for other in others) or is_person(parts[0]):
        return parts
    return [f"{parts[0]}, {parts[1]}", *others]


def _is_given(text: str) -> bool:
    """Say whether a text can be given names that are written out."""
    words = strip_marks(text).split()
    if not 1 <= len(words) <= _MOST_GIVEN or _is_initials(text) or len(words[0]) < 2:
        return False
    return all(map(_is_name_word, words))


def is_surname(text: str) -> bool:
    """Say whether a text is one word that can be a name."""
    words = text.split()
    return len(words) == 1 and _is_name_word(words[0]) and words[0][0].isupper()


def _join_initials(parts: list[str]) -> list[str]:
    """Join "Family, G." again, where a list has the initials behind commas."""
    initials = sum(map(_is_initials, parts))
    singles = sum(" " not in strip_marks(part) for part in parts)
    if initials < _LEAST_INITIALS * len(parts) or 2 * initials < singles:
        return parts
    joined: list[str] = []
    for part in parts:
        if joined and _is_initials(part) and "," not in joined[-1]:
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def is_people_list(text: str) -> bool:
    """Say whether a text is a list of people: nearly all of its parts are names."""
    if len(text) > 4000:
        text = text[:4000]
    parts = split_people(text.strip(" .,:;"))
    if not parts:
        return False
    count = _count_names(parts)
    if len(parts) == 1:
        return count == 1
    return count >= 0.7 * len(parts)


def are_all_people(text: str) -> bool:
    """Say whether each part of a list is the name of somebody."""
    parts = split_people(text.strip(" .,:;"))
    return _count_names(parts) == len(parts)


def _count_names(parts: list[str]) -> int:
    """Count the parts that are names; beside words for others a surname is one too.

    None is a list of names where more stands behind the words for others.
    """
    others = [part for part in parts if match_others(part)]
    if not all(map(is_others, others)):
        return 0
    has_others = not all(map(is_gap, others))
    count = 0
    for part in parts:
        is_name = is_person(part) or is_others(part) or _is_family_first(part)
        count += is_name or (has_others and is_surname(part))
    return count


def _is_family_first(text: str) -> bool:
    family, comma, given = text.partition(",")
    is_given = _is_initials(given) or all(map(_is_name_word, given.split()))
    return bool(comma and given.strip()) and is_given and family[:1].isupper()


def _is_initials(text: str) -> bool:
    """Say whether a text is only initials: `A.`, `A. M.`, `AM`."""
    bare = strip_marks(text)
    return bare.isupper() and bool(_INITIALS.fullmatch(bare))


def read_people(text: str) -> PersonList:
    """Read the names that a text begins with, up to the first part that is none."""
    names: list[str] = []
    end = 0
    position = 0
    for match in [*_compile_separators().finditer(text), None]:
        stop = match.start() if match else len(text)
        part = _LEADING_AND.sub("", text[position:stop].strip())
        if not is_person(part.rstrip(".")):
            break
        names.append(part.rstrip(".") if not part.endswith(("Jr.", "Sr.")) else part)
        end = stop
        position = match.end() if match else stop
    return PersonList(tuple(names), end)
