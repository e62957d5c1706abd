"""What holds for every import: words are accounted for, nothing is overwritten, the YAML is valid."""

import zipfile

import pytest
from typer.testing import CliRunner

from cvgen.cli import app
from cvgen.errors import SourceError
from cvgen.files.yamlfile import parse_yaml
from cvgen.importers.account import account_for_words
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.convert import convert_sources
from cvgen.importers.periods import read_dates
from cvgen.importers.settle import settle_profile
from cvgen.importers.source import open_source
from cvgen.importers.yaml_writer import write_profile

CV = "cv: {name: Lan Example, sections: {honors: [A prize]}}"


@pytest.fixture
def builder(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("x", "utf-8")
    return ProfileBuilder(open_source(path))


def test_every_word_is_in_the_profile_or_left_out_or_reported_with_its_line(builder):
    builder.add_text("Home About\nI am Lan\nlost words here", 5)
    builder.leave_out("Home About", "navigation", 5)
    account = account_for_words(builder, {"basics": {"summary": "I am Lan, invented"}})
    assert account.format_line() == (
        "words 8: 3 in the profile, 2 left out as navigation, 3 not placed"
    )
    (missing,) = account.missing
    assert (missing.text, missing.place.line) == ("lost words here", 7)
    assert account.added == ("invented",)


def test_a_value_that_is_spelled_otherwise_accounts_for_what_stood_there(builder):
    builder.add_text("2021.9 ~", 1)
    account = account_for_words(builder, {"startDate": Value("2021-09", "2021.9 ~")})
    assert (account.placed, account.missing, account.added) == (2, (), ())


def test_a_guess_has_a_comment_beside_it():
    data = {"education": [{"area": "Physics", "startDate": Value("2021-09", "2021.9 ~", True)}]}
    assert '    startDate: 2021-09  # guessed: from "2021.9 ~"\n' in write_profile(data, "s", [])


TRAPS = [
    *("null", "~", "- dash", "a: b", "a #b", "#b", "'quoted'", '"quoted"', "*star*", "&and", "[x]"),
    *("{x}", "x, y", "yes", "3.80", "0123", "@at", "`code`", "%", "!tag", "|", "> x", "a:", "? q"),
    *("…", "—", "$\\alpha$", "C:\\x", "two\nlines", "para\n\nnext", "ends with #", "x" * 300),
    *(
        "word " * 60,
        "字" * 200,
        "a  b",
        "it's",
        "tab\tx",
        "<<",
        "=",
        "---",
        "a ' b",
        "é: ü",
        "http://x.y/a:b#c",
    ),
]


@pytest.mark.parametrize("text", TRAPS, ids=range(len(TRAPS)))
def test_any_text_reads_back_from_the_yaml_as_it_was(text):
    text = " ".join(text.split()) if "\n" not in text else text
    data = {
        "basics": {"name": text, text[:90]: "x"},
        "awards": [{"title": text}, {"a": text, "b": [text]}],
        "interests": [text],
    }
    data = {**data, "links": [{"links": {text[:90]: text}}]}
    assert parse_yaml(write_profile(data, "s.json", ["c"]), "x").data == data


def test_what_a_field_refuses_becomes_text_of_its_entry_and_is_told(builder):
    builder.basics["name"] = "Lan Example"
    builder.add_entry("work", {"position": "Fellow", "startDate": "Long ago", "summary": "Good."})
    settled = settle_profile(builder)
    assert settled.data["work"] == [{"position": "Fellow", "summary": "Long ago. Good."}]
    assert settled.moved == ["startDate: Long ago"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2021.9 ~", ("2021-09", None)),
        ("Sept. 2023 - Current", ("2023-09", "present")),
        ("2023/07 - Now", ("2023-07", "present")),
        ("2019年9月至今", ("2019-09", "present")),
        ("Jan 2022 – Dec 2022", ("2022-01", "2022-12")),
        ("(2024-)", ("2024", None)),
        ("Since 2017:", ("2017", None)),
        ("Mar. 2024 -- Jun. 2024", ("2024-03", "2024-06")),
        ("Aug '21 – May '25", ("2021-08", "2025-05")),
        ("from 2019 to 2021", ("2019", "2021")),
        ("2016—2021", ("2016", "2021")),
    ],
)
def test_periods_are_read_in_the_spellings_of_people(text, dates):
    read = read_dates(text)
    found = tuple(read[key].text if key in read else None for key in ("startDate", "endDate"))
    assert found == dates


@pytest.mark.parametrize(
    ("text", "date"), [("[2023/12]", "2023-12"), ("2019.04", "2019-04"), ("Fall 2022", "2022 Fall")]
)
def test_single_dates_are_read_too(text, date):
    assert {key: value.text for key, value in read_dates(text).items()} == {"date": date}


def test_dates_without_an_exact_form_are_not_read():
    assert read_dates("some time in the nineties") == {}


def run_import(source, *arguments):
    own = {"XDG_CONFIG_HOME": str(source.parent / "config")}
    return CliRunner().invoke(app, ["import", str(source), *map(str, arguments)], env=own)


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text(CV, "utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "profile.yaml").write_text("mine", "utf-8")
    refused = run_import(source, "-o", folder)
    assert [found.code for found in refused.exception.diagnostics] == ["O102"]
    assert [path.name for path in folder.iterdir()] == ["profile.yaml"]
    assert (folder / "profile.yaml").read_text("utf-8") == "mine"


def test_the_profile_may_have_a_name_of_its_own(tmp_path):
    source = tmp_path / "cv.yaml"
    source.write_text(CV, "utf-8")
    assert run_import(source, "-o", tmp_path / "out" / "lan.yaml").exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["import-report.md", "lan.yaml"]
    text = (tmp_path / "out" / "lan.yaml").read_text("utf-8")
    schema = tmp_path / "config" / "cvgen" / "profile.schema.json"
    assert text.startswith(f"# yaml-language-server: $schema={schema.as_uri()}\n")
    assert schema.is_file()


def list_codes_of(path):
    with pytest.raises(SourceError) as refused:
        convert_sources([path])
    return [found.code for found in refused.value.diagnostics]


def test_what_cannot_be_read_is_told_with_a_code(tmp_path):
    assert list_codes_of(tmp_path / "missing.md") == ["I100"]
    large = tmp_path / "large.md"
    large.write_bytes(b"word " * 5_000_000)
    assert list_codes_of(large) == ["I103"]
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04" + b"x" * 100)
    assert list_codes_of(broken) == ["I102"]


def test_an_archive_that_leads_outside_is_refused(tmp_path):
    path = tmp_path / "slip.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.md", "x")
    assert list_codes_of(path) == ["I104"]
