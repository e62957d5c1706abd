"""A person who has all that people ask for has it in every theme, in the order of the profile, for two readers.

The entries of `everything/profile.yaml` say their texts in the order in which an entry is read.
"""

from itertools import pairwise

import pytest
from printed import Printed, joined
from shipped import NORMAL, ROOT, THEMES

from cvgen.compose.locale import find_locale
from cvgen.files import yamlfile

PROFILE = ROOT / "tests" / "pages" / "everything" / "profile.yaml"
SAYS = yamlfile.read_yaml(PROFILE).data
# Settings, codes, addresses, and what prints in another form, which stands below.
NO_TEXT = {
    *("logo", "url", "kind", "reason", "metrics", "tags", "id", "date", "startDate", "endDate"),
    *("releaseDate", "terms", "evidence"),
}
# What is made of the profile, by the guide, on 20 November 2026.
PERIODS = (
    *("2021 – present", "Oct 2017 – Dec 2020 (3 yrs 3 mths)", "Oct 2012 – Sep 2016 (4 yrs)"),
    *("Warsaw, Oct 2012 – Mar 2015)", "(cotutelle, Lyon, Apr 2015 – Sep 2016)"),
    *("May 2028 (expected)", "Fall 2010", "Mar – Jun 2023 (4 mths)", "2021–2022"),
    *("2019, Mar – Jun 2020 (4 mths)", "Spring 2025", "Oct 2016 – Sep 2017 (1 yr)"),
)
FIGURES = (
    *("1,204 citations, h-index 18 (Google Scholar, 1 Nov 2026)", "Total: £150,000"),
    *("40 citations (OpenAlex, 1 Nov 2026)", "3 talks, 2 invited", "Breaks in all: 1 yr"),
    *("Parental leave", "Before it: PhD, Physics, Placeholder University and Université d'Exemple"),
)
CLOSING = (
    *("References on request", "Wyrażam zgodę", "Last updated: 20 Nov 2026"),
    *("London, 20 Nov 2026", "Prof. Dr. Ewa Wymyślona, FRSE", "example.org/ewa"),
)


@pytest.fixture(scope="module")
def print_person(build_once):
    """Print the person in a theme, once."""
    return lambda theme: Printed.of(build_once(PROFILE, theme=theme, options=NORMAL))


def list_texts(value):
    """List the texts of an entry in the order of the file."""
    if isinstance(value, dict):
        return [
            text for key, part in value.items() if key not in NO_TEXT for text in list_texts(part)
        ]
    if isinstance(value, list):
        return [text for item in value for text in list_texts(item)]
    return [fold(value)]


def fold(text):
    """Themes set some words in capitals."""
    return joined(text.replace("101-118", "101–118")).casefold()


def list_steps(key, entries):
    """List what follows each other: each text by itself, in tables what an entry says behind its title."""
    if key not in SAYS["tables"]:
        return [[text] for text in list_texts(entries)]
    rows = [list_texts(entry) for entry in entries]
    return [step for title, *cells in rows for step in ([title], cells)]


def list_sections():
    """List each heading with the texts below it, the oldest award last."""
    headings = find_locale("en").headings
    for key, entries in SAYS.items():
        if key in headings:
            listed = entries[::-1] if key == "awards" else entries
            yield fold(headings[key]), list_steps(key, listed)
    for section in SAYS["custom"]:
        yield fold(section["title"]), list_steps("custom", section["entries"])


def find_span(content, heading, steps):
    """Find where a section starts and ends, of several places that read like its heading where all follows."""
    start = content.find(heading)
    while start >= 0:
        end = follow(content, start + len(heading), steps)
        if end:
            return start, end
        start = content.find(heading, start + 1)
    raise AssertionError(f"not all of {steps} follows the heading '{heading}'")


def follow(content, at, steps):
    """Find where the last of some texts ends, each step of them behind the one before; 0 where it does not."""
    for step in steps:
        places = {text: content.find(text, at) for text in step}
        if min(places.values()) < 0:
            return 0
        at = max(place + len(text) for text, place in places.items())
    return at


@pytest.mark.parametrize("theme", THEMES)
def test_everything_is_there_in_order_for_two_readers(theme, print_person):
    page = print_person(theme)
    assert [str(finding) for finding in page.warnings if finding.code != "R210"] == []
    for content in (fold(page.content), fold(page.by_pypdf)):
        spans = sorted(find_span(content, *section) for section in list_sections())
        assert len(spans) == 16
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        assert [text for text in list_texts(SAYS["basics"]) if text not in content] == []
        assert [text for text in (*PERIODS, *FIGURES) if fold(text) not in content] == []
        assert follow(content, spans[-1][1], [[fold(text)] for text in CLOSING])


@pytest.mark.xdist_group("verapdf")
def test_what_has_everything_is_pdf_a_3a_and_pdf_ua_1(print_person, find_broken_rules, tmp_path):
    files = [tmp_path / f"{theme}.pdf" for theme in ("classic", "timeline")]
    for path in files:
        path.write_bytes(print_person(path.stem).data)
    broken = find_broken_rules(*files)
    assert {path: kinds for path, kinds in broken.items() if any(kinds.values())} == {}
