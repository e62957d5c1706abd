"""What is private, or not for an audience, is in no byte of the file; everything else stays."""

import io
import json
import zlib

import pytest
import yaml
from jsonschema import Draft202012Validator
from printed import Printed
from pypdf import PdfReader

from cvgen.errors import ProfileError, RenderError, VariantError
from cvgen.profile.schema import build_profile_schema
from cvgen.profile.select import select_variant

PROFILE = """
facts: true
basics:
  name: Ada Example
  label: {value: Alchemist, private: true}
  email: ada@public.example
  phone: {value: +49 30 5550199, private: true}
  birthDate: 1990-05-17
  nationality: Atlantean
  location: {address: 7 Hidden Lane, postalCode: '98765', city: Berlin, countryCode: DE}
  summary: {en: Works openly., de: {value: Arbeitet heimlich., private: true}}
  profiles:
  - {network: GitHub, username: adapublic}
  - {network: Secretnet, username: adasecret, private: true}
work:
- position: Clerk
  name: Open Ltd
  highlights:
  - Filed the openpoint
  - {value: Filed the hiddenpoint, private: true}
  - {text: Filed the hushedpoint, tags: [office], private: true}
  - [Below the hushedpoint a deepsecret]
  - Filed in rooms
  - [An openroom, {value: A closedroom, private: true}]
- {position: Spy, name: Closed Ltd, url: 'https://closed.example', private: true}
awards:
  private: true
  entries:
  - {title: Quietprize, date: 2020}
custom:
- {title: Openness, entries: [Openthing, {title: Closedthing, private: true}]}
- {title: Secrecy, entries: [Darkthing], private: true}
references:
- {name: Prof. Speakswell, email: speaks@well.example, phone: '+49 30 5550111'}
"""
HIDDEN = (
    "Alchemist", "5550199", "Secretnet", "adasecret", "heimlich", "hiddenpoint", "hushedpoint", "deepsecret", "closedroom", "Spy", "Closed Ltd", "closed.example",
    "Quietprize", "Closedthing", "Secrecy", "Darkthing",
)  # fmt: skip
OPEN = (
    "Ada Example",
    "ada@public.example",
    "Berlin",
    "adapublic",
    "Clerk",
    "Open Ltd",
    "openpoint",
    "openroom",
    "Openness",
    "Openthing",
)


def unpack_bytes(data):
    """Give all bytes of a file, with every stream of it unpacked."""
    reader = PdfReader(io.BytesIO(data))
    streams = []
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        value = reader.get_object(number)
        if hasattr(value, "get_data"):
            try:
                streams.append(value.get_data())
            except (zlib.error, NotImplementedError):
                streams.append(value._data)
    return data + b"".join(streams)


def is_in(word, page, data):
    forms = [word.encode(), word.encode("utf-16-be"), word.replace(" ", "").encode()]
    return word.replace(" ", "") in page.content.replace(" ", "") or any(
        form in data for form in forms
    )


@pytest.mark.parametrize("options", [{}, {"audience": "public"}], ids=str)
def test_what_is_private_is_in_no_byte_of_the_file(print_text, options):
    built = print_text(PROFILE, **options)
    page, data = Printed.of(built), unpack_bytes(built.pdf.data)
    assert [word for word in HIDDEN if is_in(word, page, data)] == []
    assert [word for word in OPEN if not is_in(word, page, data)] == []


@pytest.mark.parametrize("audience", ["portal", "email", "print"])
def test_who_is_trusted_sees_what_is_private(print_text, audience):
    page = Printed.of(print_text(PROFILE, audience=audience))
    assert [
        word
        for word in (*HIDDEN, *OPEN)
        if word != "heimlich"
        and word.replace(" ", "") not in page.content.replace(" ", "") + "".join(page.links)
    ] == []


@pytest.mark.parametrize(
    ("audience", "hidden", "shown"),
    [
        (
            "public",
            ["5550199", "Hidden Lane", "98765", "May 1990", "Atlantean", "Speakswell", "5550111"],
            ["Berlin", "ada@public.example"],
        ),
        (
            "portal",
            ["Hidden Lane", "May 1990"],
            ["5550199", "98765", "Atlantean", "Speakswell", "5550111"],
        ),
        (
            "email",
            ["May 1990", "5550111"],
            ["5550199", "Hidden Lane", "Atlantean", "Speakswell", "speaks@well.example"],
        ),
        (
            "print",
            [],
            ["5550199", "Hidden Lane", "98765", "May 1990", "Atlantean", "Speakswell", "5550111"],
        ),
    ],
)
def test_an_audience_decides_on_contacts_birth_and_referees(print_text, audience, hidden, shown):
    built = print_text(PROFILE, audience=audience)
    page, data = Printed.of(built), unpack_bytes(built.pdf.data)
    assert [word for word in hidden if is_in(word, page, data)] == []
    assert [
        word for word in shown if word.replace(" ", "") not in page.content.replace(" ", "")
    ] == []


def test_what_is_redacted_is_reported_with_its_name(print_text):
    (note,) = print_text(
        "basics: {name: Ada, phone: {value: '1234567', private: true}}\nreferences: {private: true, entries: [Bo]}"
    ).notes
    assert "basics.phone, references" in note.message
    assert note.severity == "note"


def test_a_profile_without_secrets_is_not_changed(load_text):
    profile = load_text(
        "basics: {name: Ada, phone: {value: '1234567', private: false}}\nwork: [{position: Clerk, private: false}]"
    )
    assert select_variant(profile) == profile
    assert profile.basics.phone[0].phone == "1234567"


def test_the_audience_of_the_variant_wins_over_the_profiles_and_the_calls_over_both(load_text):
    profile = load_text(
        "basics: {name: Ada, phone: {value: '1234567', private: true}}\naudience: print\nvariants: {web: {audience: public}}"
    )
    assert select_variant(profile).basics.phone[0].phone == "1234567"
    assert select_variant(profile, "web").basics.phone == ()
    assert select_variant(profile, "web", "print").basics.phone[0].phone == "1234567"
    assert select_variant(profile, None, "public").basics.phone == ()


def test_tags_and_limits_choose_among_what_is_left(load_text):
    text = "basics: {name: Ada}\nawards: [{title: One, private: true}, {title: Two}, {title: Three}]\nvariants: {first: {limits: {awards: 1}}}"
    (section,) = select_variant(load_text(text), "first").sections
    assert [entry.title for entry in section.entries] == ["Two"]


def test_what_is_short_is_redacted_with_what_is_long(load_text):
    text = "basics: {name: Ada}\ntext: short\nwork: [{position: Clerk, summary: {value: Secret, private: true}, short: {position: Cl.}}]"
    (section,) = select_variant(load_text(text)).sections
    assert (section.entries[0].position, section.entries[0].summary) == ("Cl.", None)


def test_a_finding_stands_where_it_is_written_though_it_is_marked(load_text):
    with pytest.raises(ProfileError) as caught:
        load_text(
            "basics:\n  name: Ada\n  email:\n    value: nonsense\n    private: true\nwork:\n  private: true\n  entries:\n  - {position: A, start: 1}\n"
        )
    assert [(finding.code, finding.place.line) for finding in caught.value.diagnostics] == [
        ("P206", 4),
        ("P202", 9),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("basics:\n  name: Ada\n  phone: {value: '1', private: maybe}", 3),
        ("basics:\n  name: Ada\n  private: true", 3),
        ("basics: {name: Ada}\nwork:\n- {position: A, private: yes}", 3),
    ],
)
def test_a_mark_that_says_nothing_is_an_error_with_its_place(load_text, text, line):
    with pytest.raises(ProfileError) as caught:
        load_text(text)
    assert [(finding.code, finding.place.line) for finding in caught.value.diagnostics] == [
        ("P213", line)
    ]


def test_an_unknown_audience_is_reported_with_its_place_and_those_that_there_are(load_text):
    profile = load_text("basics: {name: Ada}\nvariants:\n  web: {audience: pubic}")
    with pytest.raises(
        VariantError,
        match=r"profile.yaml:3:19: error V105: there is no audience 'pubic' \(did you mean 'public'",
    ):
        select_variant(profile, "web")
    with pytest.raises(
        VariantError,
        match=r"^error V105: there is no audience 'boss' \(known: email, portal, print, public",
    ):
        select_variant(profile, None, "boss")


def test_a_cv_cannot_be_without_a_name(load_text):
    with pytest.raises(VariantError, match=r"profile.yaml:1:24: error V106: .*anonymous: true"):
        select_variant(load_text("basics: {name: {value: Ada, private: true}}"))


def test_editors_accept_the_marks():
    assert (
        list(
            Draft202012Validator(build_profile_schema()).iter_errors(
                json.loads(json.dumps(yaml.safe_load(PROFILE), default=str))
            )
        )
        == []
    )


def test_a_private_note_is_found_again_behind_those_of_the_file(load_text, tmp_path):
    (tmp_path / "papers.bib").write_text(
        "@article{a, title={Open}, author={Ada}, year=2020, note={Of the file}}"
    )
    text = "basics: {name: Ada}\nbibliography: papers.bib\npublications: [{key: a, notes: [Mine, {value: Secret, private: true}]}]"
    assert select_variant(load_text(text)).sections[0].entries[0].notes == ("Of the file", "Mine")


def test_what_chooses_entries_is_not_redacted(load_text, tmp_path):
    (tmp_path / "profile.private.yaml").write_text(
        "work: [{id: a, tags: [internal], priority: 3, summary: Secret}]"
    )
    profile = load_text(
        "basics: {name: Ada}\nwork: [{id: a, position: Inside}, {position: Open, tags: [open]}]\nvariants: {web: {tags: [open]}}"
    )
    assert [entry.position for entry in select_variant(profile, "web").sections[0].entries] == [
        "Open"
    ]
    assert (
        select_variant(profile).sections[0].entries[0].priority,
        select_variant(profile).sections[0].entries[0].summary,
    ) == (3, None)


def test_private_words_do_not_come_back_with_the_short_ones(load_text):
    text = """basics:
  name: Ada
  email: {value: a@b.example, private: true}
  summary: {value: Secret, private: true}
  short: {label: {value: Secret, private: true}, summary: Short secret}
text: short
work: [{position: A, summary: {value: Secret, private: true}, short: {position: {value: P, private: true}}}]
"""
    profile = select_variant(load_text(text))
    assert (profile.basics.email, profile.basics.summary, profile.basics.label) == (
        (),
        None,
        None,
    )
    assert (profile.sections[0].entries if profile.sections else ()) == () or profile.sections[
        0
    ].entries[0].summary is None


def test_an_audience_is_held_in_short_words_too(load_text):
    text = "basics: {name: Ada, phone: '1111111', location: {address: Long, city: C}, short: {phone: '2222222', location: {address: Short, city: C}}}\ntext: short"
    basics = select_variant(load_text(text), None, "public").basics
    assert (basics.phone, basics.location[0].address, basics.location[0].city) == ((), None, "C")


@pytest.mark.parametrize("short", ["S. Ltd", "{en: S. Ltd}", "null"])
def test_short_words_go_with_a_language_that_is_private(load_text, short):
    name = "{en: {value: Secret Ltd, private: true}, de: Geheim GmbH}"
    work = f"{{position: Clerk, name: {name}, short: {{name: {short}}}}}"
    profile = load_text(
        f"basics: {{name: Ada}}\nwork: [{work}]\nvariants: {{brief: {{text: short}}}}"
    )
    assert select_variant(profile).sections[0].entries[0].name == {"de": "Geheim GmbH"}
    assert select_variant(profile, "brief").sections[0].entries[0].name is None


def test_the_title_of_a_section_cannot_be_redacted_alone(load_text):
    with pytest.raises(
        VariantError, match=r"profile.yaml:2:\d+: error V106: custom.1.title .*whole section"
    ):
        select_variant(
            load_text(
                "basics: {name: Ada}\ncustom: [{title: {value: Secret, private: true}, entries: [A]}]"
            )
        )


def test_no_audience_is_not_everybody(load_text):
    with pytest.raises(VariantError, match="V105"):
        select_variant(load_text("basics: {name: Ada}"), None, "")


def test_what_is_redacted_and_written_again_elsewhere_is_a_leak(print_text):
    with pytest.raises(
        RenderError,
        match=r"X101: basics.phone, which is kept back, '\+49 30 5550199' is in the text of page 1: .*call 0305550199",
    ):
        print_text(
            "basics: {name: Ada, phone: {value: +49 30 5550199, private: true}, summary: For more call 0305550199.}"
        )


def test_what_the_reader_may_see_elsewhere_is_no_leak(print_text):
    text = "basics: {name: Ada, url: 'https://one.example'}\nwork: [{position: Clerk, url: {value: 'https://one.example', private: true}}]"
    assert print_text(text).warnings == ()
