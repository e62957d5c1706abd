"""Many profiles are built by several processes, and nothing of it shows but the time."""

import sys

import pytest
from desks import Desk

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


def test_two_people_of_one_name_are_not_written_over_each_other(desk: Desk) -> None:
    write_people(desk)
    desk.write("people/sixth.yaml", "basics: {name: First Person}\nawards: [{title: Another}]\n")
    run = desk.run("build", "people", "--jobs", "2", *DAY)
    assert run.code == 1
    assert "error O101: 'people/first.yaml' became this file already" in run.err
    assert len(run.pdfs) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="what is patched is inherited by forks only")
def test_a_process_that_dies_takes_one_profile_with_it_and_is_named(desk: Desk) -> None:
    write_people(desk)
    desk.program = ("-c", DEATH)
    run = desk.run("build", "people", "--jobs", "2", *DAY)
    assert run.code == 1
    assert "people/third.yaml: error E101: the process that made this was ended" in run.err
    names = sorted(path.name for path in (desk.folder / "output").iterdir())
    assert names == [f"{name}_Person_CV.pdf" for name in ("First", "Fourth", "Second")]
