"""Text prints as it was typed: each case here broke one of the programs that people would use instead."""

from functools import cache

import pytest
from printed import Printed, joined, needs_poppler
from shipped import NORMAL, THEMES

from cvgen.build import build, load_profile
from cvgen.plan.request import Request

# What is typed as the name of an employer, and what must be printed.
PLACES = {
    "a number sign": ("'C# and F#, #1 of #3'", ["C# and F#, #1 of #3"]),
    "an apostrophe": ('''"O'Brien's 'best' idea"''', ["O'Brien's 'best' idea"]),
    "an element": (
        "'<label> of <b>bold</b> & <!-- hidden -->'",
        ["<label> of <b>bold</b> & <!-- hidden -->"],
    ),
    "an entity": ("'R&amp;D &lt;now&gt;'", ["R&amp;D &lt;now&gt;"]),
    "a heading of another language": ("= Not a heading", ["= Not a heading"]),
    "a heading of Markdown": ("'# Not a heading'", ["# Not a heading"]),
    "a list of Markdown": ("'1. not a list'", ["1. not a list"]),
    "a table of Markdown": ("'| a | b |'", ["| a | b |"]),
    "an at sign": ("'@ada, see @fig:1'", ["@ada, see @fig:1"]),
    "a template's braces": (
        "'{{ 7 * 7 }} {% raw %} {# note #}'",
        ["{{ 7 * 7 }} {% raw %} {# note #}"],
    ),
    "backslashes": (r"'C:\new\\table \section{x} 100\%'", [r"C:\new\table \section{x} 100"]),
    "dollars": ("'raised $5 and $6 million'", ["raised $5 and $6 million"]),
    "a displayed formula": ("'an $$x^2$$ law'", ["an x2 law"]),
    "underscores": ("snake_case_name and __init__.py", ["snake_case_name and __init__.py"]),
    "a star": ("'2 * 3 * 4'", ["2 * 3 * 4"]),
    "a tilde": ("'~5% of ~/home'", ["~5% of ~/home"]),
    "an exponent": ("1e3", ["1e3"]),
    "a clock": ("12:30:45", ["12:30:45"]),
    "a date in text": ("2024-05-06", ["2024-05-06"]),
    "Greek and Cyrillic": ("Αθήνα, Москва", ["Αθήνα, Москва"]),
    "Japanese and Korean": ("東京大学のカメラ, 서울대학교", ["東京大学のカメラ", "서울대학교"]),
    "ligatures": ("office affluent fjord efficient", ["office affluent fjord efficient"]),
}
# What cannot stand in one profile with the others; the themes take turns.
PROFILES = {
    "quotes in a name": (
        """basics: {name: 'Ada "Countess" Example'}""",
        ['Ada "Countess" Example'],
    ),
    "nested bullets": (
        "basics: {name: Ada}\nwork:\n- position: Clerk\n  highlights:\n  - |-\n    Outer\n    - inner one\n    - inner two\n",
        ["Outer", "inner one", "inner two"],
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
    "Chinese dates": (
        "language: zh\nbasics: {name: 艾达}\nwork:\n- {position: 研究员, startDate: 2024-05, endDate: present}\n- {position: 助理, date: 2020-01-09}",
        ["2024年5月至今", "2020年1月9日"],
    ),
    "accents": (
        "basics: {name: José Ñandú Łukasz Øster Čapek Nguyễn Văn}",
        ["José Ñandú Łukasz Øster Čapek Nguyễn Văn"],
    ),
}
TURNS = [
    (trap, theme)
    for number, trap in enumerate(PROFILES)
    for turn, theme in enumerate(THEMES)
    if (number + turn) % 3 == 0
]


def write_work(place):
    return f"- position: Clerk\n  name: {place}\n"


def missing(words, page):
    return [text for text in words if joined(text) not in page.content]


UNIVERSITY = "האוניברסיטה העברית"
ADDRESS = "https://example.org/a_b/~ada/?q=1&lang=en%20x#part-2"
DOIS = [
    "10.5555/abc.1",
    "https://doi.org/10.5555/abc.2",
    "http://dx.doi.org/10.5555/abc.3",
    "doi:10.5555/abc.4",
]


@pytest.fixture(scope="module")
def traps(around, tmp_path_factory):
    """Print all that can stand in one profile in a theme, once."""
    places = [*(place for place, _ in PLACES.values()), f"{UNIVERSITY} in Jerusalem"]
    papers = "".join(f"- {{name: A paper, doi: '{doi}'}}\n" for doi in DOIS)
    path = tmp_path_factory.mktemp("traps") / "profile.yaml"
    path.write_text(
        f"basics: {{name: Ada Example, url: '{ADDRESS}', summary: '[My page]({ADDRESS})'}}\n"
        f"work:\n{''.join(map(write_work, places))}publications:\n{papers}",
        "utf-8",
    )

    @cache
    def traps(theme):
        request = Request(theme=theme, options=NORMAL)
        return Printed.of(build(load_profile(path), request, around))

    return traps


@pytest.mark.parametrize("theme", THEMES)
def test_text_prints_as_typed(theme, traps):
    page = traps(theme)
    lost = {trap: missing(words, page) for trap, (_, words) in PLACES.items()}
    assert {trap: words for trap, words in lost.items() if words} == {}


@pytest.mark.parametrize(("trap", "theme"), TURNS)
def test_a_profile_prints_as_typed(trap, theme, print_text):
    profile, words = PROFILES[trap]
    assert missing(words, Printed.of(print_text(profile, theme=theme))) == []


@needs_poppler
@pytest.mark.parametrize("theme", THEMES)
def test_a_right_to_left_run_reads_in_its_own_order_and_language(theme, traps):
    page = traps(theme)
    assert UNIVERSITY in page.by_pdftotext
    assert "he" in page.languages


@pytest.mark.parametrize("theme", THEMES)
def test_a_doi_is_never_doubled(theme, traps):
    page = traps(theme)
    numbers = range(1, 5)
    links = sorted(link for link in page.links if "doi" in link)
    assert links == [f"https://doi.org/10.5555/abc.{number}" for number in numbers]
    assert [f"doi:10.5555/abc.{number}" in page.words for number in numbers] == [True] * 4
    assert page.words.count("doi") == 4


@pytest.mark.parametrize("theme", THEMES)
def test_an_address_with_a_fragment_and_signs_of_its_own_leads_there(theme, traps):
    page = traps(theme)
    assert {link for link in page.links if "doi" not in link} == {ADDRESS}
    assert joined(ADDRESS.removeprefix("https://")) in page.content


PARAGRAPHS = """
basics:
  name: Ada Example
  summary: "{0}"
work:
  - {{name: Institute, position: Fellow, startDate: 2021-01, summary: "{0}"}}
""".format(r"One of two.\nand so on\n\nTwo of two.")


@pytest.mark.parametrize("theme", THEMES)
def test_a_paragraph_stands_further_from_the_one_above_than_a_line(theme, print_text):
    text = PARAGRAPHS.replace("and so on", "which goes on and on and on " * 6)
    lines = Printed.of(print_text(text, theme=theme)).lines
    starts = [number for number, line in enumerate(lines) if line[0].text.startswith("Two of")]
    assert len(starts) == 2
    for start in starts:
        before, above, own = (lines[number][0].base for number in (start - 2, start - 1, start))
        assert above - own > 1.1 * (before - above)
