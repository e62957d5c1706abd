"""Spans of text with marks, such as italic or superscript, and inline text of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from cvgen.text.patterns import compile_late
from cvgen.text.science import SCIENCE, expand_science

ITALIC = "i"
BOLD = "b"
SUP = "sup"
SUB = "sub"
CODE = "code"
MATH = "math"
NO_MARKS: frozenset[str] = frozenset()
_EMPHASIS = frozenset({ITALIC, BOLD})
_MARKS_OF_STARS = {"*": {ITALIC}, "_": {ITALIC}, "**": {BOLD}, "***": {ITALIC, BOLD}}
_WHITE_SPACE = compile_late(r"[ \t\r\n]+")
_MARK_CHARACTER = compile_late(r"[\\*_`\[~^$]")
_SCRIPTS = {SUP: ("^", re.compile(r"[^\s^]{1,30}")), SUB: ("~", re.compile(r"[^\s~]{1,30}"))}
_ESCAPES = {",": "\N{NARROW NO-BREAK SPACE}"}
_INLINE = compile_late(
    rf"(?P<science>{SCIENCE.pattern})"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])|`(?P<code>[^`]+)`"
    r"|\$(?P<math>(?=[^\s$])(?:\\.|[^$\\])*?[^\s\\$])\$(?!\d)"
    r"|\^(?P<sup>[^\s^]{1,30})\^|~(?P<sub>[^\s~]{1,30})~|\[(?P<link>[^\[\]]*)\]\([^()\s]*\)"
    r"|(?P<stars>\*{1,3}|(?<!\w)_)(?=\S)(?P<emphasis>(?:\\.|[^\\])+?)(?<![\s*])(?P=stars)(?!\*)"
)


class Span(Struct, frozen=True):
    """A stretch of text with the same marks; a formula is TeX without its dollars."""

    text: str
    marks: frozenset[str] = NO_MARKS

    @property
    def is_formula(self) -> bool:
        """Whether the text is TeX mathematics."""
        return MATH in self.marks

    def add_mark(self, mark: str) -> Span:
        """Return the span with one more mark; formulas stay as they are."""
        if self.is_formula:
            return self
        return replace(self, marks=self.marks | {mark})


def join_spans(spans: Iterable[Span]) -> str:
    """Join the words without their marks, with single spaces."""
    text = "".join(span.text for span in spans)
    return _WHITE_SPACE.sub(" ", text).strip(" ")


def escape_marks(text: str) -> str:
    """Escape words so that they print as typed."""
    return _MARK_CHARACTER.sub(r"\\\g<0>", text)


def format_inline(spans: Sequence[Span]) -> str:
    """Format spans as inline text; what would be a mark by accident is escaped."""
    if len(spans) == 1 and not spans[0].marks:
        return escape_marks(join_spans(spans))
    runs = []
    for emphasis, run in groupby(_tidy_spans(spans), lambda span: span.marks & _EMPHASIS):
        runs.append((emphasis, _format_run(list(run))))
    text = ""
    for index, (emphasis, run_text) in enumerate(runs):
        following = ""
        if index + 1 < len(runs):
            following = runs[index + 1][1][:1]
        if _can_be_emphasised(text[-1:], run_text, following):
            stars = _choose_stars(emphasis)
            text += stars + run_text + stars
        else:
            text += run_text
    return text


def _choose_stars(emphasis: frozenset[str]) -> str:
    count = 0
    if ITALIC in emphasis:
        count += 1
    if BOLD in emphasis:
        count += 2
    return "*" * count


def parse_inline(text: str, marks: frozenset[str] = NO_MARKS) -> list[Span]:
    """Parse inline text; of a link only its words are kept."""
    spans: list[Span] = []
    position = 0
    for match in _INLINE.finditer(text):
        spans.append(Span(text[position : match.start()], marks))
        spans += _parse_mark(match, marks)
        position = match.end()
    spans.append(Span(text[position:], marks))
    return [span for span in spans if span.text]


def _parse_mark(match: re.Match[str], marks: frozenset[str]) -> list[Span]:
    kind = str(match.lastgroup)
    content = match[kind]
    if kind == "escaped":
        return [Span(_ESCAPES.get(content, content), marks)]
    if kind in (MATH, "science"):
        return [Span(expand_science(content), frozenset({MATH}))]
    if kind == "emphasis":
        return _parse_nested(match, content, marks | _MARKS_OF_STARS[match["stars"]], marks)
    if kind == "link":
        return _parse_nested(match, content, marks | {"link"}, marks)
    return [Span(content, marks | {kind})]


def _parse_nested(
    match: re.Match[str], content: str, inner: frozenset[str], outer: frozenset[str]
) -> list[Span]:
    """Parse what stands inside a mark.

    Where the mark holds already, it prints as typed, which ends the recursion.
    """
    if inner == outer:
        return [Span(match[0], outer)]
    return parse_inline(content, inner)


def _tidy_spans(spans: Iterable[Span]) -> Iterator[Span]:
    """Join neighbours with the same marks, and move white space out of the marks."""
    previous: Span | None = None
    has_space = False
    for marks, run in groupby(_separate_formulas(spans), lambda span: span.marks):
        text = _WHITE_SPACE.sub(" ", "".join(span.text for span in run))
        has_space = has_space or text.startswith(" ")
        words = text.strip(" ")
        if not words:
            continue
        if has_space and previous:
            yield Span(" ", previous.marks & marks & _EMPHASIS)
        previous = Span(words, marks)
        yield previous
        has_space = text.endswith(" ")


def _separate_formulas(spans: Iterable[Span]) -> Iterator[Span]:
    """Put an empty span behind each formula, so that two of them are not joined."""
    for span in spans:
        yield span
        if span.is_formula:
            yield Span("")


def _format_run(run: list[Span]) -> str:
    """Format a run of spans.

    Digits behind a formula move into it, because a `$` before a digit is a price.
    """
    text = ""
    moved = 0
    for index, span in enumerate(run):
        rest = span.text[moved:]
        moved = 0
        if span.is_formula:
            digits = _find_leading_digits(run[index + 1 : index + 2])
            moved = len(digits)
            if digits:
                rest += "{}" + digits
            text += f"${rest}$"
        elif rest:
            text += _format_span(replace(span, text=rest))
    return text


def _find_leading_digits(following: list[Span]) -> str:
    """Return the digits that the next span starts with, if there is one and it is no formula."""
    if not following or following[0].is_formula:
        return ""
    text = following[0].text
    return text[: len(text) - len(text.lstrip("0123456789"))]


def _format_span(span: Span) -> str:
    for mark, (sign, allowed) in _SCRIPTS.items():
        if mark in span.marks and allowed.fullmatch(span.text):
            return sign + span.text + sign
    if CODE in span.marks and "`" not in span.text and span.text.strip():
        return f"`{span.text}`"
    return escape_marks(span.text)


def _can_be_emphasised(before: str, run: str, after: str) -> bool:
    """Say whether stars around a run are read as marks, by CommonMark's rule of flanking."""
    first = run[:1]
    last = run[-1:]
    if before == "*" or first.isspace() or last.isspace():
        return False
    can_open = _is_letter(first) or not _is_letter(before)
    can_close = _is_letter(last) or not _is_letter(after)
    return can_open and can_close


def _is_letter(character: str) -> bool:
    """Say whether a character is neither white space nor punctuation nor a symbol."""
    if not character or character.isspace():
        return False
    return unicodedata.category(character)[0] not in "PS"
