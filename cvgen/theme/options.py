"""Check the values of a theme's options against their declarations, and convert them to CSS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from cvgen.errors import Diagnostic, Place, did_you_mean
from cvgen.text.units import is_length, parse_length

TYPES = frozenset({"color", "length", "choice", "words", "boolean", "font", "text"})
LEGIBLE_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_QUIET = "#555555"  # the lightest text of a page, as base/style.css has it
_NONE = "none"
_BOOLEANS = {
    "true": "true",
    "yes": "true",
    "on": "true",
    "false": "false",
    "no": "false",
    "off": "false",
}


class Option(Struct, frozen=True):
    """One thing that a theme lets its user choose.

    `choices` are words to choose from, or fields that may stand in braces.
    `least` and `most` bound a length; a colour whose `behind` is "text" has text on it.
    """

    name: str
    type: str
    default: str
    about: str = ""
    choices: tuple[str, ...] = ()
    least: str = ""
    most: str = ""
    behind: str = ""


class RequestedValue(Struct, frozen=True):
    """A value somebody asked for, and where."""

    value: str
    place: Place | None = None


class _RefusedError(ValueError):
    """A value that the option cannot take; carries the sentence and a hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def resolve_options(
    declared: Mapping[str, Option], requested: Mapping[str, RequestedValue], fonts: frozenset[str]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Check what was asked for against what is declared.

    Return every option's value, and the findings.
    """
    values = {name: option.default for name, option in declared.items()}
    findings = []
    for name, request in requested.items():
        if name not in declared:
            message = f"the theme has no option '{name}'"
            hint = did_you_mean(name, declared)
            findings.append(Diagnostic("T110", message, request.place, hint))
            continue
        try:
            values[name] = check_option(declared[name], request.value, fonts)
        except _RefusedError as refusal:
            message = f"the option '{name}' cannot be '{request.value}': {refusal}"
            findings.append(Diagnostic("T111", message, request.place, refusal.hint))
    if "accent" in requested:
        findings += _check_accent(values.get("accent", "#000000"), requested["accent"].place)
    findings += _check_grounds(declared, requested, values)
    return values, findings


def _check_accent(color: str, place: Place | None) -> list[Diagnostic]:
    ratio = compute_contrast(color)
    if ratio >= LEGIBLE_CONTRAST:
        return []
    message = (
        f"the colour {color} is faint on paper: contrast {ratio:.1f} to 1,"
        f" legible from {LEGIBLE_CONTRAST}"
    )
    return [Diagnostic("T112", message, place, "take a darker one", "warning")]


def _check_grounds(
    declared: Mapping[str, Option],
    requested: Mapping[str, RequestedValue],
    values: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """Check the colours that lie behind text, if they were chosen, or the accent on them was."""
    accent = values.get("accent", "#000000")
    for name, option in declared.items():
        request = requested.get(name) or requested.get("accent")
        if option.behind != "text" or request is None:
            continue
        ratio = min(compute_contrast(text, values[name]) for text in (_QUIET, accent))
        if ratio < LEGIBLE_CONTRAST:
            message = (
                f"text is faint on the {name} {values[name]}: contrast {ratio:.1f} to 1,"
                f" legible from {LEGIBLE_CONTRAST}"
            )
            hint = "take a lighter one, or a darker accent"
            yield Diagnostic("T220", message, request.place, hint, "warning")


def check_option(option: Option, value: str, fonts: frozenset[str]) -> str:
    """Check one value; return it as CSS wants it.

    Raises ValueError with a sentence for the user.
    """
    value = value.strip()
    match option.type:
        case "color":
            return _parse_color(value)
        case "length":
            return _check_length(value, option)
        case "choice" | "words":
            return _check_choice(value, option)
        case "boolean":
            return _parse_boolean(value)
        case "font":
            return _find_family(value, fonts)
        case _:
            return _check_fields(value, option)


def _parse_color(value: str) -> str:
    """Parse a colour of CSS into #rgb or #rrggbb, in small letters."""
    if re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", value):
        return value.lower()
    from tinycss2.color3 import parse_color  # WeasyPrint's own reader of colours

    color = parse_color(value)
    if not hasattr(color, "red") or color.alpha != 1:
        hint = "write it like '#1f4e79', with the quotes, or by its CSS name, such as navy"
        raise _RefusedError("it is no colour", hint)
    channels = (color.red, color.green, color.blue)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _check_length(value: str, option: Option) -> str:
    if not is_length(value):
        raise _RefusedError("it is no length", "write it like 20mm or 10.5pt")
    length = parse_length(value)
    hint = f"the default is {option.default}"
    if option.least and length < parse_length(option.least):
        raise _RefusedError(f"it must be at least {option.least}", hint)
    if option.most and length > parse_length(option.most):
        raise _RefusedError(f"it must be at most {option.most}", hint)
    return value


def _check_choice(value: str, option: Option) -> str:
    if option.type == "words":
        return _find_choices(value, option)
    return _find_choice(value, option)


def _find_choice(value: str, option: Option) -> str:
    choice = _find_word(value, option.choices)
    if choice is None:
        raise _RefusedError("it is not one of its words", "known: " + ", ".join(option.choices))
    return choice


def _find_choices(value: str, option: Option) -> str:
    """Find each of several words, apart by commas or room; 'none' is none of them."""
    words = value.replace(",", " ").split()
    if words == [_NONE]:
        return ""
    found = []
    for word in words:
        choice = _find_word(word, option.choices)
        if choice is None:
            known = ", ".join((*option.choices, _NONE))
            raise _RefusedError(f"'{word}' is not one of its words", f"known: {known}")
        found.append(choice)
    return ", ".join(found)


def _check_fields(value: str, option: Option) -> str:
    """Check the fields in braces, of words that may have some and are otherwise free."""
    if not option.choices:
        return value
    for name in re.findall(r"\{([^{}]*)\}", value):
        if name not in option.choices:
            known = ", ".join(f"{{{choice}}}" for choice in option.choices)
            raise _RefusedError(f"it has no field '{name}'", f"known: {known}")
    return value


def _find_word(value: str, words: Iterable[str]) -> str | None:
    """Find a word, small and capital letters being the same."""
    for word in words:
        if word.lower() == value.lower():
            return word
    return None


def _parse_boolean(value: str) -> str:
    if value.lower() not in _BOOLEANS:
        raise _RefusedError("it is neither true nor false", "write true or false")
    return _BOOLEANS[value.lower()]


def _find_family(value: str, fonts: frozenset[str]) -> str:
    family = _find_word(value, fonts)
    if family is None:
        suggestion = did_you_mean(value, fonts)
        hint = f"{suggestion}; others: put their files into 'fonts/' beside the profile"
        raise _RefusedError("there is no such font", hint)
    return family


def compute_contrast(color: str, behind: str = "#ffffff") -> float:
    """Compute the contrast of a colour with white paper, or with what lies behind (WCAG 2.2).

    Colours are written #rgb or #rrggbb.
    """
    darker, lighter = sorted((_compute_luminance(color), _compute_luminance(behind)))
    return (lighter + 0.05) / (darker + 0.05)


def _compute_luminance(color: str) -> float:
    """Compute the relative luminance as WCAG 2.2 defines it."""
    digits = color[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red = _linearize(int(digits[0:2], 16) / 255)
    green = _linearize(int(digits[2:4], 16) / 255)
    blue = _linearize(int(digits[4:6], 16) / 255)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linearize(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
