"""What a mark behind a name means is said by the profile or the work; only * and # mean the same everywhere."""

from datetime import date

import pytest
from markupsafe import Markup

from cvgen.compose import compose
from cvgen.compose.locale import find_locale
from cvgen.errors import ProfileError
from cvgen.text.markup import strip_markup

HEAD = "basics: {name: Ada Example}\n"
BIB = "@article{a, title = {The First Work}, year = 2020, author = {Example*, Ada and Sample$^\\dagger$, Bo}%s}\n@article{b, title = {Second}, year = 2019, author = {Ada Example and Roe†, Bea}%s}"


@pytest.fixture
def page(load_text, tmp_path):
    """Give the legend, the notes by title and the warnings of a profile, with a bibliography beside it."""

    def page(text, bib="", language="en"):
        if bib:
            (tmp_path / "papers.bib").write_text(bib, "utf-8")
            text += "bibliography: papers.bib\n"
        profile = load_text(HEAD + text)
        document, _ = compose(profile, find_locale(language), date(2026, 11, 20))
        (section,) = document.sections
        notes = {
            str(item.title): [strip_markup(note) for note in item.notes] for item in section.items
        }
        legend = {mark: strip_markup(Markup(meaning)) for mark, meaning in section.legend}
        return legend, notes, profile.warnings

    return page


def test_a_mark_without_a_meaning_stays_out_of_the_legend_and_is_told_once(page):
    legend, _, [told] = page("", BIB % ("", ""))
    assert legend == {"*": "Equal contribution"}
    assert (told.code, told.place.file.endswith("papers.bib"), told.place.line) == ("B214", True, 1)
    assert "'a' (The First Work)" in told.message
    assert "'†'" in told.message
    assert "1 more" in told.message
    assert len(told.message) <= 160


def test_a_mark_in_the_profile_itself_is_told_at_its_work(page):
    legend, _, [told] = page(
        "publications:\n- {name: One, authors: [Ada*, Bo]}\n- {name: Two, authors: [Bo‡]}\n"
    )
    assert legend == {"*": "Equal contribution"}
    assert (told.code, told.place.line) == ("B214", 4)


def test_the_profile_says_once_what_a_mark_means_in_any_language(page):
    given = "legend: {†: {en: Corresponding author, de: Korrespondenz}, '*': First authors}\n"
    legend, _, told = page(given, BIB % ("", ""))
    assert (legend, told) == ({"*": "First authors", "†": "Corresponding author"}, ())
    assert page(given, BIB % ("", ""), "de")[0]["†"] == "Korrespondenz"


def test_what_is_no_mark_has_no_place_in_the_legend(page):
    with pytest.raises(ProfileError) as failure:
        page("legend: {'+': More}\npublications: [{name: One}]\n")
    assert "'+'" in str(failure.value)


@pytest.mark.parametrize(
    "field",
    ["annotation = {* Example first authors<br>† To whom to write}", r"annotation = {$^*$ Example first authors \\ $\dagger$: To whom to write}", "annotation = {*Example first authors; †To whom to write}"],
)  # fmt: skip
def test_a_work_says_itself_what_its_marks_mean(field, page):
    legend, notes, told = page("", BIB % (f", {field}", ", note = {† To whom to write}"))
    assert legend == {"*": "Example first authors", "†": "To whom to write"}
    assert (notes, told) == ({"The First Work": [], "Second": []}, ())


def test_where_works_mean_different_things_each_says_it_and_the_legend_does_not(page):
    legend, notes, told = page("", BIB % (", note = {† Writes letters}", ", note = {† Deceased}"))
    assert (legend, told) == ({"*": "Equal contribution"}, ())
    assert notes == {"The First Work": ["† Writes letters"], "Second": ["† Deceased"]}


def test_a_long_annotation_of_a_reader_is_not_printed(page):
    _, notes, _ = page("legend: {†: x}\n", BIB % (", annotation = {A fine paper; read it.}", ""))
    assert notes["The First Work"] == []


def test_the_words_of_biblatex_are_said_in_the_language_of_the_cv(page):
    bib = "@article{a, title = {T}, author = {Ada Example and Bo Sample}, author+an = {1=equal; 2=deceased}}"
    assert page("", bib)[::2] == ({"*": "Equal contribution", "†": "Deceased"}, ())
    assert page("", bib, "de")[0] == {"*": "Gleicher Beitrag", "†": "Verstorben"}


def test_a_note_that_starts_with_a_number_or_another_mark_is_a_note(page):
    work = "publications: [{name: One, authors: ['Ada#', Bo], notes: ['#1 of the year', '† of nobody']}]\n"
    legend, notes, told = page(work)
    assert (legend, told) == ({"#": "Corresponding author"}, ())
    assert notes == {"One": ["#1 of the year", "† of nobody"]}


def test_marks_by_name_need_no_bibliography(page):
    legend, _, _ = page("publications: [{name: One, authors: [Ada, Bo], marks: {Bo: '#'}}]\n")
    assert legend == {"#": "Corresponding author"}
