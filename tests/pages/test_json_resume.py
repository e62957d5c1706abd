"""A JSON Resume file builds as it is."""

from pathlib import Path

import pytest
from cases import Case
from placed import placed
from printed import Printed, joined
from shipped import THEMES
from written import written

from cvgen.build import build, load_profile
from cvgen.plan.request import Request

RESUME = Path(__file__).with_name("resume.json")


@pytest.mark.parametrize("theme", THEMES[::3])
def test_a_resume_with_every_section_prints_whole_and_without_a_word(theme, around):
    """The sections of JSON Resume's schema 1.0.0, each with all of its keys.

    What becomes of it is a profile like any other, of which every theme draws every field.
    """
    pdf = Printed.of(build(load_profile(RESUME), Request(theme=theme), around))
    says = written(RESUME)
    assert {warning.code for warning in pdf.warnings} <= {
        "R210"
    }  # how full its last page is, is the theme's affair
    assert [text for text in says.texts if joined(text) not in pdf.content] == []
    assert says.urls - set(pdf.links) == set()
    assert len(placed(Case(theme, shipped=False, says=says, pdf=pdf))) == 11


def test_a_key_of_ones_own_is_told_of_and_left_out(print_text):
    """JSON Resume allows other keys; a YAML profile does not."""
    resume = RESUME.read_text("utf-8").replace(
        '"label": "Programmer"', '"label": "Programmer", "motto": "Never mind"'
    )
    built = print_text(resume, "resume.json")
    assert [(warning.code, warning.place.line) for warning in built.warnings if warning.place] == [
        ("P202", 5)
    ]
    assert "Never mind" not in Printed.of(built).words
