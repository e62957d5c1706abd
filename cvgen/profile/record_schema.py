"""JSON Schema (draft 2020-12) of records, made of the annotations of their fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from cvgen.profile.checkers import Before, Described, Forms, Range
from cvgen.profile.record import Field, Record

Schema = dict[str, Any]
_TYPES: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    Any: {},
}


def refer_to(record: type[Record]) -> Schema:
    """Return the reference to the definition of a record."""
    return {"$ref": f"#/$defs/{record.__name__}"}


def define_records(records: Iterable[type[Record]]) -> dict[str, Schema]:
    """Define records, and those that they refer to, by name."""
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
            definition["properties"][field.key] = self.describe_field(field)
            if field.is_required():
                required.append(field.key)
        if required:
            definition["required"] = required
        definition.update(title=name, type="object")
        return refer_to(record)

    def describe_field(self, field: Field) -> Schema:
        """Describe a field, with its default; a record has a title of its own."""
        schema = self.describe(field.annotation)
        if not field.is_required():
            schema["default"] = field.default
            if field.default == ():
                schema["default"] = []
        if not _is_record(field.annotation):
            schema["title"] = field.key.title()
        return _sort_keys(schema)

    def describe(self, annotation: Any) -> Schema:
        """Describe what an annotation allows to be written."""
        origin = get_origin(annotation)
        if origin is not None:
            return self.describers[origin](annotation)
        if annotation in _TYPES:
            return dict(_TYPES[annotation])
        return self.define(annotation)

    def describe_annotated(self, annotation: Any) -> Schema:
        """Describe a type by what stands beside it."""
        inner, *marks = get_args(annotation)
        beside: Schema = {}
        for mark in marks:
            if isinstance(mark, Described) and not mark.beside:
                return _sort_keys(mark.schema)
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
        del key["type"]
        if key:
            schema["propertyNames"] = key
        return _sort_keys(schema)


def _sort_keys(schema: Mapping[str, Any]) -> Schema:
    return dict(sorted(schema.items()))


def _describe_range(limits: Range) -> Schema:
    schema = {"minimum": limits.least}
    if limits.most is not None:
        schema["maximum"] = limits.most
    return schema


def _is_record(annotation: Any) -> bool:
    """Say whether a field holds one record, which may be missing."""
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        return len(parts) == 1 and _is_record(parts[0])
    if get_origin(annotation) is Annotated:
        return _is_record(get_args(annotation)[0])
    return isinstance(annotation, type) and issubclass(annotation, Record)
