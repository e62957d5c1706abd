"""A résumé parser reads dates with how long it was behind them as dates."""

import pytest

from cvgen.target.parser.dates import find_period, is_same_period


@pytest.mark.parametrize(
    "period",
    [
        "Oct 2018 – Feb 2022 (3 yrs 5 mths)",
        "Mar 2022 – present (1 yr)",
        "2018年10月 – 2022年2月（3年5个月）",
    ],
)
def test_a_duration_belongs_to_its_dates(period):
    assert find_period(f"Engineer {period}") == period
    assert is_same_period(period, period.partition("（")[0].partition(" (")[0])


def test_another_bracket_is_none():
    assert find_period("A lens (version 2), 2020") == "2020"
