"""Escape text for HTML, and mark its runs of other scripts and directions (UAX #24 and UAX #9).

Runs of another script say their language, so that fonts, hyphens and screen readers know it; runs
of the other direction say it, because WeasyPrint sets every inline box by itself and does not
isolate.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from markupsafe import Markup, escape
from msgspec import Struct

from cvgen.text.language_tags import find_script
from cvgen.text.patterns import compile_late
from cvgen.text.ranges import CharacterRanges
from cvgen.text.unbroken import join_short_pairs

_CJK = CharacterRanges(
    *("\u1100\u11ff", "\u2e80\u303f", "\u3040\u30ff", "\u3100\u318f", "\u31a0\ua4cf"),
    *("\uac00\ud7af", "\uf900\ufaff", "\ufe30\ufe4f", "\uff00\uffef", "\U00020000\U0003ffff"),
)
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_IS_RTL = compile_late(f"[{_RTL}]")
_RTL_RUN = compile_late(rf"([{_RTL}](?:[\W\d{_RTL}]*[{_RTL}])?)")
_RIGHT_TO_LEFT = CharacterRanges("\u0590\u08ff", "\ufb1d\ufdff", "\ufe70\ufefc")
# In a text from right to left: a telephone number, or words of letters from the left with all that
# stands among them.
_LEFT = rf"[^\W\d_{_RTL}]"
_IS_LEFT = compile_late(_LEFT)
_FIRST_LETTER = compile_late(rf"[{_RTL}]|{_LEFT}")
_PHONE = compile_late(r"\+\d[\d\s()-]*\d")
_LTR_WORDS = rf"(?:\d[\d.,]{{0,30}}\u00a0?)?{_LEFT}(?:[^{_RTL}\n]*(?:{_LEFT}|\d))?[+#]*"
_LTR_RUN = compile_late(rf"({_PHONE.pattern}|{_LTR_WORDS})")
_STEADY = compile_late(rf"{_LEFT}+(?: {_LEFT}+)*")  # runs that come out right unmarked
# Marks that Latin faces have too, half as wide, and that belong to the Chinese or Japanese around
# them.
_WIDE_MARKS = frozenset("—―…“”‘’·")  # without one, neither of the next two is looked for
_WIDE_PAIR = compile_late("“[^“”]*”|‘[^‘’]*’")
_WIDE = compile_late("[—―]{2,}|…{2,}|[—―…“”‘’·]")
# A closing mark before another mark, and an opening one before another.
_HALF_BEFORE = compile_late(
    "([、，。；：）】》」』〉〕”’](?=[、，。；：）】》」』〉〕”’（【《「『〈〔“‘])|[（【《「『〈〔](?=[（【《「『〈〔“‘]))"
)
_PLACEHOLDER = "〇"  # an ideograph in the place of a wide mark
_IDEOGRAPHS = CharacterRanges(
    *("\u2e80\u2fff", "\u3040\u30ff", "\u3400\u9fff", "\uf900\ufaff", "\U00020000\U0003ffff")
)
_HEBREW = CharacterRanges("\u0590\u05ff", "\ufb1d\ufb4f")
_KANA = CharacterRanges("\u3040\u30ff")
_HANGUL = CharacterRanges("\u1100\u11ff", "\u3130\u318f", "\uac00\ud7af")
# At a change of script without white space, about a quarter of an em (JIS X 4051, CLREQ): a word
# space, which may end a line. Not U+2005, which does not vanish there, so that lines break too
# early; and it is half an em wide in EB Garamond Bold.
_QUARTER = " "
_UNBROKEN_QUARTER = "\N{NO-BREAK SPACE}"
_PARTS_OF_DATE = compile_late(r"\d[年月日号届级名篇项次万亿元]|[年月第约共]\d")


class BaseDirection(Struct, frozen=True):
    """How a whole text is set: as one in `language`, in a span that `wrapper` says.

    The wrapper is empty for none, "ltr" for a span from left to right, or a language tag.
    """

    language: str
    wrapper: str = ""


def escape_text(text: str, language: str) -> Markup:
    """Escape text that has no inline marks, and mark its runs of other scripts."""
    base = find_base_direction(text, language)
    return wrap_text(escape_runs(text, base.language), base.wrapper)


def escape_runs(text: str, language: str) -> Markup:
    """Escape a part of a text whose base direction is known, and mark its runs."""
    text = join_short_pairs(text)
    if is_rtl(language):
        return Markup("").join(_split_ltr_runs(text))
    if text.isascii():
        return escape(text)
    if is_cjk(language) or _has_runs(text):
        return Markup("").join(_split_runs(text, language))
    return escape(text)


@cache
def is_rtl(language: str) -> bool:
    """Return whether a language is written from right to left."""
    return find_script(language) in ("Arab", "Hebr")


def is_ltr(text: str) -> bool:
    """Return whether a text has letters, and all of them from left to right."""
    return bool(_IS_LEFT.search(text)) and not _IS_RTL.search(text)


def is_foreign(text: str, language: str) -> bool:
    """Return whether a text has nothing of the script of a language, where that is not Latin."""
    if is_cjk(language):
        return not _has_runs(text)
    return is_rtl(language) and is_ltr(text)


def _has_runs(text: str) -> bool:
    """Say whether a text has letters of another script that run by themselves."""
    return _CJK.has_any(text) or _RIGHT_TO_LEFT.has_any(text)


def wrap_ltr(text: Markup) -> Markup:
    """Set a text from left to right, as one run, in one from right to left."""
    return Markup('<span dir="ltr">{}</span>').format(text)


def wrap_text(text: Markup, wrapper: str) -> Markup:
    """Put the span around a whole text that its base direction says."""
    if wrapper == "ltr":
        return wrap_ltr(text)
    if is_rtl(wrapper):
        wrapped = '<span class="from-right" lang="{}" dir="rtl">{}</span>'
        return Markup(wrapped).format(wrapper, text)
    return _wrap_language(text, wrapper)


def find_base_direction(text: str, language: str) -> BaseDirection:
    """Find the base direction of a text, which may run against its language."""
    if is_rtl(language):
        if _runs_from_left(text):
            return BaseDirection("en", "ltr")
        return BaseDirection(language)
    if not text.isascii() and _begins_from_right(text):
        run_language = _find_run_language(text, language)
        return BaseDirection(run_language, run_language)
    if is_cjk(language) and not _has_runs(text):
        return BaseDirection("en")
    return BaseDirection(language)


def _begins_from_right(text: str) -> bool:
    """Say whether the first letter of a text with a direction runs from the right (UAX #9, P2)."""
    if not _RIGHT_TO_LEFT.has_any(text):
        return False
    first = _FIRST_LETTER.search(text)
    return first is not None and _IS_RTL.match(first[0]) is not None


def _runs_from_left(text: str) -> bool:
    """Return whether a text in a language from right to left is one from left to right."""
    if _PHONE.fullmatch(text):
        return True
    first = _FIRST_LETTER.search(text)
    if not first or not _IS_LEFT.match(first[0]) or _STEADY.fullmatch(text):
        return False
    return len(_IS_LEFT.findall(text)) > len(_IS_RTL.findall(text))


def is_cjk(language: str) -> bool:
    """Return whether a language is Chinese or Japanese.

    These have no spaces between words, and marks as wide as their letters.
    """
    return _find_primary(language) in ("zh", "ja")


def _split_ltr_runs(text: str) -> Iterator[Markup]:
    """Mark the runs from left to right; a bracket that such a run opens is closed in it."""
    parts = _LTR_RUN.split(text)
    for index in range(0, len(parts), 2):
        yield escape(parts[index])
        if index + 1 == len(parts):
            return
        run = parts[index + 1]
        if run.count("(") > run.count(")") and parts[index + 2].startswith(")"):
            run += ")"
            parts[index + 2] = parts[index + 2][1:]
        words = Markup("").join(_split_runs(run, "en"))
        if _STEADY.fullmatch(parts[index + 1]):
            yield words
        else:
            yield wrap_ltr(words)


def _split_runs(text: str, language: str) -> Iterator[Markup]:
    """Mark the runs of other scripts, and the marks that are as wide as an ideograph."""
    pattern_text = text
    if is_cjk(language):
        pattern_text = _replace_wide_marks(text)
    position = 0
    previous = ""
    for part in _split_by_script(pattern_text):
        run = text[position : position + len(part)]
        position += len(part)
        if _needs_space(previous, run):
            is_whole = _PARTS_OF_DATE.search(previous + run[0])
            yield Markup(_UNBROKEN_QUARTER if is_whole else _QUARTER)
        previous = run[-1]
        if run != part:
            squeezed = _squeeze_marks(run, text[position : position + 1])
            yield Markup('<span class="wide">{}</span>').format(squeezed)
        elif _has_runs(part):
            yield _mark_run(run, text[position : position + 1], language)
        else:
            yield escape(run)


def _split_by_script(text: str) -> Iterator[str]:
    """Split a text into runs of ideographs and the like, runs from the right, and all between."""
    for is_cjk_run, letters in groupby(text, _CJK.__contains__):
        part = "".join(letters)
        if is_cjk_run or not _RIGHT_TO_LEFT.has_any(part):
            yield part
        else:
            yield from filter(None, _RTL_RUN.split(part))


def _mark_run(run: str, after: str, language: str) -> Markup:
    run_language = _find_run_language(run, language)
    squeezed = _squeeze_marks(run, after)
    if _find_primary(run_language) == _find_primary(language):
        return squeezed
    return _wrap_language(squeezed, run_language)


def _squeeze_marks(run: str, after: str) -> Markup:
    """Let a mark before another take half of its room (CLREQ 3.1.6, JLREQ 3.1.4)."""
    parts = _HALF_BEFORE.split(run + after)
    if len(parts) == 1:
        return escape(run)
    html = Markup("")
    for index, part in enumerate(parts):
        if index % 2:
            html += Markup('<span class="half">{}</span>').format(part)
        else:
            html += escape(part)
    return html[: len(html) - len(escape(after))]


def _replace_wide_marks(text: str) -> str:
    """Put an ideograph for every quotation mark, dash and ellipsis that is to be as wide as one."""
    if _WIDE_MARKS.isdisjoint(text):
        return text
    letters = [*text]
    for pair in _WIDE_PAIR.finditer(text):
        start = pair.start()
        end = pair.end() - 1
        before = text[max(start - 1, 0)] + text[end - 1]
        after = text[start + 1] + text[end : end + 2][-1]
        if _CJK.has_any(before + after):
            letters[start] = _PLACEHOLDER
            letters[end] = _PLACEHOLDER
    replaced = "".join(letters)
    for mark in _WIDE.finditer(replaced):
        if len(mark[0]) > 1 or _is_wide(mark[0], replaced[: mark.start()], replaced[mark.end() :]):
            letters[mark.start() : mark.end()] = _PLACEHOLDER * len(mark[0])
    return "".join(letters)


def _is_wide(mark: str, before: str, after: str) -> bool:
    """Say whether a mark stands behind or before an ideograph, or is a quotation mark at an end."""
    is_behind = before[-1:] in _CJK
    is_before = after[:1] in _CJK
    if mark == "·":
        return is_behind and is_before
    if mark in "“”" and (not before or after in ("", "\n")):
        return True
    return is_behind or (is_before and mark != "’")


def _wrap_language(text: str, language: str) -> Markup:
    if not language:
        return escape(text)
    direction = Markup("")
    if is_rtl(language):
        direction = Markup(' dir="rtl"')
    return Markup('<span lang="{}"{}>{}</span>').format(language, direction, text)


def _needs_space(previous: str, run: str) -> bool:
    """Return whether an ideograph and a letter or digit of another script touch."""
    if not previous:
        return False
    first = run[0]
    if previous in _IDEOGRAPHS:
        return first.isalnum() and first not in _IDEOGRAPHS
    return previous.isalnum() and first in _IDEOGRAPHS


def _find_primary(language: str) -> str:
    """Return the primary subtag of a language tag: zh of zh-Hant."""
    return language.partition("-")[0]


def _find_run_language(run: str, language: str) -> str:
    """Guess the language of a run by its script; that of the text where it is written in it."""
    if _HEBREW.has_any(run):
        return "he"
    if _RIGHT_TO_LEFT.has_any(run):
        return _prefer_language(language, ("ar", "fa", "ur"))
    if _KANA.has_any(run):
        return "ja"
    if _HANGUL.has_any(run):
        return "ko"
    return _prefer_language(language, ("zh", "ja", "ko"))


def _prefer_language(language: str, candidates: tuple[str, ...]) -> str:
    """Return the language of the text if it is a candidate, else the first of these."""
    if _find_primary(language) in candidates:
        return language
    return candidates[0]
