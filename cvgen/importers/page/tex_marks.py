"""Read commands of LaTeX in the text of a page, such as that for emphasis, as marks of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from cvgen.files.yamltable import read_table
from cvgen.importers.page.blocks import Block, Span, cut_spans, get_raw_text

_MOST_DEPTH = 5


def mark_tex(blocks: Sequence[Block]) -> None:
    """Put marks where the spans of blocks have commands of LaTeX; code stays as it is."""
    for block in blocks:
        if any("\\" in span.text for span in block.spans):
            block.spans = _mark_spans(block.spans)


def _mark_spans(spans: list[Span]) -> list[Span]:
    """Mark what commands hold, the inner ones first."""
    for _ in range(_MOST_DEPTH):
        text = get_raw_text(spans)
        marked: list[Span] = []
        end = 0
        for match in _compile_commands().finditer(text):
            held = cut_spans(spans, *match.span("held"))
            is_code = any("code" in span.marks for span in held)
            if is_code or _is_in_formula(text, match):
                continue
            mark = _list_marks()[match["name"]]
            marked += cut_spans(spans, end, match.start())
            marked += [replace(span, marks=span.marks | {mark}) for span in held]
            end = match.end()
        if not end:
            break
        spans = [*marked, *cut_spans(spans, end, len(text))]
    return spans


def _is_in_formula(text: str, match: re.Match[str]) -> bool:
    return text.count("$", 0, match.start()) % 2 == 1 and "$" in text[match.end() :]


@cache
def _list_marks() -> dict[str, str]:
    marks: dict[str, str] = read_table("importers/latex")["marks"]
    return marks


@cache
def _compile_commands() -> re.Pattern[str]:
    return re.compile(rf"\\(?P<name>{'|'.join(_list_marks())})\s?\{{(?P<held>[^{{}}]*)\}}")
