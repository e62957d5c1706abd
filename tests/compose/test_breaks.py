"""Career breaks are explained from the entries, counted in months, and say their reason to whom they may."""

import json
from typing import get_args

import pytest
from exported import export_profile, take_text

from cvgen.compose.locale import list_languages
from cvgen.files.yamltable import read_table
from cvgen.profile.academic import BreakReason

CAREER = {
    "education": [
        {"studyType": "PhD", "institution": "Uni", "startDate": "2010-10", "endDate": "2014-09"}
    ],
    "work": [
        {"position": "Reader", "name": "New Uni", "startDate": "2020-03"},
        {"position": "Fellow", "name": "Old Lab", "startDate": "2015-06", "endDate": "2018-12"},
    ],
    "breaks": [
        {"reason": "parental-leave", "startDate": "2016-03", "endDate": "2016-12"},
        {
            "reason": "illness",
            "name": "Own words",
            "startDate": "2019-04",
            "endDate": "2019-08",
            "summary": "A secret tale",
        },
    ],
}


def write_text(load_text, data, **wish):
    profile = load_text(json.dumps({"basics": {"name": "Ada"}, **data}))
    return " ".join(take_text(export_profile(profile, ["txt"], **wish)).split())


def test_a_timeline_says_what_each_break_lies_in_or_between(load_text):
    text = write_text(load_text, {**CAREER, "timeline": True})
    leave, illness = text.split("Parental leave")[1].split("Own words Illness")
    assert "Duration: 10 mths" in leave
    assert "During: Fellow, Old Lab" in leave
    assert "Before it: Fellow, Old Lab" in illness
    assert "After it: Reader, New Uni" in illness
    assert "During" not in illness


def test_breaks_are_added_up_and_taken_off_the_time_since_the_doctorate(load_text):
    """From September 2014 to November 2026 there are 146 months, 15 of them in breaks."""
    text = write_text(load_text, {**CAREER, "timeline": True})
    assert "Breaks in all: 1 yr 3 mths" in text
    assert "Since the doctorate (Sep 2014): 12 yrs 2 mths; without breaks: 10 yrs 11 mths" in text


def test_months_in_two_breaks_count_once_and_breaks_before_the_doctorate_not_for_it(load_text):
    breaks = [
        {"reason": "care", "startDate": "2016-03", "endDate": "2016-06"},
        {"reason": "illness", "startDate": "2016-05", "endDate": "2016-08"},
        {"reason": "service", "startDate": "2012-01", "endDate": "2012-06"},
    ]
    text = write_text(load_text, {**CAREER, "breaks": breaks, "timeline": True})
    assert "Breaks in all: 1 yr Since" in text
    assert "without breaks: 11 yrs 8 mths" in text


def test_nothing_is_computed_unless_asked_for(load_text):
    text = write_text(load_text, CAREER)
    assert "Parental leave" in text
    for word in ("Breaks in all", "During", "Duration"):
        assert word not in text


def test_the_timeline_of_the_career_lists_all_in_the_order_of_time(load_text):
    text = write_text(load_text, {**CAREER, "timeline": "career"})
    lines = ["Oct 2010 - Sep 2014: PhD, Uni", "Jun 2015 - Dec 2018: Fellow, Old Lab"]
    lines += ["Mar - Dec 2016: Parental leave", "Apr - Aug 2019: Own words"]
    lines += ["Mar 2020 - present: Reader, New Uni"]
    places = [text.index(line) for line in lines]
    assert places == sorted(places)
    public = write_text(load_text, {**CAREER, "timeline": "career"}, audience="public")
    assert "Mar - Dec 2016: Career break" in public


def test_without_a_doctorate_nothing_is_said_of_one(load_text):
    data = {**CAREER, "education": [{"studyType": "MSc", "endDate": "2014-09"}], "timeline": True}
    text = write_text(load_text, data)
    assert "Breaks in all" in text
    assert "doctorate" not in text


@pytest.mark.parametrize(
    ("audience", "kept", "gone"),
    [
        ("public", ["Career break"], ["Parental", "Illness", "Own words", "A secret tale"]),
        ("email", ["Career break", "Own words"], ["Parental", "Illness"]),
        ("portal", ["Parental leave", "Illness", "Own words"], []),
        ("print", ["Parental leave", "Illness", "Own words"], []),
    ],
)
def test_the_audience_decides_on_reasons_and_the_gap_stays_explained(
    load_text, audience, kept, gone
):
    text = write_text(load_text, {**CAREER, "timeline": True}, audience=audience)
    assert [word for word in kept if word not in text] == []
    assert [word for word in gone if word in text] == []
    assert "Mar - Dec 2016" in text
    assert "Breaks in all: 1 yr 3 mths" in text


def test_every_language_has_every_reason_and_every_word():
    table = read_table("breaks")
    assert set(table["reasons"]) == set(get_args(BreakReason))
    words = {
        name: table[name] for name in ("unnamed", "during", "after", "before", "total", "since")
    }
    for name, versions in {**words, **table["reasons"]}.items():
        assert set(versions) == set(list_languages()), name
    for language in list_languages():
        assert "{0}" in table["total"][language]
        assert all(part in table["since"][language] for part in ("{0}", "{1}", "{2}")), language
