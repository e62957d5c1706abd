"""Several positions at one employer: named once, and pages end between positions, not before the first."""

import json

import pytest
from exported import export_profile, take_text
from printed import Printed
from shipped import THEMES

TOLD = "A task that took a while, and takes some of the page to be told in the words that it needs"


def employ(count, **entry):
    positions = []
    for number in range(count):
        dates = {"startDate": str(1990 + number), "endDate": str(1991 + number)}
        points = [f"{TOLD} ({number})"] * 3
        positions.append({"position": f"Post{number}x", **dates, "highlights": points})
    return {"name": "Example Optics", "positions": positions, **entry}


def write(*entries, **settings):
    return json.dumps({"basics": {"name": "Ada Example"}, "work": entries, **settings})


@pytest.mark.parametrize("theme", THEMES[::3])
def test_a_page_ends_between_positions_but_not_before_the_first(print_text, theme):
    """The first employer has positions for more than a page."""
    jobs = [employ(count, name=f"Firm{count}x") for count in (16, 2, 3, 4)]
    page = Printed.of(print_text(write(*jobs), theme=theme))
    texts = [
        "".join(run.text for run in page.runs if run.page == n) for n in range(len(page.pages))
    ]
    assert len(texts) > 1
    for text in texts:
        assert text.rindex("Post") > text.rfind("Firm")
    # The second page goes on with a position, whose employer stands on the first.
    assert "Post" in texts[1].partition("Firm")[0]


def test_an_employer_is_named_once_and_each_position_has_its_period(print_text):
    words = Printed.of(print_text(write(employ(3)))).words
    assert words.count("Example Optics") == 1
    for number in range(3):
        assert f"Post{number}x {1990 + number}–{1991 + number}" in words


def test_a_position_with_a_priority_goes_before_the_page_is_too_long(print_text):
    job = employ(16)
    job["positions"][2]["priority"] = 1
    job["positions"][3]["priority"] = 2
    for position in job["positions"][4:]:
        position["priority"] = 3
    built = print_text(write(job), pages=1)
    left_out = [note for note in built.notes if note.code == "R223"]
    assert {note.message.split("'")[1] for note in left_out} == {
        f"Post{number}x" for number in range(16 - len(left_out), 16)
    }
    words = Printed.of(built).words
    assert all(f"Post{number}x" in words for number in range(4))
    assert "Post15x" not in words


def test_formats_without_positions_have_an_entry_of_each(load_text):
    job = employ(2, description="Lenses", location="Bath", highlights=["Own point"])
    exported = export_profile(load_text(write(job)), ["json-resume"])
    first, second = json.loads(take_text(exported))["work"]
    assert (first["name"], first["position"], first["location"]) == (
        "Example Optics",
        "Post0x",
        "Bath",
    )
    assert (first["description"], first["highlights"][0]) == ("Lenses", "Own point")
    assert (second["name"], second["position"]) == ("Example Optics", "Post1x")
    assert ("description" in second, len(second["highlights"])) == (False, 3)
    assert [found.code for found in exported.exports[0].findings] == ["X111"]


def test_markdown_sets_positions_below_their_employer(load_text):
    text = take_text(export_profile(load_text(write(employ(2))), ["md"]))
    heads = [line for line in text.splitlines() if line.startswith("###")]
    assert heads == ["### Example Optics", "#### Post0x", "#### Post1x"]
