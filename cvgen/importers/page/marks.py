"""Read the legends of a page: what the marks behind authors mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cvgen.importers.page.blocks import Block
from cvgen.importers.page.phrases import has_word
from cvgen.text.patterns import compile_late

_MARK = compile_late(
    r"(?P<mark>[*#†‡§¶∗⋆✉⁎∥‖+^△♣♠]|\\\*)\s*[)\]]?\s*(?:[:=：]|indicates?|denotes?|means?|marks?"
    r"|stands? for|are|is|表示)?\s*(?P<meaning>[^*#†‡§¶∗⋆✉⁎∥‖^△♣♠,;.()]{3,60})"
)
_MOST_LEGEND = 200
_VERBS = compile_late(
    r"^(?:indicates?|denotes?|means?|marks?|stands? for|:|=|are|is|the)\s+", re.IGNORECASE
)


def read_legends(blocks: Sequence[Block]) -> dict[str, str]:
    """Read what marks mean: `*` an equal contribution, `#` the corresponding author, or words."""
    legend: dict[str, str] = {}
    for block in blocks:
        text = block.text
        if len(text) < 2 * _MOST_LEGEND and (
            has_word("equal", text) or has_word("corresponding", text)
        ):
            for mark, meaning in _iterate_meanings(text):
                legend.setdefault(mark, meaning)
    return legend


def _iterate_meanings(text: str) -> list[tuple[str, str]]:
    meanings = []
    for match in _MARK.finditer(text):
        meaning = _VERBS.sub("", match["meaning"].strip(" -–—:=\"'"))
        mark = match["mark"].lstrip("\\")
        if has_word("equal", meaning):
            meanings.append((mark, "*"))
        elif has_word("corresponding", meaning):
            meanings.append((mark, "#"))
        elif len(meaning.split()) <= 5 and meaning[:1].isalpha():
            meanings.append((mark, meaning.strip()))
    return meanings


def is_legend(text: str, legend: dict[str, str]) -> bool:
    """Say whether a text is only a legend of marks."""
    if not legend or len(text) > _MOST_LEGEND:
        return False
    if not (has_word("equal", text) or has_word("corresponding", text)):
        return False
    explained = sum(len(match[0]) for match in _MARK.finditer(text))
    return explained > 0.5 * len(text)
