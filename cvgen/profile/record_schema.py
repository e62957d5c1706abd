"""JSON Schema (draft 2020-12) of records, made of the annotations of their fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cvgen.profile.checkers import Before, Described, Forms, Range
from cvgen.profile.key_words import describe_key, name_record
from cvgen.profile.record import Field, Record

Schema = dict[str, Any]
_NOTHING: tuple[Any, ...] = (None, (), {})  # defaults that say only that a key may be missing
_TYPES: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    Any: {},
}


def refer_to(record: type[Record]) -> Schema:
    """Return the reference to the definition of a record."""
    return refer_to_name(record.__name__)


def refer_to_name(name: str) -> Schema:
    """Return the reference to a definition."""
    return {"$ref": f"#/$defs/{name}"}


def define_records(records: Iterable[type[Record]]) -> dict[str, Schema]:
    """Define records, what they refer to, and named kinds of values, by name.

    A field that a record has from another one, with the same words, is defined once: `Entry.date`.
    """
    definer = _Definer()
    for record in records:
        definer.define(record)
    return dict(sorted(definer.definitions.items()))


class _Definer:
    """Defines records, each once."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self.describers: dict[Any, Callable[[Any], Schema]] = {
            Annotated: self.describe_annotated,
            Union: self.describe_union,
            UnionType: self.describe_union,
            Literal: lambda words: {"enum": list(get_args(words)), "type": "string"},
            tuple: self.describe_items,
            list: self.describe_items,
            dict: self.describe_mapping,
        }

    def define(self, record: type[Record]) -> Schema:
        """Define a record, and return the reference to it."""
        name = record.__name__
        if name in self.definitions:
            return refer_to(record)
        definition: Schema = {
            "additionalProperties": False,
            "description": inspect.cleandoc(record.__doc__ or ""),
            "properties": {},
        }
        self.definitions[name] = definition
        required = []
        for field in record.model_fields.values():
            definition["properties"][field.key] = self.share_field(field, record)
            if field.is_required():
                required.append(field.key)
        if required:
            definition["required"] = required
        definition.update(title=name, type="object")
        return refer_to(record)

    def share_field(self, field: Field, record: type[Record]) -> Schema:
        """Describe a field of a record, or refer to that of the record that it comes from."""
        schema = self.describe_field(field, record)
        if field.owner is record:
            return schema
        owners = self.describe_field(field, field.owner)
        if owners != schema:
            return schema
        name = f"{field.owner.__name__}.{field.key}"
        self.definitions[name] = schema
        return refer_to_name(name)

    def describe_field(self, field: Field, record: type[Record]) -> Schema:
        """Describe a field in the words for its key, with its default."""
        schema = self.describe(field.annotation)
        if not field.is_required() and field.default not in _NOTHING:
            schema["default"] = field.default
        return _sort_keys({**schema, **describe_key(name_record(record), field.key)})

    def describe(self, annotation: Any) -> Schema:
        """Describe what an annotation allows to be written."""
        origin = get_origin(annotation)
        if origin is not None:
            return self.describers[origin](annotation)
        if annotation in _TYPES:
            return dict(_TYPES[annotation])
        return self.define(annotation)

    def describe_annotated(self, annotation: Any) -> Schema:
        """Describe a type by what stands beside it; one with a name is described once."""
        name = ""
        for mark in annotation.__metadata__:
            if isinstance(mark, Described) and mark.name:
                name = mark.name
        if not name:
            return self.describe_marked(annotation)
        if name not in self.definitions:
            self.definitions[name] = {}  # for what may hold itself
            self.definitions[name] = self.describe_marked(annotation)
        return refer_to_name(name)

    def describe_marked(self, annotation: Any) -> Schema:
        """Describe a type by what stands beside it."""
        inner, *marks = get_args(annotation)
        beside: Schema = {}
        for mark in marks:
            if isinstance(mark, Described) and not mark.beside:
                return _sort_keys(dict(mark.schema))
            if isinstance(mark, Before) and mark.written is not None:
                inner = mark.written
            elif isinstance(mark, Forms):
                return {"oneOf": [self.describe(form) for form in get_args(inner)]}
            elif isinstance(mark, Range):
                beside.update(_describe_range(mark))
            elif isinstance(mark, Described):
                beside.update(mark.schema)
        return _sort_keys({**self.describe(inner), **beside})

    def describe_union(self, union: Any) -> Schema:
        """Describe a choice of types; a choice among them is no other level."""
        alternatives: list[Schema] = []
        for part in get_args(union):
            schema = self.describe(part)
            for alternative in schema.get("anyOf", [schema]):
                if alternative not in alternatives:
                    alternatives.append(alternative)
        return {"anyOf": alternatives}

    def describe_items(self, annotation: Any) -> Schema:
        """Describe a list."""
        return {"items": self.describe(get_args(annotation)[0]), "type": "array"}

    def describe_mapping(self, annotation: Any) -> Schema:
        """Describe keys and values."""
        key, value = map(self.describe, get_args(annotation))
        schema = {"additionalProperties": value, "type": "object"}
        if key != _TYPES[str]:
            schema["propertyNames"] = key
        return _sort_keys(schema)


def _sort_keys(schema: Mapping[str, Any]) -> Schema:
    return dict(sorted(schema.items()))


def _describe_range(limits: Range) -> Schema:
    schema = {"minimum": limits.least}
    if limits.most is not None:
        schema["maximum"] = limits.most
    return schema
