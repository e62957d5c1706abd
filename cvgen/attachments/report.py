"""Takes figures, gives them as people say them: pages, sizes of files and of paper; and keeps what there is to tell of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cvgen.errors import Diagnostic, Place, Severity
from cvgen.units import PAPER_TOLERANCE, PAPERS, are_same_size, format_pages


@dataclass(slots=True)
class Told:
    """Keeps the notes and warnings on one file."""

    place: Place
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, code: str, message: str, hint: str = "", severity: Severity = "warning") -> None:
        """Keep a finding."""
        self.found.append(Diagnostic(code, message, self.place, hint, severity))

    def note(self, code: str, message: str) -> None:
        """Keep what was done as asked."""
        self.say(code, message, severity="note")


def verb(numbers: Sequence[int], one: str, many: str) -> str:
    """Name pages with the verb that fits their number."""
    return f"{format_pages(numbers)} {one if len(set(numbers)) == 1 else many}"


def sheet(size: tuple[float, float], papers: Sequence[str]) -> tuple[str, tuple[float, float]]:
    """Choose the paper for a page: the one that it has already, else the first, turned as the page is; sizes in points."""
    turned = size[0] > size[1] + PAPER_TOLERANCE
    sizes = {name: PAPERS[name][::-1] if turned else PAPERS[name] for name in papers or ("A4",)}
    name = next(
        (name for name, known in sizes.items() if are_same_size(size, known)), next(iter(sizes))
    )
    return name, sizes[name]
