"""Takes TeX mathematics without its dollars, gives markup: in Unicode where that is faithful, else a vector drawing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup, escape

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER

_TOKEN = re.compile(r"\\([A-Za-z]+|.)|([{}^_])|(\d+(?:\.\d+)?)|([A-Za-z])|(\s+)|(.)", re.DOTALL)
_LETTERS = {"mathbb": "blackboard"}
_UPRIGHT = ("mathrm", "text", "operatorname", "textrm", "mbox")
_STYLES = {"mathbf": "<b>{}</b>", "boldsymbol": "<b>{}</b>", "mathit": "<i>{}</i>"}
_SPACED = {"=": "=", "<": "&lt;", ">": "&gt;", "+": "+", "-": "−"}
_DRAWN_AT = 100.0  # units per em: a drawing scales, and whole numbers keep it short
_MOST_DEPTH = 30
_THIN = "\N{NARROW NO-BREAK SPACE}"


class _NeedsDrawingError(ValueError):
    """The formula has a command that Unicode text cannot show faithfully."""


class CannotBeSetError(ValueError):
    """The formula has something that neither text nor a drawing can show."""


def markup(tex: str) -> Markup:
    """Set a formula as text with italics, sub- and superscripts, or as a drawing with its TeX as text alternative.

    Raises CannotBeSetError with the command that is not known.
    """
    try:
        content = _Formula([match.groups() for match in _TOKEN.finditer(tex)]).until(None)
    except _NeedsDrawingError:
        return _drawing(tex)
    return Markup('<span class="math">{}</span>').format(Markup(content))


def _drawing(tex: str) -> Markup:
    """Draw a formula at the size of the text around it."""
    drawing, depth = _drawn(tex)
    for path in drawing.iter():
        if path.get("fill") == "black":
            path.set("fill", "currentColor")
    width, height = (float(drawing.get(side, "0")) / _DRAWN_AT for side in ("width", "height"))
    inside = "".join(tostring(child, encoding="unicode") for child in drawing)
    style = (
        f"width: {width:.3f}em; height: {height:.3f}em; vertical-align: {-depth / _DRAWN_AT:.3f}em"
    )
    svg = '<svg class="formula" xmlns="http://www.w3.org/2000/svg" viewBox="{}" style="{}"><title>{}</title>{}</svg>'
    return Markup(svg).format(drawing.get("viewBox"), style, tex, Markup(inside))


def _drawn(tex: str) -> tuple[Element, float]:
    """Give a drawing and how far it reaches below the line; the only door to latex2mathml and ziamath."""
    from latex2mathml.converter import convert
    from ziamath import zmath
    from ziamath.config import config

    try:
        mathml = convert(tex)
        config.svg2, config.precision = False, 2
        formula = zmath.Math(mathml, size=_DRAWN_AT)
        drawing, depth = formula.svgxml(), -formula.getyofst()
    except Exception as error:  # noqa: BLE001 - the two libraries raise whatever comes
        raise CannotBeSetError(f"it is not TeX: {str(error) or type(error).__name__}") from None
    if "\\" in mathml:
        raise CannotBeSetError("it has a command that is not known")
    return drawing, depth


@cache
def _data() -> dict[str, Any]:
    return yamlfile.read(DATA_FOLDER / "mathematics.yaml").data  # type: ignore[no-any-return]


def _symbol(name: str) -> str:
    """Find the character that a command stands for."""
    data = _data()
    if name in data["symbols"]:
        return str(escape(data["symbols"][name]))
    if name in data["operators"]:
        return f"{_THIN}{escape(data['operators'][name])}{_THIN}"
    if name in data["functions"]:
        return name + _THIN
    if name in data["spaces"]:
        return str(data["spaces"][name] or "")
    raise _NeedsDrawingError(name)


class _Formula:
    """Carries the tokens and how far they were read."""

    def __init__(self, tokens: list[tuple[Any, ...]]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def until(self, end: str | None) -> str:
        """Read up to a closing brace, or to the end."""
        parts: list[str] = []
        while self.at < len(self.tokens):
            if end and self.tokens[self.at][1] == end:
                self.at += 1
                return "".join(parts)
            parts.append(self.piece(first=not parts))
        if end:
            raise CannotBeSetError("a '{' is not closed")
        return "".join(parts)

    def piece(self, *, first: bool = False) -> str:
        """Read one thing: a group, a command, a script, a letter or a sign."""
        if self.at >= len(self.tokens):
            raise CannotBeSetError("something is missing at its end")
        command, special, number, letter, space, sign = self.tokens[self.at]
        self.at += 1
        if command or special:
            return self.nested(command, special)
        if letter:
            return f"<i>{letter}</i>"
        if sign in _SPACED:
            return _SPACED[sign] if first else f"{_THIN}{_SPACED[sign]}{_THIN}"
        return number or ("" if space else str(escape(sign)))

    def nested(self, command: str | None, special: str | None) -> str:
        """Read what may hold other things, down to a depth that no real formula has."""
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise CannotBeSetError("it is nested too deeply")
        said = self.command(command) if command else self.special(special or "")
        self.depth -= 1
        return said

    def special(self, sign: str) -> str:
        """Read a group or a script."""
        if sign == "{":
            return self.until("}")
        if sign == "}":
            raise CannotBeSetError("a '}' closes nothing")
        element = "sup" if sign == "^" else "sub"
        return f"<{element}>{self.piece(first=True)}</{element}>"

    def command(self, name: str) -> str:
        """Say a command in Unicode."""
        if name in _UPRIGHT:
            return self.words()
        if name in _LETTERS:
            return self.letter(name)
        if name in _STYLES:
            return _STYLES[name].format(re.sub("</?i>", "", self.piece()))
        return _symbol(name)

    def words(self) -> str:
        """Read the words in braces as they are, with their spaces."""
        start = self.at
        self.piece()
        return str(
            escape(
                "".join(
                    "".join(filter(None, token)) for token in self.tokens[start : self.at]
                ).strip("{}")
            )
        )

    def letter(self, name: str) -> str:
        """Say a letter of a special alphabet."""
        plain = re.sub("</?i>", "", self.piece())
        letters = _data()[_LETTERS[name]]
        if plain not in letters:
            raise _NeedsDrawingError(name)
        return str(letters[plain])
