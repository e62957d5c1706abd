"""The profiles that themes are proved with are made from the model, and so have what is added to it."""

import json

import pytest
from shipped import example

from cvgen.build import load_profile
from cvgen.checks import theme_samples
from cvgen.profile.kinds import KINDS

# What chooses, stands in the place of something else, or has another form.
NOT_FILLED = {
    "date",
    "releaseDate",
    "key",
    "tags",
    "id",
    "priority",
    "short",
    "pageBreakBefore",
    "keepTogether",
    "consent",
    "askedFor",
    "terms",
    "evidence",
    "module",
    "logo",
    "metrics",
    "percentage",
}


@pytest.fixture
def loaded(tmp_path):
    def loaded(data):
        (tmp_path / "photo.jpg").write_bytes(
            example("ada-example").with_name("photo.jpg").read_bytes()
        )
        (tmp_path / "profile.yaml").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return load_profile(tmp_path / "profile.yaml")

    return loaded


def test_every_field_of_every_kind_is_filled(loaded):
    profile = loaded(theme_samples.make_full_profile("photo.jpg"))
    first = {}
    for section in profile.sections:
        first.setdefault(section.kind, section.entries[0])
    assert set(first) == {*KINDS, "custom"}
    empty = {
        f"{name} of {kind}"
        for kind, entry in first.items()
        for name in type(entry).model_fields
        if not getattr(entry, name)
    }
    assert empty == {
        f"{name} of {kind}"
        for kind in first
        for name in NOT_FILLED
        if name in type(first[kind]).model_fields
    } | {"marks of publications"}
    assert profile.picture


def test_every_word_stands_in_one_place_only():
    data = theme_samples.make_full_profile("photo.jpg")
    del data["publicationLists"]  # which asks for a word by name
    words = [word for word in texts(data) if word.startswith("w1")]
    assert len(words) > 150
    assert len(words) == len(set(words))


def texts(data):
    if isinstance(data, dict):
        return [
            text
            for key, value in data.items()
            for text in (*([key] if key.startswith("w1") else []), *texts(value))
        ]
    return (
        [text for item in data for text in texts(item)] if isinstance(data, list) else [str(data)]
    )


def test_a_profile_with_hardly_anything_is_one(loaded):
    empty, firsts, *others = [loaded(data) for data in theme_samples.make_bare_profiles()]
    assert empty.sections == ()
    assert len(firsts.sections) == len(KINDS)
    said = [
        len(section.entries[0].model_fields_set)
        for profile in (firsts, *others)
        for section in profile.sections
    ]
    assert max(said) == 2


def test_the_profile_of_long_words_loads(loaded):
    assert loaded(theme_samples.make_long_profile()).warnings == ()
