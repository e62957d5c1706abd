"""Files in the style of the programs that write them, with invented works; expected is what a reader of the file would say it says."""

import pytest
from shipped import ROOT

from cvgen.bibliography.read import read_bibliography
from cvgen.profile.publications import Publication

WILD = ROOT / "tests/bibliography/wild"
ACL = "Proceedings of the 61st Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)"
# File, key, and some of what the work's data must be; None is what must not be there.
SAYS = [
    ("scholar.bib", "example2023tensor", {"name": "Tensor networks for all: Beyond matrix products", "authors": ["Ada Example", "Jan van der Berg", "Jörg Müller", "et al."], "type": "preprint", "arxiv": "2301.12345", "publisher": "arXiv"}),
    ("scholar.bib", "example2022small", {"type": "paper-conference", "pages": "1201–1213", "authors": ["Ada Example", "María José García"], "containerTitle": "Proceedings of the 2022 Conference on Invented Methods", "publisher": "PMLR"}),
    ("scholar.bib", "example2021graph", {"name": "Graph states & their uses: 50% off", "authors": ["Kåre Ørsted", "Ada Example"], "volume": "12", "issue": "3", "pages": "L45–L52", "containerTitle": "Journal of Invented Physics", "publisher": "Invented Press"}),
    ("scholar.bib", "example2020thesis", {"type": "thesis", "publisher": "University of Invention", "notes": ["PhD thesis"]}),
    ("scholar.bib", "example2019patent", {"type": "patent", "releaseDate": "2019-05-07", "notes": ["US Patent 9,999,999"], "publisher": None}),
    ("dblp.bib", "DBLP:journals/corr/abs-2406-99999", {"name": "Learning to Invent: A Survey of LLM-based Methods", "authors": ["Ada Example", "Wei Wang", "José Álvarez"], "type": "preprint", "arxiv": "2406.99999", "doi": None, "url": None, "volume": None}),
    ("dblp.bib", "DBLP:conf/inv/ExampleB23", {"doi": "10.1007/978-3-000-00000-0_1", "url": None, "volume": "14001", "containerTitle": "27th International Conference on Invention, INV 2023, Lisbon, Portugal, July 3-7, 2023", "collectionTitle": "Lecture Notes in Invention", "publisher": "Springer", "editors": ["Chen Editor"]}),
    ("dblp.bib", "DBLP:conf/inv/Example22", {"containerTitle": "26th International Conference on Invention, INV 2022", "publisher": "Springer", "editors": ["Chen Editor"], "authors": ["Ada Example"]}),
    ("acl.bib", "example-etal-2023-tokens", {"name": "“All the Tokens”: Evaluating GPT-3.5 on Chinese–English Text", "authors": ["Ada Example", "Carlos Gómez-Rodríguez", "Gözde Şahin"], "containerTitle": ACL, "editors": ["Anna Rogers", "Bo Sample"], "releaseDate": "2023-07", "url": "https://aclanthology.org/2023.acl-long.9999", "summary": None}),
    ("dblp.bib", "DBLP:conf/inv/2022", {"type": "book", "editors": ["Chen Editor"], "authors": None, "notes": None}),
    ("acl.bib", "example-2021-quotes", {"name": 'Quotes in "Quotes" and a so "called, one" more', "releaseDate": "2021-06-10"}),
    ("zotero.bib", "example_invention_2021", {"name": r"Invention of DNA Origami at 4 °C: H$_{\textrm{2}}$O and *E. coli*", "authors": ["Ada Example", "Zoë Straße"], "notes": None, "tags": ["Invention", "DNA", "Origami"], "language": "en", "releaseDate": "2021-08"}),
    ("zotero.bib", "example_scaling_2022", {"type": "preprint", "arxiv": "2203.54321", "doi": None, "url": None, "status": "accepted", "publisher": "INV 2022", "notes": None}),
    ("zotero.bib", "example_chapter_2018", {"type": "chapter", "containerTitle": "The Book of Chapters", "publisher": "Springer International Publishing", "publisherPlace": "Cham", "editors": ["Chen Editor"], "isbn": "978-3-319-00000-0", "authors": ["Ada Example"]}),
    ("betterbiblatex.bib", "exampleInvention2020", {"name": "Invention as Bayesian Inference: A *Drosophila* Study", "authors": ["Ada Example", "Maria de la Cruz", "The Invention Consortium"], "releaseDate": "2020-03-15", "containerTitle": "PLOS Invention", "publisher": "Public Library of Invention", "issn": "1553-7358", "issue": "3", "pages": "e1007700"}),
    ("betterbiblatex.bib", "exampleNotes2021", {"type": "preprint", "arxiv": "2107.00001", "status": None, "url": None}),
    ("betterbiblatex.bib", "exampleBoth2019", {"name": "Both Things at Once: A Subtitle", "authors": ["Ada Example#"], "status": "in-press", "releaseDate": "2019-12-08/2019-12-14", "location": "Vancouver, Canada"}),
    ("betterbiblatex.bib", "exampleMaster2016", {"type": "thesis", "notes": ["Master’s thesis"], "publisher": "Universität Göttingen", "language": "de"}),
    ("betterbiblatex.bib", "exampleTool2022", {"type": "software", "version": "v2.1.0", "publisher": "Zenodo", "doi": "10.5281/ZENODO.1234567"}),
    ("mendeley.bib", "Example2017", {"name": "The Invention of ~2~ Things", "authors": ["A. B. Example", "Bo De Sample", "Cathy O'Neil"], "doi": "10.1016/j.inv.2017.01.001", "arxiv": "1706.54321", "publisher": "Inventions & Discoveries", "releaseDate": "2017-01", "type": "article-journal"}),
    ("jabref.bib", "Example2019a", {"name": "Grouped by JabRef", "publisher": "Journal of Invention", "releaseDate": "2019-10", "pages": "1–10"}),
    ("jabref.bib", "Example2018", {"name": "Eine Übersicht über ß, Ä und Ö", "notes": ["in German"], "language": "de"}),
    ("inspire.bib", "ATLAS:2020xyz", {"authors": ["Georges Aad", "et al.", "ATLAS Collaboration"], "type": "article-journal", "arxiv": "2001.99999", "publisher": "Phys. Rev. D", "pages": "099999"}),
    ("inspire.bib", "Example:2021abc", {"authors": ["Ada Example", "Luis Álvarez-Gaumé", "Jürg Zürich"], "type": "preprint", "arxiv": "hep-th/9901001", "releaseDate": "1999-01"}),
    ("ads.bib", "2020A&A...641A...6E", {"name": r"Invention 2018 results. VI. H$\alpha$ and \[O III] $\lambda{}5007$ in M’s disc", "authors": ["Invention Collaboration", "N. Aghanim", "Y. Akrami", "J. Álvarez"], "publisher": "Astronomy & Astrophysics", "pages": "A6", "number": None}),
    ("ads.bib", "2023arXiv230199998E", {"type": "preprint", "publisher": "arXiv", "arxiv": "2301.99998", "pages": None, "number": None}),
    ("ads.bib", "2019MNRAS.999..111E", {"authors": ["Ada Example", "J. D. van der Waals", "John Smith, Jr."], "publisher": "Monthly Notices of the Royal Astronomical Society", "pages": "111–123"}),
    ("arxiv.bib", "example2024inventing", {"type": "preprint", "arxiv": "2402.13579", "url": None, "authors": ["Ada Example", "Bo Sample", "Łukasz Przykład"]}),
    ("crossref.bib", "Example_2020", {"name": "Invention of CO~2~ & the *in vitro* case", "doi": "10.1038/s41598-020-99999-9", "url": None, "releaseDate": "2020-03", "issue": "1"}),
    ("crossref.bib", "Sample_2019", {"name": "A Chapter <in> a Book", "type": "chapter", "pages": "45–67"}),
    ("alfolio.bib", "PhysRev.47.777", {"authors": ["A. Example*†", "B. Sample*", "N. Rosen"], "badge": "PhysRev", "tags": ["selected"], "notes": [r"\* Example use of superscripts", "† Albert Example", "Best Invented Paper"], "issue": "10"}),
    ("alfolio.bib", "PhysRev.47.777", {"links": {"html": "https://journals.aps.org/pr/abstract/10.1103/PhysRev.47.777", "code": "https://github.com/example/invent", "slides": "https://example.org/slides.pdf", "video": "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"}}),
    ("alfolio.bib", "poster2021", {"type": "poster", "links": {"website": "https://poster.example.org"}}),
    ("hand.bib", "doe:first", {"name": "The *first* paper, with **bold** & *emphasis*: 100% #1 in TeX", "publisher": "ACM Transactions on Invention", "releaseDate": "1999-12", "notes": None}),
    ("hand.bib", "doe:first", {"authors": ["Jane Doe", "Eilert Løvborg", "Pál Erdős", "Štěpán Cantù", "Émile Zola", "François Le Grand", "Ł. Nowak"]}),
    ("hand.bib", "doe:second", {"authors": ["J. Doe", "J. Roe", "K. M. van Gogh", "Martin Luther King, Jr.", "Martin Luther King, Jr"], "status": "accepted", "releaseDate": None}),
    ("hand.bib", "doe:third", {"name": "All Braced", "publisher": "Proc. of the 3^rd^ Conf. on Inv., © 2001", "notes": ["Submitted to the Journal of Invention"], "status": None}),
    ("hand.bib", "doe:fourth", {"name": r"Report on $^{13}$C and CO~2~", "type": "report", "number": "TR-4", "publisher": "Inv. Lab.", "releaseDate": "2003-09"}),
    ("hand.bib", "doe:fifth", {"type": "manuscript", "status": "in-preparation", "notes": None}),
    ("hand.bib", "doe:sixth", {"type": "book", "authors": None, "editors": ["Jane Doe", "Richard Roe"], "notes": None}),
    ("hand.bib", "doe:seventh", {"url": "https://example.org/~doe/a_b%20c.html", "notes": None, "publisher": None}),
    ("hand.bib", "doe:eighth", {"type": "patent", "number": "US 1234567 B2", "publisher": "Inv. Inc."}),
    ("hand.bib", "doe:ninth", {"name": "关于发明的研究", "authors": [{"name": "高泽峰", "family": "高"}, "张三", "中国发明合作组"], "publisher": "发明学报", "language": "zh"}),
    ("zotero.json", "ABCD1234", {"name": "Expression of *lacZ* at 10^5^ cells & pH 7", "authors": ["Ada Example", "Ludwig van Beethoven", "Martin Luther King, Jr", "The Invention Consortium", {"name": "高泽峰", "family": "高"}], "doi": "10.1000/zotero.1", "url": None, "notes": None}),
    ("zotero.json", "exampleArxiv", {"name": r"A preprint with $\alpha$", "type": "preprint", "arxiv": "2105.11111", "number": None, "status": "submitted", "publisher": None, "releaseDate": "2021"}),
    ("crossref.json", "example2022invention", {"name": "Invention – a review", "type": "article-journal", "authors": [{"name": "Ada Example", "orcid": "0000-0002-1825-0097"}, "Invention Group"], "publisher": "Annals of Invention", "releaseDate": "2022-11", "number": "e17", "url": None}),
]  # fmt: skip
# What is told about these files: all else in them is in order.
TOLD = {"alfolio.bib": ["B212"], "hand.bib": ["B210"]}


@pytest.mark.parametrize(
    ("name", "key", "says"), SAYS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_work_says_what_its_file_says(name, key, says):
    works = {reference.key: reference.data for reference in read_bibliography(WILD / name, name)[0]}
    assert {field: works[key].get(field) for field in says} == says


@pytest.mark.parametrize("path", sorted(WILD.iterdir()), ids=lambda path: path.name)
def test_a_good_file_gives_publications_and_nothing_to_tell_but_what_is_odd(path):
    references, findings = read_bibliography(path, path.name)
    for reference in references:
        assert Publication.model_validate(reference.data).key == reference.key
        assert reference.place.line > 0
    assert [finding.code for finding in findings] == TOLD.get(path.name, [])
    assert {finding.severity for finding in findings} <= {"warning"}


def test_every_work_of_every_file_is_looked_at():
    assert {(name, key) for name, key, _ in SAYS} == {
        (path.name, reference.key)
        for path in WILD.iterdir()
        for reference in read_bibliography(path, path.name)[0]
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[", []), ("[]", []), ("null", []), ('{"items": [{"title": "A"}, {"title": "B"}]}', ["A", "B"]), ('{"title": "A"}', ["A"]), ('[{"title": "A"},]', ["A"]),
        ('[{"title": "A"}, {"id": "b", "title": "B" "x": 1}, {"id": "c", "title": "C"}]', ["A", "C"]), ('[{"title": "A"}, 5, "x"]', ["A"]), ("[" * 100_000, []),
        ('[{"title": "A", "author": 5, "issued": [], "DOI": {}, "note": null, "volume": 12, "custom": 1}]', ["A"]), ('[{"title": "\\ud800A"}]', ["A"]),
    ],
)  # fmt: skip
def test_odd_json_gives_what_is_whole_in_it(text, expected, read_text):
    works, findings = read_text(text, "papers.json")
    assert [data["name"].strip() for data in works.values()] == expected
    assert findings or len(expected) > 0
    assert all(line == 1 for _, line in findings)
