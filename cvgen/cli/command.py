"""Commands that refuse an option given twice, where only one value of it can hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand


class Command(TyperCommand):
    """A command that does not drop one of two values without a word."""

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


class CommandGroup(typer.Typer):
    """A group of such commands."""

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        """Make a command of a function."""
        return super().command(name, cls=Command, **settings)
