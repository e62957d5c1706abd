"""No separator hangs at a line's end, no range of dates is broken, no short pair is parted."""

import pytest
from stranded import Line, list_broken, list_hanging, list_stranded, read_lines


def test_nothing_hangs_breaks_or_is_stranded(paper_case):
    """But what may stand in brackets behind a range may have a line of its own."""
    lines = read_lines(paper_case.pdf)
    bullets = "–" if paper_case.theme == "swiss" else "•"
    periods = {
        entry.period.partition(" (")[0]
        for section in paper_case.says.sections
        for entry in section.entries
    }
    assert list_hanging(lines, bullets) == []
    assert list_broken(lines, periods - {""}) == []
    assert list_stranded(lines) == []


def make_lines(*texts):
    return [Line(0, text, 50, 700 - 14 * row, 10.5) for row, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "hangs"),
    [
        ("ada@example.org ·", True),
        ("· GitLab ada", True),
        ("London |", True),
        ("– and on", True),
        (", 2026", True),
        ("• A point", False),
        ("A range 2021–2022", False),
    ],
)
def test_the_check_finds_a_separator_at_either_end_of_a_line(text, hangs):
    assert bool(list_hanging(make_lines(text), "•")) is hangs


@pytest.mark.parametrize(
    "parted",
    [
        ("a postdoc position from July", "2027."),
        ("at the conference (ACL", "2023)"),
        ("a chip with 2", "MB of memory"),
        ("with Prof.", "Bo Sample"),
        ("and A.", "Example"),
        ("on 12", "May 2026"),
        ("现寻求2027", "年起的职位"),
        ("现寻求2027 年", "7月起的职位"),
        ("现寻求2027 年 7", "月起的职位"),
    ],
)
def test_the_check_finds_a_pair_that_a_line_parts(parted):
    assert list_stranded(make_lines(*parted)) == [parted]


def test_the_check_knows_lines_that_do_not_belong_together():
    apart = [Line(0, "from July", 50, 700, 10.5), Line(0, "2027", 50, 660, 10.5)]
    beside = [Line(0, "from July", 50, 700, 10.5), Line(0, "2027", 300, 688, 10.5)]
    assert list_stranded(apart) == list_stranded(beside) == []


def test_the_check_finds_a_range_on_two_lines():
    lines = make_lines("Sep 2021 –", "present", "2019–2021")
    assert list_broken(lines, ["Sep 2021 – present", "2019–2021"]) == ["Sep 2021 – present"]
