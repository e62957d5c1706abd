"""A profile may stand in several files: which are read, in which order, and what is private.

A folder in `bad/` is a profile with mistakes in its files; those in its `with/` are its overrides,
in the order of their names.
"""

from pathlib import Path

import pytest
from PIL import Image
from test_bad_profiles import read_annotations

from cvgen.errors import CvgenError, Diagnostic, ProfileError
from cvgen.profile.files import PROFILE_FILE_NAMES, find_profile_in
from cvgen.profile.load import read_profile

BAD = sorted(path.parent for path in (Path(__file__).parent / "bad").glob("*/profile.yaml"))
PHONE = ("basics", "phone")


@pytest.fixture
def folder(tmp_path):
    """Write files by their names; give the folder."""

    def folder(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return folder


def collect_findings(case: Path) -> tuple[Diagnostic, ...]:
    try:
        return read_profile(
            case / "profile.yaml", tuple(sorted((case / "with").glob("*.yaml")))
        ).warnings
    except CvgenError as error:
        return error.diagnostics


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_each_mistake_is_reported_in_its_own_file(case):
    annotations = sorted(
        (str(path), *note) for path in case.rglob("*.y*ml") for note in read_annotations(path)
    )
    findings = sorted(
        collect_findings(case), key=lambda finding: (finding.place.file, finding.place.line)
    )
    assert [
        (finding.place.file, finding.place.line, finding.code, finding.severity)
        for finding in findings
    ] == [note[:4] for note in annotations], "\n".join(map(str, findings))
    for finding, note in zip(findings, annotations, strict=True):
        assert note[4] in f"{finding.message} ({finding.hint})"


LAYERS = {
    "profile.yaml": "basics: {name: profile}\nvariants: {inner: {theme: classic}}",
    "profile.private.yaml": "basics: {name: private}",
    "one.yaml": "basics: {name: one}",
    "two.yaml": "basics: {name: two}",
}


@pytest.mark.parametrize(
    ("present", "overrides", "wins"),
    [
        (("profile.yaml",), (), "profile"),
        (("profile.yaml", "profile.private.yaml"), (), "private"),
        (tuple(LAYERS), ("one.yaml",), "one"),
        (tuple(LAYERS), ("one.yaml", "two.yaml"), "two"),
        (tuple(LAYERS), ("two.yaml", "one.yaml"), "one"),
    ],
)
def test_the_profile_gives_way_to_the_private_file_and_that_to_the_files_of_the_call(
    folder, present, overrides, wins
):
    home = folder({name: LAYERS[name] for name in present})
    profile = read_profile(home / "profile.yaml", tuple(home / name for name in overrides))
    assert profile.basics.name == wins
    assert Path(profile.tree.find_place(("basics", "name")).file).stem.endswith(wins)


def test_a_file_in_variants_is_a_variant_by_its_name_and_gives_way_to_all_but_the_profile(folder):
    home = folder(
        {
            **LAYERS,
            "variants/phd.yaml": "theme: modern\nlanguage: de",
            "variants/.old.yaml": "?",
            "variants/readme.txt": "?",
        }
    )
    (home / "last.yaml").write_text("variants: {phd: {language: zh}}", "utf-8")
    variants = read_profile(home / "profile.yaml", (home / "last.yaml",)).variants
    assert list(variants) == ["inner", "phd"]
    assert (variants["phd"].theme, variants["phd"].language) == ("modern", "zh")


@pytest.mark.parametrize(
    ("profile", "private"),
    [
        ("profile.yml", "profile.private.yaml"),
        ("profile.yaml", "profile.private.yml"),
        ("cv.x.yaml", "cv.x.private.yaml"),
    ],
)
def test_the_private_file_is_found_by_the_profiles_name(folder, profile, private):
    home = folder(
        {
            profile: "basics: {name: Ada}",
            private: "basics: {phone: '1'}",
            "other.private.yaml": "basics: {phone: '2'}",
        }
    )
    assert read_profile(home / profile).basics.phone[0].phone == "1"


def test_a_json_resume_has_a_private_file_too(folder):
    home = folder(
        {
            "resume.json": '{"basics": {"name": "Ada"}}',
            "resume.private.yaml": "basics: {phone: '1'}",
        }
    )
    profile = read_profile(home / "resume.json")
    assert profile.basics.phone[0].phone == "1"
    assert profile.tree.private == {PHONE}


def test_what_stands_in_the_private_file_is_private_also_after_it_is_changed(folder):
    home = folder(
        {
            "profile.yaml": "basics: {name: Ada, phone: '0'}",
            "profile.private.yaml": "basics: {phone: '1'}",
            "one.yaml": "basics: {phone: '2'}",
        }
    )
    profile = read_profile(home / "profile.yaml", (home / "one.yaml",))
    assert (profile.basics.phone[0].phone, profile.tree.private) == ("2", {PHONE})


def test_what_is_marked_as_private_stays_so_when_another_file_gives_it_without_the_mark(folder):
    home = folder(
        {
            "profile.yaml": "basics: {name: Ada, phone: {value: '0', private: true}}",
            "one.yaml": "basics: {phone: '2'}",
        }
    )
    profile = read_profile(home / "profile.yaml", (home / "one.yaml",))
    assert (profile.basics.phone[0].phone, profile.tree.private) == ("2", {PHONE})


def test_another_file_can_mark_an_entry_as_private(folder):
    home = folder(
        {
            "profile.yaml": "basics: {name: Ada}\nwork: [{id: a, position: A}, {id: b, position: B}]",
            "one.yaml": "work: [{id: b, private: true}]",
        }
    )
    assert read_profile(home / "profile.yaml", (home / "one.yaml",)).tree.private == {("work", 1)}


def test_every_file_that_is_named_private_is(folder):
    home = folder(
        {"profile.yaml": "basics: {name: Ada}", "kyoto.private.yaml": "basics: {phone: '1'}"}
    )
    assert read_profile(home / "profile.yaml", (home / "kyoto.private.yaml",)).tree.private == {
        PHONE
    }


def test_an_override_changes_the_words_of_a_work_that_stands_in_a_bibliography_file(
    folder, tmp_path
):
    from cvgen.build import load_profile

    works = "@article{one, title={One}, author={Example, Ada}}\n@article{two, title={Two}, author={Example, Ada}}"
    home = folder(
        {
            "profile.yaml": "basics: {name: Ada}\nbibliography: papers.bib\npublications: [{key: one}]",
            "papers.bib": works,
        }
    )
    (home / "more.yaml").write_text(
        "publications: [{key: two, notes: [Oral]}, {key: one, status: accepted}]", "utf-8"
    )
    (section,) = load_profile(home / "profile.yaml", (home / "more.yaml",)).sections
    assert {work.name: (work.status, work.notes) for work in section.entries} == {
        "One": ("accepted", ()),
        "Two": (None, ("Oral",)),
    }


@pytest.mark.parametrize(
    ("name", "word"),
    [("missing.yaml", "there is no file"), ("variants", "is a folder"), ("broken.yaml", "P101")],
)
def test_an_override_that_cannot_be_read_is_reported_by_its_name(folder, name, word):
    home = folder(
        {"profile.yaml": "basics: {name: Ada}", "broken.yaml": "basics: [", "variants/phd.yaml": ""}
    )
    with pytest.raises(ProfileError, match=word) as caught:
        read_profile(home / "profile.yaml", (home / name,))
    (finding,) = caught.value.diagnostics
    assert finding.place.file == str(home / name)
    assert "cvgen new" not in finding.hint


def test_all_files_that_cannot_be_read_are_reported_at_once(folder):
    home = folder(
        {
            "profile.yaml": "basics: [",
            "profile.private.yaml": "basics: {",
            "variants/phd.yaml": "a: 1\na: 2",
        }
    )
    with pytest.raises(ProfileError) as caught:
        read_profile(home / "profile.yaml", (home / "missing.yaml",))
    assert [
        (Path(finding.place.file).name, finding.code) for finding in caught.value.diagnostics
    ] == [
        ("missing.yaml", "P100"),
        ("profile.private.yaml", "P101"),
        ("profile.yaml", "P101"),
        ("phd.yaml", "P103"),
    ]


def test_a_private_file_that_is_a_link_to_nothing_is_reported(folder):
    home = folder({"profile.yaml": "basics: {name: Ada}"})
    try:
        (home / "profile.private.yaml").symlink_to(home / "vault" / "profile.private.yaml")
    except OSError:
        pytest.skip("links need a right that this machine does not give")
    with pytest.raises(ProfileError, match=r"profile\.private\.yaml: error P100"):
        read_profile(home / "profile.yaml")


def test_an_include_of_an_override_reaches_its_own_folder_and_a_photo_lies_beside_the_profile(
    folder,
):
    home = folder(
        {
            "profile.yaml": "basics: {name: Ada}",
            "kyoto/with.yaml": "basics: {image: ada.png}\nwork: !include work.yaml",
            "kyoto/work.yaml": "- Clerk",
        }
    )
    Image.new("L", (9, 9)).save(home / "ada.png")
    profile = read_profile(home / "profile.yaml", (home / "kyoto" / "with.yaml",))
    assert (profile.picture, profile.sections[0].entries[0].position) == (home / "ada.png", "Clerk")
    (home / "kyoto" / "with.yaml").write_text("work: !include ../profile.yaml", "utf-8")
    with pytest.raises(ProfileError, match=r"with\.yaml:1:7: error P106"):
        read_profile(home / "profile.yaml", (home / "kyoto" / "with.yaml",))


def test_an_empty_file_of_a_variant_is_a_variant_that_changes_nothing(folder):
    home = folder(
        {
            "profile.yaml": "basics: {name: Ada}\nvariants: {short: {theme: modern}}",
            "variants/phd.yaml": "# nothing yet",
        }
    )
    profile = read_profile(home / "profile.yaml")
    assert list(profile.variants) == ["short", "phd"]
    assert profile.warnings == ()


@pytest.mark.parametrize("count", range(len(PROFILE_FILE_NAMES)))
def test_the_first_file_with_a_name_of_a_profile_is_found(folder, count):
    names = PROFILE_FILE_NAMES[count:]
    home = folder(dict.fromkeys(reversed(names), ""))
    assert find_profile_in(home) == home / names[0]


def test_a_folder_without_a_profile_gives_the_name_that_it_should_have(folder):
    home = folder({"profile.yaml/cv.yaml": ""})
    assert find_profile_in(home) == home / "profile.yaml"


def test_warnings_of_all_files_are_kept(folder):
    home = folder(
        {
            "profile.yaml": "basics:\n  name: Ada #1",
            "profile.private.yaml": "basics:\n  phone: 12345 #2",
            "one.yaml": "basics:\n  label: One #3",
        }
    )
    home.joinpath("variants").mkdir()
    (home / "variants" / "phd.yaml").write_text("theme: modern #4", "utf-8")
    warnings = read_profile(home / "profile.yaml", (home / "one.yaml",)).warnings
    assert {Path(finding.place.file).name for finding in warnings} == {
        "profile.yaml",
        "profile.private.yaml",
        "one.yaml",
        "phd.yaml",
    }
    assert {finding.code for finding in warnings} == {"P110"}
