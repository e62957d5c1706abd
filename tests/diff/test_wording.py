"""Word differences are short, whole and safe to print."""

import pytest

from cvgen.diff.change import Spot
from cvgen.diff.format import format_change, format_word_difference


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("one two three", "one four three", '"one [-two-] {+four+} three"'),
        ("one two", "one two three", '"one two {+three+}"'),
        ("one two three", "two three", '"[-one-] two three"'),
        ("减少到十分之一", "减少到八分之一", '"减少到[-十-] {+八+}分之一"'),
        ("a\n  b", "a c", '"a [-b-] {+c+}"'),
    ],
)
def test_words_that_went_and_came_are_marked(before, after, shown):
    assert format_word_difference(before, after) == shown


def test_a_run_of_many_words_is_cut():
    shown = format_word_difference("start end", "start " + "word " * 200 + "end")
    assert len(shown) < 130
    assert "…" in shown


def test_nothing_that_a_file_says_steers_the_terminal():
    said = format_change(Spot("page 1").change("added", "", "\x1b[31mred\x07 \u202eback"))
    assert said == 'page 1: added "[31mred back"'
