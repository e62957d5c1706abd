"""What works take from their parents and from other files: all that they do not say themselves, and nothing else."""

import pytest

CHILD = "@inproceedings{child, author = {Example, Ada}, title = {A Chapter}, crossref = {whole}"
BOOK = "@book{whole, editor = {%s}, title = {The Book of Examples}, year = 2019, publisher = {P}}\n"
PROFILE = "basics: {name: Ada Example}\nbibliography: [%s]\n"


@pytest.fixture
def join(load_text, tmp_path):
    """Load a profile with bibliography files; gives its works by key, and the codes of its warnings."""

    def join(files, more=""):
        for name, text in files.items():
            (tmp_path / name).write_text(text, "utf-8")
        profile = load_text(PROFILE % ", ".join(files) + more)
        entries = [entry for section in profile.sections for entry in section.entries]
        return {entry.key: entry for entry in entries}, profile.warnings

    return join


@pytest.mark.parametrize(
    ("own", "parents", "name", "expected"),
    [
        ("year = 2019", "date = {2018/2020}", "releaseDate", "2019"), ("date = {2019-05}", "year = 2018, month = jun", "releaseDate", "2019-05"), ("year = 2019", "year = 2018, month = jun", "releaseDate", "2019"),
        ("year = 2019", "year = 2019, month = jun", "releaseDate", "2019-06"), ("month = jul", "date = {2018-05}", "releaseDate", "2018-07"), ("pages = {1}", "date = {2018-05}", "releaseDate", "2018-05"),
        ("location = {Bonn}", "address = {Rome}", "location", "Bonn"), ("address = {Bonn}", "location = {Rome}", "location", "Bonn"), ("pages = {1}", "location = {Rome}", "location", "Rome"),
        ("pages = {1}", "ee = {https://x.org/whole}, doi = {10.1000/whole}", "url", None), ("pages = {1}", "award = {Best Book}, addendum = {In two volumes}", "notes", None),
    ],
)  # fmt: skip
def test_what_a_work_says_wins_under_any_name_of_the_field(own, parents, name, expected, read_text):
    works, findings = read_text(
        f"{CHILD}, {own}}}\n@proceedings{{whole, title = {{The Whole}}, {parents}}}"
    )
    assert (works["child"].get(name), works["child"]["publisher"]) == (expected, "The Whole")
    assert findings == []


def test_the_journal_and_the_school_of_a_work_are_its_own(read_text):
    works, _ = read_text(
        "@article{a, title = {A}, journal = {Own}, crossref = {p}}\n@phdthesis{t, title = {T}, school = {Own}, crossref = {p}}\n"
        "@proceedings{p, title = {P}, journaltitle = {Lent}, institution = {Lent}}"
    )
    assert (works["a"]["containerTitle"], works["t"]["publisher"]) == ("Own", "Own")


def test_a_book_of_others_is_not_printed_beside_its_chapters_and_told_once(join):
    second = (
        CHILD.replace("child", "second").replace("A Chapter", "Pears").replace("whole", "other")
        + "}\n"
    )
    books = BOOK % "Roe, Bea" + (BOOK % "Sample, Bo").replace("whole", "other")
    works, [told] = join({"a.bib": CHILD + "}\n" + second + books})
    assert list(works) == ["child", "second"]
    assert (told.code, told.place.line) == ("B211", 3)
    assert "'whole' (The Book of Examples)" in told.message
    assert "1 more" in told.message


@pytest.mark.parametrize("entry_type", ["book", "proceedings", "collection"])
def test_the_own_book_is_printed_once_beside_its_chapters(entry_type, join):
    book = (BOOK % "Roe, Bea and Example, Ada").replace("@book", f"@{entry_type}")
    works, told = join({"a.bib": CHILD + "}\n" + book})
    assert (list(works), told) == (["child", "whole"], ())
    assert works["child"].containerTitle == "The Book of Examples"


def test_a_book_that_the_profile_names_is_printed(join):
    works, told = join(
        {"a.bib": CHILD + "}\n" + BOOK % "Roe, Bea"}, "publications: [{key: whole}]\n"
    )
    assert (list(works), told) == (["whole", "child"], ())


@pytest.mark.parametrize("order", [["a.bib", "b.bib"], ["b.bib", "a.bib"]])
def test_a_parent_may_stand_in_another_file(order, join):
    files = {"a.bib": CHILD + "}\n", "b.bib": BOOK % "Roe, Bea"}
    works, [told] = join({name: files[name] for name in order})
    assert (list(works), works["child"].containerTitle) == (["child"], "The Book of Examples")
    assert (told.code, told.place.file.endswith("b.bib")) == ("B211", True)


def test_a_parent_that_no_file_has_is_told_once(read_text):
    children = "".join(CHILD.replace("child", f"c{number}") + "}\n" for number in range(5))
    works, findings = read_text(children)
    assert (len(works), findings) == (5, [("B211", 1)])


def test_macros_of_a_file_hold_in_the_next_ones(join):
    works, told = join(
        {
            "strings.bib": "@string{jx = {Journal of Examples}}\n@string(who = {Example, Ada})\n",
            "a.bib": "@article{a, title = {A}, author = who, journal = jx # { B}}\n@string{jy = {Own}}\n@article{y, title = {Y}, journal = JY}",
            "b.bib": '@string{jx = "Another"}\n@article{b, title = {B}, journal = jx}\n@article{c, title = {C}, journal = jy}',
        }
    )
    assert [works[key].publisher for key in "aybc"] == ["Journal of Examples B", "Own", "Another", "Own"]  # fmt: skip
    assert (works["a"].authors[0].name, told) == ("Ada Example", ())


def test_a_macro_that_stands_for_nothing_is_told_once_and_not_where_nobody_prints_it(read_text):
    text = "@article{a, title = {A}, journal = jx, abstract = nothing}\n@article{b, title = {B}, journal = jx}"
    assert read_text(text)[1] == [("B206", 1)]
