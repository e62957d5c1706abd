"""The width of a text is known before it is laid out, and never less than it is set."""

import pytest
from markupsafe import Markup

from cvgen.render.text_width import balance_lines, is_serif, measure_period, measure_text


@pytest.mark.parametrize(
    ("family", "ems"),
    [("Noto Sans", 0.572 * 4), ("Source Sans 3", 0.497 * 4), ("EB Garamond", 0.48 * 4)],
)
def test_a_year_is_as_wide_as_four_figures_of_the_family(family, ems):
    """The advance widths are those of the families' hmtx tables."""
    assert ems <= measure_text("2026", family) <= ems + 0.15


def test_ideographs_are_an_em_wide_and_tags_nothing():
    assert 2 <= measure_text("年月", "XCharter") < 2.2
    assert 3 <= measure_text("京，都", "CMU Serif") < 3.2  # and so is a comma of theirs
    assert measure_text(Markup("<b>2026</b>"), "Lato") == measure_text("2026", "Lato")


def test_a_family_that_nobody_knows_is_taken_for_a_wide_one():
    assert measure_text("Sep 2021", "My Family") >= measure_text("Sep 2021", "Poppins")


def test_a_list_of_terms_leaves_its_title_room_and_one_period_stays_whole():
    space = "\N{NO-BREAK SPACE}"
    term = f"Winter{space}term{space}2020/21"
    whole = measure_text(term, "Lato")
    assert measure_period(term, "Lato") == whole
    assert whole < measure_period(", ".join([term] * 5), "Lato") < 3 * whole
    assert measure_period("，".join(["2020/21年冬季学期"] * 5), "Lato") < 20
    unbroken = (term + space) * 5
    assert measure_period(unbroken, "Lato") == measure_text(unbroken, "Lato")


def test_serifs_are_known_of_shipped_families_and_by_their_names():
    assert is_serif("XCharter")
    assert is_serif("My Serif")
    assert not is_serif("Lato")


@pytest.mark.parametrize(("count", "in_a_line"), [(1, 1), (4, 4), (5, 3), (8, 4), (9, 3)])
def test_texts_fill_the_fewest_lines_and_those_evenly(count, in_a_line):
    """100 mm are 28.3 ems of 10 pt: room for four texts of 5 ems with 2 beside each, not for five."""
    options = {"font-body": "Lato", "paper": "A4", "margin": "55mm", "font-size": "10pt"}
    text = "年年年年年"
    each = measure_text(text, "Lato") + 1.8
    width = balance_lines([text] * count, 1.8, options)
    assert in_a_line * each <= width + 0.01 < (in_a_line + 1) * each


def test_lines_are_no_longer_than_the_page_allows():
    options = {"font-body": "Lato", "paper": "A4", "margin": "55mm", "font-size": "10pt"}
    assert balance_lines(["a" * 200], 1, options) == pytest.approx(28.35, abs=0.01)
