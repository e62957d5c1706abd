"""Read the values of BibTeX's fields: texts, numbers and macros, joined by `#`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from cvgen.bibliography.source import Source
from cvgen.text.patterns import compile_late

NAME = r"[^\s\"#%'(),={}@]++"
_WORD = compile_late(NAME)
_SPACE = compile_late(r"(?:\s++|%[^\n]*+)*+")
_REST_OF_LINE = compile_late(r"[^,\n{}#%\"]*+")
# What begins a line with @ may begin a block.
_BRACE_OR_BLOCK = compile_late(r"[{}]|^[ \t]*+@", re.MULTILINE)
_QUOTE_OR_BLOCK = compile_late(r"[{}\"]|^[ \t]*+@", re.MULTILINE)
_UMLAUT_ACCENT = compile_late(r"\\\"[{A-Za-z\\]")


class ValuePart(Struct, frozen=True):
    """One part of a value: text, or the name of a macro."""

    text: str
    is_macro: bool = False


class BrokenBlockError(Exception):
    """A block that cannot be read.

    `offset` is where the culprit stands, and `reached` how far reading went to find out.
    """

    def __init__(self, message: str, offset: int, reached: int) -> None:
        super().__init__(message)
        self.offset = offset
        self.reached = reached


class ValueReader:
    """Reads values from `position` on.

    No value goes on behind a line that starts a block of a known type.
    """

    def __init__(self, source: Source, block_types: Collection[str]) -> None:
        self.source = source
        self.text = source.text
        self.position = 0
        self.closing = "}"
        alternatives = "|".join(map(re.escape, sorted(block_types)))
        block_start = rf"^[ \t]*+(@)\s*+(?:{alternatives})\s*+[{{(]"
        self.sure_block_start = compile_late(block_start, re.MULTILINE | re.IGNORECASE)

    @property
    def next_character(self) -> str:
        """The character that comes next, or nothing at the end."""
        return self.text[self.position : self.position + 1]

    def read_value(self, field_name: str) -> Iterator[ValuePart]:
        """Read the parts of a value, which `#` joins."""
        while True:
            self.skip_space()
            part = self._read_part(field_name)
            if part:
                yield part
            self.skip_space()
            if self.next_character != "#":
                return
            self.position += 1

    def _read_part(self, field_name: str) -> ValuePart | None:
        start = self.position
        if self.next_character == "{":
            self.position = self.find_brace_end(start, field_name)
            return ValuePart(self.text[start + 1 : self.position - 1])
        if self.next_character == '"':
            self.position = self._find_quote_end(start, field_name)
            return ValuePart(self.text[start + 1 : self.position - 1])
        word = _WORD.match(self.text, start)
        if not word:
            return None
        return self._read_word(word, field_name)

    def skip_space(self) -> None:
        """Skip white space and comments."""
        match = _SPACE.match(self.text, self.position)
        assert match
        self.position = match.end()

    def _read_word(self, word: re.Match[str], field_name: str) -> ValuePart:
        """Read a number or the name of a macro.

        Words without braces are read to the end of the line, and reported.
        """
        self.position = word.end()
        rest = _REST_OF_LINE.match(self.text, self.position)
        assert rest
        more_words = rest[0].strip()
        if not more_words or "=" in more_words or more_words.endswith(self.closing):
            return ValuePart(word[0], is_macro=not word[0][0].isdigit())
        self.position = rest.end()
        message = f"the value of '{field_name}' has no braces"
        place = self.source.locate(word.start())
        self.source.warn("B207", message, place, "write name = {…},")
        return ValuePart(f"{word[0]} {more_words}")

    def find_brace_end(self, start: int, field_name: str) -> int:
        """Return the end of a text in braces. Raises BrokenBlockError where there is none."""
        message = f"the '{{' of '{field_name}' is never closed"
        depth = 0
        for match in _BRACE_OR_BLOCK.finditer(self.text, start):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
            elif self.sure_block_start.match(self.text, match.start()):
                raise BrokenBlockError(message, start, match.start())
            if depth == 0:
                return match.end()
        raise BrokenBlockError(message, start, len(self.text))

    def _find_quote_end(self, start: int, field_name: str) -> int:
        r"""Return the end of a text in quotes. Raises BrokenBlockError where there is none.

        A quote inside of braces, or one of the accent `\"`, does not end the text.
        """
        message = f"the quote of '{field_name}' is never closed"
        depth = 0
        for match in _QUOTE_OR_BLOCK.finditer(self.text, start + 1):
            mark = match[0]
            if mark == '"':
                is_accent = _UMLAUT_ACCENT.match(self.text, match.start() - 1)
                if depth == 0 and not is_accent:
                    return match.end()
            elif mark == "{":
                depth += 1
            elif mark == "}" and depth:
                depth -= 1
            elif mark == "}" or self.sure_block_start.match(self.text, match.start()):
                raise BrokenBlockError(message, start, match.start())
        raise BrokenBlockError(message, start, len(self.text))
