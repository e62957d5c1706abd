"""Scan a .bib file for its blocks, with the place of each, and report what is broken in it.

One pass from left to right. A block that is never closed ends where the next one starts, so the
rest is still read. Written here, because bibtexparser 2.1 loses entries in silence (`@article` and
its brace on two lines, a type with a hyphen), runs fields together where a comma is missing, and
knows no columns; tests/bibliography/test_scan.py compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cvgen.bibliography.bibtex_fields import BLOCK_START, KEY, Block, FieldReader
from cvgen.bibliography.bibtex_values import BrokenBlockError
from cvgen.bibliography.source import Source, describe_work
from cvgen.bibliography.tables import load_spellings, load_table
from cvgen.errors import Diagnostic
from cvgen.text.patterns import compile_late

_LINE_COMMENT = compile_late(r"[ \t]*+%")
_ENTRY_OUTSIDE = compile_late(
    r"^[ \t]*+(?:[A-Za-z][\w-]*+[ \t]*+=[ \t]*+[{\"]|[A-Za-z]++[ \t]*+\{[^\s{},]++,[ \t]*+$)",
    re.MULTILINE,
)
_BRACKETS = {"}": re.compile(r"[{}]"), ")": re.compile(r"[()]")}
_CLOSING_BRACKETS = {"{": "}", "(": ")"}
# How often a file may be read again behind broken blocks, before only sure starts are looked for.
_MOST_READINGS = 8
_LONGEST_OUTSIDE = 10_000
_LONGEST_LINE_START = 200


def scan_blocks(source: Source) -> Iterator[Block]:
    """Scan a file for every entry and @string."""
    return _BlockScanner(source).scan()


class _BlockScanner(FieldReader):
    """Scans the blocks; `wasted` counts the characters that were read in vain for broken ones."""

    def __init__(self, source: Source) -> None:
        entry_types = load_spellings("types", "types")
        no_works = load_table("types")["no_works"]
        self.block_types = frozenset({*entry_types, *no_works, "string", "preamble", "comment"})
        super().__init__(source, self.block_types)
        self.wasted = 0

    @property
    def has_wasted_too_much(self) -> bool:
        return self.wasted > _MOST_READINGS * len(self.text)

    def scan(self) -> Iterator[Block]:
        outside_start = 0
        while match := self._find_block_start():
            self._check_outside(outside_start, match.start())
            block = Block(match[1].lower(), match.start())
            self.position = match.end()
            self.closing = _CLOSING_BRACKETS[match[2]]
            self.no_field_count = 0
            if self._is_commented_out(match.start()):
                self._skip_commented_out(block)
                outside_start = self.position
            elif self._read_or_report(block):
                outside_start = self.position
                yield block
            else:
                outside_start = max(self.position, outside_start)
        self._check_outside(outside_start, len(self.text))

    def _find_block_start(self) -> re.Match[str] | None:
        """Find the next block.

        It starts with an `@` and a word: any word at the start of a line, a known type anywhere.
        """
        for match in BLOCK_START.finditer(self.text, self.position):
            if match[1].lower() in self.block_types:
                return match
            if not self._get_line_start(match.start()).strip(" \t})"):
                return match
        return None

    def _get_line_start(self, offset: int) -> str:
        """Return what stands before a place in its line, at most the last of it."""
        earliest = max(0, offset - _LONGEST_LINE_START)
        line_end = self.text.rfind("\n", earliest, offset)
        return self.text[max(line_end + 1, earliest) : offset]

    def _is_commented_out(self, offset: int) -> bool:
        """Say whether a `%` stands before a block, which is a comment for biber."""
        return bool(_LINE_COMMENT.match(self._get_line_start(offset)))

    def _check_outside(self, start: int, end: int) -> None:
        """Report text between blocks that seems to be an entry."""
        match = _ENTRY_OUTSIDE.search(self.text, start, end)
        if match:
            offset = match.end() - len(match[0].lstrip())
        elif end - start > _LONGEST_OUTSIDE and not self.text[start:end].isspace():
            offset = end - len(self.text[start:end].lstrip())
        else:
            return
        message = "this text stands outside of any entry, and is not printed"
        hint = "is an '@' missing, or a '}' too many before it?"
        self.source.warn("B209", message, self.source.locate(offset), hint)

    def _skip_commented_out(self, block: Block) -> None:
        """Report an entry that is commented out, and skip it.

        Where only its first line has a `%`, the whole entry is skipped.
        """
        block.key = self._peek_key(self.position)
        message = f"{describe_work(block.key, '')} is commented out, and not printed"
        place = self.source.locate(block.offset)
        warning = Diagnostic("B210", message, place, "delete the '%' to print it", "warning")
        self.source.warn_of_kind("entry behind a comment sign", warning)
        line_end = self.text.find("\n", self.position) + 1
        if not line_end or _LINE_COMMENT.match(self.text, line_end):
            return
        opened = self.text.count("{", block.offset, line_end)
        closed = self.text.count("}", block.offset, line_end)
        if opened > closed:
            diagnostic_count = len(self.source.diagnostics)
            self._read_or_report(block)
            del self.source.diagnostics[diagnostic_count:]

    def _peek_key(self, offset: int) -> str:
        match = KEY.match(self.text, offset)
        assert match
        return match[1].strip()

    def _read_or_report(self, block: Block) -> bool:
        """Read a block, and say whether it has fields.

        A broken one is reported, and scanning goes on behind its first line.
        """
        diagnostic_count = len(self.source.diagnostics)
        try:
            return self._read_block(block)
        except BrokenBlockError as broken:
            # Of an entry that is lost, only the one report is of use.
            del self.source.diagnostics[diagnostic_count:]
            self._report_broken(block, broken)
            self.wasted += broken.reached - block.offset
            self.position = self._find_restart(block)
            return False

    def _report_broken(self, block: Block, broken: BrokenBlockError) -> None:
        entry = f"this @{block.type}"
        if block.key:
            entry = describe_work(block.key, "")
        message = f"{entry} cannot be read: {broken}"
        place = self.source.locate(block.offset)
        culprit = self.source.locate(broken.offset)
        if culprit.line != place.line:
            message += f" (line {culprit.line})"
        self.source.error("B101", message, place, "mend it; the others were read")

    def _find_restart(self, block: Block) -> int:
        """Return where to go on behind a broken block.

        That is its next `@`, or once too much was read in vain, the next sure start.
        """
        if self.has_wasted_too_much:
            sure_start = self.sure_block_start.search(self.text, self.position)
            if not sure_start:
                return len(self.text)
            return sure_start.start(1)
        self.position = block.offset + 1
        next_start = self._find_block_start()
        if not next_start:
            return len(self.text)
        return next_start.start()

    def _read_block(self, block: Block) -> bool:
        """Read a block to its end, and say whether it has fields, as comments have not."""
        if block.type == "comment":
            self._skip_comment(block)
            return False
        if block.type == "preamble":
            self._skip_preamble()
            return False
        if block.type != "string":
            self.read_key(block)
        self.read_fields(block)
        return True

    def _skip_preamble(self) -> None:
        if self.closing == "}":
            self.position = self.find_brace_end(self.position - 1, "preamble")
        else:
            self.position = self._find_bracket_end()

    def _skip_comment(self, block: Block) -> None:
        """Skip a comment, and report it or the entries in it.

        Comments in which programs keep their settings are not reported.
        """
        end = self._find_bracket_end()
        has_entries = False
        for match in self.sure_block_start.finditer(self.text, self.position, end):
            has_entries = True
            key = self._peek_key(match.end())
            message = f"{describe_work(key, '')} stands in an @comment, and is not printed"
            place = self.source.locate(match.start(1))
            hint = "take it out of the comment to print it"
            warning = Diagnostic("B210", message, place, hint, "warning")
            self.source.warn_of_kind("entry in a comment", warning)
        if not has_entries and not self._is_settings_comment():
            place = self.source.locate(block.offset)
            hint = "nothing to do, if it is meant"
            self.source.warn_once("B210", "an @comment is not printed", place, hint)
        self.position = end

    def _is_settings_comment(self) -> bool:
        """Say whether a comment starts as those do in which programs keep their settings."""
        beginning = self.text[self.position : self.position + 40].lstrip().lower()
        return beginning.startswith(tuple(load_table("fields")["settings"]))

    def _find_bracket_end(self) -> int:
        """Return the end of a comment; one that is not closed ends with its line."""
        if not self.has_wasted_too_much:
            depth = 1
            for bracket in _BRACKETS[self.closing].finditer(self.text, self.position):
                if bracket[0] == self.closing:
                    depth -= 1
                else:
                    depth += 1
                if depth == 0:
                    return bracket.end()
        self.wasted += len(self.text) - self.position
        line_end = self.text.find("\n", self.position)
        if line_end < 0:
            return len(self.text)
        return line_end
