"""Takes a target and what somebody chose, gives a PDF that keeps its demands where nobody chose otherwise, and tells what is not kept.

Who asks most nearly wins: the call, the variant, the profile, then the target, then the theme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cvgen.errors import Diagnostic, Place
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamlfile import Path_
from cvgen.fit import Look, Typesetting, fitted
from cvgen.fit.typesetting import typeset, with_options
from cvgen.profile import audience as redaction
from cvgen.profile.load import Profile
from cvgen.profile.private import told as told_paths
from cvgen.profile.select import said_at, settings_of
from cvgen.render import sandbox as apart
from cvgen.render.pdf import Pdf
from cvgen.target import load as target
from cvgen.target.load import UNKNOWN, Demands, Target
from cvgen.theme.load import Theme
from cvgen.theme.options import Option
from cvgen.units import format_millimetres, parse_length

_LAID = ("audience", "anonymous", "region", "language")
Odd = (
    tuple[str, str] | None
)  # what there is, and what is demanded instead; nothing where that is kept
_ROUNDING = 0.05  # points, by which a length may miss another and be the same


@dataclass(frozen=True, slots=True)
class Rules:
    """What is to be kept: the target, if there is one, and the kind of document that it is asked about."""

    target: Target | None
    kind: str

    @property
    def demands(self) -> Demands:
        """Give what is demanded of this document; without a target, nothing."""
        return self.target.of(self.kind) if self.target else Demands()


def chosen(
    profile: Profile, variant: str | None, call: str | None, folders: Sequence[Path]
) -> Target | None:
    """Find the target that was asked for: by the call, else by the variant, else by the profile.

    Raises TargetError, or VariantError where there is no such variant.
    """
    name = call or settings_of(profile, variant).target
    place = None if call else profile.tree.place(said_at(profile, variant, "target"))
    return target.find(name, (profile.folder / "targets", *folders), place) if name else None


def laid_below(profile: Profile, rules: Rules) -> Profile:
    """Let a target say what the profile does not, for all its variants; what it says has its place in the target's file."""
    asked = rules.target
    if asked is None:
        return profile
    wanted = {
        "target": asked.name,
        "pages": rules.demands.pages,
        **{name: getattr(asked, name) for name in _LAID},
    }
    added = {
        name: value
        for name, value in wanted.items()
        if value is not None and getattr(profile.settings, name) is None
    }
    places: dict[Path_, Place] = {(name,): asked.place for name in added if asked.place}
    tree = replace(profile.tree, values={**profile.tree.values, **places})
    return replace(profile, settings=profile.settings.model_copy(update=added), tree=tree)


def raised(
    theme: Theme, demands: Demands, asked: frozenset[str], families: frozenset[str]
) -> Theme:
    """Make the demands a theme's own defaults and bounds, as far as it can go, but for the options that somebody chose."""
    face = _face(demands.fonts, families) if demands.fonts else None
    wanted: dict[str, Callable[[Option], Option]] = {
        "margin": lambda option: _at_least(option, demands.margin),
        "font-size": lambda option: _at_least(option, demands.type_size),
        "paper": lambda option: _one_of(option, demands.papers),
        "photo": lambda option: (
            replace(option, default="false") if demands.photo is False else option
        ),
        **dict.fromkeys(("font-body", "font-heading"), lambda option: _set_in(option, face)),
    }
    changed = {
        name: change(theme.options[name])
        for name, change in wanted.items()
        if name in theme.options and name not in asked
    }
    return replace(theme, options={**theme.options, **changed})


def _at_least(option: Option, demand: float | None) -> Option:
    """Raise a length that is too small, as far as the option goes."""
    if demand is None or option.type != "length":
        return option
    highest = parse_length(option.most) if option.most else demand
    least = max(min(demand, highest), parse_length(option.least) if option.least else 0)
    default = (
        option.default if parse_length(option.default) >= least - _ROUNDING else _length(least)
    )
    return replace(option, least=_length(min(least, parse_length(default))), default=default)


def _length(length: float) -> str:
    return f"{length:.4f}".rstrip("0").rstrip(".") + "pt"


def _one_of(option: Option, papers: tuple[str, ...]) -> Option:
    choices = tuple(paper for paper in option.choices if paper in papers)
    return (
        replace(
            option,
            choices=choices,
            default=option.default if option.default in choices else choices[0],
        )
        if choices
        else option
    )


def _set_in(option: Option, face: str | None) -> Option:
    return replace(option, default=face) if face and option.type == "font" else option


@cache
def _named(data: str) -> dict[str, list[str]]:
    return yamlfile.read(DATA_FOLDER / data).data  # type: ignore[no-any-return]


def same(fonts: Sequence[str]) -> tuple[str, ...]:
    """List the families that meet a demand for some: themselves, and those in which a page keeps its lines."""
    return tuple(
        dict.fromkeys(
            [*fonts, *(other for font in fonts for other in _named("faces.yaml").get(font, ()))]
        )
    )


def _face(fonts: Sequence[str], families: frozenset[str]) -> str | None:
    """Choose the family that there is: one that is demanded, else one as wide, else one of its kind."""
    alike = (other for font in fonts for other in _named("alike.yaml").get(font, ()))
    return next((face for face in (*same(fonts), *alike) if face in families), None)


def printed(job: Typesetting, rules: Rules) -> Pdf:
    """Print a job, with margins as wide as is demanded also where the theme sets less than it says.

    Raises ThemeError or RenderError. A theme that is not ours runs in a process of its own (`apart`).
    """
    demand, own = rules.demands.margin, job.look.theme.options.get("margin")
    if not demand or not own or "margin" in job.look.asked:
        return _run(fitted, job)
    # A page with nothing on it but the name shows how wide the theme's margins come out: at the top they are often less.
    probe = replace(job, document=replace(job.document, sections=()), budget=None)
    short = parse_length(job.look.options["margin"]) / max(
        1.0, min(_margins(_run(typeset, probe), job.look).values())
    )
    wider = _at_least(own, demand * short)
    theme = replace(job.look.theme, options={**job.look.theme.options, "margin": wider})
    return _run(
        fitted,
        with_options(replace(job, look=replace(job.look, theme=theme)), {"margin": wider.default}),
    )


def _run(call: Callable[[Typesetting], Pdf], job: Typesetting) -> Pdf:
    theme = job.look.theme
    return call(job) if theme.shipped else apart.run(call, job, Place(str(theme.folders[0])))


def _margins(pdf: Pdf, look: Look) -> dict[str, float]:
    """Give the margins of the last page in points; at the sides a theme keeps what its option says."""
    foot = pdf.pages[-1][1] - pdf.measures.top - pdf.measures.room
    return {
        "at the sides": parse_length(look.options["margin"]),
        "at the top": pdf.measures.top,
        "at the foot": foot,
    }


def told(rules: Rules, job: Typesetting, pdf: Pdf) -> Iterator[Diagnostic]:
    """Tell how old the rules are, and which of them the finished PDF does not keep."""
    if rules.target is None:
        return
    if rules.target.name != target.DEFAULT:
        yield dated(rules.target)
    yield from _trusted(rules.target, job.profile)
    for name, check in _CHECKS.items():
        odd = check(rules.demands, job, pdf)
        if odd:
            hint, place = _mend(name, job)
            yield Diagnostic(
                "K120",
                f"{odd[0]}, and '{rules.target.name}' demands {odd[1]}",
                place,
                hint,
                "warning",
            )
    if rules.target.anonymous and not job.profile.settings.anonymous:
        yield Diagnostic(
            "K121",
            f"'{rules.target.name}' demands that the person is not named",
            None,
            "'--anonymous' leaves the name out",
            "warning",
        )


def _trusted(asked: Target, profile: Profile) -> Iterator[Diagnostic]:
    """Tell what is private and printed because a target's audience sees it."""
    audience, shown = profile.settings.audience, redaction.seen_private(profile)
    if shown and audience and audience == asked.audience and not profile.settings.anonymous:
        message = f"the audience '{audience}', which '{asked.name}' sets, sees what is private: {told_paths(shown)}"
        yield Diagnostic(
            "N211", message, Place(profile.tree.file), "'--audience public' keeps it back", "note"
        )


def dated(asked: Target) -> Diagnostic:
    """Say where the rules of a target come from, and that they may have changed."""
    read = (
        "at an unknown date"
        if asked.checked_on == UNKNOWN
        else f"{'on' if asked.checked_on.count('-') == 2 else 'in'} {asked.checked_on}"
    )
    season = "" if asked.season == UNKNOWN else f" for {asked.season}"
    message = f"the rules of '{asked.name}'{season} come from {asked.source}, were read {read}, and may be out of date: check the call"
    return Diagnostic("K110", message, None, asked.about, "note")


def _paper(demands: Demands, job: Typesetting, _: Pdf) -> Odd:
    paper = job.look.options.get("paper", "")
    return (
        (f"the paper is {paper}", " or ".join(demands.papers))
        if demands.papers and paper not in demands.papers
        else None
    )


def _pages(demands: Demands, _: Typesetting, pdf: Pdf) -> Odd:
    count = len(pdf.pages)
    return (
        (f"there are {count} pages", f"at most {demands.pages}")
        if demands.pages and count > demands.pages
        else None
    )


def _bytes(demands: Demands, _: Typesetting, pdf: Pdf) -> Odd:
    size = len(pdf.data)
    return (
        (f"the file has {size:,} bytes", f"at most {demands.bytes:,}")
        if demands.bytes and size > demands.bytes
        else None
    )


def _margin(demands: Demands, job: Typesetting, pdf: Pdf) -> Odd:
    if not demands.margin or "margin" not in job.look.options:
        return None
    where, least = min(_margins(pdf, job.look).items(), key=lambda margin: margin[1])
    if least >= demands.margin - _ROUNDING:
        return None
    return (
        f"the margin {where} is {format_millimetres(least)}",
        f"at least {format_millimetres(demands.margin)}",
    )


def _type_size(demands: Demands, job: Typesetting, _: Pdf) -> Odd:
    size = job.look.options["font-size"]
    small = demands.type_size and parse_length(size) < demands.type_size - _ROUNDING
    return (f"the body is set in {size}", f"at least {demands.type_size:g}pt") if small else None


def _font(demands: Demands, job: Typesetting, _: Pdf) -> Odd:
    face = job.look.options["font-body"]
    return (
        (f"the body is set in {face}", " or ".join(demands.fonts))
        if demands.fonts and face not in same(demands.fonts)
        else None
    )


def _lines(demands: Demands, job: Typesetting, pdf: Pdf) -> Odd:
    spacing = pdf.measures.pitch / parse_length(job.look.options["font-size"])
    close = demands.line_spacing and spacing < demands.line_spacing - 0.01
    return (
        (f"lines stand {spacing:.2f} times the size of the type apart", f"{demands.line_spacing:g}")
        if close
        else None
    )


def _photo(demands: Demands, job: Typesetting, _: Pdf) -> Odd:
    there = job.profile.picture and job.look.options.get("photo") != "false"
    return ("there is a photo", "that there is none") if demands.photo is False and there else None


_CHECKS: dict[str, Callable[[Demands, Typesetting, Pdf], Odd]] = {
    "paper": _paper,
    "pages": _pages,
    "bytes": _bytes,
    "margin": _margin,
    "font-size": _type_size,
    "font-body": _font,
    "density": _lines,
    "photo": _photo,
}


def _mend(name: str, job: Typesetting) -> tuple[str, Place | None]:
    """Say what to do about a demand that is not kept, and where its opposite was asked for."""
    if name in job.look.asked:
        return f"leave '{name}' to the target", job.profile.tree.find_key(
            name, job.look.options[name]
        )
    if name == "pages":
        return "leave 'pages' to the target", None
    if name == "font-body":
        return (
            "put the files of that family, or of one as wide, into 'fonts/' beside the profile",
            None,
        )
    if name == "density":
        return "no theme sets lines so far apart; '--set density=airy' comes nearest", None
    if name == "bytes":
        return (
            "take a smaller photo, or none"
            if job.profile.picture
            else "fewer pages, pictures and families of fonts make it smaller",
            None,
        )
    return f"the theme '{job.look.theme.name}' cannot do it: try another", None
