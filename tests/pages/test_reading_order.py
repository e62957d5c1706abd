"""The text layer says everything in the order in which a person reads it."""

from itertools import pairwise

from placed import placed
from printed import joined

# Themes with a second column, which is read as a whole before or after the first.
TWO_COLUMNS = {"sidebar"}


def test_the_name_comes_first(case):
    assert case.pdf.content.startswith(joined("".join(case.says.header)))


def test_entries_and_their_parts_stand_in_the_contracts_order(case):
    """`view.Item` gives the order; `placed` finds every section whole, entry by entry, piece by piece."""
    assert [section.heading for section in placed(case)] == [
        section.heading for section in case.says.sections
    ]


def test_nothing_of_another_section_stands_inside_one(case):
    sections = sorted(placed(case), key=lambda section: section.start)
    assert [
        (one.heading, other.heading) for one, other in pairwise(sections) if one.end > other.start
    ] == []


def test_sections_stand_in_the_files_order(case):
    """In a theme of two columns, those of each column do: reading them goes back in the file once."""
    sections = placed(case)
    by_place = sorted(range(len(sections)), key=lambda index: sections[index].start)
    back = [
        (sections[one].heading, sections[other].heading)
        for one, other in pairwise(by_place)
        if one > other
    ]
    assert len(back) <= (case.theme in TWO_COLUMNS), back


def test_bookmarks_are_the_sections_in_the_order_of_reading(case):
    headings = [
        section.heading for section in sorted(placed(case), key=lambda section: section.start)
    ]
    assert [title for title in case.pdf.bookmarks if case.says.name not in title] == headings
