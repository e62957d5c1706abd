"""Make an entry of a profile out of the keys and values of a record in another format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.importers.builder import Value, drop_empty, is_empty
from cvgen.importers.periods import join_dates, read_dates
from cvgen.profile.fields import LocationRecord, is_language_tag
from cvgen.profile.kinds import KINDS
from cvgen.profile.organizations import OrganizationRecord
from cvgen.profile.points import HighlightRecord
from cvgen.profile.sections import Entry
from cvgen.text.patterns import compile_late
from cvgen.text.prose import TextItem, split_prose

_AND = compile_late(r",?\s+(?:and|und|et|y|&)\s+")
_EXCHANGED = compile_late(r"[^\s,]+, [^,]+")  # Family, Given
_HAN = compile_late("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_NUMBERED = compile_late(r"[A-Z]{2}")
_COMMA = compile_late(r"[,;]\s+(?![^()]*\))")
_PLACE_KEYS = frozenset(LocationRecord.model_fields)
_PEOPLE = ("authors", "editors", "translators", "inventors", "investigators")
_ORGANIZATIONS = ("institution", "organization", "funder", "awarder", "issuer", "entity")
_ORGANIZATION_KEYS = frozenset(OrganizationRecord.model_fields)
_POINT_KEYS = frozenset(HighlightRecord.model_fields)
_LEVELS = 3  # of points
_DATE_KEYS = ("startDate", "endDate", "date", "releaseDate")


def make_entry(kind: str, record: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Make an entry of a kind; `names` are our names for the record's keys.

    What has no field becomes a point of the entry, with its key in front.
    """
    return make_record(KINDS[kind], record, names)


def make_record(
    model: type[Entry], record: Mapping[str, Any], names: Mapping[str, str]
) -> dict[str, Any]:
    """Make an entry of a class."""
    fields = model.model_fields
    entry: dict[str, Any] = {}
    dates: dict[str, str] = {}
    points: list[Any] = []
    for key, value in record.items():
        name = names.get(key, key)
        if is_empty(value):
            continue
        if name in _DATE_KEYS and name in fields and isinstance(value, str):
            dates[name] = value
        elif name in fields and name not in entry:
            entry[name] = _fit_value(model, name, value)
        else:
            points += make_points(key, value)
    entry.update(read_record_dates(dates))
    if points:
        entry["highlights"] = [*entry.get("highlights", []), *points]
    return entry


def read_record_dates(dates: Mapping[str, str]) -> dict[str, Value]:
    """Read the dates of a record by our keys; a date that is a stretch has two of them."""
    found = join_dates(dates.get("startDate", ""), dates.get("endDate", ""))
    for key in ("date", "releaseDate"):
        text = dates.get(key, "")
        if text and not found:
            found = read_dates(text, single=key) or {key: Value(text, text)}
    return found


def make_points(key: str, value: Any) -> list[Any]:
    """Make points of a value that no field takes, each with the key in front."""
    label = key
    if " " not in key:
        label = re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", key).lower().strip()
    points = []
    for text in list_words(value):
        points.append(Value(f"{label}: {text}", text))
    return points


def list_words(value: Any) -> list[str]:
    """List the texts of a value at every level, those of one mapping together."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, dict):
        parts = [text for part in value.values() for text in list_words(part)]
        return [", ".join(parts)] if parts else []
    if isinstance(value, list):
        return [text for part in value for text in list_words(part)]
    return []


def _fit_value(model: type[Entry], name: str, value: Any) -> Any:
    """Fit a value to a field: a list where one is wanted, a text where that is."""
    value = drop_empty(value)
    if name == "location":
        return make_locations(value)
    if _keeps_shape(model, name, value):
        return value
    if name == "highlights" and isinstance(value, list):
        return _fit_points(value, _LEVELS)
    is_list = model.model_fields[name].default == ()
    if is_list and isinstance(value, str):
        return _split_text(name, value)
    if is_list and isinstance(value, list) and name not in _PEOPLE:
        return [_join_texts(part) for part in value]
    return value if is_list else _join_texts(value)


def _split_text(name: str, text: str) -> list[str]:
    """Split text into the items of a list: people, points, or words between commas."""
    if name in _PEOPLE:
        return split_authors(text)
    if name == "highlights":
        summary, points = split_points(text)
        lines = [line.strip() for line in summary.splitlines() if line.strip()]
        return [*lines, *points]
    return [part.strip() for part in _COMMA.split(text) if part.strip()]


def _join_texts(value: Any) -> Any:
    if isinstance(value, dict) and all(map(is_language_tag, value)):
        return value
    if isinstance(value, dict | list):
        return ", ".join(list_words(value))
    return value


def _fit_points(points: list[Any], levels: int) -> list[Any]:
    """Fit points on as many levels; those below one are a list behind it, or behind their key."""
    fitted: list[Any] = []
    for point in points:
        if isinstance(point, list):
            below = _fit_points(point, levels - 1)
            fitted += [below] if levels > 1 and fitted else below
        elif isinstance(point, dict) and "text" in point and point.keys() <= _POINT_KEYS:
            fitted.append(point)
        elif isinstance(point, dict) and all(isinstance(part, list) for part in point.values()):
            for key, part in point.items():
                fitted += _fit_points([key, part], levels)
        else:
            fitted.append(_join_texts(point))
    return fitted


def _keeps_shape(model: type[Entry], name: str, value: Any) -> bool:
    """Say whether a value is taken as it is, such as several organizations with a name each."""
    if name in ("score", "links", "supervisors"):
        return True
    if not isinstance(value, list) or name not in (*_ORGANIZATIONS, model.slots.linked):
        return False
    return all(isinstance(one, str) or _is_organization(one) for one in value)


def _is_organization(value: Any) -> bool:
    return isinstance(value, dict) and "name" in value and value.keys() <= _ORGANIZATION_KEYS


def make_locations(value: Any) -> Any:
    """Make a place, or each of several, of which each has its keys."""
    if isinstance(value, list) and all(isinstance(place, dict) for place in value):
        return [make_location(place) for place in value]
    return make_location(value)


def make_location(value: Any) -> dict[str, Any]:
    """Make a place of a text, or of keys among which the country may be spelled out."""
    if not isinstance(value, dict):
        return {"city": _join_texts(value)}
    place: dict[str, Any] = {}
    for key, part in value.items():
        text = _join_texts(part)
        if key in ("country", "countryCode"):
            code = find_country_code(str(text))
            if code:
                place["countryCode"] = Value(code, str(text))
                continue
            key = "region"  # noqa: PLW2901 - what is no country is a region
        if key == "type":
            place[key] = text
            continue
        if key not in _PLACE_KEYS:
            key = "address"  # noqa: PLW2901 - and what is nothing else a line of the address
        if key in place:
            text = f"{place[key]}, {text}"
        place[key] = text
    return place


def find_country_code(name: str) -> str:
    """Find the ISO 3166 code of a country by its English name or code; "" for none."""
    plain = name.strip()
    names = _load_countries()
    if _NUMBERED.fullmatch(plain.upper()):
        plain = plain.upper()
    return names.get(plain.casefold(), "")


def find_country_name(code: str) -> str:
    """Find the English name of a country by its code; "" for none."""
    countries: dict[str, str] = read_table("countries/en")
    return countries.get(find_country_code(code), "")


@cache
def _load_countries() -> dict[str, str]:
    countries = read_table("countries/en")
    codes = {}
    for code, name in countries.items():
        codes[code.casefold()] = code
        codes[name.casefold()] = code
        codes[name.replace("&", "and").casefold()] = code
    others: dict[str, str] = read_table("importers/entries")["countries"]
    codes.update(others)
    return codes


def split_points(text: str) -> tuple[str, list[str]]:
    """Split text into its paragraphs and the points of its lists."""
    paragraphs = []
    points = []
    for part in split_prose(text):
        if part.text:
            paragraphs.append(part.text)
        points += [_format_point(item, 0) for item in part.items]
    return "\n\n".join(paragraphs), points


def _format_point(item: TextItem, level: int) -> str:
    """Format a point, with those below it in lines that are indented."""
    lines = [" ".join(item.text.split())]
    for inner in item.items:
        lines.append("  " * level + "  - " + _format_point(inner, level + 1))
    return "\n".join(lines)


def split_authors(text: str) -> list[str]:
    """Split a list of authors; `Family, Given` is put in its natural order."""
    if ";" in text:
        return [_order_name(part) for part in text.split(";") if part.strip()]
    parts = _AND.split(text)
    if all(_EXCHANGED.fullmatch(part.strip()) for part in parts):
        return [_order_name(part) for part in parts]
    return [name.strip() for part in parts for name in part.split(",") if name.strip()]


def _order_name(name: str) -> str:
    family, comma, given = name.strip().partition(", ")
    return f"{given} {family}" if comma else family


def join_person_name(given: str, family: str) -> Any:
    """Join a name as text, or keep its parts where the text does not tell them."""
    is_plain = " " not in given + family and not _HAN.search(given + family)
    if not is_plain and given and family:
        return {"given": given, "family": family}
    return f"{given} {family}".strip()
