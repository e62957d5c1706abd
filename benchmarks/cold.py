"""Takes the path of RenderCV's command (or none), prints how long whole cold processes take.

Side by side and as ratios.

usage: .venv/bin/python benchmarks/cold.py [--rendercv PATH] [--runs 11]

The commands of a comparison run in turn (A B A B …), after one run each that is not counted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CVGEN = Path(sys.executable).parent / "cvgen"
TWO_PAGES = ROOT / "examples" / "daize-dong" / "profile.yaml"


@dataclass(frozen=True)
class Command:
    """A command with a name to print and the folder that it runs in."""

    name: str
    words: tuple[str, ...]
    folder: Path


def measure(command: Command) -> tuple[float, float, float]:
    """Run a command once.

    Give its wall time and processor time in seconds, and its peak memory in MiB.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command.words, cwd=command.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command.words)} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(ours: Command, other: Command, runs: int) -> None:
    """Print the medians of both commands, and the median of the ratios pair by pair."""
    pairs = [(measure(ours), measure(other)) for _ in range(runs + 1)][1:]
    print(f"{ours.name}  against  {other.name}  ({runs} runs each)")
    for index, name in enumerate(("wall s", "processor s", "peak MiB")):
        first, second = [pair[0][index] for pair in pairs], [pair[1][index] for pair in pairs]
        ratio = statistics.median(a / b for a, b in zip(first, second, strict=True))
        print(
            f"  {name:12} {statistics.median(first):8.2f}  {statistics.median(second):8.2f}  ratio {ratio:.2f}"
        )


def main() -> None:
    """Compare the start with the engine's import, and a build with RenderCV's."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rendercv", type=Path)
    parser.add_argument("--runs", type=int, default=11)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = Command("cvgen --help", (str(CVGEN), "--help"), folder)
        compare(
            start,
            Command(
                "python -c 'import weasyprint'", (sys.executable, "-c", "import weasyprint"), folder
            ),
            given.runs,
        )
        build = Command("cvgen build (two pages)", (str(CVGEN), "build", str(TWO_PAGES)), folder)
        if given.rendercv:
            subprocess.run(
                [given.rendercv, "new", "John Doe"],
                cwd=folder,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            words = (
                str(given.rendercv.absolute()),
                "render",
                "John_Doe_CV.yaml",
                "-nohtml",
                "-nomd",
                "-nopng",
            )
            compare(
                build,
                Command("rendercv render, PDF only (its own sample)", words, folder),
                given.runs,
            )
        else:
            print("RenderCV was not named, so it was not measured")
            compare(build, start, given.runs)


if __name__ == "__main__":
    main()
