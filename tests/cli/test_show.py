"""`cvgen show` prints the profile that all its files make together, and where each value of it was written."""

import re

import pytest
import yaml

from cvgen.build import load_profile

PROFILE = """basics:
  name: Ada
  label: Clerk
  phone: '0'
theme: classic
options: {accent: '#111111', density: tight}
work:
  - {id: kyoto, position: Chief, tags: [a]}
  - {position: Baker, tags: [b]}
  - position: Clerk
    tags: [a]
    highlights: [{text: One, tags: [b]}, Two]
talks: [A talk]
custom:
  - {title: First, entries: [Hobby]}
  - {title: Second, entries: [{title: Kept, tags: [a]}, {title: Gone, tags: [b]}]}
variants:
  parent: {paper: letter, tags: [a], options: {accent: '#222222'}}
"""
FILES = {
    "profile.yaml": PROFILE,
    "profile.private.yaml": "basics:\n  phone: +49 1\n",
    "variants/child.yaml": "extends: parent\nsections: [custom, work]\nlanguage: de\n",
    "one.yaml": "basics:\n  label: Chief\nwork:\n- {id: kyoto, url: example.org}\n",
}


@pytest.fixture
def full(desk):
    """A desk with a profile in several files."""
    for name, text in FILES.items():
        desk.write(name, text)
    return desk


def shown(run):
    assert run.code == 0, run.err
    return yaml.load(run.out, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


def origins(run):
    """Read the lines: by a value's name, its text, its place, and what is remarked."""
    assert run.code == 0, run.err
    return {
        name: tuple(rest)
        for name, *rest in (re.split(r":? {2,}", line) for line in run.out.splitlines())
    }


def test_the_files_are_shown_as_one_profile(full):
    data = shown(full.run_within("show", "--with", "one.yaml"))
    assert data["basics"] == {
        "name": "Ada",
        "label": "Chief",
        "phone": {"value": "+49 1", "private": "true"},
    }
    assert data["work"][0] == {
        "id": "kyoto",
        "position": "Chief",
        "tags": ["a"],
        "url": "example.org",
    }
    assert list(data["variants"]) == ["parent", "child"]


def test_what_is_private_is_said_and_marked_in_the_yaml(full):
    run = full.run_within("show")
    assert "private" in run.err
    assert "basics.phone" in run.err
    assert "basics.label" not in run.err
    assert shown(run)["basics"]["phone"] == {"value": "+49 1", "private": "true"}
    assert shown(run)["basics"]["label"] == "Clerk"


def test_each_value_is_listed_with_its_place(full):
    found = origins(full.run_within("show", "--with", "one.yaml", "--origin"))
    lines = {name: text.splitlines() for name, text in FILES.items()}
    assert found["basics.phone"] == ("+49 1", "profile.private.yaml:2:10", "private")
    assert found["basics.label"] == ("Chief", "one.yaml:2:10")
    assert found["work[kyoto].url"] == ("example.org", "one.yaml:4:20")
    assert found["work[2].position"] == ("Baker", "profile.yaml:9:16")
    assert found["options.accent"] == ("#111111", "profile.yaml:6:19")
    assert found["variants.child.language"] == ("de", "variants/child.yaml:3:11")
    for text, place, *_ in found.values():
        file, line, column = place.split(":")
        assert lines[file][int(line) - 1][int(column) - 1 :].lstrip("'\"").startswith(text)


def test_a_variant_is_shown_as_the_profile_that_it_makes(full):
    data = shown(full.run_within("show", "--variant", "child"))
    assert "variants" not in data
    assert "talks" not in data
    assert [key for key in data if key in ("custom", "work")] == ["custom", "work"]
    assert data["custom"] == [
        {"title": "First", "entries": ["Hobby"]},
        {"title": "Second", "entries": [{"title": "Kept", "tags": ["a"]}]},
    ]
    assert data["work"] == [
        {"id": "kyoto", "position": "Chief", "tags": ["a"]},
        {"position": "Clerk", "tags": ["a"], "highlights": ["Two"]},
    ]
    assert (data["theme"], data["language"], data["options"]) == (
        "classic",
        "de",
        {"accent": "#222222", "density": "tight", "paper": "letter"},
    )


def test_the_settings_of_a_variant_are_listed_with_who_says_them(full):
    found = origins(full.run_within("show", "--variant", "child", "--origin"))
    assert found["theme"] == ("classic", "profile.yaml:5:8")
    assert found["language"] == ("de", "variants/child.yaml:3:11", "variant child")
    assert found["options.accent"] == ("#222222", "profile.yaml:18:56", "variant parent")
    assert found["options.paper"] == ("letter", "profile.yaml:18:19", "variant parent")
    assert found["options.density"] == ("tight", "profile.yaml:6:39")
    assert found["work[3].position"] == ("Clerk", "profile.yaml:10:15")
    assert not {
        name
        for name in found
        if name.startswith(("talks", "work[2]", "variants", "custom[2].entries[2]"))
    }


def test_what_is_shown_of_a_variant_builds_the_same_cv(full):
    shown = full.run_within("show", "--variant", "child")
    full.write("apart/profile.yaml", shown.out)
    day = ("--date", "2026-01-01", "--audience", "print")
    assert full.run_within("build", "--variant", "child", "-o", "one.pdf", *day).code == 0
    assert full.run_within("build", "apart", "-o", "two.pdf", *day).code == 0
    files = full.files()
    assert files["one.pdf"] == files["two.pdf"]


def test_private_values_are_shown_of_a_variant_too(full):
    run = full.run_within("show", "--variant", "child")
    assert shown(run)["basics"]["phone"]["value"] == "+49 1"
    assert "basics.phone" in run.err


def test_the_columns_of_values_and_places_are_straight_and_long_texts_cut(desk):
    desk.write("profile.yaml", f"basics: {{name: 艾达, label: {'a long text ' * 20}}}\n")
    first, second = desk.run_within("show", "--origin").out.splitlines()
    assert "…" in second
    assert len(second) < 100
    assert first.index("profile.yaml") + 2 == second.index(
        "profile.yaml"
    )  # two characters that are two columns wide


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--variant", "pdh"), "V100"),
        (("--with", "missing.yaml"), "P100"),
        (("profile.private.yaml",), "P233"),
        (("nobody.yaml",), "P100"),
    ],
)
def test_what_cannot_be_shown_is_one_line(full, arguments, code):
    run = full.run_within("show", *arguments)
    assert (run.code, run.out) == (1, "")
    assert f"error {code}" in run.err


@pytest.mark.parametrize("command", [("build",), ("variants",), ("letter", "letter.md")])
def test_files_are_laid_over_the_profile_in_every_command(full, command):
    full.write("letter.md", "---\nsubject: A post\n---\n\nPlease.\n")
    full.write("bad.yaml", "bascis: {name: Bo}\n")
    run = full.run_within(*command, "--with", "one.yaml", "--with", "bad.yaml")
    assert run.code == 1
    assert "bad.yaml:1:1: error P202" in run.err
    assert full.run_within(*command, "--with", "one.yaml").code == 0


def test_all_profiles_of_a_folder_are_built_and_the_private_file_is_refused_as_one(full):
    run = full.run_within("build", "profile.yaml", "profile.private.yaml")
    assert run.code == 1
    assert "profile.private.yaml: error P233" in run.err
    assert run.pdfs == ["output/Ada_CV.pdf"]


def test_what_show_prints_keeps_its_marks(desk):
    text = """basics: {name: Ada Zorro, phone: {value: '12345', private: true}, location: {city: X, address: {value: Y, private: true}}}
work: [{position: A, private: true}, {position: B, highlights: [one, {value: two, private: true}], summary: {en: C, de: {value: D, private: true}}}]
awards: {private: true, entries: [Prize]}
custom: [{title: T, entries: [One, {title: Two, private: true}]}]
"""
    before = load_profile(desk.write("profile.yaml", text)).tree
    after = load_profile(desk.write("other.yaml", desk.run_within("show", "profile.yaml").out)).tree
    assert (after.data, after.private) == (before.data, before.private)
    assert len(before.private) == 7


def test_who_declined_is_said_and_in_no_variant(desk):
    desk.write(
        "profile.yaml",
        "basics: {name: Ada}\nreferences:\n- {name: Bo, consent: agreed}\n"
        "- {name: Chen, consent: declined}\nvariants: {all: {}}\n",
    )
    run = desk.run_within("show")
    assert "declined, and so never printed: references[2]" in run.err
    assert [referee["name"] for referee in shown(run)["references"]] == ["Bo"]
    assert [
        referee["name"]
        for referee in shown(desk.run_within("show", "--variant", "all"))["references"]
    ] == ["Bo"]
