"""What stands around the text: nothing on a single page; else name, number, and the section that goes on."""

import re

import pytest
from printed import Printed, spaced

WORKS = "".join(
    f"  - {{name: Result {number}, authors: [Ada Example], publisher: Journal, releaseDate: {2026 - number // 6}}}\n"
    for number in range(48)
)
LONG = f"basics: {{name: Ada Example}}\npublications:\n{WORKS}"
SHORT = "basics: {name: Ada Example}\nwork: [{position: Clerk}]\n"


@pytest.fixture(scope="module")
def long_list(tmp_path_factory, around):
    from cvgen.build import build, load_profile
    from cvgen.plan.request import Request

    path = tmp_path_factory.mktemp("long") / "profile.yaml"
    path.write_text(LONG, "utf-8")
    return Printed.of(build(load_profile(path), Request(theme="classic"), around))


@pytest.mark.parametrize("theme", ["classic", "swiss"])
def test_a_single_page_says_neither_its_number_nor_the_name_again(theme, print_text):
    text = spaced("".join(Printed.of(print_text(SHORT, theme=theme)).raw_pages))
    assert text.count("Ada Example") == 1
    assert "1/1" not in text


def test_words_that_are_asked_for_stand_on_a_single_page_too(print_text):
    built = print_text(SHORT, theme="classic", options={"footer": "Draft"})
    assert "Draft" in "".join(Printed.of(built).raw_pages)


def test_a_section_says_its_name_again_on_each_next_page(long_list):
    first, *others = map(spaced, long_list.raw_pages)
    assert first.count("Publications") == 1
    assert others
    assert all(page.count("Publications") == 1 for page in others)


def test_what_is_said_again_is_an_artefact(long_list):
    """An element of the structure stands for the heading only once."""
    headings = [element for element in long_list.structure if element.get("/S") == "/H2"]
    assert len(headings) == 1


def test_a_year_stands_once_over_the_works_of_a_long_list(long_list):
    text = spaced("\n".join(long_list.pages))
    assert [len(re.findall(str(year), text)) for year in range(2019, 2027)] == [1] * 8
