"""Run whole processes in turn, and give what each of them took."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Command:
    """A command with a name to print, the folder that it runs in, and changes of its environment."""

    name: str
    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Usage:
    """What a process took: seconds of wall time and of the processor, and the peak of its memory in MB."""

    wall: float
    cpu: float
    memory: float


def run_once(command: Command) -> Usage:
    """Run a command once; one that fails ends the benchmark, with what it said."""
    start = time.perf_counter()
    log = command.folder / "benchmark.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command.words,
            cwd=command.folder,
            env={**os.environ, **command.environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text("utf-8", "replace")
        raise SystemExit(f"{' '.join(command.words)} ended with {process.returncode}:\n{said}")
    return Usage(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def run_in_turn(commands: Sequence[Command], runs: int) -> dict[str, list[Usage]]:
    """Run commands in turn (A B C A B C …), after one run each that is not counted."""
    taken: dict[str, list[Usage]] = {command.name: [] for command in commands}
    for number in range(runs + 1):
        for command in commands:
            usage = run_once(command)
            if number:
                taken[command.name].append(usage)
    return taken


def take_median(usages: Iterable[Usage]) -> Usage:
    """Take the median of each figure."""
    listed = list(usages)
    return Usage(
        statistics.median(usage.wall for usage in listed),
        statistics.median(usage.cpu for usage in listed),
        statistics.median(usage.memory for usage in listed),
    )


def compare_cpu(ours: Sequence[Usage], theirs: Sequence[Usage]) -> float:
    """Give the median of the ratios of processor time, run by run."""
    return statistics.median(a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True))


def count_instructions(command: Command) -> float | None:
    """Count the instructions of a process by valgrind, in billions; None where there is none."""
    output = command.folder / "instructions.out"
    words = ("valgrind", "--tool=callgrind", f"--callgrind-out-file={output}", *command.words)
    try:
        done = subprocess.run(
            words,
            cwd=command.folder,
            env={**os.environ, **command.environment},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        return None
    for line in done.stderr.splitlines():
        if "Collected" in line:
            return int(line.rpartition(":")[2]) / 1e9
    return None
