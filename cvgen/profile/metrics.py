"""Figures that somebody read elsewhere and wrote down: of a person, and of a work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from msgspec.structs import replace

from cvgen.errors import Diagnostic
from cvgen.files.merge import get_value_at
from cvgen.files.yamlfile import Tree
from cvgen.profile.checkers import Before, Range
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import Date, Text
from cvgen.profile.record import Record
from cvgen.text.dates import PartialDate
from cvgen.text.written_periods import parse_written_date

METRICS = "metrics"
_SOURCE_AND_DAY = ("source", "date")


_Count = Annotated[int, Range(0)]


class WorkMetrics(Record):
    """How often a work was cited or read, by whom that was counted, and the day it was read there.

    For example `{citations: 40, source: OpenAlex, date: 2026-11-01}`.
    """

    citations: _Count | None = None
    reads: _Count | None = None
    source: Text
    date: Date

    def check_whole(self) -> None:
        """Check that there is a figure."""
        names = [name for name in type(self).model_fields if name not in _SOURCE_AND_DAY]
        if all(getattr(self, name) is None for name in names):
            hint = f"write one of {', '.join(names)}"
            raise make_field_error("P310", "this says where and when, and no figure", hint)


class PersonMetrics(WorkMetrics):
    """Figures of a person's works together, with the h-index.

    For example `{citations: 1204, hIndex: 18, source: Google Scholar, date: 2026-11-01}`.
    """

    hIndex: _Count | None = None


def _wrap_one(value: Any) -> Any:
    if isinstance(value, dict):
        return [value]
    return value


WorkFigures = Annotated[tuple[WorkMetrics, ...], Before(_wrap_one, WorkMetrics | list[WorkMetrics])]
PersonFigures = Annotated[
    tuple[PersonMetrics, ...], Before(_wrap_one, PersonMetrics | list[PersonMetrics])
]


def find_old_figures(tree: Tree, today: date) -> Iterator[Diagnostic]:
    """Find the figures that were read more than a year before a day."""
    for path in tree.values:
        if path[-1:] != ("date",) or METRICS not in path[-3:-1]:
            continue
        read = _parse_day(get_value_at(tree.data, path))
        if read and _is_over_a_year_old(read, today):
            message = f"these figures were read on {read}, more than a year ago"
            place = tree.find_place(path)
            yield Diagnostic("W420", message, place, "read them anew, or take them out", "warning")


def _parse_day(value: Any) -> PartialDate | None:
    if not isinstance(value, str):
        return None
    try:
        return parse_written_date(value)
    except ValueError:
        return None


def _is_over_a_year_old(read: PartialDate, today: date) -> bool:
    year_ago = PartialDate(today.year - 1, today.month, today.day)
    return replace(read, expected=False) < year_ago
