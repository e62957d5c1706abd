"""Dates are as precise as they were written, compare as far as they are known, and print as the language does."""

from dataclasses import replace
from string import Formatter

import pytest

from cvgen.compose import locale
from cvgen.errors import VariantError
from cvgen.text import dates
from cvgen.text.dates import PartialDate, Period


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021", PartialDate(2021)),
        ("2021-09", PartialDate(2021, 9)),
        ("2021-9", PartialDate(2021, 9)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        (" 2021 ", PartialDate(2021)),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(text, date):
    assert dates.parse(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21",
        "2021-13",
        "2021-00",
        "2021-02-29",
        "2021-04-31",
        "2021-04-00",
        "Sep 2021",
        "2021/09",
        "09/2021",
        "2021-09-01T00:00",
        "0000",
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=f"^'{text}' "):
        dates.parse(text)


@pytest.mark.parametrize("text", ["2021", "2021-09", "2021-09-03"])
def test_a_date_prints_back_as_iso_8601(text):
    assert str(dates.parse(text)) == text


def test_an_interval_has_two_ends():
    assert dates.parse_moment("2021/2022") == Period(PartialDate(2021), PartialDate(2022))
    assert dates.parse_moment("2021-09") == Period(PartialDate(2021, 9))
    with pytest.raises(ValueError, match="ends before it starts"):
        dates.parse_moment("2022/2021")


@pytest.mark.parametrize("word", ["present", "Present", " now ", "ongoing", "current", "today"])
def test_words_for_the_present(word):
    assert dates.is_present(word)


@pytest.mark.parametrize(
    ("first", "second", "surely"),
    [
        ("2020", "2021", True),
        ("2021", "2021-09", False),
        ("2021-08", "2021-09", True),
        ("2021-09", "2021-09-02", False),
        ("2021-09-01", "2021-09-02", True),
        ("2022", "2021", False),
    ],
)
def test_before_means_surely_before(first, second, surely):
    assert dates.before(dates.parse(first), dates.parse(second)) is surely


NOW = Period(PartialDate(2021, 9), ongoing=True)
TERM = Period(PartialDate(2021, 9), PartialDate(2023, 2))
YEARS = Period(PartialDate(2012), PartialDate(2016))
DAY = Period(PartialDate(2024, 5, 6))


@pytest.mark.parametrize(
    ("language", "period", "text"),
    [
        ("en", NOW, "Sep 2021 – present"),
        ("en", TERM, "Sep 2021 – Feb 2023"),
        ("en", YEARS, "2012–2016"),
        ("en", DAY, "6 May 2024"),
        ("en", Period(ongoing=True), "present"),
        ("en", Period(end=PartialDate(2026, 6)), "Jun 2026"),
        ("en", Period(PartialDate(2024, 5), PartialDate(2024, 5)), "May 2024"),
        ("en", Period(), ""),
        ("de", TERM, "Sept. 2021 – Feb. 2023"),
        ("de", DAY, "6. Mai 2024"),
        ("de", NOW, "Sept. 2021 – heute"),
        ("zh", DAY, "2024年5月6日"),
        ("zh", TERM, "2021年9月 – 2023年2月"),
        ("zh", NOW, "2021年9月至今"),
        ("zh-Hans-CN", YEARS, "2012–2016年"),
    ],
)
def test_a_period_prints_as_the_language_does(language, period, text):
    assert locale.find(language).period(period).replace("\N{NO-BREAK SPACE}", " ") == text


def test_a_date_stays_on_one_line():
    """White space inside a date does not break; that around the dash may."""
    assert locale.find("en").period(TERM) == "Sep\N{NO-BREAK SPACE}2021 – Feb\N{NO-BREAK SPACE}2023"


@pytest.mark.parametrize("language", locale.known())
def test_every_language_has_all_the_words_of_english(language):
    """A word that is missing would fail only in the profile that needs it."""
    english, other = locale.find("en"), locale.find(language)
    for part in ("patterns", "words", "headings", "status", "marks", "status_at", "types"):
        assert set(getattr(other, part)) == set(getattr(english, part)), part
        assert all(getattr(other, part).values()), part
    for names in other.months.values():
        assert len(set(names.alone)) == len(set(names.with_day)) == 12
    assert len(other.quotes) == 4


@pytest.mark.parametrize("language", locale.known())
def test_every_pattern_has_the_gaps_of_the_english_one(language):
    english, other = locale.find("en"), locale.find(language)
    for part in ("patterns", "status_at"):
        for name, pattern in getattr(english, part).items():
            assert gaps(getattr(other, part)[name]) == gaps(pattern), name


def gaps(pattern):
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


@pytest.mark.parametrize("language", [language for language in locale.known() if language != "en"])
def test_numbers_of_a_date_stand_in_the_order_of_cldr(language):
    """Of English, CLDR's root has the American order; ours is the British one, and a region may say otherwise."""
    babel = pytest.importorskip("babel")
    pattern = (
        babel.Locale.parse({"zh": "zh_Hans", "no": "nb"}.get(language, language.replace("-", "_")))
        .datetime_skeletons["yMd"]
        .pattern
    )
    order = list(dict.fromkeys(letter for letter in pattern if letter in "yMd"))
    ours = [
        name[0] if name != "month" else "M"
        for _, name, _, _ in Formatter().parse(locale.find(language).patterns["day-numeric"])
        if name
    ]
    assert ours == order


@pytest.mark.parametrize("language", locale.known())
def test_a_date_says_its_year_in_every_style(language):
    words = locale.find(language)
    for style in ("short", "long", "numeric", "years"):
        said = replace(words, date_style=style).date(PartialDate(2024, 5, 17))
        assert said.translate(str.maketrans(words.digits, "0123456789")).count("2024") == 1


@pytest.mark.parametrize(
    ("language", "style", "text"),
    [
        ("en", "long", "17 May 2024"),
        ("en", "numeric", "17/05/2024"),
        ("en", "years", "2024"),
        ("de", "long", "17. Mai 2024"),
        ("de", "numeric", "17.05.2024"),
        ("cs", "long", "17. května 2024"),
        ("ru", "long", "17 мая 2024"),
        ("zh", "short", "2024年5月17日"),
        ("ja", "short", "2024年5月17日"),
        ("ko", "short", "2024년 5월 17일"),
        ("fa", "years", "۲۰۲۴"),
    ],
)
def test_a_day_is_written_as_the_language_and_the_style_do(language, style, text):
    day = replace(locale.find(language), date_style=style).date(PartialDate(2024, 5, 17))
    assert day.replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("asked", "language", "words_of"),
    [
        ("zh-TW", "zh-TW", "zh-Hant"),
        ("zh-hk", "zh-HK", "zh-Hant"),
        ("zh-MO", "zh-MO", "zh-Hant"),
        ("ZH-hant-tw", "zh-Hant-TW", "zh-Hant"),
        ("zh-CN", "zh-CN", "zh"),
        ("zh-SG", "zh-SG", "zh"),
        ("zh-Hans-TW", "zh-Hans-TW", "zh"),
        ("nb", "nb", "no"),
        ("nn-NO", "nn-NO", "no"),
        ("iw", "he", "he"),
        ("in", "id", "id"),
        ("en-gb", "en-GB", "en"),
    ],
)
def test_a_tag_gets_the_words_of_its_script_and_stays_what_was_asked_for(asked, language, words_of):
    found = locale.find(asked)
    assert (found.language, found.words_of) == (language, words_of)


@pytest.mark.parametrize("tag", ["ru-Latn", "xx"])
def test_there_are_no_words_in_a_script_that_nobody_wrote_them_in(tag):
    with pytest.raises(VariantError, match="V102"):
        locale.find(tag)
