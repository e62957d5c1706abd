"""The PDFs of one profile: planned, each with its file, then built; last of all written and told.

Only what is last prints anything, so that several processes can do what comes before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cvgen.cli import console
from cvgen.cli.destination import write_output
from cvgen.cli.report import RunReport
from cvgen.errors import CvgenError, Diagnostic, in_order
from cvgen.files.data import PACKAGE_FOLDER
from cvgen.plan.request import Environment, Request
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.build import Built
    from cvgen.plan.plan import Plan
    from cvgen.profile.model import Profile

# Where packages are installed: their fonts and themes come with them.
LIBRARIES = Path(msgspec.__file__).parent.parent
_ALL = "all"
_STRICT = "not written, because --strict takes warnings for errors"


class Order(Struct, frozen=True):
    """What holds for all documents of one call, and what each of them is made in.

    A list of themes, variants or languages is empty where none was asked for. The output is a
    folder, unless `is_file` says that it is the one file that is made.
    """

    request: Request
    themes: tuple[str, ...]
    variants: tuple[str, ...]
    languages: tuple[str, ...]
    overrides: tuple[Path, ...]
    environment: Environment
    output: Path
    strict: bool = False
    is_file: bool = False


class Job(Struct, frozen=True):
    """One document to make, and where its PDF goes, after which other formats are called too.

    It goes to the spare path where a PDF of another profile is called the same.
    """

    plan: Plan
    path: Path
    spare_path: Path | None = None


class Outcome(Struct, frozen=True):
    """What came of one PDF, which is called `name` in messages: the `data` that goes to `path`.

    A failure has no path. It goes to the spare path where a PDF of another profile is called the
    same. Who may not read the `sources` may not read the PDF.
    """

    name: str
    findings: tuple[Diagnostic, ...] = ()
    path: str = ""
    spare_path: str = ""
    pages: int = 0
    message: str = ""
    data: bytes = b""
    sources: frozenset[str] = frozenset()

    @property
    def is_failure(self) -> bool:
        """Whether no PDF was made."""
        return not self.path


class PlannedProfile(Struct, frozen=True):
    """The PDFs of one profile, and what of them cannot be made.

    `is_single` says that one PDF and no more was asked for.
    """

    jobs: tuple[Job, ...]
    failures: tuple[Outcome, ...]
    is_single: bool = True


def plan_profile(path: Path, order: Order) -> PlannedProfile:
    """Read a profile and plan every PDF of it; what is broken is a failure."""
    from cvgen.build import load_profile

    try:
        with pause_garbage_collection():
            profile = load_profile(path, order.overrides)
    except CvgenError as error:
        return PlannedProfile((), (Outcome(str(path), error.diagnostics),))
    requests = _list_requests(order, profile)
    jobs = []
    failures = []
    for request in requests:
        try:
            jobs.append(_plan_job(profile, request, requests, order))
        except CvgenError as error:
            failures.append(Outcome(_describe_request(path, request), error.diagnostics))
    return PlannedProfile(tuple(jobs), tuple(failures), is_single=len(requests) == 1)


def _list_requests(order: Order, profile: Profile) -> list[Request]:
    """Ask for each theme in each variant in each language, each once."""
    from cvgen.theme.load import list_themes

    variants = _expand_all(order.variants, profile.variants)
    themes = order.themes
    if _ALL in themes:
        folders = (profile.folder / "themes", *order.environment.themes_folders)
        themes = _expand_all(themes, [theme.name for theme in list_themes(folders)])
    requests = []
    for theme, variant, language in product(
        themes or [None], variants or [None], order.languages or [None]
    ):
        requests.append(replace(order.request, theme=theme, variant=variant, language=language))
    return requests


def _expand_all(choices: tuple[str, ...], names: Iterable[str]) -> tuple[str, ...]:
    """Put all names in the place of the word `all`, unless one of them is called so."""
    known = tuple(names)
    if _ALL not in choices or _ALL in known or not known:
        return choices
    expanded: dict[str, None] = {}
    for choice in choices:
        if choice == _ALL:
            expanded.update(dict.fromkeys(known))
        else:
            expanded[choice] = None
    return tuple(expanded)


def _describe_request(path: Path, request: Request) -> str:
    """Name a CV that has no file name yet, by its profile and what was asked for."""
    choices = (request.variant, request.language, request.theme)
    words = [choice for choice in choices if choice]
    if not words:
        return str(path)
    return f"{path} ({', '.join(words)})"


def _plan_job(profile: Profile, request: Request, requests: Sequence[Request], order: Order) -> Job:
    from cvgen.plan.filename import name_cv_file, name_namesake_file
    from cvgen.plan.resolve import resolve

    with pause_garbage_collection():
        plan = resolve(profile, request, order.environment)
    if order.is_file:
        return Job(plan, order.output)
    name = name_cv_file(
        plan,
        with_theme=len({other.theme for other in requests}) > 1,
        is_one_of_several=len(requests) > 1,
    )
    spare_path = None
    spare_name = name_namesake_file(plan, name)
    if spare_name:
        spare_path = order.output / spare_name
    return Job(plan, order.output / name, spare_path)


def list_own_files(job: Job) -> Iterator[Path]:
    """List the files of themes and fonts that do not come with cvgen."""
    style = job.plan.style
    folders = set(style.font_folders)
    if not style.theme.is_shipped:
        folders.update(style.theme.folders)
    for folder in sorted(folders):
        path = folder.resolve()
        if not path.is_relative_to(PACKAGE_FOLDER) and not path.is_relative_to(LIBRARIES):
            yield from (file for file in folder.absolute().rglob("*") if file.is_file())


def build_job(job: Job, *, strict: bool) -> Outcome:
    """Make one PDF, to be written."""
    from cvgen.build import build_plan
    from cvgen.profile.files import list_profile_files

    sources = frozenset(list_profile_files(job.plan.source))
    output = Output(job.path, sources, str(job.path))
    try:
        with pause_garbage_collection():
            outcome = take_built(build_plan(job.plan), output, strict=strict)
    except CvgenError as error:
        return Outcome(output.name, error.diagnostics)
    if job.spare_path:
        return replace(outcome, spare_path=str(job.spare_path))
    return outcome


class Output(Struct, frozen=True):
    """Where a document goes, what it is made of, and what it is called in messages."""

    path: Path
    sources: frozenset[Path]
    name: str


def take_built(built: Built, output: Output, *, strict: bool) -> Outcome:
    """Take a PDF to be written; with `strict`, one that has warnings is a failure."""
    findings = (*built.notes, *built.warnings)
    if strict and built.warnings:
        return Outcome(output.name, in_order(findings), message=f"{output.name}: {_STRICT}")
    return Outcome(
        output.name,
        findings,
        path=str(output.path),
        pages=len(built.pdf.pages),
        data=built.pdf.data,
        sources=frozenset(map(str, output.sources)),
    )


def finish_outcome(outcome: Outcome, report: RunReport) -> bool:
    """Write a PDF and tell what came of it; say whether it is written."""
    if not outcome.is_failure:
        try:
            report.add_findings(outcome.name, outcome.findings)
            write_output(outcome.data, Path(outcome.path), map(Path, outcome.sources))
        except CvgenError as error:
            report.add_failure(outcome.name, error.diagnostics)
            return False
        report.add_success(outcome.pages)
        return True
    report.add_failure(outcome.name, outcome.findings)
    if outcome.message:
        console.print_message(outcome.message)
    return False
