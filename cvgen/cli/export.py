"""`cvgen export`: write a CV in other formats than PDF, and print the paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from cvgen.cli import complete, console, options
from cvgen.cli.build_jobs import Job, Order, finish_outcome, plan_profile
from cvgen.cli.claims import ClaimedFiles
from cvgen.cli.destination import check_export_output, write_output
from cvgen.cli.report import RunReport
from cvgen.errors import CvgenError, Diagnostic, OutputError, Place, did_you_mean
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.exporters.exporter import Export
    from cvgen.exporters.registry import Format

_PDF = ".pdf"
# The words of the registry, which is not read for the help.
FORMAT_NAMES = (
    "html, site, docx, md, txt, json-resume, rendercv, latex, europass, bibtex, csl-json, "
    "publications-table, collaborators, ris, vcard, png, svg"
)

_FormatsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        "--format",
        metavar="FORMAT,…",
        autocompletion=complete.offer_formats,
        help=f"One or several of: {FORMAT_NAMES}; may be given several times.",
        show_default=False,
    ),
]
_OutputOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        help="A folder, or for one document in one format the name of a file; "
        "'-' is the standard output.",
    ),
]


class WebFonts(StrEnum):
    """What a web page is set in."""

    EMBEDDED = "embedded"
    SYSTEM = "system"


_FontsOption = Annotated[
    WebFonts,
    typer.Option(
        "--fonts",
        help="What a web page is set in: the theme's fonts, which it brings along, "
        "or those of the reader's device.",
    ),
]


def export(
    profiles: options.ProfilesArgument = None,
    formats: _FormatsOption = None,
    overrides: options.OverridesOption = None,
    theme: options.ThemesOption = None,
    variant: options.VariantsOption = None,
    language: options.LanguagesOption = None,
    target: options.TargetOption = None,
    region: options.RegionOption = None,
    audience: options.AudienceOption = None,
    anonymous: options.AnonymousOption = None,
    pages: options.PagesOption = None,
    paper: options.PaperOption = None,
    theme_options: options.SetOption = None,
    fonts: _FontsOption = WebFonts.EMBEDDED,
    output: _OutputOption = Path("output"),
    day: options.DateOption = None,
    strict: options.StrictOption = False,
) -> None:
    """Write every profile in other formats, with the words and the choices of its PDF."""
    from cvgen.plan.request import Request

    chosen = _find_formats(formats or _guess_format(output))
    request = Request(
        options=options.parse_options(theme_options, paper),
        region=region,
        audience=audience,
        anonymous=anonymous,
        pages=pages,
        target=target,
    )
    order = Order(
        request,
        _list_choices(theme),
        _list_choices(variant),
        _list_choices(language),
        tuple(overrides or ()),
        console.read_environment(options.check_day(day)),
        output,
        strict,
        is_file=_is_file(output, chosen),
    )
    report = RunReport(is_single=True)
    _Run(chosen, order, report, fonts).export_jobs(_plan_jobs(profiles, order, report))
    if report.failed:
        raise typer.Exit(1)


def _list_choices(choices: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(choices or ()))


def _plan_jobs(profiles: list[Path] | None, order: Order, report: RunReport) -> list[Job]:
    """Plan every document; what is broken is told and left out.

    Raises OutputError where several would go to the one file that was named.
    """
    jobs: list[Job] = []
    claimed = ClaimedFiles(is_file=order.is_file)
    paths = options.find_profiles(profiles)
    report.is_single = len(paths) == 1
    for path in paths:
        planned = plan_profile(path, order)
        if not planned.is_single:
            report.is_single = False
        for failure in planned.failures:
            finish_outcome(failure, report)
        placed, clashes = claimed.claim_jobs(planned.jobs, path)
        jobs += placed
        for clash in clashes:
            report.add_failure(str(path), (clash,))
    return jobs


def _guess_format(output: Path) -> list[str]:
    """Guess the format from the ending of a file; a pipe without one takes BibTeX."""
    from cvgen.exporters.registry import list_formats

    ending = output.suffix.lower()
    if not ending:
        return ["bibtex"] if output.is_fifo() else []
    names = [form.name for form in list_formats() if form.file_suffix == ending]
    return names if len(names) == 1 else []


def _find_formats(words: Sequence[str] | None) -> list[Format]:
    """Find the formats of words that may be joined by commas, each once.

    Raises typer.BadParameter for a word that is none, or where there are none.
    """
    from cvgen.exporters.registry import find_format, list_formats

    names = [form.name for form in list_formats()]
    chosen: dict[str, Format] = {}
    for word in ",".join(words or ()).split(","):
        name = word.strip()
        form = find_format(name)
        if form:
            chosen[name] = form
        elif name:
            hint = _suggest_format(name) or did_you_mean(name, names)
            message = f"'{name}' is no format ({hint})"
            raise typer.BadParameter(message, param_hint="--to")
    if not chosen:
        message = f"say which formats: {', '.join(names)}"
        raise typer.BadParameter(message, param_hint="--to")
    return list(chosen.values())


def _suggest_format(name: str) -> str:
    """Name the format that people call so: Word, Markdown, or by the ending of its files."""
    from cvgen.exporters.registry import list_formats

    word = name.lower()
    for form in list_formats():
        if word == form.title.lower() or word.lstrip(".") == form.file_suffix.lstrip("."):
            return f"did you mean '{form.name}'?"
    return ""


def _is_file(output: Path, formats: Sequence[Format]) -> bool:
    """Say whether an output is one file, and no folder.

    Raises OutputError.
    """
    endings = [form.file_suffix for form in formats]
    return check_export_output(output, [form.name for form in formats], endings)


class _Run(Struct, frozen=True):
    """What holds for all documents of a call."""

    formats: Sequence[Format]
    order: Order
    report: RunReport
    fonts: WebFonts

    def export_jobs(self, jobs: Sequence[Job]) -> None:
        """Write every document in all formats, and tell how it went."""
        for number, job in enumerate(jobs, start=1):
            console.show_progress(number, len(jobs), job.path.stem)
            self.export_job(job)
        self.report.close()

    def export_job(self, job: Job) -> None:
        """Write one document in all formats, all files or none, and print their paths."""
        from cvgen.exporters.export import export_plan

        stem = job.path.stem
        name = str(job.path.with_suffix(""))
        embeds_fonts = self.fonts == WebFonts.EMBEDDED
        if self.order.is_file:
            name = str(job.path)
        try:
            with pause_garbage_collection():
                exported = export_plan(job.plan, self.formats, stem, embeds_fonts=embeds_fonts)
            self.report.add_findings(name, exported.findings)
            if self.order.strict and _has_warnings(exported.findings):
                self.report.add_failure(name)
                message = f"{name}: not written, because --strict takes warnings for errors"
                console.print_message(message)
                return
            self._write_exports(exported.exports, job)
        except CvgenError as error:
            self.report.add_failure(name, error.diagnostics)
            return
        self.report.add_success()

    def _write_exports(self, exports: Sequence[Export], job: Job) -> None:
        from cvgen.files.write import write_files
        from cvgen.profile.files import list_profile_files

        sources = frozenset(list_profile_files(job.plan.source))
        if self.order.is_file:
            data = _take_single_file(exports[0], job.path)
            _check_sources([job.path], sources)
            write_output(data, job.path, sources)
            return
        files: dict[Path, bytes] = {}
        for export in exports:
            files.update(_place_files(export.files, job))
            files.update(_place_files(export.companions, job))
        _check_sources(list(files), sources)
        for path in write_files(files, sources):
            console.print_result(path)


def _has_warnings(findings: Sequence[Diagnostic]) -> bool:
    return any(finding.severity == "warning" for finding in findings)


def _take_single_file(export: Export, path: Path) -> bytes:
    """Take the one file of an export.

    Raises OutputError where there are several.
    """
    if len(export.files) > 1:
        message = "several files are made here, which need a folder"
        raise OutputError(Diagnostic("O106", message, Place(str(path)), "name a folder"))
    (data,) = export.files.values()
    return data


def _place_files(files: Mapping[str, bytes], job: Job) -> dict[Path, bytes]:
    """Name files after the document; what begins with a stroke lies in a folder called so."""
    stem = str(job.path).removesuffix(_PDF)
    return {Path(stem + ending): data for ending, data in files.items()}


def _check_sources(paths: Sequence[Path], sources: frozenset[Path]) -> None:
    """Refuse to write over a file that the profile is made of.

    Raises OutputError.
    """
    known = {source.resolve() for source in sources}
    for path in paths:
        if path.resolve() in known:
            message = "the profile is made of this file, and it would be lost"
            raise OutputError(Diagnostic("O102", message, Place(str(path)), "name another file"))
