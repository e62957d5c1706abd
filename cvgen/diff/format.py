"""Format changes as lines that a person reads; the only place that words them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import clean_text, shorten_text
from cvgen.diff.match import UNSPACED
from cvgen.text.patterns import compile_late

_SHORT_LENGTH = 60
_MAX_LENGTH = 160
_CONTEXT_WORDS = 4  # before and behind what changed
_MAX_CHANGED_LENGTH = 90  # characters of one run of changed words
_MIN_LIKENESS = 0.4  # of texts that are compared word by word
_WORD = compile_late(rf"[{UNSPACED}]\s*|[^\s{UNSPACED}]+\s*")
_SPACES = compile_late(r" +")
_LISTED_KINDS = ("added", "left out")


def format_changes(changes: Iterable[Change]) -> Iterator[str]:
    """Format changes, a line each.

    Several things that came to one place, or left it, are a list below one line.
    """
    for (spot, kind), group in groupby(changes, key=lambda change: (change.spot, change.kind)):
        members = list(group)
        if kind in _LISTED_KINDS and len(members) > 1:
            yield f"{_format_spot(spot)}: {len(members)} {kind}:"
            for change in members:
                yield f'  "{shorten_text(change.before or change.after, _MAX_LENGTH)}"'
        else:
            yield from map(format_change, members)


def format_change(change: Change) -> str:
    """Format one change."""
    spot = _format_spot(change.spot)
    match change.kind:
        case "added" | "left out":
            text = shorten_text(change.before or change.after, _MAX_LENGTH)
            return f'{spot}: {change.kind} "{text}"'
        case "moved":
            return f"{spot}: {_format_move(change.before, change.after)}"
        case "reordered":
            return _format_reordering(change)
        case "reworded":
            return f"{spot}: {_format_rewording(change.before, change.after)}"
    return _format_field_change(change)


def _format_move(before: str, after: str) -> str:
    if before == after:
        return f"moved within {after}"
    return f"moved from {before} to {after}"


def _format_reordering(change: Change) -> str:
    if change.spot.field:
        return f"{_format_spot(change.spot)}: in another order"
    place = "last"
    if change.after:
        place = f"before {change.after}"
    return f"{change.spot.section}: {change.spot.entry} now stands {place}"


def _format_rewording(before: str, after: str) -> str:
    is_long = max(len(before), len(after)) > _SHORT_LENGTH // 2
    if is_long and _compute_word_likeness(before, after) >= _MIN_LIKENESS:
        return format_word_difference(before, after)
    old_text = shorten_text(before, _MAX_LENGTH)
    new_text = shorten_text(after, _MAX_LENGTH)
    return f'"{old_text}" is now "{new_text}"'


def _format_field_change(change: Change) -> str:
    owner = _format_spot(Spot(change.spot.section, change.spot.entry))
    field = f"{owner}: {clean_text(change.spot.field)}"
    before = change.before
    after = change.after
    if not after:
        return f"{field} is gone"
    if not before:
        return f"{field} is new: {_quote_text(after)}"
    is_long = max(len(before), len(after)) > _SHORT_LENGTH
    if is_long and _compute_word_likeness(before, after) >= _MIN_LIKENESS:
        return f"{field}: {format_word_difference(before, after)}"
    return f"{field} was {_quote_text(before)}, is now {_quote_text(after)}"


def _format_spot(spot: Spot) -> str:
    text = spot.section
    if spot.entry:
        text += f', "{shorten_text(spot.entry)}"'
    if spot.field:
        text += f": {spot.field}"
    return clean_text(text)


def _quote_text(text: str) -> str:
    """Put text in quotes, but a single word or number."""
    short = shorten_text(text, _MAX_LENGTH)
    if re.search(r"[\s,;:]", short) or not short.isascii():
        return f'"{short}"'
    return short


# --- words ----------------------------------------------------------------------------------------


def format_word_difference(before: str, after: str) -> str:
    """Show the words that changed among a few that did not: `… a [-old-] {+new+} word …`."""
    old_words = _WORD.findall(clean_text(before))
    new_words = _WORD.findall(clean_text(after))
    steps = _match_words(old_words, new_words).get_opcodes()
    shown = []
    for number, (kind, old_start, old_end, new_start, new_end) in enumerate(steps):
        old = old_words[old_start:old_end]
        new = new_words[new_start:new_end]
        if kind == "equal":
            # The side on which more follows has the space behind its last word.
            words = max(old, new, key=_ends_with_space)
            is_last = number == len(steps) - 1
            shown.append(_shorten_context(words, is_first=number == 0, is_last=is_last))
        else:
            shown.append(_mark_changed_words(old, new))
    return '"' + _SPACES.sub(" ", "".join(shown)).strip() + '"'


def _match_words(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    old_words = [word.strip() for word in old]
    new_words = [word.strip() for word in new]
    return SequenceMatcher(None, old_words, new_words, autojunk=False)


def _compute_word_likeness(before: str, after: str) -> float:
    return _match_words(_WORD.findall(before), _WORD.findall(after)).ratio()


def _ends_with_space(words: Sequence[str]) -> bool:
    return words[-1][-1].isspace()


def _shorten_context(words: Sequence[str], *, is_first: bool, is_last: bool) -> str:
    """Keep of unchanged words those beside what changed."""
    max_words = 2 * _CONTEXT_WORDS + 1
    if is_first or is_last:
        max_words = _CONTEXT_WORDS + 1
    if len(words) <= max_words:
        return "".join(words)
    head = ""
    tail = ""
    if not is_first:
        head = "".join(words[:_CONTEXT_WORDS]).rstrip()
    if not is_last:
        tail = "".join(words[-_CONTEXT_WORDS:])
    return f"{head} … {tail}"


def _mark_changed_words(old: Sequence[str], new: Sequence[str]) -> str:
    marked = []
    removed = shorten_text("".join(old), _MAX_CHANGED_LENGTH)
    if removed:
        marked.append(f"[-{removed}-]")
    added = shorten_text("".join(new), _MAX_CHANGED_LENGTH)
    if added:
        marked.append(f"{{+{added}+}}")
    text = " ".join(marked)
    if (new or old)[-1].endswith(" "):
        text += " "
    return text
