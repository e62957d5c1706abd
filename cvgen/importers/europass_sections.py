"""Read the sections of a Europass Candidate that are lists of titled items."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.entries import list_words, make_points
from cvgen.importers.europass_parts import add_description, clean_date, read_stretch
from cvgen.importers.html_text import convert_html
from cvgen.importers.records import load_format, pick_list, pick_text
from cvgen.profile.kinds import KINDS
from cvgen.text.patterns import compile_late

_BETWEEN = compile_late(r"\s*[,;]\s*")


def read_titled_section(builder: ProfileBuilder, name: str, section: Any) -> None:
    """Read a section; one that is not known keeps its own title, or its element's name."""
    kind = load_format("europass")["sections"].get(name)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
    heading: str | Value = pick_text(section, "Title") or Value(words)
    for record in _list_records(section):
        if kind == "skills":
            builder.add_entry("skills", _read_skill_group(record))
        elif kind:
            builder.add_entry(kind, _read_item(kind, record))
        else:
            builder.add_custom(heading, _read_item("", record))


def _list_records(section: Any) -> list[dict[str, Any]]:
    if not isinstance(section, dict):
        return []
    records = []
    for key, items in section.items():
        if key == "Title":
            continue
        for item in pick_list(items):
            records.append(item if isinstance(item, dict) else {"Title": item})
    return records


def _read_skill_group(record: dict[str, Any]) -> dict[str, Any]:
    """Read a group of skills, or one that is described."""
    entry: dict[str, Any] = {"name": convert_html(pick_text(record, "Title"))}
    add_description(entry, pick_text(record, "Description"))
    keywords = list(entry.pop("highlights", []))
    for key, value in record.items():
        if key not in ("Title", "Description"):
            keywords += [convert_html(text) for text in list_words(value)]
    entry["keywords"] = keywords
    return entry


def _read_item(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """Read an item by the meaning of its keys; what has none becomes a point."""
    item = _Item(kind)
    meanings = load_format("europass")["item"]
    for key, value in record.items():
        if is_empty(value):
            continue
        if not item.set_field(meanings.get(key, ""), value):
            text = convert_html(value) if isinstance(value, str) else value
            item.points += make_points(key, text)
    highlights = [*item.entry.get("highlights", []), *item.points]
    return {**item.entry, "highlights": highlights}


class _Item(Struct):
    """An entry of a kind ("" for one of a section that nobody knows) in the making."""

    kind: str
    entry: dict[str, Any] = field(default_factory=dict)
    points: list[Any] = field(default_factory=list)

    def set_field(self, meaning: str, value: Any) -> bool:
        """Set a field by what it means; say whether there is one for it."""
        if isinstance(value, dict):
            return self.set_part(meaning, value)
        text = pick_text({"": value}, "")
        if meaning in ("date", "year"):
            return self.set_free(self.date_field, clean_date(text))
        if meaning == "text":
            add_description(self.entry, text)
            return True
        name = self.find_field(meaning)
        if name == "authors":
            return self.set_free(name, _BETWEEN.split(text))
        return bool(name) and self.set_free(name, convert_html(text))

    def find_field(self, meaning: str) -> str:
        """Find the field of a text with a meaning; "" for none."""
        if meaning == "title":
            return self.title_field
        fields = KINDS[self.kind].model_fields if self.kind else ("url", "location")
        return meaning if meaning in fields else ""

    def set_part(self, meaning: str, value: dict[str, Any]) -> bool:
        """Set a field that has parts: a period, or a place."""
        if meaning == "date":
            self.entry.update(read_stretch(value))
            return True
        if meaning == "location":
            return self.set_free("location", ", ".join(list_words(value)))
        return False

    def set_free(self, name: str, value: Any) -> bool:
        """Set a field that is not set yet."""
        if name in self.entry:
            return False
        self.entry[name] = value
        return True

    @property
    def title_field(self) -> str:
        """The field of the entry's title."""
        if not self.kind:
            return "title"
        return KINDS[self.kind].slots.title[0]

    @property
    def date_field(self) -> str:
        """The field of a single date."""
        return "releaseDate" if self.kind == "publications" else "date"
