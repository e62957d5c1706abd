"""LaTeX says what was typed and runs none of it; XeLaTeX itself has compiled all examples by hand."""

import re

import pytest
from exported import export_path, export_profile, list_files, take_text
from shipped import EXAMPLES, example

from cvgen.exporters.latex_text import escape_latex, format_url

HOSTILE = r"""
basics: {name: Ada, label: '\input{/etc/passwd} \write18{ls} % gone'}
work:
- {position: '[a] {b} }', name: 'B\\\\', startDate: 2019, highlights: ['# $5 & 100% ~ ^ a_b', ['$\frac{\input{x}}{b}$', '$\sqrt[3]{\frac{a}{b}}$']]}
awards: ['{}', 'x\end{document}']
"""
RUN = re.compile(r"\\([A-Za-z@]+)")
DANGEROUS = {"input", "include", "write", "immediate", "openin", "openout", "read", "csname"}


def take_body(text):
    return text.partition("\\begin{document}")[2]


def list_depths(text):
    """Give how deep in braces every character of LaTeX is."""
    depth = 0
    for character in re.sub(r"\\.", "  ", text):
        depth += {"{": 1, "}": -1}.get(character, 0)
        yield depth


@pytest.mark.parametrize("name", EXAMPLES)
def test_braces_are_balanced_and_no_argument_has_an_empty_line(name):
    text = take_body(take_text(export_path(example(name), ["latex"])))
    depths = list(list_depths(text))
    assert depths[-1] == 0
    assert min(depths) == 0
    assert [match.start() for match in re.finditer(r"\n\s*\n", text) if depths[match.start()]] == []
    assert "\\section{" in text


def test_nothing_that_is_typed_is_run(load_text):
    text = take_body(take_text(export_profile(load_text(HOSTILE), ["latex"])))
    assert DANGEROUS & set(RUN.findall(text)) == set()
    assert text.count("\\end{document}") == 1
    depths = list(list_depths(text))
    assert (depths[-1], min(depths)) == (0, 0)
    assert not re.search(r"(?<!\\)[%#]", text)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("50% of R&D #1 $5 a_b", r"50\% of R\&D \#1 \$5 a\_b"),
        (r"C:\x", r"C:\textbackslash{}x"),
        ("{}", r"\{\}"),
        ("~^", r"\textasciitilde{}\textasciicircum{}"),
        ("-- --- << ,,", "-{}- -{}-{}- <{}< ,{},"),
        ("[x]", "{[}x{]}"),
        ("\N{NO-BREAK SPACE}", "~"),
        ("a שלום b", r"a \fromright{שלום} b"),
        ("x\0y\x1b", "xy"),
    ],
)
def test_every_character_stands_for_itself(typed, written):
    assert escape_latex(typed) == written


def test_an_address_keeps_its_meaning():
    """By RFC 3986, what may not stand in an address is written in percent."""
    address = format_url("https://e.org/a_b%20c~d#e&f?x={1}\\é")
    assert address == r"https://e.org/a\_b\%20c\%7Ed\#e\&f?x=\%7B1\%7D\%5C\%C3\%A9"


def test_a_photo_lies_beside_the_file_that_names_it():
    files = list_files(export_path(example("ada-example"), ["latex"]))
    (photo,) = [ending for ending in files if ending != ".tex"]
    assert f"\\photo[64pt][0pt]{{cv{photo}}}".encode() in files[".tex"]


def test_packages_for_chinese_are_there_where_it_is(load_text):
    latin = take_text(export_profile(load_text("basics: {name: Ada}"), ["latex"]))
    han = take_text(export_profile(load_text("basics: {name: Ada 艾达}"), ["latex"]))
    assert "xeCJK" not in latin
    assert "\\usepackage{xeCJK}" in han


def test_lines_from_the_right_are_told(load_text):
    exported = export_profile(load_text("basics: {name: ليلى}"), ["latex"])
    (finding,) = exported.findings
    assert finding.code == "X111"
    assert finding.place.line == 1
