"""Who published with the person in four years, and the publications, as tables that spreadsheets open."""

import csv
import io
import zipfile

import pytest
from exported import export_profile, list_files
from lxml import etree

# The day of the tests is in November 2026, so that the 48 months begin in November 2022.
PROFILE = """
basics: {name: Ada Example}
education:
- {studyType: PhD, institution: Uni, startDate: 2020, endDate: 2024, supervisors: [{name: Prof. Bo Sample, affiliation: Example University}]}
references:
- {name: Dr. Dana Dummy, institution: Invented Institute, email: d@example.org}
publications:
- {name: Newest, authors: [A. Example, Bo Sample*, Chen van Placeholder], releaseDate: 2026-05, doi: 10.5555/new, volume: '12', publisher: Journal}
- {name: =HYPERLINK("x"), authors: [Bo Sample, 'Example, Ada', Dana Dummy], releaseDate: 2022-11}
- {name: Just before, authors: [Ada Example, Too Old], releaseDate: 2022-10}
- {name: Of a year, authors: [Ada Example, Year Only], releaseDate: 2022}
- {name: Undated, authors: [Ada Example, No Date]}
- {name: Hidden, authors: [Ada Example, Kept Secret], releaseDate: 2025, private: true}
"""


def export(load_text, name):
    exported = export_profile(load_text(PROFILE), [name])
    return list_files(exported), exported.findings


def read_rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_coauthors_of_48_months_are_listed_with_affiliation_and_last_work(load_text):
    files, _ = export(load_text, "collaborators")
    assert read_rows(files[".collaborators.csv"]) == [
        ["Name", "Affiliation", "Last work", "Works"],
        ["Dummy, Dana", "Invented Institute", "2022-11", "1"],
        ["Only, Year", "", "2022", "1"],
        ["Sample, Bo", "Example University", "2026-05", "2"],
        ["van Placeholder, Chen", "", "2026-05", "1"],
    ]


def test_what_a_list_of_coauthors_leaves_out_is_told(load_text):
    _, findings = export(load_text, "collaborators")
    told = {finding.code: finding for finding in findings}
    assert "2022-11" in told["X172"].message
    line = told["X110"].place.line
    assert "Undated" in PROFILE.splitlines()[line - 1]


def test_publications_are_a_table_with_the_position_of_the_person(load_text):
    files, _ = export(load_text, "publications-table")
    head, *rows = read_rows(files[".publications.csv"])
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    newest = cells[[one["Title"] for one in cells].index("Newest")]
    assert newest["Authors"] == "A. Example; Bo Sample; Chen van Placeholder"
    assert (newest["Position"], newest["Year"], newest["Date"]) == ("1/3", "2026", "2026-05")
    assert (newest["Venue"], newest["Volume"]) == ("Journal", "12")
    assert (newest["DOI"], newest["Address"]) == ("10.5555/new", "https://doi.org/10.5555/new")
    assert "Hidden" not in [one["Title"] for one in cells]


def test_no_cell_is_a_formula(load_text):
    """OWASP's advice for CSV; in a workbook all cells are text."""
    files, _ = export(load_text, "publications-table")
    titles = [row[0] for row in read_rows(files[".publications.csv"])]
    assert [title for title in titles if title.startswith(("=", "+", "-", "@"))] == []
    (title,) = [title for title in titles if "HYPERLINK" in title]
    assert title.startswith("'=HYPERLINK")
    sheet = etree.fromstring(_read_sheet(files[".publications.xlsx"]))
    cells = sheet.findall(".//{*}c")
    assert {cell.get("t") for cell in cells} == {"inlineStr"}
    assert sheet.findall(".//{*}f") == []


def _read_sheet(data):
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_a_workbook_has_the_cells_of_the_csv(load_text):
    files, _ = export(load_text, "collaborators")
    sheet = etree.fromstring(_read_sheet(files[".collaborators.xlsx"]))
    rows = [[cell.findtext(".//{*}t") for cell in row] for row in sheet.findall(".//{*}row")]
    assert rows == read_rows(files[".collaborators.csv"])


OTHERS = """
basics: {name: Ada Example}
publications:
- {name: One, authors: [Bea Roe, Ada Example, OTHERS], releaseDate: 2025, type: article-journal, publisher: J}
"""


@pytest.mark.parametrize("others", ["et al.", "others", "u. a.", "и др.", "and 12 others", "…", "..."])  # fmt: skip
def test_others_are_nobody_in_a_table(others, load_text):
    profile = load_text(OTHERS.replace("OTHERS", others))
    files = list_files(export_profile(profile, ["collaborators", "publications-table"]))
    _, *people = read_rows(files[".collaborators.csv"])
    assert [row[0] for row in people] == ["Roe, Bea"]
    head, row = read_rows(files[".publications.csv"])
    assert row[head.index("Position")] == "2"


BOOKS = """
basics: {name: Ada Example}
publications:
- {name: Issue, editors: [Ada Example], type: article-journal, publisher: J, releaseDate: 2013/2014}
- {name: Novel, authors: [L. Tolstoi], translators: [Ada Example], type: book, publisher: Press, publisherPlace: Town, collectionTitle: Ser, collectionNumber: '4', edition: '2', isbn: '9783161484100', summary: Of war., links: {code: 'https://example.org'}}
"""


def test_a_table_has_everybody_and_series_edition_and_press(load_text):
    exported = export_profile(load_text(BOOKS), ["publications-table"])
    head, *rows = read_rows(list_files(exported)[".publications.csv"])
    issue, novel = (dict(zip(head, row, strict=True)) for row in rows)
    assert (issue["Editors"], issue["Venue"]) == ("Ada Example", "J")
    assert (issue["Year"], issue["Date"]) == ("2013", "2013/2014")
    assert (novel["Authors"], novel["Translators"]) == ("L. Tolstoi", "Ada Example")
    assert (novel["Venue"], novel["Publisher"], novel["Place"]) == ("", "Press", "Town")
    assert (novel["Series"], novel["Series number"], novel["Edition"]) == ("Ser", "4", "2")
    assert novel["ISBN"] == "9783161484100"
    told = " ".join(finding.message for finding in exported.findings if finding.code == "X110")
    assert "the links" in told
    assert "the text" in told


def test_ris_has_the_number_in_a_series_and_the_first_year_of_two(load_text):
    (text,) = list_files(export_profile(load_text(BOOKS), ["ris"])).values()
    lines = text.decode().splitlines()
    assert "T3  - Ser 4" in lines
    assert "PY  - 2013" in lines
