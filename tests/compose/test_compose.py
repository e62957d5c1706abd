"""Facts become words in one place, the same for every theme."""

import re
from datetime import date

import pytest
from markupsafe import Markup

from cvgen.compose import compose, locale
from cvgen.text.markup import strip_markup


@pytest.fixture
def document(load_text):
    """Word a profile, which must be worded without a warning."""

    def document(text, language="en"):
        document, warnings = compose(
            load_text(text), locale.find_locale(language), date(2026, 11, 20)
        )
        assert warnings == ()
        return document

    return document


@pytest.fixture
def item(document):
    """Word the only entry of a profile."""

    def item(text, language="en"):
        (section,) = document(
            "basics: {name: {en: Ada Example, zh: 艾达}, alternateNames: ['Example, Ada']}\n"
            + text,
            language,
        ).sections
        (item,) = section.items
        return item

    return item


def words(markup):
    return strip_markup(markup).replace("\N{NO-BREAK SPACE}", " ")


def test_the_version_for_the_language_is_chosen_then_english_then_the_first(item):
    text = "work: [{position: {zh: 研究员, en: Researcher}, name: {de: Institut, zh: 研究所}}]"
    assert (words(item(text).title), words(item(text).subtitle)) == ("Researcher", "Institut")
    assert words(item(text, "zh").title) == "研究员"
    assert words(item(text, "de").title) == "Researcher"


def test_text_in_another_language_says_which(item):
    assert item("work: [{position: {de: Forscher}}]").title == '<span lang="de">Forscher</span>'
    assert item("work: [{position: {en-GB: Researcher}}]").title == "Researcher"


def test_the_name_comes_in_the_documents_language_first(document):
    text = "basics: {name: {en: Ada Example, zh: 艾达}}"
    assert [words(name) for name in (document(text).name, *document(text).other_names)] == [
        "Ada Example",
        "艾达",
    ]
    assert [
        words(name) for name in (document(text, "zh").name, *document(text, "zh").other_names)
    ] == ["艾达", "Ada Example"]


def test_contacts_lead_where_they_say(document):
    text = "basics: {name: Ada, email: ada@example.org, phone: +49 (0)30 1234, url: example.org/ada/, profiles: [{network: ORCID, username: 0000-0002-1825-0097}, {network: Other, url: 'https://o.example'}]}"
    assert [
        (contact.label, words(contact.text), contact.url) for contact in document(text).contacts
    ] == [
        ("Email", "ada@example.org", "mailto:ada@example.org"),
        ("Phone", "+49 (0)30 1234", "tel:+49301234"),
        ("Web", "example.org/ada", "https://example.org/ada/"),
        ("ORCID", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("Other", "o.example", "https://o.example"),
    ]


def test_a_place_reads_from_the_street_to_the_country(document):
    text = "basics: {name: Ada, location: {address: Weg 1, postalCode: 10115, city: Berlin, region: Berlin, countryCode: de}}"
    assert words(document(text).contacts[0].text) == "Weg 1, 10115 Berlin, Berlin, Germany"
    assert words(document(text, "de").contacts[0].text).endswith("Deutschland")


@pytest.mark.parametrize(
    ("country", "place"),
    [
        ("GB", "1 Sample St, London SW1A 1AA, England, United Kingdom"),
        ("US", "1 Sample St, London, England SW1A 1AA, United States"),
        ("DE", "1 Sample St, SW1A 1AA London, England, Germany"),
    ],
)
def test_a_postal_code_stands_where_its_country_has_it(document, country, place):
    """Universal Postal Union: behind the town in Great Britain, behind the state in the USA."""
    text = f"""
basics:
  name: Ada
  location: {{address: 1 Sample St, postalCode: SW1A 1AA, city: London, region: England, countryCode: {country}}}
"""
    assert words(document(text).contacts[0].text) == place


def test_an_unknown_country_prints_as_it_was_written(document):
    assert (
        words(document("basics: {name: Ada, location: {countryCode: XX}}").contacts[0].text) == "XX"
    )


def test_the_first_field_that_is_full_is_the_title(item):
    assert words(item("work: [{name: Firm, department: Sales}]").title) == "Firm"
    assert words(item("work: [{name: Firm, department: Sales}]").subtitle) == "Sales"


def test_the_address_of_an_entry_is_behind_what_it_is_the_address_of(item):
    job = item("work: [{position: Clerk, name: Firm, url: 'https://firm.example'}]")
    assert (job.title, job.subtitle) == ("Clerk", '<a href="https://firm.example">Firm</a>')
    assert (
        item("projects: [{name: Map, url: 'https://map.example'}]").title
        == '<a href="https://map.example">Map</a>'
    )


def test_an_address_without_anything_to_stand_behind_is_printed(item):
    (link,) = item("work: [{url: 'https://firm.example/', highlights: [x]}]").links
    assert (link.label, link.url) == ("firm.example", "https://firm.example/")


def test_what_starts_and_is_not_said_to_end_goes_on(item):
    assert words(item("work: [{position: Clerk, startDate: 2020}]").period) == "2020 – present"
    assert (
        words(item("work: [{position: Clerk, startDate: 2020, endDate: present}]").period)
        == "2020 – present"
    )
    assert words(item("work: [{position: Clerk, endDate: 2021-05}]").period) == "May 2021"


def test_a_grade_has_its_scale_and_its_rank(item):
    scores = "education: [{area: Physics, score: [{name: GPA, value: 3.80, scale: 4, rank: 2 of 120}, 92]}]"
    (detail,) = item(scores).details
    assert (detail.label, words(detail.text)) == ("", "GPA 3.80/4, rank 2 of 120, 92")
    (detail,) = item("education: [{area: Physics, score: 1.0}]").details
    assert (detail.label, words(detail.text)) == ("Score", "1.0")


def test_facts_have_their_name_in_front_in_one_or_more(item):
    one = item("education: [{area: Physics, supervisors: [Bo]}]").details[0]
    two = item(
        "education: [{area: Physics, supervisors: [Bo, {name: Cy, role: Dean, affiliation: There}]}]"
    ).details[0]
    assert [(one.label, words(one.text)), (two.label, words(two.text))] == [
        ("Supervisor", "Bo"),
        ("Supervisors", "Bo and Cy (Dean, There)"),
    ]


def test_a_person_with_several_ways_to_be_reached_keeps_them_all(item):
    text = str(
        item(
            "education: [{area: Physics, supervisors: [{name: Bo, url: 'https://bo.example', email: bo@example.org}]}]"
        )
        .details[0]
        .text
    )
    assert 'href="https://bo.example"' in text
    assert 'href="mailto:bo@example.org"' in text


def test_text_of_several_paragraphs_stays_in_several(item):
    assert [words(part.text) for part in item('statement: [{text: "One.\\n\\nTwo."}]').text] == [
        "One.",
        "Two.",
    ]


@pytest.mark.parametrize(
    "own", ["Ada Example", "ada example", "Example, Ada", "A. Example", "艾达", "Ada  Example*"]
)
def test_ones_own_name_is_set_apart_whatever_its_spelling(item, own):
    people = item(
        f"publications: [{{name: Paper, authors: [Bo Sample, '{own}', Ada Sample, E. Ample]}}]"
    ).people
    (strong,) = re.findall(r'<strong class="own-name">(.*?)</strong>', people)
    assert words(Markup(strong)) == " ".join(own.strip("*").split())


def test_marks_stand_behind_the_authors_and_are_explained(document):
    text = "basics: {name: Ada}\npublications:\n- {name: One, authors: ['Ada*', 'Bo *', 'Cy*#']}\n- {name: Two, authors: [{name: Di, marks: ‡}, 'Ada, *']}"
    (section,) = document(text).sections
    assert [words(item.people) for item in section.items] == ["Ada*, Bo*, Cy*#", "Di‡, Ada*"]
    assert section.legend == (
        ("*", "Equal contribution"),
        ("#", "Corresponding author"),
    )


def test_only_marks_that_are_used_are_explained(document):
    (section,) = document(
        "basics: {name: Ada}\npublications: [{name: One, authors: [Ada, Bo]}]"
    ).sections
    assert section.legend == ()


def test_a_venue_has_volume_issue_number_and_pages(item):
    paper = item(
        "publications: [{name: One, publisher: '*Nature*', volume: 12, issue: 3, number: 023300, pages: 101--118}]"
    )
    assert words(paper.subtitle) == "Nature 12(3), 023300, 101–118"


@pytest.mark.parametrize(
    ("status", "subtitle", "status_text"),
    [
        ("published", "Nature", ""),
        ("in-press", "Nature", "in press"),
        ("accepted", "Nature", "accepted"),
        ("submitted", "", "submitted to Nature"),
        ("under-review", "", "under review at Nature"),
        ("in-preparation", "", "in preparation for Nature"),
    ],
)
def test_a_work_that_is_not_out_cannot_be_taken_for_one_that_is(
    item, status, subtitle, status_text
):
    paper = item(
        f"publications: [{{name: One, publisher: Nature, releaseDate: 2026, status: {status}}}]"
    )
    assert (words(paper.subtitle), words(paper.status)) == (subtitle, status_text)


def test_the_title_leads_to_the_doi_and_a_page_beside_it_stays_a_link(item):
    both = item(
        "publications: [{name: One, doi: 10.5555/x, url: 'https://www.journal.example/one'}]"
    )
    assert both.title == '<a href="https://doi.org/10.5555/x">One</a>'
    assert [(link.label, link.url) for link in both.links] == [
        ("journal.example", "https://www.journal.example/one"),
        ("doi:10.5555/x", "https://doi.org/10.5555/x"),
    ]


def test_a_paper_leads_to_its_doi_and_arxiv_pages(item):
    links = item(
        "publications: [{name: One, doi: 'https://doi.org/10.5555/x', arxiv: 'https://arxiv.org/abs/2406.06562v2', links: {code: 'https://c.example'}}]"
    ).links
    assert [(link.label, link.url) for link in links] == [
        ("code", "https://c.example"),
        ("doi:10.5555/x", "https://doi.org/10.5555/x"),
        ("arXiv:2406.06562v2", "https://arxiv.org/abs/2406.06562v2"),
    ]


def test_headings_are_the_profiles_or_the_languages(document):
    text = "basics: {name: Ada}\nheadings: {work: {en: Jobs, zh: 工作}}\nwork: [{position: Clerk}]\nawards: [{title: Prize}]\ncustom: [{title: Own, entries: [{title: x}]}]"
    assert [words(section.title) for section in document(text).sections] == [
        "Jobs",
        "Awards and honours",
        "Own",
    ]
    assert [words(section.title) for section in document(text, "zh").sections] == [
        "工作",
        "获奖与荣誉",
        "Own",
    ]


def test_plain_text_stands_for_an_entrys_first_field(document):
    text = "basics: {name: Ada}\nstatement: I think.\ninterests: [Chess]\nawards: [Prize]\nskills: [Python]"
    sections = document(text).sections
    assert [
        words(item.title) or words(item.text[0].text)
        for section in sections
        for item in section.items
    ] == [
        "I think.",
        "Chess",
        "Prize",
        "Python",
    ]


def list_nested(points):
    listed = []
    for point in points:
        listed.append(words(point.text))
        if point.points:
            listed.append(list_nested(point.points))
    return listed


@pytest.mark.parametrize(
    "highlights",
    [
        "- Led\n  - [{text: taught, tags: [phd]}, [wrote]]\n  - Went",
        "- Led\n    - taught\n      - wrote\n  - Went",
        '- "Led\\n  - taught\\n    - wrote"\n  - Went',
        "- |\n    - Led\n      - taught\n        - wrote\n    - Went",
    ],
)
def test_points_below_points_keep_their_levels_however_they_are_written(item, highlights):
    """Lists in lists, RenderCV's way, and Markdown in a text."""
    found = item(f"work:\n- position: Clerk\n  highlights:\n  {highlights}")
    assert list_nested(found.points) == ["Led", ["taught", ["wrote"]], "Went"]


def test_a_list_in_news_stands_below_its_line(item):
    found = item('news: [{text: "Two things:\\n- one\\n- two", date: 2020}]')
    assert words(found.title) == "Two things:"
    assert list_nested(found.text[0].points) == ["one", "two"]
    found = item('news: [{text: "- one\\n- two", date: 2020}]')
    assert not found.title
    assert list_nested(found.text[0].points) == ["one", "two"]


def test_a_bullet_that_a_point_was_written_with_is_not_printed_twice(item):
    written = "['- one', '• two', '1. Platz', '-5 degrees']"
    found = item(f"work:\n- position: Clerk\n  highlights: {written}")
    assert list_nested(found.points) == ["one", "two", "1. Platz", "-5 degrees"]


def test_a_list_in_a_text_stands_between_its_paragraphs(item):
    text = 'work: [{position: Clerk, summary: "Before\\n\\n- one\\n- two\\n\\nAfter"}]'
    before, points, after = item(text).text
    assert (words(before.text), words(after.text)) == ("Before", "After")
    assert list_nested(points.points) == ["one", "two"]


def test_a_dash_that_a_text_is_wrapped_at_stays_one(item):
    found = item("work:\n- position: Clerk\n  name: Company\n    - a branch\n")
    assert words(found.subtitle) == "Company - a branch"


def test_what_cannot_be_worded_is_told_where_it_stands(load_text):
    text = "basics: {name: Ada}\nwork:\n- position: Clerk\n  name: see [this](ftp://example.org)\n"
    _, (finding,) = compose(load_text(text), locale.find_locale("en"), date(2026, 11, 20))
    assert (finding.code, finding.severity, finding.place.line, finding.place.column) == (
        "W301",
        "warning",
        4,
        9,
    )


@pytest.mark.parametrize(
    ("courses", "supervisors", "printed"),
    [
        ("[量子力学, 统计物理]", "[王范例, 李样本]", ["量子力学、统计物理", "王范例、李样本"]),
        (
            "[Algebra, Analysis]",
            "[Bo Sample, Cy Sample]",
            ["Algebra, Analysis", "Bo Sample, Cy Sample"],
        ),
    ],
)
def test_chinese_parts_its_lists_as_chinese_does_and_latin_ones_as_latin_does(
    item, courses, supervisors, printed
):
    text = f"education: [{{area: 物理, courses: {courses}, supervisors: {supervisors}}}]\n"
    details = {detail.text.striptags() for detail in item(text, "zh").details}
    assert details == set(printed)


def test_an_entry_prints_its_dates_as_people_wrote_them_and_no_more_precisely(document):
    """The day is 20 November 2026."""
    (section,) = document(
        "basics: {name: Ada}\n"
        "work:\n"
        "  - {position: A, startDate: July 2022, endDate: 09/2023}\n"
        "  - {position: B, startDate: Sept. 2023, endDate: Current}\n"
        "  - {position: C, startDate: Fall 2022, endDate: expected May 2027}\n"
        "  - {position: D, date: 2020-21}\n"
        "  - {position: E, startDate: 2033-10}\n"
        "  - {position: F, date: 2033-10}\n"
    ).sections
    assert [words(item.period) for item in section.items] == [
        "Jul 2022 – Sep 2023",
        "Sep 2023 – present",
        "Fall 2022 – May 2027 (expected)",
        "2020–2021",
        "from Oct 2033",
        "Oct 2033",
    ]


def test_what_goes_on_before_it_has_begun_is_reported_with_its_place(load_text):
    profile = load_text(
        "basics: {name: Ada}\nwork:\n  - {name: X, position: Reader, startDate: 2033, endDate: now}"
    )
    document, (warning,) = compose(profile, locale.find_locale("en"), date(2026, 11, 20))
    assert words(document.sections[0].items[0].period) == "from 2033"
    assert (warning.code, warning.place.line) == ("W312", 3)


def test_a_number_is_dialled_and_an_address_opened_while_both_print_as_they_were_typed(document):
    page = document(
        "basics:\n"
        "  name: Ada\n"
        "  email: ada@bücher.example\n"
        "  phone: +44 (0)20 7946-0123 ext. 45\n"
        "  url: https://bücher.example/straße\n"
        "  profiles: [{network: ORCID, username: 000000021694233X},\n"
        "             {network: GitHub, username: 'https://github.com/ada'}]\n"
        "references: [{name: Bo, url: bücher.example, phone: 0049 30 1234-5, email: bo@bücher.example}]\n"
        "talks: [{name: A talk, links: {slides: 'https://bücher.example/ü'}}]"
    )
    contacts = [(words(contact.text), contact.url) for contact in page.contacts]
    assert contacts == [
        ("ada@bücher.example", "mailto:ada@xn--bcher-kva.example"),
        ("+44 (0)20 7946-0123 ext. 45", "tel:+442079460123;ext=45"),
        ("bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("000000021694233X", "https://orcid.org/0000-0002-1694-233X"),
        ("https://github.com/ada", "https://github.com/ada"),
    ]
    referee, talk = (section.items[0] for section in page.sections)
    assert 'href="https://xn--bcher-kva.example"' in referee.title
    assert 'href="tel:+493012345">0049 30 1234-5<' in referee.details[1].text
    assert 'href="mailto:bo@xn--bcher-kva.example">bo@bücher.example<' in referee.details[0].text
    assert talk.links[0].url == "https://xn--bcher-kva.example/%C3%BC"


def test_what_is_no_number_prints_without_a_link(load_text):
    profile = load_text("basics: {name: Ada, phone: on request}")
    page, _ = compose(profile, locale.find_locale("en"), date(2026, 11, 20))
    assert [(words(contact.text), contact.url) for contact in page.contacts] == [("on request", "")]
