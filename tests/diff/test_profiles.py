"""What changed between two profiles is told in words, each change once."""

import pytest

from cvgen.diff.format import format_changes
from cvgen.diff.profiles import compare_profiles
from cvgen.profile.kinds import KINDS

BASICS = "basics: {name: Ada Example}\n"
POSTDOC = "{position: Postdoc, name: X, startDate: 2020, endDate: %s, highlights: [%s]}"
PAPER = "  - {name: %s, authors: [Ada Example, Bo Sample], publisher: Conference on Imaginary Learning, releaseDate: 2026}\n"


@pytest.fixture
def told(load_text):
    """Tell what changed between two texts of a profile."""

    def told(before, after):
        return list(
            format_changes(
                compare_profiles(
                    load_text(BASICS + before, "old.yaml"), load_text(BASICS + after, "new.yaml")
                )
            )
        )

    return told


def work(end, points="One thing"):
    return f"work:\n  - {POSTDOC % (end, points)}\n"


def papers(*names):
    return "publications:\n" + "".join(PAPER % name for name in names)


CHANGES = {
    "a field that is gone": (
        "work: [{position: Postdoc, url: https://x.org}]",
        "work: [{position: Postdoc}]",
        'work, "Postdoc": url is gone',
    ),
    "a field that is new": (
        "work: [{position: Postdoc}]",
        "work: [{position: Postdoc, name: X Lab}]",
        'work, "Postdoc": name is new: "X Lab"',
    ),
    "a date": (work(2024), work("present"), 'work, "Postdoc, X": endDate was 2024, is now present'),
    "a point more": (
        work(2024),
        work(2024, "One thing, Two"),
        'work, "Postdoc, X": highlights: added "Two"',
    ),
    "a point less": (
        work(2024, "One thing, Two"),
        work(2024),
        'work, "Postdoc, X": highlights: left out "Two"',
    ),
    "points in another order": (
        work(2024, "One, Two"),
        work(2024, "Two, One"),
        'work, "Postdoc, X": highlights: in another order',
    ),
    "a place": (
        "work: [{position: A, location: Oslo}]",
        "work: [{position: A, location: Bonn}]",
        'work, "A": location city was Oslo, is now Bonn',
    ),
    "a link": (
        "software: [{name: A, links: {code: https://a.org}}]",
        "software: [{name: A, links: {code: https://b.org}}]",
        'software, "A": links code was "https://a.org", is now "https://b.org"',
    ),
    "a score": (
        "education: [{studyType: PhD, score: {name: GPA, value: 3.80}}]",
        "education: [{studyType: PhD, score: {name: GPA, value: 3.90}}]",
        'education, "PhD": score value was 3.80, is now 3.90',
    ),
    "one language": (
        "talks: [{name: A, event: {en: Here, zh: 这里}}]",
        "talks: [{name: A, event: {en: Here, zh: 那里}}]",
        'talks, "A": event (zh) was "这里", is now "那里"',
    ),
    "a language more": (
        "talks: [{name: A, event: Here}]",
        "talks: [{name: A, event: {en: Here, zh: 这里}}]",
        'talks, "A": event (zh) is new: "这里"',
    ),
    "a title in a language more": (
        "talks: [{name: Here}]",
        "talks: [{name: {en: Here, zh: 这里}}]",
        'talks, "Here": name (zh) is new: "这里"',
    ),
    "a switch": (
        "talks: [{name: A}]",
        "talks: [{name: A, keepTogether: true}]",
        'talks, "A": keepTogether was no, is now yes',
    ),
    "an author's marks": (
        "publications: [{name: A, authors: [Ada Example, Bo Sample]}]",
        "publications: [{name: A, authors: [Ada Example, 'Bo Sample*']}]",
        'publications, "A": authors "Bo Sample" marks is new: *',
    ),
    "a theme": ("theme: classic", "theme: swiss", "settings: theme was classic, is now swiss"),
    "an option": (
        "options: {accent: red}",
        "options: {accent: blue}",
        "settings: options accent was red, is now blue",
    ),
    "a heading": ("", "headings: {work: Jobs}", "settings: headings work is new: Jobs"),
    "a variant": (
        "variants: {phd: {theme: plain}}",
        "variants: {phd: {theme: song}}",
        'variant "phd": theme was plain, is now song',
    ),
    "a variant more": ("", "variants: {phd: {theme: plain}}", 'variants: added "phd"'),
    "co-authors' pages": (
        "",
        "coauthors: {Bo: https://b.org}",
        'profile: coauthors Bo is new: "https://b.org"',
    ),
    "a mark of what is private": (
        "references: [{name: Bo, private: true}]",
        "references: [{name: Bo}]",
        'what is private: left out "references “Bo”"',
    ),
}


@pytest.mark.parametrize(("before", "after", "line"), CHANGES.values(), ids=CHANGES)
def test_one_change_is_one_line(before, after, line, told):
    assert told(before, after) == [line]
    assert len(told(after, before)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_of_any_kind_can_come_and_go(kind, told):
    field = (KINDS[kind].slots.title or KINDS[kind].slots.subtitle)[0]
    one, both = (
        f"{kind}:\n" + "".join(f"  - {{{field}: {text}}}\n" for text in texts)
        for texts in (["First"], ["First", "Another"])
    )
    assert told(one, both) == [f'{kind}: added "Another"']
    assert told(both, one) == [f'{kind}: left out "Another"']


def test_equal_profiles_have_no_difference(told):
    assert told(work(2024), work(2024)) == []


def test_an_entry_that_came_is_told_with_its_time(told):
    old = "education: [{studyType: BSc, area: Physics, institution: Example University, startDate: 2018, endDate: 2021}]"
    new = old.replace(
        "education: [",
        "education: [{studyType: PhD, area: Physics, institution: Example University, startDate: 2021, endDate: 2026}, ",
    )
    assert told(old, new) == ['education: added "PhD, Physics, Example University (2021 – 2026)"']


def test_a_degree_is_not_another_degree_at_the_same_place(told):
    old = "education: [{studyType: MSc, area: Physics, institution: Example University, startDate: 2019, endDate: 2021}]"
    new = "education: [{studyType: PhD, area: Physics, institution: Example University, startDate: 2021, endDate: 2026}]"
    assert told(old, new) == [
        'education: left out "MSc, Physics, Example University (2019 – 2021)"',
        'education: added "PhD, Physics, Example University (2021 – 2026)"',
    ]


def test_a_job_by_another_name_is_the_same_job(told):
    old = "work: [{position: Postdoc, name: Example University, startDate: 2020, endDate: 2024, summary: Folded networks.}]"
    assert told(old, old.replace("Postdoc", "Research fellow")) == [
        'work, "Postdoc, Example University": position was Postdoc, is now "Research fellow"'
    ]


def test_a_reworded_title_is_a_change_and_another_paper_is_not(told):
    old = papers("Area laws in networks", "Folding")
    assert told(old, papers("Area laws in deep networks", "Folding")) == [
        'publications, "Area laws in networks": name was "Area laws in networks", is now "Area laws in deep networks"'
    ]
    assert told(old, papers("On the motion of imaginary stars", "Folding")) == [
        'publications: left out "Area laws in networks (2026)"',
        'publications: added "On the motion of imaginary stars (2026)"',
    ]


@pytest.mark.parametrize("mark", ["id: folding", "doi: 10.5555/folding", "arxiv: 2613.00001"])
def test_what_names_an_entry_outweighs_its_title(mark, told):
    old, new = (
        f"publications: [{{name: {name}, {mark}}}]" for name in ("Stars", "Folding networks")
    )
    assert told(old, new) == ['publications, "Stars": name was Stars, is now "Folding networks"']


def test_several_that_went_are_a_list(told):
    assert told(papers("Alpha", "Beta", "Gamma", "Delta"), papers("Gamma")) == [
        "publications: 3 left out:",
        '  "Alpha (2026)"',
        '  "Beta (2026)"',
        '  "Delta (2026)"',
    ]


def test_the_fewest_entries_are_told_as_moved(told):
    assert told(
        papers("Alpha", "Beta", "Gamma", "Delta"), papers("Delta", "Alpha", "Beta", "Gamma")
    ) == ['publications, "Delta": moved from place 4 to place 1']


def test_two_entries_with_one_title_are_two(told):
    twice = "awards: [{title: Prize, date: 2020}, {title: Prize, date: 2021}]"
    assert told(twice, twice.replace("2020", "2019")) == [
        'awards, "Prize": date was 2020, is now 2019'
    ]
    assert told(twice, "awards: [{title: Prize, date: 2021}]") == [
        'awards: left out "Prize (2020)"'
    ]


def test_a_section_that_moved_stands_before_another(told):
    awards = "awards: [Prize]\n"
    assert told(work(2024) + awards, awards + work(2024)) == [
        "the order of the sections: awards now stands before work"
    ]


def test_sections_that_came_and_went_say_what_is_in_them(told):
    assert told("awards: [Prize, Medal]", "talks: [Folding]") == [
        'sections: left out "awards (2 entries): Prize; Medal"',
        'sections: added "talks (1 entry): Folding"',
    ]


def test_a_section_of_ones_own_is_known_by_its_title_or_by_what_is_in_it(told):
    old = "custom: [{title: Schools, entries: [Lisbon, Rome]}, {title: Sports, entries: [Chess]}]"
    assert told(old, old.replace("Chess", "Go")) == [
        'Sports: left out "Chess"',
        'Sports: added "Go"',
    ]
    assert told(old, old.replace("Schools", "Summer schools")) == [
        'Schools: title was Schools, is now "Summer schools"'
    ]


def test_a_long_text_shows_only_the_words_that_changed(told):
    many = " ".join(f"word{number}" for number in range(40))
    (line,) = told(
        f"statement: [{{name: A, text: {many}}}]",
        f"statement: [{{name: A, text: {many.replace('word20', 'other')}}}]",
    )
    assert (
        line
        == 'statement, "A": text: "… word16 word17 word18 word19 [-word20-] {+other+} word21 word22 word23 word24 …"'
    )


def test_a_short_version_says_only_its_own_words(told):
    old = "work: [{position: Postdoc, summary: Long and more, short: {summary: Long}}]"
    assert told(old, old.replace("position: Postdoc", "position: Postdoc, name: X")) == [
        'work, "Postdoc": name is new: X'
    ]
    assert told(old, old.replace("summary: Long}", "summary: Brief}")) == [
        'work, "Postdoc": short summary was Long, is now Brief'
    ]


def test_another_picture_by_the_old_name_is_told(load_text, tmp_path):
    from PIL import Image

    found = []
    for folder, color in (("old", "red"), ("new", "blue")):
        (tmp_path / folder).mkdir()
        Image.new("RGB", (300, 300), color).save(tmp_path / folder / "photo.png")
        found.append(load_text("basics: {name: Ada, image: photo.png}", f"{folder}/profile.yaml"))
    assert list(format_changes(compare_profiles(*found))) == [
        'pictures: "photo.png" was "one picture", is now "another one"'
    ]
