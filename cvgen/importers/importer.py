"""What an importer is: the format that it reads, how to recognize it, and how to import it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.source import Source


class Importer(Struct, frozen=True):
    """A format; `recognize` says by content whether a source is one of it."""

    tool: str
    recognize: Callable[[Source], bool]
    run: Callable[[Source], ProfileBuilder]
