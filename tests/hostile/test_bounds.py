"""Hostile text takes no more than seconds, wherever a person could have been sent it.

Each case runs in a child process with a limit of time, so that a failure ends too.
"""

from __future__ import annotations

import subprocess
import sys

_SECONDS = 20  # a machine under load is ten times as slow as the limits are meant

_FORMULAS = {
    "roots": (r"\sqrt{1+", "x", "}", 17),
    "arrows": (r"\xrightarrow{", "x", "}", 17),
    "phantoms": (r"\phantom{", "x", "}", 17),
    "side sets": (r"\sideset{_1}{^2}{", "x", "}", 17),
    "tables": (r"\begin{cases}1&", "x", r"\end{cases}", 17),
    "scripts": ("x^{y_{", "z", "}}", 14),
    "words": (r"\text{", "x", "}", 400),
    "fractions in a row": (r"\frac{1}{2}", "", "", 400),
}


def _run(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=True)
    return done.stdout


def test_formulas_that_double_their_work_with_each_level_print_as_typed_and_are_told() -> None:
    code = """
import sys
from cvgen.text.math import FormulaError, render_formula
for start, middle, end, depth in eval(sys.argv[1]):
    tex = r"\\sqrt{x}" + start * depth + middle + end * depth
    try:
        print("drawn", len(render_formula(tex)))
    except FormulaError as error:
        print(error)
"""
    lines = _run(code, repr(list(_FORMULAS.values()))).splitlines()
    for name, line in zip(_FORMULAS, lines, strict=True):
        assert "too large" in line or "nested too deeply" in line, (name, line)


def test_a_formula_as_deep_as_real_ones_is_drawn() -> None:
    from cvgen.text.math import render_formula

    for tex in (
        r"\frac{1}{\sqrt{1+\sqrt{1+\sqrt{1+\sqrt{1+x}}}}}",
        r"\frac{1}{1+\frac{1}{1+\frac{1}{x}}}",
        r"\begin{pmatrix}a&b&c\\d&e&f\\g&h&\sqrt{i}\end{pmatrix}",
        r"\sideset{_a^b}{_c^d}\sum",
    ):
        assert "<svg" in render_formula(tex), tex


_TEXTS = {
    "what only leads to an address": (
        "bibliography.identifiers:remove_lead",
        "'online ' * 30 + 'zz'",
    ),
    "the end of a note": ("bibliography.identifiers:remove_lead", "'x' + ' ' * 60_000 + 'zz'"),
    "a preprint": ("bibliography.preprints:find_preprint_server", "'arxiv ' + '-7a' * 40 + '!'"),
    "blanks in a formula": ("text.markup:_FORMULA.match", "'$$' + ' ' * 20_000"),
    "a long word": ("compose.translatable:_has_words", "'a' * 90_000"),
    "commas": ("bibliography.bibtex_names:_ET_AL_BEHIND.search", "',' * 80_000 + 'x'"),
    "digits": ("bibliography.bibtex_names:_ANNOTATION.findall", "'7' * 80_000"),
    "an unclosed brace": ("bibliography.bibtex_names:_BRACED_END.search", "' {' + ' ' * 40_000"),
    "a range of codes": ("pdf.encodings:_RANGE.findall", "b'<' + b' ' * 40_000"),
    "numbers from the right": ("text.bidi:_LTR_RUN.split", "'7' * 60_000"),
    "a class of a template": ("checks.theme_contract:_CLASS.findall", "'class=\"' + '{%%}' * 60"),
}


def test_text_that_repeats_what_an_expression_repeats_is_read_at_once() -> None:
    code = """
import operator, sys
from importlib import import_module
for place, text in eval(sys.argv[1]):
    module, _, name = place.partition(":")
    call = operator.attrgetter(name)(import_module("cvgen." + module))
    call(eval(text))
    print(place, flush=True)
"""
    assert len(_run(code, repr(list(_TEXTS.values()))).splitlines()) == len(_TEXTS)


def test_what_only_leads_to_an_address_goes_with_it_and_other_words_stay() -> None:
    from cvgen.bibliography.identifiers import remove_lead
    from cvgen.bibliography.preprints import find_preprint_server

    assert remove_lead("Available online at: ") == ""
    assert remove_lead("online 2020, last accessed Nov 2021") == ""
    assert remove_lead("Best paper award. See ") == "Best paper award"
    assert find_preprint_server("arXiv preprint arXiv:2001.00001v2 [cs.LG]") == "arXiv"
    assert find_preprint_server("arXiv and others") == ""


def test_a_message_about_a_long_formula_shows_how_it_begins() -> None:
    from cvgen.text.markup import render_inline

    messages: list[str] = []
    roots = r"\sqrt{1+" * 20 + "x" + "}" * 20
    html = render_inline(f"${roots}$", "en", lambda _code, message, *_: messages.append(message))
    assert roots in html
    (message,) = messages
    assert r"\sqrt{1+\sqrt{1+" in message
    assert len(message) <= 160
