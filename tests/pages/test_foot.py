"""The foot of a page has the fields that are asked for, and no word of it glues to a number in any reader."""

import pytest
from printed import Printed, spaced

from cvgen.errors import ThemeError
from cvgen.text.foot import fill_fields, strip_page_fields

JOBS = "".join(f"  - {{position: Clerk {number}}}\n" for number in range(70))
LONG = f"basics: {{name: Ada Example}}\nwork:\n{JOBS}"


@pytest.mark.parametrize(
    ("foot", "theme", "shown"),
    [
        ("{name}{page}", "classic", "Ada Example {}"),
        ("{date}, {page}/{pages}", "scholar", "20 Nov 2026, {}/2"),
        ("Draft", "swiss", "Draft"),
        ("", "narrative", "Ada Example"),
    ],
)
def test_a_foot_reads_as_it_is_written_and_is_an_artefact(print_text, foot, theme, shown):
    page = Printed.of(print_text(LONG, theme=theme, options={"footer": foot}))
    number = shown.format(1)
    for text in (page.raw_pages[0], page.by_pypdf, page.by_pdftotext, page.by_pdfminer):
        words = spaced(text)
        assert number in words
        assert not any(f"{end}1" in words for end in ("Example", "2026,", "Draft"))
    said = "".join(str(element.get("/ActualText", "")) for element in page.structure)
    assert "Draft" not in said


def test_an_unknown_field_is_told_with_those_that_there_are(print_text):
    with pytest.raises(ThemeError) as caught:
        print_text(LONG, theme="classic", options={"footer": "{nme}"})
    (finding,) = caught.value.diagnostics
    assert finding.code == "T111"
    assert "nme" in finding.message
    assert "{name}" in finding.hint


def test_fields_that_touch_stand_apart():
    assert fill_fields("{name}{page}", {"name": "Ada"}) == "Ada {page}"


def test_a_theme_with_a_number_of_its_own_gets_the_words_alone():
    assert strip_page_fields("Ada, {page}/{pages} (draft)") == "Ada (draft)"
    assert strip_page_fields("Draft/2") == "Draft/2"
