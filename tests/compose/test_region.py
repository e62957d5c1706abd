"""A region gives paper, dates and advice; who asks most nearly wins, and nothing is ever left out."""

import io
import re
from string import Formatter

import pypdf
import pytest
from typer.testing import CliRunner

from cvgen.build import build_letter
from cvgen.cli import app
from cvgen.compose import locale, region
from cvgen.compose.countries import load_countries
from cvgen.errors import VariantError
from cvgen.files import yamlfile
from cvgen.plan.request import Request
from cvgen.profile import letter as letters
from cvgen.text.language_tags import find_script

A4, LETTER = (595, 842), (612, 792)
ADA = """
facts: true
basics:
  name: Ada
  birthDate: 1990-05-17
  nationality: British
  location:
    address: Example Road 1
    city: London
"""
PRIZE = ADA + "awards: [{title: Prize, date: 2024-05-06}]\n"
WORDS = {"patterns", "words", "headings", "status", "status_at", "marks", "types", "links"}
each_region = pytest.mark.parametrize("code", region.list_regions())


def text(built):
    pages = pypdf.PdfReader(io.BytesIO(built.pdf.data)).pages
    return " ".join(
        "".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split()
    )


def size(built):
    return tuple(round(length) for length in built.pdf.pages[0])


def list_warnings(built):
    return [
        (finding.code, finding.place.line)
        for finding in built.warnings
        if finding.code in ("W320", "W321")
    ]


@pytest.mark.parametrize(
    ("code", "style", "date"),
    [
        ("us", "short", "May 6, 2024"),
        ("us", "long", "May 6, 2024"),
        ("us", "numeric", "05/06/2024"),
        ("ca", "numeric", "2024-05-06"),
        ("gb", "short", "6 May 2024"),
        ("gb", "numeric", "06/05/2024"),
        ("za", "numeric", "2024/05/06"),
    ],
)
def test_english_dates_are_those_of_the_region(print_text, code, style, date):
    built = print_text(PRIZE, region=code, options={"date-style": style})
    assert f" {date}" in f" {text(built)}"


def test_days_of_one_month_stand_in_the_order_of_the_region(print_text):
    talk = ADA + "volunteer: [{organization: Club, startDate: 2024-05-06, endDate: 2024-05-08}]\n"
    assert "May 6–8, 2024" in text(print_text(talk, region="us"))
    assert "6–8 May 2024" in text(print_text(talk))


def test_a_region_changes_no_language(print_text):
    assert (
        "Curriculum vitae"
        in pypdf.PdfReader(io.BytesIO(print_text(PRIZE, region="de").pdf.data)).metadata.title
    )


def test_an_american_heading_is_spelled_as_americans_do(print_text):
    assert "Awards and honors" in text(print_text(PRIZE, region="us"))
    assert "Awards and honours" in text(print_text(PRIZE, region="gb"))


def test_a_region_speaks_of_its_languages_only(print_text):
    assert "6. Mai 2024" in text(print_text(PRIZE, region="us", language="de"))


@pytest.mark.parametrize(
    ("settings", "options", "paper"),
    [
        ("", {}, A4),
        ("region: us\n", {}, LETTER),
        ("region: us\noptions: {paper: A4}\n", {}, A4),
        ("region: us\n", {"options": {"paper": "A4"}}, A4),
        ("region: us\nvariants: {v: {options: {paper: A4}}}\n", {"variant": "v"}, A4),
        ("", {"region": "mx"}, LETTER),
        ("options: {paper: Letter}\n", {"region": "de"}, LETTER),
    ],
    ids=str,
)
def test_the_paper_is_the_regions_where_nobody_asks_for_another(
    print_text, settings, options, paper
):
    assert size(print_text(ADA + settings, **options)) == paper


def test_the_variant_wins_over_the_profile_and_the_call_over_both(print_text):
    settings = "region: us\nvariants: {home: {region: gb}}\n"
    assert "May 6, 2024" in text(print_text(PRIZE + settings))
    assert "6 May 2024" in text(print_text(PRIZE + settings, variant="home"))
    assert size(print_text(PRIZE + settings, variant="home", region="ca")) == LETTER


@pytest.mark.parametrize(("code", "other"), [("gb", "uk"), ("us", "US"), ("gr", "EL")])
def test_a_region_is_known_by_other_spellings(code, other):
    assert region.find_region(other).code == code


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("usa", "'us'"),
        ("Germany", "'de'"),
        ("xx", "known: ae, at"),
        ("../regions/us", "known:"),
        ("", "known:"),
    ],
)
def test_an_unknown_region_is_refused_with_the_nearest_code(code, hint):
    with pytest.raises(VariantError, match="V103") as caught:
        region.find_region(code)
    assert hint in caught.value.diagnostics[0].hint


@pytest.mark.parametrize(
    ("settings", "options", "line"),
    [
        ("region: usa\n", {}, 1),
        ("variants:\n  v:\n    region: usa\n", {"variant": "v"}, 3),
        ("", {"region": "usa"}, None),
    ],
)
def test_an_unknown_region_is_refused_where_it_stands(print_text, settings, options, line):
    with pytest.raises(VariantError, match="V103") as caught:
        print_text(ADA + settings, **options)
    (finding,) = caught.value.diagnostics
    assert (finding.place and finding.place.line) == (line and len(ADA.splitlines()) + line)


def test_without_a_region_nobody_advises(print_text):
    assert list_warnings(print_text(ADA)) == []


def test_what_is_unusual_is_told_at_its_key_and_printed_all_the_same(print_text):
    built = print_text(ADA, region="us")
    assert list_warnings(built) == [("W320", 5), ("W320", 6)]
    assert "leave it" in built.warnings[0].hint
    assert "1990" in text(built)
    assert "British" in text(built)


def test_what_is_usual_or_optional_is_not_told(print_text):
    assert list_warnings(print_text(ADA, region="de")) == []
    assert list_warnings(print_text("basics: {name: Ada}", region="de")) == []


def test_what_is_expected_and_missing_is_told(print_text):
    built = print_text("basics:\n  name: Ada\n  location: London\n", region="jp")
    assert list_warnings(built) == [("W321", 1), ("W321", 3)]
    assert any("birthDate: …" in finding.hint for finding in built.warnings)
    assert list_warnings(print_text(ADA, region="jp")) == []


@pytest.fixture
def with_photo(tmp_path, print_text):
    """Print Ada with a photo, with what else is wished."""
    pytest.importorskip("PIL.Image").new("RGB", (300, 400), "white").save(tmp_path / "ada.png")

    def with_photo(**options):
        return print_text("basics:\n  name: Ada\n  image: ada.png\n", **options)

    return with_photo


def test_a_photo_is_told_where_it_is_unusual_and_is_printed(with_photo):
    built = with_photo(region="us")
    assert list_warnings(built) == [("W320", 3)]
    assert "photo: false" in built.warnings[0].hint


def test_a_photo_that_is_switched_off_is_not_told(with_photo):
    assert list_warnings(with_photo(region="us", options={"photo": "false"})) == []


def test_a_letter_follows_the_region_of_its_front_matter(tmp_path, load_text, around):
    """It has no photo, and nobody expects a date of birth of it; what it prints is told."""
    path = tmp_path / "letter.md"
    path.write_text("---\nregion: us\ndate: 2024-05-06\n---\nHello.\n", "utf-8")
    source = letters.read_letter(path)
    built = build_letter(source, load_text(ADA + "region: jp\n"), Request(), around)
    assert size(built) == LETTER
    assert "May 6, 2024" in text(built)
    assert list_warnings(built) == [("W320", 5), ("W320", 6)]
    japanese = build_letter(source, load_text("basics: {name: Ada}"), Request(region="jp"), around)
    assert size(japanese) == A4
    assert list_warnings(japanese) == []


@pytest.mark.parametrize(
    ("command", "file", "content"),
    [("build", "profile.yaml", ADA), ("letter", "letter.md", "---\n---\nHello.\n")],
)
def test_the_command_line_takes_a_region(tmp_path, command, file, content):
    (tmp_path / "profile.yaml").write_text(ADA, "utf-8")
    (tmp_path / file).write_text(content, "utf-8")
    done = CliRunner().invoke(
        app, [command, str(tmp_path / file), "--region", "US", "-o", str(tmp_path / "out")]
    )
    assert (done.exit_code, done.stderr.count("W320")) == (0, 2)
    assert (
        "V103"
        in CliRunner()
        .invoke(
            app, [command, str(tmp_path / file), "--region", "usa", "-o", str(tmp_path / "out")]
        )
        .stderr
    )


@each_region
def test_every_region_is_complete_and_in_known_words(code):
    data = yamlfile.read_yaml(region.REGION_FOLDER / f"{code}.yaml").data
    changes = {*WORDS, "months", "months-long", "quotes", "decimal", "checked"}
    assert set(data) - changes == {
        "name",
        "language",
        "paper",
        "sources",
        *region.FACTS,
    }
    assert re.fullmatch("[a-z]{2}", code)
    assert {data[fact] for fact in region.FACTS} <= {"expected", "usual", "optional", "unusual"}
    assert data["language"] in locale.list_languages()


@each_region
def test_every_region_says_what_it_rests_on_and_when_it_was_looked_up(code):
    data = yamlfile.read_yaml(region.REGION_FOLDER / f"{code}.yaml").data
    assert data["sources"]
    assert ("checked" in data) == (data["sources"] != ["custom, unchecked"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", data.get("checked", "2026-11-21"))


@each_region
def test_what_nobody_looked_up_is_neither_expected_nor_unusual(code):
    """A warning rests on a source."""
    data = yamlfile.read_yaml(region.REGION_FOLDER / f"{code}.yaml").data
    if data["sources"] == ["custom, unchecked"]:
        assert {data[fact] for fact in region.FACTS} <= {"usual", "optional"}


@each_region
def test_the_name_and_the_paper_are_those_of_cldr(code):
    """Its territories that use Letter are BZ CA CL CO CR GT MX NI PA PH PR SV US VE."""
    habits = region.find_region(code)
    assert habits.name == load_countries("en")[code.upper()].removesuffix(" SAR China")
    assert habits.paper == (
        "Letter"
        if code
        in {"bz", "ca", "cl", "co", "cr", "gt", "mx", "ni", "pa", "ph", "pr", "sv", "us", "ve"}
        else "A4"
    )


@each_region
def test_a_region_changes_only_what_the_language_has_and_keeps_its_gaps(code):
    for language, changes in region.find_region(code).changes.items():
        words = locale.find_locale(language)
        assert words.words_of == language
        assert len(changes.get("quotes", words.quotes)) == 4
        for names in changes.get("months", {}).values():
            assert set(names) <= {str(number) for number in range(1, 13)}
        for part in changes.keys() & WORDS:
            own = changes[part]
            theirs = getattr(words, part)
            assert {name: gaps(pattern) for name, pattern in own.items()} == {
                name: gaps(theirs[name]) for name in own
            }


@each_region
def test_numbers_of_a_date_stand_in_the_order_of_cldr(code):
    """Of every language for which CLDR knows the region, in the way that it writes a date short."""
    babel = pytest.importorskip("babel")
    habits = region.find_region(code)
    for language in locale.list_languages():
        try:
            theirs = babel.Locale.parse(
                f"{({'zh': 'zh_Hans', 'no': 'nb'}.get(language, language)).replace('-', '_')}_{code.upper()}"
            )
        except babel.UnknownLocaleError:
            continue
        if theirs.script and theirs.script != find_script(language):
            continue
        words = locale.find_locale(language).adapt_words(habits.changes.get(language, {}))
        assert order(words.patterns["day-numeric"]) == order(
            theirs.date_formats["short"].pattern
        ), theirs


def order(pattern):
    """Give the order of year, month and day in one of our patterns, or in one of CLDR's."""
    ours = (
        [name[0].lower() for _, name, _, _ in Formatter().parse(pattern) if name]
        if "{" in pattern
        else []
    )
    return ours or list(dict.fromkeys(letter.lower() for letter in pattern if letter in "yMd"))


def gaps(pattern):
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}
