"""The help of every command has examples that can be typed, words for values, and no cut sentence."""

import re
import shlex

import pytest
from typer.completion import completion_init, shell_complete
from typer.main import get_command

from cvgen.cli import app
from cvgen.cli.help_format import list_examples


def list_commands(group, words=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from list_commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


COMMANDS = dict(list_commands(get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_two_examples_with_options_that_it_takes(name):
    examples = list_examples()[name]
    assert len(examples) == 2
    known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    for example in examples:
        words = shlex.split(example["type"].partition(" > ")[0])
        assert {word for word in words if word.startswith("-") and word != "-"} - known == set()


def test_every_example_is_of_a_command():
    assert set(list_examples()) == set(COMMANDS)


def test_options_stand_under_what_they_are_for(desk):
    said = desk.run_within("build", "--help").out
    parts = re.split(r"^(\S.+):$", said, flags=re.MULTILINE)
    panels = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert "--variant VARIANT" in panels["What is printed"]
    assert "--audience AUDIENCE" in panels["Who reads it"]
    assert "--theme THEME" in panels["How it looks"]
    assert "--output PATH" in panels["Where it goes"]
    assert "<" not in panels["How it looks"]
    assert "cvgen build my-cv" in panels["Examples"]


def test_what_a_command_takes_is_said_in_words(desk):
    """Neither in Typer's marks for what must be there, nor in mathematics."""
    said = [desk.run_within(*words, "--help").out for words in (["build"], ["import"], ["diff"])]
    assert "cvgen import [OPTIONS] SOURCE…\n" in said[1]
    assert "cvgen diff [OPTIONS] A [B]\n" in said[2]
    assert "[1 to 50]" in said[0]
    assert "[1 or more]" in said[0]


def test_the_manual_page_has_every_command_with_its_options_and_examples(desk):
    page = desk.run("manual").out.replace("\\-", "-")
    assert page.startswith('.TH CVGEN 1 "')
    for name, command in COMMANDS.items():
        part = page.partition(f'.SS "cvgen {name}"')[2].partition("\n.S")[0]
        assert command.help.split("\n")[0] in " ".join(part.split())
        for parameter in command.params:
            option = parameter.opts[-1]
            assert option == "--help" or not option.startswith("-") or option in part
        for example in list_examples()[name]:
            assert example["does"] in part
    # Whatever starts a line with these is a request, and there is none but those of man(7).
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests == {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".I"}


def test_no_summary_is_cut(desk):
    for words in ([], ["packet"], ["themes"], ["targets"]):
        assert "..." not in desk.run_within(*words, "--help").out.partition("Commands:")[2]


@pytest.fixture
def complete(desk, monkeypatch, capsys):
    """Complete a line as bash asks for it."""

    def complete(line):
        monkeypatch.chdir(desk.folder)
        monkeypatch.setenv("HOME", str(desk.home))
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
        completion_init()
        assert (
            shell_complete(get_command(app), {}, "cvgen", "_CVGEN_COMPLETE", "complete_bash") == 0
        )
        said = capsys.readouterr()
        assert said.err == ""
        return said.out.split()

    return complete


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("cvgen build --theme swi", ["swiss"]),
        ("cvgen build --lang zh-", ["zh-Hant"]),
        ("cvgen build --region g", ["gb", "gr"]),
        ("cvgen check --target camb", ["cambridge"]),
        ("cvgen build --audience po", ["portal"]),
        ("cvgen explain P20", ["P201", "P202", "P203", "P204", "P205", "P206", "P207", "P208"]),
        ("cvgen build --variant ", ["phd", "short", "all"]),
        ("cvgen packet build k", ["kyoto"]),
        ("cvgen export --to md,js", ["md,json-resume"]),
        ("cvgen check --document short", ["short-cv"]),
        ("cvgen build --theme classic --set head=", ["head=banner", "head=center", "head=start"]),
        ("cvgen build --set photo=f", ["photo=false"]),
    ],
)
def test_names_are_completed(desk, complete, words, offered):
    desk.write(
        "profile.yaml", "basics: {name: A}\nvariants: {phd: {pages: 1}, short: {pages: 2}}\n"
    )
    desk.write("applications/kyoto/application.yaml", "programme: P\n")
    found = complete(words)
    assert found[: len(offered)] == offered


def test_a_profile_that_is_broken_completes_nothing_and_says_nothing(desk, complete):
    desk.write("profile.yaml", "basics: [\n")
    assert complete("cvgen build --variant ") == []


def test_the_cache_says_where_it_lies_and_is_emptied(desk, tmp_path):
    desk.environment["CVGEN_CACHE"] = str(tmp_path / "own")
    folder = tmp_path / "own" / "cvgen"
    (folder / "templates" / "a").mkdir(parents=True)
    (folder / "templates" / "a" / "b").write_bytes(b"x" * 2_000_000)
    (folder / "mine.txt").write_text("kept")
    assert desk.run_within("cache").out == f"{folder}: 2 MB\n"
    assert "2 MB removed" in desk.run_within("cache", "--empty").out
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["mine.txt"]
