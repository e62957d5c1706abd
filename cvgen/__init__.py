"""cvgen: takes a CV as data (a profile in YAML) and gives back a typeset PDF.

This is the story as others may import it; `docs/pages/api.md` tells it by examples, and what of it
is stable: all that `__all__` names. Nothing is imported before it is used.
"""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False  # as of `typing`, which takes longer to import than this package
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from cvgen.errors import CvgenError, Diagnostic, Place
    from cvgen.exporters.export import Exported
    from cvgen.plan.composition import Composition
    from cvgen.plan.plan import Plan
    from cvgen.plan.request import Environment, Request
    from cvgen.profile.model import Profile
    from cvgen.render.pdf import Pdf

__version__ = "0.1.0"

_HOMES = {
    "CvgenError": "errors",
    "Diagnostic": "errors",
    "Place": "errors",
    "Exported": "exporters.export",
    "Composition": "plan.composition",
    "Plan": "plan.plan",
    "Profile": "profile.model",
    "Pdf": "render.pdf",
    "Environment": "plan.request",
    "Request": "plan.request",
}


def load(path: str | Path, overrides: Iterable[str | Path] = ()) -> Profile:
    """Read a profile, by its file or its folder, with files that are laid over it.

    Raises CvgenError with all findings.
    """
    from pathlib import Path

    from cvgen.build import load_profile
    from cvgen.profile.files import check_profile_link, find_profile_in

    file = Path(path)
    if file.is_dir():
        folder = file
        file = find_profile_in(folder)
        check_profile_link(file, folder)
    return load_profile(file, tuple(map(Path, overrides)))


def resolve(
    profile: Profile, request: Request | None = None, environment: Environment | None = None
) -> Plan:
    """Decide all that holds for a CV: theme, options, language, target, reader, number of pages.

    Without a request, the profile decides; without an environment, it is today by the clock, and
    there are no themes but cvgen's and the profile's. Raises CvgenError with all findings.
    """
    from datetime import date

    from cvgen.plan import resolve as plans
    from cvgen.plan.request import Environment, Request

    today = environment or Environment(date.today())  # noqa: DTZ011 - the day of where one is
    wish = request or Request()
    _check_request(wish)
    return plans.resolve(profile, wish, today)


def _check_request(request: Request) -> None:
    """Check what the command line has checked of its own requests.

    Raises VariantError.
    """
    from cvgen.errors import Diagnostic, VariantError

    findings = []
    if request.pages is not None and request.pages < 1:
        message = f"a CV cannot have {request.pages} pages"
        findings.append(Diagnostic("E122", message, None, "ask for one or more"))
    for name, value in request.options.items():
        if not isinstance(value, str):
            message = f"the option '{name}' is {value!r}, and no text"
            findings.append(Diagnostic("E123", message, None, f"write it as '{value}', in quotes"))
    if findings:
        raise VariantError(*findings)


def compose(plan: Plan) -> Composition:
    """Put a plan into words: a document of strings ready to print."""
    from cvgen.plan.composition import compose_plan

    return compose_plan(plan)


def typeset(composition: Composition) -> Pdf:
    """Print a composition, within its number of pages if one was asked for.

    Raises CvgenError with all findings.
    """
    from cvgen.build import typeset_composition

    return typeset_composition(composition)


def check(composition: Composition, pdf: Pdf) -> tuple[Diagnostic, ...]:
    """List all that is to be said of a finished PDF, by place.

    From the profile's warnings to the target's demands. An error says that the file holds what its
    reader is not to see, and is not to be sent.
    """
    from cvgen.build import check_built
    from cvgen.errors import RenderError, in_order
    from cvgen.plan.leaks import find_plan_leaks

    findings = check_built(composition, pdf)
    try:
        leaks = find_plan_leaks(composition.plan, {"": pdf.data})
    except RenderError as error:
        leaks = error.diagnostics
    return in_order((*findings, *leaks))


def check_file(
    path: str | Path, target: str | None = None, kind: str = "cv"
) -> tuple[Diagnostic, ...]:
    """List what the rules of preflight find in any PDF, for a call or portal by its name.

    The `kind` is what the document is to be: cv, letter, transcript, … Raises CvgenError where
    there is no such target or kind.
    """
    from pathlib import Path

    from cvgen.checks.pdf import check_pdf, find_target_or_default, require_kind
    from cvgen.errors import Place
    from cvgen.render.foreign import inspect_foreign_pdf

    judge = find_target_or_default(target)
    file = inspect_foreign_pdf(Path(path))
    verdicts = check_pdf(file, judge, require_kind(kind), Place(str(path)))
    return tuple(finding for verdict in verdicts for finding in verdict.findings)


def export(composition: Composition, formats: Iterable[str], stem: str = "cv") -> Exported:
    """Write a composition in other formats, by their words for `cvgen export --to`.

    The names of its `files` begin with the stem. Raises CvgenError, also for what its reader is not
    to see.
    """
    from cvgen.exporters.export import export_composition
    from cvgen.exporters.registry import require_format

    return export_composition(composition, [require_format(name) for name in formats], stem)


if not TYPE_CHECKING:  # so that a type checker sees a name that is not there

    def __getattr__(name: str) -> Any:
        """Import a class where somebody asks for it."""
        if name not in _HOMES:
            raise AttributeError(f"module 'cvgen' has no attribute '{name}'")
        from importlib import import_module

        return getattr(import_module(f"cvgen.{_HOMES[name]}"), name)


class _Package(ModuleType):
    """The package, in which no folder of it takes the place of a function, as `compose` would."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__:
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package

__all__ = [
    "Composition",
    "CvgenError",
    "Diagnostic",
    "Environment",
    "Exported",
    "Pdf",
    "Place",
    "Plan",
    "Profile",
    "Request",
    "__version__",
    "check",
    "check_file",
    "compose",
    "export",
    "load",
    "resolve",
    "typeset",
]
