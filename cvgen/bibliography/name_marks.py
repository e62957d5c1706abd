r"""Split names from the marks and remarks beside them: `Ada$^*$`, `*Ada`, `Ada (deceased)`."""

from __future__ import annotations

import re

from cvgen.bibliography.tables import load_spellings, load_table
from cvgen.profile.name_words import is_group
from cvgen.profile.publications import AUTHOR_MARKS
from cvgen.text.patterns import compile_late

_SUPERSCRIPT = (
    r"\$\s*\^\s*(?:\{[^{}$]*\}|\\?\w+|[^$\s])\s*\$"
    r"|\\textsuperscript\s*\{(?:[^{}]|\{[^{}]*\})*\}|\\footnotemark(?:\[[^\]]*\])?|\\thanks\s*\{[^{}]*\}"
)
_DAGGER = (
    r"\{?\\(?:dag|ddag|dagger|ddagger|ast|S|P|textdagger|textasteriskcentered)\}?(?:\{\})?"
    r"|\{?\\?#\}?"
)
MARKS_BEHIND = compile_late(rf"(?:\s*(?:{_SUPERSCRIPT}|{_DAGGER}|\{{?[{AUTHOR_MARKS}]\}}?))++\s*$")
_MARKS_IN_FRONT = compile_late(rf"(?:\s*(?:{_SUPERSCRIPT}|\\?[{AUTHOR_MARKS}]))++\s*")
_MARK = compile_late(rf"\\(?P<command>[A-Za-z]+|#)|(?P<mark>[{AUTHOR_MARKS}])")
_REMARK = compile_late(r"(?<!\s)\s*+\(([^()]*)\)\s*$")
# No name has more characters of marks behind it.
LONGEST_MARKS = 400


def split_remark(tex: str) -> tuple[str, str]:
    """Split a name from marks in front of it, and from words such as "(corresponding author)"."""
    front = _MARKS_IN_FRONT.match(tex)
    name = tex
    marks = ""
    if front and tex[front.end() :].strip():
        name = tex[front.end() :]
        marks = _read_marks(front[0])
    remark = _REMARK.search(name)
    if not remark:
        return name, marks
    mark = load_spellings("fields", "marks").get(remark[1].strip().casefold(), "")
    if not mark:
        return name, marks
    return name[: remark.start()], marks + mark


def split_marks(tex: str) -> tuple[str, str]:
    """Split a name from the marks behind it; numbers of affiliations are dropped."""
    search_start = max(0, len(tex) - LONGEST_MARKS)
    match = MARKS_BEHIND.search(tex[search_start:])
    if not match:
        return tex, ""
    name = tex[: search_start + match.start()]
    if not name.strip():
        return tex, ""
    return name, _read_marks(match[0])


def _read_marks(tex: str) -> str:
    mark_by_command = load_table("fields")["mark_commands"]
    marks = ""
    for mark in _MARK.finditer(tex):
        if mark["command"]:
            marks += mark_by_command.get(mark["command"], "")
        else:
            marks += mark["mark"]
    return marks


def find_remark(name: str) -> str:
    """Find words in brackets behind a name, which are no other form of it."""
    remark = _REMARK.search(name)
    if not remark or is_group(name) or not re.search(r"(?<!\w)[a-zß-ÿ]", remark[1]):
        return ""
    return f"'{remark[0].strip()}' is no part of a name"
