"""Where pages end: not below a heading, not inside an entry, and not with a nearly empty last page."""

from functools import cache

import pytest
from placed import placed
from printed import Printed, joined, spaced
from shipped import SETTINGS, THEMES

from cvgen.build import build, load_profile
from cvgen.plan.request import Request


def test_no_heading_stands_at_the_foot_of_a_page(paper_case):
    assert stranded(paper_case) == []


def stranded(case):
    page = case.pdf.page_of
    return [
        section.heading
        for section in placed(case)
        if page(section.start) != page(section.entries[0][0])
    ]


def test_no_entry_is_split(paper_case):
    """None of the examples' entries is longer than a page."""
    assert split(paper_case) == []


def split(case):
    page = case.pdf.page_of
    places = [
        (section.heading, number, *entry)
        for section in placed(case)
        for number, entry in enumerate(section.entries, 1)
    ]
    return [
        (heading, number) for heading, number, start, end in places if page(start) != page(end - 1)
    ]


def test_what_marks_mean_stands_on_the_page_of_the_last_work(paper_case):
    content = paper_case.pdf.content
    legend = content.find(joined("Equal contribution"))
    works = [section for section in placed(paper_case) if section.start < legend]
    if legend < 0 or not works:
        return  # in Chinese, or no mark to explain
    works = max(works, key=lambda section: section.start)
    page = paper_case.pdf.page_of
    assert page(legend) == page(works.entries[-1][1] - 1)


@pytest.mark.parametrize("theme", THEMES)
def test_pages_break_as_well_where_other_settings_move_the_breaks(with_options, theme):
    """With the setting with which the theme is proved, printed once for both."""
    case = with_options("ada-example", theme, dict(SETTINGS[theme]))
    assert (stranded(case), split(case)) == ([], [])


# Large letters on little room: a page of few lines ends as one of many does.
SMALL = {"font-size": "12pt", "margin": "30mm"}


@pytest.mark.parametrize("theme", THEMES)
def test_an_entry_longer_than_a_page_goes_on_overleaf(theme, print_text):
    count = 200 if theme == "columns" else 110
    points = [f"Point number {number} of many" for number in range(1, count + 1)]
    work = "work:\n- position: Clerk\n  highlights:\n" + "".join(
        f"  - {point}\n" for point in points
    )
    pdf = Printed.of(print_text(f"basics: {{name: Ada}}\n{work}", theme=theme, options=SMALL))
    assert len(pdf.pages) > 2
    assert [point for point in points if point not in pdf.words] == []
    assert spaced(pdf.pages[0]).endswith(" of many")


def test_the_last_page_is_a_quarter_full_or_the_build_says_that_it_is_not(paper_case):
    pages = len(paper_case.pdf.raw_pages)
    height = paper_case.pdf.document[pages - 1].get_size()[1]
    lowest = min(
        run.bottom
        for run in paper_case.pdf.runs
        if run.page == pages - 1 and run.bottom > 0.1 * height
    )
    said = {warning.code for warning in paper_case.pdf.warnings}
    assert pages == 1 or lowest < 0.75 * height or "R210" in said


@pytest.fixture(scope="module")
def full_page(around, tmp_path_factory):
    """Find how many lines fill a page of a theme, and print so many lines, with a section below if wanted."""
    path = tmp_path_factory.mktemp("lines") / "profile.yaml"

    @cache
    def printed(theme, lines, *, below, density="normal"):
        path.write_text(LINES + "- A line about it\n" * lines + (TALK if below else ""), "utf-8")
        options = {**SMALL, "density": density}
        return Printed.of(build(load_profile(path), Request(theme=theme, options=options), around))

    @cache
    def overfull(theme):
        return printed(theme, {"columns": 80}.get(theme, 50), below=False)

    def room(theme):
        return overfull(theme).pages[0].count("A line about it")

    return printed, room, overfull


LINES = "basics: {name: Ada}\nmedia:\n"
TALK = "talks:\n- name: Why it folds\n  event: A workshop\n"


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_for_a_line_or_two_is_warned_of(theme, full_page):
    printed, room, overfull = full_page
    tried = [printed(theme, room(theme) + more, below=False) for more in (0, 1)]
    codes = [list_page_codes(pdf) for pdf in (*tried, overfull(theme))]
    assert codes == [[], ["R210"], []]
    assert [len(pdf.pages) for pdf in tried] == [1, 2]


def list_page_codes(pdf):
    """A section that goes on in a second column, beside its own heading, is also told of."""
    return [warning.code for warning in pdf.warnings if warning.code != "F163"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_line_or_two_too_many_are_pulled_in_where_the_density_is_left_open(theme, full_page):
    printed, room, _ = full_page
    pdf = printed(theme, room(theme) + 1, below=False, density="auto")
    assert (len(pdf.pages), list_page_codes(pdf)) == (1, [])


@pytest.mark.parametrize("theme", THEMES)
def test_a_heading_goes_with_what_stands_below_it_wherever_the_page_ends(theme, full_page):
    """From where both go overleaf to where both stay; further up nothing changes."""
    printed, room, _ = full_page
    counts = []
    for fewer in range(12):
        pages = printed(theme, room(theme) - fewer, below=True).pages
        assert [
            ("Talks" in page) == ("Why it folds" in page) == ("A workshop" in page)
            for page in pages
        ] == [True] * len(pages)
        counts.append(len(pages))
        if counts[-1] == 1:
            break
    assert (counts[0], counts[-1]) == (2, 1)
