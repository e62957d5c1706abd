"""A build for a target and `cvgen check --target` never disagree about one file."""

import pytest
from cases import SHOWN, choose_paper
from msgspec.structs import replace
from shipped import THEMES, example

from cvgen.build import load_profile
from cvgen.checks.pdf import check_pdf
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.demands import check_demands
from cvgen.plan.filename import name_cv_file
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.target.load import find_target, list_targets

TARGETS = [find_target(name) for name in list_targets()]


# Every theme with one of its examples, by turns.
PAIRS = [
    (SHOWN[theme][number // 2 % len(SHOWN[theme])], theme) for number, theme in enumerate(THEMES)
]


@pytest.mark.parametrize(("name", "theme"), PAIRS)
def test_what_a_strict_build_for_a_target_lets_pass_the_check_lets_pass(
    printed, around, name, theme
):
    """Of one file for every target: most of them ask for something that it does not keep."""
    paper = choose_paper(name, theme)
    data = printed(name, theme, paper).data
    wish = Request(theme=theme, options={"paper": paper})
    base = resolve(load_profile(example(name)), wish, around)
    file = inspect_pdf(data)
    disagreements, passed = [], 0
    for target in TARGETS:
        plan = replace(base, target=target)
        warnings = [one for one in check_demands(plan, file) if one.severity != "note"]
        if warnings:
            continue
        passed += 1
        named = replace(file, name=name_cv_file(plan, with_theme=False))
        for verdict in check_pdf(named, target):
            errors = [one.message for one in verdict.findings if one.severity == "error"]
            disagreements += [(target.name, message) for message in errors]
    assert disagreements == []
    assert 0 < passed < len(TARGETS)
