"""Fill in the fields of a text, such as `{{ programme }}`.

Names and conditions in Jinja's syntax, and nothing more of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cvgen.errors import Diagnostic, PacketError, Place, did_you_mean

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateError

# What a text with fields may be made of: no loops, calls or attributes, so that filling it in ends,
# and reaches nothing.
_ALLOWED_NODES = frozenset(
    {
        "Template",
        "Output",
        "TemplateData",
        "Name",
        "If",
        "Not",
        "And",
        "Or",
        "Compare",
        "Operand",
        "Const",
    }
)


class _Problem(Struct, frozen=True):
    """What cannot be filled in, and where; the word `{` is the field itself."""

    code: str
    message: str
    line: int
    word: str
    hint: str


def fill_fields(text: str, values: Mapping[str, str], place: Place) -> str:
    """Fill in the fields of a text.

    `{% if group %}` asks whether there is one. `place` is where the text starts.

    Raises PacketError for every field that is unknown, or empty where it would be printed.
    """
    if "{{" not in text and "{%" not in text:
        return text
    from jinja2 import TemplateError

    environment = _make_environment()
    try:
        tree = environment.parse(text)
        problems = list(dict.fromkeys(_find_problems(tree, values, frozenset())))
        if problems:
            raise PacketError(*_locate_problems(problems, text, place))
        return environment.from_string(text).render(values)
    except TemplateError as error:
        raise PacketError(_describe_syntax_error(error, text, place)) from None


def _make_environment() -> Environment:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="\0{#",
        comment_end_string="#}\0",
    )


def _describe_syntax_error(error: TemplateError, text: str, place: Place) -> Diagnostic:
    from jinja2 import TemplateSyntaxError

    line = 1
    if isinstance(error, TemplateSyntaxError):
        line = error.lineno
    message = f"this field cannot be read: {error.message}"
    hint = "write a field as {{ programme }}; put a space between braces that are text"
    return Diagnostic("A161", message, _locate_word(text, line, "{", place), hint)


def _find_problems(
    node: Any, values: Mapping[str, str], tested: frozenset[str]
) -> Iterator[_Problem]:
    """Find what is more than a field, unknown fields, and empty ones that no `if` asks about."""
    kind = type(node).__name__
    if kind not in _ALLOWED_NODES:
        hint = "write {{ programme }}, or {% if group %} … {% endif %}"
        message = "only fields and conditions on them are filled in"
        yield _Problem("A161", message, node.lineno, "{", hint)
        return
    if kind == "Name":
        yield from _check_name(node, values, tested)
    if kind == "If":
        tested |= _list_tested_names(node.test)
    for child in node.iter_child_nodes():
        yield from _find_problems(child, values, tested)


def _check_name(node: Any, values: Mapping[str, str], tested: frozenset[str]) -> Iterator[_Problem]:
    name = node.name
    if name not in values:
        suggestion = did_you_mean(name, values)
        hint = f"{suggestion}; own ones stand in the application under 'fields:'"
        yield _Problem("A160", f"there is no field '{name}'", node.lineno, name, hint)
    elif not values[name] and name not in tested:
        hint = f"say '{name}:' in the application, or ask first: {{% if {name} %}}"
        yield _Problem("A162", f"the field '{name}' is empty", node.lineno, name, hint)


def _list_tested_names(test: Any) -> set[str]:
    from jinja2 import nodes

    names = {node.name for node in test.find_all(nodes.Name)}
    if isinstance(test, nodes.Name):
        names.add(test.name)
    return names


def _locate_problems(problems: list[_Problem], text: str, place: Place) -> Iterator[Diagnostic]:
    for problem in problems:
        word_place = _locate_word(text, problem.line, problem.word, place)
        yield Diagnostic(problem.code, problem.message, word_place, problem.hint)


def _locate_word(text: str, line: int, word: str, place: Place) -> Place:
    """Find a word in a line of a text that starts at a place."""
    if line == 1 and place.column > 1:
        return place
    pattern = r"\{[{%]"
    if word != "{":
        pattern = rf"\{{[{{%].*?(?<!\w)({re.escape(word)})"
    match = re.search(pattern, text.splitlines()[line - 1])
    column = 1
    if match:
        column = match.start(match.lastindex or 0) + 1
    return Place(place.file, place.line + line - 1, column)
