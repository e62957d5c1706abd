"""Takes nothing.

Prints how the time of a build grows with the number of entries in a bibliography file.

usage: .venv/bin/python benchmarks/growth.py [--runs 3]

Every size is built in a process of its own; a ratio of 1.0 per entry means that time grows as fast
as the file.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from cold import CVGEN, Command, measure

SIZES = (20, 200, 1000, 2000)
ENTRY = """@article{{key{number},
  title = {{Title number {number} on the {{GPU}} compression of large networks by products of operators}},
  author = {{Example, Ada and Sample, Bo and Third, Chen and Fourth, Dana}},
  journal = {{Journal of Examples}}, volume = {{{volume}}}, pages = {{{number}--{last}}}, year = {{{year}}},
  doi = {{10.5555/example.{number}}},
}}
"""


def profile(folder: Path, size: int) -> Path:
    """Write a profile with so many publications."""
    entries = (
        ENTRY.format(number=number, volume=number % 40, last=number + 10, year=2026 - number % 30)
        for number in range(size)
    )
    (folder / f"papers{size}.bib").write_text("".join(entries), encoding="utf-8")
    path = folder / f"profile{size}.yaml"
    path.write_text(
        f"basics: {{name: Ada Example}}\nbibliography: papers{size}.bib\n", encoding="utf-8"
    )
    return path


def main() -> None:
    """Print a row per size: median time, and the ratio to the size before, whole and per entry."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    before: tuple[int, float] | None = None
    print(f"{'entries':>8}{'wall s':>10}{'ratio':>8}{'per entry':>11}   ({runs} runs each)")
    with tempfile.TemporaryDirectory() as name:
        for size in SIZES:
            words = (str(CVGEN), "build", str(profile(Path(name), size)), "-o", "cv.pdf")
            command = Command(str(size), words, Path(name))
            wall = statistics.median(measure(command)[0] for _ in range(runs))
            ratios = (
                f"{wall / before[1]:8.2f}{wall / before[1] / (size / before[0]):11.2f}"
                if before
                else ""
            )
            print(f"{size:8}{wall:10.2f}{ratios}")
            before = (size, wall)


if __name__ == "__main__":
    main()
