"""Read the lines of a PDF in two columns, each with its size and colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from cvgen.pdf.runs import Run, read_runs
from cvgen.text.patterns import compile_late

_ICONS = compile_late("[\ue000-\uf8ff]")  # glyphs of icon fonts
_WORD_GAP = 0.15  # of the size
_MOST_BYTES = 2_000_000  # of content
_MOST_PAGES = 60
_LEAST_LINES = 3  # that begin alike
_LEAST_STEP = 60  # points between the starts of two columns


class Line(Struct, frozen=True):
    """A line of text: its page, baseline and size in points, and its colour."""

    text: str
    page: int
    left: float
    baseline: float
    size: float
    color: str


@lru_cache(maxsize=1)
def read_lines(pdf: bytes) -> tuple[Line, ...]:
    """Read the lines of a PDF in the order of its content; none where it cannot be read."""
    try:
        runs = read_runs(pdf, _MOST_BYTES)
    except Exception:  # noqa: BLE001 - pypdf fails on a broken file in any way
        return ()
    lines: list[Line] = []
    end = 0.0
    for run in runs:
        text = _ICONS.sub("", run.text)
        if not text.strip() or run.page >= _MOST_PAGES:
            continue
        if lines and _is_same_line(lines[-1], run, end):
            last = lines.pop()
            gap = " " if run.left - end > _WORD_GAP * run.size else ""
            joined = f"{last.text}{gap}{text}"
            lines.append(Line(joined, last.page, last.left, last.baseline, last.size, last.color))
        else:
            lines.append(Line(text, run.page, run.left, run.baseline, run.size, run.color))
        end = run.right
    return tuple(map(_tidy_line, lines))


def _is_same_line(line: Line, run: Run, end: float) -> bool:
    is_level = line.page == run.page and abs(line.baseline - run.baseline) < 0.2 * run.size
    return is_level and -run.size < run.left - end < 3 * run.size


def _tidy_line(line: Line) -> Line:
    text = " ".join(line.text.split())
    return Line(text, line.page, line.left, line.baseline, line.size, line.color)


def measure_body(lines: Iterable[Line]) -> float:
    """Measure the size in which most letters are set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    if not letters:
        return 0
    return max(letters, key=lambda size: (letters[size], -size))


def split_columns(lines: Iterable[Line]) -> tuple[list[Line], list[Line]] | None:
    """Split lines into a left and a right column; None where they all begin alike."""
    listed = sorted(lines, key=lambda line: (line.page, line.baseline, line.left))
    border = _find_border(listed)
    if border is None:
        return None
    left = [line for line in listed if line.left < border]
    right = [line for line in listed if line.left >= border]
    return left, right


def _find_border(lines: list[Line]) -> float | None:
    """Find where the right column begins: behind the widest step between common starts."""
    counts = Counter(round(line.left) for line in lines)
    starts = sorted(start for start, count in counts.items() if count >= _LEAST_LINES)
    steps = [(after - before, after) for before, after in pairwise(starts)]
    width, border = max(steps, default=(0, 0))
    if width < _LEAST_STEP:
        return None
    return border - 2
