"""`cvgen check --as-parser` shows what a résumé parser reads in a PDF, beside the profile."""

import json

import pytest
from shipped import EXAMPLES, example
from typer.testing import CliRunner

from cvgen.cli import app

NAME = EXAMPLES[0]


@pytest.fixture
def cv(build_example, tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(build_example(NAME, "classic").pdf.data)
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["check", "--as-parser", *map(str, arguments)])


def test_a_line_for_each_fact_shows_what_is_read_and_what_the_profile_says(cv):
    done = run(cv, "--profile", example(NAME))
    assert done.exit_code == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["e-mail", "ada@example.org", "ada@example.org"] in lines
    assert ["section", "education", "Education", "Education"] in lines
    assert "warning" not in done.stderr


def test_other_peoples_files_need_no_profile(cv):
    done = run(cv)
    assert ["phone", "+44", "20", "7946", "0123"] in [
        line.split() for line in done.stdout.splitlines()
    ]


def test_both_orders_of_reading_are_given_as_data(cv):
    (file,) = json.loads(run(cv, "--json").stdout)
    for order in ("content", "position"):
        assert file[order]["email"] == "ada@example.org"
        assert {"title": "Education", "kind": "education"}.items() <= file[order]["sections"][
            2
        ].items()


def test_a_file_that_cannot_be_read_is_said_and_the_next_is_read(cv, tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no PDF")
    done = run(broken, cv)
    assert done.exit_code == 1
    assert "broken.pdf: error F101" in done.stderr
    assert "ada@example.org" in done.stdout


@pytest.mark.parametrize("arguments", [["--variant", "phd"], ["--lang", "de"]])
def test_a_variant_without_its_profile_is_wrong_usage(cv, arguments):
    assert run(cv, *arguments).exit_code == 2


def test_a_profile_is_for_the_view_of_a_parser_only(cv):
    done = CliRunner().invoke(app, ["check", str(cv), "--profile", str(example(NAME))])
    assert done.exit_code == 2
    assert "--as-parser" in done.stderr
