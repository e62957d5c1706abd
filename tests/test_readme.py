"""What the guides promise is there, and what is there is in the guides."""

import re

import pytest
from shipped import EXAMPLES, ROOT, THEMES
from typer.main import get_command

from cvgen.cli import app
from cvgen.compose import locale
from cvgen.profile.kinds import KINDS
from cvgen.theme import load as themes

README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted((ROOT / "docs" / "pages").glob("*.md"))
GUIDE = "\n".join([README, *(path.read_text("utf-8") for path in PAGES)])
THEME_GUIDE = (ROOT / "themes" / "README.md").read_text("utf-8")


@pytest.mark.parametrize("kind", [*KINDS, "basics", "custom"])
def test_every_section_is_in_the_table_of_sections(kind):
    table = (ROOT / "docs" / "pages" / "profile.md").read_text("utf-8")
    assert f"`{kind}`" in table


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_is_in_the_table_of_themes(theme):
    table = (ROOT / "docs" / "pages" / "themes.md").read_text("utf-8")
    assert re.search(rf"(?m)^\| `{theme}` \| [A-Za-z1-9]", table)
    assert f"(../../themes/{theme}/preview.png)" in table


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_in_the_table_of_examples(name):
    assert f"`{name}/`" in (ROOT / "examples" / "README.md").read_text("utf-8")


def test_every_language_is_named():
    named = re.search(r"words for the languages (.+?)\.\n", GUIDE, re.DOTALL)[1]
    assert sorted(re.findall(r"`([^`]+)`", named)) == list(locale.list_languages())


@pytest.fixture(scope="module")
def every_command():
    return get_command(app)


@pytest.mark.parametrize(
    "line", re.findall(r"(?:^|[`/])cvgen ([a-z][^`#\n→]*)", GUIDE, re.MULTILINE)
)
def test_every_command_that_is_shown_can_be_typed(every_command, line):
    command, words = every_command, line.split()
    while words and words[0] in getattr(command, "commands", ()):
        command = command.commands[words.pop(0)]
    assert not hasattr(command, "commands"), f"there is no command 'cvgen {line}'"
    known = {
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert {word for word in words if word.startswith("-")} - known == set()


def test_every_command_is_shown():
    assert [name for name in get_command(app).commands if f"cvgen {name}" not in GUIDE] == []


def test_the_two_commands_that_set_up_all_stand_on_lines_of_their_own():
    """`.ci/run` takes the second one from there."""
    commands = re.findall(r"(?m)^sh \.ci/setup .+$", README)
    assert [line.split(" && ")[0] for line in commands] == ["sh .ci/setup", "sh .ci/setup dev"]


def test_a_picture_comes_before_the_first_command():
    assert README.index("![") < README.index("```sh")


def test_every_template_of_the_ground_is_in_the_theme_guide():
    templates = themes.SHIPPED / "base" / "templates"
    names = [path.name for path in templates.rglob("*.html")]
    assert [name for name in names if name not in THEME_GUIDE] == []


def test_the_figures_of_speed_are_those_of_the_benchmarks():
    """`benchmarks/run.py --write` copies them, and nobody by hand."""
    figures = re.search(r"<!-- speed -->\n(.+)<!-- end of speed -->", README, re.DOTALL)[1]
    tables = (ROOT / "benchmarks" / "README.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| ([A-Z]?[\w. ]+) \| (\S+) s \| (\S+) s \| (\d+) MB \|$", figures)
    assert [name for name, *_ in rows][:2] == ["cvgen", "RenderCV 2.8"]
    for name, *numbers in rows:
        row = re.search(rf"(?m)^\| daize-dong: {re.escape(name)} \|(.+)$", tables)[1]
        assert row.replace(" ", "").split("|")[2:5] == numbers
