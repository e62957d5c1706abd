"""Behind a period stands how long it was, in the words of CLDR, where its months are known; by option only."""

import json

import pytest
from exported import export_profile, take_text
from msgspec.structs import replace

from cvgen.compose.durations import add_duration
from cvgen.compose.locale import find_locale, list_languages
from cvgen.text.dates import PartialDate
from cvgen.text.written_periods import parse_written_period

TODAY = PartialDate(2026, 11, 30)


def tell(text, language="en"):
    locale = replace(find_locale(language), with_durations=True)
    return add_duration("", parse_written_period(text), locale, TODAY).strip()


@pytest.mark.parametrize(
    ("period", "duration"),
    [
        ("2020-01/2022-03", "(2 yrs 3 mths)"),
        ("2022-01/2022-12", "(1 yr)"),
        ("2022-01/2022-02", "(2 mths)"),
        ("since March 2026", "(9 mths)"),
        ("2019/2021", ""),
        ("since 2019", ""),
        ("May 2020", ""),
        ("Mar 2026 – May 2027 (expected)", ""),
        ("since January 2027", ""),
    ],
)
def test_first_and_last_month_count_and_what_is_not_known_is_not_said(period, duration):
    assert tell(period) == duration


@pytest.mark.parametrize(
    ("language", "duration"),
    [
        ("de", "(5 J, 2 Mon.)"),
        ("fr", "(5 ans 2 m.)"),
        ("pl", "(5 lat 2 mies.)"),
        ("zh", "（5年2个月）"),
        ("ar", "(5 سنوات وشهران)"),
    ],
)
def test_words_and_plurals_are_those_of_the_language(language, duration):
    """From CLDR's units (short), read off its survey pages."""
    assert tell("2020-01/2025-02", language) == duration


def test_every_language_has_words():
    for language in list_languages():
        assert any(digit in tell("2001-01/2007-07", language) for digit in "6۶६"), language


def test_a_cv_has_durations_only_where_they_are_asked_for(load_text):
    job = {"name": "Firm", "startDate": "2020-01", "endDate": "2021-02"}
    data = {"basics": {"name": "Ada"}, "work": [job]}
    for options, is_there in (({}, False), ({"durations": "true"}, True)):
        profile = load_text(json.dumps({**data, "options": options}))
        assert ("(1 yr 2 mths)" in take_text(export_profile(profile, ["txt"]))) == is_there


def test_a_skill_says_its_years_and_level_in_words(load_text):
    skill = {"name": "Python", "keywords": ["numpy"], "level": "daily", "years": 8}
    data = {"basics": {"name": "Ada"}, "skills": [skill]}
    for language, said in (("en", ", daily, 8 yrs"), ("zh", "，daily，8年")):
        text = take_text(export_profile(load_text(json.dumps(data)), ["txt"], language=language))
        assert f"numpy{said}" in " ".join(text.split())
