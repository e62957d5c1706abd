"""A career as phases of months: posts, studies and breaks, with its gaps and what lies at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from msgspec import Struct

from cvgen.files.yamlfile import KeyPath
from cvgen.profile.model import Profile, Section
from cvgen.profile.sections import Entry, get_positions
from cvgen.text.dates import PartialDate, Period

_BREAKS = "breaks"
# What fills the time of a career, and of that what may be a full-time post.
_FILLING = ("education", "work", "research", "teaching", "volunteer", _BREAKS)
_POSTS = ("work", "research")
_FULL = 100  # per cent of full time
_LEAST_OVERLAP = 2  # months: a post may begin in the month in which another ends
_MONTHS = 12


class Phase(Struct, frozen=True):
    """Something that lasted from a month to another, both included; months count from year 0.

    `whole` is the entry that a position stands in, or the entry itself; `share` is in per cent.
    """

    kind: str
    entry: Entry
    whole: Entry
    path: KeyPath
    first: int
    last: int
    share: int
    is_exact: bool

    @property
    def is_break(self) -> bool:
        """Whether it is a break."""
        return self.kind == _BREAKS


class Gap(Struct, frozen=True):
    """Months of which nothing is said, both included, and the phase that comes after them."""

    first: int
    last: int
    next: Phase | None


def list_phases(profile: Profile, today: date) -> list[Phase]:
    """List what a career was made of until today, in the order of time."""
    phases: list[Phase] = []
    for section in profile.sections:
        if section.kind in _FILLING:
            phases += _list_section(section, today)
    return sorted(phases, key=lambda phase: (phase.first, phase.last))


def _list_section(section: Section, today: date) -> Iterator[Phase]:
    for index, entry in enumerate(section.entries):
        path = (*section.path, index)
        positions = get_positions(entry)
        for number, position in enumerate(positions):
            position_path = (*path, "positions", number)
            yield from _make_phase(section.kind, position, entry, position_path, today)
        if not positions:
            yield from _make_phase(section.kind, entry, entry, path, today)


def _make_phase(
    kind: str, entry: Entry, whole: Entry, path: KeyPath, today: date
) -> Iterator[Phase]:
    """Make a phase of what has begun; years without months are taken as whole ones."""
    period = entry.period()
    start = period.start or period.end
    end = _find_end(period, today)
    if start is None or end is None:
        return
    this_month = count_month(PartialDate(today.year, today.month))
    first = count_month(start)
    last = min(count_month(end, is_end=True), this_month)
    share = getattr(entry, "percentage", None) or getattr(whole, "percentage", None) or _FULL
    is_exact = bool(start.month and end.month)
    if first <= last:
        yield Phase(kind, entry, whole, path, first, last, share, is_exact)


def _find_end(period: Period, today: date) -> PartialDate | None:
    if period.ongoing:
        return PartialDate(today.year, today.month)
    return period.end or period.start


def count_month(day: PartialDate, *, is_end: bool = False) -> int:
    """Count the months from year 0 to a date; a year by itself begins and ends with its own."""
    month = day.month
    if not month:
        month = _MONTHS if is_end else 1
    return day.year * _MONTHS + month - 1


def read_month(number: int) -> PartialDate:
    """Return the month of a count of months."""
    return PartialDate(number // _MONTHS, number % _MONTHS + 1)


def find_gaps(phases: Sequence[Phase], least: int, today: date) -> Iterator[Gap]:
    """Find gaps of at least so many months, also the one until today."""
    if not phases:
        return
    reached = phases[0].last
    for phase in phases:
        if phase.first - reached - 1 >= least:
            yield Gap(reached + 1, phase.first - 1, phase)
        reached = max(reached, phase.last)
    this_month = count_month(PartialDate(today.year, today.month))
    if this_month - reached >= least:
        yield Gap(reached + 1, this_month, None)


def find_overlaps(phases: Iterable[Phase]) -> Iterator[tuple[Phase, Phase, int]]:
    """Find posts that lie at once and are over full time together, and for how many months."""
    posts = [phase for phase in phases if phase.kind in _POSTS and phase.is_exact]
    for earlier, later in combinations(posts, 2):
        months = min(earlier.last, later.last) - later.first + 1
        if months >= _LEAST_OVERLAP and earlier.share + later.share > _FULL:
            yield earlier, later, months


def count_break_months(phases: Iterable[Phase], since: int = 0) -> int:
    """Count the months of breaks, each once, from a month on."""
    months: set[int] = set()
    for phase in phases:
        if phase.is_break and phase.is_exact:
            months.update(range(max(phase.first, since), phase.last + 1))
    return len(months)


def list_neighbours(pause: Phase, phases: Sequence[Phase]) -> dict[str, Phase]:
    """List what a break lies in; or else what came last before it, and first after it."""
    others = [phase for phase in phases if not phase.is_break]
    around = [other for other in others if _covers(other, pause)]
    if around:
        return {"during": around[-1]}
    found: dict[str, Phase] = {}
    for other in others:
        if other.last <= pause.first and _is_later(other, found.get("after")):
            found["after"] = other
        if other.first >= pause.last:
            found.setdefault("before", other)
    return found


def _covers(phase: Phase, other: Phase) -> bool:
    return phase.first <= other.first and other.last <= phase.last


def _is_later(phase: Phase, other: Phase | None) -> bool:
    return other is None or phase.last > other.last
