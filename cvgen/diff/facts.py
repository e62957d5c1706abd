"""Takes a value of a profile, gives it in words: a date, a text, a record; and the title of an entry."""

from __future__ import annotations

import re
from typing import Any

from cvgen.profile.fields import Record, in_language, is_language
from cvgen.profile.sections import Entry
from cvgen.text.dates import Period

LABEL_LENGTH = 90
_NAMES = ("text", "name", "title")
_SWITCHES = {True: "yes", False: "no"}
# What a file says must not steer the terminal: control characters, and marks that turn the direction of text.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Put a text on one line, without what steers a terminal."""
    return " ".join(_UNSAFE.sub("", text).split())


def shortened(text: str, most: int = LABEL_LENGTH) -> str:
    """Cut a text to `most` characters."""
    whole = clean(text)
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def words(value: Any) -> str:
    """Say any value of a profile in words; nothing is ""."""
    if isinstance(value, bool):
        return _SWITCHES[value]
    if isinstance(value, Record):
        return _record(value)
    if isinstance(value, Period):
        return period(value)
    if isinstance(value, dict):
        named = (f"{key} {words(one)}" for key, one in value.items())
        return in_language(value, ("en",))[1] if is_text(value) else ", ".join(named)
    if isinstance(value, tuple):
        return ", ".join(map(words, value))
    return "" if value is None else str(value)


def is_text(value: Any) -> bool:
    """Say whether a value is text, as it is or per language."""
    return isinstance(value, str) or (
        isinstance(value, dict) and bool(value) and all(map(is_tongue, value))
    )


def is_tongue(key: str) -> bool:
    """Say whether a key names a language; of keys with three letters, such as `pdf`, most do not."""
    return is_language(key) and len(key.partition("-")[0]) == 2 and key[:2].islower()


def versions(text: Any) -> list[str]:
    """List a text in all its languages; nothing for no text."""
    return [*text.values()] if isinstance(text, dict) else [text] if isinstance(text, str) else []


def filled(record: Record) -> dict[str, Any]:
    """Give the fields of a record that say something."""
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return {name: value for name, value in values.items() if value not in (None, "", (), {}, False)}


def head(record: Record) -> str:
    """Name the field by which a record is known: its text, name or title, or else the first one that is filled."""
    values = filled(record)
    return next((name for name in (*_NAMES, *values) if name in values), "")


def _record(record: Record) -> str:
    values = filled(record)
    first = head(record)
    if first not in _NAMES:
        return ", ".join(map(words, values.values()))
    rest = (
        [] if first == "text" else [words(value) for name, value in values.items() if name != first]
    )
    return words(values[first]) + (f" ({', '.join(rest)})" if rest else "")


def names(entry: Entry) -> list[Any]:
    """List what names an entry: its name or title; where its kind has none, as a job has, what it was and where."""
    slots = entry.slots
    first = [value for field in slots.title if (value := getattr(entry, field))]
    if first and is_named(entry):
        return first
    return (
        first
        + [value for field in slots.subtitle if (value := getattr(entry, field))][
            : 1 if first else 2
        ]
    )


def is_named(entry: Entry) -> bool:
    """Say whether an entry has a name of its own, as a paper has and a job has not."""
    return any(getattr(entry, field) for field in entry.slots.title if field in _NAMES)


def title(entry: Entry) -> str:
    """Say in short which entry it is."""
    return shortened(", ".join(map(words, names(entry))) or _record(entry))


def dated(entry: Entry) -> str:
    """Say in short which entry it is, and when it was."""
    when = period(entry.period())
    return title(entry) + (f" ({when})" if when else "")


def period(when: Period) -> str:
    """Write a period: `2021-09 – present`."""
    end = "present" if when.ongoing else str(when.end or "")
    return " – ".join(filter(None, [str(when.start or ""), end]))
