"""The guide's table 'to add' is true: what it names is added to a copy of cvgen as it says, and works."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from shipped import ROOT

GUIDE = (ROOT / "docs" / "pages" / "developers.md").read_text("utf-8")
PROFILE = "basics: {name: Ada Example}\n"


@pytest.fixture
def copy(tmp_path):
    """Copy the program, its themes and its example, where they can be changed."""
    folder = tmp_path / "copy"
    for name in ("cvgen", "themes", "examples/ada-example"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def run(copy, tmp_path):
    """Run a command of the copy in an empty folder."""

    def run(*arguments):
        environment = os.environ | {"PYTHONPATH": str(copy), "HOME": str(tmp_path)}
        command = [sys.executable, "-P", "-m", "cvgen", *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def build(run, tmp_path):
    """Build a profile with the copy; give all its words."""

    def build(text, *arguments):
        pypdf = pytest.importorskip("pypdf")
        (tmp_path / "profile.yaml").write_text(text, "utf-8")
        done = run("build", "profile.yaml", "--strict", "-o", "cv.pdf", *arguments)
        assert done.returncode == 0, done.stderr
        pages = pypdf.PdfReader(tmp_path / "cv.pdf").pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    return build


def named(row):
    """Give the first path that the guide names for something to add."""
    return re.search(rf"^\| {re.escape(row)}[^|]*\|[^`|]*`([^`]+)`", GUIDE, re.MULTILINE)[1]


def replace(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_kind_of_entry(copy, build):
    module = copy / named("a kind of entry")
    module.write_text(
        module.read_text("utf-8")
        + "\n\nclass Residency(Entry):\n"
        + '    """A stay as a guest."""\n\n'
        + "    name: Text | None = None\n    host: Text | None = None\n"
        + '    slots: ClassVar[Slots] = Slots(("name",), ("host",))\n',
        "utf-8",
    )
    kinds = copy / "cvgen" / "profile" / "kinds.py"
    replace(kinds, '    "breaks":', f'    "residencies": {module.stem}.Residency,\n    "breaks":')
    english = copy / "cvgen" / "data" / "locales" / "en.yaml"
    replace(english, "\nheadings:\n", "\nheadings:\n  residencies: Residencies\n")
    words = build(PROFILE + "residencies: [{name: Guest, host: Invented House}]\n")
    assert "Residencies" in words
    assert "Guest" in words
    assert "Invented House" in words


def test_a_language(copy, build):
    folder = copy / named("a language")
    text = (folder / "en.yaml").read_text("utf-8")
    (folder / "eo.yaml").write_text(text.replace("Education", "Edukado"), "utf-8")
    profile = PROFILE + "education: [{institution: Hall, area: Physics}]\n"
    assert "Edukado" in build(profile, "--lang", "eo")


def test_an_audience(copy, build):
    audiences = copy / named("an audience")
    own = "friends:\n  about: friends\n  private: false\n  leavesOut: [basics.label]\n  metadata: []\n"
    audiences.write_text(audiences.read_text("utf-8") + own, "utf-8")
    profile = "basics: {name: Ada Example, label: Chemist, summary: Hello.}\n"
    words = build(profile, "--audience", "friends")
    assert "Hello." in words
    assert "Chemist" not in words


def test_a_target(copy, run):
    folder = copy / named("the rules of a call or a portal")
    text = (
        "title: Mine\nsource: a letter\nchecked_on: 2026-05\ndemands: {pages: 1, paper: Letter}\n"
    )
    (folder / "mine.yaml").write_text(text, "utf-8")
    said = run("targets", "show", "mine")
    assert said.returncode == 0, said.stderr
    assert "on Letter; at most 1 page" in said.stdout


def test_a_region(copy, build):
    folder = copy / named("a region")
    text = (folder / "gb.yaml").read_text("utf-8")
    assert "paper: A4" in text
    (folder / "xk.yaml").write_text(text.replace("paper: A4", "paper: Letter"), "utf-8")
    assert "Ada Example" in build(PROFILE, "--region", "xk")


def test_a_theme(copy, run, build):
    done = run("themes", "new", "mine", "-o", copy / named("a theme"))
    assert done.returncode == 0, done.stderr
    assert "Ada Example" in build(PROFILE, "--theme", "mine")


def test_a_demand_of_targets(copy, run, tmp_path):
    table = copy / named("a demand of targets")
    replace(
        table,
        "    enclosure_mark: bool = False\n",
        "    enclosure_mark: bool = False\n    tagged: bool = False\n",
    )
    replace(
        table,
        "DEMANDS = (\n",
        'DEMANDS = (\n    Demand("tagged", "tagged", read_boolean, judge.judge_tagged, lambda _: "tagged"),\n',
    )
    judge = table.with_name("judge.py")
    judge.write_text(
        judge.read_text("utf-8")
        + "\n\ndef judge_tagged(file: Inspected, tagged: bool) -> Iterator[Missed]:\n"
        + '    """Look for tags."""\n'
        + "    if tagged and not file.is_tagged:\n"
        + '        yield Missed("it has no tags", "tags")\n',
        "utf-8",
    )
    targets = tmp_path / "targets"
    targets.mkdir()
    text = "title: T\nsource: S\nchecked_on: 2026\ndemands: {tagged: true}\n"
    (targets / "mine.yaml").write_text(text, "utf-8")
    said = run("targets", "show", "mine")
    assert "every file: tagged" in said.stdout, said.stderr
    (tmp_path / "profile.yaml").write_text(PROFILE, "utf-8")
    built = run("build", "profile.yaml", "--target", "mine", "--strict", "-o", "cv.pdf")
    assert built.returncode == 0, built.stderr


def test_a_rule_that_proves_themes(copy, run):
    folder = copy / named("a rule that proves themes")
    codes = copy / "cvgen" / "data" / "codes.yaml"
    codes.write_text(
        codes.read_text("utf-8")
        + "T299:\n  what: the theme is named after a colour\n"
        + "  why: this shows that a rule is heard\n  mend: rename it\n",
        "utf-8",
    )
    # The other rules would take a while.
    for name in ("theme_manifest.py", "theme_pages.py", "theme_text.py", "theme_application.py"):
        text = (folder / name).read_text("utf-8")
        silent = text.replace("@RULES.add_rule(", "@(lambda *_, **__: lambda rule: rule)(")
        (folder / name).write_text(silent, "utf-8")
    module = folder / "theme_text.py"
    module.write_text(
        module.read_text("utf-8")
        + '\n\n@RULES.add_rule("T299")\n'
        + "def check_name(proof: Proof) -> Iterator[Finding]:\n"
        + '    """Look at the name."""\n'
        + '    yield Finding(f"{proof.theme.name} is no colour")\n',
        "utf-8",
    )
    proved = run("themes", "check", "plain")
    assert "T299" in proved.stdout, proved.stderr
    assert "plain is no colour" in proved.stdout


def test_a_command(copy, run):
    folder = copy / named("a command")
    (folder / "greet.py").write_text(
        '"""`cvgen greet`: say hello."""\n\nfrom cvgen.cli import console\n\n\n'
        'def greet() -> None:\n    """Say hello."""\n    console.print_result("hello")\n',
        "utf-8",
    )
    commands = folder / "commands.py"
    replace(
        commands,
        '    "doctor": ("doctor", "doctor"),\n',
        '    "doctor": ("doctor", "doctor"),\n    "greet": ("greet", "greet"),\n',
    )
    assert run("greet").stdout == "hello\n"


def test_a_format_for_export(copy, run, tmp_path):
    folder = copy / named("a format for `cvgen export`")
    (folder / "shout.py").write_text(
        '"""Shout the name."""\n\nfrom cvgen.exporters.exporter import Export, ExportOrder\n\n\n'
        "def export_shout(order: ExportOrder) -> Export:\n"
        '    """Write it."""\n    return Export({".shout": order.document.author.upper().encode()})\n',
        "utf-8",
    )
    table = copy / "cvgen" / "data" / "exporters.yaml"
    row = "shout: {title: a shout, module: shout, ending: .shout}\n"
    table.write_text(table.read_text("utf-8") + row, "utf-8")
    (tmp_path / "profile.yaml").write_text(PROFILE, "utf-8")
    assert run("export", "--to", "shout", "-o", "-").stdout == "ADA EXAMPLE"
