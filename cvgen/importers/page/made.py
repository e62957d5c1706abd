"""Read what somebody made, or what others wrote: projects, software, media."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cvgen.importers.page.blocks import Span, cut_spans, get_raw_text, to_markup
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.links import take_links
from cvgen.importers.page.phrases import strip_edges
from cvgen.importers.page.sections import EntryBlocks
from cvgen.text.patterns import compile_late

_TITLE_END = compile_late(r"\s*(?:[:：]\s|\s[-–—|]\s|\.\s|\(|（)")
_MOST_TITLE = 140
_MARKED = {"bold", "color"}


def read_made(entry: EntryBlocks) -> dict[str, Any]:
    """Read a project: its name is bold, linked, or stands before a colon, a dash or a point."""
    links: dict[str, str] = {}
    lines = [take_links(line, links) for line in entry.head]
    lines = [line for line in lines if get_raw_text(line).strip(" .,/|()[]")]
    fields: dict[str, Any] = {}
    texts = []
    for number, line in enumerate(lines):
        spans = _take_dates(fields, line)
        if number == 0:
            spans = _take_name(fields, spans)
        texts.append(to_markup(spans).strip(" :-–—|,"))
    fields["summary"] = "\n\n".join(text for text in texts if text.strip("."))
    fields["links"] = links
    return {key: value for key, value in fields.items() if value}


def _take_name(fields: dict[str, Any], spans: Sequence[Span]) -> list[Span]:
    """Take the name, and the address that it is linked to."""
    name, rest = _split_name(spans)
    text = strip_edges(to_markup(name, bare="bold italic link"))
    if text.count("(") > text.count(")"):
        text += ")"
    fields["name"] = text
    fields["url"] = next((span.href for span in name if span.href.startswith("http")), "")
    return rest


def _take_dates(fields: dict[str, Any], spans: Sequence[Span]) -> list[Span]:
    """Take out dates that stand at an end of a line, or in brackets."""
    text = get_raw_text(spans)
    found = find_dates(text)
    if found is None or "startDate" in fields or "date" in fields:
        return list(spans)
    before, behind = text[: found.start].rstrip(), text[found.end :].lstrip()
    is_bracket = before.endswith(("(", "[", "（")) and behind.startswith((")", "]", "）"))
    is_edge = not before.strip(" ([*") or not behind.strip(" )].,*")
    if not is_edge and not is_bracket:
        return list(spans)
    fields.update(found.fields)
    start = len(before.rstrip("([（ ,|-–—"))
    end = len(text) - len(behind.lstrip(")]） ,.:|-–—"))
    gap = Span(" ", spans[0].line)
    return [*cut_spans(spans, 0, start), gap, *cut_spans(spans, end, len(text))]


def _split_name(spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Split the name of a project from what is said of it."""
    first = next((span for span in spans if span.text.strip()), None)
    if first is None:
        return list(spans), []
    if first.marks & _MARKED or first.href:
        count = _count_marked(spans, first.href)
        return list(spans[:count]), list(spans[count:])
    text = get_raw_text(spans)
    match = _TITLE_END.search(text)
    if match and match.start() < _MOST_TITLE:
        return cut_spans(spans, 0, match.start()), cut_spans(spans, match.start(), len(text))
    if len(text) > _MOST_TITLE:
        return [], list(spans)
    return list(spans), []


def _count_marked(spans: Sequence[Span], href: str) -> int:
    """Count the spans at the start that are marked, or linked to the same address."""
    for number, span in enumerate(spans):
        is_linked = bool(href) and span.href == href
        if span.text.strip() and not span.marks & _MARKED and not is_linked:
            return number
    return len(spans)
