"""JSON Schema (draft 2020-12) of a profile, by which editors complete and check."""

from __future__ import annotations

from typing import Any

from cvgen.profile.basics import Basics
from cvgen.profile.custom import Custom, Group
from cvgen.profile.kinds import KINDS
from cvgen.profile.publications import Publication
from cvgen.profile.record import Record
from cvgen.profile.record_schema import define_records, refer_to
from cvgen.profile.sections import Entry
from cvgen.profile.settings import Settings, Sources, Variant

Schema = dict[str, Any]
_MARK = {"private": {"type": "boolean"}}
_NEVER_PRIVATE = frozenset({"Variant", "PublicationList", "Limit"})
_RESTRICTIONS = frozenset({"enum", "const", "pattern"})
_NOT_A_SCHEMA = frozenset({"required", "enum", "patternProperties"})


def build_profile_schema() -> dict[str, Any]:
    """Build the schema of a whole profile file."""
    models: list[type[Record]] = [Basics, Custom, Variant, Settings, Sources, *KINDS.values()]
    definitions = define_records(models)
    settings = definitions.pop("Settings")["properties"]
    sources = definitions.pop("Sources")["properties"]
    for name in definitions.keys() - _NEVER_PRIVATE:
        definitions[name] = _allow_marks(definitions[name])
    sections = {name: _describe_section(kind, refer_to(kind)) for name, kind in KINDS.items()}
    profile = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A cvgen profile",
        "type": "object",
        "properties": {
            "basics": refer_to(Basics),
            **sections,
            "custom": {"type": "array", "items": refer_to(Custom)},
            "variants": {"type": "object", "additionalProperties": refer_to(Variant)},
            **settings,
            **sources,
            "meta": {"type": "object"},
            "$schema": {"type": "string"},
        },
        "required": ["basics"],
        "additionalProperties": False,
        "$defs": definitions,
    }
    return _allow_numbers(profile)  # type: ignore[no-any-return]


def _describe_section(kind: type[Entry], reference: Schema) -> Schema:
    """Describe a section: a list of entries, or one as marked as private, or nothing."""
    entries = {
        "type": "array",
        "items": {"anyOf": [reference, {"type": "string"}]},
        "description": " ".join((kind.__doc__ or "").split()),
    }
    alternatives: list[Schema] = [entries, _describe_marked("entries", entries)]
    if kind is not Publication:
        alternatives.append(_describe_groups(entries))
    if kind.slots.layout == "prose":
        alternatives.append({"type": "string"})
    alternatives.append({"type": "null"})
    return {"anyOf": alternatives}


def _describe_groups(entries: Schema) -> Schema:
    """Describe a section whose entries stand in groups, each below a title."""
    group = refer_to(Group)
    return {
        "type": "object",
        "properties": {"groups": {"type": "array", "items": group}, "entries": entries, **_MARK},
        "required": ["groups"],
        "additionalProperties": False,
    }


def _describe_marked(key: str, schema: Schema) -> Schema:
    """Describe the mapping that says of what stands under its `key` whether it is private."""
    return {
        "type": "object",
        "properties": {key: schema, **_MARK},
        "required": [key, "private"],
        "additionalProperties": False,
    }


def _allow_marks(schema: Any) -> Any:
    """Let `private: true` stand in every record, and beside the `value` of a text."""
    if isinstance(schema, list):
        return [_allow_marks(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "string":
        return {"anyOf": [schema, _describe_marked("value", schema)]}
    markable = {}
    for key, value in schema.items():
        if key == "properties":
            fields = {name: _allow_marks(field) for name, field in value.items()}
            markable[key] = {**fields, **_MARK}
        elif key in _NOT_A_SCHEMA:
            markable[key] = value
        else:
            markable[key] = _allow_marks(value)
    return markable


def _allow_numbers(schema: Any) -> Any:
    """Let numbers stand where text is expected.

    cvgen reads every scalar as text, and an editor may not.
    """
    if isinstance(schema, list):
        return [_allow_numbers(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    lenient = {key: _allow_numbers(value) for key, value in schema.items()}
    is_text = lenient.get("type") == "string"
    if is_text and not _RESTRICTIONS & lenient.keys():
        lenient["type"] = ["string", "number"]
    return lenient
