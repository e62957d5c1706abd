"""The help of a command: options under headings, words for their values, and examples."""

from __future__ import annotations

import re
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late

_TABLE = "help"
_OTHER = "Options"
_KIND = compile_late(r"<(?:list\[)?(?P<kind>[^<>\]]+)\]?>(?:\.\.\.)?")
_RANGE = compile_late(r"\[(\d+)<=x<=(\d+)\]")
_LEAST = compile_late(r"\[x>=(\d+)\]")
_TWO_DOTS = compile_late(r"(…\]?)\.\.\.$")
_WORDS = {"str": "TEXT", "path": "PATH", "Path": "PATH", "int": "NUMBER", "int range": "NUMBER"}


def write_options(parameters: list[Any], context: Any, formatter: Any) -> None:
    """Write what a command takes, its arguments first and then its options by what they are for."""
    panels: dict[str, list[tuple[str, str]]] = {"Arguments": []}
    panels |= {panel: [] for panel in read_table(_TABLE)["panels"]}
    panels[_OTHER] = []
    for parameter in parameters:
        record = parameter.get_help_record(context)
        if record is not None:
            words, text = record
            row = (_KIND.sub(_name_kind, words), _describe_range(text))
            panels[_find_panel(parameter)].append(row)
    for panel, records in panels.items():
        if records:
            with formatter.section(panel):
                formatter.write_dl(records)


def _find_panel(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return "Arguments"
    for panel, options in read_table(_TABLE)["panels"].items():
        if not set(options).isdisjoint(parameter.opts):
            return str(panel)
    return _OTHER


def _describe_range(text: str) -> str:
    """Say in words which numbers an option takes."""
    return _LEAST.sub(r"[\1 or more]", _RANGE.sub(r"[\1 to \2]", text))


def describe_usage(command: Any, context: Any) -> str:
    """Describe what a command takes: what is not in brackets must be there."""
    taken = []
    for part in command.collect_usage_pieces(context):
        taken.append(_TWO_DOTS.sub(r"\1", part.replace("{", "").replace("}", "")))
    return " ".join(taken)


def _name_kind(match: re.Match[str]) -> str:
    return _WORDS.get(match["kind"], match["kind"])


def write_commands(commands: list[tuple[str, Any]], formatter: Any) -> None:
    """Write the names of commands, each with its whole first sentence."""
    records = [(name, command.get_short_help_str()) for name, command in commands]
    with formatter.section("Commands"):
        formatter.write_dl(records)


def write_examples(context: Any, formatter: Any) -> None:
    """Write the examples of a command."""
    path = " ".join(context.command_path.split(" ")[-_count_names(context) :])
    examples = list_examples().get(path, [])
    if examples:
        with formatter.section("Examples"):
            formatter.write_dl([(example["type"], example["does"]) for example in examples])


def list_examples() -> dict[str, list[dict[str, str]]]:
    """List the examples of all commands, by the words that name a command."""
    examples: dict[str, list[dict[str, str]]] = read_table(_TABLE)["commands"]
    return examples


def _count_names(context: Any) -> int:
    """Count the words that name a command below `cvgen`."""
    count = 0
    while context.parent is not None:
        count += 1
        context = context.parent
    return count
