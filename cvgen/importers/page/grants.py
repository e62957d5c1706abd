"""Read grants: funder, program, number, role, amount, title."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.head import Head, add_links, finish_entry, read_head
from cvgen.importers.page.phrases import find_word, has_word, is_word, strip_edges

_NUMBER = re.compile(
    r"[(（\[]?\s*(?:(?:grant|award|project|contract|ref\w*|reference)?\s*(?:nos?\.?|№|nr\.?|n[°º]|number|#|编号|批准号)\s*:?\s*)"
    r"(?P<number>[A-Z]{0,6}[\w/.-]*\d[\w/.-]*(?:\s*[/-]\s*\w*\d+)*)\s*[)）\]]?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(
    r"[(（\[]\s*(?P<number>[A-Z]{0,6}[-/]?\d[\w/-]{4,})\s*[)）\]]|^(?P<whole>[A-Z]{0,6}[-/]?\d[\w/-]{5,})$"
)
_AMOUNT = re.compile(
    r"(?:[€$£¥￥]|\b(?:EUR|USD|GBP|CNY|RMB|CHF|JPY)\b)\s*\d[\d.,' ]*\s*(?:k|m|million|mio\.?|万)?\b"
    r"|\b\d[\d.,']*\s*(?:k|m|million|mio\.?)?\s*(?:€|\$|£|EUR|USD|GBP|CNY|RMB|CHF|JPY|euros?|dollars|万元|万円|円|元|만원|억원)",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"program|programme|scheme|project|grant|action|计划|项目|专项|青年|面上|pogramm|förder|fellowship|call|基盤|若手",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s+[–—-]\s+|\s*[:：]\s*|(?<=[a-z])[–—](?=[A-Z])")


def read_grant(entry: Any) -> dict[str, Any]:
    """Read a grant, in whatever order its pieces stand."""
    head = read_head(entry)
    fields: dict[str, Any] = {
        "name": "",
        "funder": "",
        "program": "",
        "number": "",
        "role": "",
        "amount": "",
    }
    fields["role"] = _take_role(head)
    for line in head.lines:
        for number, piece in enumerate(line):
            line[number] = _take_pattern(fields, "number", _NUMBER, piece)
        for number, piece in enumerate(line):
            line[number] = _take_pattern(fields, "amount", _AMOUNT, line[number])
            line[number] = _take_pattern(fields, "number", _BARE_NUMBER, line[number])
    head.lines = [[piece for piece in line if piece] for line in head.lines]
    _take_funder(fields, head)
    fields["name"] = _take_name(head)
    if not fields["name"] and not fields["funder"]:
        fields["name"], fields["program"] = fields["program"], ""
    return finish_entry(fields, head, linked="name")


def _take_role(head: Head) -> Any:
    if "role" in head.labelled:
        return head.labelled.pop("role")
    for line in head.lines:
        for piece in line:
            if is_word("role_values", piece):
                line.remove(piece)
                return piece
    for line in head.lines:
        for number, piece in enumerate(line):
            match = re.search(r"[(（\[]([^()（）]{2,40})[)）\]]\s*$", piece)
            if match and is_word("role_values", match[1]):
                line[number] = strip_edges(piece[: match.start()])
                return match[1]
    return ""


def _take_pattern(fields: dict[str, Any], name: str, pattern: re.Pattern[str], piece: str) -> str:
    """Take what a pattern finds out of a piece."""
    match = pattern.search(piece)
    if fields[name] or match is None:
        return piece
    text = match[0]
    if name == "number":
        groups = match.groupdict()
        number = groups.get("number") or groups.get("whole") or ""
        if not any(letter.isdigit() for letter in number):
            return piece
        fields[name] = Value(number, text)
    else:
        fields[name] = text.strip()
    before, behind = piece[: match.start()], piece[match.end() :]
    return strip_edges(f"{before.rstrip()} {behind.lstrip()}")


def _take_funder(fields: dict[str, Any], head: Head) -> None:
    """Take the piece that names who pays, and the program behind a dash in it."""
    for line in head.lines:
        for piece in line:
            if not find_word("funder", piece) or re.match(r"[\"“«「《]", piece):
                continue
            parts = [strip_edges(part) for part in _JOINT.split(piece) if strip_edges(part)]
            if (
                len(parts) == 1
                and len(line) == 1
                and len(head.lines) == 1
                and not has_word("institution", piece)
            ):
                continue
            if len(parts) == 1:
                parts = _split_foundation(piece)
            line.remove(piece)
            fields["funder"] = parts[0]
            rest = parts[1:]
            if rest and _PROGRAM.search(rest[0]):
                fields["program"] = rest.pop(0)
            if rest:
                line.insert(0, " – ".join(rest))
            return


def _split_foundation(piece: str) -> list[str]:
    """Split what a hyphen joins without spaces: `Academy-Foundation: Program`."""
    return [piece]


def _take_name(head: Head) -> str:
    """Take the longest line that is left as the title."""
    lines = [", ".join(line) for line in head.lines if line]
    if not lines:
        return ""
    name = max(lines, key=len)
    for line in head.lines:
        if ", ".join(line) == name:
            head.lines.remove(line)
            break
    return name.strip("\"“”«»「」《》'")


__all__ = ["add_links", "read_grant"]
