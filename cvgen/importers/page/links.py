"""Take out the links of a work by their words: `[paper] [code]`, `pdf / slides`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from cvgen.importers.page.blocks import Span, get_raw_text
from cvgen.importers.page.phrases import is_word, strip_edges
from cvgen.text.patterns import compile_late

_BRACKETS = " \t\n\v[](){}|/,·•;:&【】（）"
_LEADING = compile_late(r"[\[({|/·•【（]\s*$")


def take_links(spans: Sequence[Span], links: dict[str, str]) -> list[Span]:
    """Take links whose words are those of one, or that stand in brackets; return what is left."""
    rest: list[Span] = []
    for number, span in enumerate(spans):
        words = strip_edges(span.text.strip(_BRACKETS + "*✦→📄💻🔗"))
        if span.href and words and _is_link(words, spans, number) and _is_address(span.href):
            name = words
            count = 2
            while name in links and links[name] != span.href:
                name = f"{words} {count}"
                count += 1
            links[name] = span.href
            rest.append(replace(span, text=" ", href=""))
        else:
            rest.append(span)
    return _drop_empty_brackets(rest)


def _is_address(href: str) -> bool:
    return href.startswith(("http://", "https://"))


def _is_link(words: str, spans: Sequence[Span], number: int) -> bool:
    """Say whether a linked text is a word for a link, and no title or name."""
    if len(words) > 40:
        return False
    if is_word("link", words) or is_word("link", re.sub(r"\W", " ", words)):
        return True
    if spans[number].text.strip()[:1] == "[" and spans[number].text.strip()[-1:] == "]":
        return True
    before = get_raw_text(spans[:number])
    behind = get_raw_text(spans[number + 1 :])
    return bool(_LEADING.search(before)) and behind.lstrip()[:1] in ("]", ")", "}", "|", "】", "）")


def _drop_empty_brackets(spans: list[Span]) -> list[Span]:
    """Drop the brackets that stood around links."""
    text = get_raw_text(spans)
    kept: list[Span] = []
    offset = 0
    empty = [match.span() for match in re.finditer(r"[\[({【（][\s\[\](){}|/,·]*[\])}】）]", text)]
    for span in spans:
        letters = ""
        for number, letter in enumerate(span.text, start=offset):
            if not any(start <= number < end for start, end in empty):
                letters += letter
        offset += len(span.text)
        if letters:
            kept.append(replace(span, text=letters))
    return kept
