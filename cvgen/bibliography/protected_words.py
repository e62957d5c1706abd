"""The words of a title whose letters a style must not change: in braces in TeX, `nocase` in CSL."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cvgen.bibliography.spans import join_spans, parse_inline
from cvgen.text.patterns import compile_late

WORD = compile_late(r"[^\s\-–—/:,.;()“”]+")
_GROUP = compile_late(
    r"(?P<before>\w{0,60})(?<!\\)\{(?P<inside>[^{}\\$]{1,400})\}(?P<behind>\w{0,60})"
)
_COMMAND = compile_late(r"\\[A-Za-z]+\*?\s*$")
_MOST_WORDS = 40


def choose_protected_words(title: str) -> frozenset[str]:
    """Choose the words whose capitals stay.

    These are words with capitals inside, and in sentence case all words with capitals but the
    first.
    """
    words = WORD.findall(title)
    following = words[1:]
    protected = {word for word in words if _has_inner_capital(word)}
    if not _is_title_case(following):
        protected.update(word for word in following if word[0].isupper())
    return frozenset(protected)


def _has_inner_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])


def _is_title_case(words: list[str]) -> bool:
    """Say whether most of the words of more than three letters start with a capital."""
    long_words = [word for word in words if len(word) > 3]
    capitalized = [word for word in long_words if word[0].isupper()]
    return len(capitalized) * 2 > len(long_words)


def find_braced_words(tex: str, title: str) -> list[str]:
    """Find the words of a title in braces that are not protected by their look alone.

    `tex` is the title in BibTeX, `title` inline text. Braces around all of it are most programs'
    habit, and say nothing.
    """
    inner = tex.strip()
    if inner.startswith("{") and inner.endswith("}") and not re.search(r"[{}]", inner[1:-1]):
        return []
    phrases = []
    for match in _GROUP.finditer(tex):
        is_argument = _COMMAND.search(tex[: match.start("inside") - 1])
        if not is_argument:
            phrases.append(match["before"] + match["inside"] + match["behind"])
    return find_uncommon_words(phrases, title)


def find_uncommon_words(phrases: Iterable[str], title: str) -> list[str]:
    """Find the words of some phrases that are in a title and not protected by their look alone."""
    plain_title = join_spans(parse_inline(title))
    by_look = choose_protected_words(plain_title)
    named = {word for phrase in phrases for word in WORD.findall(phrase)}
    words: list[str] = []
    for word in WORD.findall(plain_title):
        is_word = len(word) > 1 and word[0].isalpha()
        if is_word and word in named and word not in by_look and word not in words:
            words.append(word)
    return words[:_MOST_WORDS]
