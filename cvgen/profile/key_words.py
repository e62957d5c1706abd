"""The words for every key, which the schema for editors and the guide's reference are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvgen.files.yamltable import parse_table, read_table
from cvgen.profile.kinds import KINDS
from cvgen.profile.record import Record
from cvgen.text.patterns import compile_late

_TABLE = "keys"
_NUMBER = compile_late("0|[1-9][0-9]*")
_WORDS: Mapping[str, object] = {"true": True, "false": False}


def name_record(record: type[Record]) -> str:
    """Give the name by which the words have a record: its section's, or what its class is called.

    For example `work`, `location` and `publicationList`.
    """
    for section, kind in KINDS.items():
        if kind is record:
            return section
    name = record.__name__.removesuffix("Record")
    return name[0].lower() + name[1:]


def find_key_words(name: str, key: str) -> Mapping[str, str]:
    """Find what is said of a key (`says`) and the value to copy (`example`, in YAML).

    Either of this record, or of all. Raises KeyError.
    """
    table = read_table(_TABLE)
    words: Mapping[str, str] = table.get(f"{name}.{key}") or table[key]
    return words


def describe_key(name: str, key: str) -> dict[str, Any]:
    """Describe a key for editors, in a sentence with an example; nothing where nothing is said."""
    try:
        words = find_key_words(name, key)
    except KeyError:
        return {}
    says = words["says"]
    sentence = f"{says[0].upper()}{says[1:].rstrip('.')}."
    return {"description": sentence, "examples": [read_example(words["example"])]}


def read_example(text: str) -> Any:
    """Read the value of an example as editors do: whole numbers are numbers, and true is true."""
    return type_scalars(parse_table(text))


def type_scalars(value: Any) -> Any:
    """Make numbers and truth values of the texts that a table has for them."""
    if isinstance(value, dict):
        return {key: type_scalars(item) for key, item in value.items()}
    if isinstance(value, list):
        return [type_scalars(item) for item in value]
    if _NUMBER.fullmatch(value):
        return int(value)
    return _WORDS.get(value, value)
