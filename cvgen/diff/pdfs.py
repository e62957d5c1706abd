"""Takes what two PDFs hold, gives every change: what they say of themselves, pages, bookmarks, and text by line.

Where lines only broke elsewhere, nothing changed; what moved as it was is told as moved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cvgen.diff import match as matching
from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import shortened
from cvgen.diff.values import compared
from cvgen.pdf.pages import Pages
from cvgen.units import describe_page_size, format_page_size

_DOCUMENT = Spot("document")
# At the end of a line the first two break a word; a plain one may be the word's own, and stays.
_SOFT_HYPHENS = "\u00ad\u2010"
_HYPHENS = _SOFT_HYPHENS + "-"
# What stands between pieces of a line, and at no other place when the line breaks there.
_SEPARATORS = frozenset("·•∙⋅‧|▪◦■●○‣")
_AROUND = 4  # words before and behind what changed
_EDGE = 2  # lines at the top and at the bottom of a page that may run through all of them
_END = 40  # characters of the first and the last of several lines


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text, or a word of one, and its page, counted from 1."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of both sides that stand where the other side has others: where they start and end."""

    before: range
    after: range


def compare(before: Pages, after: Pages) -> tuple[Change, ...]:
    """Find every change between two PDFs."""
    facts = dict(before.facts), dict(after.facts)
    running = _running(before) | _running(after)
    return (
        *compared(*facts, _DOCUMENT),
        *compared(len(before.sizes), len(after.sizes), _DOCUMENT.inside("number of pages")),
        *_sizes(before, after),
        *compared(before.bookmarks, after.bookmarks, _DOCUMENT.inside("bookmarks")),
        *compared(
            _shared(before, running),
            _shared(after, running),
            _DOCUMENT.inside("line on every page"),
        ),
        *_texts(_numbered(before, running), _numbered(after, running)),
    )


def _sizes(before: Pages, after: Pages) -> Iterator[Change]:
    """Compare paper; where all pages of a file are alike, it is told once."""
    papers = [[_paper(size) for size in pages.sizes] for pages in (before, after)]
    if all(len(set(sizes)) == 1 for sizes in papers):
        yield from compared(papers[0][0], papers[1][0], _DOCUMENT.inside("paper"))
        return
    for number, (one, other) in enumerate(zip(*papers, strict=False), start=1):
        yield from compared(one, other, Spot(f"page {number}", field="paper"))


def _paper(size: tuple[float, float]) -> str:
    """Name the paper of a size in points, in millimetres."""
    named, measures = describe_page_size(*size), format_page_size(*size)
    return named if named == measures else f"{named} ({measures})"


def _numbered(pages: Pages, running: set[str]) -> list[_Line]:
    """List all lines with their pages, but for those that run through the pages."""
    numbered = (
        _Line(number, _bare(text))
        for number, lines in enumerate(pages.lines, start=1)
        for text in lines
        if _masked(text) not in running
    )
    return [line for line in numbered if line.text]


def _running(pages: Pages) -> set[str]:
    """Find the lines at the edges of pages that most pages share, whatever their numbers; none where there is one page only."""
    most = max(2, len(pages.lines) // 2 + 1)
    return {edge for edge, count in _edges(pages).items() if count >= most}


def _edges(pages: Pages) -> Counter[str]:
    return Counter(
        edge
        for lines in pages.lines
        for edge in {_masked(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])}
    )


def _shared(pages: Pages, running: set[str]) -> tuple[str, ...]:
    return tuple(sorted(running & _edges(pages).keys()))


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _bare(text: str) -> str:
    """Take bullets and the like from both ends of a line: words without a letter or digit."""
    words = text.split()
    full = [place for place, word in enumerate(words) if any(map(str.isalnum, word))]
    return " ".join(words[full[0] : full[-1] + 1]) if full else ""


def _texts(before: list[_Line], after: list[_Line]) -> Iterator[Change]:
    matcher = SequenceMatcher(
        None, [line.text for line in before], [line.text for line in after], autojunk=False
    )
    blocks = [
        _Block(range(i, j), range(k, m))
        for tag, i, j, k, m in matcher.get_opcodes()
        if tag != "equal"
    ]
    partners = _moved(before, after, blocks)
    for block in blocks:
        yield from _moves(
            [place for place in block.before if place in partners], partners, before, after
        )
        old = [before[place] for place in block.before if place not in partners]
        taken = set(partners.values())
        new = [after[place] for place in block.after if place not in taken]
        yield from _block(old, new)


def _moved(before: list[_Line], after: list[_Line], blocks: list[_Block]) -> dict[int, int]:
    """Find lines that are gone in one place and new in another, in the order in which they stood."""
    free = defaultdict(list)
    for place in reversed([place for block in blocks for place in block.after]):
        free[after[place].text].append(place)
    gone = [place for block in blocks for place in block.before]
    return {place: free[before[place].text].pop() for place in gone if free[before[place].text]}


def _moves(
    places: list[int], partners: dict[int, int], before: list[_Line], after: list[_Line]
) -> Iterator[Change]:
    """Tell lines that moved together once."""
    start = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or (places[at], partners[places[at]]) != (
            places[at - 1] + 1,
            partners[places[at - 1]] + 1,
        ):
            first, last = before[places[start]], before[places[at - 1]]
            which = (
                first.text
                if first is last
                else f"{shortened(first.text, _END)} … {shortened(last.text, _END)}"
            )
            new = after[partners[places[start]]]
            yield Spot(f"page {first.page}", which).change(
                "moved", f"page {first.page}", f"page {new.page}"
            )
            start = at


def _block(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[Change]:
    """Compare lines that stand in one place: word by word where they say nearly the same, else line by line."""
    words = _words(old), _words(new)
    if 0 < len(old) * len(new) <= matching.MOST_PAIRS:
        matcher = SequenceMatcher(
            None, [word.text for word in words[0]], [word.text for word in words[1]], autojunk=False
        )
        if matcher.ratio() >= matching.LIKE:
            for group in matcher.get_grouped_opcodes(_AROUND):
                yield from _passage(
                    words[0][group[0][1] : group[-1][2]], words[1][group[0][3] : group[-1][4]]
                )
            return
    pairs = matching.paired(
        old, new, (), lambda one, other: matching.likeness(one.text, other.text)
    )
    yield from (
        Spot(f"page {line.page}").change("left out", line.text)
        for place, line in enumerate(old)
        if place not in pairs
    )
    for one, other in pairs.items():
        yield Spot(f"page {new[other].page}").change("reworded", old[one].text, new[other].text)
    yield from (
        Spot(f"page {line.page}").change("added", "", line.text)
        for place, line in enumerate(new)
        if place not in pairs.values()
    )


def _passage(old: Sequence[_Line], new: Sequence[_Line]) -> Iterator[Change]:
    texts = [" ".join(word.text for word in words) for words in (old, new)]
    yield Spot(f"page {(new or old)[0].page}").change("reworded", *texts)


def _words(lines: Sequence[_Line]) -> list[_Line]:
    """Take lines apart into words with their pages, and join words that broke at the end of a line."""
    words: list[_Line] = []
    for line in lines:
        first, *rest = (word for word in line.text.split() if word not in _SEPARATORS)
        if words and words[-1].text[-1] in _HYPHENS and len(words[-1].text) > 1:
            last = words.pop()
            words.append(_Line(last.page, last.text.rstrip(_SOFT_HYPHENS) + first))
        else:
            words.append(_Line(line.page, first))
        words += [_Line(line.page, word) for word in rest]
    return words
