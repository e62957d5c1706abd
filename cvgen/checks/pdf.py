"""Preflight: what each rule says of any PDF that was inspected, for a target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cvgen.checks import pdf_file, pdf_name, pdf_pages, pdf_text
from cvgen.checks.pdf_subject import Case
from cvgen.checks.rules import Verdict, sort_rules, try_rules
from cvgen.errors import Diagnostic, Place, TargetError, did_you_mean
from cvgen.pdf.facts import PdfFacts
from cvgen.target.load import find_target
from cvgen.target.target import DEFAULT_TARGET, Target
from cvgen.target.values import DOCUMENT_KINDS

RULES = sort_rules(pdf_file.RULES, pdf_name.RULES, pdf_pages.RULES, pdf_text.RULES)


def find_target_or_default(name: str | None, folders: Sequence[Path] = ()) -> Target:
    """Find a target, or the one that is safe for all where no name is given.

    Raises TargetError.
    """
    return find_target(name or DEFAULT_TARGET, folders)


def require_kind(kind: str) -> str:
    """Return the word for a kind of document.

    Raises TargetError where it is none.
    """
    if kind not in DOCUMENT_KINDS:
        message = f"there is no kind '{kind}' of document"
        raise TargetError(Diagnostic("E121", message, None, did_you_mean(kind, DOCUMENT_KINDS)))
    return kind


def check_pdf(
    inspected: PdfFacts, target: Target, kind: str = "cv", place: Place | None = None
) -> Iterator[Verdict]:
    """Try every rule on a file that is to be a document of a kind (cv, letter, transcript, …)."""
    default = target
    if target.name != DEFAULT_TARGET:
        default = find_target_or_default(None)
    case = Case(inspected, target, kind, default.get_demands(kind), place or Place(inspected.name))
    yield from try_rules(RULES, case)
