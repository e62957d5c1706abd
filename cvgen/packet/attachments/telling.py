"""Takes figures, gives them as people say them: pages, sizes of files and of paper; and keeps what there is to tell of a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cvgen.errors import Diagnostic, Place, Severity

_MILLIMETRE = 72 / 25.4  # points
_CLOSE = 3.0  # points, by which programs differ on a paper's size
PAPERS = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}
_KNOWN = PAPERS | {
    "A0": (2383.94, 3370.39), "A1": (1683.78, 2383.94), "A2": (1190.55, 1683.78), "A3": (841.89, 1190.55), "A5": (419.53, 595.276),
    "A6": (297.64, 419.53), "Legal": (612.0, 1008.0), "Tabloid": (792.0, 1224.0),
}  # fmt: skip


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


def pages(numbers: Iterable[int]) -> str:
    """Name pages: page 3; pages 1 to 4 and 7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" if len(run) > 2 else f"{run[0]} and {run[1]}" for run in runs]
    return ("page " if len(runs) == 1 and len(runs[0]) == 1 else "pages ") + listed(parts)


def listed(words: Sequence[str], most: int = 12) -> str:
    """Join words: one, two and three; of too many it says how many more there are."""
    shown = [*words[:most], f"{len(words) - most} more"] if len(words) > most else list(words)
    return ", ".join(shown[:-1]) + " and " + shown[-1] if len(shown) > 1 else "".join(shown)


def verb(numbers: Sequence[int], one: str, many: str) -> str:
    """Name pages with the verb that fits their number."""
    return f"{pages(numbers)} {one if len(set(numbers)) == 1 else many}"


def weight(size: int) -> str:
    """Say a number of bytes: 380 kB, 4.1 MB."""
    return f"{size / 1e6:.1f} MB" if size >= 999_500 else f"{max(1, round(size / 1e3))} kB" if size >= 1000 else f"{size} bytes"


def paper(width: float, height: float) -> str:
    """Name a size in points: A4, Letter across, 210 × 350 mm."""
    for name, (wide, high) in _KNOWN.items():
        if near((width, height), (wide, high)):
            return name
        if near((height, width), (wide, high)):
            return f"{name} across"
    return f"{width / _MILLIMETRE:.0f} × {height / _MILLIMETRE:.0f} mm"


def near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Say whether two sizes in points are as good as the same."""
    return abs(one[0] - other[0]) <= _CLOSE and abs(one[1] - other[1]) <= _CLOSE


def sheet(size: tuple[float, float], papers: Sequence[str]) -> tuple[str, tuple[float, float]]:
    """Choose the paper for a page: the one that it has already, else the first, turned as the page is; sizes in points."""
    turned = size[0] > size[1] + _CLOSE
    sizes = {name: PAPERS[name][::-1] if turned else PAPERS[name] for name in papers or ("A4",)}
    name = next((name for name, known in sizes.items() if near(size, known)), next(iter(sizes)))
    return name, sizes[name]
