"""What a theme lets its user choose: takes the declared options and what was asked for, gives checked CSS values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cvgen.errors import Diagnostic, Place, did_you_mean
from cvgen.units import is_length, parse_length

TYPES = frozenset({"color", "length", "choice", "boolean", "font", "text"})
_YES = {
    "true": "true",
    "yes": "true",
    "on": "true",
    "false": "false",
    "no": "false",
    "off": "false",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a theme lets its user choose; `least` and `most` bound a length or a number."""

    name: str
    type: str
    default: str
    about: str = ""
    choices: tuple[str, ...] = ()
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A value somebody asked for, and where."""

    value: str
    place: Place | None = None


class _RefusedError(ValueError):
    """A value that the option cannot take; carries the sentence and a hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def settle(
    declared: Mapping[str, Option], given: Mapping[str, Given], fonts: frozenset[str]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Check what was asked for against what is declared; give every option's value, and the findings."""
    values = {name: option.default for name, option in declared.items()}
    found = []
    for name, wish in given.items():
        if name not in declared:
            found.append(
                Diagnostic(
                    "T110",
                    f"the theme has no option '{name}'",
                    wish.place,
                    did_you_mean(name, declared),
                )
            )
            continue
        try:
            values[name] = check(declared[name], wish.value, fonts)
        except _RefusedError as refused:
            found.append(
                Diagnostic(
                    "T111",
                    f"the option '{name}' cannot be '{wish.value}': {refused}",
                    wish.place,
                    refused.hint,
                )
            )
    return values, found + _faint(values, given)


def check(option: Option, value: str, fonts: frozenset[str]) -> str:
    """Check one value; give it as CSS wants it.

    Raises ValueError with a sentence for the user.
    """
    value = value.strip()
    match option.type:
        case "color":
            return _color(value)
        case "length":
            return _length(value, option)
        case "choice":
            return _choice(value, option)
        case "boolean":
            return _boolean(value)
        case "font":
            return _font(value, fonts)
        case _:
            return value


def _color(value: str) -> str:
    if re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", value):
        return value.lower()
    from tinycss2.color3 import parse_color  # WeasyPrint's own reader of colours

    color = parse_color(value)
    if not hasattr(color, "red") or color.alpha != 1:
        raise _RefusedError(
            "it is no colour",
            "write it like '#1f4e79', with the quotes, or by its CSS name, such as navy",
        )
    return "#" + "".join(
        f"{round(part * 255):02x}" for part in (color.red, color.green, color.blue)
    )


def _length(value: str, option: Option) -> str:
    if not is_length(value):
        raise _RefusedError("it is no length", "write it like 20mm or 10.5pt")
    for bound, word in ((option.least, "least"), (option.most, "most")):
        if (
            bound
            and (parse_length(value) < parse_length(bound)) == (word == "least")
            and parse_length(value) != parse_length(bound)
        ):
            raise _RefusedError(f"it must be at {word} {bound}", f"the default is {option.default}")
    return value


def _choice(value: str, option: Option) -> str:
    found = next((choice for choice in option.choices if choice.lower() == value.lower()), None)
    if found is None:
        raise _RefusedError("it is not one of its words", "known: " + ", ".join(option.choices))
    return found


def _boolean(value: str) -> str:
    if value.lower() not in _YES:
        raise _RefusedError("it is neither true nor false", "write true or false")
    return _YES[value.lower()]


def _font(value: str, fonts: frozenset[str]) -> str:
    found = next((family for family in fonts if family.lower() == value.lower()), None)
    if found is None:
        hint = did_you_mean(value, fonts)
        raise _RefusedError(
            "there is no such font",
            f"{hint}; others: put their files into 'fonts/' beside the profile",
        )
    return found


def contrast(color: str, behind: str = "#ffffff") -> float:
    """Give the contrast of a colour (#rgb or #rrggbb) with white paper, or with what lies behind, by WCAG 2.2's formula."""
    darker, lighter = sorted(map(_luminance, (color, behind)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    channels = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _faint(values: Mapping[str, str], given: Mapping[str, Given]) -> list[Diagnostic]:
    accent = values.get("accent", "#000000")
    ratio = contrast(accent)
    if "accent" not in given or ratio >= 4.5:
        return []
    message = f"the colour {accent} is faint on paper: contrast {ratio:.1f} to 1, legible from 4.5"
    return [Diagnostic("T112", message, given["accent"].place, "take a darker one", "warning")]
