r"""Expand the commands of siunitx and mhchem (`\SI{13}{TeV}`, `\ce{Fe^{3+}}`) into plain TeX."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late

_GROUP = r"\{(?:[^{}$]|\{(?:[^{}$]|\{[^{}$]*\})*\}){0,200}\}"
_OPTION = r"(?:\[[^\[\]]{0,100}\])?"
# Commands that mean the same outside of a formula.
SCIENCE = compile_late(
    rf"\\(?:(?P<pair>SI|qty){_OPTION}(?P<number>{_GROUP})(?P<unit>{_GROUP})"
    rf"|(?P<single>si|unit|num|ang|ce|textsuperscript|textsubscript){_OPTION}(?P<argument>{_GROUP}))"
)
_ROMAN_SWITCH = compile_late(r"\\rm(?![A-Za-z])\s*([^{}$\\]*)")
_NUMBER = compile_late(
    r"([+-]?[\d.,\s]*+)(?:[eE]\s*+([+-]?\d{1,9}+))?\s*+(\\pm\s*+[\d.,]++)?", re.ASCII
)
_UNIT_PART = compile_late(r"\\([A-Za-z]+)|\^\{?([+-]?\d+)\}?|([./~])|([^\\^./~{}\s]+)|[\s{}]+")
_CHEMICAL = compile_late(
    r"(?P<arrow><=>|<->|->|<-)|\^\{(?P<braced>[^{}]*)\}|\^(?P<charge>\d*[+-])"
    r"|_\{?(?P<sub>\w+)\}?|(?P<sign>(?<=[A-Za-z0-9)\]])[+-](?![A-Za-z0-9(]))"
    r"|(?P<count>(?<=[A-Za-z)\]])\d+)|(?P<space>\s+)|(?P<text>[A-Za-z]+|.)",
    re.DOTALL,
)
_ARROWS = {
    "->": r"\to ",
    "<-": r"\leftarrow ",
    "<=>": r"\rightleftharpoons ",
    "<->": r"\leftrightarrow ",
}


def expand_science(tex: str) -> str:
    """Expand such commands in a formula, without its dollars."""
    roman = _ROMAN_SWITCH.sub(r"\\mathrm{\1}", tex)
    return SCIENCE.sub(_expand, roman)


def mark_science(text: str) -> str:
    """Make formulas of such commands where they stand outside of one."""
    parts = re.split(r"(\$(?:\\.|[^$\\])*\$)", text)
    marked = []
    for index, part in enumerate(parts):
        is_formula = index % 2 == 1
        if is_formula:
            marked.append(part)
        else:
            marked.append(SCIENCE.sub(_mark, part))
    return "".join(marked)


def _mark(match: re.Match[str]) -> str:
    if match["single"] in ("ce", "textsuperscript", "textsubscript"):
        return match[0]
    return f"${_expand(match)}$"


def _expand(match: re.Match[str]) -> str:
    if match["pair"]:
        number = _expand_number(_strip(match["number"]))
        return rf"{number}\,{_expand_unit(_strip(match['unit']))}"
    return _EXPANSIONS[match["single"]](_strip(match["argument"]))


def _expand_angle(argument: str) -> str:
    return rf"{argument}^\circ"


def _expand_superscript(argument: str) -> str:
    return f"{{}}^{{{_set_upright(argument)}}}"


def _expand_subscript(argument: str) -> str:
    return f"{{}}_{{{_set_upright(argument)}}}"


def _set_upright(text: str) -> str:
    """Set words upright; a charge or an exponent is so by itself."""
    if text.isalpha():
        return rf"\mathrm{{{text}}}"
    return text


def _strip(group: str) -> str:
    return group[1:-1].strip()


def _expand_number(text: str) -> str:
    """Expand a number such as 5e-3; anything else stays."""
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        return text
    mantissa = match[1].strip()
    error = ""
    if match[3]:
        error = match[3]
    if not match[2]:
        return mantissa + error
    power = f"10^{{{int(match[2])}}}"
    if mantissa in ("", "1"):
        return power
    return rf"{mantissa}{error}\times {power}"


def _expand_unit(text: str) -> str:
    r"""Expand a unit, spelled out (`\kilo\meter\per\second`) or short (`km/s`)."""
    table = _read_units()
    parts: list[str] = []
    prefix = ""
    sign = ""
    for match in _UNIT_PART.finditer(text):
        command, exponent, joint, letters = match.groups()
        if command == "per":
            sign = "^{-1}"
        elif command in table["prefixes"]:
            prefix = table["prefixes"][command]
        elif command in table["powers"] and parts:
            parts[-1] = _raise(parts[-1], str(table["powers"][command]))
        elif exponent and parts:
            parts[-1] = _raise(parts[-1], exponent)
        elif joint == "/":
            parts.append("/")
        elif command or letters:
            unit = table["units"].get(command, command or letters)
            parts.append(rf"\mathrm{{{prefix}{unit}}}{sign}")
            prefix = ""
            sign = ""
    return r"\,".join(parts).replace(r"\,/\,", "/")


def _raise(unit: str, exponent: str) -> str:
    """Give a unit an exponent; one behind `per` keeps its sign."""
    bare = unit.removesuffix("^{-1}")
    if bare != unit:
        return f"{bare}^{{-{exponent}}}"
    return f"{unit}^{{{exponent}}}"


def _expand_chemistry(formula: str) -> str:
    """Expand a formula of mhchem: counts below, charges above, arrows."""
    parts = []
    for match in _CHEMICAL.finditer(formula):
        charge = match["braced"] or match["charge"] or match["sign"]
        below = match["sub"] or match["count"]
        if match["arrow"]:
            parts.append(_ARROWS[match["arrow"]])
        elif charge:
            parts.append(f"^{{{charge}}}")
        elif below:
            parts.append(f"_{{{below}}}")
        elif match["text"]:
            parts.append(_set_upright(match["text"]))
    return "".join(parts)


_EXPANSIONS: dict[str, Callable[[str], str]] = {
    "ce": _expand_chemistry,
    "num": _expand_number,
    "ang": _expand_angle,
    "si": _expand_unit,
    "unit": _expand_unit,
    "textsuperscript": _expand_superscript,
    "textsubscript": _expand_subscript,
}


@cache
def _read_units() -> dict[str, Any]:
    return read_table("units")  # type: ignore[no-any-return]
