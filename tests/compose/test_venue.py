"""What a plain list prints of a work: who made it, in which book, edition and series, where and how long."""

from datetime import date

import pytest

from cvgen.build import load_profile
from cvgen.compose import compose, locale
from cvgen.text.markup import strip_markup


@pytest.fixture
def print_works(tmp_path):
    """Compose the works of a .bib file; gives people and venue of each, by title, with own names in stars."""

    def print_works(bib, language="en"):
        tmp_path.joinpath("papers.bib").write_text(bib, "utf-8")
        profile = tmp_path / "profile.yaml"
        profile.write_text("basics: {name: Ada Example}\nbibliography: papers.bib", "utf-8")
        document, _ = compose(
            load_profile(profile), locale.find_locale(language), date(2026, 11, 21)
        )
        return {
            plain(item.title): (plain(item.people), plain(item.subtitle))
            for section in document.sections
            for item in section.items
        }

    return print_works


def plain(markup):
    starred = markup.replace('<strong class="own-name">', "*").replace("</strong>", "*")
    return strip_markup(starred).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("entry", "people", "venue"),
    [
        ("@book{a, title={T}, author={Example, Ada}, edition={Third}, publisher={P}}", "*Ada Example*", "3rd ed., P"),
        ("@book{a, title={T}, author={Example, Ada}, edition={2nd}, publisher={P}, address={Berlin}}", "*Ada Example*", "2nd ed., P, Berlin"),
        ("@book{a, title={T}, author={Example, Ada}, edition={21}, publisher={P}}", "*Ada Example*", "21st ed., P"),
        ("@book{a, title={T}, author={Example, Ada}, edition={Revised}, publisher={P}}", "*Ada Example*", "Revised ed., P"),
        ("@book{a, title={T}, author={Example, Ada}, edition={3., überarb. Aufl.}, publisher={P}}", "*Ada Example*", "3., überarb. Aufl., P"),
        ("@book{a, title={T}, author={Example, Ada}, series={S}, volume={12}, publisher={P}}", "*Ada Example*", "S 12, P"),
        ("@book{a, title={T}, author={Example, Ada}, series={S}, number={12}, volume={2}, publisher={P}}", "*Ada Example*", "vol. 2, S 12, P"),
        ("@book{a, title={T}, author={Example, Ada}, volume={2}, volumes={3}, publisher={P}}", "*Ada Example*", "3 vols., vol. 2, P"),
        ("@book{a, title={T}, author={Example, Ada}, pagetotal={350}, isbn={978-3-16-148410-0}, publisher={P}}", "*Ada Example*", "P, 350 pp., ISBN 978-3-16-148410-0"),
        ("@book{a, title={T}, author={Tolstoi, Lev}, translator={Example, Ada}, origtitle={O}, publisher={P}}", "Lev Tolstoi", "trans. by *Ada Example*, P, original title: O"),
        ("@book{a, title={T}, editor={Example, Ada and Roe, Bea}, publisher={P}}", "*Ada Example*, Bea Roe (eds.)", "P"),
        ("@book{a, title={T}, translator={Example, Ada}, publisher={P}}", "*Ada Example* (trans.)", "P"),
        ("@reference{a, title={T}, editor={Example, Ada}, publisher={P}}", "*Ada Example* (ed.)", "P"),
        ("@mvreference{a, title={T}, editor={Example, Ada}, volumes={4}, publisher={P}}", "*Ada Example* (ed.)", "4 vols., P"),
        ("@inreference{a, title={T}, author={Example, Ada}, editor={Roe, Bea}, booktitle={B}, publisher={P}}", "*Ada Example*", "B, ed. by Bea Roe, P"),
        ("@incollection{a, title={T}, author={Roe, Bea}, editor={Example, Ada}, booktitle={B}, chapter={3}, publisher={P}, pages={1--9}}", "Bea Roe", "B, ed. by *Ada Example*, chap. 3, P, 1–9"),
        ("@incollection{a, title={T}, author={Example, Ada}, booktitle={B}, booksubtitle={C}, publisher={P}, note={Series Title: S}}", "*Ada Example*", "B: C, S, P"),
        ("@inbook{a, title={T}, author={Example, Ada}, chapter={3}, pages={1--9}, publisher={P}}", "*Ada Example*", "chap. 3, P, 1–9"),
        ("@article{a, title={T}, author={Example, Ada}, journal={J}, number={231}, pages={1--9}}", "*Ada Example*", "J, no. 231, 1–9"),
        ("@article{a, title={T}, author={Example, Ada}, journal={J}, volume={2}, number={3}, publisher={P}, issn={1234-5678}}", "*Ada Example*", "J 2(3)"),
        ("@article{a, title={T}, editor={Example, Ada}, journal={J}, volume={3}}", "*Ada Example* (ed.)", "J 3"),
        ("@periodical{a, title={J}, issuetitle={T}, editor={Example, Ada}, volume={3}}", "*Ada Example* (ed.)", "J 3"),
        ("@misc{a, title={T}, editor={Example, Ada}, howpublished={H}, organization={O}}", "*Ada Example* (ed.)", "H, O"),
        ("@techreport{a, title={T}, editor={Example, Ada}, institution={I}, number={TR-4}, address={Bonn}}", "*Ada Example* (ed.)", "I, Bonn, TR-4"),
        ("@manual{a, title={T}, author={Example, Ada}, organization={O}, edition={2}}", "*Ada Example*", "2nd ed., O"),
        ("@software{a, title={T}, author={Example, Ada}, version={1.2}, publisher={P}}", "*Ada Example*", "P, version 1.2"),
        ("@inproceedings{a, title={T}, author={Example, Ada}, booktitle={B}, series={S}, volume={139}, number={2}, publisher={P}, editor={Roe, Bea}}", "*Ada Example*", "B, ed. by Bea Roe, S 139(2), P"),
        ("@inproceedings{a, title={T}, author={Example, Ada}, booktitle={B}, eventtitle={E}, part={2}}", "*Ada Example*", "B, E, part 2"),
    ],
)  # fmt: skip
def test_no_field_of_a_work_is_missing(entry, people, venue, print_works):
    works = print_works(entry)
    assert works["T"] == (people, venue)


@pytest.mark.parametrize(
    ("language", "venue"),
    [
        ("de", "hrsg. von Bea Roe, 3. Aufl., Bd. 2, P"),
        ("fr", "sous la dir. de Bea Roe, 3e éd., vol. 2, P"),
        ("es", "ed. de Bea Roe, 3.ª ed., vol. 2, P"),
        ("pl", "red. Bea Roe, wyd. 3, t. 2, P"),
    ],
)
def test_edition_and_editors_are_said_in_the_language(language, venue, print_works):
    bib = "@book{a, title={T}, author={Example, Ada}, editor={Roe, Bea}, edition={3}, volume={2}, publisher={P}}"
    assert print_works(bib, language)["T"][1] == venue


def test_a_venue_of_the_profile_wins_over_container_and_publisher_of_the_file(tmp_path):
    tmp_path.joinpath("papers.bib").write_text(
        "@inproceedings{a, title={T}, booktitle={Proceedings}, publisher={P}, address={Rome}}"
    )
    profile = tmp_path / "profile.yaml"
    profile.write_text(
        "basics: {name: Ada}\nbibliography: papers.bib\npublications: [{key: a, publisher: INV 2024}]"
    )
    document, _ = compose(load_profile(profile), locale.find_locale("en"), date(2026, 11, 21))
    assert plain(document.sections[0].items[0].subtitle) == "INV 2024"
