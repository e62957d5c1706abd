"""A link in a note is a link of the note: where it stood, with its words, and never the work's own address."""

import json

import pytest

OWN = "https://doi.org/10.1000/own"


@pytest.fixture
def note(read_text):
    """Give notes, links and identifiers of a work with a note."""

    def note(tex, fields="doi = {10.1000/own}"):
        works, findings = read_text(f"@article{{a, title = {{T}}, {fields}, note = {{{tex}}}}}")
        assert findings == []
        data = works["a"]
        assert "url" not in data
        return data.get("notes", []), data.get("links", {})

    return note


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"University News \url{https://n.example.edu/one}, Daily: \url{https://d.example.com/two}", "University News [n.example.edu/one](https://n.example.edu/one), Daily: [d.example.com/two](https://d.example.com/two)"),
        (r"Featured in \href{https://x.org/a\_b\%20c}{The \emph{Daily} \& Co}", "Featured in [The Daily & Co](https://x.org/a_b%20c)"),
        (r"In the Times (https://x.org/a(b)c).", "In the Times ([x.org/a(b)c](https://x.org/a%28b%29c))."), (r"Erratum: https://doi.org/10.1000/err", "Erratum: [doi.org/10.1000/err](https://doi.org/10.1000/err)"),
        (r"Extends \url{https://arxiv.org/abs/2001.00001}", "Extends [arxiv.org/abs/2001.00001](https://arxiv.org/abs/2001.00001)"), (r"{Best paper}, https://www.very-long-host.example.org/with/a/long/path", "Best paper, [very-long-host.example.org](https://www.very-long-host.example.org/with/a/long/path)"),
    ],
)  # fmt: skip
def test_a_link_stays_where_it_stood(tex, expected, note):
    assert note(tex) == ([expected], {})
    assert note(tex, "year = 2020") == ([expected], {})


@pytest.mark.parametrize(
    ("tex", "links"),
    [
        (r"\url{https://x.org/a}", {"x.org": "https://x.org/a"}), ("Available at: https://x.org/a", {"x.org": "https://x.org/a"}), ("https://x.org/a (accessed 5 May 2020)", {"x.org": "https://x.org/a"}), ("Code: <https://x.org/a>.", {"x.org": "https://x.org/a"}),
        (r"\href{https://x.org/a}{Video}", {"Video": "https://x.org/a"}), ("https://x.org/a https://x.org/b", {"x.org": "https://x.org/a", "x.org/b": "https://x.org/b"}), (OWN, {}),
    ],
)  # fmt: skip
def test_nothing_but_links_are_links_beside_the_work(tex, links, note):
    assert note(tex) == ([], links)


def test_a_status_with_a_link_is_a_status(read_text):
    text = r"@article{a, title = {T}, note = {To appear in Nature, \url{https://n.example.org/x}}}"
    data = read_text(text)[0]["a"]
    assert (data["status"], data["publisher"]) == ("accepted", "Nature")
    assert data["links"] == {"n.example.org": "https://n.example.org/x"}


def test_what_is_no_web_address_prints_as_it_stands(note):
    assert note(r"Talk at \url{foo.pdf}") == (["Talk at foo.pdf"], {})


def test_a_note_of_csl_keeps_its_links_too(read_text):
    note = "University News https://n.example.edu/one, Daily: https://d.example.com/two"
    item = {"id": "a", "title": "T", "DOI": "10.1000/own", "note": note}
    data = read_text(json.dumps([item]), "papers.json")[0]["a"]
    assert data["notes"] == [
        "University News [n.example.edu/one](https://n.example.edu/one), Daily: [d.example.com/two](https://d.example.com/two)"
    ]
    assert "url" not in data


@pytest.mark.parametrize(
    ("field", "doi", "url", "links"),
    [
        (r"howpublished = {\url{https://x.org/a}}", "", "https://x.org/a", {}), (r"howpublished = {\url{https://x.org/a}}", ", doi = {10.1000/own}", None, {"x.org": "https://x.org/a"}),
        (r"publisher = {Press, \url{https://x.org/a}}", "", None, {"x.org": "https://x.org/a"}), ("url = {https://x.org/a}", ", doi = {10.1000/own}", "https://x.org/a", {}),
    ],
)  # fmt: skip
def test_only_the_works_own_address_is_behind_its_title(field, doi, url, links, read_text):
    data = read_text(f"@misc{{a, title = {{T}}, {field}{doi}}}")[0]["a"]
    assert (data.get("url"), data.get("links", {})) == (url, links)


@pytest.mark.parametrize(
    ("note", "facts"),
    [
        ("Num Pages: 20 Series Number: 4", {"numberOfPages": "20", "collectionNumber": "4"}),
        ("Series Title: Lecture Notes in Examples DOI: 10.5555/abc", {"collectionTitle": "Lecture Notes in Examples", "doi": "10.5555/abc"}),
        ("ISSN: 0302-9743 Series Title: X", {"issn": "0302-9743", "collectionTitle": "X"}),
        ("Series Title: S\nBest paper award", {"collectionTitle": "S", "notes": ["Best paper award"]}),
        ("Series Title: Lecture Notes\n  in Examples", {"collectionTitle": "Lecture Notes in Examples"}),
        ("Best paper award\nSeries Title: S", {"collectionTitle": "S", "notes": ["Best paper award"]}),
        ("Winner of a prize\nof this place", {"notes": ["Winner of a prize of this place"]}),
    ],
)  # fmt: skip
def test_what_zotero_keeps_in_notes_is_read_also_where_lines_are_joined(note, facts, read_text):
    names = ("numberOfPages", "collectionNumber", "collectionTitle", "doi", "issn", "notes")
    entry = f"@incollection{{a, title = {{T}}, booktitle = {{B}}, note = {{{note}}}}}"
    work = read_text(entry)[0]["a"]
    assert {name: work[name] for name in names if name in work} == facts


def test_labels_that_csl_has_on_one_line_are_read_apart(read_text):
    item = {"id": "a", "title": "T", "type": "book", "note": "Num Pages: 20 Series Number: 4"}
    work = read_text(json.dumps([item]), "papers.json")[0]["a"]
    assert (work["numberOfPages"], work["collectionNumber"]) == ("20", "4")
