"""Find the name of a page's person, which may stand in two scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from cvgen.importers.headings import find_kind
from cvgen.importers.page.blocks import Block, Span, get_raw_text, split_breaks
from cvgen.importers.page.page import Page
from cvgen.importers.page.people import is_person, strip_titles
from cvgen.importers.page.phrases import has_word, strip_edges
from cvgen.text.patterns import compile_late

_I_AM = compile_late(
    r"(?:\bI\s*(?:am|'m|’m)|\bmy name is|\bthis is|ich bin|mein name ist|je suis"
    r"|je m['’]appelle|soy|me llamo|mi nombre es|sono|mi chiamo|meu nome é|我是"
    r"|我叫)\s*,?\s*(?P<name>[^\W\d_][^,.;:!?()（，。！]{1,50}(?:[(（][^()（）]{2,20}[)）])?)",
    re.IGNORECASE,
)
_TITLE_ENDS = compile_late(
    r"(?:['’]s?\s+)?(?:(?:personal|academic|professional)\s+)?(?:home\s?page|web\s?site"
    r"|web\s?page|page|site|homepage|主页|个人主页|的主页|のホームページ|홈페이지)\s*$",
    re.IGNORECASE,
)
# The first and the last letter of scripts, each with a language that is written in it.
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u3400", "\u9fff"),
    ("ko", "\uac00", "\ud7a3"),
    ("ru", "\u0400", "\u04ff"),
    ("el", "\u0370", "\u03ff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("hi", "\u0900", "\u097f"),
)
_JOINT_OF_NAMES = compile_late(r"\s*[/|｜／(（)）]\s*|\s+[-–—·•]\s+|\s{2,}")
_OTHER_SCRIPT = compile_late(r"[(（][^\x00-\u036f（）]{2,12}[)）]")
# How a Japanese name is read, in kana behind it.
_READING = compile_late(r"(?<=[\u3400-\u9fff])\s*[(（][\u3040-\u30ff\s・]+[)）]")
_GREETING = compile_late(
    r"^(?:hi|hello|hey|welcome)[,!]?\s+(?:i am|i'm|i’m|this is|my name is)?\s*", re.IGNORECASE
)
_LATIN = compile_late("[A-Za-z]")
_BRACKETS = compile_late(r"[(（/|]")
_SEPARATORS_OF_TITLES = compile_late(r"\s+[-–—|·•:]\s+|[|:：]")
_SMALL_WORDS = frozenset(["de", "van", "von", "der", "da", "di", "la", "bin", "el", "al"])
_MOST_NAME = 70
_FIRST_BLOCKS = 6
_FIRST_SENTENCES = 8
_FIRST_LINES = 4
_LEAST_WORKS = 2


def find_name(page: Page, front_title: str = "") -> Any:
    """Find the name of the person: a heading, the first line, a sentence, the page's title."""
    for text in _list_first_lines(page.blocks):
        name = read_name(text)
        if name:
            return name
    for block in page.blocks[:_FIRST_SENTENCES]:
        match = _I_AM.search(block.text)
        name = match and read_name(_cut_name(match["name"]))
        if name:
            return name
    return _read_title(front_title) or _read_title(page.title)


def _list_first_lines(blocks: Sequence[Block]) -> list[str]:
    """List the headings and lines at the top of a page, each whole and by its first line."""
    texts = []
    for number, block in enumerate(blocks[:_FIRST_BLOCKS]):
        if not block.is_heading and number and block.line >= _FIRST_LINES:
            continue
        texts.append(block.text)
        for line in split_breaks(block.spans)[:1]:
            texts.append(" ".join(get_raw_text(line).split()))
    return texts


def _cut_name(text: str) -> str:
    """Cut what follows a name in a sentence; its form in another script, in brackets, stays."""
    words: list[str] = []
    for word in text.split():
        if not word[0].isupper() and word not in _SMALL_WORDS:
            break
        words.append(word)
    if not words:
        return text.strip()
    script = _OTHER_SCRIPT.search(text)
    if script:
        words.append(script[0])
    return " ".join(words)


def _read_title(title: str) -> Any:
    """Read a name out of the title of a page: `Ada Example | Home`."""
    for part in _SEPARATORS_OF_TITLES.split(title):
        name = read_name(_TITLE_ENDS.sub("", part.strip()).strip(" '’"))
        if name:
            return name
    return None


def read_name(text: str) -> Any:
    """Read a name, which may stand in two scripts; None where a text is no name."""
    bare = strip_edges(_GREETING.sub("", text.strip())).rstrip("!.")
    if len(bare) > _MOST_NAME or find_kind(bare) in ("summary", "contact"):
        return None
    untitled = strip_titles(bare)
    if has_word("position", untitled) or has_word("degree", untitled):
        return None
    if is_person(bare) and not _BRACKETS.search(bare) and not _is_mixed(bare):
        return bare
    names = _read_scripts(bare)
    if len(names) > 1:
        return names
    return next(iter(names.values()), None)


def _read_scripts(text: str) -> dict[str, str]:
    """Read a name in several scripts, by the language of each."""
    names: dict[str, str] = {}
    text = _READING.sub("", text)
    for part in _JOINT_OF_NAMES.split(_separate_scripts(text)):
        language = _find_language(part)
        if not part.strip():
            continue
        if not is_person(part) or language in names:
            break
        names[language] = part.strip()
    return names


def _is_mixed(text: str) -> bool:
    return bool(_LATIN.search(text)) and _find_language(text) != "en"


def _separate_scripts(text: str) -> str:
    """Put a bar between letters of two scripts: `Ada Example 艾达`."""
    return re.sub(
        r"(?<=[A-Za-z.])\s+(?=[^\x00-\u036f])|(?<=[^\x00-\u036f])\s+(?=[A-Za-z])", " | ", text
    )


def _find_language(text: str) -> str:
    for language, first, last in _SCRIPTS:
        if any(first <= letter <= last for letter in text):
            return language
    return "en"


def find_own_name(blocks: Sequence[Block]) -> str:
    """Find whose name is set apart in most of the author lists."""
    counts: Counter[str] = Counter()
    works = 0
    for block in blocks:
        names = {name for name in map(_read_marked_name, block.spans) if name}
        counts.update(names)
        works += bool(names)
    if not counts:
        return ""
    name, count = counts.most_common(1)[0]
    if count < _LEAST_WORKS or count <= works / 2:
        return ""
    return name


def _read_marked_name(span: Span) -> str:
    """Read a name that is bold or underlined; "" for other text."""
    if not span.marks & {"bold", "underline"}:
        return ""
    name = strip_edges(span.text).strip("*#†‡∗,. ")
    if is_person(name) and not has_word("venue", name):
        return name
    return ""
