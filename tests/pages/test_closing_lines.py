"""Below all sections, on the last page, stands what the profile asks for there; nothing without asking."""

import json

import pytest
from exported import export_profile, take_text
from printed import Printed
from shipped import TODAY

from cvgen.compose.closing import compose_closing
from cvgen.compose.locale import find_locale, list_languages
from cvgen.compose.wording import Wording
from cvgen.files.yamlfile import Tree
from cvgen.profile.closing import Closing
from cvgen.profile.select import select_variant

CONSENT = "I agree that my data are read"
CLOSING = {
    "consent": CONSENT,
    "references": True,
    "updated": True,
    "signature": True,
    "place": "Bath",
}
TOLD = (
    "A task that took a while, and takes a line or two of the page to be told in the words it needs"
)


def write(**settings):
    jobs = [{"name": f"Firm {number}", "highlights": [TOLD] * 3} for number in range(14)]
    return json.dumps({"basics": {"name": "Ada Example"}, "work": jobs, **settings})


@pytest.mark.parametrize("theme", ["classic", "columns", "sidebar", "swiss"])
def test_closing_lines_stand_last_and_together(print_text, theme):
    page = Printed.of(print_text(write(closing=CLOSING), theme=theme))
    last = len(page.pages) - 1
    assert last > 0
    texts = ["".join(run.text for run in page.runs if run.page == number) for number in (0, last)]
    lines = ["References on request", CONSENT, "Last updated: ", "Bath, ", "Ada Example"]
    places = [texts[1].rindex(line) for line in lines[:4]]
    assert places == sorted(places)
    assert places[0] > texts[1].rindex("Firm 13")
    assert CONSENT not in texts[0]


def test_a_clause_of_a_country_is_in_its_language(load_text):
    text = take_text(export_profile(load_text(write(closing={"consent": "italy"})), ["md"]))
    assert "Autorizzo il trattamento dei dati personali" in text.splitlines()[-1]
    assert "679" in text.splitlines()[-1]


def test_nothing_is_said_that_was_not_asked_for(load_text):
    for closing in ({}, {"closing": {"references": "false"}}):
        text = take_text(export_profile(load_text(write(**closing)), ["md"]))
        assert text.splitlines()[-1] == f"- {TOLD}"


def test_a_variant_adds_to_the_closing_and_an_anonymous_cv_has_none(load_text):
    variants = {"signed": {"closing": {"signature": "true"}}}
    profile = load_text(write(closing={"consent": CONSENT}, variants=variants))
    closing = select_variant(profile, "signed").settings.closing
    assert (closing.consent, closing.signature) == (CONSENT, "line")
    text = take_text(export_profile(profile, ["md"], variant="signed", anonymous=True))
    assert CONSENT not in text


def test_every_language_has_the_words():
    for language in list_languages():
        wording = Wording(find_locale(language), Tree(None, ""), TODAY)
        wished = Closing(references="true", updated="true")
        closing = compose_closing(wished, "Ada", wording, TODAY)
        assert str(TODAY.year) in closing.lines[1] or wording.locale.digits != "0123456789", (
            language
        )
