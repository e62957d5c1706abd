"""Entries print in the order of the file, or the newest first where that is asked for."""

import pytest
from exported import export_profile, take_text

from cvgen.errors import ProfileError
from cvgen.profile.select import select_variant

JOBS = """
basics: {name: Ada Example}
work:
- {name: Undated}
- {name: Old, startDate: 2001, endDate: 2003}
- {name: Now, startDate: 2010-05}
- {name: Twin, startDate: 2004, endDate: 2008}
- {name: Twin's twin, startDate: 2004, endDate: 2008}
- {name: Later, startDate: 2006, endDate: 2008}
- {name: Firm, positions: [{position: First, startDate: 2001, endDate: 2002},
   {position: Second, startDate: 2012}]}
awards: [{title: Early, date: 1999}, {title: Late, date: 2005}]
publications: [{name: Paper of old, releaseDate: 1990}, {name: Paper of late, releaseDate: 2000}]
"""
NEWEST = ["Firm", "Now", "Later", "Twin", "Twin's twin", "Old", "Undated"]
WRITTEN = ["Undated", "Old", "Now", "Twin", "Twin's twin", "Later", "Firm"]


def list_names(profile, kind="work"):
    (section,) = (section for section in profile.sections if section.kind == kind)
    return [getattr(entry, "name", None) or entry.title for entry in section.entries]


@pytest.mark.parametrize(
    ("order", "jobs", "awards"),
    [
        ("", WRITTEN, ["Early", "Late"]),
        ("order: file", WRITTEN, ["Early", "Late"]),
        ("order: newest", NEWEST, ["Late", "Early"]),
        ("order: {work: newest}", NEWEST, ["Early", "Late"]),
    ],
)
def test_what_goes_on_comes_first_and_equals_stay(load_text, order, jobs, awards):
    profile = select_variant(load_text(JOBS + order))
    assert (list_names(profile), list_names(profile, "awards")) == (jobs, awards)


def test_positions_are_ordered_with_their_employers(load_text):
    profile = select_variant(load_text(JOBS + "order: newest"))
    firm = profile.sections[0].entries[0]
    assert [position.position for position in firm.positions] == ["Second", "First"]


def test_a_limit_counts_in_the_order_and_a_variant_has_its_own(load_text):
    text = JOBS + "order: newest\nvariants: {a: {limits: {work: 3}}, b: {order: {work: file}}}"
    profile = load_text(text)
    assert list_names(select_variant(profile, "a")) == ["Firm", "Now"]
    assert list_names(select_variant(profile, "b")) == WRITTEN


@pytest.mark.parametrize(
    ("lists", "names"),
    [("", ["Paper of late", "Paper of old"]), ("{order: file}", ["Paper of old", "Paper of late"])],
)
def test_publications_follow_unless_their_list_says_otherwise(load_text, lists, names):
    profile = load_text(f"{JOBS}order: newest\npublicationLists: [{lists}]")
    text = take_text(export_profile(profile, ["txt"]))
    assert sorted(names, key=text.index) == names


def test_another_word_is_told(load_text):
    with pytest.raises(ProfileError) as caught:
        load_text(JOBS + "order: {work: oldest}")
    assert caught.value.diagnostics[0].code == "P212"
