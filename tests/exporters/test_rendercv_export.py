"""RenderCV's file has its types of entry, no text that it would take for code, and comes back whole."""

import re

import pytest
import yaml
from exported import HERE, export_path, export_profile, take_text
from markupsafe import Markup
from shipped import EXAMPLES, example

from cvgen.build import load_profile
from cvgen.importers.convert import convert_sources
from cvgen.plan.composition import compose_plan
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.text.runs import read_text

# The keys that a type of entry must have (RenderCV 2.8, schema/models/cv/entries).
NEEDED = [
    {"institution", "area"}, {"company", "position"}, {"title", "authors"}, {"label", "details"}, {"bullet"}, {"name"},
]  # fmt: skip
CODE = """
basics: {name: Ada, label: "C# and #hash <label>", url: "https://example.org/a#b", phone: '030 5550199'}
statement: ["= No heading", "- no point", "5 \\\\* 3 \\\\* 2 of [this](https://example.org/x#y)"]
publications: [{name: Work, authors: [Ada*, Bo*], releaseDate: 2020}]
"""


def read_cv(exported):
    return yaml.safe_load(take_text(exported))["cv"]


def list_words(profile):
    """List what a profile prints, part by part; what stands behind a comma may be told apart."""
    document = compose_plan(resolve(profile, Request(), HERE)).document
    parts = [contact.text for contact in document.contacts if contact.kind != "pronouns"]
    for section in document.sections:
        for item in section.items:
            parts += [item.title, *item.subtitle.split(", "), item.place, item.period, item.people]
            parts += [*item.notes, *item.body_texts, *(detail.text for detail in item.details)]
    return [squeeze(read_text(Markup(part))) for part in parts]


def squeeze(text):
    return "".join(text.translate(str.maketrans("“”’‘\u2019", "\"\"'''")).split())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_entry_of_a_section_has_the_keys_of_one_type(name):
    for entries in read_cv(export_path(example(name), ["rendercv"]))["sections"].values():
        if isinstance(entries[0], str):
            assert {type(entry) for entry in entries} == {str}
        else:
            assert any(all(keys <= set(entry) for entry in entries) for keys in NEEDED)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_imported_again_says_the_same(name, tmp_path):
    profile = load_profile(example(name))
    (tmp_path / "cv.yaml").write_text(take_text(export_profile(profile, ["rendercv"])), "utf-8")
    for file, data in convert_sources([tmp_path / "cv.yaml"]).files.items():
        (tmp_path / file).write_bytes(data)
    said = "".join(list_words(load_profile(tmp_path / "profile.yaml")))
    assert [word for word in list_words(profile) if word not in said] == []


def test_no_text_is_taken_for_code(load_text):
    exported = export_profile(load_text(CODE), ["rendercv"])
    text = take_text(exported)
    assert re.findall(r"#[A-Za-z]|<[A-Za-z]|^\W*[=-] \w", text.partition("headline")[2]) == []
    cv = read_cv(exported)
    assert cv["website"] == "https://example.org/a"
    assert cv["sections"]["Publications"][0]["authors"] == ["**Ada**∗", "Bo∗"]
    assert "5 ∗ 3 ∗ 2 of [this](https://example.org/x)" in cv["sections"]["Statement"]
    lost = [finding.message for finding in exported.findings]
    assert len([message for message in lost if "'#'" in message or "telephone" in message]) == 2


def test_what_others_would_read_as_a_number_or_a_truth_stays_text(load_text):
    text = "basics: {name: Ada}\nskills: [{name: Yes, keywords: [1.0]}, {name: '2024', keywords: [no]}]"
    cv = read_cv(export_profile(load_text(text), ["rendercv"]))
    assert cv["sections"]["Skills"] == [
        {"label": "Yes", "details": "1.0"},
        {"label": "2024", "details": "no"},
    ]


def test_an_account_is_named_only_where_it_leads_to_the_same_page(load_text):
    text = "basics: {name: Ada, profiles: [{network: GitHub, username: ada}, {network: GitLab, username: ada, url: 'https://git.example.org/ada'}]}"
    cv = read_cv(export_profile(load_text(text), ["rendercv"]))
    assert cv["social_networks"] == [{"network": "GitHub", "username": "ada"}]
    assert [link["url"] for link in cv["custom_connections"]] == ["https://git.example.org/ada"]


def test_a_work_that_is_set_as_a_citation_keeps_its_parts_apart(load_text):
    pytest.importorskip("citeproc")
    text = "basics: {name: Ada Example}\npublicationLists: [{style: apa}]\npublications:\n- {name: On *stars*, authors: [Ada Example, Bo Sample], publisher: Journal, releaseDate: 2020, type: article-journal}"
    (work,) = read_cv(export_profile(load_text(text), ["rendercv"]))["sections"]["Publications"]
    assert (work["title"], work["authors"]) == ("On stars", ["**Ada Example**", "Bo Sample"])
    assert (work["journal"], work["date"]) == ("Journal", "2020")


def test_authors_are_whole_names_and_all_of_them_whatever_the_page_prints(load_text):
    text = """
basics: {name: Ada Example}
publicationLists: [{authors: 2}]
publications:
- {name: One, authors: ["Roe, Bea", "Ada Example", "Sample, B.", "Martin Luther King, Jr."]}
- {name: Two, editors: [Ada Example, Bo Sample]}
- {name: Three, authors: [Ada Example, u. a.]}
"""
    exported = export_profile(load_text(text), ["rendercv"])
    works = read_cv(exported)["sections"]["Publications"]
    assert [work["authors"] for work in works] == [
        ["Roe, Bea", "**Ada Example**", "Sample, B.", "Martin Luther King, Jr."],
        ["**Ada Example**", "Bo Sample"],
        ["**Ada Example**", "et al."],
    ]
    assert "edited" in "".join(finding.message for finding in exported.findings)
