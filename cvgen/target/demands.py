"""The demands that a target may make of a file, each in one row of one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct

from cvgen.pdf.facts import PdfFacts
from cvgen.target import judge, judge_words
from cvgen.target.judge import Missed
from cvgen.target.modules import Modules, describe_modules, judge_modules, read_modules
from cvgen.target.values import (
    read_boolean,
    read_bytes,
    read_choice,
    read_choices,
    read_factor,
    read_fonts,
    read_length,
    read_number,
    read_texts,
)
from cvgen.text.units import format_bytes, format_length

_PDF_VERSIONS = ("1.3", "1.4", "1.5", "1.6", "1.7", "2.0")
# What may be demanded not to be there.
_REFUSABLE = ("photo", "attachments")
_PAPERS = ("A4", "Letter")


class Demands(Struct, frozen=True):
    """What a file must keep: the most pages, bytes, PDF version and dots an inch.

    The least margin and type size in points.
    """

    papers: tuple[str, ...] = ()
    pages: int | None = None
    bytes: int | None = None
    version: str | None = None
    margin: float | None = None
    type_size: float | None = None
    fonts: tuple[str, ...] = ()
    line_spacing: float | None = None
    dpi: int | None = None
    headings: tuple[str, ...] = ()
    photo: bool | None = None
    enclosure_mark: bool = False
    attachments: bool | None = None
    running_lines: bool | None = None
    links: bool | None = None
    metrics: bool | None = None
    outputs: int | None = None
    date_form: str | None = None
    modules: Modules | None = None


class Demand(Struct, frozen=True):
    """One demand: its key in a target's file, how its value is read, judged on a finished PDF.

    Also said.

    `name` is its name among `Demands`, `option` the theme's option that decides it, if one does,
    and `hint` what to do where it is not kept. `judge_details` looks closer, for a target that is
    somebody's own. One that `is_ban` is made where its value is false. Where there is a
    `minor_hint`, a build says also what nobody would send the file back for.
    """

    key: str
    name: str
    read: Callable[[Any], Any]
    judge: Callable[[PdfFacts, Any], Iterable[Missed]]
    describe: Callable[[Any], str]
    option: str | None = None
    hint: str = ""
    judge_details: Callable[[PdfFacts, Any], Iterable[Missed]] | None = None
    is_ban: bool = False
    minor_hint: str = ""

    def is_made_by(self, demands: Demands) -> bool:
        """Say whether somebody makes this demand; `photo: false` is one."""
        value = getattr(demands, self.name)
        if self.is_ban:
            return value is False
        return value is not None if self.name in _REFUSABLE else bool(value)

    def find_missed(
        self, file: PdfFacts, demands: Demands, *, closely: bool = False
    ) -> list[Missed]:
        """Judge a file by this demand, if it is made."""
        if not self.is_made_by(demands):
            return []
        value = getattr(demands, self.name)
        missed = list(self.judge(file, value))
        if closely and self.judge_details:
            missed += self.judge_details(file, value)
        return missed


def _describe_pages(count: int) -> str:
    return "at most 1 page" if count == 1 else f"at most {count} pages"


DEMANDS = (
    Demand(
        "paper",
        "papers",
        read_choices(_PAPERS),
        judge.judge_papers,
        lambda papers: "on " + " or ".join(papers),
        option="paper",
    ),
    Demand(
        "pages",
        "pages",
        read_number,
        judge.judge_pages,
        _describe_pages,
        option="pages",
        hint="leave 'pages' to the target",
    ),
    Demand(
        "bytes",
        "bytes",
        read_bytes,
        judge.judge_bytes,
        lambda size: f"at most {format_bytes(size)}",
        hint="fewer pages, pictures and families of fonts make it smaller",
    ),
    Demand(
        "margin",
        "margin",
        read_length,
        judge.judge_margin,
        lambda length: f"margins of {format_length(length)} or more",
        option="margin",
    ),
    Demand(
        "type-size",
        "type_size",
        read_length,
        judge.judge_type_size,
        lambda size: f"type of {size:g}pt or more",
        option="font-size",
        judge_details=judge.judge_smallest_type,
    ),
    Demand(
        "fonts",
        "fonts",
        read_fonts,
        judge.judge_fonts,
        lambda fonts: "set in " + " or ".join(fonts),
        option="font-body",
        hint="put the files of that family, or of one as wide, into 'fonts/' beside the profile",
        minor_hint="every line stays as it is; with that family's files in 'fonts/' it is used",
    ),
    Demand(
        "version",
        "version",
        read_choice(_PDF_VERSIONS),
        judge.judge_version,
        lambda version: f"PDF {version} or lower",
    ),
    Demand(
        "line-spacing",
        "line_spacing",
        read_factor,
        judge.judge_line_spacing,
        lambda factor: f"line spacing of {factor:g}",
        option="density",
        hint="no theme sets lines so far apart; '--set density=airy' comes nearest",
    ),
    Demand(
        "dpi",
        "dpi",
        read_number,
        judge.judge_dpi,
        lambda most: f"scans of at most {most} dots an inch",
    ),
    Demand(
        "headings",
        "headings",
        read_texts,
        judge.judge_headings,
        lambda headings: "with the headings " + ", ".join(headings),
        hint="name a section so: 'headings: {research: …}'",
    ),
    Demand(
        "photo",
        "photo",
        read_boolean,
        judge.judge_photo,
        lambda photo: "with a photo" if photo else "without a photo",
        option="photo",
    ),
    Demand(
        "enclosure-mark",
        "enclosure_mark",
        read_boolean,
        judge.judge_enclosure_mark,
        lambda _: "name and reference on every page",
        hint="'cvgen packet build' adds the line for an application",
    ),
    Demand(
        "attachments",
        "attachments",
        read_boolean,
        judge.judge_attachments,
        lambda _: "without attached files",
        hint="build it without '--embed-profile'",
    ),
    Demand(
        "running-lines",
        "running_lines",
        read_boolean,
        judge_words.judge_running_lines,
        lambda _: "no heads, feet or page numbers",
        option="page-numbers",
        hint="'--set page-numbers=false' leaves them out",
        is_ban=True,
    ),
    Demand(
        "links",
        "links",
        read_boolean,
        judge_words.judge_links,
        lambda _: "no links",
        hint="print it anew, without links",
        is_ban=True,
    ),
    Demand(
        "metrics",
        "metrics",
        read_boolean,
        judge_words.judge_metrics,
        lambda _: "no metrics",
        hint="leave such figures out, for this call at least",
        is_ban=True,
    ),
    Demand(
        "outputs",
        "outputs",
        read_number,
        judge_words.judge_outputs,
        lambda count: f"at most {count} publications",
    ),
    Demand(
        "modules",
        "modules",
        read_modules,
        judge_modules,
        describe_modules,
    ),
    Demand(
        "date-form",
        "date_form",
        read_choice(judge_words.DATE_FORMS),
        judge_words.judge_date_form,
        lambda form: f"dates as {form}",
        option="date-style",
        hint="'--set date-style=numeric' writes dates so",
        minor_hint="'--set date-style=numeric' writes those so that are not in a title or citation",
    ),
)
BANS = (*_REFUSABLE, *(demand.name for demand in DEMANDS if demand.is_ban))
DEMANDS_BY_NAME: Mapping[str, Demand] = {demand.name: demand for demand in DEMANDS}


def describe_demands(demands: Demands) -> list[str]:
    """Say demands, the shortest way."""
    described = []
    for demand in DEMANDS:
        if demand.is_made_by(demands):
            described.append(demand.describe(getattr(demands, demand.name)))
    return described
