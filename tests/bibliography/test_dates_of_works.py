"""Dates as bibliographies write them: right, or told with the line, and never another year."""

import json

import pytest

from cvgen.bibliography.dates import parse_date

RIGHT = [
    ("2021", "2021"), ("2021-09", "2021-09"), ("2021-9", "2021-09"), ("2021-09-14", "2021-09-14"), ("2021-09-14T10:00:00", "2021-09-14"), ("2021-09-01/2021-09-03", "2021-09-01/2021-09-03"),
    ("2021/2022", "2021/2022"), ("2021--2022", "2021/2022"), ("2021–2022", "2021/2022"), ("2021-2022", "2021/2022"), ("2021/22", "2021/2022"), ("2018-19", "2018/2019"), ("2018--21", "2018/2021"), ("1999/00", "1999/2000"),
    ("2021/12", "2021-12"), ("09/2021", "2021-09"), ("14.09.2021", "2021-09-14"), ("09/14/2021", "2021-09-14"), ("2021/3/4", "2021-03-04"), ("2004-XX", "2004"), ("2004a", "2004"), ("[2004]", "2004"),
    ("March 2021", "2021-03"), ("Mar. 3, 2021", "2021-03-03"), ("3rd of March 2021", "2021-03-03"), ("Jul–Aug 2018", "2018-07/2018-08"), ("July and August 2018", "2018-07/2018-08"), ("3–5 July 2018", "2018-07-03/2018-07-05"),
    ("30 July – 2 August 2018", "2018-07-30/2018-08-02"), ("Dec. 2018–Jan. 2019", "2018-12/2019-01"), ("2020年3月5日", "2020-03-05"), ("２０２０", "2020"), ("٢٠٢٠", "2020"), ("", ""),
]  # fmt: skip
# What does not say all, by what prints.
TOLD = [
    ("20019", ""), ("199X", ""), ("201u", ""), ("Y20019", ""), ("202", ""), ("MMXX", ""), ("²", ""), ("2563", ""), ("١٣٩٩", ""), ("١٤٠٠", ""), ("2022/2021", ""),
    ("2018-21", "2018"), ("2018-33", "2018"), ("Spring 2018", "2018"), ("Q1 2019", "2019"), ("Herbst 2018", "2018"), ("2004~", "2004"), ("2004?", "2004"), ("c. 2004", "2004"), ("circa 2004", "2004"),
    ("2003/04", "2003"), ("03/04/2021", "2021"), ("[1999] 2005", "1999"), ("2018, 2019, 2020", "2018"), ("2021-02-30", "2021-02"), ("2021-13", "2021"), ("2021-00", "2021"), ("2021/", "2021"), ("2021/..", "2021"),
    ("2020²", "2020"), ("9" * 5000, ""), ("2020 " * 5000, "2020"), ("2020/" * 5000, "2020"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RIGHT)
def test_a_date_is_read_as_it_is_meant(text, expected):
    parsed = parse_date(text)
    assert (parsed.date, parsed.problem) == (expected, "")


@pytest.mark.parametrize(("text", "expected"), TOLD, ids=lambda text: text[:20])
def test_what_no_date_can_carry_is_told_and_the_year_alone_prints(text, expected):
    parsed = parse_date(text)
    assert parsed.date == expected
    assert parsed.problem


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("jan", "2018-01"), ("{January}", "2018-01"), ("{Sept.}", "2018-09"), ("{10~January}", "2018-01-10"), ("{March 3}", "2018-03-03"), ("{09}", "2018-09"), ("12", "2018-12"), ("{Mai}", "2018-05"), ("{août}", "2018-08"),
        ("{sep/oct}", "2018-09/2018-10"), ("{July 5--8}", "2018-07-05/2018-07-08"), ('jul # "--" # aug', "2018-07/2018-08"), ('oct # "~3"', "2018-10-03"), ("{Jul--Aug}", "2018-07/2018-08"), ("{Jul.\\,/\\,Aug.}", "2018-07/2018-08"),
        ("{7--8}", "2018-07/2018-08"), ("{07/08}", "2018-07/2018-08"), ("{Jan. \\& Feb.}", "2018-01/2018-02"), ("{十一月}", "2018-11"), ("{3月}", "2018-03"), ("{7}, day = {5}", "2018-07-05"), ("jul, day = {3--5}", "2018-07-03/2018-07-05"),
    ],
)  # fmt: skip
def test_a_month_of_its_own_field_joins_the_year(month, expected, read_text):
    works, findings = read_text(f"@article{{a, title = {{T}}, year = 2018, month = {month}}}")
    assert (works["a"]["releaseDate"], findings) == (expected, [])


@pytest.mark.parametrize(
    "month",
    ["{1st Quarter}", "{Q2}", "{Spring}", "{Winter}", "{13}", "{²}", "{Brumaire}", "{Dec/Jan}", "{Jan., Apr.}", "{VII}"],
)  # fmt: skip
def test_a_month_that_is_none_is_told_at_its_line_and_the_year_prints(month, read_text):
    works, findings = read_text(f"@article{{a, title = {{T}},\n year = 2018,\n month = {month}}}\n")
    assert (works["a"]["releaseDate"], findings) == ("2018", [("B202", 3)])


@pytest.mark.parametrize(
    ("fields", "expected", "line"),
    [
        ("year = {20019}", None, 2), ("date = {2004~}", "2004", 2), ("year = {2004\\textasciitilde}", "2004", 2), ("date = {2018-21}", "2018", 2), ("date = {2018-21},\n month = jul", "2018-07", 2),
        ("year = {in press}", None, None), ("year = {2020, in press}", "2020", None), ("year = {n.d.}", None, None), ("year = {2018/2019}, month = {Dec/Jan}", "2018-12/2019-01", None),
        ("date = {2019}, month = jun", "2019-06", None), ("date = {2019-05},\n year = {2019}", "2019-05", None), ("date = {2019-05},\n year = {2020}", "2019-05", 3), ("year = 2019, month = {},", "2019", None),
    ],
)  # fmt: skip
def test_a_field_of_a_date_is_right_or_told(fields, expected, line, read_text):
    works, findings = read_text(f"@article{{a, title = {{T}},\n {fields}}}")
    assert works["a"].get("releaseDate") == expected
    assert findings == ([("B202", line)] if line else [])


@pytest.mark.parametrize(
    ("issued", "expected", "is_told"),
    [
        ({"date-parts": [[2018, 7]]}, "2018-07", False), ({"date-parts": [["2018", "7", "5"]]}, "2018-07-05", False), ({"date-parts": [[2018, 7], [2018, 8]]}, "2018-07/2018-08", False), ({"date-parts": [[2021], [2022]]}, "2021/2022", False),
        ({"date-parts": [[None]]}, None, False), ({"date-parts": [[]]}, None, False), ({"raw": "Jul–Aug 2018"}, "2018-07/2018-08", False), ("2018-07", "2018-07", False), ({"literal": "in press"}, None, False), ({"date-parts": [[2018]], "season": 0}, "2018", False),
        ({"date-parts": [[20019]]}, None, True), ({"date-parts": [["²"]]}, None, True), ({"date-parts": [[2020, "²"]]}, "2020", True), ({"date-parts": [[2018, 13]]}, "2018", True), ({"date-parts": [[2018, 21]]}, "2018", True),
        ({"date-parts": [[2018]], "season": 1}, "2018", True), ({"date-parts": [[2018]], "season": "Spring"}, "2018", True), ({"date-parts": [[2004]], "circa": True}, "2004", True), ({"raw": "Spring 2018"}, "2018", True), ({"literal": "soon"}, None, True),
        ({"date-parts": [[2022], [2021]]}, None, True), ({"date-parts": [[2021, 2, 30]]}, "2021-02", True), ({"date-parts": [[10 ** 400]]}, None, True), ({"date-parts": [[2021, 7.5]]}, "2021", True), ({"date-parts": [[44]]}, None, True),
    ],
)  # fmt: skip
def test_a_date_of_csl_is_right_or_told(issued, expected, is_told, read_text):
    works, findings = read_text(json.dumps([{"id": "a", "title": "T", "issued": issued}]), "p.json")
    assert works["a"].get("releaseDate") == expected
    assert findings == ([("B202", 1)] if is_told else [])


def test_a_kind_is_told_once_with_its_first_work_and_how_many_more(tmp_path):
    from cvgen.bibliography.read import read_bibliography

    path = tmp_path / "papers.bib"
    long_title = "A Very Long Title of a Work " * 20
    path.write_text(
        "".join(
            f"@article{{{'k' * 80}{number}, title = {{{long_title}{number}}}, year = {{{'20019' * 30}}}}}\n"
            for number in range(7)
        )
    )
    [told] = read_bibliography(path, "papers.bib")[1]
    assert told.place.line == 1
    assert "A Very Long Title" in told.message
    assert "'kkkk" in told.message
    assert "6 more" in told.message
    assert len(told.message) <= 160
