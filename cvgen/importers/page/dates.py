"""Find the dates within a line: the longest run of words and numbers that is one date or two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from cvgen.importers.builder import Value
from cvgen.importers.page.phrases import starts_with
from cvgen.importers.periods import parse_period, read_dates
from cvgen.text.date_words import load_all_words
from cvgen.text.patterns import compile_late

_YEAR = compile_late(
    r"(?<![\d,])(?<![^\W_]{3}[./:-])(?:19[4-9]|20[0-6])\d(?![\d%])(?!\.\d{4})"
    r"|(?<!\d)(?:19|20)\d{2}(?=[./年년-])(?!\.\d{4})"
)
_ONLY_NUMBERS = compile_late(r"[\d\s.,()年月日–-]*\d\s*,\s*\d[\d\s.,()年月日–-]*")
_NO_MONTHS = frozenset(
    [
        "out",
        "set",
        "ago",
        "pro",
        "led",
        "dub",
        "des",
        "mag",
        "lip",
        "lis",
        "gen",
        "est",
        "a",
        "i",
        "ii",
        "iii",
        "iv",
        "ix",
        "as",
        "la",
        "no",
        "ay",
        "easter",
        "lent",
        "trinity",
    ]
)
# Terms in short, which are too short to be looked for among all words.
_SHORT_TERMS = frozenset(["ws", "ss"])
_SHORT_YEAR = compile_late(r"[^\W\d_]\.?\s*['’]\d{2}(?!\d)")
_MOST_LETTERS = 60
_LEAST_LETTERS = 3  # of a word that is looked for
_LETTERS = compile_late(r"[^\W\d_]+")
_TOKEN = compile_late(r"[^\s,()\[\]–—~～〜-]+(?:-+[^\s,()\[\]–—~～〜-]+)*")
_DASH = r"(?:-{1,3}|[‐‑‒–—―−－~～〜→])"
_NUMBER = r"\d{1,4}(?:st|nd|rd|th)?(?:\s*(?:年|月份|月|日|号|號|년|월|일))?"


class DateMatch(Struct, frozen=True):
    """Dates in a line: its keys and values, and where they stand."""

    fields: dict[str, Value]
    start: int
    end: int

    @property
    def is_range(self) -> bool:
        """Whether they are a start and an end, or what goes on."""
        return "startDate" in self.fields


def has_date(text: str) -> bool:
    """Say whether a year stands in a text."""
    return bool(_YEAR.search(text) or _SHORT_YEAR.search(text))


def find_dates(text: str, *, single: str = "date") -> DateMatch | None:
    """Find the dates of a line; of several, a stretch of time, or else the last."""
    found = list(iterate_dates(text, single=single))
    if not found:
        return None
    for dates in found:
        if dates.is_range:
            return dates
    return found[-1]


def iterate_dates(text: str, *, single: str = "date") -> Iterator[DateMatch]:
    """Iterate over all dates of a line."""
    if not has_date(text):
        return
    for match in _compile_runs(_find_atoms(text)).finditer(text):
        yield from _read_run(text, match.start(), match.end(), single)


def _read_run(text: str, start: int, end: int, single: str) -> Iterator[DateMatch]:
    """Read a run as one date or two; where it is neither, without words at its ends."""
    run = text[start:end]
    if not has_date(run):
        return
    starts, ends = _list_bounds(run)
    for length in range(len(starts), 0, -1):
        for first in range(len(starts) - length + 1):
            last = ends[first + length - 1]
            part = run[starts[first] : last]
            if len(part) > _MOST_LETTERS or not has_date(part):
                continue
            if parse_period(part) is None or _ONLY_NUMBERS.fullmatch(part):
                continue
            if _ends_in_length(part, text[start + last :]):
                continue
            whole_end = _extend_open_end(text, start + last)
            whole = text[start + starts[first] : whole_end]
            fields = read_dates(whole, single=single) or read_dates(part, single=single)
            yield DateMatch(fields, start + starts[first], whole_end)
            yield from _read_run(text, start + last, end, single)
            return


def _ends_in_length(part: str, behind: str) -> bool:
    """Say whether a part ends in how long something was: `June 2019 (3`, before "months"."""
    return part[-1:].isdigit() and bool(starts_with("length", behind[:_MOST_LETTERS].lstrip()))


def _list_bounds(run: str) -> tuple[list[int], list[int]]:
    """List where the words and numbers of a run start and end; hyphens at an end are no part."""
    tokens = list(_TOKEN.finditer(run))
    return [token.start() for token in tokens], [token.end() for token in tokens]


def _extend_open_end(text: str, end: int) -> int:
    """Take along a dash or a bracket that is left open behind a date: `2021.9 ~`, `(2024-)`."""
    if text[end : end + 1] in (")", "）") and _is_open(text[max(0, end - _MOST_LETTERS) : end]):
        return end + 1
    match = re.match(rf"\s*{_DASH}(?=\s*(?:$|[)\]）】,;:|\n\v]))", text[end:])
    if match is None:
        return end
    return end + match.end()


def _is_open(text: str) -> bool:
    """Say whether a bracket opened within the last words of a date: `May 2026 (expected`."""
    opening = max(text.rfind("("), text.rfind("（"))
    return opening > 0 and has_date(text[:opening]) and text[opening + 1 :].strip().isalpha()


def _find_atoms(text: str) -> tuple[str, ...]:
    """Find the words of dates that a text can have, in every language.

    To compile all of them takes longer than to read a page.
    """
    known = _list_atoms()
    found: set[str] = set()
    for word in _LETTERS.findall(text.casefold()):
        found.update(known.get(word, ()))
    return tuple(sorted(found, key=lambda atom: (-len(atom), atom)))


@cache
def _list_atoms() -> dict[str, list[str]]:
    """List the words that dates are made of by their first run of letters."""
    words = load_all_words()
    atoms = {*words.months, *words.seasons, *words.present, *words.expected}
    long = {atom for atom in atoms if len(atom) >= _LEAST_LETTERS and not atom.isdigit()}
    listed: dict[str, list[str]] = {}
    for atom in (long - _NO_MONTHS) | _SHORT_TERMS:
        start = _LETTERS.search(atom.casefold())
        if start:
            listed.setdefault(start[0], []).append(atom)
    return listed


@cache
def _compile_runs(atoms: tuple[str, ...]) -> re.Pattern[str]:
    """Compile what runs of dates are made of, with these words."""
    east = "至今|现在|目前|今|現在|현재|预计|予定|예정"
    atom = rf"{east}|['’]\d{{2}}(?!\d)|{_NUMBER}"
    if atoms:
        alternatives = "|".join(map(re.escape, atoms))
        atom = rf"(?<![^\W\d_])(?:{alternatives})(?![^\W\d_])\.?|{atom}"
    joint = (
        rf"(?:[\s,.()\[\]]|{_DASH}|/|至|到|から|부터|까지|"
        r"(?<=\s)(?:to|until|till|through|bis|à|au|al|a|hasta|até|do|до|по|tot|til|till|of|de)(?=\s))"
    )
    since = (
        r"(?:(?<![^\W\d_])(?:since|from|depuis|seit|desde|dal|od|с|until|till|bis|hasta|até"
        r"|jusqu['’](?:en|à|au)|fino al?)\s+)?"
    )
    return re.compile(rf"{since}(?:{atom})(?:{joint}{{0,5}}(?:{atom}))*", re.IGNORECASE)
