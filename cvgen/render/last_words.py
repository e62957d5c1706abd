"""Keep the last words of a paragraph together: its last line holds more than one short word.

The engine knows no `text-wrap: pretty`. A span keeps plain spaces in the text layer, where people
and programs search for words; a no-break space would not be found.
"""

from __future__ import annotations

import re

from cvgen.text.patterns import compile_late
from cvgen.text.ranges import CharacterRanges

_LEAST_WIDTH = 40  # letters of a paragraph that may have two lines in a narrow column
_LEAST_KEPT = 12  # letters that a last line is to hold
_MOST_KEPT = 24  # letters that a narrow column holds in any case
_IDEOGRAPHS = 3  # of Chinese or Japanese that a last line is to hold
_PARAGRAPH = compile_late(
    r'<(?:(?:p|li|h3)\b(?! class="(?:contacts|period|run|leading))|span class="detail )[^>]*>'
    r'((?:[^<]+|<(?!/?(?:p|li|ul|ol|div|h3|br)\b|span class="detail ))*)'
)
_NAME = compile_late(r"(<h1\b[^>]*>)([^<]*)")
_HYPHENATED = compile_late(r"(?<![^\s>])[^\s<>&-]+-[^\s<>&]+")
_LONGEST_NAME = 24  # letters of one that is set in the size of a name
_TAG = compile_late(r"<[^>]*>")
_SPACES = compile_late(r"[ \n]+")
_WIDE = CharacterRanges("\u3040\u30ff", "\u3400\u9fff", "\uf900\ufaff")  # a line may end at each
_LAST_WIDE = compile_late(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{2,}[^\w\s&]*\Z")
_CLOSING_TAG = compile_late(r"</\w+>\Z")


def keep_last_words(html: str) -> str:
    """Put a span of class `whole` around the last words of every longer paragraph and point.

    Also around a hyphenated part of the name, which begins a line sooner than it is broken.
    """
    html = _NAME.sub(_keep_in_heading, html)
    return _PARAGRAPH.sub(_keep_in_paragraph, html)


def _keep_in_heading(heading: re.Match[str]) -> str:
    return heading.group(1) + _HYPHENATED.sub(_keep_name, heading.group(2))


def _keep_name(part: re.Match[str]) -> str:
    if len(part.group()) > _LONGEST_NAME:
        return part.group()
    return f'<span class="whole">{part.group()}</span>'


def _keep_in_paragraph(paragraph: re.Match[str]) -> str:
    whole, content = paragraph.group(0, 1)
    if not _may_have_lines(content):
        return whole
    text = _find_last_text(content)
    start = _find_start(text)
    if not start:
        return whole
    head, _, end = whole.rpartition(text)
    return f'{head}{text[:start]}<span class="whole">{text[start:]}</span>{end}'


def _find_last_text(content: str) -> str:
    """Find the text that stands behind the last tag which opens; empty where there is none."""
    closed = content.rstrip()
    while closing := _CLOSING_TAG.search(closed):
        closed = closed[: closing.start()].rstrip()
    return closed[max(closed.rfind("<"), closed.rfind(">")) + 1 :]


def _may_have_lines(content: str) -> bool:
    if len(content) < _LEAST_WIDTH // 3:
        return False
    text = _TAG.sub("", content).strip()
    if len(text) >= _LEAST_WIDTH:
        return True
    return len(text) + 2 * _WIDE.count_characters(text) >= _LEAST_WIDTH


def _find_start(text: str) -> int:
    """Find where in a text its last words begin; 0 where the last one is to stand as it is."""
    if _WIDE.has_any(text[-_IDEOGRAPHS:]):
        last = _LAST_WIDE.search(text[-2 * _IDEOGRAPHS :])
        return _count_back(text, last.group()) if last else 0
    start = 0
    for count, space in enumerate(reversed(list(_SPACES.finditer(text))), start=1):
        kept = len(text) - space.end()
        if kept > _MOST_KEPT:
            break
        if count > 1:
            start = space.end()
        if kept >= _LEAST_KEPT:
            break
    return start


def _count_back(text: str, last: str) -> int:
    """Go back from the end of a text by the last ideographs, and the marks behind them."""
    marks = 0
    while last[len(last) - marks - 1] not in _WIDE:
        marks += 1
    ideographs = min(len(last) - marks, _IDEOGRAPHS)
    return len(text) - marks - ideographs
