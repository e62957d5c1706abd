"""`cvgen diff` says in words what changed, on standard output; what cannot be compared is a clear mistake."""

import json
import re

import pytest
from desks import Desk

OLD = """
basics: {name: Ada Example, phone: "123"}
education:
  - {studyType: PhD, area: Physics, institution: Example University, startDate: 2021, endDate: 2026}
awards:
  - {title: Prize, tags: [fame]}
variants:
  phd: {sections: [education]}
  industry: {sections: [awards, education], theme: swiss}
"""
NEW = (
    OLD.replace(', phone: "123"', "")
    .replace("2026", "present")
    .replace("title: Prize", "title: Medal of honour")
)


@pytest.fixture
def both(desk: Desk) -> Desk:
    desk.write("old.yaml", OLD)
    desk.write("new.yaml", NEW)
    return desk


def test_two_profiles(both: Desk) -> None:
    run = both.run("diff", "old.yaml", "new.yaml")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "basics: phone is gone",
        'education, "PhD, Physics, Example University": endDate was 2026, is now present',
        'awards: left out "Prize"',
        'awards: added "Medal of honour"',
    ]
    assert both.stayed_at_home(run)


def test_a_folder_stands_for_the_profile_in_it_and_json_is_a_profile(desk: Desk) -> None:
    desk.write("a/profile.yaml", 'basics: {name: Ada, phone: "1"}')
    desk.write("b/resume.json", '{"basics": {"name": "Ada", "phone": "2"}}')
    assert desk.run_within("diff", "a", "b").out == "basics: phone was 1, is now 2\n"


def test_two_profiles_in_one_variant(both: Desk) -> None:
    lines = both.run_within("diff", "old.yaml", "new.yaml", "--variant", "phd").out.splitlines()
    assert lines == [
        "basics: phone is gone",
        'education, "PhD, Physics, Example University": endDate was 2026, is now present',
    ]


def test_two_variants_of_one_profile(both: Desk) -> None:
    lines = both.run_within(
        "diff", "old.yaml", "--variant", "phd", "--variant", "industry"
    ).out.splitlines()
    assert lines == ['sections: added "awards (1 entry): Prize"', "settings: theme is new: swiss"]


def test_a_variant_and_the_whole_profile(both: Desk) -> None:
    assert (
        both.run_within("diff", "old.yaml", "--variant", "phd").out
        == 'sections: left out "awards (1 entry): Prize"\n'
    )


def test_two_pdfs(both: Desk) -> None:
    for name in ("old", "new"):
        assert both.run_within("build", f"{name}.yaml", "-o", f"{name}.pdf").code == 0
    run = both.run("diff", "old.pdf", "new.pdf")
    assert (run.code, run.err) == (0, "")
    assert 'page 1: left out "123"' in run.out
    assert re.search(
        r'page 1: "PhD, Physics 2021\W+2026" is now "PhD, Physics 2021\W+present"', run.out
    )
    assert 'page 1: added "Medal of honour"' in run.out
    assert both.stayed_at_home(run)


def test_no_difference_is_said_to_the_person_and_not_printed(both: Desk) -> None:
    run = both.run_within("diff", "old.yaml", "old.yaml", "--exit-code")
    assert (run.code, run.out, run.err) == (0, "", "no difference\n")


def test_only_with_exit_code_a_difference_fails(both: Desk) -> None:
    assert both.run_within("diff", "old.yaml", "new.yaml").code == 0
    assert both.run_within("diff", "old.yaml", "new.yaml", "--exit-code").code == 1


def test_json_holds_every_change_in_full(both: Desk) -> None:
    found = json.loads(both.run_within("diff", "old.yaml", "new.yaml", "--json").out)
    assert found[1] == {
        "section": "education",
        "entry": "PhD, Physics, Example University",
        "field": "endDate",
        "kind": "changed",
        "before": "2026",
        "after": "present",
        "words": 'education, "PhD, Physics, Example University": endDate was 2026, is now present',
    }
    assert json.loads(both.run_within("diff", "old.yaml", "old.yaml", "--json").out) == []


WRONG = {
    "a PDF and a profile": (["a.pdf", "old.yaml"], "name two profiles or two PDFs"),
    "a profile and a PDF": (["old.yaml", "a.PDF"], "name two profiles or two PDFs"),
    "one PDF": (["a.pdf"], "name a second PDF"),
    "one profile": (["old.yaml"], "name a second profile"),
    "a variant of a PDF": (["a.pdf", "b.pdf", "--variant", "phd"], "a PDF has no variants"),
    "two profiles in two variants": (
        ["old.yaml", "new.yaml", "--variant", "phd", "--variant", "industry"],
        "two profiles in one variant",
    ),
    "three variants": (["old.yaml", *["--variant", "phd"] * 3], "two variants of one profile"),
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.values(), ids=WRONG)
def test_what_makes_no_sense_is_wrong_usage(arguments: list[str], said: str, both: Desk) -> None:
    run = both.run_within("diff", *arguments)
    assert (run.code, run.out) == (2, "")
    assert said in " ".join(run.err.split())


MISTAKES = {
    "no such file": (["old.yaml", "none.yaml"], "none.yaml: error P100: "),
    "no such variant": (
        ["old.yaml", "--variant", "pdh"],
        "old.yaml:8:3: error V100: there is no variant 'pdh' (did you mean 'phd'?)",
    ),
    "no such PDF": (["a.pdf", "b.pdf"], "a.pdf: error D101: there is no file 'a.pdf'"),
    "an empty PDF": (["empty.pdf", "empty.pdf"], "empty.pdf: error D102: the file is empty"),
}


@pytest.mark.parametrize(("arguments", "line"), MISTAKES.values(), ids=MISTAKES)
def test_what_cannot_be_read_is_one_line(arguments: list[str], line: str, both: Desk) -> None:
    both.write("empty.pdf", "")
    run = both.run_within("diff", *arguments)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(line)
    assert len(run.err.splitlines()) == 1
