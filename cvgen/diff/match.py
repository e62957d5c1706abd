"""Takes two lists, gives which item of the one is which of the other, and which of them changed places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import TypeVar

LIKE = 0.5
MOST_PAIRS = 300_000
_NEAR = 0.75
_FEW_CHARACTERS = 40
# Scripts that put no spaces between words are taken character by character.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")

T = TypeVar("T")
Keys = Callable[[T], Iterable[Hashable]]
Pairs = dict[int, int]


def paired(
    before: Sequence[T],
    after: Sequence[T],
    passes: Sequence[Keys[T]],
    likeness: Callable[[T, T], float],
) -> Pairs:
    """Find the item of `after` for each of `before`: by the first pass that gives both a common key, else the likest one.

    Where more than MOST_PAIRS would have to be compared, only keys count.
    """
    pairs: Pairs = {}
    for keys in passes:
        _by_keys([[*keys(item)] for item in before], [[*keys(item)] for item in after], pairs)
    ones, others = _rest(len(before), pairs.keys()), _rest(len(after), pairs.values())
    if len(ones) * len(others) <= MOST_PAIRS:
        _by_likeness(
            [
                (-likeness(before[one], after[other]), one, other)
                for one in ones
                for other in others
            ],
            pairs,
        )
    return dict(sorted(pairs.items()))


def _by_keys(before: list[list[Hashable]], after: list[list[Hashable]], pairs: Pairs) -> None:
    free = defaultdict(list)
    taken = set(pairs.values())
    for other in reversed(range(len(after))):
        for key in after[other] if other not in taken else ():
            free[key].append(other)
    for one, keys in enumerate(before):
        for key in keys if one not in pairs else ():
            while free[key] and free[key][-1] in taken:
                free[key].pop()
            if free[key]:
                pairs[one] = free[key].pop()
                taken.add(pairs[one])
                break


def _rest(count: int, taken: Iterable[int]) -> list[int]:
    return sorted(set(range(count)) - set(taken))


def _by_likeness(scored: list[tuple[float, int, int]], pairs: Pairs) -> None:
    taken = set(pairs.values())
    for _, one, other in sorted(found for found in scored if found[0] <= -LIKE):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)


def likeness(one: str, other: str) -> float:
    """Say how much of two texts is the same words, from 0 to 1; in short ones a word may be spelled otherwise."""
    mine, theirs = _words(one), _words(other)
    if not (mine and theirs):
        return 0.0
    common = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    if common >= LIKE or max(len(one), len(other)) > _FEW_CHARACTERS:
        return common
    spelled = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
    return spelled if spelled >= _NEAR else common


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def moved(places: Sequence[int]) -> set[int]:
    """Name the fewest of these numbers without which the others rise: what changed its place among its fellows."""
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        previous[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    kept, last = set(), ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = previous[last]
    return set(places) - kept
