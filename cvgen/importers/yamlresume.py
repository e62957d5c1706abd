"""Import YAMLResume's YAML (yamlresume.dev, 0.14): dates of JavaScript, lists inside summaries."""

from __future__ import annotations

from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.entries import split_points
from cvgen.importers.importer import Importer
from cvgen.importers.json_resume import add_resume
from cvgen.importers.periods import parse_period
from cvgen.importers.records import account_for_tree, load_bookkeeping
from cvgen.importers.source import Source

_DATES = ("startDate", "endDate", "date", "releaseDate")


def recognize_yamlresume(source: Source) -> bool:
    """Say whether a file has `content` with the basics of YAMLResume at its top."""
    return source.tool == "YAMLResume"


def import_yamlresume(source: Source) -> ProfileBuilder:
    """Import a YAMLResume file."""
    builder = ProfileBuilder(source)
    tree = source.read_tree()
    if tree is None:
        return builder
    account_for_tree(builder, tree, load_bookkeeping("yamlresume"))
    content = dict(tree.data["content"])
    basics = dict(content.pop("basics", None) or {})
    basics["label"] = basics.pop("headline", None) or basics.get("label")
    basics["location"] = content.pop("location", None)
    basics["profiles"] = content.pop("profiles", None)
    sections = {key: _adapt_section(key, section) for key, section in content.items()}
    add_resume(builder, {"basics": basics, **sections}, "yamlresume")
    for entries in builder.sections.values():
        for entry in entries:
            _drop_days(entry)
    return builder


def _adapt_section(key: str, section: Any) -> Any:
    """Adapt records, whose points stand as a list in the summary."""
    if not isinstance(section, list):
        return section
    adapted = []
    for record in section:
        if isinstance(record, dict) and key != "references":
            adapted.append(_split_summary(record))
        else:
            adapted.append(record)
    return adapted


def _split_summary(record: dict[str, Any]) -> dict[str, Any]:
    summary = record.get("summary")
    if not isinstance(summary, str) or is_empty(summary):
        return record
    text, points = split_points(summary)
    return {**record, "summary": text, "highlights": points}


def _drop_days(entry: dict[str, Any]) -> None:
    """Drop the day of dates, which JavaScript wants there, and YAMLResume itself never prints."""
    for key in _DATES:
        value = entry.get(key)
        if not isinstance(value, Value):
            continue
        period = parse_period(value.text)
        if period and period.start and period.start.day and not period.end:
            month = value.text.rpartition("-")[0]
            entry[key] = Value(month, value.origin, value.is_guess)


IMPORTER = Importer("YAMLResume", recognize_yamlresume, import_yamlresume)
