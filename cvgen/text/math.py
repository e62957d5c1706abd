"""Set TeX mathematics as HTML: in Unicode where that is faithful, else as an SVG drawing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring, tostring

from markupsafe import Markup, escape

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER

_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([{}^_])|(\d+(?:\.\d+)?)|([A-Za-z])|(\s+)|(.)", re.DOTALL)
_ITALIC = re.compile("</?i>")
_ALPHABETS = {"mathbb": "blackboard"}
_UPRIGHT = ("mathrm", "text", "operatorname", "textrm", "mbox")
_STYLES = {"mathbf": "<b>{}</b>", "boldsymbol": "<b>{}</b>", "mathit": "<i>{}</i>"}
_SPACED = {"=": "=", "<": "&lt;", ">": "&gt;", "+": "+", "-": "−"}
_SVG = (
    '<svg class="formula" xmlns="http://www.w3.org/2000/svg" viewBox="{}" style="{}">'
    "<title>{}</title>{}</svg>"
)
_DRAWN_AT = 100.0  # units per em: a drawing scales, and whole numbers keep it short
_MOST_DEPTH = 30
_MOST_TEX = 5000  # letters of a formula that is drawn
_MOST_SIDESETS = 3  # latex2mathml writes three times what stands behind each
_MOST_NODES = 8000  # that ziamath makes for a drawing: seconds, while a real formula needs 500
# ziamath makes what is in these twice, once to measure it: each level of them doubles its work.
_MEASURED_FIRST = frozenset({"math", "mrow", "mtd", "mpadded", "mphantom", "mfenced"})
# These hold a row that is not written where they hold several things.
_ROWS_BY_THEMSELVES = frozenset({"msqrt", "menclose", "mstyle", "mpadded", "mphantom"})
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
    tokens = [_Token(*match.groups()) for match in _TOKEN.finditer(tex)]
    try:
        content = _Formula(tokens).read_until(None)
    except _NeedsDrawingError:
        return _render_drawing(tex)
    return Markup('<span class="math">{}</span>').format(Markup(content))


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
        node_count = _count_nodes(fromstring(mathml))  # noqa: S314 - our own library wrote it
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


def _count_nodes(element: Element) -> int:
    """Count the nodes that ziamath makes for an element, or somewhat more."""
    tag = element.tag.rpartition("}")[2]
    count = sum(_count_nodes(child) for child in element)
    if tag in _MEASURED_FIRST:
        count *= 2
    if tag in _ROWS_BY_THEMSELVES and len(element) > 1:
        count *= 2
    return 1 + count


@cache
def _read_symbols() -> dict[str, Any]:
    return yamlfile.read_yaml(DATA_FOLDER / "mathematics.yaml").data  # type: ignore[no-any-return]


def _render_symbol(name: str) -> str:
    """Find the character that a command stands for."""
    tables = _read_symbols()
    if name in tables["symbols"]:
        return str(escape(tables["symbols"][name]))
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
        return _render_sign(token.sign or "", first=first)

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
        return f"<{element}>{self.read_part(first=True)}</{element}>"

    def read_command(self, name: str) -> str:
        """Read a command and what it applies to."""
        if name in _UPRIGHT:
            return self.read_words()
        if name in _ALPHABETS:
            return self.read_letter(name)
        if name in _STYLES:
            return _STYLES[name].format(self.read_upright())
        return _render_symbol(name)

    def read_words(self) -> str:
        """Read the words in braces as they are, with their spaces."""
        start = self.position
        self.read_part()
        words = "".join(token.text for token in self.tokens[start : self.position])
        return str(escape(words.strip("{}")))

    def read_letter(self, alphabet: str) -> str:
        """Read a letter of a special alphabet."""
        letter = self.read_upright()
        letters = _read_symbols()[_ALPHABETS[alphabet]]
        if letter not in letters:
            raise _NeedsDrawingError(alphabet)
        return str(letters[letter])

    def read_upright(self) -> str:
        """Read one thing without its italics."""
        return _ITALIC.sub("", self.read_part())


def _render_sign(sign: str, *, first: bool) -> str:
    """Set a sign, an operator with thin spaces around it unless it is the first."""
    if sign not in _SPACED:
        return str(escape(sign))
    if first:
        return _SPACED[sign]
    return f"{_THIN}{_SPACED[sign]}{_THIN}"
