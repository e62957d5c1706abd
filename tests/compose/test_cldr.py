"""Unicode's CLDR and ICU judge lists, numbers, months and dates of every language and territory."""

import json
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose import compose, locale
from cvgen.compose.wording import Wording
from cvgen.files.yamlfile import Tree
from cvgen.profile.fields import ScoreRecord
from cvgen.text.dates import PartialDate, Period
from cvgen.text.markup import strip_markup

babel = pytest.importorskip("babel")
TODAY = date(2026, 11, 20)
each_language = pytest.mark.parametrize("language", locale.list_languages())
# They set no word for "and" between names; Arabic sets its own before the last one only.
BARE = {"ko": ", ", "zh": "、", "zh-Hant": "、"}


def find_cldr(language, territory=None):
    """Find CLDR's locale for one of ours; our English without a territory is the British one."""
    if language == "en" and not territory:
        territory = "GB"
    tag = {"zh": "zh_Hans", "no": "nb"}.get(language, language.replace("-", "_"))
    return babel.Locale.parse(f"{tag}_{territory}" if territory else tag)


def make_wording(language):
    return Wording(locale.find_locale(language), Tree(None, ""), TODAY)


def join(language, *people):
    text = strip_markup(make_wording(language).join_people([Markup(name) for name in people]))
    return fold(text).replace("\N{HEBREW PUNCTUATION MAQAF}", "-")


def fold(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{RIGHT-TO-LEFT MARK}", "")


# --- lists ----------------------------------------------------------------------------------------


@each_language
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_list_of_people_is_that_of_cldr(language, number):
    from babel.lists import format_list

    words = locale.find_locale(language).words
    people = [words["phone"], words["nationality"], words["location"]][:number]
    theirs = fold(format_list(people, locale=find_cldr(language)))
    if language in BARE:
        theirs = BARE[language].join(people)
    if language == "ar" and number == 3:
        theirs = f"{people[0]}، {people[1]} و{people[2]}"
    assert join(language, *people) == theirs


def test_an_american_list_has_the_comma_of_cldr():
    from babel.lists import format_list

    people = ["Ann", "Bob", "Cy"]
    for tag in ("en-US", "en-GB", "en-CA", "en-AU"):
        theirs = format_list(people, locale=babel.Locale.parse(tag, sep="-"))
        assert join(tag, *people) == theirs


ICU = json.loads((Path(__file__).parent / "judged" / "lists.json").read_text("utf-8"))


@pytest.mark.parametrize("tag", [tag for tag in ICU if tag not in {"made by", *BARE}])
def test_what_the_next_name_begins_with_changes_the_word_before_it_as_in_icu(tag):
    """Spanish e before i, Hebrew ו with a dash before other letters, and nothing elsewhere."""
    for first, second, theirs in ICU[tag]:
        assert join(tag, first, second) == fold(theirs)


def test_a_letter_with_an_accent_is_the_same_sound():
    """ICU does not know it; the Real Academia Española writes "e" before any i that is a vowel."""
    assert join("es", "Ana Ruiz", "Íñigo Gómez") == "Ana Ruiz e Íñigo Gómez"


# --- numbers --------------------------------------------------------------------------------------


@each_language
def test_a_grade_has_the_decimal_mark_of_cldr(language):
    words = make_wording(language)
    theirs = find_cldr(language)
    system = theirs.default_numbering_system
    mark = theirs.number_symbols[system]["decimal"]
    ours = words.format_score(ScoreRecord(value="3.80", scale="4"))
    digits = str.maketrans(words.locale.digits, "0123456789")
    assert ours.translate(digits) == f"3{mark}80/4"


def test_a_grade_with_a_latin_name_keeps_the_digits_of_those_letters():
    words = make_wording("fa")
    assert "92.5/100" in words.format_score(ScoreRecord(name="GPA", value="92.5", scale="100"))
    assert "۹۲٫۵/۱۰۰" in words.format_score(ScoreRecord(name="معدل", value="92.5", scale="100"))


@each_language
def test_a_grade_that_is_no_plain_number_stays_as_it_was_typed(language):
    words, texts = make_wording(language), ["3,8", "1.3 (sehr gut)", "A+", "3.8/4", "v1.2.3", "95%"]
    assert [strip_markup(words.format_score(ScoreRecord(value=text))) for text in texts] == texts


# --- territories ----------------------------------------------------------------------------------


def list_territories(language):
    """List CLDR's territories of a language in its script."""
    base = find_cldr(language)
    for name in babel.localedata.locale_identifiers():
        theirs = babel.Locale.parse(name) if name.startswith(base.language + "_") else None
        is_plain = theirs and theirs.territory and not theirs.variant
        if is_plain and (theirs.script or base.script) == base.script:
            yield theirs


def list_months(theirs):
    return {
        width: [name.strip(".") for _, name in sorted(theirs.months["format"][width].items())]
        for width in ("abbreviated", "wide")
    }


def order(pattern):
    """Give the order of year, month and day in one of CLDR's patterns, or in one of ours."""
    if "{" in pattern:
        return [name[0].lower() for _, name, _, _ in Formatter().parse(pattern) if name]
    return list(dict.fromkeys(letter.lower() for letter in pattern if letter in "yMd"))


@each_language
def test_every_territory_is_written_as_in_cldr_or_it_is_told(language):
    """Months only where it differs from its language; European digits stand for Arabic ones."""
    plain = locale.find_locale(language)
    general = find_cldr(language)
    general_months = list_months(general)
    for theirs in list_territories(language):
        words = locale.find_locale(f"{language}-{theirs.territory}")
        symbols = theirs.number_symbols["arabext" if language == "fa" else "latn"]
        their_order = order(theirs.date_formats["short"].pattern)
        their_months = list_months(theirs)
        comma = language == "ko" or "," in theirs.list_patterns["standard"]["end"]
        if words.warnings:
            assert [warning.code for warning in words.warnings] == ["W350"]
            assert (
                their_months != general_months
                or symbols["decimal"] != plain.decimal
                or their_order != order(plain.patterns["day-numeric"])
                or comma != ("," in plain.words["last-and"])
            ), theirs
            continue
        assert words.decimal == symbols["decimal"], theirs
        assert order(words.patterns["day-numeric"]) == their_order, theirs
        assert ("," in words.words["last-and"]) == comma, theirs
        for ours, width in (("short", "abbreviated"), ("long", "wide")):
            for number, name in enumerate(their_months[width]):
                own = words.months[ours].alone[number]
                if name == general_months[width][number]:
                    assert own == plain.months[ours].alone[number] or own.strip(".") == name
                else:
                    assert own.strip(".") == name, theirs


@pytest.mark.parametrize("tag", ["de-XX", "es-PE", "en-DE", "ar-MA"])
def test_a_territory_of_which_nobody_knows_how_it_writes_is_told(tag, load_text):
    _, warnings = compose(load_text("basics: {name: Ada}"), locale.find_locale(tag), TODAY)
    (warning,) = warnings
    assert warning.code == "W350"
    assert f"'{tag}'" in warning.message


@pytest.mark.parametrize("tag", ["de", "de-DE", "pt-BR", "zh-Hans", "zh-Hant-TW", "nb", "sv-FI"])
def test_a_territory_whose_words_are_those_of_its_language_is_silent(tag):
    assert locale.find_locale(tag).warnings == ()


def test_portugal_and_brazil_have_words_quotes_and_countries_of_their_own(load_text):
    """ORCID and Reactive Resume have Prémios and Morada, CSL « », CLDR Polónia."""
    text = 'basics: {name: Ada, location: {countryCode: PL}}\nawards: [{title: "A \\"B\\""}]'
    said = {}
    for tag in ("pt-PT", "pt-AO", "pt-BR", "pt"):
        document, _ = compose(load_text(text), locale.find_locale(tag), TODAY)
        (section,) = document.sections
        place = document.contacts[0]
        said[tag] = (section.title, section.items[0].title, place.label, place.text)
    assert said["pt-PT"] == said["pt-AO"] == ("Prémios e distinções", "A «B»", "Morada", "Polónia")
    assert said["pt-BR"] == said["pt"] == ("Prêmios e distinções", "A “B”", "Endereço", "Polônia")


def test_who_has_no_name_has_none_in_portugal_either():
    assert {"Anónimo", "Anônimo", "Anonym"} <= locale.list_anonymous_names()


# --- dates ----------------------------------------------------------------------------------------


@each_language
def test_month_and_year_stand_in_the_order_of_cldr(language):
    theirs = find_cldr(language).datetime_skeletons["yMMM"].pattern
    pattern = locale.find_locale(language).patterns["month"]
    their_order = list(dict.fromkeys(letter for letter in theirs.lower() if letter in "ylm"))
    assert order(pattern) == [letter.replace("l", "m") for letter in their_order]


@each_language
@pytest.mark.parametrize("style", ["short", "long", "numeric"])
def test_no_date_breaks_in_the_middle(language, style):
    """A Korean syllable, like an ideograph, ends a line where it may; a span keeps it together."""
    words = make_wording(language)
    words = replace(words, locale=replace(words.locale, date_style=style))
    period = Period(PartialDate(2023, 9), PartialDate(2027, 6))
    for dates in (period, Period(period.start), Period(period.start, ongoing=True)):
        rest = re.sub('<span class="whole">[^ ]*</span>', "", words.format_period(dates))
        assert not re.search(r"[ \u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af]", rest)


# --- what the judges have no data for -------------------------------------------------------------


@each_language
def test_a_link_is_named_in_the_language_and_an_own_label_stays(language, load_text):
    """Some languages have the English word; every one has the others."""
    links = "{code: 'https://a.example', Data: 'https://b.example', Zenodo: 'https://c.example'}"
    text = f"basics: {{name: Ada}}\nprojects: [{{name: A, links: {links}}}]"
    document, _ = compose(load_text(text), locale.find_locale(language), TODAY)
    code, data, own = (link.label for link in document.sections[0].items[0].links)
    assert own == "Zenodo"
    words = locale.find_locale(language).links
    assert (code, data.lower()) == (words["code"], words["data"].lower())
    english = locale.find_locale("en").links
    assert language == "en" or words != english
