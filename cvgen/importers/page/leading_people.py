"""Split a text that begins with a list of people from what follows."""

from __future__ import annotations

import re
from functools import cache

from cvgen.importers.page.others import compile_others, is_gap, is_others, match_others
from cvgen.importers.page.people import is_person, is_surname, strip_marks
from cvgen.importers.page.phrases import has_word
from cvgen.text.patterns import compile_late

_JOINT = (
    r"(?<!\band)[\s,;]{{1,9}}(?={others})|(?<=[\u2e80-\uffff])(?={others})"
    r"|,\s*|;\s*|，|、|(?<=[^\W\d_][^\W\d_])\.\s+|(?<=[)\]*†‡#\d])\.\s+"
    r"|\s+and\s+|\s+&\s+|\s+und\s+|\s+et\s+|\s+y\s+|\s*[(（]|\s+[-–—|]\s+|[:：]\s*|\s*\n\s*"
)
_LAST_JOINTS = frozenset([".", ":", "：", "(", "（", "-", "–", "—", "|"])
_WITH = compile_late(r"^(?:with|by|joint with|joint work with|mit|avec|con)\s+", re.IGNORECASE)
_LEADING_AND = compile_late(r"^(?:and|&|und|et|y)\s+")
_MOST_INITIAL = 3
_MOST_WORDS = 4


def split_leading_people(text: str) -> tuple[str, str] | None:
    """Split a list of people from what follows it; None where a text begins with nobody."""
    bare = _WITH.sub("", text)
    prefix = text[: len(text) - len(bare)]
    count, end = _count_people(bare)
    if not count or (count == 1 and not _is_sure_person(bare[:end])):
        return None
    rest = bare[end:].strip(" ,:;-–—").removeprefix(". ").strip(" .")
    return (prefix + bare[:end]).strip(), rest


@cache
def _compile_joint() -> re.Pattern[str]:
    return re.compile(_JOINT.format(others=compile_others().pattern))


def _count_people(text: str) -> tuple[int, int]:
    """Count the people that a text begins with, and find where they end."""
    count, end, position = 0, 0, 0
    for match in _compile_joint().finditer(text + "\n"):
        others = match_others(text[position:])
        if others and not _goes_on(others):
            return count + 1, position + others.end()
        part = _take_part(text[position : match.start()])
        is_initial = match[0].startswith(".") and len(part) <= _MOST_INITIAL
        if part and not _is_author(part, text[match.end() :]):
            if is_initial:
                continue
            return count, end
        if part:
            count += 1
            end = match.start()
        if match[0].strip() in _LAST_JOINTS:
            return count, end
        position = match.end()
    return count, end


def _take_part(text: str) -> str:
    """Take a part of a list, without the "and" in front of it."""
    return _LEADING_AND.sub("", text.strip())


def _goes_on(others: re.Match[str]) -> bool:
    """Say whether names follow the words for others: only dots may stand for some in the middle."""
    behind = others.string[others.end() :]
    return is_gap(others[0]) and behind.startswith(",")


def _is_author(part: str, behind: str) -> bool:
    """Say whether a part of a list is an author; in front of words for others a surname is one."""
    if is_person(part) or is_others(part):
        return True
    return is_surname(part) and bool(match_others(behind))


def _is_sure_person(text: str) -> bool:
    """Say whether a single name is surely one: a few words with capitals, and no venue."""
    words = strip_marks(text).split()
    return 1 <= len(words) <= _MOST_WORDS and not has_word("venue", text)
