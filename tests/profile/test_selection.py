"""A variant shows what it names, in its order; what it does not say, the profile says."""

import pytest

from cvgen.errors import ProfileError, VariantError
from cvgen.profile.origin import extract_variant_data
from cvgen.profile.points import iterate_points
from cvgen.profile.select import select_variant

PROFILE = """
basics: {name: Ada}
theme: classic
language: en
options: {accent: '#111111', density: tight}
headings: {work: Jobs, awards: Prizes}
education:
- {area: Physics}
publications:
- {name: Both, tags: [selected, physics]}
- {name: Untagged}
- {name: Physics, tags: [physics]}
- {name: Other, tags: [other]}
work:
- {position: Clerk}
awards:
- {title: Prize}
custom:
- {title: Schools, entries: [{title: School}]}
- {title: Hobbies, entries: [{title: Hobby}]}
variants:
"""


@pytest.fixture
def select_text(load_text):
    """Select the one variant that a text describes."""

    def select_text(variant):
        return select_variant(load_text(f"{PROFILE}  brief: {{{variant}}}"), "brief")

    return select_text


def list_kinds(profile):
    return [section.kind for section in profile.sections]


def list_papers(profile):
    return [
        entry.name
        for section in profile.sections
        if section.kind == "publications"
        for entry in section.entries
    ]


def test_without_a_variant_all_is_there(load_text):
    profile = load_text(PROFILE)
    assert select_variant(profile) == profile
    assert list_kinds(profile) == [
        "education",
        "publications",
        "work",
        "awards",
        "custom",
        "custom",
    ]


def test_sections_stand_in_the_variants_order_and_no_others(select_text):
    assert list_kinds(select_text("sections: [work, education]")) == ["work", "education"]


def test_custom_means_all_sections_of_ones_own(select_text):
    assert [section.title for section in select_text("sections: [custom]").sections] == [
        "Schools",
        "Hobbies",
    ]


def test_a_section_that_the_profile_does_not_have_is_left_out(select_text):
    assert list_kinds(select_text("sections: [talks, work]")) == ["work"]


def test_tags_keep_what_has_one_of_them_and_what_has_none(select_text):
    assert list_papers(select_text("tags: [selected]")) == ["Both", "Untagged"]
    assert list_papers(select_text("tags: [physics, other]")) == [
        "Both",
        "Untagged",
        "Physics",
        "Other",
    ]


def test_limits_count_what_the_tags_left(select_text):
    assert list_papers(select_text("tags: [physics], limits: {publications: 2}")) == [
        "Both",
        "Untagged",
    ]


def test_a_section_without_entries_is_gone(select_text):
    assert "work" not in list_kinds(select_text("limits: {work: 0}"))


def test_settings_of_the_variant_win_one_by_one(select_text):
    settings = select_text(
        "language: zh, options: {density: airy}, headings: {work: Posts}"
    ).settings
    assert (settings.language, settings.theme) == ("zh", "classic")
    assert settings.options == {"accent": "#111111", "density": "airy"}
    assert settings.headings == {"work": "Posts", "awards": "Prizes"}


def test_the_profile_itself_is_left_as_it_is(load_text):
    profile = load_text(PROFILE + "  short: {sections: [work]}")
    select_variant(profile, "short")
    assert len(profile.sections) == 6


def test_an_unknown_variant_is_refused_with_the_nearest_name(load_text):
    with pytest.raises(
        VariantError, match=r"profile.yaml:\d+:\d+: error V100: .*'shrt' .*did you mean 'short'"
    ):
        select_variant(load_text(PROFILE + "  short: {sections: [work]}"), "shrt")


def test_a_profile_without_variants_says_so(load_text):
    with pytest.raises(VariantError, match=r"V100.*'variants:'"):
        select_variant(load_text("basics: {name: Ada}"), "phd")


def test_a_tag_that_no_entry_has_is_refused_where_it_stands(load_text):
    profile = load_text(PROFILE + "  short:\n    tags: [selected, phyics]\n")
    with pytest.raises(VariantError) as caught:
        select_variant(profile, "short")
    (finding,) = caught.value.diagnostics
    lines = (PROFILE + "  short:\n    tags: [selected, phyics]").splitlines()
    assert (finding.code, finding.place.line, finding.hint) == (
        "V101",
        len(lines),
        "did you mean 'physics'?",
    )
    assert lines[-1][finding.place.column - 1 :].startswith("phyics")


def test_an_unknown_section_is_refused_when_the_profile_is_read(load_text):
    with pytest.raises(ProfileError, match=r"P202: 'educaton' .*did you mean 'education'"):
        load_text(PROFILE + "  short: {sections: [educaton]}")


def test_what_a_variant_leaves_out_is_not_in_the_file(print_text):
    data = print_text(PROFILE + "  short: {sections: [work]}", variant="short").pdf.data
    import io

    import pypdf

    pages = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert "Clerk" in pages
    assert "Untagged" not in pages


def test_tags_can_be_kept_out(select_text):
    assert list_papers(select_text("withoutTags: [physics]")) == ["Untagged", "Other"]
    assert list_papers(select_text("tags: [physics, selected], withoutTags: [selected]")) == [
        "Untagged",
        "Physics",
    ]


FAMILY = """  parent: {sections: [publications, work], tags: [selected], options: {accent: '#222222', margin: 25mm}, limits: {work: 1}, theme: modern}
  child: {extends: parent, options: {margin: 15mm}, sections: [work, publications]}
"""


def test_a_variant_says_only_what_differs_from_the_one_it_extends(load_text):
    child = select_variant(load_text(PROFILE + FAMILY), "child")
    assert (list_kinds(child), list_papers(child)) == (
        ["work", "publications"],
        ["Both", "Untagged"],
    )
    assert child.settings.theme == "modern"
    assert child.settings.options == {"accent": "#222222", "margin": "15mm", "density": "tight"}


@pytest.mark.parametrize(
    ("variants", "name", "code", "words"),
    [
        ("  a: {extends: b}\n  b: {extends: a}\n", "a", "V104", "a → b → a"),
        ("  a: {extends: a}\n", "a", "V104", "a → a"),
        ("  phd: {tags: [selected]}\n  b: {extends: pdh}\n", "b", "V100", "did you mean 'phd'?"),
        ("  a: {withoutTags: [phisics]}\n", "a", "V101", "did you mean 'physics'?"),
        ("  a: {tags: [sel]}\n  b: {extends: a}\n", "b", "V101", "'sel'"),
    ],
)
def test_what_is_wrong_with_a_variant_is_reported_where_it_stands(
    load_text, variants, name, code, words
):
    with pytest.raises(VariantError) as caught:
        select_variant(load_text(PROFILE + variants), name)
    (finding,) = caught.value.diagnostics
    assert finding.code == code
    assert words in f"{finding.message} {finding.hint}"
    assert finding.place.line > PROFILE.count("\n")


TAGGED = """basics: {name: Ada, summary: Long, short: {summary: Brief}}
work:
- {position: Clerk, highlights: [Always, {text: Teaches, tags: [phd]}, {text: {en: Sells, de: Verkauft}, tags: [industry]}], short: {position: Cl.}}
awards:
- {title: Old, date: 2001}
- {title: New, date: 2020}
- {title: Undated}
- {title: Recent, date: 2019}
publications: [{name: Chosen, tags: [best]}, {name: Plain}, {name: Other, tags: [phd]}]
variants:
  brief: {%s}
"""


def select_entries(load_text, variant):
    return {
        section.kind: section.entries
        for section in select_variant(load_text(TAGGED % variant), "brief").sections
    }


def test_points_are_chosen_by_their_tags_too(load_text):
    def list_points(variant):
        return [point.text for point in select_entries(load_text, variant)["work"][0].highlights]

    assert list_points("tags: [phd]") == ["Always", "Teaches"]
    assert list_points("withoutTags: [phd]") == ["Always", {"en": "Sells", "de": "Verkauft"}]


def test_a_point_goes_with_the_list_below_it(load_text):
    text = "basics: {name: Ada}\nwork:\n- position: Clerk\n  highlights:\n  - {text: Taught, tags: [phd]}\n  - [Logic, {text: Sums, tags: [industry]}]\n  - Sold\n  - [{text: Bread, tags: [phd]}]\nvariants: {a: {tags: [phd]}, b: {withoutTags: [phd]}}"
    profile = load_text(text)

    def list_points(variant):
        (work,) = select_variant(profile, variant).sections[0].entries
        return [point.text for point in iterate_points(work.highlights)]

    assert list_points("a") == ["Taught", "Logic", "Sold", "Bread"]
    assert list_points("b") == ["Sold"]
    assert extract_variant_data(profile, "a")["work"][0]["highlights"] == [
        {"text": "Taught", "tags": ["phd"]},
        ["Logic"],
        "Sold",
        [{"text": "Bread", "tags": ["phd"]}],
    ]


def test_a_limit_can_keep_the_newest_in_their_order(load_text):
    assert [
        award.title for award in select_entries(load_text, "limits: {awards: 2 newest}")["awards"]
    ] == [
        "New",
        "Recent",
    ]
    assert [
        award.title for award in select_entries(load_text, "limits: {awards: 2}")["awards"]
    ] == [
        "Old",
        "New",
    ]


def test_only_leaves_nothing_untagged(load_text):
    assert [
        paper.name
        for paper in select_entries(load_text, "only: {publications: best}")["publications"]
    ] == ["Chosen"]
    assert [
        paper.name
        for paper in select_entries(load_text, "only: {publications: [best, phd]}")["publications"]
    ] == ["Chosen", "Other"]


def test_sections_can_be_kept_out(load_text):
    assert [*select_entries(load_text, "withoutSections: [awards]")] == ["work", "publications"]


def test_short_takes_the_words_that_are_given_for_it_and_leaves_the_rest(load_text):
    short = select_variant(load_text(TAGGED % "text: short"), "brief")
    (work,) = short.sections[0].entries
    assert (work.position, work.highlights[0].text, short.basics.summary) == (
        "Cl.",
        "Always",
        "Brief",
    )
    assert (
        select_variant(load_text(TAGGED % "text: long"), "brief").sections[0].entries[0].position
        == "Clerk"
    )


def test_the_paper_of_a_variant_wins_over_the_profiles(load_text):
    assert (
        select_variant(
            load_text("paper: A4\n" + TAGGED % "paper: Letter"), "brief"
        ).settings.options["paper"]
        == "Letter"
    )
    assert (
        select_variant(load_text("paper: A4\n" + TAGGED % "tags: [phd]"), "brief").settings.options[
            "paper"
        ]
        == "A4"
    )


@pytest.mark.parametrize(
    ("variant", "code", "word"),
    [
        ("only: {awards: bets}", "V101", "best"),
        ("only: {award: best}", "P202", "awards"),
        ("limits: {awards: 2 oldest}", "P213", "5 newest"),
        ("text: tiny", "P212", "short"),
    ],
)
def test_what_cannot_be_chosen_is_reported(load_text, variant, code, word):
    with pytest.raises((VariantError, ProfileError)) as caught:
        select_entries(load_text, variant)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.place.line) == (code, TAGGED.count("\n"))
    assert word in finding.message + finding.hint


def test_a_mistake_in_the_short_words_is_reported_where_it_stands(load_text):
    with pytest.raises(
        ProfileError,
        match=r"profile.yaml:3:31: error P202: 'postion' is not a key here \(did you mean 'position'",
    ):
        load_text("basics: {name: Ada}\nwork:\n- {position: Clerk, short: {  postion: C}}")


def test_short_can_leave_words_out(load_text):
    text = "basics: {name: Ada}\ntext: short\nwork: [{position: Clerk, summary: Long, short: {summary: null}}]"
    assert select_variant(load_text(text)).sections[0].entries[0].summary is None


REFEREES = """
basics: {name: Ada}
education: [{area: Physics}]
references:
- {name: Agreed, consent: agreed, tags: [a]}
- {name: Declined, consent: declined, tags: [a], short: {reference: Brief}}
- {name: Declined too, short: {consent: declined}}
- {name: Asked, consent: asked}
- {name: Kept back, private: true}
variants:
  none: {}
  tagged: {tags: [a]}
  brief: {text: short}
  first: {limits: {references: 2}}
"""


@pytest.mark.parametrize("variant", [None, "none", "tagged", "brief", "first"])
@pytest.mark.parametrize("audience", [None, "print"])
def test_a_referee_who_declined_is_in_no_selection(load_text, variant, audience):
    selected = select_variant(load_text(REFEREES), variant, audience)
    names = [entry.name for section in selected.sections[1:] for entry in section.entries]
    assert names[0] == "Agreed"
    assert not [name for name in names if "Declined" in name]
    assert ("Kept back" in names) == (audience == "print" and variant != "first")


def test_where_all_referees_declined_there_is_no_heading(load_text):
    text = "basics: {name: Ada}\nreferences: [{name: Bo, consent: declined}]\nawards: [Prize]"
    assert list_kinds(select_variant(load_text(text))) == ["awards"]
