"""What preflight judges: takes an inspected PDF and a target, gives both with what is demanded, and words for pages and sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cvgen.errors import Place, Severity
from cvgen.reading.inspection import Inspected, Page, Text
from cvgen.target import DEFAULT, Demands, Target

PAPERS = {
    "A4": (595.3, 841.9), "Letter": (612.0, 792.0), "Legal": (612.0, 1008.0), "A3": (841.9, 1190.6), "A5": (419.5, 595.3), "B5": (498.9, 708.7),
    "Tabloid": (792.0, 1224.0), "Executive": (522.0, 756.0), "Folio": (612.0, 936.0),
}  # fmt: skip
_NEAR = 3.0  # points by which a page may differ from its paper
_MILLIMETRES = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Case:
    """A file, the target that it is for, what is demanded of it as a document of its kind, and what is safe anywhere."""

    file: Inspected
    target: Target
    kind: str
    safe: Demands
    place: Place

    @property
    def demands(self) -> Demands:
        """What the target demands of this kind of document."""
        return self.target.of(self.kind)

    @property
    def strict(self) -> Severity:
        """Say how bad it is to miss a demand: the default target's are nobody's in particular."""
        return "warning" if self.target.name == DEFAULT else "error"

    @property
    def wished(self) -> Severity:
        """Say how bad it is to miss what only some calls ask for: the default target tells of it."""
        return "note" if self.target.name == DEFAULT else "error"

    @property
    def asker(self) -> str:
        """Name who demands."""
        return "some calls" if self.target.name == DEFAULT else self.target.name

    @property
    def asks(self) -> str:
        """Say that they ask."""
        return "ask" if self.target.name == DEFAULT else "asks"

    def texts(self) -> Iterator[tuple[Page, Text]]:
        """Give the text that a reader sees, with its page."""
        for page in self.file.pages:
            yield from ((page, text) for text in page.texts if not text.hidden and text.text.strip())


def pages(numbers: Iterable[int]) -> str:
    """Name pages: 'page 3', 'pages 1 and 4', 'pages 2 to 9'."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    words = [str(span[0]) if len(span) == 1 else f"{span[0]} {'to' if len(span) > 2 else 'and'} {span[-1]}" for span in spans]
    one = len(spans) == 1 and len(spans[0]) == 1
    return f"page{'' if one else 's'} {listed(words)}"


def listed(words: Iterable[str]) -> str:
    """Join words as a person does."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def paper(width: float, height: float) -> str:
    """Name the paper of a page in points, upright or not; nothing where it has no name."""
    wide, high = sorted((width, height))
    return next((name for name, (across, down) in PAPERS.items() if abs(wide - across) <= _NEAR and abs(high - down) <= _NEAR), "")


def measured(width: float, height: float) -> str:
    """Write a size in millimetres."""
    return f"{width * _MILLIMETRES:.0f} x {height * _MILLIMETRES:.0f} mm"


def length(points: float) -> str:
    """Write a length in millimetres."""
    return f"{points * _MILLIMETRES:.1f}".removesuffix(".0") + " mm"


def size(count: int) -> str:
    """Write a number of bytes as people say it."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1e6:.1f} MB" if count >= 999_500 else f"{count / 1000:.0f} kB"


def quoted(text: str) -> str:
    """Quote the beginning of a text."""
    text = " ".join(text.split())
    return f"'{text[:30]}{'…' if len(text) > 30 else ''}'"
