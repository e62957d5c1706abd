"""TeX between dollars is text where Unicode says it faithfully, a drawing with a text where it does not, and never wrong."""

import re

import pytest

from cvgen.text.math import FormulaError, render_formula


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
    "tex", [r"\frac{1}{2}", r"\sqrt{x}", r"\sum_{i=1}^n x_i^2 \over 2", r"\hat{x}"]
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
