"""YAML as editors read it."""

import re

import yaml


class EditorsLoader(yaml.SafeLoader):
    """Reads scalars by YAML 1.2's core schema, as editors do: numbers are numbers."""


EditorsLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", "true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", "[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorsLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first
    )


def read_as_editors(text):
    """Read YAML as an editor does."""
    return yaml.load(text, EditorsLoader)  # noqa: S506 - it is a safe one
