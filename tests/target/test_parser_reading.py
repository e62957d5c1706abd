"""What a résumé parser reads in PDFs from anywhere: by lines, marked titles, and patterns."""

import pytest
from parser_texts import facts, text

from cvgen.target.parser.dates import find_period
from cvgen.target.parser.resume import read_resume
from cvgen.target.parser.words import find_kind, load_all_titles

HEAD = [
    text(50, 50, "Mia Madeup", size=22),
    text(50, 70, "mia@made-up.example"),
    text(200, 70, "+44 20 7946 0999"),
    text(350, 70, "0000-0002-1825-0097"),
]
SKILLS = [text(50, 200, "Skills", bold=True), text(50, 214, "Lua")]


def read(texts, order="content"):
    return read_resume(facts(texts), load_all_titles(), order)


def titles(resume):
    return [section.title for section in resume.sections]


def first_entry(*lines):
    """Read the first entry of a section."""
    (section, *_) = read([*HEAD, text(50, 90, "EXPERIENCE", bold=True), *lines]).sections
    entry = section.entries[0]
    return entry.title, entry.organisation, entry.dates


# --- the person -----------------------------------------------------------------------------------


def test_a_name_is_no_running_head_where_the_next_page_says_it_smaller_at_the_same_height():
    pages = [*HEAD, *SKILLS], [text(50, 50, "Mia Madeup", size=10), text(50, 64, "More of it.")]
    resume = read_resume(facts(*pages), load_all_titles(), "content")
    assert resume.person.name == "Mia Madeup"


def test_the_largest_words_above_the_first_section_are_the_name():
    person = read([text(50, 30, "Curriculum vitae", size=24), *HEAD, *SKILLS]).person
    assert (person.name, person.email) == ("Mia Madeup", "mia@made-up.example")


def test_a_name_in_two_weights_is_one_name():
    name = [text(50, 50, "Mia", size=22), text(95, 50, "Madeup", size=22, bold=True)]
    assert read([*name, text(50, 70, "m@x.example"), *SKILLS]).person.name == "Mia Madeup"


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("Tel. 030 123456-78", "030 123456-78"),
        ("0000-0002-1825-0097", ""),
        ("2019 – 2023", ""),
        ("github.com/mia/12345678", ""),
        ("room 12", ""),
        ("accuracy 1234567.5", ""),
        ("03/2019 – 01/2021", ""),
    ],
)
def test_a_phone_number_is_neither_an_identifier_nor_years(words, phone):
    assert read([text(50, 50, "Mia", size=22), text(50, 70, words), *SKILLS]).person.phone == phone


def test_links_are_those_near_the_name():
    head = [text(50, 50, "Mia", size=22), text(50, 70, "mia@made-up.example | github.com/mia")]
    body = [*SKILLS, text(50, 228, "https://made-up.example/lua")]
    assert read([*head, *body]).person.links == ("github.com/mia",)


# --- sections -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("distance", "found"), [(0, []), (3.9, []), (4.1, ["Skills"])])
def test_a_title_within_four_points_of_other_words_is_no_title(distance, found):
    beside = text(150, 200 + distance, "Lua")
    assert titles(read([*HEAD, text(50, 200, "Skills", bold=True), beside])) == found


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        (text(50, 200, "Skills"), []),
        (text(50, 200, "SKILLS"), ["SKILLS"]),
        (text(50, 200, "Skills", size=12), ["Skills"]),
        (text(50, 200, "Juggling", bold=True), []),
        (text(50, 200, "BERUFSERFAHRUNG"), ["BERUFSERFAHRUNG"]),
        (text(50, 200, "获奖与荣誉", bold=True), ["获奖与荣誉"]),
    ],
)
def test_a_title_is_known_and_marked_by_type(heading, found):
    body = [text(50, 230 + 12 * line, "Words that fill the page") for line in range(5)]
    assert titles(read([*HEAD, heading, *body])) == found


def test_an_unknown_title_that_looks_like_the_others_is_one_without_a_kind():
    headings = ["Education", "Skills", "Juggling"]
    texts = [*HEAD]
    for number, heading in enumerate(headings):
        top = 100 + 50 * number
        texts += [text(50, top, heading, size=13), text(50, top + 15, "Words of the body")]
    sections = read(texts).sections
    assert [(section.title, section.kind) for section in sections][1:] == [
        ("Skills", "skills"),
        ("Juggling", ""),
    ]


def test_an_unknown_title_in_the_margin_is_one_where_titles_stand_there():
    texts = [*HEAD]
    for number, heading in enumerate(["Education", "Skills", "Juggling"]):
        top = 100 + 50 * number
        texts += [text(50, top, heading, bold=True), text(160, top + 6, "Clerk", bold=True)]
        texts += [text(160, top + 18, "Words of the body"), text(160, top + 30, "And more")]
    assert titles(read(texts)) == ["Education", "Skills", "Juggling"]


def test_a_title_that_is_said_again_at_the_head_of_the_next_page_is_in_no_section():
    pages = [[*HEAD, *SKILLS], [text(50, 40, "Skills", size=8), text(50, 100, "Haskell")]]
    (skills,) = read_resume(facts(*pages), load_all_titles()).sections
    assert [line.text for line in skills.lines] == ["Lua", "Haskell"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Selected Publications", "publications"),
        ("Honors & Awards", "awards"),
        ("Awards and juggling", ""),
        ("Relevant Professional Experience:", "work"),
    ],
)
def test_a_title_is_known_with_what_changes_nothing_and_joined_with_another(title, kind):
    assert find_kind(title, load_all_titles()) == kind


def test_running_feet_are_in_no_section():
    pages = [
        [*HEAD, *SKILLS, text(250, 820, "Mia Madeup · 1/2")],
        [text(50, 60, "Haskell"), text(250, 820, "Mia Madeup · 2/2")],
    ]
    (skills,) = read_resume(facts(*pages), load_all_titles()).sections
    assert [line.text for line in skills.lines] == ["Lua", "Haskell"]


# --- columns --------------------------------------------------------------------------------------

SIDE = [
    text(30, 60, "Contact", bold=True),
    text(30, 75, "mia@made-up.example"),
    text(30, 120, "Skills", bold=True),
    text(30, 135, "Lua"),
    text(30, 149, "Welding and soldering"),
]
MAIN = [
    text(220, 100, "Work Experience", bold=True),
    text(220, 120, "Engineer", bold=True),
    text(450, 120, "2019 – 2021"),
    text(220, 135, "Hypothetical Motors"),
    text(220, 149, "- drew engines that do not exist"),
]


def test_by_place_the_columns_of_a_page_are_read_one_after_the_other():
    name = [text(30, 30, "Mia Madeup", size=22)]
    mixed = sorted([*name, *SIDE, *MAIN], key=lambda each: each.baseline)
    resume = read(mixed, "position")
    assert titles(resume) == ["Contact", "Skills", "Work Experience"]
    assert [line.text for line in resume.sections[1].lines] == ["Lua", "Welding and soldering"]
    assert resume.person.name == "Mia Madeup"


def test_by_place_columns_go_on_overleaf_where_titles_stand_in_one_of_them_only():
    name = [text(30, 30, "Mia Madeup", size=22)]
    overleaf = [
        text(30, 60, "Weaving"),
        text(220, 60, "Awards", bold=True),
        text(220, 75, "Prize for nothing"),
    ]
    file = facts([*name, *SIDE, *MAIN], overleaf)
    assert titles(read_resume(file, load_all_titles(), "position"))[-1] == "Awards"


def test_by_place_a_page_has_the_columns_that_only_a_later_one_has_titles_in():
    first = [
        text(30, 30, "Mia Madeup, whose name reaches far over both", size=22),
        text(30, 60, "Awards", bold=True),
        text(30, 75, "Prize for nothing"),
        text(220, 60, "Prize for nobody"),
    ]
    resume = read_resume(facts(first, [*SIDE, *MAIN]), load_all_titles(), "position")
    assert titles(resume)[0] == "Awards"
    lines = [line.text for line in resume.sections[0].lines]
    assert lines == ["Prize for nothing", "Prize for nobody"]


def test_by_place_a_gap_with_lines_of_their_own_at_either_side_parts_columns():
    """Titles stand in the left one alone."""
    left = [text(30, 100, "Education", bold=True), text(30, 190, "Awards", bold=True)]
    left += [text(30, 115 + 13 * row, f"Left {row}") for row in range(5)]
    left += [text(30, 205 + 13 * row, f"Left {row}") for row in range(5, 10)]
    right = [text(220, 100 + 14 * row, f"Right {row}") for row in range(12)]
    mixed = sorted([*HEAD, *left, *right], key=lambda each: each.baseline)
    resume = read(mixed, "position")
    assert titles(resume) == ["Education", "Awards"]
    assert resume.sections[1].lines[-1].text == "Right 11"


def test_by_place_dates_and_titles_at_the_left_are_no_column():
    lines = []
    for number, title in enumerate(["Education", "Work Experience", "Skills"]):
        top = 100 + 100 * number
        lines.append(text(30, top, title, bold=True))
        for row in range(4):
            lines += [
                text(30, top + 20 * row + 20, "2020"),
                text(150, top + 20 * row + 20, "Words"),
            ]
            lines.append(text(150, top + 20 * row + 30, "More words"))
    resume = read([*HEAD, *lines], "position")
    assert resume.sections[0].lines[0].text == "2020  Words"


def test_by_place_the_first_words_of_the_left_column_are_taken_for_a_name_beside_it():
    side = [text(30, 30, "Email"), *SIDE]
    name = text(220, 30, "Mia Madeup", size=22)
    assert read([name, *side, *MAIN], "content").person.name == "Mia Madeup"
    assert read([name, *side, *MAIN], "position").person.name == "Email"


def test_titles_in_the_margin_of_their_sections_are_no_column():
    lines = []
    for number, title in enumerate(["Education", "Skills"]):
        top = 100 + 60 * number
        lines += [text(30, top, title, bold=True), text(220, top + 6, "Words", bold=True)]
        lines += [text(220, top + 20, "Words of the body"), text(450, top + 6, "2020")]
    lines.append(text(220, 220, "Publications", bold=True))  # the title of an entry
    assert titles(read([*HEAD, *lines], "position"))[:2] == ["Education", "Skills"]


# --- entries --------------------------------------------------------------------------------------

INTERN = ("Intern", "Sample Works", "2017 – 2018")


@pytest.mark.parametrize(
    "lines",
    [
        [
            text(50, 105, "Intern", bold=True),
            text(450, 105, "2017 – 2018"),
            text(50, 117, "Sample Works"),
        ],
        [
            text(50, 105, "2017 – 2018"),
            text(150, 105, "Intern", bold=True),
            text(150, 117, "Sample Works"),
        ],
        [
            text(50, 105, "Intern", bold=True),
            text(80, 105, ", Sample Works"),
            text(450, 105, "2017 – 2018"),
        ],
        [
            text(50, 105, "Sample Works", bold=True),
            text(450, 105, "2017 – 2018"),
            text(50, 117, "Intern"),
        ],
        [text(50, 105, "Intern | Sample Works | 2017 – 2018")],
    ],
)
def test_title_organisation_and_dates_are_found_wherever_they_stand(lines):
    assert first_entry(*lines, text(50, 129, "• made samples")) == INTERN


def test_a_school_is_the_organisation():
    lines = [text(50, 105, "University of Nowhere", bold=True), text(50, 117, "MEng, 2013 – 2017")]
    (section,) = read([*HEAD, text(50, 90, "EDUCATION"), *lines]).sections
    (entry,) = section.entries
    assert (entry.title, entry.organisation) == ("MEng", "University of Nowhere")


def test_entries_begin_at_gaps_and_at_second_dates():
    lines = []
    for number in range(3):
        top = 105 + 30 * number
        lines += [text(50, top, f"Clerk {number}"), text(450, top, f"201{number}")]
        lines += [text(50, top + 12, "Sample Works")]
    (section,) = read([*HEAD, text(50, 90, "EXPERIENCE"), *lines]).sections
    assert [entry.dates for entry in section.entries] == ["2010", "2011", "2012"]


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Sep 2021 – present", "Sep 2021 – present"),
        ("Invented Bank, June 2019 – May 2022", "June 2019 – May 2022"),
        ("seit 09/2021", "seit 09/2021"),
        ("2021年9月 – 至今", "2021年9月 – 至今"),
        ("+44 20 7946 0999", ""),
        ("60 students", ""),
    ],
)
def test_dates_are_found_in_any_language(line, dates):
    assert find_period(line) == dates
