"""Convert a fragment of HTML, as forms of other tools store it, to the text of a profile."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from cvgen.text.patterns import compile_late

_TAG = compile_late(r"<[a-zA-Z/!][^<>]*>")
_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote"}
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "sub": "~", "sup": "^"}
_SKIPPED = frozenset({"script", "style"})
_MOST_LETTERS = 400_000  # of a fragment that is read with its marks
_MOST_OPEN = 30  # marks in each other
_LINES = compile_late(r"\n{3,}")


def convert_html(fragment: str) -> str:
    """Convert HTML: paragraphs, lists as lines with a dash, bold, italic and links."""
    if not _TAG.search(fragment):
        return unescape(fragment).strip()
    if len(fragment) > _MOST_LETTERS:
        return unescape(_TAG.sub(" ", fragment)).strip()
    converter = _Converter()
    converter.feed(fragment)
    converter.close()
    return converter.finish_text()


class _Converter(HTMLParser):
    """Text as it is read; each open mark has its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts = [""]
        self.open: list[tuple[str, str]] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self.skipped += 1
        elif tag == "br":
            self.texts[-1] += "\n"
        elif tag == "li":
            self.texts[-1] = self.texts[-1].rstrip(" ") + "\n- "
        elif tag in _BLOCKS and not self.texts[-1].endswith("- "):
            self.texts[-1] += "\n\n"
        elif (tag in _MARKS or tag == "a") and len(self.open) < _MOST_OPEN:
            self.open.append((tag, dict(attrs).get("href") or ""))
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self.skipped = max(0, self.skipped - 1)
        elif tag in _BLOCKS:
            self.texts[-1] += "\n\n"
        elif any(tag == name for name, _ in self.open):
            while self.close_mark() != tag:
                pass

    def close_mark(self) -> str:
        """Close the innermost mark; one around several lines, or nothing, is none."""
        tag, address = self.open.pop()
        text = self.texts.pop()
        inner = text.strip()
        if inner and "\n" not in inner:
            marked = _format_marked(tag, inner, address)
            text = text.replace(inner, marked, 1)
        elif address:
            text += f" {address}"
        self.texts[-1] += text
        return tag

    def handle_data(self, data: str) -> None:
        if not self.skipped:
            self.texts[-1] += re.sub(r"\s+", " ", data)

    def finish_text(self) -> str:
        """Close what is open, and return all text."""
        while self.open:
            self.close_mark()
        lines = [" ".join(line.split()) for line in self.texts[0].split("\n")]
        kept = [line for line in lines if line != "-"]
        text = _LINES.sub("\n\n", "\n".join(kept)).strip()
        return re.sub(r"\n\n(?=- )", "\n", text)


def _format_marked(tag: str, text: str, address: str) -> str:
    """Format marked text; a link that shows its own address is that alone."""
    if tag != "a":
        return f"{_MARKS[tag]}{text}{_MARKS[tag]}"
    bare = address.removeprefix("mailto:").removeprefix("https://").removeprefix("http://")
    if not address or bare.rstrip("/") in text:
        return text
    return f"[{text}]({address})"
