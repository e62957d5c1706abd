"""Takes the text of a .bib file, gives its blocks with the place of each, and says what is broken in it.

One pass from left to right. A block that is never closed ends where the next one starts, so the rest is still read.
Written here, because bibtexparser 2.1 loses entries in silence (`@article` and its brace on two lines, a type with a hyphen),
runs fields together where a comma is missing, and knows no columns; tests/bibliography/test_scan.py compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cvgen.bibliography.bibtex_values import NAME, BrokenError, Part, Values
from cvgen.bibliography.source import Source
from cvgen.bibliography.tables import spellings, table

_START = re.compile(rf"@\s*+({NAME})\s*+([{{(])")
_FIELD = re.compile(rf"({NAME})\s*+=")
_GAP = re.compile(r"(?:[\s,]++|%[^\n]*+)*+")
_COMMENT = re.compile(r"%[^\n]*+")
_COMMENTED = re.compile(r"[ \t]*+%")
_KEY = re.compile(r"\s*+([^,={}\n\"]*+)")
_JUNK = re.compile(r"[^,\n{}()]*+.", re.DOTALL)
_MORE = re.compile(rf"\s*+,?\s*+(?={NAME}\s*+=\s*+[{{\"\d])")
_SWALLOWED = re.compile(r"[\n,][ \t]*+[A-Za-z][\w+-]*+\s*+=\s*+[{\"\d]")
_OUTSIDE = re.compile(
    r"^[ \t]*+(?:[A-Za-z][\w-]*+[ \t]*+=[ \t]*+[{\"]|[A-Za-z]++[ \t]*+\{[^\s{},]++,[ \t]*+$)",
    re.MULTILINE,
)
_BRACKETS = {"}": re.compile(r"[{}]"), ")": re.compile(r"[()]")}
_MOST_JUNK = 5
_MOST_TIMES = 8
_MOST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it stands: its name in small letters, the parts that `#` joins, and where it starts."""

    name: str
    value: tuple[Part, ...]
    at: int


@dataclass(slots=True)
class Block:
    """An entry or a @string, and where it starts."""

    kind: str
    at: int
    key: str = ""
    fields: list[Field] = field(default_factory=list)


def blocks(source: Source) -> Iterator[Block]:
    """Read every block that has fields."""
    return _Scanner(source).blocks()


class _Scanner(Values):
    """Carries the text and how far it was read."""

    def __init__(self, source: Source) -> None:
        self.known = frozenset(
            {
                *spellings("types", "types"),
                *table("types")["no_works"],
                "string",
                "preamble",
                "comment",
            }
        )
        super().__init__(source, self.known)
        self.junk = self.spent = 0

    def blocks(self) -> Iterator[Block]:
        """Go from block to block."""
        outside = 0
        while match := self.start():
            self.look(outside, match.start())
            block = Block(match[1].lower(), match.start())
            self.at, self.closing, self.junk = match.end(), "})"[match[2] == "("], 0
            if self.is_commented(match.start()):
                self.left_out(block)
                outside = self.at
            elif self.tried(block):
                outside = self.at
                yield block
            else:
                outside = max(self.at, outside)
        self.look(outside, len(self.text))

    def start(self) -> re.Match[str] | None:
        """Find where the next block starts: an `@` and a word at the start of a line, or a known word anywhere."""
        for match in _START.finditer(self.text, self.at):
            if match[1].lower() in self.known or not self.before(match.start()).strip(" \t})"):
                return match
        return None

    def before(self, at: int) -> str:
        """Give what stands before a place in its line, at most a little of it."""
        return self.text[max(self.text.rfind("\n", max(0, at - 200), at) + 1, at - 200, 0) : at]

    def is_commented(self, at: int) -> bool:
        """Say whether a `%` stands before a block, which is a comment for biber."""
        return bool(_COMMENTED.match(self.before(at)))

    def look(self, start: int, end: int) -> None:
        """Report text between blocks that seems to be an entry."""
        match = _OUTSIDE.search(self.text, start, end)
        long = end - start > _MOST_TEXT and not self.text[start:end].isspace()
        if match or long:
            at = (
                match.end() - len(match[0].lstrip())
                if match
                else end - len(self.text[start:end].lstrip())
            )
            hint = "is an '@' missing, or a '}' too many before it?"
            self.source.warn(
                "B209",
                "this text stands outside of any entry, and is not printed",
                self.source.place(at),
                hint,
            )

    def left_out(self, block: Block) -> None:
        """Report an entry that is commented out, and skip it: its lines with a `%`, or else the whole entry."""
        end = self.text.find("\n", self.at) + 1
        key = _KEY.match(self.text, self.at)
        block.key = key[1].strip() if key else ""
        self.source.warn(
            "B210",
            f"'{block.key}' is commented out, and not printed",
            self.source.place(block.at),
            "delete the '%' to print it",
        )
        opened = self.text.count("{", block.at, end) > self.text.count("}", block.at, end)
        if end and opened and not _COMMENTED.match(self.text, end):
            found = len(self.source.found)
            self.tried(block)
            del self.source.found[found:]

    def tried(self, block: Block) -> bool:
        """Read a block, and say whether it has fields; a broken one is reported, and reading goes on behind its first line."""
        found = len(self.source.found)
        try:
            return self.read(block)
        except BrokenError as broken:
            del self.source.found[found:]  # of an entry that is lost, this is all there is to tell
            named = f"'{block.key}'" if block.key else f"this @{block.kind}"
            place, culprit = self.source.place(block.at), self.source.place(broken.at)
            line = f" (line {culprit.line})" if culprit.line != place.line else ""
            self.source.error(
                "B101",
                f"{named} cannot be read: {broken}{line}",
                place,
                "mend it; the others were read",
            )
            self.spent += broken.reached - block.at
            self.at = self.after(block)
            return False

    def after(self, block: Block) -> int:
        """Find where to go on behind a broken block: at its second line, or where many were read twice, at the next sure start."""
        if self.spent > _MOST_TIMES * len(self.text):
            following = self.line_start.search(self.text, self.at)
            return following.start(1) if following else len(self.text)
        self.at = block.at + 1
        again = self.start()
        return again.start() if again else len(self.text)

    # --- inside of a block ------------------------------------------------------------------------------------

    def read(self, block: Block) -> bool:
        """Read a block to its end; comments and preambles have no fields."""
        if block.kind == "comment":
            self.comment(block)
        elif block.kind == "preamble":
            self.at = (
                self.braced(self.at - 1, "preamble") if self.closing == "}" else self.bracket_end()
            )
        else:
            if block.kind != "string":
                self.key(block)
            self.fields(block)
            return True
        return False

    def comment(self, block: Block) -> None:
        """Skip a comment, and report it, or the entries in it; what programs keep in comments is no one's loss."""
        end = self.bracket_end()
        inside = [*self.line_start.finditer(self.text, self.at, end)]
        for match in inside:
            key = _KEY.match(self.text, match.end())
            place = self.source.place(match.start(1))
            self.source.warn(
                "B210",
                f"'{key[1].strip() if key else ''}' stands in an @comment, and is not printed",
                place,
                "take it out of the comment to print it",
            )
        if not inside and not self.text[self.at : self.at + 40].lstrip().lower().startswith(
            tuple(table("fields")["settings"])
        ):
            self.source.warn_once(
                "B210",
                "an @comment is not printed",
                self.source.place(block.at),
                "nothing to do, if it is meant",
            )
        self.at = end

    def bracket_end(self) -> int:
        """Find the bracket that closes a comment; one that is not closed ends with its line."""
        depth = 1
        for bracket in (
            _BRACKETS[self.closing].finditer(self.text, self.at)
            if self.spent <= _MOST_TIMES * len(self.text)
            else ()
        ):
            depth += 1 if bracket[0] in "{(" else -1
            if not depth:
                return bracket.end()
        self.spent += len(self.text) - self.at
        end = self.text.find("\n", self.at)
        return end if end >= 0 else len(self.text)

    def key(self, block: Block) -> None:
        """Read the key; one that is missing, or has no comma behind it, is reported."""
        match = _KEY.match(self.text, self.at)
        assert match
        said = match[1].rstrip()
        self.at = match.end()
        if (
            self.text[self.at : self.at + 1] == "="
        ):  # so what was read ends with the name of a field
            said = said[: -len(said.split()[-1])] if said.split() else ""
            self.at = match.start(1) + len(said)
        elif self.closing == ")" and said.endswith(")"):
            said = said[:-1]
            self.at = match.start(1) + len(said)
        block.key = " ".join(said.split())
        gap = self.gap()
        missing = "," not in gap and self.text[self.at : self.at + 1] not in (self.closing, "")
        if not block.key or missing:
            what = "a comma is missing behind the key" if block.key else "this entry has no key"
            self.source.warn(
                "B207", what, self.source.place(match.start(1)), "write @article{key, …"
            )

    def gap(self) -> str:
        """Step over white space, commas and comments, and give what it was without the comments."""
        gap = _GAP.match(self.text, self.at)
        assert gap
        self.at = gap.end()
        return _COMMENT.sub("", gap[0]) if "%" in gap[0] else gap[0]

    def fields(self, block: Block) -> None:
        """Read fields up to the closing brace; what is missing or too much is reported, and read nevertheless."""
        parted = True
        while True:
            parted = "," in self.gap() or parted
            match = _FIELD.match(self.text, self.at)
            if match:
                self.field(block, match, parted=parted)
                parted = False
            elif self.text[self.at : self.at + 1] == self.closing:
                self.at += 1
                if not self.goes_on():
                    return
                parted = True
            elif self.at >= len(self.text) or _START.match(self.text, self.at):
                self.unclosed(block)
                return
            else:
                self.skip()
                parted = True

    def field(self, block: Block, match: re.Match[str], *, parted: bool) -> None:
        """Read one field."""
        if not parted:
            place = self.source.place(match.start())
            self.source.warn(
                "B207",
                f"a comma is missing before '{match[1]}'",
                place,
                "end every field with a comma",
            )
        self.at = match.end()
        block.fields.append(Field(match[1].lower(), tuple(self.value(match[1])), match.start()))

    def goes_on(self) -> bool:
        """Say whether fields follow behind the closing brace, so that it was one too many."""
        more = _MORE.match(self.text, self.at)
        if more:
            self.source.warn(
                "B207",
                "a '}' too many stands before this field",
                self.source.place(more.end()),
                "delete it",
            )
            self.at = more.end()
        return bool(more)

    def unclosed(self, block: Block) -> None:
        """Take an entry that lacks only its last brace; in a broken one a value swallowed the fields after it."""
        last = block.fields[-1] if block.fields else None
        if not last:
            raise BrokenError("it is never closed", block.at, self.at)
        if any(_SWALLOWED.search(part.text) for part in last.value):
            raise BrokenError(
                f"a brace or quote of '{last.name}' is never closed", last.at, self.at
            )
        place = self.source.place(block.at)
        self.source.warn(
            "B207", f"the '{self.closing}' at the end of '{block.key}' is missing", place, "add it"
        )

    def skip(self) -> None:
        """Step over what is no field; too much of it breaks the block."""
        start = self.at
        self.junk += 1
        match = _JUNK.match(self.text, start)
        if self.junk > _MOST_JUNK or not match:
            raise BrokenError("it is no list of fields", start, start)
        self.at = match.end()
        if match[0][-1] == "{":
            self.at = self.braced(self.at - 1, "something that is no field")
        elif match[0][-1] == self.closing:
            self.at -= 1
        said = " ".join(self.text[start : min(self.at, start + 40)].strip(" ,\n").split())
        self.source.warn(
            "B207",
            f"'{said}' is no field, and is not read",
            self.source.place(start),
            "write name = {…},",
        )
