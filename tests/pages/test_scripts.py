"""Profiles in ten languages and eight scripts: everything is drawn, in the right glyphs, on a page that runs the right way."""

import re
from functools import cache

import pytest
from printed import Printed, joined
from shipped import NORMAL, ROOT, THEMES, example
from test_page_rules import outside

from cvgen.compose import locale
from cvgen.files import yamlfile

SCRIPTS = ROOT / "tests" / "pages" / "scripts"
NAMES = sorted(path.stem for path in SCRIPTS.glob("*.yaml"))
# What runs to the left turns every theme round: so each of them prints Ada in Arabic, as her theme's proof does. The
# scripts that a theme sets with faces of their own take turns; Chinese is also that of an example and of every proof.
TURNED = "ada in arabic"
TURNS = ("arabic", "chinese", "japanese")
FACES = {
    "chinese": "Noto-S",
    "traditional": "Noto-Sans-TC",
    "japanese": "Noto-Sans-JP",
    "korean": "Noto-Sans-KR",
}
# The others stand in one of two themes, and in both where each of them has faces of its own.
BOTH = ("classic", "song")
SHOWN = [
    (name, theme)
    for number, name in enumerate(NAMES)
    for theme in (BOTH if name in FACES else (BOTH[number % 2],))
]
CASES = [
    *((TURNED, theme) for theme in THEMES),
    *(
        (name, theme)
        for name in NAMES
        for number, theme in enumerate(THEMES)
        if name == TURNS[number % len(TURNS)] or (name, theme) in SHOWN
    ),
]
RIGHT_TO_LEFT = (TURNED, "arabic", "hebrew", "persian")


@pytest.fixture(scope="session")
def page(build_once, build_example):
    """Print a profile in a theme, once."""

    @cache
    def page(name, theme):
        if name == TURNED:
            wish = {"language": "ar", "options": tuple(NORMAL.items())}
            return Printed.of(build_example("ada-example", theme, **wish))
        wish = {"theme": theme, "options": tuple(NORMAL.items())}
        return Printed.of(build_once(SCRIPTS / f"{name}.yaml", **wish))

    return page


def says(name):
    if name == TURNED:
        return yamlfile.read_yaml(example("ada-example")).data | {"language": "ar"}
    return yamlfile.read_yaml(SCRIPTS / f"{name}.yaml").data


@pytest.mark.parametrize(("name", "theme"), CASES)
def test_a_page_in_any_script_is_drawn_without_a_warning_and_stays_on_the_paper(page, name, theme):
    """How full its last page is, is the theme's affair."""
    pdf = page(name, theme)
    assert [str(warning) for warning in pdf.warnings if warning.code != "R210"] == []
    assert outside(pdf) == []
    assert pdf.pypdf.root_object["/Lang"] == says(name)["language"]


@pytest.mark.parametrize(("name", "theme"), CASES)
def test_headings_are_those_of_the_language(page, name, theme):
    headings = locale.find_locale(says(name)["language"]).headings
    wanted = [headings[key] for key in ("education", "publications", "skills") if key in says(name)]
    assert wanted
    assert [
        word
        for word in wanted
        if joined(word).casefold() not in joined("".join(page(name, theme).bookmarks)).casefold()
    ] == []


@pytest.mark.parametrize(
    ("name", "theme"), [(name, theme) for name, theme in CASES if name in FACES]
)
def test_glyphs_are_of_the_languages_own_face(page, name, theme):
    assert [font for font in page(name, theme).fonts if FACES[name] in font]


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        (name, theme)
        for name, theme in CASES
        if name in RIGHT_TO_LEFT and theme not in ("plain", "columns")
    ],
)
def test_a_page_that_runs_to_the_left_has_its_dates_at_the_other_edge(page, name, theme):
    """Beside their entries, dates stand on the side that the same theme has them not on in English."""
    pdf = page(name, theme)
    digits = str.maketrans(locale.find_locale(says(name)["language"]).digits, "0123456789")
    years = [
        run
        for run in pdf.runs
        if re.search(r"\b20[12]\d\b", run.text.translate(digits)) and len(run.text) < 30
    ]
    middle = pdf.document[0].get_size()[0] / 2
    dates_left = sum(run.right < middle for run in years) > sum(run.left > middle for run in years)
    assert years
    assert dates_left is (theme not in ("modern", "scholar", "letterpress", "timeline"))


@pytest.mark.parametrize(
    ("name", "theme"), [(name, theme) for name, theme in CASES if name in RIGHT_TO_LEFT]
)
def test_a_telephone_number_runs_from_left_to_right(page, name, theme):
    """By the places of its characters, as a person sees them."""
    sheet = page(name, theme).document[0].get_textpage()
    text = sheet.get_text_range()
    assert joined(says(name)["basics"]["phone"]) in joined(phone_line(sheet, text))


def phone_line(sheet, text):
    """Read the line of the plus sign by the places of its characters."""
    plus = text.index("+")
    _, low, _, high = sheet.get_charbox(plus)
    middle = (low + high) / 2
    line = [
        (box[0], character)
        for at, character in enumerate(text)
        if character.strip() and (box := sheet.get_charbox(at))[1] - 2 < middle < box[3] + 2
    ]
    return "".join(character for _, character in sorted(line))


@pytest.mark.xdist_group("verapdf")
def test_every_page_in_any_script_is_pdf_a_3a_and_pdf_ua_1(page, find_broken_rules, tmp_path):
    shown = [*SHOWN, *((TURNED, theme) for theme in (*BOTH, "sidebar"))]
    files = [tmp_path / f"{name}-{theme}.pdf" for name, theme in shown]
    for path in files:
        path.write_bytes(page(*path.stem.split("-")).data)
    broken = find_broken_rules(*files)
    assert {path: kinds for path, kinds in broken.items() if any(kinds.values())} == {}
