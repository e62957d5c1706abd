"""Count what hangs, breaks or is stranded at the ends of lines, in every theme, paper and size.

    python benchmarks/lines.py [THEME …]

A table: a line for each theme, with the pages printed and the findings; each finding follows.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "pages")]

from printed import Printed  # noqa: E402 - behind the path
from shipped import EXAMPLES, THEMES, TODAY, example  # noqa: E402 - behind the path
from stranded import list_broken, list_hanging, list_stranded, read_lines  # noqa: E402 - behind the path
from written import written  # noqa: E402 - behind the path

from cvgen.build import build, load_profile  # noqa: E402 - behind the path
from cvgen.plan.request import Environment, Request  # noqa: E402 - behind the path

PAPERS = ("A4", "Letter")
SIZES = ("10.5pt", "11pt", "12pt")


def main() -> None:
    """Print and count."""
    themes = sys.argv[1:] or THEMES
    with TemporaryDirectory() as cache:
        environment = Environment(TODAY, (), Path(cache))
        for theme in themes:
            _count_theme(theme, environment)


def _count_theme(theme: str, environment: Environment) -> None:
    pages = 0
    findings = {"hanging": [], "broken": [], "stranded": []}
    for name, paper, size in product(EXAMPLES, PAPERS, SIZES):
        request = Request(theme=theme, options={"paper": paper, "font-size": size})
        pdf = Printed.of(build(load_profile(example(name)), request, environment))
        pages += len(pdf.raw_pages)
        where = f"{name} {paper} {size}"
        lines = read_lines(pdf)
        bullets = "–" if theme == "swiss" else "•"
        findings["hanging"] += [(where, text) for text in list_hanging(lines, bullets)]
        findings["stranded"] += [(where, pair) for pair in list_stranded(lines)]
        findings["broken"] += [(where, text) for text in list_broken(lines, _list_periods(name))]
    counts = ", ".join(f"{len(found)} {kind}" for kind, found in findings.items())
    print(f"{theme:12} {pages:4} pages: {counts}")
    for found in findings.values():
        for finding in found:
            print("   ", *finding)


def _list_periods(name: str) -> set[str]:
    periods = set()
    for section in written(example(name)).sections:
        for entry in section.entries:
            periods.add(entry.period.partition(" (")[0])
    return periods - {""}


if __name__ == "__main__":
    main()
