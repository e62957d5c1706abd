"""Where somebody was: one organization or several, each with a place and a time of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from cvgen.profile.checkers import Described, Instead, build_checker
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import (
    Date,
    EndDate,
    Locations,
    Moments,
    Text,
    Url,
    check_text,
)
from cvgen.profile.record import Record
from cvgen.text.dates import PartialDate, Period, is_before, span_periods


class OrganizationRecord(Record):
    """One of several universities or employers; `role` says what it was, such as cotutelle."""

    name: Text
    department: Text | None = None
    role: Text | None = None
    location: Locations = ()
    url: Url | None = None
    date: Moments = ()
    startDate: Date | None = None
    endDate: EndDate | None = None

    def check_whole(self) -> None:
        """Check that it ends after it starts."""
        check_end(self.list_periods())

    def list_periods(self) -> tuple[Period, ...]:
        """List when it was; often nothing."""
        return make_periods(self.date, self.startDate, self.endDate)


def make_periods(
    moments: tuple[Period, ...], start: PartialDate | None, end: Any
) -> tuple[Period, ...]:
    """Make periods of what is written.

    What starts and is not said to end is still going on (JSON Resume's habit).
    """
    if moments:
        return moments
    if end == "present":
        return (Period(start, None, ongoing=True),)
    if start or end:
        return (Period(start, end, ongoing=end is None),)
    return ()


def check_end(periods: tuple[Period, ...]) -> None:
    """Check that each period ends after it starts.

    Raises WrongValueError.
    """
    for period in periods:
        if period.start and period.end and is_before(period.end, period.start):
            message = f"this ends ({period.end}) before it starts ({period.start})"
            raise make_field_error("P205", message, key="endDate")


def _check_organizations(value: Any) -> Any:
    """Check one name, which stays text, or several, which become records."""
    if isinstance(value, tuple | list):
        return _CHECK_SEVERAL([_wrap_name(item) for item in value])
    if _is_record(value):
        return _CHECK_SEVERAL([value])
    return check_text(value)


def _wrap_name(item: Any) -> Any:
    if isinstance(item, OrganizationRecord) or _is_record(item):
        return item
    return {"name": item}


def _is_record(value: Any) -> bool:
    """Say whether keys and values are those of an organization, and not a name by language."""
    return isinstance(value, Mapping) and any(
        key in OrganizationRecord.model_fields for key in value
    )


_CHECK_SEVERAL = build_checker(tuple[OrganizationRecord, ...])
_Written = Text | OrganizationRecord
Organizations = Annotated[
    Text | tuple[OrganizationRecord, ...],
    Instead(_check_organizations, _Written | list[_Written]),
    Described(name="organization-or-several"),
]


def get_organizations(value: Any) -> tuple[OrganizationRecord, ...]:
    """Return the organizations in a field that names several; nothing for any other value."""
    if isinstance(value, tuple) and value and isinstance(value[0], OrganizationRecord):
        return value
    return ()


def span_organizations(values: Any) -> Period:
    """Find the period from the first to the last day at the organizations in fields."""
    periods: list[Period] = []
    for value in values:
        for organization in get_organizations(value):
            periods += organization.list_periods()
    return span_periods(periods)
