"""Time cvgen against what you would pick instead, in one run, and write the tables.

usage: .venv/bin/python benchmarks/run.py [--runs 7] [--before CHECKOUT] [--only cold,bulk] [--saves 30] [--write]

Whole processes, in turn (A B C A B C …), medians. RenderCV is set up in `~/.cache/cvgen-benchmarks`.
`--before` names a checkout of an earlier commit to compare with. `--write` puts the tables into
README.md here, and what the first says of the CV of two pages into that of the project.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from measuring import Command, Usage, compare_cpu, count_instructions, run_in_turn, take_median
from peers import (
    ROOT,
    make_rendercv_command,
    make_typst_command,
    make_weasyprint_command,
    set_up_rendercv,
)

CVGEN = (sys.executable, "-P", "-m", "cvgen")
NAMES = ("daize-dong", "ze-feng-gao", "ada-example")
TWO_PAGES = NAMES[0]
RENDERCV_HOME = Path.home() / ".cache" / "cvgen-benchmarks" / "rendercv"
GROWTH = (20, 200, 1000, 2000)
RENDERCV_GROWTH = (20, 200, 1000)
PAPER = """@article{{key{number},
  title = {{Title number {number} on the {{GPU}} compression of large networks by products of operators}},
  author = {{Example, Ada and Sample, Bo and Third, Chen and Fourth, Dana}},
  journal = {{Journal of Examples}}, volume = {{{volume}}}, pages = {{{number}--{last}}}, year = {{{year}}},
  doi = {{10.5555/example.{number}}},
}}
"""
SAVES = 30
PROFILES = 40


class Bench:
    """Where it runs, how often, and with what."""

    def __init__(self, folder: Path, runs: int, before: Path | None, saves: int) -> None:
        self.folder = folder
        self.runs = runs
        self.before = before
        self.saves = saves
        self.rendercv = set_up_rendercv(RENDERCV_HOME)

    def make_folder(self, name: str) -> Path:
        """Make a folder to work in."""
        folder = self.folder / name
        folder.mkdir()
        return folder

    def make_build(self, profile: Path, folder: Path, *arguments: str) -> Command:
        """Let cvgen build, whatever it has built before."""
        words = (*CVGEN, "build", str(profile), "-o", "ours.pdf", "--force", *arguments)
        return Command("cvgen", words, folder)

    def make_earlier_build(self, profile: Path, folder: Path) -> Command | None:
        """Let the earlier commit build."""
        if self.before is None:
            return None
        words = (*CVGEN, "build", str(profile), "-o", "earlier.pdf")
        return Command("earlier", words, folder, {"PYTHONPATH": str(self.before)})


def find_profile(name: str) -> Path:
    """Find the profile of an example."""
    return ROOT / "examples" / name / "profile.yaml"


def count_words(path: Path) -> int:
    """Count the words of a PDF, as poppler reads them."""
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    return len(done.stdout.split())


def count_pages(path: Path) -> int:
    """Count the pages of a PDF."""
    done = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    return int(re.search(r"Pages:\s+(\d+)", done.stdout)[1])


def measure_cold(bench: Bench) -> Iterator[str]:
    """Build three people, each by four programs, from nothing."""
    yield "### Cold: one CV, equal words, a process of its own"
    yield ""
    yield "| | pages | words | CPU s | wall s | peak MB | CPU, RenderCV = 1 |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    ratios = []
    for name in NAMES:
        folder = bench.make_folder(f"cold-{name}")
        commands = [bench.make_build(find_profile(name), folder)]
        outputs = {"cvgen": folder / "ours.pdf", "WeasyPrint": folder / "weasyprint.pdf"}
        if bench.rendercv:
            rendercv = make_rendercv_command(bench.rendercv, name, folder)
            run_in_turn([rendercv], 0)
            [outputs["RenderCV 2.8"]] = (folder / "rendercv_output").glob("*.pdf")
            outputs["Typst"] = folder / "typst.pdf"
            commands += [rendercv, make_typst_command(bench.rendercv, folder)]
        commands.append(make_weasyprint_command(name, folder))
        taken = run_in_turn(commands, bench.runs)
        for command in commands:
            ratio = "–"
            if bench.rendercv:
                value = compare_cpu(taken[command.name], taken["RenderCV 2.8"])
                ratio = f"{value:.2f}"
                if command.name == "cvgen":
                    ratios.append(value)
            yield _format_row(name, command.name, outputs[command.name], taken, ratio)
    if ratios:
        mean = math.prod(ratios) ** (1 / len(ratios))
        yield ""
        yield f"cvgen against RenderCV 2.8, geometric mean of the three: **{mean:.2f}** of its CPU time."


def _format_row(
    person: str, name: str, output: Path, taken: dict[str, list[Usage]], ratio: str
) -> str:
    median = take_median(taken[name])
    return (
        f"| {person}: {name} | {count_pages(output)} | {count_words(output)} | {median.cpu:.2f} "
        f"| {median.wall:.2f} | {median.memory:.0f} | {ratio} |"
    )


def measure_themes(bench: Bench) -> Iterator[str]:
    """Build one person in every theme."""
    from cvgen.theme.load import list_themes

    folder = bench.make_folder("themes")
    commands = []
    for theme in list_themes(()):
        command = bench.make_build(find_profile(TWO_PAGES), folder, "--theme", theme.name)
        commands.append(Command(theme.name, command.words, folder))
    taken = run_in_turn(commands, max(3, bench.runs // 2))
    ratios = {name: compare_cpu(usages, taken["classic"]) for name, usages in taken.items()}
    yield "### Themes: CPU time of the two-page CV, classic = 1"
    yield ""
    ordered = sorted(ratios.items(), key=lambda item: item[1])
    yield ", ".join(f"{name} {ratio:.2f}" for name, ratio in ordered)


def measure_small(bench: Bench) -> Iterator[str]:
    """Run small commands, and a build of what is unchanged."""
    folder = bench.make_folder("small")
    profile = find_profile(TWO_PAGES)
    build = bench.make_build(profile, folder)
    earlier = bench.make_earlier_build(profile, folder)
    base = earlier or build
    commands = [base, build] if earlier else [base]
    unchanged = tuple(word for word in build.words if word != "--force")
    commands.append(Command("build, unchanged", unchanged, folder))
    for words in (
        ("--help",),
        ("themes", "list"),
        ("targets", "list"),
        ("show", str(profile)),
        ("check", str(profile)),
    ):
        name = " ".join(Path(word).name for word in words)
        commands.append(Command(name, (*CVGEN, *words), folder))
    taken = run_in_turn(commands, bench.runs)
    said = "the two-page build"
    if earlier:
        said += " of the commit named by --before"
    yield f"### Small commands: CPU time, {said} = 1"
    yield ""
    yield "| | CPU s | ratio |"
    yield "|---|--:|--:|"
    for name, usages in taken.items():
        ratio = compare_cpu(usages, taken[base.name])
        yield f"| {name} | {take_median(usages).cpu:.3f} | {ratio:.2f} |"


def measure_watch(bench: Bench) -> Iterator[str]:
    """Save a profile again and again while it is watched."""
    folder = bench.make_folder("watch")
    shutil.copytree(ROOT / "examples" / TWO_PAGES, folder / "person")
    profile = folder / "person" / "profile.yaml"
    text = profile.read_text("utf-8")
    with (folder / "watch.log").open("wb") as log:
        words = [*CVGEN, "build", "person", "--watch", "-o", "out.pdf"]
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log)
        pdf = folder / "out.pdf"
        _wait_for(lambda: pdf.exists() and "page" in (folder / "watch.log").read_text())
        walls, cpus, memories = [], [], []
        for number in range(bench.saves):
            before = pdf.stat().st_mtime_ns
            spent = _read_cpu(process.pid)
            start = time.perf_counter()
            profile.write_text(text.replace("Looking actively", f"Looking {number} actively"))
            _wait_for(lambda before=before: pdf.stat().st_mtime_ns != before)
            walls.append(time.perf_counter() - start)
            time.sleep(0.2)
            cpus.append(_read_cpu(process.pid) - spent)
            memories.append(_read_memory(process.pid))
        process.send_signal(signal.SIGINT)
        process.wait()
    cold_build = bench.make_build(find_profile(TWO_PAGES), folder)
    cold_build = bench.make_earlier_build(find_profile(TWO_PAGES), folder) or cold_build
    taken = run_in_turn([cold_build], bench.runs)
    cold = take_median(taken[cold_build.name]).cpu
    of_which = " of the commit named by --before" if bench.before else ""
    yield "### Watch: from save to new PDF, two pages"
    yield ""
    yield (
        f"{statistics.median(walls):.2f} s of wall time (0.1 s of it to see that the file has settled), "
        f"{statistics.median(cpus):.2f} s of CPU time, {statistics.median(cpus) / cold:.2f} of a cold "
        f"build{of_which}; memory {memories[0]:.0f} MB after the first and {memories[-1]:.0f} MB after "
        f"{bench.saves} saves."
    )


def _wait_for(is_done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_done():
        if time.monotonic() > deadline:
            raise SystemExit("nothing came within a minute")
        time.sleep(0.005)


def _read_cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _read_memory(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def measure_bulk(bench: Bench) -> Iterator[str]:
    """Build a folder of people by one process, by several, and by RenderCV started for each."""
    folder = bench.make_folder("bulk")
    source = ROOT / "examples" / TWO_PAGES
    people = folder / "people"
    people.mkdir()
    shutil.copy(source / "papers.bib", people)
    text = (source / "profile.yaml").read_text("utf-8")
    for number in range(PROFILES):
        name = f"Person {chr(65 + number // 26)}{chr(65 + number % 26)}"
        (people / f"p{number}.yaml").write_text(text.replace("Daize Dong", name, 1), "utf-8")
    processors = len(os.sched_getaffinity(0))
    commands = []
    for jobs in (1, processors):
        words = (*CVGEN, "build", "people", "-o", "out", "--force", "--jobs", str(jobs))
        commands.append(Command(f"cvgen, {jobs} at once", words, folder))
    if bench.rendercv:
        commands.append(make_rendercv_command(bench.rendercv, TWO_PAGES, folder))
    taken = run_in_turn(commands, max(2, bench.runs // 3))
    yield f"### Bulk: CVs of two pages a minute, on {processors} processors"
    yield ""
    yield "| | CVs a minute | of cvgen, 1 at once |"
    yield "|---|--:|--:|"
    rates = {}
    for name, usages in taken.items():
        many = 1 if name.startswith("RenderCV") else PROFILES
        rates[name] = 60 * many / take_median(usages).wall
    for name, rate in rates.items():
        yield f"| {name} | {rate:.0f} | {rate / rates['cvgen, 1 at once']:.2f} |"
    hours = 100_000 / rates[f"cvgen, {processors} at once"] / 60
    yield ""
    yield f"At this rate 100,000 such CVs take {hours:.1f} hours on this machine."


def measure_growth(bench: Bench) -> Iterator[str]:
    """Build ever longer lists of publications."""
    yield "### Growth: publications in one CV"
    yield ""
    yield "| publications | CPU s | pages | peak MB | MB a page | CPU, RenderCV = 1 |"
    yield "|--:|--:|--:|--:|--:|--:|"
    bare = _measure_bare_memory(bench)
    for size in GROWTH:
        folder = bench.make_folder(f"growth-{size}")
        (folder / "papers.bib").write_text("".join(_list_papers(size)), "utf-8")
        profile = folder / "profile.yaml"
        profile.write_text("basics: {name: Ada Example}\nbibliography: [papers.bib]\n")
        commands = [bench.make_build(profile, folder)]
        if bench.rendercv and size in RENDERCV_GROWTH:
            words = (*CVGEN, "export", str(profile), "--to", "rendercv", "-o", "cv.rendercv.yaml")
            subprocess.run(words, cwd=folder, check=True, capture_output=True)
            words = (
                str(bench.rendercv),
                "render",
                "cv.rendercv.yaml",
                "-nohtml",
                "-nomd",
                "-nopng",
            )
            commands.append(Command("RenderCV 2.8", words, folder))
        runs = bench.runs if size <= 200 else 1
        taken = run_in_turn(commands, runs)
        median = take_median(taken["cvgen"])
        pages = count_pages(folder / "ours.pdf")
        ratio = "–"
        if len(commands) > 1:
            ratio = f"{compare_cpu(taken['cvgen'], taken['RenderCV 2.8']):.2f}"
        yield (
            f"| {size} | {median.cpu:.2f} | {pages} | {median.memory:.0f} "
            f"| {(median.memory - bare) / pages:.2f} | {ratio} |"
        )
    yield ""
    yield f"(MB a page: over the {bare:.0f} MB of a CV that has nothing but a name.)"


def _measure_bare_memory(bench: Bench) -> float:
    """Measure the peak of a CV without any publications."""
    folder = bench.make_folder("growth-0")
    profile = folder / "profile.yaml"
    profile.write_text("basics: {name: Ada Example}\n")
    command = bench.make_build(profile, folder)
    return take_median(run_in_turn([command], bench.runs)[command.name]).memory


def _list_papers(size: int) -> Iterator[str]:
    for number in range(size):
        yield PAPER.format(
            number=number, volume=number % 40, last=number + 10, year=2026 - number % 30
        )


def measure_instructions(bench: Bench) -> Iterator[str]:
    """Count instructions, which repeat; where valgrind is there."""
    folder = bench.make_folder("instructions")
    yield "### Instructions of a cold build, in billions"
    yield ""
    for name in NAMES[:1]:
        count = count_instructions(bench.make_build(find_profile(name), folder))
        yield f"{name}: {count:.2f}" if count else "valgrind is not there"


PARTS: dict[str, Callable[[Bench], Iterator[str]]] = {
    "cold": measure_cold,
    "small": measure_small,
    "watch": measure_watch,
    "bulk": measure_bulk,
    "growth": measure_growth,
    "themes": measure_themes,
    "instructions": measure_instructions,
}
DEFAULT = ("cold", "small", "watch", "bulk", "growth", "themes")


def describe_machine() -> str:
    """Say when and where the figures were taken."""
    processors = len(os.sched_getaffinity(0))
    model = ""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
    python = platform.python_version()
    return f"Taken on {datetime.now().astimezone():%Y-%m-%d}, {processors} processors ({model}), Python {python}."


def write_between_marks(path: Path, mark: str, lines: Iterable[str]) -> None:
    """Put lines between `<!-- MARK -->` and `<!-- end of MARK -->`."""
    text = path.read_text("utf-8")
    start, end = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
    before, _, rest = text.partition(start)
    _, _, after = rest.partition(end)
    path.write_text(before + start + "\n".join(lines) + "\n" + end + after, "utf-8")


def list_project_figures(tables: str) -> Iterator[str]:
    """List what README.md here says of the CV of two pages, and of all three people."""
    yield "| one CV of two pages, from nothing | CPU | wall | memory |"
    yield "|---|--:|--:|--:|"
    for name, cpu, wall, memory in re.findall(
        rf"(?m)^\| {TWO_PAGES}: (.+?) \| \d+ \| \d+ \| (\S+) \| (\S+) \| (\S+) \|", tables
    ):
        yield f"| {name} | {cpu} s | {wall} s | {memory} MB |"
    yield ""
    yield from re.findall(r"(?m)^Taken on .+$", tables)
    mean = re.search(r"geometric mean of the three: \*\*(.+?)\*\*", tables)
    if mean:
        yield f"Over three people, cvgen takes {mean[1]} of RenderCV's CPU time (geometric mean)."


def write_project_figures(project: Path, tables: str) -> None:
    """Copy figures into README.md of the project."""
    write_between_marks(project, "speed", list_project_figures(tables))


def main() -> None:
    """Measure, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--saves", type=int, default=SAVES)
    parser.add_argument("--only", default=",".join(DEFAULT))
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    tables: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name), given.runs, given.before, given.saves)
        for part in given.only.split(","):
            tables[part] = []
            for line in PARTS[part](bench):
                print(line, flush=True)
                tables[part].append(line)
    if given.write:
        lines = [describe_machine(), ""]
        for table in tables.values():
            lines += [*table, ""]
        write_between_marks(Path(__file__).with_name("README.md"), "figures", lines)
        if "cold" in tables:
            write_project_figures(ROOT / "README.md", "\n".join(lines))


if __name__ == "__main__":
    main()
