"""Takes the model of a profile, gives its JSON Schema (draft 2020-12), by which editors complete and check."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from cvgen.profile.academic import Custom
from cvgen.profile.basics import Basics
from cvgen.profile.fields import Record
from cvgen.profile.kinds import KINDS
from cvgen.profile.sections import Entry
from cvgen.profile.settings import Settings, Sources, Variant

_MARK = {"private": {"type": "boolean"}}
_NEVER_PRIVATE = frozenset({"Variant", "PublicationList", "Limit"})


def schema() -> dict[str, Any]:
    """Make the schema of a whole profile file."""
    models: list[type[Record]] = [Basics, Custom, Variant, Settings, Sources, *KINDS.values()]
    places, definitions = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/$defs/{model}"
    )
    reference = {model: places[(model, "validation")] for model in models}
    settings = {
        **definitions["$defs"].pop("Settings")["properties"],
        **definitions["$defs"].pop("Sources")["properties"],
    }
    definitions["$defs"] = {
        name: one if name in _NEVER_PRIVATE else _markable(one)
        for name, one in definitions["$defs"].items()
    }
    sections = {name: _entries(kind, reference[kind]) for name, kind in KINDS.items()}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A cvgen profile",
        "type": "object",
        "properties": {
            "basics": reference[Basics],
            **sections,
            "custom": {"type": "array", "items": reference[Custom]},
            "variants": {"type": "object", "additionalProperties": reference[Variant]},
            **settings,
            "meta": {"type": "object"},
            "$schema": {"type": "string"},
        },
        "required": ["basics"],
        "additionalProperties": False,
        **definitions,
    }
    return _lenient(whole)  # type: ignore[no-any-return]


def _markable(schema: Any) -> Any:
    """Let `private: true` stand in every record, and beside the `value` of a text."""
    if isinstance(schema, list):
        return [_markable(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "string":
        return {
            "anyOf": [
                schema,
                {
                    "type": "object",
                    "properties": {"value": schema, **_MARK},
                    "required": ["value", "private"],
                    "additionalProperties": False,
                },
            ]
        }
    whole = {
        key: value if key in ("required", "enum", "patternProperties") else _markable(value)
        for key, value in schema.items()
    }
    if "properties" in schema:
        whole["properties"] = {
            **{key: _markable(value) for key, value in schema["properties"].items()},
            **_MARK,
        }
    return whole


def _lenient(schema: Any) -> Any:
    """Let numbers stand where text is asked for: cvgen reads every scalar as text, and an editor may not."""
    if isinstance(schema, list):
        return [_lenient(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _lenient(value) for key, value in schema.items()}
    if kept.get("type") == "string" and not {"enum", "const", "pattern"} & kept.keys():
        kept["type"] = ["string", "number"]
    return kept


def _entries(kind: type[Entry], reference: dict[str, Any]) -> dict[str, Any]:
    about = " ".join((kind.__doc__ or "").split())
    entries = {
        "type": "array",
        "items": {"anyOf": [reference, {"type": "string"}]},
        "description": about,
    }
    marked = {
        "type": "object",
        "properties": {"entries": entries, **_MARK},
        "required": ["entries", "private"],
        "additionalProperties": False,
    }
    short = [{"type": "string"}] if kind.slots.layout == "prose" else []
    return {"anyOf": [entries, marked, *short, {"type": "null"}]}
