"""Every format that a plan can be exported to, by its word; its module is loaded when it is used.

A format is a module of this room with a function that is called after it, as `export_markdown` in
`markdown`, and a line in `data/exporters.yaml`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import PurePath

from msgspec import Struct

from cvgen.errors import Diagnostic, RenderError, did_you_mean
from cvgen.exporters.exporter import Exporter
from cvgen.files.yamltable import read_table


class Format(Struct, frozen=True):
    """A format: its word, what it is called, its module, and how its main file ends."""

    name: str
    title: str
    module: str
    ending: str

    @property
    def file_suffix(self) -> str:
        """What programs know the file by: the last part of its ending; nothing for a folder."""
        return PurePath(f"cv{self.ending}").suffix

    def load_exporter(self) -> Exporter:
        """Load the function that writes the format."""
        module = import_module(f"cvgen.exporters.{self.module}")
        exporter: Exporter = getattr(module, f"export_{self.module}")
        return exporter


@cache
def list_formats() -> tuple[Format, ...]:
    """List all formats, in the order in which they are offered."""
    table = read_table("exporters")
    return tuple(Format(name, **values) for name, values in table.items())


def find_format(name: str) -> Format | None:
    """Find a format by its word."""
    for form in list_formats():
        if form.name == name:
            return form
    return None


def require_format(name: str) -> Format:
    """Find a format by its word.

    Raises RenderError where there is none.
    """
    form = find_format(name)
    if form is None:
        known = did_you_mean(name, [other.name for other in list_formats()])
        raise RenderError(Diagnostic("E120", f"'{name}' is no format", None, known))
    return form
