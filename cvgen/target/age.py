"""Say that the rules of a target are closed, superseded, unconfirmed, or were read long ago."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from cvgen.errors import Diagnostic, Place
from cvgen.target.target import Target
from cvgen.target.values import UNKNOWN
from cvgen.text.dates import parse_date


def find_age_findings(target: Target, today: date, place: Place | None) -> Iterator[Diagnostic]:
    """Report why the rules of a target may hold no longer; of one that nobody dated, nothing."""
    if target.is_default:
        return
    name, hint = target.name, _name_address(target)
    if target.closed and _find_last_day(target.closed) < today:
        message = f"the call '{name}' is closed: it was open until {target.closed}"
        yield Diagnostic("K131", message, place, f"look for the next one: {hint}", "warning")
    if target.superseded_by:
        message = f"the rules of '{name}' were superseded by {target.superseded_by}"
        yield Diagnostic("K132", message, place, f"read the new ones: {hint}", "warning")
    if is_old(target, today):
        message = f"the rules of '{name}' were read over a year ago: {target.checked_on}"
        yield Diagnostic("K133", message, place, f"compare with the call: {hint}", "warning")
    if not target.confirmed:
        message = f"nobody confirmed the rules of '{name}': their page was not found again"
        yield Diagnostic("K134", message, place, f"ask who made the call: {hint}", "warning")


def is_old(target: Target, today: date) -> bool:
    """Say whether rules were read over a year ago, also if on the last day of what is dated."""
    if target.checked_on == UNKNOWN:
        return False
    read_on = _find_last_day(target.checked_on)
    return (read_on.year + 1, read_on.month, read_on.day) < (today.year, today.month, today.day)


def _find_last_day(text: str) -> date:
    """Find the last day that a partial date can mean."""
    partial = parse_date(text)
    month = partial.month or 12
    day = partial.day or calendar.monthrange(partial.year, month)[1]
    return date(partial.year, month, day)


def _name_address(target: Target) -> str:
    return target.url[0] if target.url else target.source
