"""Parse a deadline as people write it into a moment in its time zone (IANA's names, UTC, AoE)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from msgspec import Struct

from cvgen.errors import did_you_mean
from cvgen.text.dates import PartialDate
from cvgen.text.numeric_dates import AmbiguousDateError
from cvgen.text.patterns import compile_late
from cvgen.text.written_periods import parse_written_date

FORMAT_HINT = "write 2026-12-01, or 2026-12-01 23:59 Europe/London"
_DEADLINE = compile_late(
    r"(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|.+?[^A-Za-z])"
    r"(?:(?:T|,? )(?P<clock>[0-9]{1,2}:[0-9]{2})(?::00)?)?"
    r"(?: (?P<zone>[A-Za-z][\w+/-]*))?"
)
_MOST_CHARACTERS = 100
# "Anywhere on earth": the day has passed nowhere.
_FIXED_ZONES: dict[str, tzinfo] = {
    "utc": UTC,
    "gmt": UTC,
    "aoe": timezone(timedelta(hours=-12), "AoE"),
}
# What these mean depends on the machine.
_MACHINE_ZONES = frozenset({"localtime", "posixrules", "factory", "posix", "right"})


class DeadlineError(ValueError):
    """A deadline that cannot be read; carries a hint."""

    def __init__(self, message: str, hint: str = FORMAT_HINT) -> None:
        super().__init__(message)
        self.hint = hint


class Deadline(Struct, frozen=True):
    """The last moment, aware of its zone: the end of the day without a time, UTC without a zone."""

    moment: datetime
    has_time: bool = False
    has_zone: bool = True

    def __str__(self) -> str:
        text = f"{self.moment:%Y-%m-%d}"
        if self.has_time:
            text += f" {self.moment:%H:%M}"
        if self.has_zone:
            text += f" {self.moment.tzinfo}"
        return text

    def count_days_left(self, now: datetime) -> int:
        """Count the days from today, as it is in the deadline's zone.

        It is 0 on the last day, and less than 0 after it.
        """
        today = now.astimezone(self.moment.tzinfo).date()
        return (self.moment.date() - today).days

    def is_past(self, now: datetime) -> bool:
        """Say whether it is over; `now` must know its zone."""
        return now > self.moment


def parse_deadline(text: str) -> Deadline:
    """Parse a date, or a date and a time, with a zone such as Europe/London, UTC or AoE.

    Raises DeadlineError.
    """
    match = None
    if len(text) <= _MOST_CHARACTERS:
        match = _DEADLINE.fullmatch(" ".join(text.split()))
    if not match:
        raise DeadlineError(f"'{text[:_MOST_CHARACTERS]}' is no deadline")
    zone: tzinfo = UTC
    if match["zone"]:
        zone = _find_zone(match["zone"])
    clock = time(23, 59, 59)
    try:
        date = _parse_day(match["day"])
        day = datetime(date.year, date.month, date.day, tzinfo=zone)
        if match["clock"]:
            clock = time.fromisoformat(match["clock"].zfill(5))
    except DeadlineError:
        raise
    except ValueError:
        raise DeadlineError(f"'{text}' is no day and time that there is") from None
    moment = datetime.combine(day, clock, zone)
    return Deadline(moment, bool(match["clock"]), bool(match["zone"]))


def _parse_day(text: str) -> PartialDate:
    """Parse the day of a deadline, as people write it.

    Raises DeadlineError.
    """
    try:
        date = parse_written_date(text)
    except AmbiguousDateError as error:
        raise DeadlineError(str(error), "") from None
    except ValueError as error:
        raise DeadlineError(str(error)) from None
    if not date.day or date.expected:
        raise DeadlineError(f"'{text}' is no day")
    return date


def _find_zone(name: str) -> tzinfo:
    """Find a time zone by its name, in any case for those that are fixed."""
    from zoneinfo import ZoneInfo

    if name.lower() in _FIXED_ZONES:
        return _FIXED_ZONES[name.lower()]
    if not _is_machine_zone(name):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            pass
    raise _describe_unknown_zone(name)


def _describe_unknown_zone(name: str) -> DeadlineError:
    """Return the error for a name that no zone has, with the zone of that city as a hint."""
    from zoneinfo import available_timezones

    zones = {zone for zone in available_timezones() if not _is_machine_zone(zone)}
    if not zones:
        return DeadlineError(
            f"this machine has no table of time zones to find '{name}' in",
            "run 'pip install tzdata', or write the time in UTC",
        )
    zones_by_city = {zone.rpartition("/")[2]: zone for zone in sorted(zones)}
    nearest = zones_by_city.get(name.title().replace(" ", "_"))
    if nearest:
        hint = f"did you mean '{nearest}'?"
    else:
        hint = did_you_mean(name, zones) or "write, for example, Europe/London"
    return DeadlineError(f"there is no time zone '{name}'", hint)


def _is_machine_zone(name: str) -> bool:
    return name.lower().partition("/")[0] in _MACHINE_ZONES
