"""Settle the shapes of JSON Resume: one thing for a list of one, text for words, times for days."""

from __future__ import annotations

import re
from typing import Any

from cvgen.profile.kinds import KINDS
from cvgen.text.parts import split_parts
from cvgen.text.patterns import compile_late

_DATE_KEYS = frozenset({"startDate", "endDate", "date", "releaseDate", "birthDate"})
_LIST_KEYS = frozenset({"highlights", "keywords", "courses", "roles"})
# A date as a program writes it: with a time behind it, or with zeros for what is not known.
_STAMP = compile_late(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[T ]\d.*)?", re.ASCII)


def settle_shapes(data: dict[str, Any], passed: list[str]) -> None:
    """Settle what stands in a file otherwise than as a list; what has no entries is passed over."""
    _settle_person(data.get("basics"), passed)
    for section in [name for name in data if name in KINDS or name == "custom"]:
        value = data[section]
        if isinstance(value, dict) and _is_entry(section, value):
            value = [value]
        if isinstance(value, dict) and "groups" in value:
            continue
        if value and not isinstance(value, list):
            passed.append(f"'{section}', which is no list")
            value = []
        for entry in value or ():
            _settle_entry(entry)
        data[section] = value


def _is_entry(section: str, value: dict[str, Any]) -> bool:
    """Say whether keys and values are one entry of a section, and no list by names of its own."""
    return section in KINDS and not value.keys().isdisjoint(KINDS[section].model_fields)


def _settle_entry(entry: Any) -> None:
    if not isinstance(entry, dict):
        return
    for key, value in entry.items():
        if key == "positions" and isinstance(value, list):
            for position in value:
                _settle_entry(position)
        if not isinstance(value, str):
            continue
        if key in _DATE_KEYS:
            entry[key] = _settle_date(value)
        elif key in _LIST_KEYS:
            entry[key] = _settle_list(key, value)


def _settle_date(text: str) -> str | None:
    """Return a date without a time, and without zeros for a month or a day that is not known."""
    match = _STAMP.fullmatch(text.strip())
    if match is None:
        return text
    year, month, day = match.groups("00")
    if not int(year):
        return None
    parts = [year]
    for part in (month, day):
        if not int(part):
            break
        parts.append(part)
    return "-".join(parts)


def _settle_list(key: str, text: str) -> list[str]:
    """Return text that stands for a list: words by commas, or else its lines."""
    if key == "keywords":
        return split_parts(text, ",;\n")
    return [line for line in text.splitlines() if line.strip()]


def _settle_person(basics: Any, passed: list[str]) -> None:
    if not isinstance(basics, dict):
        return
    label = basics.get("label")
    if isinstance(label, list) and all(isinstance(part, str) for part in label):
        basics["label"] = ", ".join(label)
    if str(basics.get("image") or "").startswith("data:"):
        passed.append("the picture, which is no file but stands in the text")
        del basics["image"]
    if isinstance(basics.get("birthDate"), str):
        basics["birthDate"] = _settle_date(basics["birthDate"])
    links = basics.get("links")
    if isinstance(links, list):
        accounts = basics.get("profiles") or []
        basics["profiles"] = [*accounts, *map(_make_account, links)]
        del basics["links"]


def _make_account(link: Any) -> Any:
    """Make an account of an address, which may have a name."""
    if not isinstance(link, dict):
        return {"url": link}
    return {"network": link.get("label") or link.get("name"), "url": link.get("url")}
