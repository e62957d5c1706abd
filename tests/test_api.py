"""What programs import: its names, its types, what it does when something is wrong, and its page in the guide."""

import re
import shutil
import subprocess
import sys
from typing import get_type_hints

import pytest
from shipped import ROOT, TODAY

import cvgen

PAGE = (ROOT / "docs/pages/api.md").read_text("utf-8")
PROGRAM = "".join(re.findall(r"(?ms)^```python\n(.+?)^```$", PAGE))
FUNCTIONS = ("check", "check_file", "compose", "export", "load", "resolve", "typeset")
CLASSES = (
    *("Composition", "CvgenError", "Diagnostic", "Environment", "Exported"),
    *("Pdf", "Place", "Plan", "Profile", "Request"),
)
PRIVATE = 'basics: {name: Ada Example, phone: {value: "+49 30 901820", private: true}}\n'


def test_the_names_that_programs_rely_on_are_these_and_no_others():
    """One that goes, or changes its meaning, is told in the page of the guide first."""
    assert sorted(cvgen.__all__) == sorted((*FUNCTIONS, *CLASSES, "__version__"))
    assert [name for name in cvgen.__all__ if not isinstance(name, str)] == []
    assert all(isinstance(getattr(cvgen, name), type) for name in CLASSES)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_in_the_table_of_the_guide_and_says_what_it_gives(name):
    assert f"\n| `{name}` |" in PAGE
    # Its types are imported by nobody who does not ask for them.
    assert getattr(cvgen, name).__annotations__["return"]
    assert getattr(cvgen, name).__doc__


def test_the_programs_of_the_guide_run_one_after_the_other(tmp_path, python):
    shutil.copytree(ROOT / "docs/pages/files", tmp_path, dirs_exist_ok=True)
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    said = python("program.py", cwd=tmp_path)
    assert "P202 wrong.yaml:1:29 'emial' is not a key here" in said
    assert (tmp_path / "first.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "# Ada Example" in (tmp_path / "first.md").read_text("utf-8")
    assert (tmp_path / "first.docx").read_bytes().startswith(b"PK")


def test_mypy_finds_nothing_in_the_programs_of_the_guide_and_what_is_wrong_in_others(tmp_path):
    (tmp_path / "right.py").write_text(PROGRAM, "utf-8")
    wrong = "import cvgen\ncvgen.load(3)\ncvgen.compose(cvgen.load('x'))\ncvgen.nothing\n"
    (tmp_path / "wrong.py").write_text(wrong, "utf-8")
    # From the project's folder, where mypy knows the package already.
    command = [sys.executable, "-m", "mypy", tmp_path / "right.py", tmp_path / "wrong.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    places = re.findall(r"(?m)(\w+\.py:\d+): error", done.stdout)
    assert places == ["wrong.py:2", "wrong.py:3", "wrong.py:4"], done.stdout


def test_a_room_that_is_called_like_a_function_does_not_take_its_place(python):
    program = "import cvgen.compose.view, cvgen; from cvgen import compose; print(compose.__name__, cvgen.compose is compose)"
    assert python("-c", program) == "compose True\n"


def test_a_name_that_is_not_there_is_an_error_as_in_any_module():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        cvgen.nothing  # noqa: B018 - asking is what is tested
    with pytest.raises(ImportError):
        exec("from cvgen import nothing")  # noqa: S102 - a line of ours


def test_what_a_file_must_not_say_is_an_error_among_its_findings(load_text):
    """And no exception, so that a program sees all that is wrong at once."""
    profile = load_text(PRIVATE)
    environment = cvgen.Environment(TODAY)
    whole, public = (
        cvgen.compose(cvgen.resolve(profile, cvgen.Request(audience=audience), environment))
        for audience in ("email", "public")
    )
    pdf = cvgen.typeset(whole)
    assert {finding.severity for finding in cvgen.check(whole, pdf)} <= {"note", "warning"}
    errors = [finding for finding in cvgen.check(public, pdf) if finding.severity == "error"]
    assert errors
    assert errors[0].place.line == 1


def test_a_format_that_is_none_and_a_profile_that_is_none_are_told_in_one_way(tmp_path):
    with pytest.raises(cvgen.CvgenError) as error:
        cvgen.export(None, ["htm"])
    assert "did you mean 'html'" in error.value.diagnostics[0].hint
    with pytest.raises(cvgen.CvgenError, match="no kind 'cvs'"):
        cvgen.check_file(__file__, kind="cvs")
    with pytest.raises(cvgen.CvgenError) as error:
        cvgen.load(tmp_path)
    assert error.value.diagnostics[0].place.file == str(tmp_path / "profile.yaml")


def test_a_profile_is_found_in_its_folder_and_laid_over(tmp_path):
    (tmp_path / "profile.yaml").write_text("basics: {name: Ada Example}\n", "utf-8")
    (tmp_path / "more.yaml").write_text("basics: {label: Physicist}\n", "utf-8")
    profile = cvgen.load(str(tmp_path), overrides=[str(tmp_path / "more.yaml")])
    assert (profile.basics.name, profile.basics.label) == ("Ada Example", "Physicist")


def test_the_classes_have_the_attributes_that_the_guide_names():
    attributes = {
        "Request": "theme variant language options region audience anonymous pages target",
        "Diagnostic": "code severity message hint place",
        "Place": "file line column",
        "Pdf": "data pages",
        "Environment": "today cache_folder",
        "Exported": "findings",
    }
    for name, words in attributes.items():
        assert set(words.split()) <= get_type_hints(getattr(cvgen, name)).keys()


def test_a_request_that_no_command_line_has_checked_is_checked(load_text):
    profile = load_text("basics: {name: Ada Example}\n")
    with pytest.raises(cvgen.CvgenError) as error:
        cvgen.resolve(profile, cvgen.Request(pages=0, options={"font-size": 11}))
    assert [finding.message for finding in error.value.diagnostics] == [
        "a CV cannot have 0 pages",
        "the option 'font-size' is 11, and no text",
    ]
