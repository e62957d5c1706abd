"""The example of a narrative CV has the funder's headings in the funder's order, and what stands below each."""

import pytest
import yaml
from printed import Printed, joined
from shipped import ROOT, example

NAME = "noor-placeholder"
THEMES = ("narrative", "classic", "swiss")  # the others set prose as these do
TARGET = yaml.safe_load((ROOT / "cvgen/data/targets/ukri-r4ri.yaml").read_text("utf-8"))
PARTS = TARGET["documents"]["cv"]["modules"]["parts"]
PROFILE = yaml.safe_load(example(NAME).read_text("utf-8"))


@pytest.fixture(scope="module", params=THEMES)
def built(request, build_example):
    return build_example(NAME, request.param)


def list_texts():
    """List headings and paragraphs in the order in which the funder wants the modules."""
    statements = {entry["module"]: entry for entry in PROFILE["statement"]}
    for part in PARTS:
        yield part["heading"]
        statement = statements[part["name"]]
        yield from statement["text"].strip().split("\n\n")
        yield from (point.replace("*", "") for point in statement.get("highlights", ()))


def test_modules_stand_under_the_funders_headings_in_order(built):
    content = Printed.of(built).content
    at = 0
    for text in list_texts():
        piece = joined(text.replace("'", "’"))
        at = content.index(piece, at) + len(piece)


def test_it_builds_without_a_warning(built):
    assert [warning for warning in built.warnings if warning.severity != "note"] == []


def test_the_person_is_said_to_be_invented():
    assert "INVENTED" in example(NAME).read_text("utf-8")
