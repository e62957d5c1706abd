"""Commands that refuse an option given twice, and take plain values without Typer's help."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from cvgen.cli import help_format
from cvgen.cli.plain_values import take_plain_values

_NO_LIMIT = 10_000  # characters: a summary is a sentence, and is never cut


class Command(TyperCommand):
    """A command that does not drop one of two values without a word."""

    def get_short_help_str(self, limit: int = _NO_LIMIT) -> str:
        """Return the summary, which also shells show beside what they complete."""
        return super().get_short_help_str(limit)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return all parameters, which take plain values themselves."""
        return take_plain_values(super().get_params(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what was typed.

        Raises a usage error for an option that stands there twice and takes one value.
        """
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        given = set()
        for parameter in order:
            is_single = parameter.param_type_name == "option" and not parameter.multiple
            if is_single and not getattr(parameter, "is_flag", False) and parameter.name in given:
                ctx.fail(f"{parameter.opts[0]} is given twice, and takes one value at a time")
            given.add(parameter.name)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write what stands behind the command's name."""
        formatter.write_usage(ctx.command_path, help_format.describe_usage(self, ctx))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options by what they are for."""
        help_format.write_options(self.get_params(ctx), ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples of the command."""
        help_format.write_examples(ctx, formatter)


class _Group(TyperGroup):
    """What stands before the name of a command."""

    def get_short_help_str(self, limit: int = _NO_LIMIT) -> str:
        """Return the summary, as a command does."""
        return super().get_short_help_str(limit)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return all parameters, which take plain values themselves."""
        return take_plain_values(super().get_params(ctx))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, each with a sentence that is not cut."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        help_format.write_commands(commands, formatter)


class CommandGroup(typer.Typer):
    """A group of such commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=_Group, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Make a command of a function."""
        return super().command(name, cls=Command, **settings)
