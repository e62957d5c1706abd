"""Somebody makes a theme: starts it, changes it, looks at it, and gives it away in a package."""

import re
import struct
import sys
import textwrap

import pypdfium2
import pytest
from shipped import ROOT, SETTINGS, THEMES, TODAY, example
from typer.testing import CliRunner

from cvgen.build import build, build_letter, load_profile
from cvgen.checks.theme_contract import describe_contract
from cvgen.cli import app
from cvgen.errors import CvgenError
from cvgen.plan.request import Environment, Request
from cvgen.profile import letter as letters
from cvgen.render import preview, sandbox
from cvgen.theme import load as themes
from cvgen.theme.new import make_child_theme


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """Sit in an empty folder, with a home of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def run(*words):
    """Run a command; what it raises for the user is given back as a diagnostic."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    if isinstance(done.exception, CvgenError):
        return done.exception.diagnostics[0]
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.stdout.split("\n")[:-1]


@pytest.fixture
def pages(around, build_example, monkeypatch):
    """Print the example, and its letter, in a theme; it is ours, and needs no process of its own.

    In a theme that is shipped, the example is printed once for all tests, with the setting that its proof has too;
    so is it in what was made from it.
    """
    monkeypatch.setattr(sandbox, "run_in_sandbox", lambda call, job, _: call(job))

    def pages(theme, parent=None, *, with_letter=True):
        profile = load_profile(example("ada-example"))
        letter = letters.read_letter(example("ada-example").with_name("letter.md"))
        setting = SETTINGS[parent or theme]
        request = Request(theme=str(theme), options={"paper": "A4", **dict(setting)})
        if theme in THEMES:
            made = [build_example("ada-example", theme, options=setting).pdf.data]
        else:
            made = [build(profile, request, around).pdf.data]
        if with_letter:
            made.append(build_letter(letter, profile, request, around).pdf.data)
        return made

    return pages


@pytest.fixture
def short(tmp_path):
    """Write a short profile, for what a theme changes on any page."""
    path = tmp_path / "short" / "profile.yaml"
    path.parent.mkdir()
    path.write_text(
        "basics: {name: Ada Example, label: Physicist, summary: I look for a position.}\n"
        "education: [{studyType: PhD, area: Physics, startDate: 2023-09}]\nskills: [Weaving]\n",
        "utf-8",
    )
    return load_profile(path)


# --- new ---------------------------------------------------------------------------------------


def test_a_new_theme_is_a_small_child_that_looks_like_its_parent(workplace, pages):
    assert run("themes", "new", "mine", "--from", "modern") == ["themes/mine/theme.yaml"]
    assert {path.name for path in (workplace / "themes" / "mine").iterdir()} == {
        "theme.yaml",
        "style.css",
    }
    assert themes.find_theme("mine", [workplace / "themes"]).names == ("mine", "modern", "base")
    assert pages(workplace / "themes" / "mine", "modern") == pages("modern")


def test_the_rules_that_a_new_theme_begins_with_are_css(workplace, pages):
    run("themes", "new", "mine")
    sheet = workplace / "themes" / "mine" / "style.css"
    before = pages(workplace / "themes" / "mine", "classic", with_letter=False)
    sheet.write_text(re.sub(r"/\* (.+\}) \*/", r"\1", sheet.read_text("utf-8")), "utf-8")
    assert sheet.read_text("utf-8").count("/*") == 1
    assert pages(workplace / "themes" / "mine", "classic", with_letter=False) != before


def test_a_colour_a_template_and_a_font_are_changed_in_under_ten_lines(workplace, around, short):
    """What a theme author must be able to do."""
    run("themes", "new", "mine", "--from", "classic")
    manifest = workplace / "themes" / "mine" / "theme.yaml"
    options = '  accent: "#800040"\n  font-heading: Roboto\n'
    template = '{% include "classic/parts/name.html" %}\n<p class="motto">Nullius in verba</p>\n'
    (manifest.parent / "templates" / "parts").mkdir(parents=True)
    (manifest.parent / "templates" / "parts" / "name.html").write_text(template, "utf-8")
    manifest.write_text(re.sub(r"  accent: .+\n", options, manifest.read_text("utf-8")), "utf-8")
    assert (options + template).count("\n") < 10
    page = pypdfium2.PdfDocument(
        build(short, Request(theme=str(manifest.parent)), around).pdf.data
    )[0]
    texts = list(list_drawn_text(page))
    assert [(color, font) for text, color, font in texts if text == "Education"] == [
        ((0x80, 0, 0x40), "Roboto-Bold")
    ]
    drawn = " ".join(text.strip() for text, _, _ in texts)
    assert drawn.startswith("Ada Example Physicist Nullius in verba ")


def list_drawn_text(page):
    """Give the text, colour and font of all that pdfium finds picture on a page, in order."""
    from ctypes import c_uint, create_string_buffer

    raw = pypdfium2.raw
    for run in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
        channels, name = [c_uint() for _ in range(4)], create_string_buffer(100)
        raw.FPDFPageObj_GetFillColor(run, *channels)
        raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(run), name, 100)
        yield (
            run.extract().strip(),
            tuple(part.value for part in channels[:3]),
            name.value.decode().rpartition("+")[2],
        )


@pytest.mark.parametrize("name", THEMES)
def test_a_copy_prints_the_same_bytes_and_inherits_nothing(workplace, pages, name):
    """Letters are all made from the templates of the ground, but for the sidebar's own head."""
    assert run("themes", "new", "mine", "--from", name, "--copy") == ["themes/mine/theme.yaml"]
    copy = themes.find_theme("mine", [workplace / "themes"])
    original = themes.find_theme(name)
    assert copy.names == ("mine",)
    assert copy.options == original.options
    with_letter = name in ("classic", "sidebar")
    made = pages(workplace / "themes" / "mine", name, with_letter=with_letter)
    assert made == pages(name, with_letter=with_letter)


def test_what_is_added_to_a_copy_wins_over_all_that_was_copied(workplace, around, short):
    run("themes", "new", "mine", "--from", "sidebar", "--copy")
    with (workplace / "themes" / "mine" / "style.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\nh2 { color: #123456 }\n")
    page = pypdfium2.PdfDocument(
        build(short, Request(theme=str(workplace / "themes" / "mine")), around).pdf.data
    )[0]
    assert {
        color for text, color, _ in list_drawn_text(page) if text in ("Education", "Skills")
    } == {(0x12, 0x34, 0x56)}


def test_a_copy_keeps_apart_what_child_and_parent_call_by_one_name(workplace, around, short):
    """Pictures and templates alike."""
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<rect width="9" height="9" fill="{}"/></svg>'
    )
    files = {
        "parent/theme.yaml": "extends: classic\ncontract: 1\n",
        "parent/mark.svg": square.format("red"),
        "parent/style.css": "h1 { background: url('mark.svg') }",
        "parent/templates/parts/name.html": "<h1>{{ document.name }}</h1>",
        "child/theme.yaml": "extends: parent\ncontract: 1\n",
        "child/mark.svg": square.format("blue"),
        "child/style.css": "h2 { background: url(mark.svg) }",
        "child/templates/parts/name.html": (
            '{% include "parent/parts/" ~ "name.html" %}<p>below</p>'
        ),
        "child/templates/parts/summary.html": '{% include "classic/parts/summary.html" %}',
    }
    for name, text in files.items():
        (workplace / "themes" / name).parent.mkdir(parents=True, exist_ok=True)
        (workplace / "themes" / name).write_text(text, "utf-8")
    run("themes", "new", "mine", "--from", "child", "--copy")
    made = [
        build(short, Request(theme=str(workplace / "themes" / name)), around).pdf.data
        for name in ("child", "mine")
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("words", "code", "hint"),
    [
        (["My Theme"], "T130", "my-theme"),
        (["../mine"], "T130", "mine"),
        (["classic"], "T131", "my-classic"),
        (["base"], "T131", "my-base"),
        (["mine", "--from", "clasic"], "T100", "did you mean 'classic'?"),
        (["there"], "O102", "another name"),
        (["mine", "--from", "far/away", "-o", "elsewhere"], "T132", "--copy"),
        (["mine", "--from", "base", "--copy"], "T106", "choose one of"),
    ],
)
def test_what_cannot_be_started_is_refused_and_nothing_written(workplace, words, code, hint):
    (workplace / "themes" / "there").mkdir(parents=True)
    (workplace / "far" / "away").mkdir(parents=True)
    (workplace / "far" / "away" / "theme.yaml").write_text(
        "extends: classic\ncontract: 1\n", "utf-8"
    )
    before = sorted(workplace.rglob("*"))
    finding = run("themes", "new", *words)
    assert (finding.code, hint in finding.hint) == (code, True), finding
    assert sorted(workplace.rglob("*")) == before


def test_a_theme_can_be_started_from_the_ground(workplace, pages):
    run("themes", "new", "mine", "--from", "base")
    assert themes.find_theme("mine", [workplace / "themes"]).names == ("mine", "base")


# --- packages ----------------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Install a package whose entry points bring themes; it breaks whoever imports it."""

    def package(points, files):
        site = tmp_path / "site"
        for name, text in {
            "ocean_themes/__init__.py": "raise RuntimeError('imported')",
            **files,
        }.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, "utf-8")
        info = site / "ocean_themes-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            "Metadata-Version: 2.1\nName: ocean-themes\nVersion: 1.0\n", "utf-8"
        )
        lines = "".join(f"{name} = {value}\n" for name, value in points.items())
        (info / "entry_points.txt").write_text(f"[cvgen.themes]\n{lines}", "utf-8")
        monkeypatch.syspath_prepend(str(site))
        return site / "ocean_themes"

    return package


MANIFEST = (
    "title: Ocean\nsummary: Blue.\nextends: classic\ncontract: 1\noptions: {accent: '#0b3d62'}\n"
)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("ocean_themes", ""),
        ("ocean_themes", "ocean/"),
        ("ocean_themes", "themes/ocean/"),
        ("ocean_themes.deep", "deep/"),
        ("ocean_themes.deep:theme", "deep/ocean/"),
    ],
)
def test_an_installed_package_brings_a_theme_and_is_not_imported(package, print_text, value, place):
    files = {
        f"ocean_themes/{place}theme.yaml": MANIFEST,
        f"ocean_themes/{place}templates/parts/name.html": "<h1>Waves</h1>",
    }
    home = package({"ocean": value}, files)
    theme = themes.find_theme("ocean")
    assert (theme.name, theme.folders[0], theme.is_shipped) == (
        "ocean",
        home / place.rstrip("/"),
        False,
    )
    assert theme.options["accent"].default == "#0b3d62"
    pdf = print_text("basics: {name: Ada}", theme="ocean").pdf.data
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Waves" in text
    assert "ocean_themes" not in sys.modules


def test_a_child_names_a_packages_templates_by_the_name_of_its_theme(package, tmp_path, print_text):
    package({"ocean": "ocean_themes"}, {"ocean_themes/theme.yaml": MANIFEST})
    folder = tmp_path / "themes" / "pond"
    (folder / "templates" / "parts").mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: ocean\ncontract: 1\n", "utf-8")
    (folder / "templates" / "parts" / "name.html").write_text(
        '{% include "ocean/parts/name.html" %}<p>Reeds</p>', "utf-8"
    )
    page = (
        pypdfium2.PdfDocument(print_text("basics: {name: Ada}", theme="pond").pdf.data)[0]
        .get_textpage()
        .get_text_range()
    )
    assert page.split()[:2] == ["Ada", "Reeds"]


def test_what_lies_nearer_wins_folders_then_packages_then_what_is_shipped(package, workplace):
    home = package(
        {"classic": "ocean_themes", "ocean": "ocean_themes"}, {"ocean_themes/theme.yaml": MANIFEST}
    )
    assert themes.find_theme("classic").folders[0] == home
    assert themes.find_theme("classic").names == ("classic", "classic", "base")
    run("themes", "new", "near")
    (workplace / "themes" / "near").rename(workplace / "themes" / "classic")
    assert (
        themes.find_theme("classic", [workplace / "themes"]).folders[0]
        == workplace / "themes" / "classic"
    )


def test_no_package_comes_between_a_shipped_theme_and_its_ground(package):
    package({"base": "ocean_themes"}, {"ocean_themes/theme.yaml": MANIFEST})
    assert themes.find_theme("modern").is_shipped
    assert themes.find_theme("base").options["accent"].default == "#0b3d62"


def test_packages_are_listed_with_their_place_and_broken_ones_left_out(package, workplace):
    home = package(
        {"ocean": "ocean_themes", "lost": "no_such_package", "gone": "ocean_themes.nowhere"},
        {"ocean_themes/theme.yaml": MANIFEST},
    )
    lines = run("themes", "list")
    assert f"ocean        Blue.  ({home})" in lines
    names = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert names == sorted([*THEMES, "ocean"])
    assert run("themes", "show", "lost").code == "T100"


def test_a_package_whose_entry_points_cannot_be_read_stops_nothing(package):
    home = package({"ocean": "ocean_themes"}, {"ocean_themes/theme.yaml": MANIFEST})
    (home.parent / "ocean_themes-1.0.dist-info" / "entry_points.txt").write_text(
        "[cvgen.themes]\nocean\n", "utf-8"
    )
    assert themes.find_theme("classic").is_shipped


def test_a_package_that_is_an_egg_brings_a_theme_too(tmp_path, monkeypatch):
    """Its folder stands in the path itself, and what it says lies in EGG-INFO."""
    egg = tmp_path / "ocean_themes-1.0-py3.11.egg"
    (egg / "ocean_themes").mkdir(parents=True)
    (egg / "ocean_themes" / "__init__.py").touch()
    (egg / "ocean_themes" / "theme.yaml").write_text(MANIFEST, "utf-8")
    (egg / "EGG-INFO").mkdir()
    (egg / "EGG-INFO" / "PKG-INFO").write_text(
        "Metadata-Version: 1.0\nName: ocean-themes\n", "utf-8"
    )
    (egg / "EGG-INFO" / "entry_points.txt").write_text(
        "[cvgen.themes]\nocean = ocean_themes\n", "utf-8"
    )
    monkeypatch.syspath_prepend(str(egg))
    assert themes.find_theme("ocean").folders[0] == egg / "ocean_themes"


def test_packages_are_not_searched_for_a_theme_that_lies_nearer(workplace, monkeypatch):
    run("themes", "new", "mine", "--copy")
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda **_: pytest.fail("they were searched")
    )
    monkeypatch.setattr(sys, "path", [*sys.path, "/another state of the path"])
    assert themes.find_theme("mine", [workplace / "themes"]).name == "mine"
    assert themes.find_theme(str(themes.SHIPPED / "classic")).name == "classic"


# --- preview -----------------------------------------------------------------------------------


def test_the_picture_of_a_theme_lies_in_its_folder_and_is_small(workplace):
    run("themes", "new", "mine")
    assert run("themes", "preview", "mine") == ["themes/mine/preview.png"]
    picture = (workplace / "themes" / "mine" / "preview.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert (width, height) == (600, round(600 * 297 / 210))
    assert len(picture) < 60_000
    (workplace / "again").mkdir()
    run("themes", "preview", "mine", "-o", workplace / "again" / "mine.png")
    assert (workplace / "again" / "mine.png").read_bytes() == picture


def test_several_pictures_do_not_go_into_one_file(workplace):
    assert (
        CliRunner()
        .invoke(app, ["themes", "preview", "classic", "modern", "-o", "one.png"])
        .exit_code
        == 2
    )
    assert CliRunner().invoke(app, ["themes", "preview"]).exit_code == 2


def test_without_what_draws_pictures_the_command_that_installs_it_is_named(workplace, monkeypatch):
    monkeypatch.setattr(preview, "find_spec", lambda _: None)
    finding = run("themes", "preview", "classic", "-o", "one.png")
    assert (finding.code, finding.hint) == ("R213", "pip install 'cvgen-press[preview]'")


# --- the guide ---------------------------------------------------------------------------------


def test_the_guide_holds_the_contract_as_the_code_has_it():
    """Renew it: sed -i '/^<!-- below/q' themes/README.md, then append `cvgen themes contract`."""
    guide = (ROOT / "themes" / "README.md").read_text("utf-8")
    assert (
        guide.partition("<!-- below: cvgen themes contract -->\n")[2] == describe_contract() + "\n"
    )


def test_every_template_of_the_ground_says_what_it_draws():
    silent = [
        path.name
        for path in (themes.SHIPPED / "base" / "templates").rglob("*.html")
        if not path.read_text("utf-8").startswith("{#")
    ]
    assert silent == []


def test_the_guides_template_and_entry_point_work_as_they_stand_there(
    workplace, package, around, short
):
    guide = (ROOT / "themes" / "README.md").read_text("utf-8")
    manifest = re.search(r"```yaml\n# theme.yaml\n(.+?)```", guide, re.DOTALL)[1]
    template = re.search(r"```html\n\{# themes/mine/(\S+) #\}\n(.+?)```", guide, re.DOTALL)
    name, value = re.search(r'cvgen\.themes"\]\n(\w+) = "(\w+)"', guide).groups()
    package(
        {name: value.replace("my_themes", "ocean_themes")},
        {"ocean_themes/theme.yaml": manifest, f"ocean_themes/{template[1]}": template[2]},
    )
    page = pypdfium2.PdfDocument(build(short, Request(theme=name), around).pdf.data)[0]
    assert "Nullius in verba" in page.get_textpage().get_text_range()


def test_the_names_of_new_themes_make_no_second_meaning():
    """A title with quotes or colons stays text."""
    theme = themes.find_theme("classic")
    quoted = themes.Theme(
        "quoted", 'A "title": with #', "", "", "", theme.folders, theme.names, theme.options
    )
    assert (
        'summary: "A \\"title\\": with #, changed."'
        in make_child_theme("mine", quoted)["theme.yaml"].decode()
    )


def test_themes_are_shown_in_columns(workplace):
    lines = run("themes", "show", "classic")
    head = textwrap.dedent("\n".join(lines)).splitlines()
    options = head[head.index("") + 1 :]
    starts = {re.match(r"\S+\s+", line).end() for line in options if not line.startswith(" ")}
    assert len(starts) == 1
    assert {len(line) - len(line.lstrip()) for line in options if line.startswith(" ")} == starts


def test_the_day_is_not_in_a_picture(tmp_path):
    from cvgen.checks.theme_preview import draw_preview

    days = (TODAY, TODAY.replace(year=2030))
    assert (
        len({draw_preview("classic", Environment(day, (), tmp_path / "cache")) for day in days})
        == 1
    )


def test_a_theme_made_here_is_found_by_a_build_of_a_profile_that_lies_elsewhere(workplace):
    """As the hint of `themes new` says."""
    (workplace / "cv").mkdir()
    (workplace / "cv" / "profile.yaml").write_text("basics: {name: Ada Example}\n", "utf-8")
    run("themes", "new", "mine")
    assert run("build", "cv", "--theme", "mine") == ["output/Ada_Example_CV.pdf"]
