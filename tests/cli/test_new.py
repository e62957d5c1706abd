"""`cvgen new` makes a profile of one's own, which builds, and in which private files stay out of version control."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.request import url2pathname

import pytest

from cvgen.files.yamlfile import read_yaml
from cvgen.profile.starter import PURPOSES

NAME = "Mary O'Placeholder, PhD: {one}"


def make(desk, *words):
    run = desk.run_within("new", "my", *words)
    assert run.code == 0, run.err
    return read_yaml(desk.folder / "my" / "profile.yaml").data


def test_private_files_and_what_was_built_are_ignored_by_git(desk):
    assert desk.run("new", "my").code == 0
    subprocess.run(["git", "init", "-q", "."], cwd=desk.folder / "my", check=True)
    names = [
        "profile.private.yaml",
        "applications/kyoto.private.yaml",
        "output/Ada_CV.pdf",
        "profile.yaml",
        "variants/phd.yaml",
    ]
    done = subprocess.run(
        ["git", "check-ignore", *names], cwd=desk.folder / "my", capture_output=True, check=False
    )
    assert done.stdout.decode().split() == names[:3]
    shutil.rmtree(desk.folder / "my" / ".git")


def test_a_list_of_ignored_files_that_is_there_is_left_as_it_is(desk):
    desk.write(".gitignore", "mine\n")
    assert desk.run_within("new").code == 0
    assert desk.files()[".gitignore"] == b"mine\n"


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_short_profile_has_ones_own_name_and_no_mistake(desk, purpose):
    data = make(desk, "--name", NAME, "--for", purpose)
    assert data["basics"]["name"] == NAME
    if "publications" in data:
        assert data["publications"][0]["authors"][0] == NAME
    lines = (desk.folder / "my" / "profile.yaml").read_text("utf-8").splitlines()
    assert len(lines) <= 50
    assert desk.run_within("show", "my").code == 0


def test_it_builds_as_it_stands_and_tells_of_the_invitations_that_are_left(desk):
    make(desk, "--name", "Mary Placeholder", "--theme", "plain")
    run = desk.run_within("build", "my")
    assert (run.code, run.out) == (0, "output/Mary_Placeholder_CV.pdf\n")
    assert "my/profile.yaml:8:10: warning N220: " in run.err
    assert run.err.count("N220") == 1
    own = "basics: {name: Mary, label: the ‹old› way}\n"
    desk.write("my/profile.yaml", own)
    assert "N220" not in desk.run_within("build", "my").err


def test_the_looks_that_were_chosen_stand_in_it(desk):
    data = make(desk, "--theme", "modern", "--language", "de", "--region", "at")
    assert [data[key] for key in ("theme", "language", "region")] == ["modern", "de", "at"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--theme", "modernn"], "T100"),
        (["--language", "xx"], "V102"),
        (["--region", "xx"], "V103"),
    ],
)
def test_looks_that_are_not_there_are_told_and_nothing_is_written(desk, words, code):
    run = desk.run_within("new", "my", *words)
    assert run.code == 1
    assert code in run.err
    assert desk.files() == {}


def test_the_schema_lies_once_in_the_users_folder(desk):
    make(desk)
    assert desk.run_within("new", "other").code == 0
    firsts = [desk.files()[f"{name}/profile.yaml"].split(b"\n")[0] for name in ("my", "other")]
    assert firsts[0] == firsts[1]
    address = firsts[0].decode().partition("$schema=file://")[2]
    schema = Path(url2pathname(address)).read_bytes()
    assert sorted(desk.files()) == [
        "my/.gitignore",
        "my/profile.yaml",
        "other/.gitignore",
        "other/profile.yaml",
    ]
    assert json.loads(schema)["title"] == "A cvgen profile"
    assert Path(url2pathname(address)).is_relative_to(desk.home)


def test_the_schema_in_the_users_folder_is_renewed_by_cvgen_schema(desk):
    path = desk.home / ".config" / "cvgen" / "profile.schema.json"
    path.unlink(missing_ok=True)
    desk.run("schema")
    assert not path.exists()
    make(desk)
    path.write_text("of an older cvgen")
    assert desk.run("schema").out.encode() == path.read_bytes()


def test_a_user_without_a_folder_of_their_own_gets_a_profile_without_the_line(desk):
    desk.environment["XDG_CONFIG_HOME"] = str(desk.write("file", "no folder"))
    make(desk)
    assert b"$schema" not in desk.files()["my/profile.yaml"]


def test_the_complete_person_builds_without_a_word(desk):
    data = make(desk, "--full")
    assert data["basics"]["name"]["en"] == "Ada Example"
    assert "my/photo.jpg" in desk.files()
    assert desk.run_within("new", "x", "--full", "--name", "Mary").code == 2


def test_a_start_from_a_source_is_an_import(desk):
    desk.write("page.md", "# Mary Placeholder\n\n## Education\n\n- BSc, Example University, 2020\n")
    data = make(desk, "--from", "page.md")
    assert data["basics"]["name"] == "Mary Placeholder"
    assert "my/import-report.md" in desk.files()


def test_on_a_terminal_what_was_not_said_is_asked(desk, monkeypatch):
    answers = {"Your name": "Mary Placeholder", "Language of the CV": "fr"}
    asked = []

    def ask(question, usual, choices=()):
        asked.append(question)
        return answers.get(question, usual)

    monkeypatch.setattr("cvgen.cli.console.can_ask", lambda: True)
    monkeypatch.setattr("cvgen.cli.console.ask", ask)
    data = make(desk, "--theme", "song")
    assert (data["basics"]["name"], data["language"], data["theme"]) == (
        "Mary Placeholder",
        "fr",
        "song",
    )
    assert [question for question in asked if question.startswith("Theme")] == []
