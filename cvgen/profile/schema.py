"""JSON Schema (draft 2020-12) of a profile, by which editors complete and check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cvgen.profile.basics import Basics
from cvgen.profile.custom import Custom, Group
from cvgen.profile.key_words import describe_key, find_key_words, name_record, read_example
from cvgen.profile.kinds import KINDS
from cvgen.profile.publications import Publication
from cvgen.profile.record import Record
from cvgen.profile.record_schema import define_records, refer_to, refer_to_name
from cvgen.profile.sections import Entry
from cvgen.profile.settings import Settings, Sources, Variant

Schema = dict[str, Any]
Names = Mapping[str, Schema]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NEVER_PRIVATE = frozenset({"Variant", "PublicationList", "Limit"})
_RESTRICTIONS = frozenset({"enum", "const", "pattern"})
_NOT_A_SCHEMA = frozenset({"required", "enum", "default", "examples"})
_SAID = frozenset({"description", "examples", "default"})
_TEXT = {"type": "string"}
_WORDS = "words"  # a text that may be private, and that an editor may take for a number
_PRIVATE = "private"


def build_profile_schema(names: Names | None = None) -> Schema:
    """Build the schema of a whole profile file.

    `names` holds schemas of the values that name what there is: themes, targets and the like.
    """
    models: list[type[Record]] = [Basics, Custom, Variant, Settings, Sources, *KINDS.values()]
    definitions = define_records(models)
    settings = definitions.pop("Settings")["properties"]
    sources = definitions.pop("Sources")["properties"]
    for name in definitions.keys() - _NEVER_PRIVATE:
        definitions[name] = _allow_marks(definitions[name])
    sections = {}
    for section, kind in KINDS.items():
        short = {**refer_to(kind), **describe_key(section, "short")}
        definitions[kind.__name__]["properties"]["short"] = short
        definitions[f"{section}-entries"] = _describe_entries(kind)
        sections[section] = _describe_section(section, kind)
    definitions["Custom"] = _choose_entries(definitions["Custom"])
    definitions[_WORDS] = {"anyOf": [_TEXT, _describe_marked("value", _TEXT)]}
    definitions[_PRIVATE] = {"type": "boolean", **describe_key("profile", _PRIVATE)}
    own: dict[str, Schema] = {
        "basics": refer_to(Basics),
        **sections,
        "custom": {"type": "array", "items": refer_to(Custom)},
        "variants": {"type": "object", "additionalProperties": refer_to(Variant)},
        "meta": {"type": "object"},
        "$schema": {"type": "string"},
    }
    for key in own.keys() - sections.keys():
        own[key] |= describe_key("profile", key)
    schema = {
        "$schema": DRAFT,
        "title": "A cvgen profile",
        "type": "object",
        "properties": {**own, **settings, **sources},
        "required": ["basics"],
        "additionalProperties": False,
        "$defs": definitions,
    }
    return finish_schema(schema, names or {})


def build_record_schema(
    record: type[Record], title: str, names: Names, others: tuple[type[Record], ...] = ()
) -> Schema:
    """Build the schema of a file that is a record, with the definitions of others beside it."""
    definitions = define_records((record, *others))
    whole = definitions.pop(record.__name__)
    schema = {"$schema": DRAFT, **whole, "title": title, "$defs": definitions}
    return finish_schema(schema, names)


def finish_schema(schema: Schema, names: Names) -> Schema:
    """Fill in the names of what there is, and let numbers stand where text is expected."""
    definitions = schema["$defs"]
    for name in names.keys() & definitions.keys():
        definitions[name] = dict(names[name])
    for definition in definitions.values():
        if "description" not in definition:
            definition.pop("examples", None)  # the key has its own, and editors would show both
    schema["$defs"] = dict(sorted(definitions.items()))
    return _allow_numbers(schema)  # type: ignore[no-any-return]


def _describe_entries(kind: type[Entry]) -> Schema:
    """Describe the list of a section's entries."""
    return {"type": "array", "items": {"anyOf": [refer_to(kind), _TEXT]}}


def _describe_section(section: str, kind: type[Entry]) -> Schema:
    """Describe a section: a list of entries, or one as marked as private, or nothing."""
    entries = refer_to_name(f"{section}-entries")
    examples = [[_make_example(section, kind)]]
    listed = {**entries, **describe_key("profile", "entries"), "examples": examples}
    alternatives: list[Schema] = [entries, _describe_marked("entries", listed)]
    if kind is not Publication:
        alternatives.append(_describe_groups(listed))
    if kind.slots.layout == "prose":
        alternatives.append(_TEXT)
    alternatives.append({"type": "null"})
    return {
        "description": " ".join((kind.__doc__ or "").split()),
        "examples": examples,
        "anyOf": alternatives,
    }


def _choose_entries(custom: Schema) -> Schema:
    """Let the entries of a section with a title of its own be those of the kind that it names."""
    entries = custom["properties"]["entries"]
    said = {key: value for key, value in entries.items() if key in _SAID}
    has_no_kind = {"not": {"required": ["kind"]}}
    cases: list[Schema] = [{"if": has_no_kind, "then": {"properties": {"entries": entries}}}]
    for section, kind in KINDS.items():
        is_kind: Schema = {"required": ["kind"], "properties": {"kind": {"const": section}}}
        examples = [[_make_example(section, kind)]]
        own = {**refer_to_name(f"{section}-entries"), **said, "examples": examples}
        cases.append({"if": is_kind, "then": {"properties": {"entries": own}}})
    fields = {**custom["properties"], "entries": {"type": "array", **said}}
    return {**custom, "properties": fields, "allOf": cases}


def _make_example(section: str, kind: type[Entry]) -> Schema:
    """Make an entry of the examples of its first keys."""
    keys = (*kind.slots.title[:1], *kind.slots.subtitle[:1])
    if kind.slots.layout == "prose":
        keys += kind.slots.text[:1]
    entry = {}
    for key in keys:
        entry[key] = read_example(find_key_words(section, key)["example"])
    return entry


def _describe_groups(entries: Schema) -> Schema:
    """Describe a section whose entries stand in groups, each below a title."""
    private = {_PRIVATE: refer_to_name(_PRIVATE)}
    title = {**refer_to_name("text"), **describe_key(name_record(Group), "title")}
    group = {
        "type": "object",
        "properties": {"title": title, "entries": entries, **private},
        "required": ["title"],
        "additionalProperties": False,
    }
    example = {"title": title["examples"][0], "entries": entries["examples"][0]}
    said = {**describe_key("profile", "groups"), "examples": [[example]]}
    groups = {"type": "array", "items": group, **said}
    return {
        "type": "object",
        "properties": {"groups": groups, "entries": entries, **private},
        "required": ["groups"],
        "additionalProperties": False,
    }


def _describe_marked(key: str, schema: Schema) -> Schema:
    """Describe the mapping that says of what stands under its `key` whether it is private."""
    value = {**describe_key("profile", key), **schema}
    if "enum" in schema:
        value["examples"] = schema["enum"][:1]
    return {
        "type": "object",
        "properties": {key: value, _PRIVATE: refer_to_name(_PRIVATE)},
        "required": [key, _PRIVATE],
        "additionalProperties": False,
    }


def _allow_marks(schema: Any) -> Any:
    """Let `private: true` stand in every record, and beside the `value` of a text."""
    if isinstance(schema, list):
        return [_allow_marks(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "string" in schema.get("type", ()):
        return _allow_mark(schema)
    markable = {}
    for key, value in schema.items():
        if key == "properties":
            fields = {name: _allow_marks(field) for name, field in value.items()}
            markable[key] = {**fields, _PRIVATE: refer_to_name(_PRIVATE)}
        elif key in _NOT_A_SCHEMA:
            markable[key] = value
        else:
            markable[key] = _allow_marks(value)
    return markable


def _allow_mark(schema: Schema) -> Schema:
    """Let a text be marked, and keep what is said of it beside that."""
    said = {key: value for key, value in schema.items() if key in _SAID}
    bare = {key: value for key, value in schema.items() if key not in _SAID}
    if bare == _TEXT:
        return {**refer_to_name(_WORDS), **said}
    examples = {key: value for key, value in said.items() if key == "examples"}
    return {"anyOf": [bare, _describe_marked("value", {**bare, **examples})], **said}


def _allow_numbers(schema: Any) -> Any:
    """Let numbers stand where text is expected.

    cvgen reads every scalar as text, and an editor may not.
    """
    if isinstance(schema, list):
        return [_allow_numbers(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    lenient = {}
    for key, value in schema.items():
        lenient[key] = value if key in _NOT_A_SCHEMA else _allow_numbers(value)
    if lenient.get("type") == "string" and not _RESTRICTIONS & lenient.keys():
        lenient["type"] = ["string", "number"]
    return lenient
