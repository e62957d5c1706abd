"""Work grows no faster than the bibliography: what is counted is calls, not time."""

import sys

import pytest

from cvgen.bibliography.merge import merge_references
from cvgen.bibliography.read import read_bibliography

KINDS = {
    "good": "@article{{k{0},\n  title = {{Title {{N}}umber {0} of \\'{{e}}t\\'{{e}}}},\n  author = {{Example, Ada and Sample, Bo}},\n  journal = {{J. Inv.}},\n  year = {{20{1:02}}},\n  doi = {{10.1000/{0}}}\n}}\n",
    "one key": "@article{{same,\n  title = {{Title {0}}}}}\n",
    "no key": "@misc{{title = {{Title}}}}\n",
    "never closed": "@article{{k{0},\n  title = {{Title {0},\n  year = 2020\n}}\n",
    "never closed, in one line": "@article{{k{0}, title = {{Title {{{{ {0}, year = 2020 }} ",
    "macros": "@string{{m{0} = {{Journal {0}}}}}\n@article{{k{0}, title = {{T{0}}}, journal = m{0}}}\n",
    "borrowing": "@inproceedings{{k{0}, title = {{T{0}}}, crossref = {{p{0}}}}}\n@proceedings{{p{0}, title = {{P{0}}}}}\n",
    "unknown macros": "@article{{k{0}, title = {{T{0}}}, journal = m{0}}}\n",
    "preprints": "@article{{k{0}, title = {{Title of {0}}}, author = {{A B}}, journal = {{J}}}}\n@misc{{p{0}, title = {{Title of {0}}}, author = {{A B}}, eprint = {{2001.{0:05}}}}}\n",
}  # fmt: skip


def calls(path):
    counted = 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        merge_references(read_bibliography(path, "papers.bib")[0])
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("kind", KINDS)
def test_twice_as_many_entries_are_at_most_twice_the_work(kind, tmp_path):
    path = tmp_path / "papers.bib"
    counted = {}
    for number in (50, 200, 400):
        path.write_text("".join(KINDS[kind].format(index, index % 25) for index in range(number)))
        counted[number] = calls(path)
    assert counted[400] < 2.2 * counted[200]
