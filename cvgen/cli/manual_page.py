"""The manual page in the language of `man`, made of the help of all commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from cvgen import __version__
from cvgen.cli.help_format import describe_usage, write_examples, write_options
from cvgen.files.yamltable import read_table

_NAME = "cvgen"
_TABLE = "help"
_PARTS = {"FILES": "files", "ENVIRONMENT": "environment", "EXIT STATUS": "status"}


class _Page:
    """Takes what Typer's formatter takes, and writes it as a manual page."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @contextmanager
    def section(self, title: str) -> Iterator[None]:
        """Write a heading below that of a command."""
        self.lines += [".PP", f".I {_escape(title)}"]
        yield

    def write_dl(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write names, each with what it does."""
        for name, does in rows:
            self.lines += [".TP", f".B {_quote(name)}", _escape(does)]


def write_manual_page(group: Any, day: str) -> str:
    """Write the manual page of all commands; `day` is its date, YYYY-MM-DD."""
    page = _Page()
    context = group.make_context(_NAME, [], resilient_parsing=True)
    words = read_table(_TABLE)["manual"]
    page.lines.append(f'.TH {_NAME.upper()} 1 "{day}" "{_NAME} {__version__}"')
    page.lines += [".SH NAME", f"{_NAME} \\- {_escape(_get_summary(group))}"]
    page.lines += [".SH SYNOPSIS", f".B {_NAME}", ".I COMMAND", "[options]"]
    page.lines += [".SH DESCRIPTION", "\n.PP\n".join(map(_escape, words["description"]))]
    page.lines.append(".SH COMMANDS")
    for command, below in _list_commands(group, context):
        _write_command(page, command, below)
    for title, key in _PARTS.items():
        page.lines.append(f".SH {_quote(title)}")
        page.write_dl((row["name"], row["does"]) for row in words[key])
    return "\n".join(page.lines) + "\n"


def _list_commands(group: Any, context: Any) -> Iterator[tuple[Any, Any]]:
    """List the commands below a group, each with its context."""
    for name, command in group.commands.items():
        below = type(context)(command, info_name=name, parent=context)
        if hasattr(command, "commands"):
            yield from _list_commands(command, below)
        else:
            yield command, below


def _write_command(page: _Page, command: Any, context: Any) -> None:
    """Write what a command is for and takes, and its examples."""
    page.lines.append(f".SS {_quote(context.command_path)}")
    page.lines += [_escape(_get_summary(command)), ".PP"]
    usage = f"{context.command_path} {describe_usage(command, context)}"
    page.lines.append(f".B {_quote(usage)}")
    parameters = [one for one in command.get_params(context) if "--help" not in one.opts]
    write_options(parameters, context, page)
    write_examples(context, page)


def _get_summary(command: Any) -> str:
    return str(command.help).strip()


def _escape(text: str) -> str:
    """Write text so that nothing in it is a request, and hyphens can be copied."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    if plain.startswith((".", "'")):
        return "\\&" + plain
    return plain


def _quote(text: str) -> str:
    """Write text as one argument of a request."""
    return '"' + _escape(text).replace('"', "\\(dq") + '"'
