"""The only place that words changes: takes changes, gives lines that a person reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import clean, shortened
from cvgen.diff.match import UNSPACED

_SHORT, _LONG = 60, 160
_AROUND = 4  # words before and behind what changed
_RUN = 90  # characters of one run of changed words
_ALIKE = 0.4
_WORD = re.compile(rf"[{UNSPACED}]\s*|[^\s{UNSPACED}]+\s*")
_TOGETHER = ("added", "left out")


def lines(changes: Iterable[Change]) -> Iterator[str]:
    """Word changes, a line each; several things that came to one place, or left it, are a list below one line."""
    for (at, kind), group in groupby(changes, key=lambda change: (change.at, change.kind)):
        together = list(group)
        if kind in _TOGETHER and len(together) > 1:
            yield f"{_where(at)}: {len(together)} {kind}:"
            yield from (
                f'  "{shortened(change.before or change.after, _LONG)}"' for change in together
            )
        else:
            yield from map(sentence, together)


def sentence(change: Change) -> str:
    """Word one change."""
    at, before, after = change.at, change.before, change.after
    match change.kind:
        case "added" | "left out":
            return f'{_where(at)}: {change.kind} "{shortened(before or after, _LONG)}"'
        case "moved":
            return (
                f"{_where(at)}: moved from {before} to {after}"
                if before != after
                else f"{_where(at)}: moved within {after}"
            )
        case "reordered":
            return (
                f"{_where(at)}: in another order"
                if at.field
                else f"{at.section}: {at.entry} now stands {f'before {after}' if after else 'last'}"
            )
        case "reworded":
            return f"{_where(at)}: {_two_sides(before, after)}"
    owner, field = _where(Spot(at.section, at.entry)), clean(at.field)
    if before and after:
        long = max(len(before), len(after)) > _SHORT and _likeness(before, after) >= _ALIKE
        return f"{owner}: {field}{': ' if long else ' '}" + (
            word_difference(before, after)
            if long
            else f"was {_quoted(before)}, is now {_quoted(after)}"
        )
    return f"{owner}: {field} is " + (f"new: {_quoted(after)}" if after else "gone")


def _where(at: Spot) -> str:
    entry = f', "{shortened(at.entry)}"' if at.entry else ""
    return clean(f"{at.section}{entry}" + (f": {at.field}" if at.field else ""))


def _two_sides(before: str, after: str) -> str:
    if _likeness(before, after) >= _ALIKE and max(len(before), len(after)) > _SHORT // 2:
        return word_difference(before, after)
    return f'"{shortened(before, _LONG)}" is now "{shortened(after, _LONG)}"'


def _quoted(text: str) -> str:
    """Put text in quotes, but a single word or number."""
    short = shortened(text, _LONG)
    return f'"{short}"' if re.search(r"[\s,;:]", short) or not short.isascii() else short


def word_difference(before: str, after: str) -> str:
    """Show the words that changed among a few that did not: `… a [-old-] {+new+} word …`."""
    old, new = _WORD.findall(clean(before)), _WORD.findall(clean(after))
    shown: list[str] = []
    steps = _matcher(old, new).get_opcodes()
    for number, (kind, start, end, other_start, other_end) in enumerate(steps):
        if kind == "equal":
            # The side on which more follows has the space behind its last word.
            same = max(
                old[start:end],
                new[other_start:other_end],
                key=lambda words: words[-1][-1].isspace(),
            )
            shown.append(_context(same, first=number == 0, last=number == len(steps) - 1))
        else:
            shown.append(_changed(old[start:end], new[other_start:other_end]))
    return '"' + re.sub(r" +", " ", "".join(shown)).strip() + '"'


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )


def _likeness(before: str, after: str) -> float:
    return _matcher(_WORD.findall(before), _WORD.findall(after)).ratio()


def _context(words: Sequence[str], *, first: bool, last: bool) -> str:
    if len(words) <= (_AROUND if first or last else 2 * _AROUND) + 1:
        return "".join(words)
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    return f"{''.join(head).rstrip()} … {''.join(tail)}"


def _changed(old: Sequence[str], new: Sequence[str]) -> str:
    left, come = (shortened("".join(words), _RUN) for words in (old, new))
    marked = " ".join(filter(None, [left and f"[-{left}-]", come and f"{{+{come}+}}"]))
    return marked + (" " if (new or old)[-1].endswith(" ") else "")
