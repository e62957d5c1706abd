"""What is pasted is plain, fits or says by how much it does not, and says no more than its reader may know."""

import re
from datetime import date

import pytest

from cvgen.application.context import load_context
from cvgen.application.load import load_application
from cvgen.application.paste import build_paste_kit
from cvgen.application.paste_fields import list_excesses, measure_text
from cvgen.application.plaintext import convert_to_ascii
from cvgen.plan.request import Environment
from cvgen.target.target import FormField

PROFILE = """\
basics:
  name: {en: Łukasz Müller, zh: 穆勒}
  email: lukasz@example.org
  phone: {value: +44 20 7946 0123, private: true}
  nationality: Polish
  birthDate: 1998-05-12
  location: {address: Invented Street 1, postalCode: 1010, city: Vienna, countryCode: AT}
education:
  - {studyType: PhD, area: Physics, institution: Example University, startDate: 2021-09, endDate: 2026-06, score: {name: GPA, value: 3.80, scale: 4}}
  - {studyType: BSc, area: Physics, institution: Sample Institute, startDate: 2017-09, endDate: 2021-07}
publications:
  - {name: 'On *H~2~O* and x^2^', authors: [Łukasz Müller*, Bo Sample#], publisher: Journal of Tests, volume: 12, pages: 1-9, releaseDate: 2026, doi: 10.5555/test}
languages:
  - {language: Polish, fluency: Native}
  - {language: English, fluency: C1}
references:
  - {id: bo, name: Prof. Bo Sample, institution: Example University, email: bo@example.org, consent: agreed}
  - {name: Prof. Gus Gone, email: gus@example.org, consent: declined}
  - {name: Prof. Fay Fictitious, email: fay@example.org}
"""
TARGET = "title: A portal\nsource: nowhere\nchecked_on: unknown\n"
APPLICATION = "programme: PhD in Quantum Materials\ntarget: ours\ndocuments: [cv, {statement: statement.md}, {letter: letter.md}]\n"
STATEMENT = "I want to *understand* $\\alpha$ and [this](https://example.org).\nThe line goes on.\n\nSecond paragraph of “{{ programme }}”.\n"
LETTER = "---\nopening: Dear Prof. Fictitious,\nclosing: Yours\n---\nHello.\n"


@pytest.fixture
def make_kit(tmp_path):
    """Make a kit for a target's fields."""

    def make_kit(fields="", application="", target="", profile=PROFILE, **options):
        (tmp_path / "targets").mkdir()
        (tmp_path / "targets" / "ours.yaml").write_text(
            TARGET + target + (f"fields: {fields}\n" if fields else ""), "utf-8"
        )
        files = {
            "profile.yaml": profile,
            "application.yaml": APPLICATION + application,
            "statement.md": STATEMENT,
            "letter.md": LETTER,
        }
        for name, text in files.items():
            (tmp_path / name).write_text(text, "utf-8")
        return build_paste_kit(
            load_context(
                load_application(tmp_path / "application.yaml"), Environment(date(2026, 11, 21))
            ),
            **options,
        )

    return make_kit


def list_fields(kit):
    """Take a kit apart as a person reads it: by its rules."""
    parts = kit.text.split("-" * 72 + "\n")[1:]
    return {
        head.split("\n")[0]: (head.split("\n")[1], text.strip())
        for head, text in zip(parts[::2], parts[1::2], strict=True)
    }


def list_texts(kit):
    return {name: text for name, (_, text) in list_fields(kit).items()}


def test_fields_stand_in_the_order_of_the_form(make_kit):
    kit = make_kit("[{name: B, from: email}, {name: A, from: name}, {name: C, from: programme}]")
    assert [*list_texts(kit).items()] == [
        ("B", "lukasz@example.org"),
        ("A", "Łukasz Müller"),
        ("C", "PhD in Quantum Materials"),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("basics.email", "lukasz@example.org"),
        ("given-name", "Łukasz"),
        ("surname", "Müller"),
        ("name-in-letters", "Lukasz Muller"),
        ("address", "Invented Street 1\n1010 Vienna\nAustria"),
        ("birthDate", "1998-05-12"),
        ("nationality", "Polish"),
        ("languages", "Polish: Native\nEnglish: C1"),
        (
            "publications",
            "Łukasz Müller, Bo Sample. On H₂O and x². Journal of Tests 12, 1–9. 2026. https://doi.org/10.5555/test",
        ),
        (
            "statement",
            "I want to understand α and this. The line goes on.\n\nSecond paragraph of “PhD in Quantum Materials”.",
        ),
        ("letter", "Dear Prof. Fictitious,\n\nHello.\n\nYours"),
    ],
)
def test_what_a_field_is_filled_from(make_kit, source, text):
    assert list_texts(make_kit(f"[{{name: It, from: {source}}}]"))["It"] == text


def test_entries_say_a_thing_a_line(make_kit):
    degrees = list_texts(make_kit("[{name: It, from: education}]"))["It"].split("\n\n")
    assert degrees[0].split("\n") == [
        "PhD, Physics",
        "Example University",
        "Sep 2021 – Jun 2026",
        "GPA 3.80/4",
    ]
    assert len(degrees) == 2


def test_a_text_that_is_too_long_is_told_with_how_much(make_kit):
    kit = make_kit("[{name: Statement, characters: 60, words: 10, lines: 1, from: statement}]")
    length = len(
        "I want to understand α and this. The line goes on.\n\nSecond paragraph of “PhD in Quantum Materials”."
    )
    assert f"TOO LONG: {length - 60} characters too many ({length} of 60)" in kit.text
    words = re.findall(
        r"\w+",
        "I want to understand α and this. The line goes on. Second paragraph of PhD in Quantum Materials.",
    )
    assert f"TOO LONG: {len(words) - 10} words too many" in kit.text
    assert [(warning.code, warning.severity) for warning in kit.warnings] == [
        ("A600", "warning")
    ] * 3


def test_a_text_that_just_fits_is_not_told(make_kit):
    kit = make_kit("[{name: Mail, characters: 18, from: email}]")
    assert kit.warnings == ()
    assert "TOO LONG" not in kit.text


@pytest.mark.parametrize(
    ("text", "characters", "without", "words", "lines"),
    [
        ("", 0, 0, 0, 0),
        ("a b", 3, 2, 2, 1),
        ("one\n\ntwo", 8, 6, 2, 3),
        ("量子材料", 4, 4, 4, 1),
        ("don't e-mail", 12, 11, 2, 1),
        ("ada@example.org", 15, 15, 1, 1),
        ("and/or 3,5 %", 12, 10, 3, 1),
        ("量子，材料 of 2026", 13, 11, 6, 1),
    ],
)
def test_texts_are_counted(text, characters, without, words, lines):
    length = measure_text(text)
    assert (length.characters, length.without_spaces, length.words, length.lines) == (
        characters,
        without,
        words,
        lines,
    )


def test_letters_with_accents_count_as_one(make_kit, tmp_path):
    kit = make_kit("[{name: Name, from: name}]")
    assert "13 characters (12 without spaces)" in kit.text


def test_where_new_lines_count_twice_is_told(make_kit):
    kit = make_kit(
        "[{name: Address, characters: 37, from: address}]"
    )  # 37 with each of two new lines as one
    assert len("Invented Street 1\n1010 Vienna\nAustria") == 37
    assert kit.warnings == ()
    assert "fits only where a new line counts as one" in kit.text


def test_a_limit_is_kept_to_the_letter():
    assert list_excesses("abc", FormField("It", characters=3, words=1, lines=1)) == ()
    assert list_excesses("abc d\ne", FormField("It", characters=6, words=2, lines=1)) == (
        "1 character too many (7 of 6)", "1 word too many (3 of 2)", "1 line too many (2 of 1)",
    )  # fmt: skip


def test_ascii_is_had_on_request(make_kit):
    texts = list_texts(
        make_kit("[{name: It, from: statement}, {name: Name, from: name}]", as_ascii=True)
    )
    assert (
        texts["It"]
        == 'I want to understand alpha and this. The line goes on.\n\nSecond paragraph of "PhD in Quantum Materials".'
    )
    assert texts["Name"] == "Lukasz Muller"


def test_what_ascii_cannot_say_stays_and_is_told(make_kit):
    kit = make_kit("[{name: Words, from: words}]", "fields: {words: naïve – 量子}\n", as_ascii=True)
    assert list_texts(kit)["Words"] == "naive - 量子"
    assert [(warning.code, "量子" in warning.message) for warning in kit.warnings] == [
        ("A602", True)
    ]


@pytest.mark.parametrize(
    ("text", "ascii_"),
    [
        ("“a” – b…", '"a" - b...'),
        ("Łódź", "Lodz"),
        ("χ²", "chi2"),
        ("x\N{NO-BREAK SPACE}y", "x y"),
        ("3 × 4", "3 x 4"),
    ],
)
def test_texts_are_straightened(text, ascii_):
    assert convert_to_ascii(text) == ascii_


@pytest.mark.parametrize("audience", ["portal", "public", None])
def test_what_a_reader_is_not_to_see_is_not_there_and_told(make_kit, audience):
    kit = make_kit(
        "[{name: Phone, from: phone}, {name: Born, from: birth-date}]", audience=audience
    )
    hidden = {"portal": "birthDate", "public": "birthDate", None: "phone"}[audience]
    text = {"birthDate": "1998-05-12", "phone": "7946"}[hidden]
    assert text not in kit.text
    assert f"basics.{hidden}" in kit.text


def test_who_may_see_all_gets_all(make_kit):
    kit = make_kit(audience="print")
    assert "1998-05-12" in kit.text
    assert "7946" in kit.text


def test_the_target_decides_who_reads(make_kit):
    assert "1998-05-12" not in make_kit(target="audience: portal\n").text


def test_without_fields_the_kit_has_what_forms_usually_ask_for(make_kit):
    texts = list_texts(make_kit())
    assert [*texts] == [
        "Name", "Name in A to Z", "Given name", "Surname", "E-mail", "Address", "Nationality", "Date of birth", "Degree 1", "Degree 2",
        "Publication 1", "Languages", "Referee (agreed)", "Referee (not known to have agreed)", "Statement", "Letter",
    ]  # fmt: skip
    assert "Gone" not in str(texts)
    assert texts["Referee (agreed)"].split("\n") == [
        "Prof. Bo Sample",
        "Example University",
        "Email: bo@example.org",
    ]


@pytest.mark.parametrize(
    ("name", "language", "given", "surname"),
    [
        ("María de los Ángeles Pérez", "es", "María de los Ángeles", "Pérez"),
        ("María del Carmen Ruiz", "es", "María del Carmen", "Ruiz"),
        ("Ana de Souza Lima", "pt", "Ana", "de Souza Lima"),
        ("Nagy Anna", "hu", "Nagy", "Anna"),
        ("Петров Иван", "ru", "Иван", "Петров"),
        ("王小明", "zh", "小明", "王"),
        ("歐陽修", "zh", "修", "歐陽"),
        ("김철수", "ko", "철수", "김"),
        ("山田太郎", "ja", None, "山田太郎"),
    ],
)
def test_a_surname_that_is_guessed_is_told(make_kit, name, language, given, surname):
    kit = make_kit(profile=f"basics: {{name: {name}}}\nlanguage: {language}\n")
    texts = list_texts(kit)
    assert (texts.get("Given name"), texts["Surname"]) == (given, surname)
    (warning,) = [found for found in kit.warnings if found.code == "V111"]
    assert (f"'{surname}'" in warning.message, warning.place.line) == (True, 1)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("{given: Anna, family: Nagy, displayOrder: family-first}", "hu"),
        ("'Nagy, Anna'", "hu"),
        ("Иван Петров", "ru"),
        ("Яков Гинзбург", "ru"),
        ("María de la Cruz", "es"),
        ("{zh: 王小明, en: Xiaoming Li}", "zh"),
        ("山田 太郎", "ja"),
    ],
)
def test_a_surname_that_is_plain_is_not_called_a_guess(make_kit, name, language):
    kit = make_kit(profile=f"basics: {{name: {name}}}\nlanguage: {language}\n")
    assert "V111" not in {found.code for found in kit.warnings}


def test_only_the_referees_of_the_application_are_there(make_kit):
    texts = list_texts(make_kit(application="referees: [Prof. Fay Fictitious]\n"))
    assert [name for name in texts if name.startswith("Referee")] == [
        "Referee (not known to have agreed)"
    ]
    assert "bo@example.org" not in str(texts)


def test_a_field_that_says_not_what_fills_it_tells_which_texts_would_fit(make_kit):
    kit = make_kit("[{name: A field of 40 characters, characters: 40}]")
    assert "of your texts, letter would fit; at most 40 characters" in kit.text
    assert "Degree 1" in kit.text


def test_a_source_that_is_nothing_known_is_told_with_what_was_meant(make_kit):
    kit = make_kit("[{name: Mail, from: emial}, {name: Plan, from: research-statement}]")
    (warning,) = kit.warnings
    assert (warning.code, warning.hint) == ("A601", "did you mean 'email' or 'media'?")
    assert "there is no research-statement in profile or application" in kit.text


def test_a_kit_says_whose_rules_and_that_they_may_be_old(make_kit):
    head = make_kit(target="about: Only certified files count.\n").text.partition("-" * 72)[0]
    for words in (
        "PhD in Quantum Materials",
        "A portal",
        "nowhere",
        "may be out of date",
        "Only certified files count.",
    ):
        assert words in head
