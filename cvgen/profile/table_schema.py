"""JSON Schema (draft 2020-12) of files that are tables and no records, by `data/schemas.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.profile.key_words import describe_key, type_scalars
from cvgen.profile.record_schema import refer_to_name
from cvgen.profile.schema import DRAFT, Names, Schema, finish_schema

_TABLE = "schemas"
_RECORD = "@"  # before the name of a record


def build_table_schema(kind: str, names: Names) -> Schema:
    """Build the schema of a theme's manifest, or of a target.

    `names` holds schemas of the values that name what there is: themes, languages and the like.
    """
    table = read_table(_TABLE)
    file = table["files"][kind]
    definitions: dict[str, Schema] = {}
    for name, schema in table["types"].items():
        definitions[name] = type_scalars(schema)
    for name, keys in table["records"].items():
        definitions[name] = _describe_record(name, keys)
    whole = definitions.pop(file["record"])
    head = {"$schema": DRAFT, "title": file["title"], "required": file["required"]}
    return finish_schema({**whole, **head, "$defs": definitions}, names)


def _describe_record(name: str, keys: Mapping[str, Any]) -> Schema:
    properties = {}
    for key, value in keys.items():
        properties[key] = {**_describe_value(value), **describe_key(name, key)}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _describe_value(value: Any) -> Schema:
    """Describe what may stand behind a key: words, a kind of value, or records."""
    if isinstance(value, list):
        return {"type": "string", "enum": value}
    if value.startswith("["):
        return {"type": "array", "items": _refer(value.strip("[]"))}
    if value.startswith("{"):
        return {"type": "object", "additionalProperties": _refer(value.strip("{}"))}
    return _refer(value)


def _refer(name: str) -> Schema:
    return refer_to_name(name.removeprefix(_RECORD))
