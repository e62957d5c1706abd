"""Decode text files in the encodings that people save home pages and tables in."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from cvgen.text.patterns import compile_late

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_START = 4_000  # bytes in which a page says its encoding
_DECLARED = compile_late(
    rb"<(?:meta|\?xml)\b[^<>]*\b(?:charset|encoding)\s*=\s*[\"']?([A-Za-z][\w.:-]{1,39})",
    re.IGNORECASE,
)
# Families of encodings that pages are in.
_OF_PAGES = (
    *("iso8859", "iso2022", "cp", "koi8", "big5", "euc", "gb", "shift_jis", "mac", "tis", "ascii"),
)
# What pages that say the one are written in, as browsers take it (WHATWG Encoding, 4.2).
_OF_PAGES = (
    "iso8859",
    "iso2022",
    "cp",
    "koi8",
    "big5",
    "euc",
    "gb",
    "shift_jis",
    "mac",
    "tis",
    "ascii",
)
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
}
_MOST_CONTROLS = 0.01  # of the bytes of a text


def decode_text(content: bytes) -> str | None:
    """Decode the bytes of a file, with lines that end in a line feed; None for what is no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _unify_lines(content[len(mark) :].decode(encoding, "replace"))
    if _is_binary(content):
        return None
    for encoding in ("utf-8", *_find_declared(content), "gb18030", "cp1252"):
        text = _try_encoding(content, encoding)
        if text is not None:
            return _unify_lines(text)
    return _unify_lines(content.decode("latin-1"))


def _find_declared(content: bytes) -> list[str]:
    """Find the encoding that a page of HTML, or XML, says it is in."""
    declared = _DECLARED.search(content[:_START])
    if declared is None:
        return []
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return []
    return [_WIDER.get(name, name)] if name.startswith(_OF_PAGES) else []


def _unify_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_binary(content: bytes) -> bool:
    controls = len(content) - len(content.translate(None, bytes([*range(9), *range(14, 27)])))
    return controls > _MOST_CONTROLS * max(len(content), 1)


def _try_encoding(content: bytes, encoding: str) -> str | None:
    """Decode, where that gives what people write: GB 18030 takes nearly any bytes for Chinese."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    if encoding != "gb18030":
        return text
    if _is_chinese(text):
        return text
    return None


def _is_chinese(text: str) -> bool:
    """Say whether letters come in runs: those of Latin-1 come out as rare ones, each by itself."""
    foreign = [letter for letter in text if not letter.isascii()]
    common = [letter for letter in foreign if "\u3000" <= letter <= "\u9fff" or letter > "\uff00"]
    has_runs = any(
        _is_ideograph(one) and _is_ideograph(next_one) for one, next_one in pairwise(text)
    )
    return has_runs and len(common) > 0.8 * len(foreign)


def _is_ideograph(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"
