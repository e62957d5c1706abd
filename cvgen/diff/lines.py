"""Compare the lines of two texts: which moved, which were reworded, which came or went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import shorten_text
from cvgen.diff.match import MAX_PAIRS, MIN_LIKENESS, compute_likeness, match_items

# At the end of a line the first two break a word; a plain one may be the word's own, and stays.
_SOFT_HYPHENS = "\u00ad\u2010"
_HYPHENS = _SOFT_HYPHENS + "-"
# What stands between pieces of a line, and at no other place when the line breaks there.
_SEPARATORS = frozenset("·•∙⋅‧|▪◦■●○‣")
_CONTEXT_WORDS = 4  # before and behind what changed
_MAX_END_LENGTH = 40  # characters of the first and the last of several lines


class Line(Struct, frozen=True):
    """A line of text, or a word of one, and its page, counted from 1."""

    page: int
    text: str


Lines = Sequence[Line]


class _Block(Struct, frozen=True):
    """Lines of both sides that stand where the other side has others: where they start and end."""

    before: range
    after: range


def compare_lines(before: Lines, after: Lines) -> Iterator[Change]:
    """Find what changed between two texts."""
    blocks = _find_blocks(before, after)
    partners = _find_moved_lines(before, after, blocks)
    moved_to = set(partners.values())
    for block in blocks:
        moved = [place for place in block.before if place in partners]
        for first, last in _group_moved_lines(moved, partners):
            yield _describe_move(before[first], before[last], after[partners[first]])
        old = [before[place] for place in block.before if place not in partners]
        new = [after[place] for place in block.after if place not in moved_to]
        yield from _compare_block(old, new)


def _match_texts(before: Lines, after: Lines) -> SequenceMatcher[str]:
    old_texts = [line.text for line in before]
    new_texts = [line.text for line in after]
    return SequenceMatcher(None, old_texts, new_texts, autojunk=False)


def _find_blocks(before: Lines, after: Lines) -> list[_Block]:
    blocks = []
    for tag, old_start, old_end, new_start, new_end in _match_texts(before, after).get_opcodes():
        if tag != "equal":
            blocks.append(_Block(range(old_start, old_end), range(new_start, new_end)))
    return blocks


# --- lines that moved -----------------------------------------------------------------------------


def _find_moved_lines(before: Lines, after: Lines, blocks: list[_Block]) -> dict[int, int]:
    """Find lines that are gone in one place and new in another.

    Equal lines are matched in the order in which they stand.
    """
    free: dict[str, list[int]] = defaultdict(list)
    for block in reversed(blocks):
        for place in reversed(block.after):
            free[after[place].text].append(place)
    partners = {}
    for block in blocks:
        for place in block.before:
            places = free[before[place].text]
            if places:
                partners[place] = places.pop()
    return partners


def _group_moved_lines(moved: list[int], partners: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of lines that moved together."""
    if not moved:
        return
    first = last = moved[0]
    for place in moved[1:]:
        follows = place == last + 1 and partners[place] == partners[last] + 1
        if not follows:
            yield first, last
            first = place
        last = place
    yield first, last


def _describe_move(first: Line, last: Line, target: Line) -> Change:
    text = first.text
    if first is not last:
        start = shorten_text(first.text, _MAX_END_LENGTH)
        end = shorten_text(last.text, _MAX_END_LENGTH)
        text = f"{start} … {end}"
    spot = Spot(f"page {first.page}", text)
    return spot.change("moved", f"page {first.page}", f"page {target.page}")


# --- lines that were reworded ---------------------------------------------------------------------


def _compare_block(old: Lines, new: Lines) -> Iterator[Change]:
    """Compare lines that stand in one place.

    Word by word where they say nearly the same, else line by line.
    """
    if 0 < len(old) * len(new) <= MAX_PAIRS:
        old_words = _split_words(old)
        new_words = _split_words(new)
        matcher = _match_texts(old_words, new_words)
        if matcher.ratio() >= MIN_LIKENESS:
            yield from _compare_words(old_words, new_words, matcher)
            return
    matching = match_items(old, new, (), _compute_line_likeness)
    for line in matching.list_removed():
        yield Spot(f"page {line.page}").change("left out", line.text)
    for old_place, new_place in matching.pairs.items():
        before = old[old_place]
        after = new[new_place]
        yield Spot(f"page {after.page}").change("reworded", before.text, after.text)
    for line in matching.list_added():
        yield Spot(f"page {line.page}").change("added", "", line.text)


def _compute_line_likeness(before: Line, after: Line) -> float:
    return compute_likeness(before.text, after.text)


def _compare_words(
    old_words: Lines, new_words: Lines, matcher: SequenceMatcher[str]
) -> Iterator[Change]:
    """Yield each passage that changed, with a few words around it."""
    for group in matcher.get_grouped_opcodes(_CONTEXT_WORDS):
        _, old_start, _, new_start, _ = group[0]
        _, _, old_end, _, new_end = group[-1]
        old = old_words[old_start:old_end]
        new = new_words[new_start:new_end]
        spot = Spot(f"page {(new or old)[0].page}")
        yield spot.change("reworded", _join_words(old), _join_words(new))


def _join_words(words: Lines) -> str:
    return " ".join(word.text for word in words)


def _split_words(lines: Lines) -> list[Line]:
    """Split lines into words with their pages, and join words that broke at the end of a line."""
    words: list[Line] = []
    for line in lines:
        texts = [text for text in line.text.split() if text not in _SEPARATORS]
        if words and _is_broken_word(words[-1].text):
            start = words.pop()
            words.append(Line(start.page, start.text.rstrip(_SOFT_HYPHENS) + texts.pop(0)))
        words += [Line(line.page, text) for text in texts]
    return words


def _is_broken_word(text: str) -> bool:
    """Say whether a word goes on in the next line."""
    return len(text) > 1 and text[-1] in _HYPHENS
