"""Takes Markdown or ready markup, gives it as plain text for a form or a mail: paragraphs stay, marks become what text can say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from markupsafe import Markup

from cvgen.compose.locale import Locale
from cvgen.text import markup as inline
from cvgen.text.transliterate import romanised

Report = Callable[[str, str, str, str], None]
Blocks = list[tuple[str, list[Markup]]]
_DRAWING = re.compile(r"<svg\b.*?<title>(.*?)</title>.*?</svg>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_RAISED = re.compile(r"<(sup|sub)>(.*?)</\1>", re.DOTALL)
_HIGH = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_STRAIGHT = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'", "″": '"', "\u2060": "", "\u00ad": "",
    "–": "-", "—": "--", "‐": "-", "‑": "-", "−": "-", "…": "...", "×": "x", "·": "*", "•": "*", "→": "->",
})  # fmt: skip
_GREEK = re.compile(r"GREEK (SMALL|CAPITAL) LETTER (\w+)")


def blocks(markdown: str, words: Locale, report: Report) -> Blocks:
    """Take Markdown apart into paragraphs, headings, quotes and lists, with the quotes of the language."""
    return inline.blocks(markdown, words.language, words.quotes, report)


def paragraphs(found: Blocks, *, addresses: bool = False) -> list[str]:
    """Give blocks as text, a list in one piece with a line for each point; `addresses` writes them out behind links."""
    return [
        _block(kind, [line(text, addresses=addresses) for text in texts]) for kind, texts in found
    ]


def _block(kind: str, texts: list[str]) -> str:
    if kind == "points":
        return "\n".join(f"- {text}" for text in texts)
    if kind == "numbers":
        return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))
    return f"> {texts[0]}" if kind == "quote" else texts[0]


def line(marked: Markup, *, addresses: bool = False) -> str:
    """Give markup as text, a line for each `<br>`; formulas that need a drawing stay in TeX."""
    text = str(undrawn(marked))
    text = _RAISED.sub(_raised, text)
    if addresses:
        text = _LINK.sub(_spelled_out, text)
    return "\n".join(Markup(part).striptags() for part in text.split("<br>"))


def undrawn(marked: Markup) -> Markup:
    """Put TeX in the place of drawings."""
    return Markup(_DRAWING.sub(r"$\1$", str(marked)))


def _raised(found: re.Match[str]) -> str:
    inner = Markup(found[2]).striptags()
    there = inner.translate(_HIGH if found[1] == "sup" else _LOW)
    if not set(there) & set(inner):
        return there
    return str(
        Markup.escape(
            f"{'^' if found[1] == 'sup' else '_'}{inner if len(inner) == 1 else f'({inner})'}"
        )
    )


def _spelled_out(found: re.Match[str]) -> str:
    address = str(Markup(found[1]).unescape()).removeprefix("mailto:")
    shown = Markup(found[2]).striptags()
    return (
        found[2]
        if address.rstrip("/").endswith(shown.rstrip("/"))
        else f"{found[2]} &lt;{found[1].removeprefix('mailto:')}&gt;"
    )


def straight(text: str) -> str:
    """Write a text in ASCII where that can be done: straight quotes, no accents, Greek letters by name; the rest stays."""
    return "".join(map(_straight, unicodedata.normalize("NFC", text)))


def _straight(character: str) -> str:
    there = character.translate(_STRAIGHT)
    greek = _GREEK.fullmatch(unicodedata.name(character, ""))
    if greek:
        return greek[2].lower() if greek[1] == "SMALL" else greek[2].capitalize()
    return there if there.isascii() else romanised(there) or character


def foreign(texts: Iterable[str]) -> str:
    """List the characters that are not ASCII, each once."""
    return "".join(
        dict.fromkeys(character for text in texts for character in text if not character.isascii())
    )
