"""What a person chooses of headings, dates, labels, photo, foot and breaks is to be seen, in every theme."""

from functools import cache

import pytest
from PIL import Image
from printed import Printed, joined
from shipped import NORMAL, THEMES

from cvgen.build import build, load_profile
from cvgen.plan.request import Request

ADA = "basics: {name: Ada Example, email: ada@example.org, profiles: [{network: GitHub, username: ada}]}\nwork: [{position: Clerk, startDate: 2020-01-05, endDate: 2021-02}]\n"


STYLES = (
    ("short", "Jan 2020 – Feb 2021"),
    ("long", "January 2020 – February 2021"),
    ("numeric", "01/2020 – 02/2021"),
    ("years", "2020–2021"),
)


STYLE_OF = {theme: STYLES[number % len(STYLES)] for number, theme in enumerate(THEMES)}


@pytest.fixture(scope="module")
def looks(around, tmp_path_factory):
    """Print a person in a theme with several choices at once."""
    path = tmp_path_factory.mktemp("looks") / "profile.yaml"
    path.write_text(ADA, "utf-8")
    accent = {"accent": "#a00050"}
    options = {
        "none": {"contact-labels": "none", "heading-style": "rule", **accent},
        "icons": {"contact-labels": "icons", "footer": "Draft for Bo", "heading-style": "capitals"},
        "plain": {"contact-labels": "words", "heading-style": "plain", **accent},
        "bar": {"contact-labels": "words", "heading-style": "bar", **accent},
    }

    @cache
    def looks(theme, name):
        style, _ = STYLE_OF[theme]
        chosen = {**NORMAL, "date-style": style, **options[name]}
        request = Request(theme=theme, options=chosen)
        return Printed.of(build(load_profile(path), request, around))

    return looks


@pytest.mark.parametrize("theme", THEMES)
def test_dates_are_written_in_the_chosen_style(looks, theme):
    """The example is printed in every theme with every style."""
    _, text = STYLE_OF[theme]
    assert joined(text) in looks(theme, "none").content


@pytest.mark.parametrize("theme", THEMES)
def test_the_foot_says_the_chosen_words_beside_the_page_number(looks, theme):
    foot = [run.text for run in looks(theme, "icons").runs if run.bottom < 70]
    assert joined("Draft for Bo") in joined("".join(foot))
    assert "1/1" in joined("".join(foot))


@pytest.mark.parametrize("theme", THEMES)
def test_icons_stand_for_the_words_that_say_what_a_contact_is(looks, theme):
    icons = looks(theme, "icons")
    assert "GitHub" in looks(theme, "plain").content
    assert "GitHub" not in icons.content
    assert "GitHub" in icons.alternatives


@pytest.mark.parametrize("theme", THEMES)
def test_labels_can_be_left_out(looks, theme):
    pdf = looks(theme, "none")
    assert "GitHub" not in pdf.content
    assert "ada@example.org" in pdf.content


@pytest.mark.parametrize("theme", THEMES)
def test_headings_in_capitals_are_in_capitals(looks, theme):
    assert "EXPERIENCE" in looks(theme, "icons").content


@pytest.mark.parametrize("theme", THEMES)
def test_a_bar_before_headings_and_a_rule_below_are_drawn(looks, theme):
    """Both in the accent, where a plain heading has nothing but its letters."""
    plain, rule, bar = (accent_pixels(looks(theme, name)) for name in ("plain", "none", "bar"))
    assert rule > plain + 100
    assert bar > plain + 20


def accent_pixels(pdf):
    picture = pdf.document[0].render(scale=2).to_pil().convert("RGB")
    return sum(count for count, color in picture.getcolors(1 << 24) if color[0] - color[1] > 30)


BREAKS = """
basics: {name: Ada}
work: [{position: Clerk}, {position: Baker, pageBreakBefore: true}]
talks: [{name: A talk}]
custom:
- {title: Own, pageBreakBefore: true, entries: [{title: One}]}
pageBreakBefore: [talks]
"""


@pytest.mark.parametrize("theme", THEMES)
def test_sections_and_entries_start_on_a_new_page_where_the_profile_says_so(print_text, theme):
    """But an entry begins the next column where there are two, which README says."""
    pages = Printed.of(print_text(BREAKS, theme=theme)).pages
    assert [
        word for page in pages for word in ("Clerk", "Baker", "A talk", "One") if word in page
    ] == ["Clerk", "Baker", "A talk", "One"]
    assert len(pages) == (3 if theme == "columns" else 4)


@pytest.mark.parametrize("theme", THEMES)
def test_a_section_that_is_kept_together_moves_whole(print_text, theme):
    """Though a heading and several of its entries would find room on the page before."""
    fill = "".join(f"- Line {number}\n" for number in range(62 if theme == "columns" else 26))
    rest = "".join(f"- name: Talk {number}\n  summary: Of one line.\n" for number in range(14))
    text = f"basics: {{name: Ada}}\nmedia:\n{fill}talks:\n{rest}keepTogether: [talks]\n"
    pdf = print_text(text, theme=theme).pdf
    boxes = [box for box in pdf.elements if box.kind == "item"]
    talks = [box for box in boxes if box.id.startswith("section-2")]
    assert len(talks) >= 14
    assert {box.page for box in talks} == {1}
    last = [box for box in boxes if not box.id.startswith("section-2")][-1]
    end = pdf.measures.text_top + pdf.measures.text_height
    assert last.page == 0
    assert end - last.bottom > 4 * (talks[0].bottom - talks[0].top)


def test_a_picture_of_a_work_is_printed_where_the_theme_shows_it(load_text, print_text, tmp_path):
    Image.new("RGB", (60, 40), "navy").save(tmp_path / "folding.png")
    paper = "publications: [{name: Folding, image: folding.png}]\n"
    pdf = Printed.of(print_text("basics: {name: Ada}\n" + paper, theme="scholar"))
    assert "Folding" in pdf.alternatives


@pytest.mark.parametrize(
    ("image", "word"),
    [
        ("none.png", "is not there"),
        ("../x.png", "outside"),
        ("profile.yaml", "JPEG"),
    ],
)
def test_a_picture_of_a_work_that_cannot_be_used_is_told_where_it_is_named(load_text, image, word):
    from cvgen.errors import ProfileError

    with pytest.raises(ProfileError) as caught:
        load_text(f"basics: {{name: Ada}}\npublications:\n- name: Folding\n  image: {image}\n")
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.line, word in found.message) == ("P220", 4, True)


def test_prose_longer_than_its_limit_is_told_with_its_place(print_text):
    (warning,) = print_text(
        "basics: {name: Ada}\nstatement:\n- name: Aims\n  text: One two three four.\n  wordLimit: 3\n"
    ).warnings
    assert (warning.code, warning.place.line) == ("W311", 4)
    assert "4 of at most 3 words" in warning.message


# --- options of one theme or two ------------------------------------------------------------------


def find_left(pdf, text):
    """Say how far from the left edge a line begins that says this."""
    return next(run.left for run in pdf.runs if joined(run.text).startswith(joined(text)))


@pytest.mark.parametrize("theme", ["classic", "plain"])
def test_dates_stand_on_the_chosen_side(print_text, theme):
    beside = {}
    for side in ("left", "right"):
        pdf = Printed.of(print_text(ADA, theme=theme, options={"date-side": side}))
        beside[side] = find_left(pdf, "Jan 2020") < find_left(pdf, "Clerk")
    assert beside == {"left": True, "right": False}


@pytest.mark.parametrize("theme", ["classic", "latex"])
def test_a_head_stands_in_the_middle_or_where_lines_begin(print_text, theme):
    lefts = {}
    for head in ("center", "start"):
        pdf = Printed.of(print_text(ADA, theme=theme, options={"head": head, "margin": "25mm"}))
        lefts[head] = (find_left(pdf, "Ada"), find_left(pdf, "ada@"))
    assert lefts["start"] == pytest.approx((71, 71), abs=3)
    assert min(lefts["center"]) > 150


SKILLED = ADA + "skills: [Weaving]\nlanguages: [Latin]\n"


@pytest.mark.parametrize(("chosen", "beside"), [("skills", ["Skills"]), ("none", [])])
def test_the_chosen_sections_stand_in_the_narrow_column(print_text, chosen, beside):
    """Work stands in the wide one."""
    options = {"side-sections": chosen}
    pdf = Printed.of(print_text(SKILLED, theme="sidebar", options=options))
    edge = find_left(pdf, "Clerk") - 20
    assert [name for name in ("Skills", "Languages") if find_left(pdf, name) < edge] == beside


def test_the_narrow_column_has_the_chosen_colour_on_the_chosen_pages(print_text):
    text = ADA + "awards: [Prize]\npageBreakBefore: [awards]\n"
    for pages, tinted in (("first", [True, False]), ("all", [True, True])):
        options = {"side-color": "#ffe8d0", "side-pages": pages}
        pdf = Printed.of(print_text(text, theme="sidebar", options=options))
        drawn = [pdf.document[number].render().to_pil() for number in range(2)]
        corners = [picture.convert("RGB").getpixel((5, 700)) for picture in drawn]
        assert [corner[2] < 0xE0 for corner in corners] == tinted
