"""Whatever is broken in a file is told with its line, and all else is read."""

import json
import random

import pytest
from shipped import ROOT

from cvgen.bibliography.read import read_bibliography

WILD = sorted((ROOT / "tests/bibliography/wild").iterdir())
GOOD = "\n@article{good, title = {Good}, year = 2020}\n"
# What is wrong, the text, the finding and its line, and the keys that print all the same.
BROKEN = {
    "unclosed brace of a field": ("@article{bad,\n  title = {Bad {X},\n  year = 2020,\n}\n" + GOOD, ("B101", 1), {"good"}),
    "unclosed brace on one line": ("\n@article{bad, title = {Bad, year = {2020}}\n" + GOOD, ("B101", 2), {"good"}),
    "unclosed brace, the next entry on the same line": ("@misc{bad, title = {Bad, year = {2020}} @misc{good, title = {Good}}", ("B101", 1), {"good"}),
    "unclosed brace at the end of the file": (GOOD + "@article{bad,\n title = {Bad", ("B101", 3), {"good"}),
    "unclosed quote": ('@article{bad,\n  title = "Bad,\n  year = 2020\n}\n' + GOOD, ("B101", 1), {"good"}),
    "brace in a quote": ('@article{bad,\n  title = "Bad } X",\n  year = 2020\n}\n' + GOOD, ("B101", 1), {"good"}),
    "no closing brace of the entry": ("\n@article{whole,\n  title = {Whole},\n  year = 2020\n" + GOOD, ("B207", 2), {"whole", "good"}),
    "a brace too many": ("@article{whole,\n  title = {Whole}},\n  year = 2020\n}\n" + GOOD, ("B207", 3), {"whole", "good"}),
    "no comma between fields": ("@article{whole,\n  title = {Whole}\n  year = 2020\n}\n" + GOOD, ("B207", 3), {"whole", "good"}),
    "no comma behind the key": ("@article{whole\n  title = {Whole},\n}\n" + GOOD, ("B207", 1), {"whole", "good"}),
    "no key": ("@article{\n  title = {A Whole Entry},\n  author = {Ada Example},\n  year = 2020}\n" + GOOD, ("B207", 2), {"example2020whole", "good"}),
    "no braces": ("@article{whole,\n  title = Whole of it,\n}\n" + GOOD, ("B207", 2), {"whole", "good"}),
    "no equals sign": ("@article{whole,\n  title = {Whole},\n  note {Oral},\n}\n" + GOOD, ("B207", 3), {"whole", "good"}),
    "no at sign": ("article{bad,\n  title = {Bad},\n}\n" + GOOD, ("B209", 1), {"good"}),
    "no fields": ("@article{bad,\n what is this,\n and this,\n and\n more\n of\n it\n}\n" + GOOD, ("B101", 1), {"good"}),
    "duplicate key, another work": (GOOD + "@article{good,\n title = {Other}}", ("B201", 3), {"good", "gooda"}),
    "duplicate key, the same work": (GOOD + "@article{GOOD,\n title = {{Good}}}", ("B201", 3), {"good"}),
    "duplicate field": ("@article{whole,\n title = {Whole},\n title = {Part}}\n" + GOOD, ("B208", 3), {"whole", "good"}),
    "unknown month": ("@article{whole,\n title = {Whole}, year = 2020,\n month = {Brumaire}}\n" + GOOD, ("B202", 3), {"whole", "good"}),
    "unknown year": ("@article{whole,\n title = {Whole},\n year = {20xx}}\n" + GOOD, ("B202", 3), {"whole", "good"}),
    "missing title": ("\n@article{bad,\n  author = {Ada Example}}\n" + GOOD, ("B102", 2), {"good"}),
    "empty title": ("@article{bad,\n  title = {{}}}\n" + GOOD, ("B102", 1), {"good"}),
    "unknown type": ("@artcle{whole, title = {Whole}}\n" + GOOD, ("B205", 1), {"whole", "good"}),
    "unknown macro": ("@article{whole, title = {Whole},\n journal = jx}\n" + GOOD, ("B206", 2), {"whole", "good"}),
    "unknown command": ("@article{whole,\n title = {\\whole}}\n" + GOOD, ("B203", 2), {"whole", "good"}),
    "an address that is a file": ("@article{whole, title = {Whole},\n pdf = {whole.pdf}}\n" + GOOD, ("B212", 2), {"whole", "good"}),
    "a DOI that is none": ("@article{whole, title = {Whole},\n doi = {nothing}}\n" + GOOD, ("B212", 2), {"whole", "good"}),
    "commas between names": ("@article{whole, title = {Whole},\n author = {A Example, B Example, C Example}}\n" + GOOD, ("B213", 2), {"whole", "good"}),
    "nobody to borrow from": ("@article{whole, title = {Whole},\n crossref = {gone}}\n" + GOOD, ("B211", 2), {"whole", "good"}),
    "commented out with %": ("\n% @article{gone,\n%  title = {Gone}}\n" + GOOD, ("B210", 2), {"good"}),
    "only its first line commented out": ("%@article{gone,\n  title = {Gone},\n}\n" + GOOD, ("B210", 1), {"good"}),
    "commented out with @comment": ("@comment{\n@article{gone, title = {Gone}}\n}\n" + GOOD, ("B210", 2), {"good"}),
    "Latin-1": ("@article{whole,\n author = {M\xfcller, J\xf6rg}, title = {Whole}}\n".encode("latin-1") + GOOD.encode(), ("B204", 2), {"whole", "good"}),
    "a control character": ("@article{whole,\n title = {Wh\x07ole}}\n" + GOOD, ("B204", 2), {"whole", "good"}),
    "empty": ("", ("B216", 1), set()),
    "only white space": ("\n\n  \n", ("B216", 1), set()),
    "no entry": ("I keep my papers elsewhere.\n", ("B103", 1), set()),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_told_with_its_line_and_the_rest_is_read(case, read_text):
    text, finding, printed = BROKEN[case]
    works, findings = read_text(text)
    assert findings == [finding]
    assert set(works) == printed


@pytest.mark.parametrize(
    "comment", ["@comment{anything {at} all}", "@comment{ unclosed {", "@Comment(x)"]
)
def test_a_comment_is_told_and_what_follows_is_read(comment, read_text):
    works, findings = read_text("\n" + comment + "\n" + GOOD)
    assert (set(works), findings) == ({"good"}, [("B210", 2)])


@pytest.mark.parametrize(
    "settings",
    [
        "@Comment{jabref-meta: grouping:\n0 All:;\n}",
        "@comment{BibDesk Static Groups{\n<?xml?>\n}}",
        "@comment no braces",
        "% Encoding: UTF-8",
    ],
)
def test_settings_of_programs_are_nothing_to_tell(settings, read_text):
    works, findings = read_text(settings + "\n" + GOOD)
    assert (set(works), findings) == ({"good"}, [])


def test_a_broken_entry_says_which_field_is_never_closed(tmp_path):
    path = tmp_path / "papers.bib"
    path.write_text(
        "\n@article{bad,\n  author = {Ada Example},\n  title = {Bad,\n  year = 2020\n}\n" + GOOD
    )
    _, [found] = read_bibliography(path, "my/papers.bib")
    assert str(found).startswith(
        "my/papers.bib:2:1: error B101: 'bad' cannot be read: a brace or quote of 'title' is never closed (line 4)"
    )


def test_latin_1_gives_the_right_letters_and_utf_8_beside_it_too(read_text):
    works, _ = read_text(
        "@article{a, title = {Stra\xdfe}}\n".encode("latin-1")
        + "@article{b, title = {Żółć 高}}".encode()
    )
    assert (works["a"]["name"], works["b"]["name"]) == ("Straße", "Żółć 高")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_text(encoding, read_text):
    works, findings = read_text("@article{a, title = {Ünïcode}}".encode(encoding))
    assert (works["a"]["name"], findings) == ("Ünïcode", [])


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_count_as_lines(end, read_text):
    text = "@article{a,\n title = {A\n and B}}\n\n@article{bad,\n year = 2020}\n"
    works, findings = read_text(text.replace("\n", end))
    assert (works["a"]["name"], findings) == ("A and B", [("B102", 5)])


@pytest.mark.parametrize(
    "junk",
    [
        "{",
        "}",
        "@",
        "@article{x,t={",
        '@article{x,t="\n',
        "@article{x,\n",
        "lorem ipsum ",
        "%@misc{a,\n",
        "@comment{\n",
        "#",
        "\0",
        "\\",
        "@string{a=b#",
    ],
)
def test_a_flood_of_junk_is_told_shortly_and_the_entries_around_them_read(junk, read_text):
    """With the junk's own length in view: 250 kB here, 5 MB by hand."""
    works, findings = read_text(
        GOOD + junk * (250_000 // len(junk)) + "\n@article{last, title = {Last}}\n"
    )
    assert {"good", "last"} <= set(works)
    assert 0 < len(findings) < 250


def test_random_bytes_are_no_bibliography(read_text):
    works, findings = read_text(random.Random(1).randbytes(500_000))
    assert works == {}
    assert any(code.startswith("B1") for code, _ in findings)


def test_macros_that_unfold_without_end_are_stopped(read_text):
    doubled = "".join(f"@string{{x{index + 1} = x{index} # x{index}}}\n" for index in range(60))
    works, findings = read_text(
        '@string{x0 = "ha"}\n' + doubled + "@article{a, title = {A}, note = x60}" + GOOD
    )
    assert "B105" in [code for code, _ in findings]
    assert "good" in works


@pytest.mark.parametrize("number", ["²", "1" * 5000, "0" * 5000 + "1"])
@pytest.mark.parametrize("name", ["year", "month", "day"])
def test_a_number_that_no_date_has_leaves_the_work_printed(number, name, read_text):
    date = {"year": "2020", "month": "jan", "day": "3", name: number}
    fields = ", ".join(f"{field} = {{{value}}}" for field, value in date.items())
    works, _ = read_text(f"@article{{whole, title = {{Whole}}, {fields}}}" + GOOD)
    assert set(works) == {"whole", "good"}
    items = json.dumps([{"id": "whole", "title": "Whole", "issued": {"date-parts": [[number, 1]]}}])
    works, _ = read_text(items, "papers.json")
    assert set(works) == {"whole"}


def test_of_very_many_findings_the_first_are_told_and_how_many_more_there_are(tmp_path):
    path = tmp_path / "papers.bib"
    path.write_text(
        "".join(f"@article{{k{index},\n year = 2020}}\n" for index in range(1000)) + GOOD
    )
    references, findings = read_bibliography(path, "papers.bib")
    assert len(references) == 1
    assert len(findings) == 101
    assert findings[-1].message.startswith("900 more errors")


@pytest.mark.parametrize("name", ["papers.txt", "papers", "papers.docx"])
def test_other_files_are_refused(name, tmp_path):
    (tmp_path / name).write_text(GOOD)
    _, [found] = read_bibliography(tmp_path / name, name)
    assert (found.code, found.place.file) == ("B100", name)


def test_a_file_that_is_missing_or_a_folder_is_told(tmp_path):
    (tmp_path / "other.bib").touch()
    (tmp_path / "folder.bib").mkdir()
    _, [missing] = read_bibliography(tmp_path / "papers.bib", "papers.bib")
    _, [folder] = read_bibliography(tmp_path / "folder.bib", "folder.bib")
    assert (missing.code, folder.code) == ("B100", "B100")
    assert "other.bib" in missing.hint


@pytest.mark.parametrize("path", WILD, ids=lambda path: path.name)
def test_no_damage_to_a_file_raises(path, tmp_path):
    """Bytes are taken out, doubled and thrown in; every work that is read must be one for the profile (see PublicationBuilder.build)."""
    chance = random.Random(path.name)
    content = path.read_bytes()
    for number in range(25):
        damaged = bytearray(content)
        for _ in range(8):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randrange(15)] = chance.choice(
                [
                    b"",
                    b"{",
                    b"}",
                    b'"',
                    b"@",
                    b"\\",
                    b",",
                    b"=",
                    b"\xff",
                    b"$",
                    damaged[at : at + 9] * 2,
                ]
            )
        broken = tmp_path / f"{number}{path.suffix}"
        broken.write_bytes(damaged)
        references, findings = read_bibliography(broken, "papers")
        assert references or findings
