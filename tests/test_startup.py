"""The command line starts fast: what is heavy is loaded only by what needs it."""

import pytest
from shipped import ROOT, example

HEAVY = {
    "weasyprint",
    "pypdf",
    "jinja2",
    "rich",
    "pydyf",
    "fontTools",
    "PIL",
    "ziamath",
    "bibtexparser",
    "citeproc",
    "numpy",
    "pydantic",
}
RUN = "import sys; from cvgen.cli import app; sys.argv[1:] = {}; sys.stdout = open('/dev/null', 'w')\ntry: app()\nexcept SystemExit: pass\n"
CHECK = "import sys; from pathlib import Path; from cvgen.build import load_profile; load_profile(Path({!r}))\n"
TELL = "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.__stdout__)"


def test_importing_the_package_loads_no_other_module_of_it(python):
    modules = python("-c", "import sys, cvgen; print(*sys.modules)").split()
    assert [name for name in modules if name.startswith("cvgen")] == ["cvgen"]
    assert HEAVY & set(modules) == set()


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["build", "--help"], ["themes", "list"], ["schema"]],
    ids=" ".join,
)
def test_small_commands_load_nothing_heavy(python, arguments):
    assert HEAVY & set(python("-c", RUN.format(arguments) + TELL).split()) == set()


def test_checking_a_profile_loads_nothing_heavy(python):
    loaded = set(python("-c", CHECK.format(str(example("ada-example"))) + TELL).split())
    # Its photo is decoded, because damage is told at the line of `image:`.
    assert HEAVY & loaded <= {"PIL"}
    assert "yaml" in loaded


@pytest.mark.parametrize("command", ["show", "variants", "check"])
def test_asking_about_a_profile_loads_nothing_heavy(python, command):
    loaded = set(python("-c", RUN.format([command, str(example("ada-example"))]) + TELL).split())
    assert HEAVY & loaded <= {"PIL", "jinja2"}
    assert "yaml" in loaded


def test_building_loads_no_reader_of_pdfs_and_none_of_pydantic(python, tmp_path):
    """For pypdf joins foreign files, and a CV alone needs none; nor does a check need pydantic."""
    arguments = ["build", str(example("jifeng-song")), "-o", str(tmp_path / "cv.pdf")]
    loaded = set(python("-c", RUN.format(arguments) + TELL, cwd=ROOT).split())
    assert "weasyprint" in loaded
    assert {"pypdf", "rich", "pydantic"} & loaded == set()
    check = ["check", arguments[-1]]
    assert "pydantic" not in python("-c", RUN.format(check) + TELL, cwd=ROOT).split()


def test_exporting_text_loads_nothing_that_sets_or_reads_pages(python, tmp_path):
    """Also where the files are searched for what an audience is not to see."""
    formats = "md,txt,json-resume,rendercv,bibtex,csl-json,ris,vcard"
    arguments = ["export", str(example("ada-example")), "--to", formats, "-o", str(tmp_path)]
    arguments += ["--audience", "public"]
    loaded = set(python("-c", RUN.format(arguments) + TELL, cwd=ROOT).split())
    assert len(list(tmp_path.iterdir())) == 9
    # The photo is decoded, as by every command that reads the profile.
    assert HEAVY & loaded <= {"PIL"}
