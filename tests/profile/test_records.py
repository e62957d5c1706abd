"""A record tells all that is wrong with plain data at once, and holds what is right for good."""

import pickle
from typing import Annotated, Literal

import pytest

from cvgen.errors import ProfileError
from cvgen.profile.checkers import After, Before, Key, Range
from cvgen.profile.faults import WrongValueError, make_field_error
from cvgen.profile.record import Record


def refuse_bad(text):
    if text == "bad":
        raise make_field_error("P204", "this must be good")
    return text


class Part(Record):
    """What stands in a whole."""

    name: str
    count: Annotated[int, Range(1, 9)] | None = None


class Whole(Record):
    """A record with a field of each kind."""

    words: tuple[Annotated[str, After(refuse_bad)], ...] = ()
    parts: tuple[Part, ...] = ()
    part: Annotated[Part, Before(lambda value: value or {})] | None = None
    by_name: Annotated[dict[Annotated[str, After(refuse_bad)], Part], Key("by-name")] = {}
    size: Literal["small", "large"] = "small"
    is_round: bool = False

    def check_whole(self):
        """Refuse what is large and round."""
        if self.is_round and self.size == "large":
            raise make_field_error("P209", "large and round", key="size")


def faults(data):
    with pytest.raises(WrongValueError) as caught:
        Whole.model_validate(data)
    return [(fault.code, fault.location) for fault in caught.value.faults]


def test_all_faults_are_told_at_once_in_the_order_of_the_fields_and_unknown_keys_last():
    data = {
        "colour": "red",
        "size": "huge",
        "by-name": {"bad": {"name": "x", "count": "ten"}, "good": {}},
        "parts": [{"name": "x"}, {"name": ["y"], "count": "10", "more": "z"}, "text"],
        "words": ["bad", "good", "bad", {}],
        "is_round": "perhaps",
        "part": [],
    }
    assert faults(data) == [
        ("P204", ("words", 0)),
        ("P204", ("words", 2)),
        ("P204", ("words", 3)),
        ("P204", ("parts", 1, "name")),
        ("P213", ("parts", 1, "count")),
        ("P202", ("parts", 1, "more")),
        ("P203", ("parts", 2)),
        ("P211", ("part", "name")),
        ("P204", ("by-name", "bad")),
        ("P213", ("by-name", "bad", "count")),
        ("P211", ("by-name", "good", "name")),
        ("P212", ("size",)),
        ("P213", ("is_round",)),
        ("P202", ("colour",)),
    ]


def test_what_no_field_says_is_checked_when_all_fields_are_right():
    assert faults({"is_round": "yes", "size": "large"}) == [("P209", ())]
    assert faults({"is_round": "yes", "size": "large", "words": "x"}) == [("P203", ("words",))]


@pytest.mark.parametrize("data", [None, "text", ["a"], 3])
def test_a_record_is_made_of_keys_and_values_alone(data):
    assert faults(data) == [("P203", ())]


def test_a_field_is_known_by_its_key_and_not_by_its_name():
    assert faults({"by_name": {}}) == [("P202", ("by_name",))]


@pytest.mark.parametrize(
    ("written", "number"),
    [("3", 3), (" 3 ", 3), ("+3", 3), ("007", 7), ("3.0", 3), (3, 3)],
)
def test_text_stands_for_a_number(written, number):
    assert Part.model_validate({"name": "x", "count": written}).count == number


@pytest.mark.parametrize("written", ["3.", "3.5", "three", "", "0x3", "1e0", "3 4", "٣", [], {}])
def test_other_text_is_no_number(written):
    with pytest.raises(WrongValueError, match="whole number"):
        Part.model_validate({"name": "x", "count": written})


@pytest.mark.parametrize("written", ["true", "YES", "on", "1", True])
def test_text_stands_for_a_truth_value(written):
    assert Whole.model_validate({"is_round": written}).is_round is True
    assert Whole.model_validate({"is_round": {"1": "0", "on": "off"}.get(written, "no")}) == Whole()


def test_a_record_is_trimmed_equal_to_its_like_and_never_changed():
    part = Part.model_validate({"name": "  x \n"})
    assert part == Part(name="x", count=None) != part.model_copy(update={"count": 2})
    assert (part.model_fields_set, Part(name="x", count=None).model_fields_set) == (
        {"name"},
        {"name", "count"},
    )
    assert hash(part) == hash(Part(name="x"))
    assert pickle.loads(pickle.dumps(part)) == part  # noqa: S301 - it is our own
    with pytest.raises(AttributeError):
        part.name = "y"


def test_what_is_made_in_code_is_checked_too():
    with pytest.raises(WrongValueError):
        Part(name="x", count=10)


def test_a_name_per_language_within_one_is_refused_in_words_for_the_user(load_text):
    with pytest.raises(ProfileError, match="'en' must be text") as caught:
        load_text("basics: {name: {en: {de: Ada, fr: Ada}, zh: 艾达}}")
    assert [finding.code for finding in caught.value.diagnostics] == ["P204"]


def test_an_unknown_part_of_a_name_in_json_resume_is_a_warning(load_text):
    text = '{"basics": {"name": {"en": {"given": "Ada", "nick": "A"}}}, "work": [{"name": "X", "highlights": [["a", {"text": "b", "tag": "c"}]]}]}'
    profile = load_text(text, "resume.json")
    assert [finding.code for finding in profile.warnings] == ["P202", "P202"]
    assert profile.basics.name["en"].format_text() == "Ada"
