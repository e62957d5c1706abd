"""Dates are as precise as they were written, and compare as far as they are known."""

import pytest

from cvgen.text import dates
from cvgen.text.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021", PartialDate(2021)),
        ("2021-09", PartialDate(2021, 9)),
        ("2021-9", PartialDate(2021, 9)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        (" 2021 ", PartialDate(2021)),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(text, date):
    assert dates.parse_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21",
        "2021-13",
        "2021-00",
        "2021-02-29",
        "2021-04-31",
        "2021-04-00",
        "Sep 2021",
        "2021/09",
        "09/2021",
        "2021-09-01T00:00",
        "0000",
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=f"^'{text}' "):
        dates.parse_date(text)


@pytest.mark.parametrize("text", ["2021", "2021-09", "2021-09-03"])
def test_a_date_prints_back_as_iso_8601(text):
    assert str(dates.parse_date(text)) == text


@pytest.mark.parametrize(
    ("first", "second", "surely"),
    [
        ("2020", "2021", True),
        ("2021", "2021-09", False),
        ("2021-08", "2021-09", True),
        ("2021-09", "2021-09-02", False),
        ("2021-09-01", "2021-09-02", True),
        ("2022", "2021", False),
    ],
)
def test_before_means_surely_before(first, second, surely):
    assert dates.is_before(dates.parse_date(first), dates.parse_date(second)) is surely


def test_dates_sort_by_time_and_a_season_by_its_months():
    spring, fall = PartialDate(2023, season="spring"), PartialDate(2023, season="fall")
    may, december = PartialDate(2023, 5, expected=True), PartialDate(2023, 12, 1)
    mixed = [december, fall, may, spring, PartialDate(2023), PartialDate(2022)]
    in_order = [PartialDate(2022), PartialDate(2023), spring, may, fall, december]
    assert sorted(mixed) == in_order


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (PartialDate(2023, season="fall"), "2023 Fall"),
        (PartialDate(2023, season="Q3"), "2023 Q3"),
        (PartialDate(2027, 5, expected=True), "2027-05 (expected)"),
    ],
)
def test_what_iso_8601_cannot_say_follows_the_year(date, text):
    assert str(date) == text
