"""Every property of every schema says what it is for, with an example that the schema allows."""

import json

import pytest
from jsonschema import Draft202012Validator

from cvgen.cli.schema import Kind
from cvgen.cli.schema_file import make_schema

SCHEMAS = {kind.value: json.loads(make_schema(kind)) for kind in Kind}


def follow(schema, whole):
    """Lay a schema over the definition that it refers to, as editors do."""
    while "$ref" in schema:
        definition = whole["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**definition, **rest}
    return schema


def list_properties(schema, path=""):
    """List each property below a schema, by where it stands."""
    if isinstance(schema, list):
        for index, part in enumerate(schema):
            yield from list_properties(part, f"{path}/{index}")
    elif isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            yield f"{path}/{name}", value
            yield from list_properties(value, f"{path}/{name}")
        for key, part in schema.items():
            if key not in ("properties", "if", "examples", "default", "enum"):
                yield from list_properties(part, f"{path}/{key}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_property_is_described_in_a_sentence_with_an_example(name):
    whole = SCHEMAS[name]
    for path, schema in list_properties(whole):
        said = follow(schema, whole)
        assert said.get("description", "").endswith("."), path
        assert said["description"][0].isupper(), path
        assert said.get("examples"), path


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_example_is_allowed_by_its_own_schema(name):
    whole = SCHEMAS[name]
    refused = []
    for path, schema in list_properties(whole):
        validator = Draft202012Validator({"$defs": whole["$defs"], **schema})
        for example in follow(schema, whole).get("examples", ()):
            refused += [f"{path}: {error.message}" for error in validator.iter_errors(example)]
    assert refused == []
