"""Read the key and the fields of a block of a .bib file.

What is missing or too much is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import Struct, field

from cvgen.bibliography.bibtex_values import NAME, BrokenBlockError, ValuePart, ValueReader
from cvgen.bibliography.source import Source, describe_work, shorten
from cvgen.errors import Diagnostic
from cvgen.text.patterns import compile_late

BLOCK_START = compile_late(rf"@\s*+({NAME})\s*+([{{(])")
KEY = compile_late(r"\s*+([^,={}\n\"]*+)")
_FIELD_START = compile_late(rf"({NAME})\s*+=")
_SEPARATOR = compile_late(r"(?:[\s,]++|%[^\n]*+)*+")
_COMMENT = compile_late(r"%[^\n]*+")
_NO_FIELD = compile_late(r"[^,\n{}()]*+.", re.DOTALL)
_FIELD_BEHIND_BRACE = compile_late(rf"\s*+,?\s*+(?={NAME}\s*+=\s*+[{{\"\d])")
_FIELD_IN_VALUE = compile_late(r"[\n,][ \t]*+[A-Za-z][\w+-]*+\s*+=\s*+[{\"\d]")
_MOST_NO_FIELDS = 5
_LONGEST_QUOTE = 40


class Field(Struct, frozen=True):
    """A field as it stands.

    The name is in small letters, and `offset` is where the field starts.
    """

    name: str
    value: tuple[ValuePart, ...]
    offset: int


class Block(Struct):
    """An entry or a @string, its type in small letters, and the offset of its start."""

    type: str
    offset: int
    key: str = ""
    fields: list[Field] = field(default_factory=list)


class FieldReader(ValueReader):
    """Reads the inside of one block at a time, which ends with the bracket `closing`."""

    def __init__(self, source: Source, block_types: Collection[str]) -> None:
        super().__init__(source, block_types)
        self.no_field_count = 0

    def read_key(self, block: Block) -> None:
        """Read the key; one that is missing, or has no comma behind it, is reported."""
        match = KEY.match(self.text, self.position)
        assert match
        key = match[1].rstrip()
        self.position = match.end()
        if self.next_character == "=":
            key = _remove_last_word(key)  # which is the name of the first field
            self.position = match.start(1) + len(key)
        elif self.closing == ")" and key.endswith(")"):
            key = key[:-1]
            self.position = match.start(1) + len(key)
        block.key = " ".join(key.split())
        has_comma = "," in self._read_separator()
        is_at_end = self.next_character in (self.closing, "")
        problem = ""
        if not block.key:
            problem = "this entry has no key"
        elif not has_comma and not is_at_end:
            problem = "a comma is missing behind the key"
        if problem:
            place = self.source.locate(match.start(1))
            warning = Diagnostic("B207", problem, place, "write @article{key, …", "warning")
            self.source.warn_of_kind(problem, warning)

    def _read_separator(self) -> str:
        """Read white space, commas and comments, and return them without the comments."""
        match = _SEPARATOR.match(self.text, self.position)
        assert match
        self.position = match.end()
        return _COMMENT.sub("", match[0])

    def read_fields(self, block: Block) -> None:
        """Read fields up to the closing bracket.

        What is missing or too much is reported, and the rest read all the same.

        Raises BrokenBlockError for a block that cannot be read.
        """
        is_separated = True
        while True:
            has_comma = "," in self._read_separator()
            is_separated = is_separated or has_comma
            match = _FIELD_START.match(self.text, self.position)
            if match:
                if not is_separated:
                    self._report_missing_comma(match, block)
                self._read_field(block, match)
                is_separated = False
            elif self.next_character == self.closing:
                self.position += 1
                if not self._skip_extra_brace():
                    return
                is_separated = True
            elif not self.next_character or BLOCK_START.match(self.text, self.position):
                self._report_unclosed(block)
                return
            else:
                self._skip_no_field()
                is_separated = True

    def _report_missing_comma(self, match: re.Match[str], block: Block) -> None:
        name = shorten(match[1], _LONGEST_QUOTE)
        message = f"{describe_work(block.key, '')}: a comma is missing before '{name}'"
        place = self.source.locate(match.start())
        warning = Diagnostic("B207", message, place, "end every field with a comma", "warning")
        self.source.warn_of_kind("missing comma", warning)

    def _read_field(self, block: Block, match: re.Match[str]) -> None:
        self.position = match.end()
        value = tuple(self.read_value(match[1]))
        block.fields.append(Field(match[1].lower(), value, match.start()))

    def _skip_extra_brace(self) -> bool:
        """Say whether fields follow behind the closing brace.

        Then it was one too many, which is reported.
        """
        match = _FIELD_BEHIND_BRACE.match(self.text, self.position)
        if not match:
            return False
        self.position = match.end()
        place = self.source.locate(self.position)
        self.source.warn("B207", "a '}' too many stands before this field", place, "delete it")
        return True

    def _report_unclosed(self, block: Block) -> None:
        """Report a block that lacks only its last bracket.

        Raises BrokenBlockError where a value ran over other fields.
        """
        if not block.fields:
            raise BrokenBlockError("it is never closed", block.offset, self.position)
        last = block.fields[-1]
        if any(_FIELD_IN_VALUE.search(part.text) for part in last.value):
            message = f"a brace or quote of '{last.name}' is never closed"
            raise BrokenBlockError(message, last.offset, self.position)
        work = describe_work(block.key, "")
        message = f"the '{self.closing}' at the end of {work} is missing"
        self.source.warn("B207", message, self.source.locate(block.offset), "add it")

    def _skip_no_field(self) -> None:
        """Skip and report what is no field.

        Raises BrokenBlockError when there is too much of it.
        """
        start = self.position
        self.no_field_count += 1
        match = _NO_FIELD.match(self.text, start)
        if self.no_field_count > _MOST_NO_FIELDS or not match:
            raise BrokenBlockError("it is no list of fields", start, start)
        self.position = match.end()
        last = match[0][-1]
        if last == "{":
            self.position = self.find_brace_end(self.position - 1, "something that is no field")
        elif last == self.closing:
            self.position -= 1
        skipped = self.text[start : min(self.position, start + _LONGEST_QUOTE)]
        quote = " ".join(skipped.strip(" ,\n").split())
        message = f"'{quote}' is no field, and is not read"
        self.source.warn("B207", message, self.source.locate(start), "write name = {…},")


def _remove_last_word(text: str) -> str:
    words = text.split()
    if not words:
        return text
    return text[: -len(words[-1])]
