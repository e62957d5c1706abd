"""Read grants: funder, program, number, role, amount, title."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.head import Head, finish_entry, read_head
from cvgen.importers.page.phrases import has_word, is_word, strip_edges
from cvgen.importers.page.sections import EntryBlocks
from cvgen.text.patterns import compile_late

_LABELLED = compile_late(
    r"[(（\[]?\s{0,9}(?:(?:grant|award|project|contract|ref\w{0,9}|reference)?\s{0,9}"
    r"(?:nos?\.?|№|nr\.?|n[°º]|number|#|编号|批准号)\s{0,9}:?\s{0,9})"
    r"(?P<number>[A-Z]{0,6}[\w/.-]{0,40}\d[\w/.-]{0,40}(?:\s{0,9}[/-]\s{0,9}\w{0,40}\d+){0,5})"
    r"\s{0,9}[)）\]]?",
    re.IGNORECASE,
)
_BARE = compile_late(
    r"[(（\[]\s*(?P<number>[A-Z]{0,6}[-/]?\d[\w/-]{4,})\s*[)）\]]"
    r"|^(?P<whole>[A-Z]{0,6}[-/]?\d[\w/-]{5,})$"
)
_AMOUNT = compile_late(
    r"(?:[€$£¥￥]|\b(?:EUR|USD|GBP|CNY|RMB|CHF|JPY)\b)\s*\d[\d.,' ]*\s*"
    r"(?:k|m|million|mio\.?|万)?\b"
    r"|\b\d[\d.,']*\s*(?:k|m|million|mio\.?)?\s*"
    r"(?:€|\$|£|EUR|USD|GBP|CNY|RMB|CHF|JPY|euros?|dollars|万元|万円|円|元|만원|억원)",
    re.IGNORECASE,
)
_PROGRAM = compile_late(
    r"program|programme|scheme|project|grant|action|计划|项目|专项|青年|面上|förder|fellowship|call"
    r"|基盤|若手",
    re.IGNORECASE,
)
_JOINT = compile_late(r"\s+[–—-]\s+|\s*[:：]\s*|(?<=[a-z])[–—](?=[A-Z])")
_BRACKET = compile_late(r"[(（\[](?P<role>[^()（）]{2,40})[)）\]]\s*$")
_QUOTES = "\"“”«»「」《》'"


def read_grant(entry: EntryBlocks) -> dict[str, Any]:
    """Read a grant, in whatever order its pieces stand."""
    head = read_head(entry)
    fields: dict[str, Any] = {"name": "", "funder": "", "program": "", "number": "", "role": ""}
    fields["role"] = _take_role(head)
    _take_everywhere(fields, head, "number", _LABELLED)
    _take_everywhere(fields, head, "amount", _AMOUNT)
    _take_everywhere(fields, head, "number", _BARE)
    head.lines = [[piece for piece in line if piece] for line in head.lines]
    _take_funder(fields, head)
    fields["name"] = _take_name(head)
    if not fields["name"] and not fields["funder"]:
        fields["name"], fields["program"] = fields["program"], ""
    return finish_entry(fields, head, linked="name")


def _take_role(head: Head) -> Any:
    """Take the person's part in it, which a label, a piece or a bracket says."""
    if "role" in head.labelled:
        return head.labelled.pop("role")
    for line in head.lines:
        for number, piece in enumerate(line):
            if is_word("role_values", piece):
                return line.pop(number)
            match = _BRACKET.search(piece)
            if match and is_word("role_values", match["role"]):
                line[number] = strip_edges(piece[: match.start()])
                return match["role"]
    return ""


def _take_everywhere(
    fields: dict[str, Any], head: Head, name: str, pattern: re.Pattern[str]
) -> None:
    """Take the first thing that a pattern finds out of its piece."""
    for line in head.lines:
        for number, piece in enumerate(line):
            match = pattern.search(piece)
            if match and not fields.get(name):
                fields[name] = _make_value(match)
                around = f"{piece[: match.start()].rstrip()} {piece[match.end() :].lstrip()}"
                line[number] = strip_edges(around)


def _make_value(match: re.Match[str]) -> Any:
    """Make a value of a match: its number, or all of it."""
    groups = match.groupdict()
    number = groups.get("number") or groups.get("whole")
    if number:
        return Value(number, match[0])
    return match[0].strip()


def _take_funder(fields: dict[str, Any], head: Head) -> None:
    """Take the piece that names who pays, and the program behind a dash in it."""
    for line in head.lines:
        for piece in line:
            parts = [strip_edges(part) for part in _JOINT.split(piece) if strip_edges(part)]
            if not _names_funder(head, piece, parts):
                continue
            line.remove(piece)
            fields["funder"], *rest = parts
            if rest and _PROGRAM.search(rest[0]):
                fields["program"] = rest.pop(0)
            if rest:
                line.insert(0, " – ".join(rest))
            return


def _names_funder(head: Head, piece: str, parts: list[str]) -> bool:
    """Say whether a piece names who pays; one that is all there is must name an institution."""
    if not has_word("funder", piece) or piece[0] in _QUOTES:
        return False
    is_only = len(parts) == 1 and len(head.list_parts()) == 1
    return not is_only or has_word("institution", piece)


def _take_name(head: Head) -> str:
    """Take the longest line that is left as the title."""
    names = [", ".join(line) for line in head.lines]
    if not any(names):
        return ""
    longest = max(range(len(names)), key=lambda number: len(names[number]))
    head.lines.pop(longest)
    return names[longest].strip(_QUOTES)
