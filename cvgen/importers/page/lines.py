"""Read what stands in a line or a list: news, statements, skills, languages, interests."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import Span, cut_spans, get_raw_text, to_markup
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.phrases import strip_edges
from cvgen.importers.page.sections import EntryBlocks
from cvgen.text.parts import split_parts
from cvgen.text.patterns import compile_late

Entry = dict[str, Any]
_BEHIND_DATE = compile_late(r"[\s\])）】:：,.\-–—|]*")
_EMPTY_BOLD = compile_late(r"^\*\*[\s:.,]*\*\*\s*")
_PAIR = compile_late(r"([^:：]{2,60})[:：]\s*(.+)")
_LONGEST_LANGUAGE = 40  # with how well it is known
_LANGUAGE = compile_late(
    r"\s*([^\s:：(（–—,][^:：(（–—,]*?)\s*(?:[:：(（–—,]|\s-\s)\s*(.+?)[)）]?$"
)
_LONG_START = 40  # letters, within which a date of news must begin
_LONG_TITLE = 160


def read_news(entry: EntryBlocks) -> Entry:
    """Read news, in front of which its date stands."""
    spans = [span for line in entry.head for span in line]
    text = get_raw_text(spans)
    found = find_dates(text[:_LONG_START])
    fields: Entry = {}
    if found and not text[: found.start].strip(" [(【:*"):
        end = found.end
        gap = _BEHIND_DATE.match(text, end)
        if gap:
            end = gap.end()
        fields.update(join_years(found.fields))
        spans = cut_spans(spans, end, len(text))
    fields["text"] = _EMPTY_BOLD.sub("", to_markup(spans)).lstrip(" :-–—|")
    return fields


def join_years(fields: dict[str, Value]) -> dict[str, Value]:
    """Make one date of two, as of a school year, where a kind has no start and end."""
    end = fields.get("endDate")
    if end is None or end.text == "present":
        return fields
    start = fields["startDate"]
    return {"date": Value(f"{start.text}/{end.text}", start.origin, start.is_guess)}


def read_statement(entry: EntryBlocks) -> Entry:
    """Read prose."""
    texts = [to_markup(line) for line in (*entry.head, *entry.texts)]
    texts += [f"• {to_markup(point)}" for point in entry.points]
    entry.texts, entry.points = [], []
    return {"text": "\n\n".join(text for text in texts if text)}


def read_pair(entry: EntryBlocks) -> Entry:
    """Read `Name: a, b, c`."""
    text = " ".join(to_markup(line, bare="bold italic link raw") for line in entry.head)
    match = _PAIR.match(text)
    parts = [to_markup(point, bare="bold link") for point in entry.points]
    entry.points = []
    if match is None:
        return {"name": strip_edges(text), "keywords": parts}
    keywords = [*split_parts(match[2], ",;,，；、"), *parts]
    return {"name": strip_edges(match[1]), "keywords": keywords}


def read_language(entry: EntryBlocks) -> Entry:
    """Read a language and how well it is known."""
    text = " ".join(to_markup(line, bare="bold italic link raw") for line in entry.head)
    match = _LANGUAGE.match(text)
    if match is None:
        return {"language": strip_edges(text)}
    return {"language": match[1], "fluency": strip_edges(match[2])}


def split_languages(entry: EntryBlocks) -> list[EntryBlocks]:
    """Split a line that lists several languages."""
    if len(entry.head) != 1 or entry.points or entry.texts:
        return [entry]
    pieces = split_parts(get_raw_text(entry.head[0]))
    if len(pieces) < 2 or max(map(len, pieces)) > _LONGEST_LANGUAGE:
        return [entry]
    return [replace(entry, head=[[Span(piece, entry.line)]]) for piece in pieces]


def read_general(entry: EntryBlocks) -> Entry:
    """Read an entry of a section that cvgen has no name for."""
    lines = [to_markup(line) for line in entry.head]
    title = ""
    if lines:
        title = lines[0]
    fields: Entry = {}
    found = find_dates(title[:_LONG_TITLE])
    if found and (found.start == 0 or found.end >= len(title.rstrip(" )].,"))):
        fields.update(found.fields)
        title = strip_edges(f"{title[: found.start]} {title[found.end :]}")
    fields["title"] = title
    if len(lines) > 1:
        fields["subtitle"] = ", ".join(lines[1:])
    return fields
