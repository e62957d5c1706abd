"""Read grades: what they are called, how high, on which scale, and the rank that they gave."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.phrases import compile_words
from cvgen.text.patterns import compile_late

_NUMBER = compile_late(
    r"(?P<value>\d{1,3}(?:[.,]\d{1,3})?%?)"
    r"\s*(?:(?:/|out of|von|sur|su|de)\s*(?P<scale>\d{1,3}(?:[.,]\d{1,2})?))?",
    re.IGNORECASE,
)
_OTHER = compile_late(r"\s*[(（]\s*(?P<value>\d{1,3}(?:\.\d+)?)\s*/\s*(?P<scale>\d{1,3})\s*[)）]")
_RANK = compile_late(
    r"(?:rank(?:ed|ing)?|class rank|排名|专业排名|석차|rang)\s*[:：]?\s*"
    r"(?P<rank>(?:top\s*)?[\d.]+\s*%?(?:\s*(?:/|of|out of|von|sur)\s*\d+)?)"
    r"|(?P<top>\btop\s*[\d.]+\s*%)",
    re.IGNORECASE,
)
_GAP = compile_late(r"\s*(?:[(（][^)）]*[)）])?\s*(?:of|is|was|von|:|：|=)?\s*")
_EDGES = " ,;-–—|"


def take_scores(scores: list[dict[str, Any]], text: str) -> str:
    """Take out grades that stand in a line, such as `GPA: 3.77/4, rank 2 of 120`."""
    text = _take_all(scores, text)
    rank = _RANK.search(text)
    if rank and scores:
        scores[-1]["rank"] = Value(rank["rank"] or rank["top"], rank[0])
        text = text[: rank.start()] + text[rank.end() :]
    return text


def _take_all(scores: list[dict[str, Any]], text: str) -> str:
    """Take out every word for a grade that a number follows."""
    names = compile_words("score", text)
    name = names.search(text)
    while name is not None:
        gap = _GAP.match(text, name.end())
        start = name.end()
        if gap:
            start = gap.end()
        number = _NUMBER.match(text, start)
        if number is None:
            break
        scores.append(_make_score(number, name[0]))
        end = _take_other(scores, text, number.end())
        before = text[: name.start()].rstrip(f"{_EDGES}(（")
        behind = text[end:].lstrip(_EDGES)
        text = join_around(before, behind)
        name = names.search(text)
    return text


def _take_other(scores: list[dict[str, Any]], text: str, end: int) -> int:
    """Take a second grade in brackets: `3.85/4.0 (90.4/100)`; return where it ends."""
    other = _OTHER.match(text, end)
    if other is None:
        return end
    scores.append({"value": other["value"], "scale": other["scale"]})
    return other.end()


def _make_score(number: re.Match[str], name: str) -> dict[str, Any]:
    score: dict[str, Any] = {"name": name, "value": number["value"]}
    if number["scale"]:
        score["scale"] = number["scale"]
    return score


def join_around(before: str, behind: str) -> str:
    """Join what stood around something that was taken out."""
    if before and behind:
        return f"{before}, {behind}"
    return before + behind


def read_score(label: str, value: str) -> dict[str, Any] | None:
    """Read a grade that a label stands before; None where it is no number."""
    number = _NUMBER.match(value)
    if number is None:
        return None
    score = _make_score(number, label)
    rest = value[number.end() :].strip(" ,;()（）")
    rank = _RANK.search(rest)
    if rank:
        score["rank"] = Value(rank["rank"] or rank["top"], rest)
    elif rest:
        score["rank"] = rest
    return score
