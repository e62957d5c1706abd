"""Gaps and posts that lie at once are found by months, each told at its entry; what is short of a limit is not."""

import json
from datetime import date

from cvgen.plan.career import check_career

TODAY = date(2026, 11, 20)


def check(load_text, least=3, **sections):
    """Give what is found: code, line, and the message."""
    lines = [json.dumps({"basics": {"name": "Ada"}})[:-1]]
    for name, entries in sections.items():
        lines.append(f', "{name}": [')
        lines += [
            json.dumps(entry) + ("," if entry is not entries[-1] else "") for entry in entries
        ]
        lines.append("]")
    profile = load_text("\n".join([*lines, "}"]))
    return [
        (finding.code, finding.place.line, finding.message)
        for finding in check_career(profile, TODAY, least)
    ]


def post(start, end=None, **fields):
    times = {"startDate": start, "endDate": end} if end else {"startDate": start}
    return {"position": "Clerk", **times, **fields}


def test_a_gap_is_told_at_the_entry_behind_it_with_its_months(load_text):
    work = [post("2020-01", "2021-03"), post("2021-09")]
    assert check(load_text, work=work) == [
        ("W423", 4, "nothing is said of 2021-04 to 2021-08 (5 months)")
    ]
    assert check(load_text, least=6, work=work) == []


def test_the_months_until_today_are_a_gap_too(load_text):
    (found,) = check(load_text, work=[post("2020-01", "2026-05")])
    assert found[2] == "nothing is said of 2026-06 to 2026-11 (6 months)"


def test_breaks_studies_and_whole_years_fill_gaps(load_text):
    sections = {
        "education": [{"area": "Physics", "startDate": "2018", "endDate": "2020"}],
        "work": [post("2021-09")],
        "breaks": [{"reason": "care", "startDate": "2021-01", "endDate": "2021-08"}],
    }
    assert check(load_text, **sections) == []


def test_full_time_posts_at_once_are_told_and_parts_of_one_are_not(load_text):
    first = post("2020-01")
    assert [code for code, *_ in check(load_text, work=[first, post("2022-01", "2022-06")])] == [
        "W424"
    ]
    half = {"percentage": 50}
    assert (
        check(load_text, work=[post("2020-01", **half), post("2022-01", "2022-06", **half)]) == []
    )


def test_a_post_may_begin_in_the_month_in_which_another_ends(load_text):
    assert check(load_text, work=[post("2020-01", "2021-03"), post("2021-03")]) == []


def test_positions_at_one_employer_count_each(load_text):
    positions = [post("2022-01"), post("2020-01", "2021-06")]
    (found,) = check(load_text, work=[{"name": "Firm", "positions": positions}])
    assert found[2] == "nothing is said of 2021-07 to 2021-12 (6 months)"


def test_a_break_without_months_cannot_be_counted(load_text):
    found = check(load_text, work=[post("2018-01")], breaks=[{"name": "A year", "date": "2019"}])
    assert [code for code, *_ in found] == ["W425"]
