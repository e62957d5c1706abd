"""Check the time of a career: gaps, posts that lie at once, breaks without months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cvgen.errors import Diagnostic, Place
from cvgen.profile.model import Profile
from cvgen.profile.timeline import (
    Gap,
    Phase,
    find_gaps,
    find_overlaps,
    list_phases,
    read_month,
)
from cvgen.text.units import format_count

LEAST_GAP = 3  # months, from which on calls ask what was then


def check_career(profile: Profile, today: date, least_gap: int = LEAST_GAP) -> list[Diagnostic]:
    """Find what a reader who counts months would ask about."""
    phases = list_phases(profile, today)
    findings = [
        *_describe_gaps(profile, phases, least_gap, today),
        *_describe_overlaps(profile, phases),
        *_describe_uncounted(profile, phases),
    ]
    return sorted(findings, key=lambda finding: finding.place or Place(""))


def _describe_gaps(
    profile: Profile, phases: Sequence[Phase], least: int, today: date
) -> Iterator[Diagnostic]:
    for gap in find_gaps(phases, least, today):
        months = format_count(gap.last - gap.first + 1, "month")
        message = f"nothing is said of {_format_months(gap)} ({months})"
        place = Place(profile.tree.file)
        if gap.next:
            place = profile.tree.find_place(gap.next.path)
        hint = "add what was then, or say it under 'breaks:'"
        yield Diagnostic("W423", message, place, hint, "warning")


def _format_months(gap: Gap) -> str:
    first, last = read_month(gap.first), read_month(gap.last)
    if first == last:
        return str(first)
    return f"{first} to {last}"


def _describe_overlaps(profile: Profile, phases: Sequence[Phase]) -> Iterator[Diagnostic]:
    for earlier, later, months in find_overlaps(phases):
        other = profile.tree.find_place(earlier.path)
        share = earlier.share + later.share
        message = (
            f"for {format_count(months, 'month')} this lies beside the post of line {other.line}:"
            f" together {share} % of full time"
        )
        hint = "correct a date, or say how much it was: 'percentage: 50'"
        place = profile.tree.find_place(later.path)
        yield Diagnostic("W424", message, place, hint, "warning")


def _describe_uncounted(profile: Profile, phases: Sequence[Phase]) -> Iterator[Diagnostic]:
    for phase in phases:
        if phase.is_break and not phase.is_exact:
            message = "this break has no months, and so calls cannot count it"
            place = profile.tree.find_place(phase.path)
            hint = "write startDate and endDate like 2021-09"
            yield Diagnostic("W425", message, place, hint, "warning")
