"""Text as pieces that carry marks: takes what TeX, HTML or our inline text say, gives inline text or the bare words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

ITALIC, BOLD, SUP, SUB, CODE, MATH = "i", "b", "sup", "sub", "code", "math"
NO_MARKS: frozenset[str] = frozenset()
_EMPHASIS = frozenset({ITALIC, BOLD})
_STARS = {"*": {ITALIC}, "_": {ITALIC}, "**": {BOLD}, "***": {ITALIC, BOLD}}
_SPACE = re.compile(r"[ \t\r\n]+")
_MARK = re.compile(r"[\\*_`\[~^$]")
_SCRIPTS = {SUP: ("^", re.compile(r"[^\s^]{1,30}")), SUB: ("~", re.compile(r"[^\s~]{1,30}"))}
_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|`(?P<code>[^`]+)`|\$(?P<math>(?=[^\s$])(?:\\.|[^$\\])*?[^\s\\$])\$(?!\d)"
    r"|\^(?P<sup>[^\s^]{1,30})\^|~(?P<sub>[^\s~]{1,30})~|\[(?P<link>[^\[\]]*)\]\([^()\s]*\)"
    r"|(?P<stars>\*{1,3}|(?<!\w)_)(?=\S)(?P<emphasis>(?:\\.|[^\\])+?)(?<![\s*])(?P=stars)(?!\*)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the same marks; TeX without its dollars where the mark is mathematics."""

    text: str
    marks: frozenset[str] = NO_MARKS

    def marked(self, mark: str) -> Piece:
        """Give the piece with one more mark; formulas stay as they are."""
        return self if MATH in self.marks else replace(self, marks=self.marks | {mark})


def plain(pieces: Iterable[Piece]) -> str:
    """Give the words without marks."""
    return _SPACE.sub(" ", "".join(piece.text for piece in pieces)).strip(" ")


def escaped(text: str) -> str:
    """Write words so that they print as typed."""
    return _MARK.sub(r"\\\g<0>", text)


def inline(pieces: Sequence[Piece]) -> str:
    """Write inline text; what would be a mark by accident is escaped."""
    if len(pieces) == 1 and not pieces[0].marks:
        return escaped(plain(pieces))
    runs = [
        (marks, _written(list(run)))
        for marks, run in groupby(_tidied(pieces), lambda piece: piece.marks & _EMPHASIS)
    ]
    text = ""
    for index, (marks, run) in enumerate(runs):
        after = runs[index + 1][1][:1] if index + 1 < len(runs) else ""
        stars = "*" * ((ITALIC in marks) + 2 * (BOLD in marks))
        text += stars + run + stars if _holds(text[-1:], run, after) else run
    return text


def from_inline(text: str, marks: frozenset[str] = NO_MARKS) -> list[Piece]:
    """Read our own inline text; a link gives its words."""
    found: list[Piece] = []
    at = 0
    for match in _INLINE.finditer(text):
        found.append(Piece(text[at : match.start()], marks))
        found += _matched(match, marks)
        at = match.end()
    return [piece for piece in (*found, Piece(text[at:], marks)) if piece.text]


def _matched(match: re.Match[str], marks: frozenset[str]) -> list[Piece]:
    kind = str(match.lastgroup)
    if kind in ("emphasis", "link"):
        more = marks | (_STARS[match["stars"]] if kind == "emphasis" else {"link"})
        return from_inline(match[kind], more) if more != marks else [Piece(match[0], marks)]
    if kind == "escaped":
        return [Piece(match[kind], marks)]
    return [Piece(match[kind], frozenset({MATH}) if kind == MATH else marks | {kind})]


def _tidied(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours with the same marks, make white space single, and bring it out of the marks."""
    before: Piece | None = None
    spaced = False
    for marks, run in groupby(_split(pieces), lambda piece: piece.marks):
        text = _SPACE.sub(" ", "".join(piece.text for piece in run))
        spaced = spaced or text.startswith(" ")
        if not text.strip(" "):
            continue
        words = Piece(text.strip(" "), marks)
        if spaced and before:
            yield Piece(" ", before.marks & marks & _EMPHASIS)
        yield words
        before, spaced = words, text.endswith(" ")


def _split(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece
        if MATH in piece.marks:
            yield Piece("")  # so that two formulas are not joined


def _written(run: list[Piece]) -> str:
    """Write a run; digits behind a formula move into it, because a `$` before a digit is a price."""
    text = ""
    moved = 0
    for index, piece in enumerate(run):
        rest = piece.text[moved:]
        moved = 0
        if MATH in piece.marks:
            following = run[index + 1] if index + 1 < len(run) else Piece("")
            digits = "" if MATH in following.marks else _digits(following.text)
            moved = len(digits)
            text += f"${rest}{'{}' + digits if digits else ''}$"
        elif rest:
            text += _single(replace(piece, text=rest))
    return text


def _digits(text: str) -> str:
    return text[: len(text) - len(text.lstrip("0123456789"))]


def _single(piece: Piece) -> str:
    for mark, (sign, allowed) in _SCRIPTS.items():
        if mark in piece.marks and allowed.fullmatch(piece.text):
            return sign + piece.text + sign
    if CODE in piece.marks and "`" not in piece.text and piece.text.strip():
        return f"`{piece.text}`"
    return escaped(piece.text)


def _holds(before: str, run: str, after: str) -> bool:
    """Say whether stars around a run are marks, by CommonMark's rule of flanking."""
    clean = before != "*" and not run[:1].isspace() and not run[-1:].isspace()
    return (
        clean
        and (_is_letter(run[:1]) or not _is_letter(before))
        and (_is_letter(run[-1:]) or not _is_letter(after))
    )


def _is_letter(sign: str) -> bool:
    return bool(sign) and not sign.isspace() and unicodedata.category(sign)[0] not in "PS"
