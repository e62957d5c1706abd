"""Takes a complaint of YAML's reader, gives the finding in words for somebody who does not know YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvgen.errors import Diagnostic, Place

if TYPE_CHECKING:
    import yaml

# What YAML's reader says (or the character at which it says it), what that means, and what to do.
_SAID_PLAINLY = (
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
        "mapping values are not allowed",
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


def broken(error: yaml.MarkedYAMLError, text: str, file: str) -> Diagnostic:
    """Word a complaint; what is not closed is told where it opens."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    character = lines[min(line, len(lines) - 1)][column : column + 1]
    problem = " ".join(filter(None, (error.context, error.problem)))
    for sign, message, hint in _SAID_PLAINLY:
        if sign == character or sign in problem:
            if "not closed" in message and error.context_mark:
                line, column = error.context_mark.line, error.context_mark.column
            return Diagnostic(
                "P101", message.replace("{}", character), Place(file, line + 1, column + 1), hint
            )
    place = Place(file, line + 1, column + 1)
    return Diagnostic(
        "P101",
        f"this is not YAML: {problem}",
        place,
        "check quotes, brackets and indentation near here",
    )
