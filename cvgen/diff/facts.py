"""Put values of a profile into words: dates, texts, records, and the titles of entries."""

from __future__ import annotations

from typing import Any

from cvgen.profile.fields import choose_language_version, is_language_tag
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry
from cvgen.text.dates import Period
from cvgen.text.patterns import compile_late

LABEL_LENGTH = 90
_NAME_FIELDS = ("text", "name", "title")
# What steers a terminal: control characters, and marks that turn the direction of text.
_UNSAFE = compile_late("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str) -> str:
    """Put a text on one line, without what steers a terminal."""
    return " ".join(_UNSAFE.sub("", text).split())


def shorten_text(text: str, max_length: int = LABEL_LENGTH) -> str:
    """Clean a text and cut it to `max_length` characters."""
    whole = clean_text(text)
    if len(whole) <= max_length:
        return whole
    return whole[: max_length - 1].rstrip() + "…"


def format_value(value: Any) -> str:
    """Put any value of a profile into words; nothing is ""."""
    if isinstance(value, Record):
        return _format_record(value)
    if isinstance(value, Period):
        return format_period(value)
    if isinstance(value, dict):
        return _format_mapping(value)
    if isinstance(value, tuple):
        return ", ".join(map(format_value, value))
    return _format_scalar(value)


def _format_scalar(value: Any) -> str:
    if value is None:
        return ""
    if value is True:
        return "yes"
    if value is False:
        return "no"
    return str(value)


def _format_mapping(mapping: dict[str, Any]) -> str:
    if is_text(mapping):
        return choose_language_version(mapping, ("en",))[1]
    return ", ".join(f"{key} {format_value(value)}" for key, value in mapping.items())


def is_text(value: Any) -> bool:
    """Say whether a value is text, as it is or per language."""
    if isinstance(value, dict):
        return bool(value) and all(map(is_language_key, value))
    return isinstance(value, str)


def is_language_key(key: str) -> bool:
    """Say whether a key names a language.

    Of keys with three letters, such as `pdf`, most do not.
    """
    primary, _, _ = key.partition("-")
    return is_language_tag(key) and len(primary) == 2 and primary.islower()


def list_versions(text: Any) -> list[str]:
    """List a text in all its languages; nothing for no text."""
    if isinstance(text, dict):
        return [*text.values()]
    if isinstance(text, str):
        return [text]
    return []


def list_filled_fields(record: Record) -> dict[str, Any]:
    """Return the fields of a record that say something, by their names."""
    fields = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if value not in (None, "", (), {}, False):
            fields[name] = value
    return fields


def find_head_field(record: Record) -> str:
    """Return the field by which a record is known.

    Its text, name or title, or else the first one that is filled.
    """
    fields = list_filled_fields(record)
    for name in (*_NAME_FIELDS, *fields):
        if name in fields:
            return name
    return ""


def _format_record(record: Record) -> str:
    """Put a record into words: what it is called, and the rest in parentheses."""
    fields = list_filled_fields(record)
    head = find_head_field(record)
    if head not in _NAME_FIELDS:
        return ", ".join(map(format_value, fields.values()))
    words = format_value(fields.pop(head))
    if head == "text" or not fields:
        return words
    rest = ", ".join(map(format_value, fields.values()))
    return f"{words} ({rest})"


def list_names(entry: Entry) -> list[Any]:
    """List what names an entry: its name or title.

    Where its kind has none, as a job has, what it was and where.
    """
    titles = _list_slot_values(entry, entry.slots.title)
    if titles and is_named(entry):
        return titles
    subtitles = _list_slot_values(entry, entry.slots.subtitle)
    if titles:
        return titles + subtitles[:1]
    return subtitles[:2]


def _list_slot_values(entry: Entry, fields: tuple[str, ...]) -> list[Any]:
    values = [getattr(entry, field) for field in fields]
    return [value for value in values if value]


def is_named(entry: Entry) -> bool:
    """Say whether an entry has a name of its own, as a paper has and a job has not."""
    return any(getattr(entry, field) for field in entry.slots.title if field in _NAME_FIELDS)


def format_title(entry: Entry) -> str:
    """Say in short which entry it is."""
    names = ", ".join(map(format_value, list_names(entry)))
    return shorten_text(names or _format_record(entry))


def format_dated_title(entry: Entry) -> str:
    """Say in short which entry it is, and when it was."""
    period = format_period(entry.period())
    if not period:
        return format_title(entry)
    return f"{format_title(entry)} ({period})"


def format_period(period: Period) -> str:
    """Write a period: `2021-09 – 2022-02`, or `from 2021-09`, whether that has begun or not."""
    if period.ongoing and period.start:
        return f"from {period.start}"
    if period.ongoing:
        return "present"
    if period.has_open_start:
        return f"until {period.end}"
    ends = [str(date) for date in (period.start, period.end) if date]
    return " – ".join(ends)
