"""PyYAML's error messages, in words for somebody who does not know YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cvgen.errors import Diagnostic, Place

if TYPE_CHECKING:
    import yaml

_COLON = "mapping values are not allowed"
# Of these it says where it began to read what it could not end.
_AT_THE_START = ("scanning an alias", "scanning an anchor", "expected ':'")
_KEY = re.compile(r"(?P<indent>[\s-]*)[\w-]+:(?P<value>.*)")
# What YAML's reader says (or the character at which it says it), what that means, and what to do.
_EXPLANATIONS = (
    ("\t", "a tab stands where YAML wants spaces", "indent with spaces"),
    (
        "undefined alias",
        "'*' refers to an '&' of the same name, and there is none",
        "quote text that starts with '*'",
    ),
    ("scanning an alias", "text cannot start with '*'", "quote it"),
    ("scanning an anchor", "text cannot start with '&'", "quote it"),
    ("cannot start any token", "text cannot start with '{}'", "quote it"),
    (
        _COLON,
        "a ': ' stands where it has no meaning",
        "quote text that has ': ' in it; or does the line above lack its colon?",
    ),
    (
        "escape",
        'a \\ in "double quotes" has a meaning of its own',
        "use 'single quotes' around text with a \\",
    ),
    (
        "unexpected end of stream",
        "a quotation mark is not closed",
        "add the closing one; inside 'single quotes' write '' for an apostrophe",
    ),
    (
        "',' or ']'",
        "a '[' is not closed, or a comma is missing in it",
        "add the ']'; quote items that have ': ' or ', ' in them",
    ),
    (
        "',' or '}'",
        "a '{' is not closed, or a comma is missing in it",
        "add the '}'; quote values that have ': ' or ', ' in them",
    ),
    ("expected ':'", "this line has no colon", "every key needs a colon and a space after it"),
    (
        "single document",
        "a second profile starts here",
        "keep one in a file, and delete the line '---'",
    ),
    (
        "expected key",
        "this line does not fit those around it",
        "check its indentation, and the quotes in it and before it",
    ),
    (
        "<block end>",
        "this line does not fit those around it",
        "check its indentation, and the quotes in it and before it",
    ),
)


def explain_yaml_error(error: yaml.MarkedYAMLError, text: str, file: str) -> Diagnostic:
    """Explain an error of PyYAML; what is not closed is reported where it opens."""
    mark = error.problem_mark or error.context_mark
    problem = " ".join(filter(None, (error.context, error.problem)))
    character = _find_character(mark, text)
    for sign, message, hint in _EXPLANATIONS:
        if sign != character and sign not in problem:
            continue
        if error.context_mark and ("not closed" in message or sign in _AT_THE_START):
            mark = error.context_mark
        if sign == _COLON and mark:
            return _explain_colon(mark, text, file, message, hint)
        return Diagnostic("P101", message.replace("{}", character), _place_mark(mark, file), hint)
    message = f"this is not YAML: {problem}"
    hint = "check quotes, brackets and indentation near here"
    return Diagnostic("P101", message, _place_mark(mark, file), hint)


def _explain_colon(mark: yaml.Mark, text: str, file: str, message: str, hint: str) -> Diagnostic:
    """Explain a key that YAML takes for more of the text above it, by what is wrong there."""
    lines = text.splitlines()[: mark.line + 1]
    own = _KEY.fullmatch(lines.pop())
    number = len(lines)
    while number > 1 and not lines[number - 1].strip():
        number -= 1
    above = _KEY.fullmatch(lines[number - 1]) if number else None
    if not own or not above or not above["value"].strip():
        return Diagnostic("P101", message, _place_mark(mark, file), hint)
    if not above["value"][0].isspace():
        place = Place(file, number, above.start("value") + 1)
        return Diagnostic("P101", "a space is missing behind this colon", place, "add it")
    if len(own["indent"]) > len(above["indent"]):
        message = "this line is indented further than the one above, which has its value already"
        place = Place(file, mark.line + 1, len(own["indent"]) + 1)
        return Diagnostic("P101", message, place, "let both begin in one column")
    return Diagnostic("P101", message, _place_mark(mark, file), hint)


def _find_character(mark: yaml.Mark | None, text: str) -> str:
    """Return the character at which PyYAML stopped, or an empty text at the end of a line."""
    lines = text.splitlines()
    if not lines:
        return ""
    if not mark:
        return lines[0][:1]
    line = lines[min(mark.line, len(lines) - 1)]
    return line[mark.column : mark.column + 1]


def _place_mark(mark: yaml.Mark | None, file: str) -> Place:
    if not mark:
        return Place(file, 1, 1)
    return Place(file, mark.line + 1, mark.column + 1)
