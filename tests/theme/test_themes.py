"""A theme is found, inherits, and is checked; a child needs only what differs."""

import re

import pytest
from shipped import ROOT, THEMES

from cvgen.errors import ThemeError
from cvgen.theme import load as themes
from cvgen.theme.options import compute_contrast

PROFILE = "basics: {name: Ada Example}\nwork: [{position: Clerk}]\n"


@pytest.fixture
def make_theme(tmp_path):
    """Make a theme beside the profile from the texts of its files."""

    def make_theme(name, manifest="extends: classic\ncontract: 1\n", **files):
        folder = tmp_path / "themes" / name
        for path, text in {"theme.yaml": manifest, **files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        return folder.parent

    return make_theme


def catch_refusal(action):
    """Expect one finding; give its place in the theme or profile, its code, and what it says."""
    with pytest.raises(ThemeError) as caught:
        action()
    (finding,) = caught.value.diagnostics
    place = re.sub(r".*/(?:themes/|(?=profile.yaml))", "", str(finding.place or ""))
    return place, finding.code, f"{finding.message} ({finding.hint})"


def test_the_shipped_themes_can_be_chosen_and_their_ground_cannot():
    assert THEMES == [
        "banner",
        "classic",
        "columns",
        "compact",
        "jianli",
        "latex",
        "letterpress",
        "modern",
        "narrative",
        "plain",
        "scholar",
        "sidebar",
        "song",
        "swiss",
        "timeline",
    ]
    assert catch_refusal(lambda: themes.find_theme("base"))[1] == "T106"


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_takes_the_shared_options_and_says_what_each_is(name):
    """So that changing the theme never breaks a document."""
    shared = {
        "accent",
        "paper",
        "margin",
        "font-size",
        "density",
        "font-body",
        "font-heading",
        "photo",
        "page-numbers",
        "photo-shape",
        "heading-style",
        "heading-words",
        "date-style",
        "contact-labels",
        "footer",
    }
    theme = themes.find_theme(name)
    assert shared <= set(theme.options)
    assert all(option.about for option in theme.options.values())
    assert theme.title
    assert theme.summary
    assert theme.purpose
    assert theme.machines


@pytest.mark.parametrize("name", THEMES)
def test_the_accent_of_a_theme_can_be_read(name):
    """WCAG 2.2: 4.5 to 1."""
    assert compute_contrast(themes.find_theme(name).options["accent"].default) >= 4.5


@pytest.mark.parametrize(
    ("color", "ratio"), [("#000", 21), ("#ffffff", 1), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_contrast_is_that_of_wcag(color, ratio):
    """The greys on both sides of 4.5 to 1, as WebAIM's checker gives them."""
    assert compute_contrast(color) == pytest.approx(ratio, abs=0.005)


def test_a_theme_beside_the_profile_wins_over_a_shipped_one_of_its_name_and_can_extend_it(
    make_theme,
):
    home = make_theme("classic")
    theme = themes.find_theme("classic", [home])
    assert theme.folders[0] == home / "classic"
    assert [folder.name for folder in theme.folders] == ["classic", "classic", "base"]


def test_a_theme_is_found_by_its_path(make_theme):
    assert themes.find_theme(str(make_theme("mine") / "mine")).name == "mine"


def test_an_unknown_theme_is_refused_with_the_nearest_name():
    place, code, text = catch_refusal(lambda: themes.find_theme("clasic"))
    assert (place, code) == ("", "T100")
    assert "did you mean 'classic'?" in text


def test_a_theme_that_the_profile_names_is_refused_where_it_names_it(print_text):
    assert catch_refusal(lambda: print_text(PROFILE + "theme: clasic\n"))[:2] == (
        "profile.yaml:3:8",
        "T100",
    )


def test_a_child_inherits_options_and_says_only_what_differs(make_theme):
    options = "options: {accent: '#7a1f3d', own: {type: boolean, default: 'no', about: x}}\n"
    home = make_theme("mine", f"extends: classic\ncontract: 1\n{options}")
    theme = themes.find_theme("mine", [home])
    parent = themes.find_theme("classic")
    assert theme.options["accent"].default == "#7a1f3d"
    assert theme.options["accent"].type == "color"
    assert theme.options["margin"] == parent.options["margin"]
    assert set(theme.options) - set(parent.options) == {"own"}


def test_a_child_overrides_one_template_and_extends_its_parents(make_theme, print_text):
    template = (
        '{% extends "classic/document.html" %}\n'
        "{% block body %}<p>Before</p>{{ super() }}{% endblock %}"
    )
    make_theme("mine", **{"templates/document.html": template})
    make_theme(
        "grandchild",
        "extends: mine\ncontract: 1\n",
        **{"templates/parts/name.html": "<h1>{{ document.name | upper }}</h1>"},
    )
    assert read_lines(print_text(PROFILE, theme="mine")) == [
        "Before",
        "Ada Example",
        "Experience",
        "Clerk",
    ]
    assert read_lines(print_text(PROFILE, theme="grandchild")) == [
        "Before",
        "ADA EXAMPLE",
        "Experience",
        "Clerk",
    ]


def test_a_childs_style_wins_over_its_parents(make_theme, print_text):
    make_theme("mine", **{"style.css": "h2 { display: none }"})
    assert read_lines(print_text(PROFILE, theme="mine")) == ["Ada Example", "Clerk"]


def read_lines(built):
    import pypdfium2

    text = pypdfium2.PdfDocument(built.pdf.data)[0].get_textpage().get_text_range()
    return [line for line in text.splitlines() if "1/1" not in line]


@pytest.mark.parametrize(
    ("manifest", "place", "code", "words"),
    [
        ("contract: 2\n", "mine/theme.yaml:1:11", "T102", ["contract 2", "contract: 1"]),
        ("title: Mine\n", "mine/theme.yaml:1:1", "T102", ["contract: 1"]),
        (
            "contract: 1\nextend: classic\n",
            "mine/theme.yaml:2:1",
            "T101",
            ["'extend'", "did you mean 'extends'?"],
        ),
        (
            "contract: 1\nextends: clasic\n",
            "mine/theme.yaml:2:10",
            "T103",
            ["'clasic'", "did you mean 'classic'?"],
        ),
        (
            "contract: 1\noptions: {size: {type: lenght, default: 1mm}}\n",
            "mine/theme.yaml:2:24",
            "T104",
            ["'size'", "length"],
        ),
        (
            "contract: 1\noptions: {size: {type: length, default: 5in, most: 4in}}\n",
            "mine/theme.yaml:2:17",
            "T104",
            ["'size'", "4in"],
        ),
        (
            "contract: 1\noptions:\n  size:\n    default: 1mm\n    type: [length]\n",
            "mine/theme.yaml:5:11",
            "T104",
            ["'size'", "length"],
        ),
        ("contract: 1\ntitle: [Mine]\n", "mine/theme.yaml:2:8", "T107", ["'title'"]),
        ("contract: 1\nabstract: yes\n", "mine/theme.yaml:2:11", "T107", ["true or false"]),
    ],
)
def test_a_mistake_in_a_manifest_is_told_where_it_stands(make_theme, manifest, place, code, words):
    home = make_theme("mine", manifest)
    refusal = catch_refusal(lambda: themes.find_theme("mine", [home]))
    assert refusal[:2] == (place, code)
    assert [word for word in words if word not in refusal[2]] == []


def test_themes_that_extend_each_other_are_refused_with_the_circle(make_theme):
    make_theme("one", "extends: two\ncontract: 1\n")
    home = make_theme("two", "extends: one\ncontract: 1\n")
    assert "one → two → one" in catch_refusal(lambda: themes.find_theme("one", [home]))[2]


def test_a_broken_theme_does_not_hide_the_others(make_theme):
    home = make_theme("broken", "contract: 9\n")
    assert [theme.name for theme in themes.list_themes([home])] == THEMES


@pytest.mark.parametrize(
    ("name", "value", "code", "word"),
    [
        ("acent", "red", "T110", "did you mean 'accent'?"),
        ("accent", "rde", "T111", "'#"),
        ("margin", "5mm", "T111", "10mm"),
        ("margin", "2in", "T111", "40mm"),
        ("margin", "wide", "T111", "mm"),
        ("density", "loose", "T111", "airy, normal, tight"),
        ("photo", "maybe", "T111", "true or false"),
        ("font-body", "Source San 3", "T111", "did you mean 'Source Sans 3'"),
    ],
)
def test_an_option_that_cannot_be_is_told_where_it_stands(print_text, name, value, code, word):
    refusal = catch_refusal(lambda: print_text(f"{PROFILE}options: {{{name}: {value}}}\n"))
    assert refusal[:2] == (f"profile.yaml:3:{len('options: {') + len(name) + 3}", code)
    assert word in refusal[2]


def test_bounds_are_met_in_any_unit(print_text):
    for margin in ("10mm", "1cm", "40mm", "1.5in"):
        print_text(PROFILE, options={"margin": margin})


def test_a_faint_colour_is_warned_of(print_text):
    (warning,) = print_text(f"{PROFILE}options: {{accent: yellow}}\n").warnings
    assert (warning.code, warning.place.line) == ("T112", 3)
    assert "contrast 1.1 to 1" in warning.message


def test_a_ground_on_which_text_is_faint_is_warned_of(print_text):
    (warning,) = print_text(f"{PROFILE}options: {{side-color: '#446'}}\n", theme="sidebar").warnings
    assert (warning.code, warning.place.line) == ("T220", 3)
    light = print_text(f"{PROFILE}options: {{side-color: '#eee8d8'}}\n", theme="sidebar")
    assert light.warnings == ()


def test_an_option_of_several_words_knows_each_of_them(print_text):
    print_text(f"{PROFILE}options: {{side-sections: 'skills Awards'}}\n", theme="sidebar")
    print_text(f"{PROFILE}options: {{side-sections: none}}\n", theme="sidebar")
    wrong = f"{PROFILE}options: {{side-sections: 'skills, award'}}\n"
    refusal = catch_refusal(lambda: print_text(wrong, theme="sidebar"))
    assert refusal[1] == "T111"
    assert "'award' is not one of its words" in refusal[2]


@pytest.mark.parametrize(
    ("template", "line"),
    [("<h1>\n{{ document.nmae }}</h1>", 2), ("<h1>\n\n{% if %}</h1>", 3), ("{{ 1 / 0 }}", 1)],
)
def test_what_a_template_gets_wrong_is_told_with_its_line(make_theme, print_text, template, line):
    make_theme("mine", **{"templates/parts/name.html": template})
    assert (
        catch_refusal(lambda: print_text(PROFILE, theme="mine"))[0]
        == f"mine/templates/parts/name.html:{line}:1"
    )


def test_a_field_that_is_misspelled_in_a_template_is_told_with_the_nearest(make_theme, print_text):
    make_theme("mine", **{"templates/parts/name.html": "<h1>{{ document.nmae }}</h1>"})
    message = catch_refusal(lambda: print_text(PROFILE, theme="mine"))[2]
    assert "'Document' has no attribute 'nmae'" in message
    assert "did you mean 'name'?" in message


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ document.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{% include '../../../../etc/passwd' %}",
        "{{ document.contacts.append(1) }}",
        "{% import 'os' as os %}",
    ],
)
def test_a_template_sees_nothing_but_the_document(make_theme, print_text, attack):
    make_theme("mine", **{"templates/parts/name.html": f"<h1>{attack}</h1>"})
    assert catch_refusal(lambda: print_text(PROFILE, theme="mine"))


def test_the_guides_smallest_theme_works(make_theme, print_text):
    """What themes/README.md tells theme authors to start from."""
    manifest = re.search(
        r"```yaml\n# theme.yaml\n(.+?)```",
        (ROOT / "themes" / "README.md").read_text("utf-8"),
        re.DOTALL,
    )[1]
    make_theme("mine", manifest)
    assert print_text(PROFILE, theme="mine").warnings == ()
