"""What users install holds what they need, works in an empty folder, and holds nothing private."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from shipped import EXAMPLES, ROOT, THEMES

SHIPPED = (
    "cvgen",
    "themes",
    "examples",
    "pyproject.toml",
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    ".gitignore",
)
PRIVATE = (
    "output/Ada_CV.pdf",
    "examples/ada-example/output/Ada_CV.pdf",
    "cvgen/__pycache__/notes.pyc",
    "themes/classic/.venv/secret.txt",
    "notes/diary.yaml",
    "tests/profiles/mine.yaml",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory, python):
    """Build the wheel from a copy of the project in which private files lie about."""
    copy = tmp_path_factory.mktemp("project")
    for name in SHIPPED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, copy / name)
    for name in PRIVATE:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("private", "utf-8")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", copy / "dist", cwd=copy)
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def folder(wheel, tmp_path_factory):
    """Unpack the wheel."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def installed(folder):
    """Run what lies in the wheel, and not the project; each module is compiled once, as when it is installed."""

    def installed(*arguments, cwd):
        environment = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONDONTWRITEBYTECODE": "",
        }
        command = [sys.executable, "-P", "-m", "cvgen", *arguments]
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )

    return installed


def test_themes_locales_and_the_example_are_in_it(names):
    themes = {
        name.split("/")[2]
        for name in names
        if name.startswith("cvgen/_themes/") and name.count("/") > 2
    }
    assert themes >= {"base", *THEMES}
    files = {name.removeprefix("cvgen/") for name in names}
    assert files >= {
        "_example/profile.yaml",
        "_example/photo.jpg",
        "_example/letter.md",
        "data/locales/en.yaml",
        "data/countries/en.yaml",
        "py.typed",
        "render/engine_ffi.json",
    }


def test_every_file_of_the_package_and_of_the_themes_is_in_it(names):
    for folder, home in (("cvgen", "cvgen"), ("themes", "cvgen/_themes")):
        files = [
            path.relative_to(ROOT / folder)
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        ]
        assert [path for path in files if f"{home}/{path.as_posix()}" not in names] == []


def test_nothing_private_is_in_it(names):
    """Neither real people, nor tests, nor what was built, nor what git ignores."""
    homes = {name.split("/")[0] for name in names}
    assert {home for home in homes if not home.endswith(".dist-info")} == {"cvgen"}
    words = [
        *(name for name in EXAMPLES if name != "ada-example"),
        "tests",
        "output",
        "diary",
        "secret",
        "notes",
        "mine",
        ".pdf",
        ".pyc",
    ]
    assert [name for name in names if any(word in name for word in words)] == []


def test_it_starts_a_profile_and_builds_it(installed, tmp_path):
    assert installed("new", "--full", cwd=tmp_path).returncode == 0
    done = installed("build", "--strict", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (name,) = done.stdout.split()
    assert (tmp_path / name).read_bytes().startswith(b"%PDF-1.7")


SHORT = (
    "basics: {name: Ada Example, email: ada@example.org}\nwork: [{position: Clerk, startDate: 2020, endDate: 2021}]\n"
    "publications: [{name: Notes, releaseDate: 2020}]\nskills: [Weaving]\n"
)


def test_it_builds_in_every_theme(installed, tmp_path):
    """Of a short profile; that every file of a theme is there is looked for above."""
    (tmp_path / "profile.yaml").write_text(SHORT, "utf-8")
    themes = [option for theme in THEMES for option in ("--theme", theme)]
    done = installed("build", "--strict", "--set", "density=normal", *themes, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, f"{len(THEMES)} built\n")
    made = sorted((tmp_path / "output").glob("*.pdf"))
    assert sorted(done.stdout.split()) == [str(path.relative_to(tmp_path)) for path in made]
    assert len(made) == len(THEMES)
    assert all(path.read_bytes().startswith(b"%PDF-1.7") for path in made)


@pytest.fixture
def short(folder):
    """Let the example say less, of which a proof prints much."""
    path = folder / "cvgen" / "_example" / "profile.yaml"
    whole = path.read_bytes()
    path.write_text(SHORT, "utf-8")
    yield
    path.write_bytes(whole)


@pytest.mark.usefixtures("short")
def test_it_starts_a_theme_and_proves_it(installed, tmp_path):
    assert installed("themes", "new", "mine", cwd=tmp_path).returncode == 0
    done = installed("themes", "check", "mine", cwd=tmp_path)
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"ok"}, done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_it_knows_what_it_needs(wheel):
    """The fields that installers read."""
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(
            next(name for name in archive.namelist() if name.endswith("/METADATA"))
        ).decode()
        entries = archive.read(
            next(name for name in archive.namelist() if name.endswith("/entry_points.txt"))
        ).decode()
    assert "Requires-Dist: weasyprint" in metadata
    assert "License-Expression: MIT" in metadata
    assert "cvgen = cvgen.cli:main" in entries
