"""What an importer is: the format that it reads, how to recognize it, and how to import it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.source import Source


@dataclass(frozen=True, slots=True)
class Importer:
    """A format; `recognize` says by content whether a source is one of it."""

    tool: str
    recognize: Callable[[Source], bool]
    run: Callable[[Source], ProfileBuilder]
