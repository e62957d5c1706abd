"""What a résumé parser loses of a document is reported, each fact once, with why."""

import pytest
from markupsafe import Markup
from msgspec.structs import replace
from parser_texts import facts, text

from cvgen.compose.locale import find_locale
from cvgen.compose.view import NOTHING, Contact, Document, Group, Item, Section
from cvgen.target.parser.compare import list_lost_facts, list_missing_facts, list_unknown_titles
from cvgen.target.parser.compare_entries import list_differing_entries
from cvgen.target.parser.resume import ORDERS, read_resume
from cvgen.target.parser.standard import use_standard_headings
from cvgen.target.parser.words import load_all_titles

ENTRY = Item(
    title=Markup("Engineer"), subtitle=Markup("Motors Ltd"), period=Markup("Mar 2019 – Jan 2021")
)
WORK = Section("work", Markup("Experience"), "entries", (Group(NOTHING, (ENTRY,)),))
DOCUMENT = Document(
    language="en",
    direction="ltr",
    title="",
    author="",
    subject="",
    keywords=(),
    date="",
    name=Markup("Mia <em>Madeup</em>"),
    contacts=(
        Contact("email", "Email", Markup("mia@made-up.example")),
        Contact("phone", "Phone", Markup("+44 20 7946 0999")),
    ),
    sections=(WORK,),
)
NAME = text(50, 50, "Mia Madeup", size=22)
EMAIL = text(50, 70, "mia@made-up.example")
PHONE = text(200, 70, "+44 20 7946 0999")
HEADING = text(50, 90, "Experience", bold=True)
BODY = [
    text(50, 110, "Engineer", bold=True),
    text(400, 110, "03/2019 – 01/2021"),
    text(50, 124, "Motors Ltd"),
]
GOOD = [NAME, EMAIL, PHONE, HEADING, *BODY]


def readings(texts):
    return {order: read_resume(facts(texts), load_all_titles(), order) for order in ORDERS}


def without(texts, *gone):
    return [each for each in texts if each not in gone]


def losses(texts, document=DOCUMENT):
    return [(each.code, each.message) for each in list_lost_facts(readings(texts), document)]


def test_nothing_is_lost_of_a_plain_page():
    assert losses(GOOD) == []
    assert list(list_differing_entries(readings(GOOD)["content"], DOCUMENT)) == []
    assert list(list_missing_facts(readings(GOOD))) == []


@pytest.mark.parametrize("extension", [" ext. 45", " x45", ", Durchwahl 45", " #45"])
def test_a_number_is_found_without_its_extension(extension):
    contact = Contact("phone", "Phone", Markup("+44 20 7946 0999" + extension))
    document = replace(DOCUMENT, contacts=(contact,))
    assert losses(GOOD, document) == []


@pytest.mark.parametrize(
    ("texts", "code", "words"),
    [
        ([text(50, 30, "A Title", size=24), *GOOD], "F161", "'A Title' is taken for it"),
        (without(GOOD, PHONE), "F162", "it is not found whole"),
        (
            [text(50, 70, "m@other.example"), *without(GOOD, EMAIL)],
            "F162",
            "'m@other.example' is taken for it",
        ),
        (
            [*without(GOOD, HEADING), replace(HEADING, baseline=110)],
            "F163",
            "its heading does not stand on a line of its own",
        ),
        (
            [NAME, EMAIL, PHONE, text(50, 90, "Experience"), *BODY],
            "F163",
            "its heading looks like the text around it",
        ),
    ],
)
def test_a_lost_fact_is_reported_with_what_happens_to_it(texts, code, words):
    ((found, message),) = losses(texts)
    assert found == code
    assert words in message


def test_a_heading_that_shares_its_line_is_reported_with_its_neighbour():
    beside = [text(200, 92, "Engineer", bold=True), *BODY[1:]]
    ((code, message),) = losses([NAME, EMAIL, PHONE, HEADING, *beside])
    assert code == "F163"
    assert "the section 'Experience' is lost: its heading shares a line with 'Engineer'" in message


def test_what_is_lost_by_place_only_says_so():
    """The name stands first in the content, and in the right column of the page."""
    side = [
        text(30, 50, "Email"),
        EMAIL,
        PHONE,
        text(30, 120, "Skills", bold=True),
        text(30, 134, "Lua, Haskell"),
    ]
    right = [
        replace(each, box=tuple(part + 300 * (i % 2 == 0) for i, part in enumerate(each.box)))
        for each in (NAME, HEADING, *BODY[::2])
    ]
    ((code, message),) = losses([right[0], *side, *right[1:]])
    assert code == "F161"
    assert message == (
        "the name 'Mia Madeup' is lost: by its place on the page, 'Email' is taken for it"
    )


def test_an_entry_that_is_read_otherwise_is_reported():
    other = [*GOOD[:4], BODY[0], text(400, 110, "2019"), BODY[2]]
    (finding,) = list_differing_entries(readings(other)["content"], DOCUMENT)
    assert finding.code == "F164"
    assert finding.message == "the entry 'Engineer' is read with '2019' for 'Mar 2019 – Jan 2021'"


def test_without_a_document_it_is_said_what_is_not_found_at_all():
    bare = readings([text(50, 50, "1234"), text(50, 70, "Words")])
    assert [each.code for each in list_missing_facts(bare)] == ["F162", "F162", "F163"]


def test_a_title_that_parsers_do_not_know_is_noted():
    texts = [
        *GOOD[:3],
        *[replace(HEADING, size=13), *BODY],
        text(50, 150, "Skills", size=13, bold=True),
        text(50, 165, "Lua"),
        text(50, 190, "Juggling", size=13, bold=True),
    ]
    (note,) = list_unknown_titles(readings(texts)["content"])
    assert (note.code, note.severity) == ("F165", "note")
    assert "'Juggling'" in note.message


def test_standard_headings_are_those_that_parsers_know_and_two_of_a_kind_keep_theirs():
    awards = replace(WORK, kind="awards", title=Markup("Laurels"))
    industry = replace(WORK, title=Markup("Industry"))
    own = replace(WORK, kind="custom", title=Markup("Juggling"))
    document = replace(DOCUMENT, sections=(WORK, industry, awards, own))
    standard = use_standard_headings(document, find_locale("en"))
    assert [str(section.title) for section in standard.sections] == [
        "Experience",
        "Industry",
        "Awards",
        "Juggling",
    ]
