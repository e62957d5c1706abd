"""The schema by which editors check says the same as cvgen itself."""

import copy

import pytest
import yaml
from editor_yaml import read_as_editors
from jsonschema import Draft202012Validator
from shipped import EXAMPLES, ROOT, example

from cvgen.errors import ProfileError
from cvgen.profile.kinds import KINDS
from cvgen.profile.schema import build_profile_schema

ADA = read_as_editors(example("ada-example").read_text("utf-8"))
RESUME = ROOT / "tests" / "pages" / "resume.json"


@pytest.fixture(scope="module")
def complaints():
    validator = Draft202012Validator(build_profile_schema())

    def complaints(data):
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]

    return complaints


def test_the_schema_is_one_of_the_draft_that_it_names():
    assert build_profile_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(build_profile_schema())


@pytest.mark.parametrize(
    "path", [*map(example, EXAMPLES), RESUME], ids=lambda path: path.parent.name
)
def test_an_editor_that_reads_numbers_as_numbers_has_no_complaint(complaints, path):
    data = read_as_editors(path.read_text("utf-8"))
    assert complaints(data) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_key_of_an_entry_is_refused_by_both(complaints, load_text, kind):
    first = (KINDS[kind].slots.title or KINDS[kind].slots.subtitle)[0]
    assert complaints({"basics": {"name": "Ada"}, kind: [{first: "A", "sumary": "B"}]})
    with pytest.raises(ProfileError, match=r"P202: 'sumary' .*'summary'"):
        load_text(f"basics: {{name: Ada}}\n{kind}:\n- {{{first}: A, sumary: B}}")


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("basics", "nmae"), "Ada"),
        (("basics", "profiles", 0, "user"), "ada"),
        (("educaton",), []),
        (("publications", 0, "status"), "maybe"),
        (("publications", 0, "type"), "paper"),
        (("awards",), "one"),
        (("variants", "phd", "sections", 0), 7),
        (("work", 0, "highlights"), "one"),
        (("work", 0, "startDate"), ["2020"]),
        (("region",), "america"),
        (("variants", "phd", "region"), ["us"]),
    ],
    ids=str,
)
def test_a_mistake_is_refused(complaints, path, wrong):
    data = copy.deepcopy(ADA)
    owner = data
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = wrong
    assert complaints(data)


NAMES = [
    "Ada Example",
    {"given": "Ada", "family": "Example", "non-dropping-particle": "van"},
    {"en": {"given": "Ada", "family": "Example"}, "zh": "艾达"},
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_or_parts_or_either_per_language(complaints, load_text, name):
    data = {"basics": {"name": name}}
    assert complaints(data) == []
    load_text(yaml.safe_dump(data, allow_unicode=True))


@pytest.mark.parametrize("name", [{"gven": "Ada"}, {"given": "Ada", "famly": "Example"}, [], {}])
def test_a_name_of_unknown_parts_is_refused_by_both(complaints, load_text, name):
    data = {"basics": {"name": name}}
    assert complaints(data)
    with pytest.raises(ProfileError):
        load_text(yaml.safe_dump(data, allow_unicode=True))


def test_a_profile_needs_a_name(complaints):
    assert complaints({})
    assert complaints({"basics": {}})
    assert complaints({"basics": {"name": "Ada"}}) == []


@pytest.mark.parametrize("region", ["us", "UK"])
def test_a_region_is_a_code_of_two_letters(complaints, region):
    assert (
        complaints(
            {
                "basics": {"name": "Ada"},
                "region": region,
                "variants": {"abroad": {"region": region}},
            }
        )
        == []
    )
