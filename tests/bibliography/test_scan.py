"""The syntax of .bib files, as BibTeX reads it ("Tame the BeaST", CTAN) and with what biber adds."""

import pytest
from shipped import ROOT

from cvgen.bibliography.bibtex import parse_entries
from cvgen.bibliography.source import read_source

WILD = sorted((ROOT / "tests/bibliography/wild").glob("*.bib"))


@pytest.fixture
def entries(tmp_path):
    """Give the entries of a text, and its findings."""

    def entries(text):
        path = tmp_path / "papers.bib"
        path.write_text(text, "utf-8")
        read = read_source(path, "papers.bib")
        found = parse_entries(read)
        return {
            entry.key: {name: value.text for name, value in entry.fields.items()} for entry in found
        }, read.list_diagnostics()

    return entries


# What is written, and the field `title` that it gives.
TITLES = {
    "braces": ("@article{a, title = {A {nested {title}}}}", "A {nested {title}}"),
    "quotes": ('@article{a, title = "A title"}', "A title"),
    "quotes in braces in quotes": ('@article{a, title = "A {so "called, x"} title"}', 'A {so "called, x"} title'),
    "an accent in quotes": ('@article{a, title = "Schr\\"odinger"}', 'Schr\\"odinger'),
    "a quote after a backslash at the end": ('@article{a, title = "C:\\", year = 2020}', "C:\\"),
    "a number": ("@article{a, title = 1984}", "1984"),
    "joined": ('@string{x = "An "}@article{a, title = x # {odd } # "title"}', "An odd title"),
    "a macro of macros": ("@string{x = {A}}@string{y = x # { title}}@article{a, title = y}", "A title"),
    "a macro in other letters": ("@string{Acm = {A title}}@article{a, title = ACM}", "A title"),
    "a macro defined afterwards": ("@article{a, title = x}@string{x = {A title}}", "A title"),
    "parentheses": ("@article(a, title = {A title :) })", "A title :)"),
    "the brace on another line": ("@article\n{a, title = {A title}}", "A title"),
    "a space behind the at sign": ("@ article {a, title = {A title}}", "A title"),
    "capitals": ("@ARTICLE{a, TITLE = {A title}}", "A title"),
    "a type of one's own": ("@my-type{a, title = {A title}}", "A title"),
    "an at sign at the start of a line": ("@article{a, title = {Write to\n@somebody{x} now}}", "Write to\n@somebody{x} now"),
    "an at sign in a title": ("@article{a, title = {The LeQua @ {CLEF} lab}}", "The LeQua @ {CLEF} lab"),
    "a backslash before the closing brace": ("@article{a, title = {A \\\\}}", "A \\\\"),
    "commas without fields": ("@article{a,, title = {A title},,}", "A title"),
    "comments between fields": ("@article{a, % one, two\n % note = {no},\n title = {A title}, % more\n}", "A title"),
    "the first of two fields": ("@article{a, title = {A title}, Title = {A title}}", "A title"),
    "an empty field first": ("@article{a, title = {}, title = {A title}}", "A title"),
    "text before": ("my@mail.org (work) says @article{a, title = {A title}}", "A title"),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_a_value_is_what_bibtex_reads(case, entries):
    text, title = TITLES[case]
    found, findings = entries(text)
    assert found["a"]["title"] == title
    assert findings == []


@pytest.mark.parametrize(
    "key",
    [
        "doe:2020",
        "DBLP:conf/x/Y20",
        "10.1000/x(1)y",
        "O'Neil",
        "smith_2020-a",
        "2020A&A...641A...6P",
        "高2020",
        "Smith 2020",
    ],
)
def test_keys_are_kept_as_they_are(key, entries):
    assert list(entries(f"@article{{{key}, title = {{T}}}}")[0]) == [key]


def test_every_field_has_its_place(tmp_path):
    path = tmp_path / "papers.bib"
    path.write_text("% first\n  @article{a,\n    title = {A},\n\tyear=2020 }", "utf-8")
    [entry] = parse_entries(read_source(path, "shown.bib"))
    places = {name: str(value.place) for name, value in entry.fields.items()}
    assert (str(entry.place), places) == (
        "shown.bib:2:3",
        {"title": "shown.bib:3:5", "year": "shown.bib:4:2"},
    )


def test_an_entry_borrows_by_crossref_what_it_does_not_say(entries):
    """A title is the book's there (biblatex manual, appendix B), and authors, pages, notes are the lender's own."""
    lender = "@proceedings{p, title = {The Proceedings}, year = 2020, publisher = {P}, editor = {E}, note = {N}, pages = {1--900}}"
    found, findings = entries(
        "@inproceedings{a, title = {A}, crossref = {P}, year = 2021}\n" + lender
    )
    assert found["a"] == {
        "title": "A",
        "crossref": "P",
        "year": "2021",
        "booktitle": "The Proceedings",
        "publisher": "P",
        "editor": "E",
    }
    assert findings == []


def test_entries_that_borrow_from_each_other_do_not_go_round_for_ever(entries):
    found, _ = entries(
        "@article{a, title = {A}, crossref = {b}}\n@article{b, title = {B}, crossref = {a}, year = 2020}"
    )
    assert (found["a"]["year"], found["b"]["title"]) == ("2020", "B")


@pytest.mark.parametrize("path", WILD, ids=lambda path: path.name)
def test_what_bibtexparser_reads_of_a_good_file_is_read_here(path):
    """An independent reader, where it is installed; `hand.bib` has comments inside of an entry, which it gives up."""
    judge = pytest.importorskip("bibtexparser")
    middlewares = [
        judge.middlewares.ResolveStringReferencesMiddleware(),
        judge.middlewares.RemoveEnclosingMiddleware(),
    ]
    library = judge.parse_string(path.read_text("utf-8"), parse_stack=middlewares)
    read = read_source(path, path.name)
    found = {entry.key: entry for entry in parse_entries(read)}
    compared = 0
    for entry in library.entries:
        ours = found.get(entry.key)
        for field in entry.fields if ours else ():
            if (
                field.key.lower() != "month"
                and "#" not in field.value
                and field.key.lower() in ours.fields
            ):
                assert ours.fields[field.key.lower()].text == field.value.strip()
                assert ours.fields[field.key.lower()].place.line <= field.start_line + 1
                compared += 1
    assert compared > 3
