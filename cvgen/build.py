"""The story, to be read first: how a profile and a request become a finished PDF.

load_profile   profile.yaml, .bib files       -> Profile
resolve        Profile, Request, Environment  -> Plan          all decisions, nothing rendered
compose_plan   Plan                           -> Composition   strings ready to print
typeset        Composition                    -> Pdf           within its page budget
check          Composition, Pdf               -> Diagnostics   parsers; the target's demands; leaks
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cvgen.errors import Diagnostic, EngineError, RenderError, in_order
from cvgen.plan.composition import Composition, compose_plan
from cvgen.plan.demands import check_finished_file
from cvgen.plan.embedding import check_embedding
from cvgen.plan.leaks import find_plan_leaks, get_source_tree
from cvgen.plan.modules import check_modules
from cvgen.plan.parsers import check_parsers_view
from cvgen.plan.places import place_findings
from cvgen.plan.plan import Plan
from cvgen.plan.request import Environment, Request
from cvgen.plan.resolve import resolve
from cvgen.profile.letter import LetterSource
from cvgen.profile.load import read_profile
from cvgen.profile.model import Profile
from cvgen.profile.publications import MARKS_WITH_MEANING, Publication

if TYPE_CHECKING:
    from cvgen.render.pdf import Pdf


class Built(Struct, frozen=True):
    """A finished PDF in memory, with its warnings.

    Also with notes on what was left out or changed as asked.
    """

    pdf: Pdf
    warnings: tuple[Diagnostic, ...]
    notes: tuple[Diagnostic, ...] = ()


def load_profile(path: Path, overrides: tuple[Path, ...] = ()) -> Profile:
    """Read a profile with the files laid over it, and the bibliography files that it names.

    Raises ProfileError with all findings.
    """
    profile = read_profile(path, overrides)
    publications = list_publications(profile)
    has_section = any(section.kind == "publications" for section in profile.sections)
    has_keys = any(work.key for work in publications)
    if has_section and (profile.bibliography or has_keys or _have_marks(publications)):
        from cvgen.bibliography.join import join_bibliography

        return join_bibliography(profile)
    return profile


def _have_marks(publications: Iterable[Publication]) -> bool:
    """Say whether marks are given by name, or one of them needs a meaning from the profile."""
    for paper in publications:
        if paper.marks:
            return True
        marks = "".join(author.marks for author in paper.authors)
        if marks.strip(MARKS_WITH_MEANING):
            return True
    return False


def list_publications(profile: Profile) -> list[Publication]:
    """List the publications of a profile in its order."""
    publications: list[Publication] = []
    for section in profile.sections:
        publications += [entry for entry in section.entries if isinstance(entry, Publication)]
    return publications


def build(profile: Profile, request: Request, environment: Environment) -> Built:
    """Make a CV.

    Raises VariantError, TargetError, ThemeError or RenderError with all findings.
    """
    return build_plan(resolve(profile, request, environment))


def build_letter(
    source: LetterSource, profile: Profile, request: Request, environment: Environment
) -> Built:
    """Make a letter, or a statement, of the profile's person.

    Its front matter wins over the profile.

    Raises VariantError, TargetError, ThemeError or RenderError with all findings.
    """
    return build_plan(resolve(profile, request, environment, source))


def build_plan(plan: Plan) -> Built:
    """Make what was planned.

    Raises ThemeError or RenderError, also for leaks of what is not to be said.
    """
    composition = compose_plan(plan)
    pdf = typeset_composition(composition)
    findings = check_built(composition, pdf)
    notes = tuple(finding for finding in findings if finding.severity == "note")
    warnings = tuple(finding for finding in findings if finding.severity != "note")
    return Built(pdf, (*warnings, *find_plan_leaks(plan, {"": pdf.data})), notes)


def typeset_composition(composition: Composition) -> Pdf:
    """Typeset; what has no place of its own when it fails gets that of the profile.

    Raises ThemeError or RenderError.
    """
    from cvgen.fit.typeset import typeset

    try:
        return typeset(composition)
    except EngineError:
        raise
    except RenderError as error:
        tree = get_source_tree(composition.plan)
        raise RenderError(*place_findings(error.diagnostics, tree)) from None


def check_built(composition: Composition, pdf: Pdf) -> tuple[Diagnostic, ...]:
    """List what is to be said of a finished PDF, but for leaks, which `find_plan_leaks` finds.

    What was left out for the number of pages is not looked for in it.
    """
    if pdf.left_out:
        from cvgen.fit.drop import drop_entries

        composition = drop_entries(composition, pdf.left_out)
    plan = composition.plan
    tree = get_source_tree(plan)
    return in_order(
        (
            *plan.warnings,
            *composition.warnings,
            *check_embedding(plan),
            *check_modules(composition),
            *place_findings(pdf.warnings, tree),
            *place_findings(check_parsers_view(composition, pdf), tree),
            *check_finished_file(plan, pdf.data),
        )
    )


__all__ = [
    "Built",
    "build",
    "build_letter",
    "build_plan",
    "check_built",
    "list_publications",
    "load_profile",
    "typeset_composition",
]
