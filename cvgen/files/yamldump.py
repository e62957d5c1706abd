"""Write plain data as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

_TEXT = "tag:yaml.org,2002:str"


def write_yaml(data: Any) -> str:
    """Write plain data as YAML that reads back as the same, in quotes only where it must be."""
    import yaml

    class Writer(yaml.SafeDumper):
        """Knows of no values but text and nothing, as reading does."""

        yaml_implicit_resolvers = _select_resolvers(yaml.SafeDumper.yaml_implicit_resolvers)

    return _dump(data, Writer)


def write_quoted_yaml(data: Any) -> str:
    """Write plain data as YAML that stays text where others read numbers, dates and truth."""
    import yaml

    class Writer(yaml.SafeDumper):
        """Quotes what YAML 1.1 or 1.2 would take for another value than text."""

    return _dump(data, Writer)


def _dump(data: Any, writer: type[yaml.SafeDumper]) -> str:
    import yaml

    writer.add_representer(str, _represent_text)
    dumped: str = yaml.dump(data, Dumper=writer, allow_unicode=True, sort_keys=False, width=100)
    return dumped


def _represent_text(writer: yaml.SafeDumper, value: str) -> yaml.Node:
    style = None
    if "\n" in value:
        style = "|"
    return writer.represent_scalar(_TEXT, value, style=style)


def _select_resolvers(resolvers: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Keep those of PyYAML's resolvers, by first character, that find nulls and merge keys."""
    selected: dict[str, list[Any]] = {}
    for first, candidates in resolvers.items():
        selected[first] = []
        for tag, pattern in candidates:
            if tag.endswith((":null", ":merge")):
                selected[first].append((tag, pattern))
    return selected
