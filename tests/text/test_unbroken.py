"""What belongs together stays in one line: a no-break space stands between."""

import pytest

from cvgen.text.bidi import escape_text
from cvgen.text.unbroken import join_short_pairs


@pytest.mark.parametrize(
    "text",
    [
        "(ACL~2023)",
        "from July~2027.",
        "on 12~May~2026",
        "am 12.~Mai~2026",
        "with Prof.~Dr.~Bo Sample",
        "A.~B.~Example",
        "Example,~A.~B.",
        "one thing~– and another",
        "EUR~12,000 for 5~km at 30~°C",
        "no.~5 on p.~12",
        "60 students of 120 in 2020-2021",
    ],
)
def test_a_line_breaks_between_words_and_not_in_pairs(text):
    assert join_short_pairs(text.replace("~", " ")) == text.replace("~", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize("text", ["2027年7月起", "2027 年 7 月起"])
def test_the_parts_of_a_chinese_date_stay_together(text):
    assert escape_text(text, "zh") == "2027\xa0年\xa07\xa0月起"


def test_chinese_marks_beside_each_other_are_squeezed():
    """CLREQ 3.1.6: of two marks the first takes half of its room."""
    half = '<span class="half">{}</span>'
    assert escape_text("（见《书》）。", "zh") == (
        f"（见《书{half.format('》')}{half.format('）')}。"
    )
    assert half.format("”") + half.format("、") in escape_text("“好”、“不”", "zh")
    assert "half" not in escape_text("好，不。", "zh")


def test_a_unit_with_an_exponent_is_one_run_in_arabic():
    from cvgen.text.markup import render_inline

    html = render_inline("إلى 2 W cm^-2^.", "ar", lambda *_: None)
    assert '<span dir="ltr">2\xa0W cm<sup>-2</sup></span>' in html
