"""TeX between dollars is text where Unicode says it faithfully, a drawing with a text where it does not, and never wrong."""

import re

import pytest
from markupsafe import Markup

from cvgen.text.markup import render_inline
from cvgen.text.math import FormulaError, render_formula, render_linear_formula


def words(tex):
    return re.sub("<[^>]+>", "", str(render_formula(tex))).replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\alpha", "α"),
        (r"1/\chi", "1/χ"),
        (r"\Omega", "Ω"),
        ("x^2", "x2"),
        ("a_{ij}", "aij"),
        (r"O(n \log n)", "O(nlog n)"),
        (r"\mathbb{R}^n", "ℝn"),
        ("a = b + c - 1", "a = b + c − 1"),
        ("x < y", "x &lt; y"),
        (r"a \leq b", "a ≤ b"),
        (r"x \text{ if } y", "x if y"),
    ],
)
def test_what_unicode_can_say_is_text(tex, text):
    assert words(tex) == text


def test_letters_are_italic_and_numbers_are_not():
    assert str(render_formula("2x")) == '<span class="math">2<i>x</i></span>'


def test_scripts_nest():
    assert (
        str(render_formula("x^{a_1}"))
        == '<span class="math"><i>x</i><sup><i>a</i><sub>1</sub></sup></span>'
    )


@pytest.mark.parametrize(
    "tex", [r"\frac{1}{2}", r"\sqrt[3]{x}", r"\sum_{i=1}^n x_i^2 \over 2", r"\hat{x}"]
)
def test_what_text_cannot_say_is_drawn_with_its_tex_as_alternative(tex):
    drawing = str(render_formula(tex))
    assert drawing.startswith("<svg ")
    assert f"<title>{tex}</title>" in drawing


@pytest.mark.parametrize("tex", [r"\nosuchcommand{x}", "{x", "x}", "x^", r"\mathbb", r"\frac{1}"])
def test_what_cannot_be_set_is_said(tex):
    with pytest.raises(FormulaError):
        render_formula(tex)


def test_a_formula_is_escaped():
    assert "<script>" not in str(render_formula(r"\text{<script>}"))
    assert r"<title>\frac{a}{b} &lt; c</title>" in str(render_formula(r"\frac{a}{b} < c"))


def test_a_deep_formula_is_refused():
    with pytest.raises(FormulaError):
        render_formula("{" * 5000 + "}" * 5000)


def list_words(markup):
    return " ".join(Markup(markup).striptags().split())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (r"$\sqrt{s} = 13\,\mathrm{TeV}$", "√s = 13 TeV"), (r"$\sqrt{s_{NN}}=5.02$ TeV", "√sNN = 5.02 TeV"), (r"$\sqrt{a+b}$", "√(a + b)"),
        (r"Fe$^{3+}$", "Fe3+"), (r"$\mathrm{Fe}^{3+}$", "Fe3+"), (r"$\ce{Fe^{3+}}$", "Fe3+"), (r"\ce{SO4^2-}", "SO42−"), (r"\ce{Na+}", "Na+"),
        (r"\ce{CO2 + H2O -> H2CO3}", "CO2 + H2O → H2CO3"), (r"$\ce{Ca(OH)2}$", "Ca(OH)2"), (r"\SI{13}{TeV}", "13 TeV"), (r"$\SI{13}{\TeV}$", "13 TeV"),
        (r"\SI{5e-3}{\kilo\gram}", "5 × 10−3 kg"), (r"\qty{5}{\meter\per\second\squared}", "5 m s−2"), (r"\si{\micro\meter}", "μm"), (r"\unit{km/h}", "km/h"),
        (r"\num{1.5e6}", "1.5 × 106"), (r"\SI{5}{\percent}", "5 %"), (r"m\,s$^{-1}$", "m s−1"), (r"$\mathrm{m\,s^{-1}}$", "m s−1"), (r"$10^{-3}$", "10−3"),
        (r"a\textsuperscript{-3}", "a−3"), (r"x\textsubscript{max}", "xmax"), (r"$13~\text{TeV}$", "13 TeV"), (r"${\rm TeV}$", "TeV"), (r"$x'$", "x′"),
        (r"$x_{n+1}$", "xn+1"), (r"$e^+e^-\to\mu^+\mu^-$", "e+e− → μ+μ−"), (r"C:\number", r"C:\number"), (r"\ce", r"\ce"), (r"$25\,^\circ\mathrm{C}$", "25 °C"),
    ],
)  # fmt: skip
def test_exponents_units_and_ions_are_words_of_the_page(text, printed):
    warnings = []
    html = render_inline(text, "en", lambda *warning: warnings.append(warning))
    assert (list_words(html), warnings) == (printed, [])
    assert "<svg" not in html


@pytest.mark.parametrize(
    ("tex", "printed"),
    [
        (r"\frac{1}{2}", "1/2"), (r"\frac{a+b}{c}", "(a + b)/c"), (r"\sqrt[3]{x}", "∛x"), (r"\bar{B}", "B\u0304"), (r"\mathcal{O}(n\log n)", "O(nlog n)"),
        (r"\mathbb{R}^n", "ℝn"), (r"\mathbb{A}", "A"), (r"\sum_{i=1}^n", "∑i=1n"), (r"\left(x\right)", "(x)"), (r"\nosuchcommand", "nosuchcommand"), ("a<b", "a < b"),
    ],
)  # fmt: skip
def test_every_formula_can_be_written_in_a_line_without_tex(tex, printed):
    assert list_words(render_linear_formula(tex)) == printed


def test_many_braces_take_no_time():
    text = "\\ce{" * 3000 + "\\SI{" + "{" * 3000
    assert list_words(render_inline(text, "en", lambda *_: None)) == text
