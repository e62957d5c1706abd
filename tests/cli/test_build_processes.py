"""Many profiles are built by several processes, and nothing of it shows but the time."""

import sys

import pytest
from desks import Desk
from pypdf import PdfReader

DAY = ("--date", "2026-03-01")
DEATH = """
import os
from cvgen.cli import build_run, main
build = build_run.build_job
def build_job(job, *, strict):
    if "Third" in job.path.name:
        os._exit(9)
    return build(job, strict=strict)
build_run.build_job = build_job
main()
"""


def write_people(desk: Desk) -> None:
    for name in ("First", "Second", "Third", "Fourth"):
        profile = f"basics: {{name: {name} Person}}\nawards: [{{title: A prize}}]\noptions: {{density: normal}}\n"
        desk.write(f"people/{name.lower()}.yaml", profile)


def read_page(desk: Desk, name: str) -> str:
    return PdfReader(desk.folder / "output" / name).pages[0].extract_text()


def test_several_processes_make_the_same_bytes_and_a_broken_profile_stops_none(desk: Desk) -> None:
    write_people(desk)
    desk.write("people/broken.yaml", "basics: {name: Sixth Person}\nnonsense: 1\n")
    runs = {}
    for jobs in ("1", "2"):
        run = desk.run("build", "people", "-o", jobs, "--jobs", jobs, *DAY)
        assert run.code == 1
        assert "people/broken.yaml:2:1: error P202" in run.err
        assert run.err.splitlines()[-1] == "4 built, 1 failed"
        runs[jobs] = [path.replace(f"{jobs}/", "", 1) for path in run.pdfs]
    assert runs["1"] == runs["2"]
    files = desk.files()
    assert all(files[f"1/{name}"] == files[f"2/{name}"] for name in runs["1"])


def test_what_is_unchanged_is_passed_over_and_the_rest_is_built(desk: Desk) -> None:
    write_people(desk)
    assert desk.run("build", "people", "--jobs", "2", *DAY).code == 0
    desk.write("people/third.yaml", "basics: {name: Third Person}\nawards: [{title: Another}]\n")
    run = desk.run("build", "people", "--jobs", "2", *DAY)
    assert run.err.splitlines()[-1].startswith("1 built, 3 unchanged")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_people_of_one_name_have_their_own_files_and_are_passed_over_when_unchanged(
    desk: Desk, jobs: str
) -> None:
    write_people(desk)
    desk.write(
        "people/sixth/profile.yaml", "basics: {name: First Person}\nawards: [{title: One}]\n"
    )
    desk.write("people/tenth.yaml", "basics: {name: FIRST PERSON}\nawards: [{title: Another}]\n")
    for end in ("6 built", "6 unchanged ('--force' builds all the same)"):
        run = desk.run("build", "people", "--jobs", jobs, *DAY)
        assert (run.code, run.err.splitlines()[-1]) == (0, end)
        own = {path.removeprefix("output/") for path in run.pdfs if "first" in path.lower()}
        assert own == {
            "First_Person_CV.pdf",
            "First_Person_CV_sixth.pdf",
            "FIRST_PERSON_CV_tenth.pdf",
        }
    texts = {name: read_page(desk, name) for name in own}
    assert "One" in texts["First_Person_CV_sixth.pdf"]
    assert "Another" in texts["FIRST_PERSON_CV_tenth.pdf"]
    assert "A prize" in texts["First_Person_CV.pdf"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_namesake_who_comes_first_takes_the_file_of_one_who_was_built_before(
    desk: Desk, jobs: str
) -> None:
    write_people(desk)
    later = "basics: {name: Fifth Person}\nawards: [{title: Later}]\n"
    desk.write("people/zoe.yaml", later)
    assert "output/Fifth_Person_CV.pdf" in desk.run("build", "people", "--jobs", jobs, *DAY).pdfs
    desk.write("people/fifth.yaml", later.replace("Later", "Sooner"))
    run = desk.run("build", "people", "--jobs", jobs, *DAY)
    assert run.code == 0
    for name, title in (("Fifth_Person_CV.pdf", "Sooner"), ("Fifth_Person_CV_zoe.pdf", "Later")):
        assert title in read_page(desk, name)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_anonymous_namesake_is_refused_where_its_own_file_tells_who_it_is(
    desk: Desk, jobs: str
) -> None:
    write_people(desk)
    desk.write("people/applicant-17.yaml", "basics: {name: Sixth Person}\nawards: [{title: One}]\n")
    run = desk.run("build", "people", "--anonymous", "--jobs", jobs, *DAY)
    assert run.code == 1
    assert run.pdfs == ["output/Anonymous_CV.pdf"]
    assert run.err.count("error O101: 'people/applicant-17.yaml' and 'people/") == 4
    assert run.err.splitlines()[-1] == "1 built, 4 failed"


@pytest.mark.skipif(sys.platform != "linux", reason="what is patched is inherited by forks only")
def test_a_process_that_dies_takes_one_profile_with_it_and_is_named(desk: Desk) -> None:
    write_people(desk)
    desk.program = ("-c", DEATH)
    run = desk.run("build", "people", "--jobs", "2", *DAY)
    assert run.code == 1
    assert "people/third.yaml: error E101: the process that made this was ended" in run.err
    names = sorted(path.name for path in (desk.folder / "output").iterdir())
    assert names == [f"{name}_Person_CV.pdf" for name in ("First", "Fourth", "Second")]
