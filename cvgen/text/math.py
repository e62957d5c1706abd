"""Set TeX mathematics as HTML: in Unicode where that is faithful, else as an SVG drawing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring, tostring

from markupsafe import Markup, escape

from cvgen.files.yamltable import read_table
from cvgen.text.math_size import count_nodes
from cvgen.text.patterns import compile_late
from cvgen.text.science import expand_science

_TOKEN = compile_late(r"\\([A-Za-z]+|.)|([{}^_])|(\d+(?:\.\d+)?)|([A-Za-z])|(\s+)|(.)", re.DOTALL)
_ALPHABETS = {"mathbb": "blackboard"}
_UPRIGHT = ("mathrm", "text", "operatorname", "textrm", "mbox")
_STYLES = {"mathbf": "<b>{}</b>", "boldsymbol": "<b>{}</b>", "mathit": "<i>{}</i>"}
_SPACED = {"=": "=", "<": "&lt;", ">": "&gt;", "+": "+", "-": "−"}
_SIGNS = {"~": "\N{NO-BREAK SPACE}", "'": "′"}
# One letter or number, with scripts.
_ONE_SYMBOL = compile_late(
    r"(?:<[bi]>)?(?:[^<>\s]|&\w+;|\d[\d.]*)(?:</[bi]>)?(?:<su[bp]>(?:(?!</?su[bp]>).)*</su[bp]>)*"
)
_SVG = (
    '<svg class="formula" xmlns="http://www.w3.org/2000/svg" viewBox="{}" style="{}">'
    "<title>{}</title>{}</svg>"
)
_DRAWN_AT = 100.0  # units per em: a drawing scales, and whole numbers keep it short
_MOST_DEPTH = 30
_MOST_TEX = 5000  # letters of a formula that is drawn
_MOST_SIDESETS = 3  # latex2mathml writes three times what stands behind each
_MOST_NODES = 8000  # that ziamath makes for a drawing: seconds, while a real formula needs 500
_TOO_LARGE = "it is too large, or nested too deeply, to be drawn"
_THIN = "\N{NARROW NO-BREAK SPACE}"


class _NeedsDrawingError(ValueError):
    """The formula has a command that Unicode text cannot show faithfully."""


class FormulaError(ValueError):
    """The formula has something that neither text nor a drawing can show."""


def render_formula(tex: str) -> Markup:
    """Set a formula, without its dollars, as text with italics and scripts, or as a drawing.

    A drawing has its TeX as text alternative. Raises FormulaError with what cannot be set.
    """
    expanded = expand_science(tex)
    try:
        content = _Formula(_tokenize(expanded)).read_until(None)
    except _NeedsDrawingError:
        return _render_drawing(expanded)
    return Markup('<span class="math">{}</span>').format(Markup(content))


def render_linear_formula(tex: str) -> Markup:
    """Set a formula in one line of text with italics and scripts, such as √<i>s</i>.

    What only a drawing shows faithfully is written out: a/b, (a + b)/c, B̄. Raises FormulaError
    with what cannot be set.
    """
    content = _LinearFormula(_tokenize(expand_science(tex))).read_until(None)
    return Markup(content.replace(_THIN, " ").replace("</i><i>", ""))


def _tokenize(tex: str) -> list[_Token]:
    return [_Token(*match.groups()) for match in _TOKEN.finditer(tex)]


def _render_drawing(tex: str) -> Markup:
    """Draw a formula at the size of the text around it."""
    drawing, depth = _draw_formula(tex)
    for path in drawing.iter():
        if path.get("fill") == "black":
            path.set("fill", "currentColor")
    content = "".join(tostring(child, encoding="unicode") for child in drawing)
    width = float(drawing.get("width", "0")) / _DRAWN_AT
    height = float(drawing.get("height", "0")) / _DRAWN_AT
    shift = -depth / _DRAWN_AT
    style = f"width: {width:.3f}em; height: {height:.3f}em; vertical-align: {shift:.3f}em"
    return Markup(_SVG).format(drawing.get("viewBox"), style, tex, Markup(content))


def _draw_formula(tex: str) -> tuple[Element, float]:
    """Draw a formula, and return how far it reaches below the line.

    This is the only door to latex2mathml and ziamath.
    """
    from latex2mathml.converter import convert
    from ziamath import zmath
    from ziamath.config import config

    _check_size(tex)
    try:
        mathml = convert(tex)
        node_count = count_nodes(fromstring(mathml))  # noqa: S314 - our own library wrote it
    except Exception as error:  # noqa: BLE001 - the library raises whatever comes
        raise _refuse_tex(error) from None
    if node_count > _MOST_NODES:
        raise FormulaError(_TOO_LARGE)
    try:
        config.svg2 = False
        config.precision = 2
        formula = zmath.Math(mathml, size=_DRAWN_AT)
        drawing = formula.svgxml()
        depth = -formula.getyofst()
    except Exception as error:  # noqa: BLE001 - the library raises whatever comes
        raise _refuse_tex(error) from None
    if "\\" in mathml:
        raise FormulaError("it has a command that is not known")
    return drawing, depth


def _check_size(tex: str) -> None:
    """Raise FormulaError for TeX of a length or depth that takes a library minutes to read."""
    if len(tex) > _MOST_TEX:
        raise FormulaError(f"it is longer than {_MOST_TEX} letters")
    depth = 0
    for sign in tex:
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        if depth > _MOST_DEPTH:
            raise FormulaError(_TOO_LARGE)
    if tex.count(r"\sideset") > _MOST_SIDESETS:
        raise FormulaError(_TOO_LARGE)


def _refuse_tex(error: Exception) -> FormulaError:
    reason = str(error) or type(error).__name__
    return FormulaError(f"it is not TeX: {reason}")


@cache
def _read_symbols() -> dict[str, Any]:
    return read_table("mathematics")  # type: ignore[no-any-return]


def _render_symbol(name: str, *, tight: bool) -> str:
    """Find the character that a command stands for; a tight operator has no space around it."""
    tables = _read_symbols()
    if name in tables["symbols"]:
        return str(escape(tables["symbols"][name]))
    if name in tables["operators"] and tight:
        return str(escape(tables["operators"][name]))
    if name in tables["operators"]:
        return f"{_THIN}{escape(tables['operators'][name])}{_THIN}"
    if name in tables["functions"]:
        return name + _THIN
    if name in tables["spaces"]:
        return str(tables["spaces"][name] or "")
    raise _NeedsDrawingError(name)


class _Token(NamedTuple):
    """A token of TeX: one of its fields has text, and the others are None."""

    command: str | None
    special: str | None
    number: str | None
    letter: str | None
    space: str | None
    sign: str | None

    @property
    def text(self) -> str:
        return "".join(filter(None, self))


class _Formula:
    """The tokens of a formula, and how far they were read; every method returns HTML."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.position = 0
        self.depth = 0
        self.scripts = 0  # how many scripts are open: in them, operators stand close (TeXbook, 18)

    def read_until(self, end: str | None) -> str:
        """Read up to a closing brace, or to the end."""
        parts: list[str] = []
        while self.position < len(self.tokens):
            if end and self.tokens[self.position].special == end:
                self.position += 1
                return "".join(parts)
            parts.append(self.read_part(first=not parts))
        if end:
            raise FormulaError("a '{' is not closed")
        return "".join(parts)

    def read_part(self, *, first: bool = False) -> str:
        """Read one thing: a group, a command, a script, a letter or a sign."""
        if self.position >= len(self.tokens):
            raise FormulaError("something is missing at its end")
        token = self.tokens[self.position]
        self.position += 1
        if token.command or token.special:
            return self.read_nested(token)
        if token.letter:
            return f"<i>{token.letter}</i>"
        if token.number:
            return token.number
        if token.space:
            return ""
        is_last = self.position == len(self.tokens)
        return _render_sign(token.sign or "", first=first, tight=bool(self.scripts) or is_last)

    def read_nested(self, token: _Token) -> str:
        """Read what may hold other things, down to a depth that no real formula has."""
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise FormulaError("it is nested too deeply")
        if token.command:
            html = self.read_command(token.command)
        else:
            html = self.read_special(token.special or "")
        self.depth -= 1
        return html

    def read_special(self, sign: str) -> str:
        """Read a group or a script."""
        if sign == "{":
            return self.read_until("}")
        if sign == "}":
            raise FormulaError("a '}' closes nothing")
        element = "sub"
        if sign == "^":
            element = "sup"
        self.scripts += 1
        script = self.read_part(first=True)
        self.scripts -= 1
        return f"<{element}>{script}</{element}>"

    def read_command(self, name: str) -> str:
        """Read a command and what it applies to."""
        if name in _UPRIGHT:
            return self.read_words()
        if name in _ALPHABETS:
            return self.read_letter(name)
        if name in _STYLES:
            return _STYLES[name].format(self.read_upright())
        if name == "sqrt":
            return self.read_root()
        return self.render_symbol(name)

    def render_symbol(self, name: str) -> str:
        """Find the character that a command stands for."""
        return _render_symbol(name, tight=bool(self.scripts))

    def read_root(self) -> str:
        """Read what stands under a root, which has a bar where it is more than one symbol."""
        if self.position < len(self.tokens) and self.tokens[self.position].sign == "[":
            raise _NeedsDrawingError("sqrt")
        radicand = self.read_part(first=True)
        return _enclose("√", radicand)

    def read_words(self) -> str:
        """Read the words in braces as they are, with their spaces; others as a formula."""
        start = self.position
        formula = self.read_upright()
        words = self.tokens[start : self.position]
        inner = words
        if words[0].special == "{":
            inner = words[1:-1]
        if any(token.command or token.special for token in inner):
            return formula
        text = "".join(token.text for token in inner)
        return str(escape(text.replace("~", "\N{NO-BREAK SPACE}")))

    def read_letter(self, alphabet: str) -> str:
        """Read a letter of a special alphabet."""
        letter = self.read_upright()
        letters = _read_symbols()[_ALPHABETS[alphabet]]
        if letter not in letters:
            raise _NeedsDrawingError(alphabet)
        return str(letters[letter])

    def read_upright(self) -> str:
        """Read one thing without its italics."""
        return re.sub("</?i>", "", self.read_part())


def _render_sign(sign: str, *, first: bool, tight: bool) -> str:
    """Set a sign, an operator with thin spaces around it unless it is the first, or tight."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign not in _SPACED:
        return str(escape(sign))
    if first or tight:
        return _SPACED[sign]
    return f"{_THIN}{_SPACED[sign]}{_THIN}"


def _enclose(sign: str, content: str) -> str:
    """Put a sign before something; where that is more than one symbol, brackets hold it."""
    if _ONE_SYMBOL.fullmatch(content):
        return sign + content
    return f"{sign}({content})"


class _LinearFormula(_Formula):
    """A formula that is written out in one line, whatever is in it."""

    def render_symbol(self, name: str) -> str:
        """Write out what a line of text can hold; the name of a command that is not known."""
        if name in ("frac", "dfrac", "tfrac", "nicefrac"):
            above = _enclose("", self.read_part(first=True))
            below = _enclose("", self.read_part(first=True))
            return f"{above}/{below}"
        tables = _read_symbols()
        if name in tables["accents"]:
            return self.read_part() + str(tables["accents"][name])
        if name in tables["plain"]:
            return self.read_upright()
        if name in tables["linear"]:
            return str(escape(tables["linear"][name] or ""))
        try:
            return super().render_symbol(name)
        except _NeedsDrawingError:
            return str(escape(name))

    def read_letter(self, alphabet: str) -> str:
        """Read a letter of a special alphabet; one that it does not have stays as it is."""
        letter = self.read_upright()
        letters = _read_symbols()[_ALPHABETS[alphabet]]
        return str(letters.get(letter, letter))

    def read_root(self) -> str:
        """Read what stands under a root, also a third or a fourth one."""
        sign = "√"
        if self.position < len(self.tokens) and self.tokens[self.position].sign == "[":
            sign = self.read_degree()
        return _enclose(sign, self.read_part(first=True))

    def read_degree(self) -> str:
        """Read the degree of a root, in square brackets."""
        degree = ""
        self.position += 1
        while self.position < len(self.tokens) and self.tokens[self.position].sign != "]":
            degree += self.tokens[self.position].text
            self.position += 1
        self.position += 1
        return {"3": "∛", "4": "∜"}.get(degree, f"<sup>{escape(degree)}</sup>√")
