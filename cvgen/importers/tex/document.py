"""What a TeX source has beside its text: files, own commands, the person, and what is left out."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct, field

from cvgen.errors import Diagnostic, SourceError
from cvgen.files.yamltable import read_table
from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.tex.comments import strip_comments
from cvgen.importers.tex.mouth import Macros, Piece
from cvgen.text.patterns import compile_late

MOST_LETTERS = 400_000  # of all files
_MOST_DEPTH = 100  # of braces
_MOST_FILES = 200
_BRACE = compile_late(r"\\.|[{}]", re.DOTALL)
_NO_WORDS = compile_late(
    r"\\(?:begin|end)\s*\{[^{}]*\}|\[[^\[\]]*\]|\\[A-Za-z@]+\*?|#\d|\\.|[{}\[\]#&~$=]|-?(?:\d+(?:\.\d+)?|\.\d+)\s*(?:pt|em|ex|cm|mm|in|sp)\b",
    re.DOTALL,
)


class PersonCommand(Struct, frozen=True):
    """A command that gives a detail of the person: its name, option and arguments."""

    name: str
    option: str
    arguments: tuple[Piece, ...]


class TexDocument(Struct):
    """A TeX source that is being read."""

    builder: ProfileBuilder
    macros: Macros = field(default_factory=Macros)
    class_name: str = ""
    person: list[PersonCommand] = field(default_factory=list)
    bibliographies: list[str] = field(default_factory=list)
    unknown: dict[str, Piece] = field(default_factory=dict)
    read_files: set[str] = field(default_factory=set)
    files: dict[int, str] = field(default_factory=dict)  # of blocks, by their identity
    letters: int = 0
    is_body: bool = False
    is_over: bool = False

    @property
    def path(self) -> str:
        """The source, as the user names it."""
        return self.builder.source.label

    def read_file(self, name: str) -> Piece:
        """Read a TeX file of the source, and report its comments.

        Raises SourceError where it is missing, leads outside or is nested too deep.
        """
        source = self.builder.source
        content = source.read_text(name)
        self.letters += len(content)
        if self.letters > MOST_LETTERS:
            message = f"the source has more than {MOST_LETTERS:,} letters"
            hint = "is it the right file?"
            raise SourceError(Diagnostic("I103", message, source.find_place(name), hint))
        tex, comments = strip_comments(content)
        if _measure_depth(tex) > _MOST_DEPTH:
            message = f"braces are nested more than {_MOST_DEPTH} deep here"
            hint = "is it the right file?"
            raise SourceError(Diagnostic("I103", message, source.find_place(name), hint))
        for comment in comments:
            self.leave_out(comment.text, "a comment", Piece("", comment.line, name))
        return Piece(tex, 1, name)

    def read_input(self, name: str, command: Piece) -> Piece | None:
        r"""Read what `\input` names; None, with a warning, where that cannot be."""
        file = name.strip().strip('"').removeprefix("./")
        place = self.builder.source.find_place(command.file, command.line)
        for candidate in (f"{file}.tex", file):
            if candidate in self.read_files or len(self.read_files) >= _MOST_FILES:
                return None
            try:
                piece = self.read_file(candidate)
            except SourceError as error:
                if error.diagnostics[0].code not in ("I100", "I104"):
                    raise
                refused = error.diagnostics[0]
                continue
            self.read_files.add(candidate)
            return piece
        message = f"'{file[:60]}' is not read: {refused.message}"
        hint = "name the folder that has all files of the CV, or put its text in here"
        self.builder.warnings.append(Diagnostic("I112", message, place, hint, "warning"))
        return None

    def add_text(self, text: str, line: int, file: str) -> None:
        """Count the words of a text."""
        self.builder.add_text(text, line, file)

    def leave_out(self, text: str, reason: str, piece: Piece) -> None:
        """Report a text that is no part of the CV."""
        self.builder.add_text(text, piece.line, piece.file)
        self.builder.leave_out(text, reason, piece.line, piece.file)

    def leave_out_tex(self, reason: str, piece: Piece) -> None:
        """Report the words of TeX that is no part of the CV."""
        words = " ".join(_NO_WORDS.sub(" ", piece.tex).split())
        if any(letter.isalnum() for letter in words):
            self.leave_out(words, reason, piece)

    def warn_of_commands(self) -> None:
        """Warn of commands that nobody knows."""
        if not self.unknown:
            return
        names = ", ".join(f"\\{name}" for name in list(self.unknown)[:12])
        first = next(iter(self.unknown.values()))
        message = f"commands that are not known: {names}"
        hint = "the text in their braces is kept; see where it came to stand"
        place = self.builder.source.find_place(first.file, first.line)
        self.builder.warnings.append(Diagnostic("I113", message, place, hint, "warning"))


def _measure_depth(tex: str) -> int:
    depth = 0
    deepest = 0
    for match in _BRACE.finditer(tex):
        if match[0] == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] == "}":
            depth = max(0, depth - 1)
    return deepest


@cache
def load_commands() -> dict[str, Any]:
    """Load what the commands of CVs mean."""
    commands: dict[str, Any] = read_table("importers/latex")
    return commands
