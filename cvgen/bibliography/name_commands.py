r"""Take names out of LaTeX commands: `\textbf{…}`, `{\bf …}`, or an owner's `\myname{…}`."""

from __future__ import annotations

import re

from cvgen.bibliography.latex_verbatim import find_group_end
from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

_COMMAND = compile_late(r"\\(?P<name>[A-Za-z]+)\*?\s*(?:\[[^\[\]{}]*\]\s*)?(?=\{)")
_SWITCH = compile_late(r"\{\s*\\(?P<name>[A-Za-z]+)(?:\s+|(?=\{))")
_MOST_COMMANDS = 5
# What is done with an argument that prints (`latex.yaml`).
_PRINTING_ACTIONS = frozenset({"keep", "i", "b", "em", "code"})


def remove_name_command(tex: str) -> str:
    """Take a name out of the commands that hold all of it, known or not."""
    bare = tex.strip()
    for _ in range(_MOST_COMMANDS):
        inner = _remove_outermost_command(bare).strip()
        if inner == bare:
            break
        bare = inner
    return bare


def _remove_outermost_command(tex: str) -> str:
    """Take a name out of the outermost command around it; accents and letters are none."""
    command = _COMMAND.match(tex)
    if command and not _is_letter_command(command["name"]):
        return _take_argument(tex, command)
    switch = _SWITCH.match(tex)
    if not switch or _is_letter_command(switch["name"]) or find_group_end(tex, 0) != len(tex):
        return tex
    if tex[switch.end()] == "{":
        return tex[1:-1]
    return tex[switch.end() : -1]


def _take_argument(tex: str, command: re.Match[str]) -> str:
    """Return the last argument of a command, where it holds all the rest of the name."""
    actions = load_table("latex")["arguments"].get(command["name"], ["keep"])
    if _PRINTING_ACTIONS.isdisjoint(actions):
        return tex
    start = command.end()
    for _ in actions[:-1]:
        start = find_group_end(tex, start)
    if tex[start : start + 1] != "{" or find_group_end(tex, start) != len(tex):
        return tex
    return tex[start + 1 : -1]


def _is_letter_command(name: str) -> bool:
    table = load_table("latex")
    return name in table["accents"] or bool(table["symbols"].get(name))
