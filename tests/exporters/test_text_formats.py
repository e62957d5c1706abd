"""Markdown means what the profile means, and plain text keeps to the width of a mail."""

import json
from unicodedata import east_asian_width

import pytest
from exported import export_profile, take_text
from markdown_it import MarkdownIt

TYPED = [
    "# no heading",
    "- no point",
    "1. no number",
    "2024) is no number either",
    "> no quote",
    "<b>no tag</b> & no &amp; entity &#65;",
    "a_b_c and _d_ and __init__.py",
    "5 \\* 3 \\* 2 = 30",
    "\\[no\\](link)",
    "~~no stroke~~ and ~ 5",
    "===",
    "---",
    "a \\` tick",
    "C:\\\\temp",
]
MARKS = {
    "**bold** and *italic* `co_de`": "<strong>bold</strong> and <em>italic</em> <code>co_de</code>",
    "an $x$-axis, $n$th": "an <em>x</em>-axis, <em>n</em>th",
    "中**文**，*c***d**": "中<strong>文</strong>，<em>c</em><strong>d</strong>",
    "[a *b*](https://e.org/x_(y))": '<a href="https://e.org/x_(y)">a <em>b</em></a>',
    "H~2~O, 10^5^": "H<sub>2</sub>O, 10<sup>5</sup>",
}
NESTED = """
basics: {name: Ada}
work:
- position: Clerk
  highlights: [One, [Two, [Three, Four]], Five]
"""


def render(text):
    return MarkdownIt("commonmark").render(text)


def export_points(load_text, name, points):
    profile = load_text(f"basics: {{name: Ada}}\nnews: {json.dumps(points, ensure_ascii=False)}")
    return take_text(export_profile(profile, [name]))


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_no_mark_in_a_profile_is_none_in_markdown(load_text, typed):
    html = render(export_points(load_text, "md", [typed]))
    said = typed.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\")
    escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<li>{escaped}</li>" in html


@pytest.mark.parametrize("typed", MARKS)
def test_a_mark_of_a_profile_is_one_in_markdown(load_text, typed):
    assert f"<li>{MARKS[typed]}</li>" in render(export_points(load_text, "md", [typed]))


def test_points_below_points_are_lists_in_lists(load_text):
    profile = load_text(NESTED)
    html = render(take_text(export_profile(profile, ["md"])))
    assert "".join(html.split()).endswith(
        "<ul><li>One<ul><li>Two<ul><li>Three</li><li>Four</li></ul></li></ul></li><li>Five</li></ul>"
    )
    text = take_text(export_profile(profile, ["txt"]))
    assert text.endswith("- One\n  - Two\n    - Three\n    - Four\n- Five\n")


@pytest.mark.parametrize("word", ["compress", "压缩，", "ñandú"])
def test_no_line_of_plain_text_is_wider_than_a_mail(load_text, word):
    """Ideographs are two columns wide, and no line begins with the mark that ends a clause."""
    lines = export_points(load_text, "txt", [f"{word} " * 60, word * 60]).splitlines()
    if word.isascii() or word == "ñandú":
        lines.remove("- " + word * 60)
    widths = [sum(2 if east_asian_width(one) in "WF" else 1 for one in line) for line in lines]
    assert 70 < max(widths) <= 78
    assert [line for line in lines if line.strip().startswith("，")] == []


def test_plain_text_has_the_punctuation_of_a_mail_and_keeps_letters(load_text):
    text = export_points(load_text, "txt", ["“Łódź” – ‘x’… 2019–2021 — Ω"])
    assert text.endswith("- \"Łódź\" - 'x'... 2019-2021 -- Ω\n")


def test_an_address_stands_behind_what_leads_there_unless_it_is_said(load_text):
    text = export_points(
        load_text, "txt", ["[ada](https://e.org/ada), [e.org/ada](https://e.org/ada/)"]
    )
    assert text.endswith("- ada <https://e.org/ada>, e.org/ada\n")


def test_a_form_gets_one_line_for_each_field(load_text):
    profile = load_text(
        "basics: {name: Ada Example, location: {city: Berlin, countryCode: DE}}\n"
        "education: [{studyType: MSc, institution: Uni, startDate: 2020-10, highlights: [One., Two]}]"
    )
    exported = export_profile(profile, ["txt"])
    fields = exported.exports[0].companions[".fields.txt"].decode()
    assert fields == (
        "Name: Ada Example\nGiven name: Ada\nFamily name: Example\nCity: Berlin\nCountry: Germany\n\n"
        "[Education 1]\nStudy type: MSc\nInstitution: Uni\nStart date: 2020-10\nPoints: One. Two\n"
    )
