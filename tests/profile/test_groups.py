"""Entries stand in groups inside any section, and a kind has as many sections as it is given titles."""

import pytest
from exported import export_profile, take_text

from cvgen.errors import VariantError
from cvgen.profile.origin import extract_variant_data
from cvgen.profile.select import select_variant

PROFILE = """
basics: {name: Ada Example}
talks:
  groups:
  - {title: Invited talks, entries: [{name: Lenses, date: 2019}, {name: Mirrors, date: 2020, tags: [m]}]}
  - {title: {en: Contributed, de: Beigetragen}, entries: [Glass]}
awards:
  groups: [{title: Abroad, entries: [{title: Medal}]}]
skills:
  entries: [{name: Optics, keywords: [lasers]}]
  groups: [{title: Machines, entries: [{name: Lathe, keywords: [brass]}]}]
interests:
  groups: [{title: Indoors, entries: [Chess, Chairs]}]
statement:
  groups: [{title: Of old, entries: [{text: Once upon a time}]}]
custom:
- {title: Public lectures, kind: talks, entries: [{name: Seeing, event: A school}]}
- {title: Odds, groups: [{title: Ends, entries: [Kites]}]}
variants:
"""


def test_formats_of_text_have_the_titles_too(load_text):
    text = take_text(export_profile(load_text(PROFILE + "  a: {}"), ["md"], language="de"))
    lines = [line for line in text.splitlines() if line.startswith("##")]
    assert lines[:5] == [
        "## Vorträge",
        "### Invited talks",
        "#### Lenses",
        "#### Mirrors",
        "### Beigetragen",
    ]


def list_titles(data):
    return [group["title"] for group in data["groups"]]


def test_a_variant_keeps_of_groups_what_it_keeps_of_entries(load_text):
    text = (
        PROFILE
        + "  a: {withoutTags: [m], limits: {interests: 1}}\n  b: {sections: [custom, talks]}"
    )
    data = extract_variant_data(load_text(text), "a")
    assert data["talks"]["groups"][0] == {
        "title": "Invited talks",
        "entries": [{"name": "Lenses", "date": "2019"}],
    }
    assert data["interests"]["groups"] == [{"title": "Indoors", "entries": ["Chess"]}]
    assert [section["title"] for section in data["custom"]] == ["Public lectures", "Odds"]
    sections = select_variant(load_text(text), "b").sections
    assert [str(section.title or section.kind) for section in sections] == [
        "Odds",
        "talks",
        "talks",
        "Public lectures",
    ]


def test_a_private_group_is_kept_back_and_its_title_alone_cannot_be(load_text):
    text = PROFILE.replace("{title: Invited talks,", "{private: true, title: Invited talks,")
    sections = select_variant(load_text(text + "  a: {}")).sections
    groups = [section.group for section in sections if section.kind == "talks"]
    assert groups == [{"en": "Contributed", "de": "Beigetragen"}, None]
    marked = PROFILE.replace("title: Invited talks", "title: {value: Invited, private: true}")
    with pytest.raises(VariantError) as caught:
        select_variant(load_text(marked + "  a: {}"))
    assert caught.value.diagnostics[0].code == "V106"
