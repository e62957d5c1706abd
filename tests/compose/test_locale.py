"""Every language has the words that a profile can ask for, and writes dates as it does."""

import json
import re
from collections import defaultdict
from datetime import date
from string import Formatter
from typing import get_args

import pytest
from msgspec.structs import replace

from cvgen.compose import compose, locale
from cvgen.compose.locale import LOCALE_FOLDER, Locale, read_locale
from cvgen.errors import Place, VariantError
from cvgen.files import yamldump, yamlfile
from cvgen.profile.faults import WrongValueError
from cvgen.profile.kinds import KINDS
from cvgen.profile.publications import PublicationType, Status
from cvgen.text.dates import PartialDate, Period
from cvgen.text.written_periods import parse_written_period

MAPPINGS = (
    *("patterns", "seasons", "words", "headings", "status", "marks", "status_at", "types", "links"),
)
TODAY = date(2026, 11, 20)
# One of these is a value of every field that has a label.
VALUES = ("a word", "illness", "2", "ada@example.org", "+49 30 1234", ["one"])
BASICS = {
    "name": "Ada Example",
    "email": "ada@example.org",
    "phone": "+49 30 1234",
    "url": "https://example.org",
    "location": {"city": "Berlin", "countryCode": "DE"},
    "pronouns": "she/her",
    "birthDate": "1990-05-06",
    "nationality": "German",
}
LISTS = [
    {"group": "type", "counts": True},
    {"group": "status", "authors": 2},
    {"group": "year", "numbers": "type"},
]
WINTER_TERM = PartialDate(2020, season="winter term", spans_years=True)
WINTER_TO_SUMMER = "WiSe 2020/21 – SoSe 2021"


# --- labels ---------------------------------------------------------------------------------------


def accepts(kind, entry):
    try:
        kind.model_validate(entry)
    except WrongValueError:
        return False
    return True


def entries(kind):
    """Make entries that fill one field with a slot each; lists have one value, and two."""
    slots = kind.slots
    title = {"name": "A name"} if "name" in kind.model_fields else {}
    for field in (*slots.title, *slots.subtitle, *slots.details):
        value = next(value for value in VALUES if accepts(kind, {**title, field: value}))
        yield {**title, field: value}
        if isinstance(value, list):
            yield {**title, field: value * 2}


def papers():
    """Make a publication of every type and of every status."""
    paper = {"name": "A paper", "authors": ["Bo Example", "Cem Example", "Ada Example*"]}
    for kind in get_args(PublicationType):
        yield {**paper, "type": kind, "releaseDate": "2020", "volume": "1", "issue": "2"}
    for status in get_args(Status):
        yield {**paper, "status": status}
        yield {**paper, "status": status, "publisher": "A venue"}


def profile_of_the_model():
    kinds = {name: list(entries(kind)) for name, kind in KINDS.items()}
    kinds["work"][0]["id"] = "one"  # what the evidence of a skill names
    return {
        "basics": BASICS,
        **kinds,
        "publications": list(papers()),
        "publicationLists": LISTS,
    }


class Recorder(dict):
    """Keeps which of its keys were asked for."""

    def __init__(self, words):
        super().__init__(words)
        self.requested = set()

    def __getitem__(self, key):
        """Look a word up that must be there."""
        self.requested.add(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        """Look a word up that may be there."""
        self.requested |= {key} & set(self)
        return super().get(key, default)


@pytest.fixture
def requested(load_text):
    """Compose everything that the model can say, and keep which words that takes."""
    words = locale.find_locale("en")
    recorders = {name: Recorder(getattr(words, name)) for name in MAPPINGS}
    profile = load_text(json.dumps(profile_of_the_model()))
    compose(profile, replace(words, **recorders), TODAY)
    return {name: recorder.requested for name, recorder in recorders.items()}


def test_every_label_of_every_kind_stands_in_every_locale_file(requested):
    """The files themselves, for what is read from them is filled up with English."""
    assert requested["headings"] == set(KINDS)
    details = {name for kind in KINDS.values() for name in kind.slots.details}
    assert details <= requested["words"]
    columns = {column.word for kind in KINDS.values() for column in kind.slots.columns}
    requested["words"] |= columns
    missing = defaultdict(list)
    for path in LOCALE_FOLDER.glob("*.yaml"):
        data = yamlfile.read_yaml(path).data
        for part, names in requested.items():
            missing[path.name] += [
                f"{part}.{name}" for name in names if data[part].get(name) is None
            ]
    assert {file: names for file, names in missing.items() if names} == {}


@pytest.mark.parametrize("language", locale.list_languages())
def test_every_detail_has_its_label(language, load_text):
    """A grade with a name of its own needs none, and is not in this profile."""
    profile = load_text(json.dumps(profile_of_the_model()))
    document, warnings = compose(profile, locale.find_locale(language), TODAY)
    details = {
        (section.kind, detail.name): detail.label
        for section in document.sections
        for item in section.items
        for detail in item.details
    }
    assert set(details) == {
        (name, key) for name, kind in KINDS.items() for key in kind.slots.details
    }
    assert all(details.values())
    assert all(contact.label for contact in document.contacts)
    assert "W340" not in {warning.code for warning in warnings}


def test_one_person_is_named_in_the_singular(load_text):
    profile = load_text(
        "basics: {name: Ada}\n"
        "work: [{position: A, supervisors: [Bo]}, {position: B, supervisors: [Bo, Cem]}]"
    )
    document, _ = compose(profile, locale.find_locale("en"), TODAY)
    labels = [item.details[0].label for item in document.sections[0].items]
    assert labels == ["Supervisor", "Supervisors"]


# --- a locale file that lacks something -----------------------------------------------------------


@pytest.fixture
def locale_without(tmp_path):
    """Read the German locale file without something."""

    def locale_without(part, name=None):
        data = yamlfile.read_yaml(LOCALE_FOLDER / "de.yaml").data
        if name:
            del data[part][name]
        else:
            del data[part]
        path = tmp_path / "de.yaml"
        path.write_text(yamldump.write_yaml(data), "utf-8")
        return read_locale(path, "de")

    return locale_without


@pytest.mark.parametrize("part", MAPPINGS)
def test_a_word_that_a_locale_file_lacks_is_english_with_a_warning(locale_without, part, tmp_path):
    english, german = locale.find_locale("en"), locale.find_locale("de")
    for name in getattr(english, part):
        words = locale_without(part, name)
        assert getattr(words, part)[name] == getattr(english, part)[name]
        assert getattr(words, part) | {name: ""} == getattr(german, part) | {name: ""}
        (warning,) = words.warnings
        assert (warning.code, warning.severity) == ("W340", "warning")
        assert warning.place == Place(str(tmp_path / "de.yaml"))
        assert f"{part}.{name}" in warning.message


@pytest.mark.parametrize("part", ["months", "months-long", "quotes", *MAPPINGS])
def test_a_whole_part_that_a_locale_file_lacks_is_english_with_one_warning(locale_without, part):
    words: Locale = locale_without(part)
    (warning,) = words.warnings
    assert part in warning.message
    assert words.format_date(PartialDate(2024, 5, 6))


@pytest.mark.parametrize("part", ["ordinals", "rankings"])
def test_what_not_every_language_has_may_be_missing(locale_without, part):
    words = locale_without(part)
    assert words.warnings == ()
    assert words.format_ordinal(3) == "3" + words.ordinals.get("other", "")


def test_who_prints_a_profile_is_told_of_the_missing_word(locale_without, load_text):
    profile = load_text("basics: {name: Ada}\nteaching: [{name: Algebra, level: BSc}]")
    document, warnings = compose(profile, locale_without("words", "level"), TODAY)
    (item,) = document.sections[0].items
    assert item.details[0].label == "Level"
    assert [warning.code for warning in warnings] == ["W340"]


# --- patterns and dates ---------------------------------------------------------------------------

NOVEMBER = PartialDate(2026, 11, 20)
NOW = Period(PartialDate(2021, 9), ongoing=True)
TERM = Period(PartialDate(2021, 9), PartialDate(2023, 2))
YEARS = Period(PartialDate(2012), PartialDate(2016))
MONTHS = Period(PartialDate(2023, 3), PartialDate(2023, 6))
DAY = Period(PartialDate(2024, 5, 6))


@pytest.mark.parametrize(
    ("language", "period", "text"),
    [
        ("en", NOW, "Sep 2021 – present"),
        ("en", TERM, "Sep 2021 – Feb 2023"),
        ("en", YEARS, "2012–2016"),
        ("en", MONTHS, "Mar – Jun 2023"),
        ("de", MONTHS, "März–Juni 2023"),
        ("pt", MONTHS, "mar. – jun. de 2023"),
        ("hu", MONTHS, "2023. márc.–jún."),
        ("ja", MONTHS, "2023年3月～6月"),
        ("zh", MONTHS, "2023年3月–6月"),
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
    assert (
        locale.find_locale(language)
        .format_period(period, NOVEMBER)
        .replace("\N{NO-BREAK SPACE}", " ")
        == text
    )


@pytest.mark.parametrize(
    ("start", "text"),
    [
        (PartialDate(2033, 10), "from Oct 2033"),
        (PartialDate(2033), "from 2033"),
        (PartialDate(2026, 11, 21), "from Nov 2026"),
        (PartialDate(2026, 12), "from Dec 2026"),
        (PartialDate(2027, season="spring"), "from Spring 2027"),
        (PartialDate(2026, season="winter"), "from Winter 2026"),
        (PartialDate(2033, 10, expected=True), "from Oct 2033 (expected)"),
        (PartialDate(2019, expected=True), "from 2019 (expected)"),
        (PartialDate(2026, 11, 20), "Nov 2026 – present"),
        (PartialDate(2026, 11), "Nov 2026 – present"),
        (PartialDate(2026), "2026 – present"),
        (PartialDate(2026, season="Q4"), "Q4 2026 – present"),
    ],
)
def test_what_has_not_begun_is_not_going_on(start, text):
    """The day is 20 November 2026."""
    period = Period(start, ongoing=True)
    printed = locale.find_locale("en").format_period(period, NOVEMBER)
    assert printed.replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize("language", locale.list_languages())
def test_a_future_start_is_not_present_in_any_language(language):
    words = locale.find_locale(language)
    for style in ("short", "long", "numeric", "years"):
        styled = replace(words, date_style=style)
        start = PartialDate(2033, 10)
        future = styled.format_period(Period(start, ongoing=True), NOVEMBER)
        assert words.words["present"] not in future
        assert styled.format_date(start) in future
        assert future != styled.format_date(start)
        past = styled.format_period(Period(start, ongoing=True), PartialDate(2033, 10, 1))
        assert words.words["present"] in past


@pytest.mark.parametrize(
    ("language", "period", "text"),
    [
        (
            "en",
            Period(PartialDate(2023, 9), PartialDate(2027, 5, expected=True)),
            "Sep 2023 – May 2027 (expected)",
        ),
        ("en", Period(PartialDate(2027, expected=True)), "2027 (expected)"),
        ("en", Period(PartialDate(2023), PartialDate(2027, expected=True)), "2023–2027 (expected)"),
        ("en", Period(PartialDate(2022, season="fall")), "Fall 2022"),
        ("en", Period(PartialDate(2022, season="autumn")), "Autumn 2022"),
        (
            "en",
            Period(PartialDate(2022, season="fall"), PartialDate(2023, season="spring")),
            "Fall 2022 – Spring 2023",
        ),
        ("en", Period(PartialDate(2022), PartialDate(2022, season="Q3")), "2022 – Q3 2022"),
        ("de", Period(PartialDate(2022, season="fall")), "Herbst 2022"),
        ("de", Period(PartialDate(2027, 5, expected=True)), "Mai 2027 (voraussichtlich)"),
        ("es", Period(PartialDate(2023, season="spring")), "primavera de 2023"),
        ("fa", Period(PartialDate(2023, season="spring")), "بهار ۲۰۲۳"),
        ("zh", Period(PartialDate(2023, season="spring")), "2023年春季"),
        ("zh", Period(PartialDate(2027, 5, expected=True)), "2027年5月（预计）"),
        ("zh", Period(PartialDate(2033, 10), ongoing=True), "2033年10月起"),
        ("ja", Period(PartialDate(2023, season="Q3")), "2023年第3四半期"),
        ("hu", Period(PartialDate(2023, season="spring")), "2023 tavasza"),
        ("de", Period(WINTER_TERM), "WiSe 2020/21"),
        ("de", Period(WINTER_TERM, PartialDate(2021, season="summer term")), WINTER_TO_SUMMER),
        ("en", Period(WINTER_TERM), "Winter term 2020/21"),
        ("zh", Period(WINTER_TERM), "2020/21年冬季学期"),
        ("fa", Period(WINTER_TERM), "ترم زمستان ۲۰۲۰/۲۱"),
        ("de", Period(PartialDate(2020, season="michaelmas")), "Michaelmas 2020"),
        ("zh", Period(PartialDate(2021, season="hilary")), "Hilary 2021"),
        ("en", Period(end=PartialDate(2019), has_open_start=True), "until 2019"),
        ("de", Period(end=PartialDate(2019, 5), has_open_start=True), "bis Mai 2019"),
        ("zh", Period(end=PartialDate(2019), has_open_start=True), "至2019年"),
    ],
)
def test_what_is_expected_and_seasons_print_in_the_language(language, period, text):
    printed = locale.find_locale(language).format_period(period, NOVEMBER)
    assert printed.replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize("language", locale.list_languages())
def test_a_quarter_prints_with_its_number_or_its_name_in_cldr(language):
    babel = pytest.importorskip("babel")
    tag = {"zh": "zh_Hans", "no": "nb"}.get(language, language.replace("-", "_"))
    quarters = babel.Locale.parse(tag).quarters["format"]
    for number in range(1, 5):
        pattern = locale.find_locale(language).seasons[f"Q{number}"]
        names = {quarters[width][number] for width in ("abbreviated", "wide")}
        assert any(name in pattern for name in names) or str(number) in pattern


def test_a_date_stays_on_one_line():
    """White space inside a date does not break; that around the dash may."""
    assert (
        locale.find_locale("en").format_period(TERM, NOVEMBER)
        == "Sep\N{NO-BREAK SPACE}2021 – Feb\N{NO-BREAK SPACE}2023"
    )


@pytest.mark.parametrize("language", locale.list_languages())
def test_every_language_has_all_the_words_of_english(language):
    """A word that is missing would fail only in the profile that needs it."""
    english, other = locale.find_locale("en"), locale.find_locale(language)
    assert other.warnings == ()
    for part in MAPPINGS:
        assert set(getattr(other, part)) == set(getattr(english, part)), part
        assert all(getattr(other, part).values()), part
    for names in other.months.values():
        assert len(set(names.alone)) == len(set(names.with_day)) == 12
    assert len(other.quotes) == 4


@pytest.mark.parametrize("language", locale.list_languages())
def test_every_file_says_in_its_head_what_no_speaker_has_read_and_what_is_in_doubt(language):
    """What is in doubt is named by its part and its name, and is there."""
    text = (LOCALE_FOLDER / f"{language}.yaml").read_text("utf-8")
    head = text[: text.index("\nname: ")]
    assert "native speaker" in head
    words = locale.find_locale(language)
    _, _, doubts = head.partition("In doubt: ")
    for part, name in re.findall(r"(\w+)\.([^\s,]+[^\s,.])", doubts):
        assert name in getattr(words, part)


@pytest.mark.parametrize("language", locale.list_languages())
def test_no_two_kinds_of_section_have_one_heading(language):
    """Who reads "Research interests" over hobbies, or twice, takes one for the other."""
    headings = locale.find_locale(language).headings
    assert len(set(headings.values())) == len(headings)


@pytest.mark.parametrize("language", locale.list_languages())
def test_every_pattern_has_the_gaps_of_the_english_one(language):
    english, other = locale.find_locale("en"), locale.find_locale(language)
    for part in ("patterns", "seasons", "status_at"):
        for name, pattern in getattr(english, part).items():
            if name != "months":
                assert gaps(getattr(other, part)[name]) == gaps(pattern), name
    # the year stands in the last of two months, in the first one, or in both
    assert gaps(other.patterns["months"]) in (
        {"first", "end"}, {"start", "last"}, {"start", "end"},
    )  # fmt: skip


def gaps(pattern):
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


@pytest.mark.parametrize(
    "language", [language for language in locale.list_languages() if language != "en"]
)
def test_numbers_of_a_date_stand_in_the_order_of_cldr(language):
    """CLDR's root has the American order for English; ours is the British one."""
    babel = pytest.importorskip("babel")
    pattern = (
        babel.Locale.parse({"zh": "zh_Hans", "no": "nb"}.get(language, language.replace("-", "_")))
        .datetime_skeletons["yMd"]
        .pattern
    )
    order = list(dict.fromkeys(letter for letter in pattern if letter in "yMd"))
    ours = [
        name[0] if name != "month" else "M"
        for _, name, _, _ in Formatter().parse(locale.find_locale(language).patterns["day-numeric"])
        if name
    ]
    assert ours == order


@pytest.mark.parametrize("language", locale.list_languages())
def test_months_of_one_year_share_it_as_in_cldr(language):
    """Vietnamese has numbers for short months, and CLDR gives each of those its year."""
    babel = pytest.importorskip("babel")
    tag = {"zh": "zh_Hans", "no": "nb"}.get(language, language.replace("-", "_"))
    skeleton = "yM" if language == "vi" else "yMMM"
    theirs = "".join(babel.Locale.parse(tag).interval_formats[skeleton]["M"])
    words = locale.find_locale(language)
    printed = words.format_period(MONTHS, NOVEMBER)
    ours = printed.translate(str.maketrans(words.digits, "0123456789"))
    assert ours.count("2023") == theirs.count("y")
    assert ours.startswith("2023") == theirs.startswith("y")
    if theirs.count("y") == 1:
        dash = r"(?<=\s)[–~～至تا]+(?=\s)"
        assert bool(re.search(dash, printed)) == bool(re.search(dash, theirs))


@pytest.mark.parametrize("language", locale.list_languages())
def test_months_of_one_year_are_read_as_they_print(language):
    for style in ("short", "long", "numeric"):
        words = replace(locale.find_locale(language), date_style=style)
        assert parse_written_period(words.format_period(MONTHS, NOVEMBER)) == MONTHS
        for first, last in ((1, 12), (7, 8), (9, 10)):
            period = Period(PartialDate(2023, first), PartialDate(2023, last))
            assert parse_written_period(words.format_period(period, NOVEMBER)) == period


@pytest.mark.parametrize(
    ("language", "style", "text"),
    [
        ("en", "long", "March – June 2023"),
        ("en", "numeric", "03/2023 – 06/2023"),
        ("en", "years", "2023"),
        ("es", "long", "marzo–junio de 2023"),
        ("fa", "long", "مارس تا ژوئن ۲۰۲۳"),
    ],
)
def test_months_of_one_year_share_it_in_words_only(language, style, text):
    words = replace(locale.find_locale(language), date_style=style)
    assert words.format_period(MONTHS, NOVEMBER).replace("\N{NO-BREAK SPACE}", " ") == text


def test_months_of_one_year_with_days_and_an_expected_end_share_it():
    period = Period(PartialDate(2027, 3, 1), PartialDate(2027, 6, 30, expected=True))
    printed = locale.find_locale("en").format_period(period, NOVEMBER)
    assert printed.replace("\N{NO-BREAK SPACE}", " ") == "Mar – Jun 2027 (expected)"


@pytest.mark.parametrize("language", locale.list_languages())
def test_a_date_says_its_year_in_every_style(language):
    words = locale.find_locale(language)
    for style in ("short", "long", "numeric", "years"):
        text = replace(words, date_style=style).format_date(PartialDate(2024, 5, 17))
        assert text.translate(str.maketrans(words.digits, "0123456789")).count("2024") == 1


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
    day = replace(locale.find_locale(language), date_style=style).format_date(
        PartialDate(2024, 5, 17)
    )
    assert day.replace("\N{NO-BREAK SPACE}", " ") == text


@pytest.mark.parametrize(
    ("requested", "language", "words_of"),
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
def test_a_tag_gets_the_words_of_its_script_and_stays_what_was_asked_for(
    requested, language, words_of
):
    words = locale.find_locale(requested)
    assert (words.language, words.words_of) == (language, words_of)


@pytest.mark.parametrize("tag", ["ru-Latn", "xx"])
def test_there_are_no_words_in_a_script_that_nobody_wrote_them_in(tag):
    with pytest.raises(VariantError, match="V102"):
        locale.find_locale(tag)
