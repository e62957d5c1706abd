"""Takes text without marks in a language, gives it escaped, with its runs of other scripts and directions marked.

Runs of another script say their language, so that fonts, hyphens and readers know it; runs of the other direction say
it, because the engine sets every inline box by itself and knows no isolation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markupsafe import Markup, escape

from cvgen.text import language_tags as languages

_CJK = "\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3100-\u318f\u31a0-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(rf"([{_CJK}]+)|([{_RTL}](?:(?:(?![{_CJK}])[\W\d{_RTL}])*[{_RTL}])?)")
# In a text from right to left: a telephone number, or words of letters from the left with all that stands among them.
_LEFT = rf"[^\W\d_{_RTL}]"
_PHONE = re.compile(r"\+\d[\d\s()-]*\d")
_LTR_RUN = re.compile(
    rf"({_PHONE.pattern}|(?:\d[\d.,]*\u00a0?)?{_LEFT}(?:[^{_RTL}\n]*(?:{_LEFT}|\d))?[+#]*)"
)
_STEADY = re.compile(rf"{_LEFT}+(?: {_LEFT}+)*")  # runs that come out right unmarked
# Marks that Latin faces have too, half as wide, and that belong to the Chinese or Japanese around them.
_WIDE_PAIR = re.compile("“[^“”]*”|‘[^‘’]*’")
_WIDE = re.compile(
    rf"[—―]{{2,}}|…{{2,}}|(?<=[{_CJK}])[—―…“”‘’]|[—―…“”‘](?=[{_CJK}])|(?<=[{_CJK}])·(?=[{_CJK}])|^[“”]|[“”]$"
)
_IDEOGRAPH = re.compile(
    r"[\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
# At a change of script without white space, about a quarter of an em (JIS X 4051, CLREQ): a word space, which may end a line.
# Not U+2005, which does not vanish there, so that lines break too early; and it is half an em wide in EB Garamond Bold.
_QUARTER = " "
_BOUND = re.compile(
    r"(?<=\d) (?=[%‰]|(?:°C|K|m|mm|cm|km|nm|µm|g|mg|kg|s|ms|h|Hz|kHz|MHz|GHz|V|W|kW|MW|GW|kB|MB|GB|TB|eV|keV|MeV|GeV)\b)|(?<=\b[^\W\d_]\.) (?=[^\W\d_])"
)


def plain(text: str, language: str) -> Markup:
    """Escape text that has no marks, and mark its runs of other scripts."""
    inner, tag = turn(text, language)
    return turned(marked(text, inner), tag)


def marked(text: str, language: str) -> Markup:
    """Escape a piece of a text whose direction is settled, and mark its runs."""
    tied = _BOUND.sub("\N{NO-BREAK SPACE}", text)
    if is_rtl(language):
        return Markup("").join(_ltr_runs(tied))
    if tied.isascii() or not (_RUN.search(tied) or is_cjk(language)):
        return escape(tied)
    return Markup("").join(_runs(tied, language))


@cache
def is_rtl(language: str) -> bool:
    """Say whether a language is written from right to left."""
    return languages.script(language) in ("Arab", "Hebr")


def is_ltr(text: str) -> bool:
    """Say whether a text has letters, and all of them from left to right."""
    return bool(re.search(_LEFT, text)) and not re.search(f"[{_RTL}]", text)


def is_foreign(text: str, language: str) -> bool:
    """Say whether a text is in Latin or another script that the language, written in one of its own, is not."""
    if is_cjk(language):
        return not _RUN.search(text)
    return is_rtl(language) and is_ltr(text)


def ltr(text: Markup) -> Markup:
    """Set a text from left to right, as one run, in one from right to left."""
    return Markup('<span dir="ltr">{}</span>').format(text)


def turned(text: Markup, tag: str) -> Markup:
    """Mark the whole of a text with what `turn` found."""
    return ltr(text) if tag == "ltr" else _wrapped(text, tag)


def turn(text: str, language: str) -> tuple[str, str]:
    """Find texts that run against their language: give the language to set one in, and what to mark the whole with."""
    if is_rtl(language):
        right, left = re.findall(f"[{_RTL}]", text), re.findall(_LEFT, text)
        first = re.search(rf"[{_RTL}]|{_LEFT}", text)
        turns = _PHONE.fullmatch(text) or (
            first and first[0] in left and len(left) > len(right) and not _STEADY.fullmatch(text)
        )
        return ("en", "ltr") if turns else (language, "")
    if text.isascii():
        return ("en" if is_cjk(language) else language), ""
    if re.search(f"[{_RTL}]", text) and not re.search(_LEFT, text):
        tag = _language(text, language)
        return tag, tag
    return ("en" if is_cjk(language) and not _RUN.search(text) else language), ""


def is_cjk(language: str) -> bool:
    """Say whether a language is Chinese or Japanese, which have no spaces between words, and marks as wide as their letters."""
    return _base(language) in ("zh", "ja")


def _ltr_runs(text: str) -> Iterator[Markup]:
    pieces = _LTR_RUN.split(text)
    for index in range(0, len(pieces), 2):
        yield escape(pieces[index])
        if index + 1 < len(pieces):
            run, rest = pieces[index + 1 : index + 3]
            closed = run.count("(") > run.count(")") and rest.startswith(")")
            pieces[index + 2] = rest[closed:]
            words = Markup("").join(_runs(run + ")" * closed, "en"))
            yield words if _STEADY.fullmatch(run) else ltr(words)


def _runs(text: str, language: str) -> Iterator[Markup]:
    before = ""
    seen = _with_wide_marks(text) if is_cjk(language) else text
    place = 0
    for part in filter(None, _RUN.split(seen)):
        piece = text[place : place + len(part)]
        place += len(part)
        run = _RUN.fullmatch(part)
        tag = _language(piece, language) if run else ""
        spaced = _touches(before, piece)
        before = piece[-1]
        if spaced:
            yield Markup(_QUARTER)
        if piece != part:
            yield Markup('<span class="wide">{}</span>').format(piece)
        else:
            yield _wrapped(piece, tag if _base(tag) != _base(language) else "")


def _with_wide_marks(text: str) -> str:
    """Put an ideograph for every quotation mark, dash and ellipsis that is to be as wide as one."""
    letters = [*text]
    for found in _WIDE_PAIR.finditer(text):
        start, end = found.start(), found.end() - 1
        if re.search(
            f"[{_CJK}]",
            text[max(start - 1, 0)] + text[start + 1] + text[end - 1] + text[end : end + 2][-1],
        ):
            letters[start] = letters[end] = "〇"
    for found in _WIDE.finditer("".join(letters)):
        letters[found.start() : found.end()] = "〇" * len(found[0])
    return "".join(letters)


def _wrapped(piece: str, tag: str) -> Markup:
    if not tag:
        return escape(piece)
    direction = Markup(' dir="rtl"') if is_rtl(tag) else ""
    return Markup('<span lang="{}"{}>{}</span>').format(tag, direction, piece)


def _touches(before: str, piece: str) -> bool:
    first = piece[0]
    return bool(before) and (
        (bool(_IDEOGRAPH.match(before)) and first.isalnum() and not _IDEOGRAPH.match(first))
        or (before.isalnum() and not _IDEOGRAPH.match(before) and bool(_IDEOGRAPH.match(first)))
    )


def _base(language: str) -> str:
    return language.partition("-")[0]


def _language(run: str, language: str) -> str:
    if re.search(r"[\u0590-\u05ff\ufb1d-\ufb4f]", run):
        return "he"
    if re.search(rf"[{_RTL}]", run):
        return language if _base(language) in ("ar", "fa", "ur") else "ar"
    if re.search(r"[\u3040-\u30ff]", run):
        return "ja"
    if re.search(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]", run):
        return "ko"
    return language if _base(language) in ("zh", "ja", "ko") else "zh"
