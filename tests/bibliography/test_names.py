"""Lists of names: BibTeX's three forms ("Tame the BeaST", section 11), biblatex's own form, and what people write instead."""

import pytest

from cvgen.bibliography import names
from cvgen.bibliography.bibtex_names import parse_annotations, parse_names
from cvgen.profile.publications import Publication

LISTS = {
    "Donald E. Knuth and Leslie Lamport": ["Donald E. Knuth", "Leslie Lamport"],
    "Knuth, Donald E.": ["Donald E. Knuth"],
    "Ludwig van Beethoven and van Beethoven, Ludwig": ["Ludwig van Beethoven"] * 2,
    "de la Cruz, Maria and {van Gogh}, Vincent": ["Maria de la Cruz", "Vincent van Gogh"],
    "King, Jr., Martin Luther and Sammy Davis, Jr.": [
        "Martin Luther King, Jr.",
        "Sammy Davis, Jr.",
    ],
    "King, Martin Luther, Jr. and Windsor, Charles, III": [
        "Martin Luther King, Jr.",
        "Charles Windsor III",
    ],
    "Windsor, III, Charles": ["Charles Windsor III"],
    "A. Example and others": ["A. Example", names.ET_AL],
    "Example, A. et al.": ["A. Example", names.ET_AL],
    "{{ATLAS Collaboration}} and {Barnes and Noble, Inc.} and Google, Inc.": [
        "ATLAS Collaboration",
        "Barnes and Noble, Inc.",
        "Google, Inc.",
    ],
    "高, 泽峰 and 张三 and 김, 철수": [
        {"name": "高泽峰", "family": "高"},
        "张三",
        {"name": "김철수", "family": "김"},
    ],
    r"Mart{\'\i}n, Jos{\'e} and {\'E}mile Zola and Erd{\H o}s, P{\'a}l and {\L}. Nowak": [
        "José Martín",
        "Émile Zola",
        "Pál Erdős",
        "Ł. Nowak",
    ],
    "given=Maria, family=Cruz, prefix=de la and family={Robert and Sons}": [
        "Maria de la Cruz",
        "Robert and Sons",
    ],
    "Example,\n   Ada\n and  Bo~Sample AND Chen Third": ["Ada Example", "Bo Sample", "Chen Third"],
    r"\textbf{Example, Ada} and {\bf Bo Sample} and \underline{C. Third}": [
        "Ada Example",
        "Bo Sample",
        "C. Third",
    ],
    "Fox, Cy (corresponding author) and Bo Sample (deceased)": ["Cy Fox#", "Bo Sample†"],
    r"*Sample, Bo and $^{*}$Roe, Bea and \#Cy Fox": ["Bo Sample*", "Bea Roe*", "Cy Fox#"],
    "Roe,B.A. and Fox, M.D.": ["B.A. Roe", "M.D. Fox"],
    "Ortega y Gasset, José and Simon \\& Schuster and Fox, Cy (Cyrus)": [
        "José Ortega y Gasset",
        "Simon & Schuster",
        "Cy (Cyrus) Fox",
    ],
    "J. Third, M.D.": ["J. Third, M.D."],
    "Wei Wang 0042": ["Wei Wang"],
    "A. Example and and B. Sample and": ["A. Example", "B. Sample"],
    "Simon &amp; Schuster": ["Simon & Schuster"],
    "": [],
    # marks
    r"Ada Example* and Bo Sample*\# and Third$^*$, Chen and D. Fourth$^{\dagger}$": [
        "Ada Example*",
        "Bo Sample*#",
        "Chen Third*",
        "D. Fourth†",
    ],
    r"Ada Example\textsuperscript{1,*} and Sample, Bo$^{2}$ and C. Third\thanks{x}": [
        "Ada Example*",
        "Bo Sample",
        "C. Third",
    ],
}


@pytest.mark.parametrize("tex", LISTS)
def test_names_are_given_in_their_natural_order(tex):
    found = parse_names(tex)
    assert [name.to_author() for name in found] == LISTS[tex]
    assert not any(name.problem for name in found)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("Example, A., Sample, B., Third, C.", ["A. Example", "B. Sample", "C. Third"]),
        ("Ada Example, Bo Sample, Chen Third", ["Ada Example", "Bo Sample", "Chen Third"]),
        ("张三, 李四, 王五", ["张三", "李四", "王五"]),
        ("Example, Ada; Sample, Bo", ["Ada Example", "Bo Sample"]),
        (r"Ada \unknown{Example}", [r"Ada \unknown{Example}"]),
        ("B. Roe, B. Sample and Example, Ada", ["B. Roe", "B. Sample", "Ada Example"]),
        (r"Roe, Bea \& Sample, Bo", ["Bea Roe", "Bo Sample"]),
        ("Roe, Bea und Sample, Bo", ["Bea Roe", "Bo Sample"]),
        ("Bea Roe & Bo Sample", ["Bea Roe", "Bo Sample"]),
        ("Roe, B., Sample, B., & Third, C.", ["B. Roe", "B. Sample", "C. Third"]),
        ("Fox, Cy (at the time in Rome)", ["Cy (at the time in Rome) Fox"]),
    ],
)
def test_what_is_no_list_for_bibtex_is_read_as_it_was_meant_and_told(tex, expected):
    found = parse_names(tex)
    assert [name.text for name in found] == expected
    assert found[0].problem


def test_the_profile_reads_names_and_marks_apart():
    written = [name.to_author() for name in parse_names(r"Ada Example*\# and {A* Team}")]
    authors = Publication.model_validate({"name": "T", "authors": written}).authors
    assert [(author.name, author.marks) for author in authors] == [
        ("Ada Example", "*#"),
        ("A* Team", ""),
    ]


def test_annotations_become_marks():
    """The form is the biblatex manual's (section 3.7, data annotations)."""
    said = {
        "author+an": "1=equal; 2=equal,corresponding; 3=highlight",
        "author+an:default": "2:family=student",
    }
    assert parse_annotations(said) == {1: "*", 2: "*#¶", 3: ""}


def test_an_annotation_of_a_number_that_nobody_has_stops_no_reading(read_text):
    fields = f"author = {{Ada Example}}, author+an = {{{'9' * 5000}=equal; ²=equal; 1=equal}}"
    works, _ = read_text(f"@article{{a, title = {{T}}, {fields}}}")
    assert works["a"]["authors"] == ["Ada Example*"]


@pytest.mark.parametrize(
    "name",
    [
        r"\myname{Example, Ada}", r"\myname{Ada Example}", r"\myname{Example}, \myname{Ada}", r"{\me Example, Ada}", r"{\myname{Example, Ada}}", r"\textbf{\underline{Example, Ada}}", r"\textcolor{red}{Example, Ada}",
        r"{\bf Example, Ada}", r"\myname*{Example, Ada}", r"\bsc{Example}, Ada", r"\href{https://x.org}{Ada Example}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["", "$^*$"])
def test_a_command_around_a_name_is_no_part_of_it(name, mark, read_text):
    works, findings = read_text(
        f"@article{{a, title = {{T}}, author = {{{name}{mark} and Roe, Bea}}}}"
    )
    assert works["a"]["authors"] == ["Ada Example" + mark.strip("$^"), "Bea Roe"]
    assert findings == []


def test_a_command_around_several_names_holds_several(read_text):
    works, _ = read_text("@misc{a, title = {T}, author = {\\we{Example, Ada and Roe, Bea}}}")
    assert works["a"]["authors"] == ["Ada Example", "Bea Roe"]


def test_commands_without_end_stop_no_reading(read_text):
    author = "\\a{" * 3000 + "x and y" + "}" * 3000
    works, _ = read_text(f"@misc{{a, title = {{T}}, author = {{{author}}}}}")
    assert works["a"]["name"] == "T"


@pytest.mark.parametrize(
    ("name", "expected"),
    [(r"\v{C}apek, Karel", "Karel Čapek"), (r"{\L}ukasiewicz, Jan", "Jan Łukasiewicz"), (r"{\AA}", "Å"), (r"\c{S}", "Ş"), (r"{\O}rsted, K.", "K. Ørsted")],
)  # fmt: skip
def test_an_accent_or_a_letter_is_no_command_around_a_name(name, expected, read_text):
    works, _ = read_text(f"@misc{{a, title = {{T}}, author = {{{name}}}}}")
    assert works["a"]["authors"] == [expected]


def test_an_orcid_with_a_slip_is_told_at_its_field(read_text):
    text = (
        "@article{a, title={One}, journal={J}, year=2020,\n"
        " author={Ada Example and Bo Sample},\n"
        ' author+an:orcid = {1="0000-0002-1825-0098"; 2="0000-0002-1825-0097"}}\n'
    )
    _, findings = read_text(text)
    assert [code for code, _ in findings] == ["B220"]
