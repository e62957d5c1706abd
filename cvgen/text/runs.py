"""Read the markup of a composed text as runs of plain text, each with its marks and its link.

For formats that are not HTML. A formula that only a drawing shows is one run with its TeX.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from itertools import groupby
from typing import Literal

from markupsafe import Markup
from msgspec import Struct, field

from cvgen.text.math import FormulaError, render_linear_formula

Mark = Literal["em", "strong", "code", "sub", "sup"]
_MARKS: dict[str, Mark] = {
    "em": "em",
    "i": "em",
    "strong": "strong",
    "b": "strong",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
}
_VOID = ("br",)
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


class Run(Struct, frozen=True):
    """Text with the same marks, language ("" for the document's) and link ("" for none).

    `tex` is that of a formula which is drawn, and `text` then says it in one line.
    """

    text: str
    marks: frozenset[Mark] = frozenset()
    url: str = ""
    language: str = ""
    tex: str = ""


def read_runs(markup: Markup) -> tuple[Run, ...]:
    r"""Read markup as runs; a line break is a `\n`."""
    reader = _RunReader()
    reader.feed(str(markup))
    reader.close()
    return tuple(reader.runs)


class _Element(Struct, frozen=True):
    """An element that is open: what it adds to the runs in it."""

    tag: str
    mark: Mark | None = None
    url: str = ""
    language: str = ""


class _Drawing(Struct):
    """The text alternative of a drawing that is being read."""

    depth: int = 1
    tex: list[str] = field(default_factory=list)


class _RunReader(HTMLParser):
    """Reads the few elements that composed texts have."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.elements: list[_Element] = []
        self.drawing: _Drawing | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if self.drawing:
            self.drawing.depth += 1
        elif tag == "svg":
            self.drawing = _Drawing()
        elif tag in _VOID:
            self._add_run("\n")
        else:
            values = dict(attrs)
            url = values.get("href") or ""
            if url.startswith("#"):  # a place in the page, which other formats have not
                url = ""
            language = values.get("lang") or ""
            self.elements.append(_Element(tag, _MARKS.get(tag), url, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over an element that is empty, such as a path of a drawing; a break is a text."""
        if tag in _VOID and not self.drawing:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self.drawing:
            self.drawing.depth -= 1
            if not self.drawing.depth:
                self._add_formula("".join(self.drawing.tex))
                self.drawing = None
        elif self.elements and self.elements[-1].tag == tag:
            self.elements.pop()

    def handle_data(self, data: str) -> None:
        """Take a text; all that a drawing says is its TeX."""
        if self.drawing:
            self.drawing.tex.append(data)
        else:
            self._add_run(data)

    def _add_formula(self, tex: str) -> None:
        try:
            linear = read_text(render_linear_formula(tex))
        except FormulaError:
            linear = tex
        self._add_run(linear, tex.strip())

    def _add_run(self, text: str, tex: str = "") -> None:
        marks = frozenset(element.mark for element in self.elements if element.mark)
        url = ""
        language = ""
        for element in self.elements:
            url = element.url or url
            language = element.language or language
        run = Run(text, marks, url, language, tex)
        last = self.runs[-1] if self.runs else None
        if last and not tex and last == Run(last.text, marks, url, language):
            self.runs[-1] = Run(last.text + text, marks, url, language)
        else:
            self.runs.append(run)


def read_text(markup: Markup) -> str:
    """Read markup as plain text.

    Numbers that are raised or lowered stay so in Unicode, and else `^(…)` or `_(…)` says it.
    """
    return _join_runs(read_runs(markup))


def read_linked_text(markup: Markup, format_link: Callable[[str, str], str]) -> str:
    """Read markup as plain text, where `format_link` writes what a link says, and its address."""
    text = ""
    for url, group in groupby(read_runs(markup), key=lambda run: run.url):
        label = _join_runs(group)
        if url:
            label = format_link(label, url)
        text += label
    return text


def _join_runs(runs: Iterable[Run]) -> str:
    text = ""
    for run in runs:
        text += format_script(run, text)
    return text


def format_script(run: Run, before: str) -> str:
    """Format a run behind a text; the letters of an ordinal, as in 1st, just follow."""
    is_ordinal = before[-1:].isdigit() and len(run.text) > 1 and run.text.isalpha()
    if "sup" in run.marks and not is_ordinal:
        return _convert_script(run.text, _SUPERSCRIPTS, "^")
    if "sub" in run.marks:
        return _convert_script(run.text, _SUBSCRIPTS, "_")
    return run.text


def _convert_script(text: str, table: dict[int, int], sign: str) -> str:
    characters = text.translate(table)
    is_whole = not set(characters) & set(text)
    if is_whole:
        return characters
    if len(text) > 1:
        return f"{sign}({text})"
    return f"{sign}{text}"
