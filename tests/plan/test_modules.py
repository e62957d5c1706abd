"""A narrative CV has the modules of its target: headings, order, and no more words than it takes."""

import pytest

from cvgen.build import build, build_plan
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.target.load import find_target
from cvgen.target.modules import judge_modules

TARGET = """
title: A funder
source: its page
checked_on: 2026-11-01
documents:
  cv:
    modules:
      words: 300
      parts:
      - {name: ideas, heading: "What did you find?", words: 20}
      - {name: people, heading: "Whom did you help?"}
      - {name: abstract, heading: In short, characters: 50}
"""
PROFILE = """
basics: {name: Ada Example}
target: funder
statement:
- {module: people, text: I helped many.}
- {module: abstract, text: Short.}
- {module: ideas, text: I found one thing.}
work: [{name: A firm, position: Engineer}]
"""


@pytest.fixture
def load(load_text, tmp_path):
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "funder.yaml").write_text(TARGET, "utf-8")
    return load_text


@pytest.fixture
def find_findings(load, around):
    def find_findings(text):
        built = build(load(text), Request(), around)
        findings = [*built.warnings, *built.notes]
        return {one.code: one for one in findings if one.code != "K110"}

    return find_findings


def test_statements_take_headings_limits_and_order_of_the_target(load, around):
    plan = resolve(load(PROFILE), Request(), around)
    statements = plan.profile.sections[0].entries
    assert [(one.name, one.wordLimit) for one in statements] == [
        *(("What did you find?", 20), ("Whom did you help?", None), ("In short", None)),
    ]


def test_what_the_profile_says_itself_stays(load, around):
    text = PROFILE.replace("module: ideas,", "module: ideas, name: Findings, wordLimit: 5,")
    plan = resolve(load(text), Request(), around)
    first = plan.profile.sections[0].entries[0]
    assert (first.name, first.wordLimit) == ("Findings", 5)


def test_modules_that_keep_to_everything_are_told_nothing(find_findings):
    assert find_findings(PROFILE) == {}


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "words"),
    [
        ("I found one thing.", ("word " * 25).strip(), "W311", 7, "25"),
        ("I helped many.", ("word " * 310).strip(), "K155", 7, "315 words"),
        ("Short.", ("letters " * 8).strip(), "K156", 6, "63 characters of at most 50"),
        ("- {module: people, text: I helped many.}\n", "", "K157", 5, "'people'"),
        ("module: people", "module: peopel", "W432", 5, "'peopel'"),
    ],
)
def test_what_is_wrong_with_a_module_is_told_at_its_place(
    find_findings, old, new, code, line, words
):
    finding = find_findings(PROFILE.replace(old, new))[code]
    assert finding.place.line == line
    assert words in finding.message


def test_a_module_without_a_target_that_has_it_is_told(find_findings):
    findings = find_findings(PROFILE.replace("target: funder\n", ""))
    assert "target: ukri-r4ri" in findings["W432"].hint


def test_two_statements_of_one_module_count_together(find_findings):
    text = PROFILE.replace("Short.}", f"{'a' * 30}}}\n- {{module: abstract, text: {'b' * 30}}}")
    assert "60 characters of at most 50" in find_findings(text)["K156"].message


WITHOUT = """
basics: {name: Ada Example}
target: funder
statement: [{name: NAME, text: TEXT}]
"""


def test_a_profile_that_knows_of_no_module_is_told_their_names(find_findings):
    (finding,) = find_findings(WITHOUT).values()
    assert (finding.code, finding.severity) == ("K157", "note")
    assert "ideas, people, abstract" in finding.hint


def test_headings_by_hand_are_counted_in_the_file(find_findings):
    text = WITHOUT.replace("NAME", "What did you find?")
    assert find_findings(text) == {}
    long = find_findings(text.replace("TEXT", ("word " * 60).strip()))
    assert "at most 20" in long["K120"].message


def test_a_finished_file_is_counted_below_its_headings(load, around, tmp_path):
    text = PROFILE.replace("I found one thing.", "word " * 60)
    plan = resolve(load(text), Request(), around)
    file = inspect_pdf(build_plan(plan).pdf.data)
    target = find_target("funder", (tmp_path / "targets",))
    (missed,) = judge_modules(file, target.get_demands("cv").modules)
    assert missed.demanded == "at most 20"
    assert "'What did you find?'" in missed.actual
