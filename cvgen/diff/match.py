"""Match the items of two lists, and find which of them changed places."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Generic, TypeVar

from msgspec import Struct

from cvgen.text.patterns import compile_late

MIN_LIKENESS = 0.5
MAX_PAIRS = 300_000
_MIN_SPELLING_LIKENESS = 0.75
_SHORT_TEXT = 40  # characters
# Scripts that put no spaces between words are taken character by character.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = compile_late(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")

T = TypeVar("T")
Keys = Callable[[T], Iterable[Hashable]]
Pairs = dict[int, int]


class Matching(Struct, Generic[T], frozen=True):
    """Two lists, and which place in `after` belongs to which in `before`."""

    before: Sequence[T]
    after: Sequence[T]
    pairs: Pairs

    def list_removed(self) -> list[T]:
        """List the items that have no partner in `after`."""
        return [item for place, item in enumerate(self.before) if place not in self.pairs]

    def list_added(self) -> list[T]:
        """List the items that have no partner in `before`."""
        partners = set(self.pairs.values())
        return [item for place, item in enumerate(self.after) if place not in partners]

    def list_pairs(self) -> list[tuple[int, int]]:
        """List the pairs of places in the order of `after`."""
        return sorted(self.pairs.items(), key=lambda pair: pair[1])


def match_items(
    before: Sequence[T],
    after: Sequence[T],
    passes: Sequence[Keys[T]],
    compute_likeness: Callable[[T, T], float],
) -> Matching[T]:
    """Match items by the first pass that gives both a common key, else the likest ones.

    Where more than MAX_PAIRS would have to be compared, only keys count.
    """
    pairs: Pairs = {}
    for list_keys in passes:
        before_keys = [[*list_keys(item)] for item in before]
        after_keys = [[*list_keys(item)] for item in after]
        _match_by_keys(before_keys, after_keys, pairs)
    unmatched_before = _list_unmatched(len(before), pairs.keys())
    unmatched_after = _list_unmatched(len(after), pairs.values())
    if len(unmatched_before) * len(unmatched_after) <= MAX_PAIRS:
        scores = []
        for old in unmatched_before:
            for new in unmatched_after:
                likeness = compute_likeness(before[old], after[new])
                if likeness >= MIN_LIKENESS:
                    scores.append((-likeness, old, new))
        _match_by_scores(scores, pairs)
    return Matching(before, after, dict(sorted(pairs.items())))


def _match_by_keys(before: list[list[Hashable]], after: list[list[Hashable]], pairs: Pairs) -> None:
    """Match places that have a common key, the first free one each."""
    taken = set(pairs.values())
    free = _index_keys(after, taken)
    for old, keys in enumerate(before):
        if old in pairs:
            continue
        for key in keys:
            places = free[key]
            while places and places[-1] in taken:
                places.pop()
            if places:
                pairs[old] = places.pop()
                taken.add(pairs[old])
                break


def _index_keys(keys: list[list[Hashable]], taken: set[int]) -> dict[Hashable, list[int]]:
    """List for each key the places that have it and are not taken, the first one last."""
    index: dict[Hashable, list[int]] = defaultdict(list)
    for place in reversed(range(len(keys))):
        if place not in taken:
            for key in keys[place]:
                index[key].append(place)
    return index


def _list_unmatched(count: int, matched: Collection[int]) -> list[int]:
    return sorted(set(range(count)) - set(matched))


def _match_by_scores(scores: list[tuple[float, int, int]], pairs: Pairs) -> None:
    taken = set(pairs.values())
    for _, old, new in sorted(scores):
        if old not in pairs and new not in taken:
            pairs[old] = new
            taken.add(new)


def compute_likeness(before: str, after: str) -> float:
    """Return how much of two texts is the same words, from 0 to 1.

    In short ones a word may be spelled otherwise.
    """
    old_words = _split_words(before)
    new_words = _split_words(after)
    if not old_words or not new_words:
        return 0.0
    likeness = 2 * len(old_words & new_words) / (len(old_words) + len(new_words))
    if likeness >= MIN_LIKENESS or max(len(before), len(after)) > _SHORT_TEXT:
        return likeness
    matcher = SequenceMatcher(None, before.casefold(), after.casefold(), autojunk=False)
    spelling_likeness = matcher.ratio()
    if spelling_likeness >= _MIN_SPELLING_LIKENESS:
        return spelling_likeness
    return likeness


@cache
def _split_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def find_moved(places: Sequence[int]) -> set[int]:
    """Return the fewest of these numbers without which the others rise.

    They are those that changed their places among the others.
    """
    ends: list[int] = []  # the least end of a rising row of each length
    previous: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(ends, place)
        previous[place] = None
        if length:
            previous[place] = ends[length - 1]
        ends[length : length + 1] = [place]
    if not ends:
        return set()
    rising = set()
    last: int | None = ends[-1]
    while last is not None:
        rising.add(last)
        last = previous[last]
    return set(places) - rising
