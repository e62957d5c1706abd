"""Text prints as it was typed: each case here broke one of the programs that people would use instead."""

import pytest
from printed import Printed, joined, needs_poppler
from shipped import THEMES

WORK = """
basics: {name: Ada Example}
work:
  - position: Clerk
    name: PLACE
"""
TRAPS = {
    "a number sign": (WORK.replace("PLACE", "'C# and F#, #1 of #3'"), ["C# and F#, #1 of #3"]),
    "quotes in a name": (
        """basics: {name: 'Ada "Countess" Example'}""",
        ['Ada "Countess" Example'],
    ),
    "an apostrophe": (
        WORK.replace("PLACE", '''"O'Brien's 'best' idea"'''),
        ["O'Brien's 'best' idea"],
    ),
    "an element": (
        WORK.replace("PLACE", "'<label> of <b>bold</b> & <!-- hidden -->'"),
        ["<label> of <b>bold</b> & <!-- hidden -->"],
    ),
    "an entity": (WORK.replace("PLACE", "'R&amp;D &lt;now&gt;'"), ["R&amp;D &lt;now&gt;"]),
    "a heading of another language": (
        WORK.replace("PLACE", "= Not a heading"),
        ["= Not a heading"],
    ),
    "a heading of Markdown": (WORK.replace("PLACE", "'# Not a heading'"), ["# Not a heading"]),
    "a list of Markdown": (WORK.replace("PLACE", "'1. not a list'"), ["1. not a list"]),
    "a table of Markdown": (WORK.replace("PLACE", "'| a | b |'"), ["| a | b |"]),
    "an at sign": (WORK.replace("PLACE", "'@ada, see @fig:1'"), ["@ada, see @fig:1"]),
    "a template's braces": (
        WORK.replace("PLACE", "'{{ 7 * 7 }} {% raw %} {# note #}'"),
        ["{{ 7 * 7 }} {% raw %} {# note #}"],
    ),
    "backslashes": (
        WORK.replace("PLACE", r"'C:\new\\table \section{x} 100\%'"),
        [r"C:\new\table \section{x} 100"],
    ),
    "dollars": (WORK.replace("PLACE", "'raised $5 and $6 million'"), ["raised $5 and $6 million"]),
    "a displayed formula": (WORK.replace("PLACE", "'an $$x^2$$ law'"), ["an x2 law"]),
    "underscores": (
        WORK.replace("PLACE", "snake_case_name and __init__.py"),
        ["snake_case_name and __init__.py"],
    ),
    "a star": (WORK.replace("PLACE", "'2 * 3 * 4'"), ["2 * 3 * 4"]),
    "a tilde": (WORK.replace("PLACE", "'~5% of ~/home'"), ["~5% of ~/home"]),
    "nested bullets": (
        "basics: {name: Ada}\nwork:\n- position: Clerk\n  highlights:\n  - |-\n    Outer\n    - inner one\n    - inner two\n",
        ["Outer", "- inner one", "- inner two"],
    ),
    "no as a word": (
        "basics: {name: Ada, location: {city: 'Oslo', region: NO}}\nawards:\n- {title: on, awarder: yes}",
        ["Oslo, NO", "on, yes"],
    ),
    "a zero at the end": (
        "basics: {name: Ada}\neducation:\n- {area: Physics, score: {name: GPA, value: 3.80, scale: 4.0}}",
        ["GPA 3.80/4.0"],
    ),
    "a zero at the start": (
        "basics: {name: Ada, phone: 0049 089 0123}\ngrants:\n- {name: Grant, number: 007}",
        ["0049 089 0123", "007"],
    ),
    "an exponent": (WORK.replace("PLACE", "1e3"), ["1e3"]),
    "a clock": (WORK.replace("PLACE", "12:30:45"), ["12:30:45"]),
    "a date in text": (WORK.replace("PLACE", "2024-05-06"), ["2024-05-06"]),
    "Chinese dates": (
        "language: zh\nbasics: {name: 艾达}\nwork:\n- {position: 研究员, startDate: 2024-05, endDate: present}\n- {position: 助理, date: 2020-01-09}",
        ["2024年5月至今", "2020年1月9日"],
    ),
    "accents": (
        "basics: {name: José Ñandú Łukasz Øster Čapek Nguyễn Văn}",
        ["José Ñandú Łukasz Øster Čapek Nguyễn Văn"],
    ),
    "Greek and Cyrillic": (WORK.replace("PLACE", "Αθήνα, Москва"), ["Αθήνα, Москва"]),
    "Japanese and Korean": (
        WORK.replace("PLACE", "東京大学のカメラ, 서울대학교"),
        ["東京大学のカメラ", "서울대학교"],
    ),
    "ligatures": (
        WORK.replace("PLACE", "office affluent fjord efficient"),
        ["office affluent fjord efficient"],
    ),
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("trap", TRAPS)
def test_text_prints_as_typed(trap, theme, print_text):
    profile, words = TRAPS[trap]
    page = Printed.of(print_text(profile, theme=theme)).content
    assert [text for text in words if joined(text) not in page] == []


@needs_poppler
@pytest.mark.parametrize("theme", THEMES)
def test_a_right_to_left_run_reads_in_its_own_order_and_language(theme, print_text):
    university = "האוניברסיטה העברית"
    page = Printed.of(print_text(WORK.replace("PLACE", f"{university} in Jerusalem"), theme=theme))
    assert university in page.by_pdftotext
    assert "he" in page.languages


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "doi",
    [
        "10.5555/abc.123",
        "https://doi.org/10.5555/abc.123",
        "http://dx.doi.org/10.5555/abc.123",
        "doi:10.5555/abc.123",
    ],
)
def test_a_doi_is_never_doubled(doi, theme, print_text):
    page = Printed.of(
        print_text(
            f"basics: {{name: Ada}}\npublications:\n- {{name: A paper, doi: '{doi}'}}", theme=theme
        )
    )
    assert page.links == ["https://doi.org/10.5555/abc.123"]
    assert "doi:10.5555/abc.123" in page.words
    assert page.words.count("doi") == 1


@pytest.mark.parametrize("theme", THEMES)
def test_an_address_with_a_fragment_and_signs_of_its_own_leads_there(theme, print_text):
    address = "https://example.org/a_b/~ada/?q=1&lang=en%20x#part-2"
    page = Printed.of(
        print_text(
            f"basics: {{name: Ada, url: '{address}', summary: '[My page]({address})'}}", theme=theme
        )
    )
    assert set(page.links) == {address}
    assert joined(address.removeprefix("https://")) in page.content
