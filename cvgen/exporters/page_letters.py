"""Find which letters a web page sets in which weight and style, so that no more is embedded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html.parser import HTMLParser

from msgspec import Struct

_HEADINGS = ("h1", "h2", "h3")
_BOLD = ("strong", "b")
_ITALIC = ("em", "i", "cite")
_VOID = ("br", "img", "meta", "link", "path", "use")
_UNSEEN = ("style", "script", "head", "pre")
_SAID_LATER = "data-done"  # what a script puts there


class Voice(Struct, frozen=True):
    """How letters are set: which of the two families, and in which weight and style."""

    is_heading: bool = False
    is_bold: bool = False
    is_italic: bool = False


class LetterReader(HTMLParser):
    """Reads a page, and collects the letters of each voice."""

    def __init__(self, bold: Sequence[str], italic: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.bold = frozenset(bold)
        self.italic = frozenset(italic)
        self.open: list[tuple[str, Voice | None]] = []
        self.letters: dict[Voice, set[str]] = defaultdict(set)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, whose voice follows from that of its parent."""
        if tag in _VOID:
            return
        values = dict(attrs)
        voice = self._find_voice(tag, (values.get("class") or "").split())
        self.open.append((tag, voice))
        if voice:
            self.letters[voice].update(values.get(_SAID_LATER) or "")

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        while self.open and tag not in _VOID:
            closed, _ = self.open.pop()
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        """Collect letters."""
        voice = self.open[-1][1] if self.open else None
        if voice:
            self.letters[voice].update(data)

    def _find_voice(self, tag: str, classes: Sequence[str]) -> Voice | None:
        outer = self.open[-1][1] if self.open else Voice()
        if outer is None or tag in _UNSEEN:
            return None
        is_heading = outer.is_heading or tag in _HEADINGS
        is_bold = outer.is_bold or tag in (*_HEADINGS, *_BOLD) or bool(self.bold & {*classes})
        is_italic = outer.is_italic or tag in _ITALIC or bool(self.italic & {*classes})
        if "other-name" in classes:
            is_bold = False
        return Voice(is_heading, is_bold, is_italic)
