"""Compose a plan: its profile, or its letter, in the words of its locale."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose import compose, compose_letter
from cvgen.compose.qr_code import add_qr_code
from cvgen.compose.unlink import remove_links
from cvgen.compose.view import NOTHING, Document, Letter
from cvgen.errors import Diagnostic
from cvgen.plan.plan import Plan


class Composition(Struct, frozen=True):
    """A plan in words.

    Strings ready to print, with a letter if it is one, and what could not be worded as written.
    """

    plan: Plan
    document: Document
    letter: Letter | None = None
    warnings: tuple[Diagnostic, ...] = ()

    def with_options(self, changes: dict[str, str]) -> Composition:
        """Change some options of the theme, and no word."""
        return replace(self, plan=self.plan.with_options(changes))


def compose_plan(plan: Plan) -> Composition:
    """Put a plan into words."""
    letter = None
    if plan.letter:
        document, letter, warnings = compose_letter(
            plan.letter, plan.profile, plan.locale, plan.today
        )
    else:
        document, warnings = compose(plan.profile, plan.locale, plan.today)
        if plan.style.options.get("qr-code") != "false":
            document, findings = add_qr_code(
                document, plan.profile, plan.locale, plan.request.variant
            )
            warnings += findings
    if plan.style.options.get("heading-words") == "standard":
        from cvgen.target.parser.standard import use_standard_headings

        document = use_standard_headings(document, plan.locale)
    document = _limit_metadata(document, plan)
    if plan.request.is_part:
        document = replace(document, heading=_find_heading(document, letter, plan))
    if plan.is_anonymous:
        document = remove_links(document)
        letter = remove_links(letter)
    return Composition(plan, document, letter, warnings)


def _find_heading(document: Document, letter: Letter | None, plan: Plan) -> Markup:
    """Find what a document of an application is called above its text, if its head is small."""
    if letter is None:
        if len(document.sections) == 1:
            return document.sections[0].title
        return Markup.escape(plan.locale.headings[plan.kind])
    if letter.kind in ("letter", "title-page"):
        return NOTHING
    return letter.subject or Markup.escape(plan.locale.headings["statement"])


def _limit_metadata(document: Document, plan: Plan) -> Document:
    """Let the audience decide what the file says of itself."""
    allowed = plan.audience.metadata
    changes: dict[str, object] = {}
    if "subject" not in allowed:
        changes["subject"] = plan.locale.words["document"]
    if "keywords" not in allowed:
        changes["keywords"] = ()
    return replace(document, **changes)
