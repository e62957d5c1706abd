"""Figures by hand, counts and sums of money are worded as each language does, and only where asked for."""

import json

import pytest
from exported import export_profile, take_text
from shipped import TODAY

from cvgen.compose.amounts import read_amount
from cvgen.compose.locale import find_locale, list_languages
from cvgen.compose.metrics import format_metrics
from cvgen.compose.numbers import format_count, format_number, read_figure_words
from cvgen.compose.plurals import find_plural_rules
from cvgen.compose.wording import Wording
from cvgen.files.yamlfile import Tree
from cvgen.profile.metrics import PersonMetrics

babel = pytest.importorskip("babel")
numbers = pytest.importorskip("babel.numbers")
each_language = pytest.mark.parametrize("language", list_languages())
FIGURES = {"citations": 12345, "hIndex": 18, "source": "Scholar", "date": "2026-11-01"}
WORK = {"name": "A paper", "metrics": {"citations": 1, "source": "OpenAlex", "date": "2026-11-01"}}
PERSON = {"basics": {"name": "Ada Example", "metrics": FIGURES}, "publications": [WORK]}
ASKED = {"options": {"metrics": "true"}}


def find_cldr(language):
    return babel.Locale.parse({"no": "nb"}.get(language, language).replace("-", "_"))


def write_text(load_text, data, **wish):
    """Export a profile as text, in lines without their breaks."""
    profile = load_text(json.dumps({"basics": {"name": "Ada"}, **data}, ensure_ascii=False))
    exported = export_profile(profile, ["txt"], **wish)
    return " ".join(take_text(exported).split()), exported


@each_language
def test_the_form_behind_a_number_is_cldrs(language):
    """But for the millions of Romance languages, and no number at all in Arabic."""
    rules = find_plural_rules(language)
    theirs = find_cldr(language).plural_form
    first = 1 if language == "ar" else 0
    wrong = {n: theirs(n) for n in range(first, 1200) if rules.choose_form(n) != theirs(n)}
    assert wrong == {}


@each_language
def test_every_noun_has_the_forms_of_its_language_and_its_number(language):
    locale = find_locale(language)
    forms = find_plural_rules(language).forms
    for name, words in read_figure_words()["nouns"].items():
        assert len(words[language]) == len(forms), name
        assert "1" in format_count(21, name, locale).translate(
            str.maketrans(locale.digits, "0123456789")
        )
    assert read_figure_words()["total"][language]


@each_language
def test_a_number_has_its_groups_as_cldr_has_them(language):
    system = "arabext" if language == "fa" else "latn"
    theirs = numbers.format_decimal(1234567, locale=find_cldr(language), numbering_system=system)
    locale = find_locale(language)
    ours = format_number(1234567, locale).translate(str.maketrans(locale.digits, "0123456789"))
    assert " ".join(ours.split()) == " ".join(theirs.split())


def test_the_marks_of_groups_and_decimals_of_a_territory_differ():
    for tag in ("es-MX", "de-CH", "de-AT", "pt-PT", "en-ZA"):
        locale = find_locale(tag)
        assert locale.decimal not in format_number(12345, locale), tag


@pytest.mark.parametrize(
    ("text", "hundredths", "code"),
    [
        ("£12,000", 1_200_000, "GBP"),
        ("1.500.000 €", 150_000_000, "EUR"),
        ("CHF 250'000", 25_000_000, "CHF"),
        ("USD 40.000,50", 4_000_050, "USD"),
        ("2.5 Mio. EUR", 250_000_000, "EUR"),
        ("300 000 Kč", 30_000_000, "CZK"),
        ("12万元", 12_000_000, "元"),
    ],
)
def test_one_sum_of_money_is_read_as_people_write_it(text, hundredths, code):
    amount = read_amount(text)
    assert (amount.hundredths, amount.code) == (hundredths, code)


@pytest.mark.parametrize(
    "text",
    ["a lot", "50,000", "€10,000 of €50,000", "1.500 million EUR", "PLN 12 34", "EUR or USD 5"],
)
def test_what_is_no_one_sum_of_money_is_not_guessed(text):
    assert read_amount(text) is None


GRANTS = [
    {"name": "One", "amount": "€12,000", "role": "PI"},
    {"name": "Two", "amount": "EUR 1.5M", "role": "PI"},
    {"name": "Three", "amount": "40 000 GBP"},
    {"name": "Four", "amount": "a lot"},
    {"name": "Five"},
]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Total: €1,512,000, GBP 40,000"),
        ("de", "Insgesamt: 1.512.000 €, 40.000 GBP"),
        ("zh", "总额：€1,512,000, GBP 40,000"),
    ],
)
def test_a_list_of_grants_adds_up_by_currency(load_text, language, said):
    text, exported = write_text(load_text, {"grants": GRANTS, "sums": "grants"}, language=language)
    assert said in text
    codes = [finding.code for finding in exported.findings]
    assert [codes.count(code) for code in ("W421", "W422")] == [1, 1]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "3 talks, 2 invited"), ("ru", "3 доклада, 2 invited"), ("ar", "3 محاضرات، 2 invited")],
)
def test_a_section_says_how_many_entries_it_has_and_of_which_kinds(load_text, language, said):
    talks = {"groups": [{"title": "Here", "entries": [{"name": "A", "type": "invited"}]}]}
    talks["groups"].append(
        {"title": "There", "entries": [{"name": "B", "type": "Invited"}, {"name": "C"}]}
    )
    text, _ = write_text(load_text, {"talks": talks, "counts": ["talks"]}, language=language)
    assert said in text
    assert said not in write_text(load_text, {"talks": talks}, language=language)[0]


def test_what_has_no_noun_is_counted_as_a_total(load_text):
    people = [{"name": "Bo", "level": "PhD"}, {"name": "Chen", "level": "MSc"}]
    text, _ = write_text(load_text, {"supervision": people, "counts": ["supervision"]})
    assert "Total: 2, 1 PhD, 1 MSc" in text


def test_counts_count_what_a_variant_prints(load_text):
    talks = [{"name": name} for name in ("A", "B", "C")]
    variants = {"short": {"limits": {"talks": 1}}}
    data = {"talks": talks, "counts": ["talks"], "variants": variants}
    assert "1 talk " in write_text(load_text, data, variant="short")[0] + " "


def test_figures_print_where_an_option_asks_for_them_with_source_and_day(load_text):
    text, _ = write_text(load_text, {**PERSON, **ASKED})
    assert "12,345 citations, h-index 18 (Scholar, 1 Nov 2026)" in text
    assert "1 citation (OpenAlex, 1 Nov 2026)" in text


@pytest.mark.parametrize("wish", [{}, {"target": "dfg", "options": {"metrics": "true"}}])
def test_figures_are_nowhere_unless_asked_for_nor_for_a_target_that_wants_none(load_text, wish):
    profile = load_text(json.dumps(PERSON))
    exported = export_profile(profile, ["txt", "json-resume", "html"], **wish)
    for export in exported.exports:
        for data in export.files.values():
            assert b"12345" not in data.replace(b",", b"")
            assert b"OpenAlex" not in data
    told = [finding.code for finding in exported.findings]
    assert ("K150" in told) == bool(wish)


def test_figures_that_are_over_a_year_old_are_told_at_their_day(load_text):
    old = {**FIGURES, "date": f"{TODAY.year - 1}-11-01"}
    young = {**FIGURES, "date": f"{TODAY.year - 1}-11-20"}
    basics = {"name": "Ada", "metrics": [young, old]}
    text = json.dumps({**PERSON, "basics": basics, **ASKED})
    exported = export_profile(load_text(text), ["txt"])
    (finding,) = (one for one in exported.findings if one.code == "W420")
    assert old["date"] in finding.message
    assert finding.place.column == text.index(old["date"])


def test_figures_of_the_person_without_a_list_of_works_are_told(load_text):
    data = {"basics": PERSON["basics"], "work": [{"name": "Firm"}], **ASKED}
    assert "W426" in [finding.code for finding in write_text(load_text, data)[1].findings]


def test_figures_of_a_work_in_a_bibliography_are_those_of_its_key(load_text, tmp_path):
    entry = "@article{one, author={Example, Ada}, title={A paper}, journal={J}, year={2024}}"
    (tmp_path / "papers.bib").write_text(entry)
    paper = {"key": "one", "metrics": WORK["metrics"]}
    data = {"bibliography": "papers.bib", "publications": [paper], **ASKED}
    assert "1 citation (OpenAlex" in write_text(load_text, data)[0]


@each_language
def test_figures_are_worded_in_every_language(language):
    wording = Wording(find_locale(language), Tree(None, ""), TODAY)
    figures = PersonMetrics.model_validate({**FIGURES, "reads": 900})
    (text,) = format_metrics([figures], wording)
    assert "18" in text.translate(str.maketrans(wording.locale.digits, "0123456789"))
