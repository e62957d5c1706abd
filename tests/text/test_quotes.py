"""Straight quotation marks and apostrophes become those of the language; what means something else stays."""

import pytest

from cvgen.compose.locale import find_quotes
from cvgen.text.markup import render_inline
from cvgen.text.quotes import set_quotes, straighten_quotes

ENGLISH = ("“", "”", "‘", "’")
FRENCH = ("«\u202f", "\u202f»", "“", "”")


def set_text(text, quotes=ENGLISH):
    return set_quotes([text], quotes)[0]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Editors' choice", "Editors’ choice"),
        ("it's O'Brien's", "it’s O’Brien’s"),
        ("the 'best' paper", "the ‘best’ paper"),
        ("'Editors' choice'", "‘Editors’ choice’"),
        ("'heads' and 'tails'", "‘heads’ and ‘tails’"),
        ("She said \"it's 'fine'\".", "She said “it’s ‘fine’”."),
        ('("yes")', "(“yes”)"),
        ("rock 'n' roll in the '90s, the 1990's", "rock ’n’ roll in the ’90s, the 1990’s"),
    ],
)
def test_marks_become_those_of_print(typed, printed):
    assert set_text(typed) == printed
    assert straighten_quotes(printed) == typed


@pytest.mark.parametrize(
    "text",
    [
        "5'10\" tall, at 12' 30\"",
        'only "one side',
        "already ‘typographic’ and “so” on",
        "https://example.org/o'neil's-page?q=\"x\"",
        "o'neil@example.org",
        "example.org/o'neil",
        "צה\"ל ז'אן",
    ],
)
def test_feet_addresses_and_what_is_set_already_stay(text):
    assert set_text(text) == text


def test_each_language_has_its_own():
    assert set_text("un \"mot 'bref' ici\" d'ici", FRENCH) == (
        "un «\u202fmot “bref” ici\u202f» d’ici"
    )
    assert set_text('ein "Wort"', find_quotes("de-AT")) == "ein „Wort“"
    assert find_quotes("xx") == find_quotes("en")


def render(text, language="en"):
    return str(render_inline(text, language, lambda *_: None, find_quotes))


def test_code_formulas_and_addresses_of_links_stay_as_they_are_typed():
    html = render("*Ada's* `it's \"x\"` and [Bo's](https://example.org/o'b) $f'$")
    assert "<em>Ada’s</em>" in html
    assert "<code>it&#39;s &#34;x&#34;</code>" in html
    assert "Bo’s</a>" in html
    assert "/o&#39;b" in html or "/o'b" in html
    assert "’" not in html.partition("</a>")[2]


def test_a_quotation_may_go_over_marks():
    assert render('a "*bold* claim" of `code`\'s') == (
        "a “<em>bold</em> claim” of <code>code</code>’s"
    )


def test_an_english_text_in_a_chinese_cv_has_english_marks():
    assert "Editors’ choice" in render("Editors' choice", "zh")
