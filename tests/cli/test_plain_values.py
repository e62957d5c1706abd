"""What was typed becomes the value that Typer itself makes of it, and mistakes are told in its words."""

from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated

import pytest
import typer
from typer.main import get_command

from cvgen.cli.command import CommandGroup
from cvgen.cli.plain_values import take_plain_values


class Colour(StrEnum):
    """Two words to choose from."""

    RED = "red"
    BLUE = "dark-blue"


def run(
    paths: Annotated[list[Path] | None, typer.Argument()] = None,
    word: Annotated[str | None, typer.Option()] = None,
    words: Annotated[list[str] | None, typer.Option()] = None,
    number: Annotated[int | None, typer.Option(min=1, max=50)] = None,
    plain_number: int = 3,
    path: Path | None = None,
    folder: Annotated[Path | None, typer.Option(exists=True, file_okay=False)] = None,
    colour: Colour = Colour.RED,
    any_colour: Annotated[Colour, typer.Option(case_sensitive=False)] = Colour.RED,
    *,
    flag: bool = False,
    choice: Annotated[bool | None, typer.Option("--yes/--no")] = None,
    share: float = 0.5,
) -> None:
    """Take one of each kind."""


VALUES = {
    "paths": [None, (), ("a", "b/c"), ("",), (Path("a"),)],
    "word": [None, "", "a", " a ", "3"],
    "words": [None, (), ("a", ""), ("3",), "a"],
    "number": [None, 5, "5", "05", " 5", "0", "51", "5.0", "1_0", "-3", "x", "", "٣", "9" * 30],
    "plain_number": [None, 3, "0", "-7", "123456789", "1234567890", True],
    "path": [None, "", ".", "no/such", "-", "~", Path("a"), b"a"],
    "folder": [None, ".", "no/such", str(Path(__file__))],
    "colour": [None, Colour.BLUE, "dark-blue", "red", "RED", "green", ""],
    "any_colour": ["dark-blue", "DARK-BLUE", "green"],
    "flag": [None, True, False, "yes", ""],
    "choice": [None, True, False, "maybe"],
    "share": [None, 0.25, "0.25", "x"],
}


def take(group, name, value):
    """Give the value that a parameter of a command takes, or the words by which it refuses one."""
    app = group(add_completion=False)
    app.command()(run)
    command = get_command(app)
    context = command.context_class(command)
    (parameter,) = [part for part in command.get_params(context) if part.name == name]
    try:
        taken = parameter.process_value(context, value)
    except typer.BadParameter as error:
        return error.format_message()
    return type(taken), taken


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_taken_or_refused_as_typer_does(name):
    for value in VALUES[name]:
        assert take(CommandGroup, name, value) == take(typer.Typer, name, value), value


def test_a_typer_that_works_otherwise_is_asked():
    def coerce(value, _parameter):
        return f"typer's {value}"

    typers = SimpleNamespace(coerce=coerce, word="other")
    other = SimpleNamespace(get_runtime_param=lambda: typers, type_descriptor=None, multiple=False)
    take_plain_values([other, older := SimpleNamespace(name="older")])
    assert other.get_runtime_param().coerce("word", other) == "typer's word"
    assert other.get_runtime_param().word == "other"
    assert vars(older) == {"name": "older"}


@pytest.mark.parametrize("name", VALUES)
def test_what_is_not_given_asks_no_adapter(name, monkeypatch):
    """For an adapter is one of pydantic's, which takes a tenth of a build to load."""
    monkeypatch.setattr(typer.core, "build_runtime_param", pytest.fail)
    take(CommandGroup, name, None)
