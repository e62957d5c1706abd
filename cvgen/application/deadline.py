"""Takes a deadline as people write it, gives the moment that it is, in its own time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from cvgen.errors import did_you_mean

HOW_TO = "write 2026-12-01, or 2026-12-01 23:59 Europe/London"
_FORM = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2})(?:(?:T|,?\s+)(\d{1,2}:\d{2})(?::00)?)?(?:\s+([A-Za-z][\w+/-]*))?"
)
# "Anywhere on earth": the day has passed nowhere.
_FIXED: dict[str, tzinfo] = {"utc": UTC, "gmt": UTC, "aoe": timezone(timedelta(hours=-12), "AoE")}
# What these mean each machine says for itself, or does not say.
_OF_THE_MACHINE = frozenset({"localtime", "posixrules", "factory", "posix", "right"})


class WrongDeadlineError(ValueError):
    """A deadline that cannot be read; carries a hint."""

    def __init__(self, message: str, hint: str = HOW_TO) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last moment, aware of its zone; without a time that of the day's end. `zoned` says whether a zone was named, else it is UTC."""

    moment: datetime
    timed: bool = False
    zoned: bool = True

    def __str__(self) -> str:
        day = self.moment.strftime("%Y-%m-%d %H:%M" if self.timed else "%Y-%m-%d")
        return f"{day} {self.moment.tzinfo}" if self.zoned else day

    def days_left(self, now: datetime) -> int:
        """Count the days from the day that it is now in the deadline's zone; 0 on the last one, less than 0 after it."""
        return (self.moment.date() - now.astimezone(self.moment.tzinfo).date()).days

    def is_past(self, now: datetime) -> bool:
        """Say whether it is over; `now` must know its zone."""
        return now > self.moment


def parse(text: str) -> Deadline:
    """Read a deadline: a date, or a date and a time, with the name of a zone such as Europe/London, UTC or AoE.

    Raises WrongDeadlineError.
    """
    match = _FORM.fullmatch(" ".join(text.split()))
    if not match:
        raise WrongDeadlineError(f"'{text}' is no deadline")
    day, clock, zone = match.groups()
    where = _zone(zone) if zone else UTC
    try:
        date = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=where)
        hour = time.fromisoformat(clock.zfill(5)) if clock else time(23, 59, 59)
    except ValueError:
        raise WrongDeadlineError(f"'{text}' is no day and time that there is") from None
    return Deadline(
        date.replace(hour=hour.hour, minute=hour.minute, second=hour.second),
        bool(clock),
        bool(zone),
    )


def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo, available_timezones

    if name.lower() in _FIXED:
        return _FIXED[name.lower()]
    try:
        if not _is_of_the_machine(name):
            return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    known = {zone for zone in available_timezones() if not _is_of_the_machine(zone)}
    if not known:
        hint = "run 'pip install tzdata', or write the time in UTC"
        raise WrongDeadlineError(
            f"this machine has no table of time zones to find '{name}' in", hint
        )
    cities = {zone.rpartition("/")[2]: zone for zone in sorted(known)}
    nearest = cities.get(name.title().replace(" ", "_"))
    raise WrongDeadlineError(
        f"there is no time zone '{name}'",
        f"did you mean '{nearest}'?"
        if nearest
        else did_you_mean(name, known) or "write, for example, Europe/London",
    )


def _is_of_the_machine(name: str) -> bool:
    return name.lower().partition("/")[0] in _OF_THE_MACHINE
