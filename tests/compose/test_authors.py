"""Who is printed of the authors, and what is said of those who are not: nobody counts who has no name here."""

from datetime import date

import pytest
import yaml
from shipped import ROOT

from cvgen.bibliography.names import is_others
from cvgen.compose import compose
from cvgen.compose.locale import find_locale
from cvgen.text.markup import strip_markup

LANGUAGES = sorted(path.stem for path in (ROOT / "cvgen/data/locales").glob("*.yaml"))
NAMES = "Aa, Bb, Cc, Ada Example, Hh"


@pytest.fixture
def people(load_text):
    """Give the authors of the only work as they are printed."""

    def people(authors, limit=2):
        text = f"basics: {{name: Ada Example}}\npublications: [{{name: T, authors: [{authors}]}}]\npublicationLists: [{{authors: {limit}}}]"
        document, _ = compose(load_text(text), find_locale("en"), date(2026, 11, 20))
        (section,) = document.sections
        (item,) = section.items
        return strip_markup(item.people).replace("\N{NO-BREAK SPACE}", " ")

    return people


@pytest.mark.parametrize("others", ["others", "et al.", "Et al", "und andere", "u. a.", "等", "и др.", "and 12 others", "...", "…"])  # fmt: skip
def test_others_are_no_author_and_leave_their_number_open(others, people):
    assert people(f"{NAMES}, {others}") == "Aa, …, Ada Example (4th), et al."
    assert people(f"Aa, Bb, Ada Example, {others}") == "Aa, …, Ada Example (3rd), et al."
    assert people(f"Ada Example, Bb, {others}") == "Ada Example, Bb, et al."
    assert people(f"Aa, {others}", 1) == "Aa, et al."


def test_a_list_without_others_says_of_how_many(people):
    assert people(NAMES) == "Aa, …, Ada Example (4th of 5), et al."


def test_others_between_names_leave_the_number_open_too(people):
    assert people("Aa, Bb, Ada Example, et al., The Group") == "Aa, …, Ada Example (3rd), et al."


@pytest.mark.parametrize("others", ["...", "…", "et al."])
def test_behind_others_nobody_knows_the_position(others, people):
    assert people(f"Aa, Bb, {others}, Ada Example, Hh") == "Aa, …, Ada Example, et al."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_say_a_position_without_a_number_of_all(language):
    locale = find_locale(language)
    assert "7" in locale.patterns["position-of-some"].format(position=locale.format_ordinal(7))
    assert is_others(locale.words["others"])


def test_no_name_is_taken_for_others():
    table = yaml.safe_load((ROOT / "cvgen/data/bibliography/others.yaml").read_text("utf-8"))
    assert len(table) == len(set(table))
    for name in ("Al Otherson", "Etal Example", "Ua Example", "Andere Ym", "A. Kol", "I. In"):
        assert not is_others(name)
