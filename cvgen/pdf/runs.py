"""Takes a PDF that cvgen made, gives every run of its text with place, size and colours.

The order is that of the file's content, which is what machines read. Boxes are in points from the page's top left.
Only what our engine writes is understood: composite fonts with a width for each glyph, and text that runs level.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from cvgen.pdf.widths import wide

Matrix = tuple[float, float, float, float, float, float]
Color = tuple[float, float, float]
_WHITE: Color = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Run:
    """Text drawn in one go: its page (from 0), its ends, its base line, its size, its colour and the one behind it."""

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float
    color: str
    behind: str


@dataclass(frozen=True, slots=True)
class _Font:
    """What a font's codes mean, and how wide each is in thousandths of the size."""

    texts: dict[int, str]
    widths: dict[int, float]
    default: float

    def read(self, codes: bytes) -> tuple[str, float]:
        pairs = [int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes) - 1, 2)]
        return "".join(self.texts.get(code, "") for code in pairs), sum(
            self.widths.get(code, self.default) for code in pairs
        )


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it matters: where, in which colour, how opaque, in which font."""

    matrix: Matrix
    color: Color = (0.0, 0.0, 0.0)
    alpha: float = 1.0
    font: _Font | None = None
    size: float = 0.0


def runs(pdf: bytes) -> list[Run]:
    """Read all text, in the order of the content."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    return [run for number, page in enumerate(reader.pages) for run in _Page(number, page).runs()]


@dataclass(slots=True)
class _Page:
    """Follows the operators of one page."""

    number: int
    page: Any
    state: _State = field(init=False)
    kept: list[_State] = field(default_factory=list)
    text_matrix: Matrix = (1, 0, 0, 1, 0, 0)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    filled: list[tuple[tuple[float, float, float, float], Color]] = field(default_factory=list)
    fonts: dict[str, _Font] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Points from the top: the page's own axis points up.
        self.state = _State((1, 0, 0, -1, 0, float(self.page.mediabox.height)))

    def runs(self) -> Iterator[Run]:
        """Give each run when the operators draw it."""
        from pypdf.generic import ContentStream

        for operands, operator in ContentStream(self.page.get_contents(), self.page.pdf).operations:
            name = operator.decode("latin-1")
            if name in ("Tj", "TJ"):
                yield self._shown(operands[0] if name == "TJ" else operands)
            elif name in _OPERATORS:
                _OPERATORS[name](self, operands)

    def _shown(self, parts: Any) -> Run:
        """Read a run, and move on by its width."""
        text, width, state = "", 0.0, self.state
        for part in parts:
            if isinstance(part, (int, float)):
                width -= float(part)
            elif state.font:
                more, wide = state.font.read(getattr(part, "original_bytes", b""))
                text, width = text + more, width + wide
        matrix = _times(self.text_matrix, state.matrix)
        self.text_matrix = _times((1, 0, 0, 1, width / 1000 * state.size, 0), self.text_matrix)
        left, right, base = matrix[4], _times(self.text_matrix, state.matrix)[4], matrix[5]
        behind = next(
            (
                color
                for box, color in reversed(self.filled)
                if _holds(box, (left + right) / 2, base - 1)
            ),
            _WHITE,
        )
        color = tuple(
            part * state.alpha + under * (1 - state.alpha)
            for part, under in zip(state.color, behind, strict=True)
        )
        return Run(
            self.number,
            text,
            left,
            right,
            base,
            state.size * abs(matrix[3]),
            _hex(color),
            _hex(behind),
        )

    def font(self, operands: Any) -> None:
        """Take a font, read once per page."""
        name, size = str(operands[0]), float(operands[1])
        if name not in self.fonts:
            self.fonts[name] = _font(self.page["/Resources"]["/Font"][name])
        self.state = replace(self.state, font=self.fonts[name], size=size)

    def opacity(self, operands: Any) -> None:
        """Take a graphics state's opacity."""
        chosen = self.page["/Resources"]["/ExtGState"][operands[0]].get_object()
        self.state = replace(self.state, alpha=float(chosen.get("/ca", self.state.alpha)))

    def restore(self, _: Any) -> None:
        """Go back to the state that was saved last."""
        self.state = self.kept.pop() if self.kept else self.state

    def box(self, operands: Any) -> None:
        """Draw a rectangle's outline; it is filled later, or not."""
        left, top, width, height = map(float, operands)
        corners = [
            _times((1, 0, 0, 1, x, y), self.state.matrix)[4:]
            for x, y in ((left, top), (left + width, top + height))
        ]
        (x1, y1), (x2, y2) = corners
        self.boxes.append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))

    def fill(self, _: Any) -> None:
        """Fill a rectangle; two of them, one in the other, are a border."""
        if len(self.boxes) == 1 and self.state.alpha:
            self.filled.append((self.boxes[0], self.state.color))
        self.boxes.clear()


def _save(page: _Page, _: Any) -> None:
    page.kept.append(page.state)


def _move(page: _Page, operands: Any) -> None:
    page.state = replace(page.state, matrix=_times(tuple(map(float, operands)), page.state.matrix))  # type: ignore[arg-type]


def _place(page: _Page, operands: Any) -> None:
    page.text_matrix = tuple(map(float, operands))  # type: ignore[assignment]


def _paint(page: _Page, operands: Any) -> None:
    """Take a colour: one number is a grey, three are red, green and blue, four are printing inks."""
    parts = [float(part) for part in operands if isinstance(part, (int, float))]
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    if parts:
        color = (parts[0], parts[1], parts[2]) if len(parts) > 2 else (parts[0],) * 3
        page.state = replace(page.state, color=color)


def _drop(page: _Page, _: Any) -> None:
    page.boxes.clear()


_OPERATORS: dict[str, Callable[[_Page, Any], None]] = {
    "q": _save, "Q": _Page.restore, "cm": _move, "Tm": _place, "Tf": _Page.font, "gs": _Page.opacity, "re": _Page.box, "n": _drop,
    **dict.fromkeys(("rg", "g", "k", "sc", "scn"), _paint), **dict.fromkeys(("f", "F", "f*"), _Page.fill),
}  # fmt: skip


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _holds(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _hex(color: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in color)


def _font(found: Any) -> _Font:
    font = found.get_object()
    texts = {}
    table = font["/ToUnicode"].get_data().decode("latin-1") if "/ToUnicode" in font else ""
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            texts[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be", "replace")
    if "/DescendantFonts" not in font:
        return _Font(texts, {}, 0)
    inner = font["/DescendantFonts"][0].get_object()
    return _Font(texts, dict(wide(inner.get("/W", ()))), float(inner.get("/DW", 1000)))
