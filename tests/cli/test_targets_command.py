"""`cvgen targets` lists and shows the rules of calls; `--target` keeps them."""

import json
import re

import pytest
from desks import Desk

MINE = "title: My call\nsource: a letter of May\nchecked_on: 2026-05\ndemands: {paper: Letter, bytes: 3 MB}\ndocuments: {cv: {pages: 2}}\n"


def test_the_list_names_each_target_with_what_it_demands_in_short(desk: Desk) -> None:
    run = desk.run_within("targets")
    assert run.code == 0
    lines = re.sub(r"\n +", " ", run.out).splitlines()
    blocks = {line.split()[0]: line for line in lines}
    assert {"cambridge", "oxford", "princeton", "stanford", "nsf-grfp", "default", "email"} <= set(
        blocks
    )
    assert "2 MB" in blocks["cambridge"]
    assert "2 pages" in blocks["oxford"]
    assert "season: 2016, read: 2016" in blocks["potsdam"]
    assert "nobody confirmed it" in blocks["azv"]
    assert max(map(len, run.out.splitlines())) <= 80
    assert run.out == desk.run_within("targets", "list").out


def test_the_list_is_also_json(desk: Desk) -> None:
    found = {one["name"]: one for one in json.loads(desk.run_within("targets", "--json").out)}
    assert found["cambridge"]["demands"]["bytes"] == 2_000_000
    assert found["ukri-flf"]["demands"]["photo"] is False
    assert found["oxford"]["documents"] == {"cv": {"pages": 2}}
    assert (
        json.loads(desk.run_within("targets", "show", "cambridge", "--json").out)
        == found["cambridge"]
    )


def test_a_target_is_shown_in_words_with_its_source_and_date(desk: Desk) -> None:
    run = desk.run_within("targets", "show", "stanford")
    assert run.code == 0
    assert "every file: on Letter; at most 10 MB" in run.out
    assert "statement: at most 2 pages" in run.out
    assert run.out.splitlines()[-5:] == [
        "source: gradadmissions.stanford.edu, a copy of about 2020 to 2022",
        "page: https://gradadmissions.stanford.edu/applying/starting-your-application/file-upload-requirements",
        "checked on: unknown",
        "season: unknown",
        "may be out of date, check the call",
    ]


def test_ones_own_targets_lie_in_the_working_folder_or_beside_the_profile(desk: Desk) -> None:
    desk.write("targets/mine.yaml", MINE)
    assert "cv: at most 2 pages" in desk.run_within("targets", "show", "mine").out
    assert "mine" in desk.run_within("targets").out
    desk.write("elsewhere/profile.yaml", "basics: {name: Ada}\ntarget: other\n")
    desk.write("elsewhere/targets/other.yaml", MINE)
    run = desk.run_within("build", "elsewhere")
    assert (run.code, run.pdfs) == (0, ["output/Ada_CV.pdf"])


def test_a_broken_target_of_ones_own_is_told_and_hides_no_other(desk: Desk) -> None:
    desk.write("targets/mine.yaml", "titel: My call\n")
    run = desk.run_within("targets")
    assert run.code == 1
    assert "targets/mine.yaml:1:1: error K101" in run.err
    assert "cambridge" in run.out


@pytest.mark.parametrize(
    "command", [("targets", "show", "cambrige"), ("build", "--target", "cambrige")]
)
def test_an_unknown_target_is_told_with_the_nearest(desk: Desk, command: tuple[str, ...]) -> None:
    desk.write("profile.yaml", "basics: {name: Ada}\n")
    run = desk.run_within(*command)
    assert (run.code, run.out) == (1, "")
    assert "K100" in run.err
    assert "did you mean 'cambridge'?" in run.err


def test_a_build_for_a_target_is_named_by_it_and_tells_its_date(desk: Desk) -> None:
    desk.write("profile.yaml", "basics: {name: Łukasz Żółć}\n")
    desk.write("targets/mine.yaml", MINE + "file-name: '{SURNAME}_{document}.pdf'\n")
    run = desk.run_within("build", "--target", "mine")
    assert (run.code, run.pdfs) == (0, ["output/ZOLC_CV.pdf"])
    assert (
        "profile.yaml: note K110: the rules of 'mine' come from a letter of May, were read in 2026-05, and may be out of date: check the call"
        in run.err
    )
    assert desk.run_within("build", "--target", "mine", "--strict").code == 0
    strict = desk.run_within("build", "--target", "mine", "--paper", "A4", "--strict")
    assert strict.code == 1
    assert "page 1 is 210 × 297 mm (A4), and 'mine' demands Letter" in strict.err


def test_a_letter_for_a_target_is_named_by_its_pattern(desk: Desk) -> None:
    desk.write("profile.yaml", "basics: {name: Ada Example}\n")
    desk.write("motivation.md", "---\nsubject: Post\n---\nHello.\n")
    assert desk.run_within("letter", "motivation.md", "--target", "email").pdfs == [
        "output/Example_motivation.pdf"
    ]


def test_a_name_that_no_pattern_can_take_is_asked_for_in_english(desk: Desk) -> None:
    desk.write("profile.yaml", "basics:\n  name: 高泽峰\n")
    run = desk.run_within("build", "--target", "default")
    assert (run.code, run.out) == (1, "")
    assert "profile.yaml:2:9: error V110" in run.err
    assert desk.run_within("build", "--target", "default", "-o", "cv.pdf").pdfs == ["cv.pdf"]


def test_check_names_what_was_read_over_a_year_before_a_day(desk: Desk) -> None:
    desk.write("targets/mine.yaml", MINE)
    soon = desk.run_within("targets", "check", "--date", "2027-05-31")
    late = desk.run_within("targets", "check", "--date", "2027-06-01")
    assert (soon.code, late.code) == (0, 0)
    assert "the rules of 'mine'" not in soon.err
    assert "targets/mine.yaml:1:1: warning K133: the rules of 'mine' were read over" in late.err
    assert "nobody knows when these were read: " in late.out


def test_check_adds_the_bytes_of_all_files_where_the_target_does(desk: Desk) -> None:
    desk.write("profile.yaml", "basics: {name: Ada}\n")
    assert desk.run_within("build").code == 0
    size = (desk.folder / "output" / "Ada_CV.pdf").stat().st_size
    desk.write("targets/mine.yaml", MINE + f"bytes-in-all: {size * 2 // 1000} kB\n")
    one = desk.run_within("check", "output/Ada_CV.pdf", "--target", "mine")
    assert "K135" not in one.err
    several = desk.run_within("check", *["output/Ada_CV.pdf"] * 3, "--target", "mine")
    assert several.code == 1
    assert "error K135: the files have " in several.err
