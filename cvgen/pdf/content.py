"""Takes a page of any PDF, gives what is drawn on it: every run of text, every picture, and whether anything else is.

Drawings inside drawings are followed. What is too much to read in a moment is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any

from cvgen.pdf.facts import Box, Image, Text
from cvgen.pdf.fonts import Face, Shelf
from cvgen.pdf.geometry import (
    SPACES,
    Matrix,
    around,
    inks_of,
    joined,
    moved,
    numbers,
    overlap,
    times,
)

Color = tuple[float, ...] | None  # None: unknown
_ONE: Matrix = (1, 0, 0, 1, 0, 0)
_BLACK, _WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
_DEEPEST = 8
_TINY = 1.0  # points
_GAP = 160  # thousandths of the size, between words
_UNSEEN = (3, 7)  # the text modes that draw nothing


@dataclass(frozen=True, slots=True)
class _State:
    """The graphics state, as far as it matters."""

    matrix: Matrix
    clip: Box
    color: Color = _BLACK
    inks: int = 1  # numbers that a colour has; 0: unknown
    alpha: float = 1.0
    face: Face | None = None
    size: float = 0.0
    mode: int = 0
    spacing: float = 0.0
    words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class Drawing:
    """Follows the operators of one page, and keeps what they draw."""

    number: int
    shelf: Shelf
    state: _State
    size: tuple[float, float]
    texts: list[Text] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    painted: bool = False
    resources: Any = None
    kept: list[_State] = field(default_factory=list)
    line: Matrix = _ONE
    matrix: Matrix = _ONE
    points: list[tuple[float, float]] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    clipping: bool = False
    areas: list[tuple[Box, Color]] = field(default_factory=list)
    depth: int = 0

    def run(self, content: Any, resources: Any, pdf: Any) -> None:
        """Follow the operators of a page or of a drawing on it.

        Raises TooMuchError.
        """
        from pypdf.generic import ContentStream

        self.shelf.spend(content.get_data())
        before, self.resources = (
            self.resources,
            resources if resources is not None else self.resources,
        )
        for operands, operator in ContentStream(content, pdf, "bytes").operations:
            name = operator.decode("latin-1")
            if name in _OPERATORS:
                _OPERATORS[name](self, operands)
        self.resources = before

    def resource(self, kind: str, name: Any) -> Any:
        """Find what a name stands for; None where it stands for nothing."""
        group = (self.resources or {}).get(kind)
        found = group.get_object().get(name) if group is not None else None
        return found.get_object() if found is not None else None

    def show(self, parts: Any) -> None:
        """Draw text with gaps in it, and move on by its width."""
        state = self.state
        if state.face is None:
            return
        state.face.pages.add(self.number)
        scale, at, words, begin, end = state.size * state.stretch, 0.0, "", None, 0.0
        for part in parts:
            if not isinstance(part, bytes):
                at -= float(part) / 1000 * scale
                words += " " if float(part) < -_GAP and words and words[-1] != " " else ""
                continue
            for code, text, width in state.face.read(part, visible=state.mode not in _UNSEEN):
                if text != " ":
                    begin, end = at if begin is None else begin, at + width * scale
                words += text
                at += (
                    width * scale
                    + (state.spacing + (state.words if code == 32 and not state.face.double else 0))
                    * state.stretch
                )
        if begin is not None:
            self._keep(words, begin, end if state.face.measured else begin)
        self.matrix = times((1, 0, 0, 1, at, 0), self.matrix)

    def _keep(self, words: str, begin: float, end: float) -> None:
        """Keep a run of text; one that goes on where the last ended is part of it."""
        state, matrix = self.state, times(self.matrix, self.state.matrix)
        size, base = state.size * hypot(matrix[2], matrix[3]), moved(matrix, begin, state.rise)[1]
        box = around(
            moved(matrix, along, state.rise + share * state.size)
            for along in (begin, end)
            for share in (-0.2, 0.72)
        )
        new = Text(
            words,
            state.face.name if state.face else "",
            size,
            box,
            base,
            abs(matrix[1]) < 0.01 * abs(matrix[0]),
            self._hidden(box, size),
        )
        last = self.texts[-1] if self.texts else new
        gap = box[0] - last.box[2]
        if _alike(last, new) and last is not new and -0.1 * size < gap < 0.5 * size:
            spaced = gap * 1000 < _GAP * size or last.text.endswith(" ") or words.startswith(" ")
            self.texts[-1] = replace(
                last, text=last.text + ("" if spaced else " ") + words, box=joined(last.box, box)
            )
        else:
            self.texts.append(new)

    def _hidden(self, box: Box, size: float) -> str:
        """Say how text escapes the eye, if it does."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if self.state.mode in _UNSEEN or self.state.alpha < 0.02:
            return "invisible"
        if x < 0 or y < 0 or x > self.size[0] or y > self.size[1]:
            return "off the page"
        if size < _TINY:
            return "tiny"
        behind = next(
            (
                color
                for area, color in reversed(self.areas)
                if area[0] <= x <= area[2] and area[1] <= y <= area[3]
            ),
            _WHITE,
        )
        color = self.state.color
        same = (
            color
            and behind
            and max(abs(one - other) for one, other in zip(color, behind, strict=True)) < 0.03
        )
        return "in the colour of the paper" if same and self.state.mode == 0 else ""

    def place_text(self, matrix: Matrix) -> None:
        """Begin a line of text."""
        self.line = self.matrix = matrix

    def next_line(self, x: float, y: float) -> None:
        """Begin a line beside the last one."""
        self.place_text(times((1, 0, 0, 1, x, y), self.line))

    def draw(self, name: Any) -> None:
        """Draw a picture, or another drawing."""
        thing = self.resource("/XObject", name)
        kind = str(thing.get("/Subtype")) if thing is not None else ""
        if kind == "/Image":
            self.picture(
                (int(thing.get("/Width", 0)), int(thing.get("/Height", 0))),
                inks_of(thing.get("/ColorSpace")) > 1,
                len(getattr(thing, "_data", b"")),
            )
        elif kind == "/Form" and self.depth < _DEEPEST:
            kept, before = list(self.kept), (self.state, self.matrix, self.line)
            self.depth += 1
            self.change(matrix=times(numbers(thing.get("/Matrix", _ONE)), self.state.matrix))
            box = numbers(thing.get("/BBox", ()))
            if len(box) == 4:
                corners = (moved(self.state.matrix, x, y) for x in box[::2] for y in box[1::2])
                self.change(clip=overlap(self.state.clip, around(corners)))
            own = thing.get("/Resources")
            self.run(
                thing,
                own.get_object() if own is not None else None,
                thing.pdf if hasattr(thing, "pdf") else None,
            )
            self.depth -= 1
            self.kept, (self.state, self.matrix, self.line) = kept, before

    def picture(self, pixels: tuple[int, int], colour: bool, size: int) -> None:  # noqa: FBT001 - a fact among facts
        """Keep a picture, as far as it is not cut away."""
        whole = around(moved(self.state.matrix, x, y) for x in (0, 1) for y in (0, 1))
        self.areas.append((overlap(self.state.clip, whole), None))
        self.images.append(Image(whole, pixels, colour, size))

    def paint(self, *, filled: bool) -> None:
        """Fill or draw the outline that was made; only of a single rectangle is it known what it covers."""
        self.painted = self.painted or self.state.alpha > 0.02
        if filled and self.points and self.state.alpha > 0.02:
            known = self.shapes == ["re"] and self.state.alpha > 0.98
            self.areas.append(
                (overlap(self.state.clip, around(self.points)), self.state.color if known else None)
            )
        self.finish()

    def finish(self) -> None:
        """Drop the outline; where it was meant to, it cuts what is drawn later."""
        if self.clipping and self.points:
            self.change(clip=overlap(self.state.clip, around(self.points)))
        self.points, self.shapes, self.clipping = [], [], False

    def outline(self, name: str, operands: Any) -> None:
        """Go on with an outline."""
        self.shapes.append(name)
        values = numbers(operands)
        if name == "re" and len(values) == 4:
            x, y, wide, high = values
            values = (x, y, x + wide, y, x + wide, y + high, x, y + high)
        self.points += [
            moved(self.state.matrix, *pair) for pair in zip(values[::2], values[1::2], strict=False)
        ]

    def change(self, **values: Any) -> None:
        """Change the graphics state."""
        self.state = replace(self.state, **values)

    def restore(self) -> None:
        """Go back to the state that was saved last."""
        self.state = self.kept.pop() if self.kept else self.state

    def font(self, name: Any, size: Any) -> None:
        """Take a font."""
        found = self.resource("/Font", name)
        self.change(face=self.shelf.face(found) if found is not None else None, size=float(size))

    def settings(self, name: Any) -> None:
        """Take a set of settings by its name."""
        chosen = self.resource("/ExtGState", name) or {}
        if "/ca" in chosen:
            self.change(alpha=float(chosen["/ca"]))
        if "/Font" in chosen:
            self.change(
                face=self.shelf.face(chosen["/Font"][0].get_object()),
                size=float(chosen["/Font"][1]),
            )

    def space(self, name: Any) -> None:
        """Take a way to say colours."""
        inks = SPACES.get(str(name)) or inks_of(self.resource("/ColorSpace", name))
        self.change(inks=inks, color=_BLACK if inks in (1, 3, 4) else None)

    def dye(self, operands: Any, inks: int) -> None:
        """Take a colour: one number is a grey, three are red, green and blue, four are printing inks."""
        values = [float(part) for part in operands if isinstance(part, (int, float))]
        if len(values) != inks or inks not in (1, 3, 4):
            self.change(color=None, inks=inks)
        else:
            rest = (
                [1 - min(1.0, part + values[3]) for part in values[:3]]
                if inks == 4
                else values * (3 if inks == 1 else 1)
            )
            self.change(color=tuple(rest), inks=inks)


def fresh(number: int, shelf: Shelf, matrix: Matrix, size: tuple[float, float]) -> Drawing:
    """Take an empty page of a width and a height, whose axes a matrix turns into points from the top left."""
    return Drawing(number, shelf, _State(matrix, (0, 0, *size)), size)


def _alike(one: Text, other: Text) -> bool:
    same = (one.font, one.hidden, one.level) == (other.font, other.hidden, other.level)
    return (
        same
        and one.level
        and abs(one.base - other.base) < 0.05
        and abs(one.size - other.size) < 0.05
    )


def _line_and_show(drawing: Drawing, operands: Any) -> None:
    if len(operands) == 3:
        drawing.change(words=float(operands[0]), spacing=float(operands[1]))
    drawing.next_line(0, -drawing.state.leading)
    drawing.show(operands[-1:])


def _leading_line(drawing: Drawing, operands: Any) -> None:
    drawing.change(leading=-float(operands[1]))
    drawing.next_line(*numbers(operands))


def _clip(drawing: Drawing, _: Any) -> None:
    drawing.clipping = True


def _inline(drawing: Drawing, operands: Any) -> None:
    about = operands.get("settings", {}) if isinstance(operands, dict) else {}
    pixels = [
        int(about.get(short, about.get(long, 0)))
        for short, long in (("/W", "/Width"), ("/H", "/Height"))
    ]
    drawing.picture(
        (pixels[0], pixels[1]),
        SPACES.get(str(about.get("/CS", about.get("/ColorSpace"))), 0) > 1,
        0,
    )


def _shade(drawing: Drawing, _: Any) -> None:
    drawing.painted = True
    drawing.areas.append((drawing.state.clip, None))


def _setting(name: str, share: float = 1) -> Callable[[Drawing, Any], None]:
    return lambda drawing, operands: drawing.change(**{name: float(operands[0]) * share})


def _outline(name: str) -> Callable[[Drawing, Any], None]:
    return lambda drawing, operands: drawing.outline(name, operands)


_OPERATORS: dict[str, Callable[[Drawing, Any], None]] = {
    "q": lambda drawing, _: drawing.kept.append(drawing.state),
    "Q": lambda drawing, _: drawing.restore(),
    "cm": lambda drawing, operands: drawing.change(matrix=times(numbers(operands), drawing.state.matrix)),
    "gs": lambda drawing, operands: drawing.settings(operands[0]),
    "BT": lambda drawing, _: drawing.place_text(_ONE),
    "Tf": lambda drawing, operands: drawing.font(*operands),
    "Tm": lambda drawing, operands: drawing.place_text(numbers(operands)),
    "Td": lambda drawing, operands: drawing.next_line(*numbers(operands)),
    "TD": _leading_line,
    "T*": lambda drawing, _: drawing.next_line(0, -drawing.state.leading),
    "Tc": _setting("spacing"), "Tw": _setting("words"), "Tz": _setting("stretch", 0.01), "TL": _setting("leading"), "Ts": _setting("rise"),
    "Tr": lambda drawing, operands: drawing.change(mode=int(operands[0])),
    "Tj": lambda drawing, operands: drawing.show(operands[:1]),
    "TJ": lambda drawing, operands: drawing.show(operands[0]), "'": _line_and_show, '"': _line_and_show,
    "Do": lambda drawing, operands: drawing.draw(operands[0]),
    "INLINE IMAGE": _inline, "sh": _shade, "W": _clip, "W*": _clip,
    "n": lambda drawing, _: drawing.finish(),
    "cs": lambda drawing, operands: drawing.space(operands[0]),
    "g": lambda drawing, operands: drawing.dye(operands, 1),
    "rg": lambda drawing, operands: drawing.dye(operands, 3),
    "k": lambda drawing, operands: drawing.dye(operands, 4),
    **dict.fromkeys(("sc", "scn"), lambda drawing, operands: drawing.dye(operands, drawing.state.inks)),
    **dict.fromkeys(("f", "F", "f*", "b", "b*", "B", "B*"), lambda drawing, _: drawing.paint(filled=True)),
    **dict.fromkeys(("s", "S"), lambda drawing, _: drawing.paint(filled=False)),
    **{name: _outline(name) for name in ("m", "l", "c", "v", "y", "re")},
}  # fmt: skip
