"""Whatever a person chooses of a theme's options, the page stays whole; and what they choose is to be seen."""

from functools import cache

import pytest
from cases import ALWAYS, LETTER_CASES
from placed import placed
from printed import Printed, joined
from shipped import NORMAL, THEMES

from cvgen.build import build, load_profile
from cvgen.plan.request import Request
from cvgen.theme import load as themes


def combined(theme):
    """Give sets of choices in which each choice of each option that is no default stands at least once."""
    choices = {}
    for name, option in themes.find_theme(theme).options.items():
        values = ("true", "false") if option.type == "boolean" else option.choices
        if option.type == "words":
            values = ("none", ", ".join(option.choices))
        choices[name] = [value for value in values if value != option.default]
    # Words behind every period, which have tests of their own (test_durations).
    choices.pop("durations", None)
    choices = {name: values for name, values in choices.items() if values}
    for number in range(max(map(len, choices.values()))):
        yield {name: values[number % len(values)] for name, values in choices.items()}


SHORT = ("sichuan-undergraduate", "peking-undergraduate")


def assign(theme, turn):
    """Give each set of choices somebody to print: Ada, who has everything, one of them by turns; shorter CVs the others."""
    sets = list(combined(theme))
    for number, options in enumerate(sets):
        name = ALWAYS if number == turn % len(sets) else SHORT[(number + turn) % len(SHORT)]
        yield name, theme, options


CHOICES = [choice for turn, theme in enumerate(THEMES) for choice in assign(theme, turn)]
ADA = (
    "basics: {name: Ada Example}\nwork: [{position: Clerk, startDate: 2020-01, endDate: 2021-01}]\n"
)


@pytest.mark.parametrize(("name", "theme", "options"), CHOICES, ids=str)
def test_every_choice_of_an_option_keeps_the_page_whole(with_options, name, theme, options):
    case = with_options(name, theme, options)
    page = case.pdf.content.casefold()  # headings may be in capitals
    assert [text for text in case.says.texts if joined(text).casefold() not in page] == []
    assert len(placed(case)) == len(case.says.sections)


@pytest.mark.parametrize("theme", THEMES)
def test_paper_decides_the_size_of_the_page(printed, theme):
    """ISO 216: 210 × 297 mm; ANSI: 8.5 × 11 inches."""
    other = next(name for name, printed_in, *_ in LETTER_CASES if printed_in == theme)
    for name, paper, size in ((ALWAYS, "A4", (595.28, 841.89)), (other, "Letter", (612, 792))):
        pages = list(printed(name, theme, paper).document)
        assert [page.get_size() for page in pages] == [pytest.approx(size, abs=0.01)] * len(pages)


@pytest.fixture(scope="module")
def chosen(around, tmp_path_factory):
    """Print a person in a theme with many choices at once."""
    path = tmp_path_factory.mktemp("chosen") / "profile.yaml"
    path.write_text(ADA, "utf-8")
    options = {
        **NORMAL,
        "accent": "#800040",
        "font-body": "EB Garamond",
        "font-heading": "Roboto",
        "font-size": "12pt",
        "margin": "30mm",
        "page-numbers": "no",
    }

    @cache
    def chosen(theme):
        return Printed.of(build(load_profile(path), Request(theme=theme, options=options), around))

    return chosen


def find_run(pdf, text):
    return next(run for run in pdf.runs if run.text.strip() == text)


@pytest.mark.parametrize("theme", THEMES)
def test_the_accent_colours_the_headings(chosen, theme):
    assert find_run(chosen(theme), "Experience").color == (0x80, 0x00, 0x40)


@pytest.mark.parametrize("theme", THEMES)
def test_the_font_and_its_size_are_those_chosen(chosen, theme):
    pdf = chosen(theme)
    assert find_run(pdf, "Clerk").size == pytest.approx(12, abs=0.01)
    families = {name.rpartition("+")[2].partition("-")[0] for name in pdf.fonts}
    assert families <= {"EB", "EBGaramond", "Roboto"}


@pytest.mark.parametrize("theme", THEMES)
def test_the_margin_is_white(chosen, theme):
    assert min(run.left for run in chosen(theme).runs) >= 30 / 25.4 * 72 - 1


@pytest.mark.parametrize("theme", THEMES)
def test_page_numbers_are_at_the_foot_unless_switched_off(chosen, print_text, theme):
    """Of several pages, as here; `test_furniture.py` looks at a single one."""
    two = ADA + "talks: [Talk on page 2]\npageBreakBefore: [talks]\n"
    assert "1/2" in "".join(Printed.of(print_text(two, theme=theme)).raw_pages)
    assert "1/" not in "".join(chosen(theme).raw_pages)


@pytest.mark.parametrize("theme", THEMES)
def test_the_photo_has_a_text_for_who_cannot_see_it_and_can_be_left_out(
    printed, with_options, theme
):
    """It is left out by one of the sets of choices, or as a theme comes."""
    options = next(chosen for name, owner, chosen in CHOICES if (name, owner) == (ALWAYS, theme))
    with_photo = printed("ada-example", theme)
    if themes.find_theme(theme).options["photo"].default == "false":
        with_photo = with_options("ada-example", theme, {"photo": "true"}).pdf
        options = {}
    without = with_options("ada-example", theme, options).pdf
    assert "Photo of Ada Example" in with_photo.alternatives
    assert "Photo of Ada Example" not in without.alternatives
    assert len(without.data) < len(with_photo.data)
