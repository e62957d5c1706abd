"""Read what somebody made, or what others wrote: projects, software, media."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cvgen.importers.page.blocks import Span, cut_spans, get_raw_text, to_markup
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.links import take_links
from cvgen.importers.page.phrases import strip_edges

_TITLE_END = re.compile(r"\s*(?:[:：]\s|\s[-–—|]\s|\.\s|\(|（)")
_MOST_TITLE = 140


def read_made(entry: Any) -> dict[str, Any]:
    """Read a project: its name is bold, linked, or what stands before a colon, a dash or a point."""
    fields: dict[str, Any] = {}
    links: dict[str, str] = {}
    lines = []
    for line in entry.head:
        rest = take_links(line, links)
        if get_raw_text(rest).strip(" .,/|()[]"):
            lines.append(rest)
    if not lines:
        return {"links": links} if links else {}
    spans, dates = _take_dates(lines[0])
    fields.update(dates)
    name, rest = _split_name(spans)
    linked = next((span.href for span in name if span.href.startswith("http")), "")
    fields["name"] = strip_edges(to_markup(name, bare="bold italic link"))
    if fields["name"].count("(") > fields["name"].count(")"):
        fields["name"] += ")"
    if linked:
        fields["url"] = linked
    texts = [to_markup(rest).strip(" :.-–—|,")] if rest else []
    for line in lines[1:]:
        more, dates = (
            _take_dates(line) if "startDate" not in fields and "date" not in fields else (line, {})
        )
        fields.update(dates)
        texts.append(to_markup(more))
    text = "\n\n".join(text for text in texts if text)
    if text:
        fields["summary"] = text
    if links:
        fields["links"] = links
    return {key: value for key, value in fields.items() if value}


def _take_dates(spans: Sequence[Span]) -> tuple[list[Span], dict[str, Any]]:
    """Take out dates that stand at an end of a line, or in brackets."""
    text = get_raw_text(spans)
    found = find_dates(text)
    if found is None:
        return list(spans), {}
    before, behind = text[: found.start].rstrip(), text[found.end :].lstrip()
    is_edge = (
        not before.strip(" ([*")
        or not behind.strip(" )].,*")
        or (before.endswith(("(", "[", "（")) and behind.startswith((")", "]", "）")))
    )
    if not is_edge:
        return list(spans), {}
    start, end = len(before.rstrip("([（ ,|-–—")), len(text) - len(behind.lstrip(")]） ,.:|-–—"))
    return [
        *cut_spans(spans, 0, start),
        Span(" ", spans[0].line),
        *cut_spans(spans, end, len(text)),
    ], found.fields


def _split_name(spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Split the name of a project from what is said of it."""
    first = next((span for span in spans if span.text.strip()), None)
    if first is None:
        return list(spans), []
    if first.marks & {"bold", "color"} or first.href:
        count = 0
        for span in spans:
            is_name = span.marks & {"bold", "color"} or (first.href and span.href == first.href)
            if span.text.strip() and not is_name:
                break
            count += 1
        return list(spans[:count]), list(spans[count:])
    text = get_raw_text(spans)
    match = _TITLE_END.search(text)
    if match and match.start() < _MOST_TITLE:
        return cut_spans(spans, 0, match.start()), cut_spans(spans, match.start(), len(text))
    if len(text) > _MOST_TITLE:
        return [], list(spans)
    return list(spans), []
