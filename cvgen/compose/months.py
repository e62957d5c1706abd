"""The names of the twelve months, in the forms that a language has of them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Months(Struct, frozen=True):
    """The names of the twelve months; some languages decline them beside a day.

    `first` are those of the month that another follows before the year: "Mar – Jun 2023".
    """

    alone: tuple[str, ...]
    with_day: tuple[str, ...]
    first: tuple[str, ...]


def list_months(data: Mapping[str, list[str]], key: str) -> Months:
    """List the months of a locale file; without names for beside a day they are the same."""
    alone = data[key]
    with_day = data.get(f"{key}-with-day", alone)
    first = data.get(f"{key}-first", alone)
    return Months(tuple(alone), tuple(with_day), tuple(first))


def rename_months(
    months: Mapping[str, Months], changes: Mapping[str, Mapping[str, str]]
) -> dict[str, Months]:
    """Change the names of some months, by their number, in a width: {short: {1: Jän.}}."""
    renamed = dict(months)
    for width, names in changes.items():
        renamed[width] = Months(
            _put_names(months[width].alone, names),
            _put_names(months[width].with_day, names),
            _put_names(months[width].first, names),
        )
    return renamed


def _put_names(names: tuple[str, ...], changes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(changes.get(str(number), name) for number, name in enumerate(names, start=1))
