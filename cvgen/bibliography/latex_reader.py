"""Read LaTeX from left to right into spans.

The reader keeps a stack of open groups and never calls itself, so no depth of braces overflows it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.bibliography.latex_actions import RAW_ACTIONS, apply_action, parse_chemical_formula
from cvgen.bibliography.latex_verbatim import find_group_end, read_verbatim
from cvgen.bibliography.spans import MATH, NO_MARKS, Span
from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

_MOST_DEPTH = 60
_TOKEN = compile_late(
    r"\\(?P<command>[A-Za-z]+)\*?(?P<space>\s*)|\\(?P<symbol>.)|(?P<open>\{)|(?P<close>\})"
    r"|(?P<dollar>\$\$?)|(?P<tag></?[A-Za-z][^<>]{0,200}>)|(?P<ligature>~|``|''|`|-{2,3})"
    r"|(?P<text>[^\\{}$~`<'\-]+|.)",
    re.DOTALL,
)
_FORMULA = compile_late(r"((?:\\.|[^$\\])++)\$\$?", re.DOTALL)
_FORMULA_CHARACTER = compile_late(r"[\\^_{}=<>+*/|-]")
_FORMULA_END = {"(": r"\)", "[": r"\]"}
_TAG = compile_late(r"<(/?)(?:[\w-]+:)?([A-Za-z][\w-]*)[^<>]*>")
_OPTION = compile_late(r"\s*\[[^\[\]{}]{0,100}\]")
_LIGATURES = {
    "~": "\N{NO-BREAK SPACE}",
    "``": "“",
    "''": "”",
    "`": "‘",
    "--": "–",
    "---": "—",
}


class _Group(Struct):
    """A group that is still open; `action` is what happens to it at its end.

    `pending_actions` are those of the arguments that commands in the group still wait for.
    """

    marks: frozenset[str]
    action: str = "keep"
    spans: list[Span] = field(default_factory=list)
    pending_actions: list[str] = field(default_factory=list)
    tag_marks: list[str] = field(default_factory=list)


class LatexReader:
    """Reads one text; `unknown_commands` are those that print as typed."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.table = load_table("latex")
        self.groups = [_Group(NO_MARKS)]
        self.unknown_commands: list[str] = []
        self.is_in_quotes = False
        self.skipped_braces = 0

    @property
    def group(self) -> _Group:
        """The innermost open group."""
        return self.groups[-1]

    @property
    def next_character(self) -> str:
        """The character that comes next, or nothing at the end."""
        return self.source[self.position : self.position + 1]

    def read_spans(self) -> tuple[Span, ...]:
        """Read the whole text; groups that are not closed end with it."""
        while self.position < len(self.source):
            match = _TOKEN.match(self.source, self.position)
            assert match
            self.position = match.end()
            self._read_token(match)
        self.skipped_braces = 0
        while len(self.groups) > 1:
            self._close_group()
        return tuple(self.groups[0].spans)

    def _read_token(self, match: re.Match[str]) -> None:
        kind = match.lastgroup
        if kind == "text":
            self._read_text(match["text"])
        elif kind == "space":  # the last group of a command, also where there is no space
            self._read_command(match["command"])
        elif kind == "symbol":
            self._read_command(match["symbol"])
        elif kind == "open":
            self._open_group()
        elif kind == "close":
            self._close_group()
        elif kind == "dollar":
            self._read_dollar_formula()
        elif kind == "tag":
            self._read_tag(match)
        else:
            self._read_ligature(match["ligature"])

    def _make_span(self, text: str) -> Span:
        """Make a span with the marks that hold here."""
        marks = set(self.group.marks)
        marks.update(mark for mark in self.group.tag_marks if mark)
        return Span(text, frozenset(marks))

    def _add_text(self, text: str) -> None:
        self._add_span(self._make_span(text))

    def _add_span(self, span: Span) -> None:
        """Add one thing: the argument that a command waits for, or part of the text."""
        group = self.group
        if group.pending_actions:
            action = group.pending_actions.pop(0)
            group.spans += apply_action(action, (span,))
        else:
            group.spans.append(span)

    def _read_text(self, text: str) -> None:
        """Read plain text; an argument without braces is its first character."""
        while self.group.pending_actions and text:
            text = text.lstrip()
            if text:
                end = _find_character_end(text)
                self._add_text(text[:end])
                text = text[end:]
        if text == "'" and self.is_in_quotes:
            # A quote before a letter or digit is an apostrophe, and the quotation goes on.
            self.is_in_quotes = self.next_character.isalnum()
            if not self.is_in_quotes:
                text = "’"
        if text:
            self._add_text(text)

    def _read_ligature(self, ligature: str) -> None:
        if ligature == "`":
            self.is_in_quotes = True
        self._add_text(_LIGATURES[ligature])

    def _open_group(self) -> None:
        """Open a group, which may be an argument.

        Deeper than anybody writes, its braces are left out.
        """
        group = self.group
        if len(self.groups) > _MOST_DEPTH or len(group.pending_actions) > _MOST_DEPTH:
            self.skipped_braces += 1
            return
        action = "keep"
        if group.pending_actions:
            action = group.pending_actions.pop(0)
        if action in RAW_ACTIONS:
            self._read_raw_argument(action)
        else:
            self.groups.append(_Group(self._make_span("").marks, action))

    def _read_raw_argument(self, action: str) -> None:
        """Read an argument in which braces and characters mean something else.

        Its opening brace is read already.
        """
        end = find_group_end(self.source, self.position - 1)
        argument = self.source[self.position : end].removesuffix("}")
        self.group.spans += self._parse_raw_argument(action, argument)
        self.position = end

    def _parse_raw_argument(self, action: str, argument: str) -> Iterable[Span]:
        if action == "verbatim":
            return [self._make_span(read_verbatim(argument))]
        if action == "formula":
            return parse_chemical_formula(argument, self._make_span("").marks)
        formula = " ".join(argument.split())
        if not formula:
            return []
        return [_make_formula(formula)]

    def _close_group(self) -> None:
        """Close a group; a brace that closes nothing is left out."""
        if self.skipped_braces:
            self.skipped_braces -= 1
            return
        if len(self.groups) == 1:
            return
        closed = self.groups.pop()
        self.group.spans += apply_action(closed.action, tuple(closed.spans))
        if closed.action == "typed" and self.next_character == "{":
            self.group.pending_actions.insert(0, "typed")

    def _read_dollar_formula(self) -> None:
        """Read a formula; a dollar that opens none is a dollar."""
        match = _FORMULA.match(self.source, self.position)
        if not match or not self._is_formula(match):
            self._add_text("$")
            return
        self.position = match.end()
        self._add_span(_make_formula(" ".join(match[1].split())))

    def _is_formula(self, match: re.Match[str]) -> bool:
        """Tell a formula from the text between two prices, such as `$5 to $10`."""
        formula = " ".join(match[1].split())
        if not formula:
            return False
        following = self.source[match.end() : match.end() + 1]
        if match[1][-1].isspace() and following.isdigit():
            return False
        return " " not in formula or bool(_FORMULA_CHARACTER.search(formula))

    def _read_tag(self, match: re.Match[str]) -> None:
        """Read a tag of HTML that publishers put into titles; any other prints as typed."""
        tag = _TAG.fullmatch(match["tag"])
        marks_by_tag = self.table["tags"]
        if not tag or tag[2].lower() not in marks_by_tag:
            self.position = match.start() + 1
            self._add_text("<")
            return
        is_end = bool(tag[1])
        mark = marks_by_tag[tag[2].lower()] or ""
        open_marks = self.group.tag_marks
        if not mark.strip():
            self.group.spans.append(self._make_span(mark))
        elif not is_end:
            open_marks.append(mark)
        elif mark in open_marks:
            open_marks.remove(mark)

    def _read_command(self, name: str) -> None:
        """Read a command; one that is not known prints as typed."""
        table = self.table
        group = self.group
        del group.pending_actions[_MOST_DEPTH:]
        if name in table["accents"]:
            group.pending_actions.insert(0, table["accents"][name])
        elif name in table["symbols"]:
            self._add_symbol(table["symbols"][name] or "")
        elif name in table["arguments"]:
            self._skip_option()
            group.pending_actions[:0] = table["arguments"][name]
        elif name in table["switches"]:
            group.marks |= {table["switches"][name]}
        elif name in _FORMULA_END:
            self._read_bracket_formula(name)
        elif name == "\\":
            self._skip_option()
            self._add_text(" ")
        elif name.isspace():
            self._add_text(" ")
        else:
            self._read_other_command(name)

    def _add_symbol(self, text: str) -> None:
        r"""Add a symbol; a closing guillemet (`\fg` of babel) takes the space before it away."""
        spans = self.group.spans
        if text.endswith("»") and spans and not self.group.pending_actions:
            spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
        self._add_text(text)

    def _skip_option(self) -> None:
        r"""Skip an optional argument, such as that of `\\[2pt]`."""
        option = _OPTION.match(self.source, self.position)
        if option:
            self.position = option.end()

    def _read_bracket_formula(self, bracket: str) -> None:
        r"""Read a formula between `\(` and `\)` or `\[` and `\]`."""
        end = self.source.find(_FORMULA_END[bracket], self.position)
        formula = " ".join(self.source[self.position : end].split())
        if end < 0 or not formula or "$" in formula:
            self._add_text(bracket)
            return
        self.position = end + 2
        self._add_span(_make_formula(formula))

    def _read_other_command(self, name: str) -> None:
        """Print the journal that a command names (as in AASTeX), or a command that is not known.

        The latter prints as typed.
        """
        journal = load_table("journals").get(name.casefold())
        if journal:
            self._add_text(str(journal))
            return
        command = "\\" + name
        self.unknown_commands.append(command)
        self._add_text(command)
        if self.next_character == "{":
            self.group.pending_actions.insert(0, "typed")
        elif self.source[self.position - 1].isspace():
            self._add_text(" ")


def _find_character_end(text: str) -> int:
    """Return the length of the first character with its combining marks."""
    for index, character in enumerate(text[1:], start=1):
        if not unicodedata.combining(character):
            return index
    return len(text)


def _make_formula(tex: str) -> Span:
    # A formula of inline text neither starts nor ends with white space, nor with a backslash.
    if tex.endswith("\\"):
        tex += "{}"
    return Span(tex, frozenset({MATH}))
