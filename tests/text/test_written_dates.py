"""Dates are read as people write them where they have one meaning, and asked for where they have two."""

import pytest

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.text.date_words import load_all_words
from cvgen.text.dates import PartialDate, Period
from cvgen.text.numeric_dates import AmbiguousDateError
from cvgen.text.written_dates import is_written_present
from cvgen.text.written_periods import parse_written_date, parse_written_period

LANGUAGES = sorted(path.stem for path in (DATA_FOLDER / "locales").glob("*.yaml"))
SEPTEMBER = PartialDate(2023, 9)
FIRST_OF_JULY = PartialDate(2023, 7, 1)

FALL_2021 = PartialDate(2021, season="fall")
WINTER_TERM = PartialDate(2020, season="winter term", spans_years=True)
WINTER_TERMS = (
    *("WS 2020/21", "WiSe 2020/2021", "WS20/21", "2020/21 WS", "Wintersemester 2020/21"),
    *("winter term 2020–21", "zimní semestr 2020/2021", "semestr zimowy 2020/21"),
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023", PartialDate(2023)),
        ("2023-09", SEPTEMBER),
        *((text, SEPTEMBER) for text in ("Sept. 2023", "Sep 2023", "SEPTEMBER 2023", "2023 Sept")),
        *((text, SEPTEMBER) for text in ("2023/09", "09/2023", "2023.9", "9.2023", "9-2023")),
        *((text, SEPTEMBER) for text in ("2023年9月", "2023 年 9 月", "2023년 9월", "2023年九月")),
        *(
            (text, SEPTEMBER)
            for text in ("２０２３年９月", "٢٠٢٣-٠٩", "سبتمبر ٢٠٢٣", "tháng 9 năm 2023")
        ),
        *((text, SEPTEMBER) for text in ("septiembre de 2023", "wrzesień 2023", "EYLÜL 2023")),
        *((text, FIRST_OF_JULY) for text in ("July 1, 2023", "1 July 2023", "1st of July, 2023")),
        *((text, FIRST_OF_JULY) for text in ("1. Juli 2023", "1er juillet 2023", "1 июля 2023 г.")),
        *((text, FIRST_OF_JULY) for text in ("1º de julio de 2023", "2023. július 1.", "20230701")),
        *((text, FIRST_OF_JULY) for text in ("2023年7月1日", "2023/7/1", "01-Jul-2023")),
        *((text, PartialDate(2023, 4, 13)) for text in ("13/04/2023", "04/13/2023", "13.4.2023")),
        ("04/04/2023", PartialDate(2023, 4, 4)),
    ],
)
def test_one_meaning_is_read(text, date):
    assert parse_written_date(text) == date


@pytest.mark.parametrize(
    ("text", "season"),
    [
        ("Spring 2023", "spring"),
        ("Fall 2023", "fall"),
        ("Autumn of 2023", "autumn"),
        ("2023 winter", "winter"),
        ("Frühling 2023", "spring"),
        ("Herbst 2023", "autumn"),
        ("été 2023", "summer"),
        ("ete 2023", "summer"),
        ("2023年春季", "spring"),
        ("2023年 가을", "autumn"),
        ("Q3 2023", "Q3"),
        ("2023/Q3", "Q3"),
        ("3. Quartal 2023", "Q3"),
        ("2023年第3季度", "Q3"),
    ],
)
def test_seasons_and_quarters_stay_what_they_are(text, season):
    date = parse_written_date(text)
    assert date == PartialDate(2023, season=season)
    assert parse_written_date(str(date)) == date


@pytest.mark.parametrize(
    "text",
    [
        *("expected May 2027", "May 2027 (expected)", "exp. 2027-05", "Expected: 05/2027"),
        *("anticipated May 2027", "2027-05, expected", "voraussichtlich Mai 2027"),
        *(
            "mai 2027 (prévu)",
            "2027年5月（预计）",
            "预计2027年5月",
            "2027年5月予定",
            "2027년 5월 예정",
        ),
    ],
)
def test_what_is_expected_says_so(text):
    date = parse_written_date(text)
    assert date == PartialDate(2027, 5, expected=True)
    assert parse_written_date(str(date)) == date


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("03/04/2023", "2023-04-03", "2023-03-04"),
        ("3.4.2023", "2023-04-03", "2023-03-04"),
        ("3-4-2023", "2023-04-03", "2023-03-04"),
        ("2011/12", "2011-12", "2011/2012"),
        ("2003–04", "2003-04", "2003/2004"),
        ("kesä 2023", "2023-06", "2023 Summer"),
    ],
)
def test_two_meanings_are_asked_for_with_the_text_of_each(text, first, second):
    for parse in (parse_written_date, parse_written_period):
        with pytest.raises(AmbiguousDateError, match=f"'{text}' .* write {first} or {second}"):
            parse(text)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Setpember 2023", "write 2023-09"),
        ("09/23", "write 2023-09"),
        ("Sept '23", "write 2023-09"),
        ("Saturday, 1 July 2023", "write 2023-07-01"),
        ("2023-07-01T00:00:00.000Z", "write 2023-07-01"),
        ("Spring course 2023", "write 2023"),
        ("mid-2023", "write 2023"),
        ("July 2022 - 09/2023", "startDate: 2022-07 and endDate: 2023-09"),
        ("present (expected May 2027)", "write 2027-05 (expected)"),
        ("HT 2021", "write 2021"),
        ("until 2019", "write endDate: 2019, or date: until"),
        ("0/0/2023", "no month 0"),
        ("2023-0", "no month 0"),
        ("2020-21", "startDate: 2020 and endDate: 2021, or date: 2020/2021"),
        ("2021 – present", "startDate: 2021 and endDate: present"),
        ("July", "write YYYY"),
        ("soon", "write YYYY"),
        ("", "write YYYY"),
        ("2021-13", "no month 13"),
        ("2021-02-29", "no day of the calendar"),
        ("Feb 30, 2023", "no day of the calendar"),
        ("0021", "no year"),
    ],
)
def test_what_is_no_date_is_answered_with_what_to_write(text, suggestion):
    with pytest.raises(ValueError, match=r"^'") as raised:
        parse_written_date(text)
    assert str(raised.value).startswith(f"'{text}' ")
    assert suggestion in str(raised.value)


@pytest.mark.parametrize("text", ["ab Oktober 2027", "since Oct 2027", "Oct 2027 –"])
def test_a_start_alone_is_answered_without_an_end(text):
    with pytest.raises(ValueError, match=r"write startDate: 2027-10$"):
        parse_written_date(text)


def test_how_long_something_lasted_is_no_day_of_what_to_write():
    with pytest.raises(ValueError, match=r"write 2019-06$"):
        parse_written_date("June 2019 (3 months)")


@pytest.mark.parametrize(
    "text", ["²", "2023-0²", "½ 2023", "①月", "2023-③", "9" * 5000, "/", "-", "年", "a" * 9999]
)
def test_signs_that_are_no_digits_are_refused_and_do_no_harm(text):
    for parse in (parse_written_date, parse_written_period):
        with pytest.raises(ValueError) as raised:
            parse(text)
        assert len(str(raised.value)) <= 160
    assert not is_written_present(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2021/2022", Period(PartialDate(2021), PartialDate(2022))),
        ("2021-22", Period(PartialDate(2021), PartialDate(2022))),
        ("2021/22", Period(PartialDate(2021), PartialDate(2022))),
        ("1999/00", Period(PartialDate(1999), PartialDate(2000))),
        *(
            (text, Period(PartialDate(2022, 7), SEPTEMBER))
            for text in (
                *("July 2022 - 09/2023", "July 2022 – 09/2023", "July 2022–09/2023"),
                *("July 2022-09/2023", "2022-07 – Sept 2023", "07/2022 to Sept. 2023"),
                *("2022-07 - 09/2023", "July 2022 - 2023-09"),
            )
        ),
        ("2022 – 09/2023", Period(PartialDate(2022), SEPTEMBER)),
        ("2012–2016", Period(PartialDate(2012), PartialDate(2016))),
        ("Jan–Mar 2023", Period(PartialDate(2023, 1), PartialDate(2023, 3))),
        ("Sept. 2022 to May 2023", Period(PartialDate(2022, 9), PartialDate(2023, 5))),
        ("09/2022 - 05/2023", Period(PartialDate(2022, 9), PartialDate(2023, 5))),
        ("2022年9月－2023年5月", Period(PartialDate(2022, 9), PartialDate(2023, 5))),
        ("12–14 June 2023", Period(PartialDate(2023, 6, 12), PartialDate(2023, 6, 14))),
        ("June 12-14, 2023", Period(PartialDate(2023, 6, 12), PartialDate(2023, 6, 14))),
        ("June 30 – July 2, 2023", Period(PartialDate(2023, 6, 30), PartialDate(2023, 7, 2))),
        ("2021 – present", Period(PartialDate(2021), ongoing=True)),
        ("2021年9月至今", Period(PartialDate(2021, 9), ongoing=True)),
        ("since 2021", Period(PartialDate(2021), ongoing=True)),
        ("2021–", Period(PartialDate(2021), ongoing=True)),
        (
            "Fall 2022 – Spring 2023",
            Period(PartialDate(2022, season="fall"), PartialDate(2023, season="spring")),
        ),
        ("2023–2027 (expected)", Period(PartialDate(2023), PartialDate(2027, expected=True))),
        ("Spring/Fall 2021", Period(PartialDate(2021, season="spring"), FALL_2021)),
        ("AY 2020/21", Period(PartialDate(2020), PartialDate(2021))),
        ("academic year 2011/12", Period(PartialDate(2011), PartialDate(2012))),
        ("2020-2021学年", Period(PartialDate(2020), PartialDate(2021))),
        ("WS 2020/21 – SS 2022", Period(WINTER_TERM, PartialDate(2022, season="summer term"))),
        (
            "Michaelmas 2020 – Trinity 2021",
            Period(PartialDate(2020, season="michaelmas"), PartialDate(2021, season="trinity")),
        ),
    ],
)
def test_two_dates_are_a_period(text, period):
    assert parse_written_period(text) == period


@pytest.mark.parametrize(
    "text",
    ["until 2019", "bis 2019", "jusqu'en 2019", "hasta 2019", "до 2019", "2019年まで", "至2019年"],
)
def test_an_end_without_a_start_is_until_then(text):
    assert parse_written_period(text) == Period(end=PartialDate(2019), has_open_start=True)


def test_two_seasons_of_one_year_that_are_not_in_order_have_two_meanings():
    with pytest.raises(ValueError, match="2021 Fall/2022 Spring or 2020 Fall/2021 Spring"):
        parse_written_period("Fall/Spring 2021")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *((text, WINTER_TERM) for text in WINTER_TERMS),
        ("WS 2020", PartialDate(2020, season="winter term")),
        ("SoSe 2021", PartialDate(2021, season="summer term")),
        ("SS 2020/21", PartialDate(2021, season="summer term")),
        ("Michaelmas Term 2020", PartialDate(2020, season="michaelmas")),
        ("MT2020", PartialDate(2020, season="michaelmas")),
        ("Hilary 2021", PartialDate(2021, season="hilary")),
        ("Trinity 2021", PartialDate(2021, season="trinity")),
        ("Lent 2021", PartialDate(2021, season="lent")),
        ("Easter term 2021", PartialDate(2021, season="easter")),
        ("Fall semester 2021", PartialDate(2021, season="fall")),
        ("Autumn term 2021", PartialDate(2021, season="autumn term")),
        ("HS 2021", PartialDate(2021, season="autumn term")),
        ("hösttermin 2021", PartialDate(2021, season="autumn term")),
        ("Winter 2020/21", PartialDate(2020, season="winter", spans_years=True)),
    ],
)
def test_terms_are_read_as_universities_write_them(text, date):
    assert parse_written_date(text) == date
    assert parse_written_date(str(date)) == date


def test_terms_sort_by_when_they_begin():
    written = ["Lent 2022", "WS 2021/22", "Autumn term 2021", "SS 2021", "Hilary 2021"]
    dates = [parse_written_date(text) for text in written]
    assert sorted(dates) == dates[::-1]
    assert parse_written_date("2021-09") < parse_written_date("WS 2021/22")


def test_a_month_between_two_years_has_no_one_meaning():
    with pytest.raises(ValueError, match="is not a date"):
        parse_written_period("2023-5-2024")


@pytest.mark.parametrize(
    "word",
    [
        *("Current", "Now", "PRESENT", "ongoing", "today", "to date", "(present)", "至今", "目前"),
        *("heute", "bis heute", "aujourd'hui", "Aujourd’hui", "à ce jour", "actualidad", "н. в."),
        *("現在", "현재", "günümüz", "حتى الآن", "היום", "अब तक", "nåværende", "hiện nay"),
    ],
)
def test_words_for_the_present_in_any_language(word):
    assert is_written_present(word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_read_as_it_is_printed(language):
    """What a locale file prints is what people of that language write."""
    data = yamlfile.read_yaml(DATA_FOLDER / "locales" / f"{language}.yaml").data
    assert is_written_present(data["words"]["present"])
    for season, pattern in data["seasons"].items():
        if (language, season) == ("fi", "summer"):  # in short, June has the same name
            continue
        expected = "autumn" if season == "fall" and language != "en" else season
        assert parse_written_date(pattern.format(year=2023)).season == expected
        if season.endswith("term"):
            assert parse_written_date(pattern.format(year="2023/24")).season == expected
    until = Period(end=PartialDate(2019, 5), has_open_start=True)
    assert parse_written_period(data["patterns"]["until"].format(end="2019-05")) == until
    may = PartialDate(2027, 5, expected=True)
    assert parse_written_date(data["patterns"]["expected"].format(date="2027-05")) == may


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["abbreviated", "wide"])
def test_the_months_of_cldr_are_read(language, width):
    babel = pytest.importorskip("babel")
    tag = {"zh": "zh_Hans", "no": "nb"}.get(language, language.replace("-", "_"))
    months = babel.Locale.parse(tag).months
    for context in ("format", "stand-alone"):
        for number, name in months[context][width].items():
            if name.strip(".").isdigit() or name == "kesä":
                continue
            assert parse_written_date(f"{name} 2023") == PartialDate(2023, number), name
            assert parse_written_date(f"{name.upper()} 2023") == PartialDate(2023, number), name


def test_no_other_word_for_a_month_or_a_season_means_two():
    words = load_all_words()
    doubtful = {word for word, meanings in words.months.items() if len(meanings) > 1}
    doubtful |= {word for word, meanings in words.seasons.items() if len(meanings) > 1}
    assert doubtful == set()
    assert words.months.keys() & words.seasons.keys() == {"kesä", "kesa"}
