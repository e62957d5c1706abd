"""Write the marks of a line in Markdown, and escape what would be taken for one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from cvgen.exporters.plain import clean_characters
from cvgen.text.patterns import compile_late
from cvgen.text.runs import Run, read_runs

# An underscore inside a word is none of Markdown's marks, and an ampersand is one in an entity.
_SPECIAL = compile_late(r"[\\*`\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|~(?=~)")
_LINE_START = compile_late(
    r"^(\s*)(?:([#>+-]|#{2,6}|=+$|-+$|~~~)(?=\s|$)|(>)|(\d{1,9})([.)])(?=\s|$))"
)
_TAGS = {"strong": "strong", "em": "em", "sub": "sub", "sup": "sup"}
_DELIMITERS = {"strong": "**", "em": "*"}


def format_inline(markup: Markup, *, in_line: bool = False) -> str:
    """Format one line of markup; a break in it becomes a hard break, or `in_line` a space."""
    text = _format_links(read_runs(markup)).strip()
    lines = [line.strip() for line in text.split("\n")]
    if in_line:
        return " ".join(lines)
    return "\\\n".join(map(_escape_line_start, lines))


def _escape_line_start(line: str) -> str:
    """Escape what begins a heading, a list, a quote or a rule."""
    match = _LINE_START.match(line)
    if not match:
        return line
    position = match.start(2)
    if match[3]:
        position = match.start(3)
    elif match[5]:
        position = match.start(5)
    return f"{line[:position]}\\{line[position:]}"


def _format_links(runs: Sequence[Run]) -> str:
    """Format runs, those with the same link together."""
    text = ""
    for url, group in groupby(runs, key=lambda run: run.url):
        inner = _format_runs(list(group), before=text[-1:])
        if url:
            inner = f"[{inner}]({_format_url(url)})"
        text += inner
    return text


def _format_url(url: str) -> str:
    if re.search(r"[()\s<>]", url):
        escaped = url.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
        return f"<{escaped}>"
    return url


def _format_runs(runs: Sequence[Run], before: str) -> str:
    """Format the runs of one link, or of none; those with the same marks are set as one."""
    parts = [*_join_languages(runs)]
    text = ""
    for index, part in enumerate(parts):
        after = ""
        if index + 1 < len(parts):
            after = parts[index + 1].text[:1]
        text += _format_run(part, text[-1:] or before, after)
    return text


def _join_languages(runs: Sequence[Run]) -> Iterator[Run]:
    """Join runs that differ in nothing but their language."""
    for (marks, tex), group in groupby(runs, key=lambda run: (run.marks, run.tex)):
        yield Run("".join(run.text for run in group), marks, tex=tex)


def _format_run(run: Run, before: str, after: str) -> str:
    text = clean_characters(run.text)
    words = text.strip(" ")
    if not words:
        return text
    lead = text[: text.index(words)]
    tail = text[len(lead) + len(words) :]
    if "code" in run.marks:
        return lead + _format_code(words) + tail
    content = _SPECIAL.sub(_escape_special, words)
    can_delimit = _can_delimit(lead or before, words, tail or after)
    for mark in ("sub", "sup", "em", "strong"):
        if mark not in run.marks:
            continue
        if can_delimit and mark in _DELIMITERS:
            content = f"{_DELIMITERS[mark]}{content}{_DELIMITERS[mark]}"
        else:
            content = f"<{_TAGS[mark]}>{content}</{_TAGS[mark]}>"
    return lead + content + tail


def _escape_special(match: re.Match[str]) -> str:
    if match[0] == "&":
        return "&amp;"
    return f"\\{match[0]}"


def _format_code(text: str) -> str:
    """Fence code by more backticks than it has."""
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    if text.startswith("`") or text.endswith("`"):
        return f"{fence} {text} {fence}"
    return f"{fence}{text}{fence}"


def _can_delimit(before: str, words: str, after: str) -> bool:
    """Say whether stars around words are taken for marks (CommonMark 0.31, 6.2)."""
    if before.endswith("*"):
        return False
    opens = not _is_punctuation(words[0]) or not before or _is_boundary(before[-1])
    closes = not _is_punctuation(words[-1]) or not after or _is_boundary(after[0])
    return opens and closes


def _is_boundary(character: str) -> bool:
    return character.isspace() or _is_punctuation(character)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
