r"""Read TeX from left to right: tokens, arguments and the commands that a source defines itself.

What a command stands for is put in front of what comes next, as TeX does (The TeXbook, 20), so that
no nesting of commands calls anything again; how often that may happen has a limit.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from cvgen.bibliography.latex_verbatim import find_group_end
from cvgen.errors import Diagnostic, Place, SourceError
from cvgen.importers.tex.comments import CUT
from cvgen.text.patterns import compile_late

_MOST_EXPANSIONS = 5_000
_MOST_EXPANDED = 400_000  # characters
_MOST_TOKENS = 60_000  # a CV of forty pages has half as many
_MOST_PARAMETERS = 9
_MOST_OPTION = 300  # characters between brackets
_TOKEN = compile_late(
    rf"(?P<cut>{CUT}\n[ \t]*)"
    rf"|(?P<paragraph>\n[ \t]*(?:{CUT}\n[ \t]*)*\n[\s{CUT}]*)"
    r"|\\(?P<command>[A-Za-z@]+\*?)[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?"
    r"|\\(?P<bracket>[(\[])|\\(?P<symbol>.)|(?P<open>\{)|(?P<close>\})|(?P<align>&)"
    r"|(?P<dollar>\$\$?)|(?P<text>[^\\{}&$\n\x01]+|.)",
    re.DOTALL,
)
_SPACE = compile_late(rf"(?:[ \t]|{CUT}\n|\n(?!\s*\n))*")
_FORMULA = compile_late(r"(?:\\.|[^$\\\n]|\n(?!\s*\n)){0,2000}?(?P<end>\$\$?)", re.DOTALL)
_OPTION_PART = compile_late(r"\\.|[\]{}=*]|\n[ \t]*\n", re.DOTALL)
_NAME_BEFORE_PARAMETER = compile_late(r"(\\[A-Za-z@]+)(?=#)")
_PARAMETER = compile_late(r"#(#|\d)")
_XPARSE = compile_late(r"[mosO]")


class Piece(Struct, frozen=True):
    """TeX, and where it stands: a line, and a file as the source names it."""

    tex: str
    line: int
    file: str = ""


class Token(Struct, frozen=True):
    """One thing that TeX reads.

    Its kind is command, symbol, open, close, align, formula, paragraph or text.
    """

    kind: str
    text: str
    line: int
    file: str


class Macro(Struct, frozen=True):
    """A command that the source defines; `default` is that of its first, optional argument."""

    parameters: int
    body: str
    default: str | None = None


class Macros(Struct):
    """The commands that a source defines, and how often they were replaced."""

    table: dict[str, Macro] = field(default_factory=dict)
    expansions: int = 0
    characters: int = 0
    tokens: int = 0

    def count_token(self, place: Place) -> None:
        """Count one thing that was read.

        Raises SourceError where there are more than in any CV.
        """
        self.tokens += 1
        if self.tokens > _MOST_TOKENS:
            message = f"this has more than {_MOST_TOKENS:,} commands, braces and lines"
            raise SourceError(Diagnostic("I103", message, place, "is it the right file?"))

    def count_expansion(self, name: str, body: str, place: Place) -> None:
        """Count one replacement.

        Raises SourceError where a command stands for itself without end.
        """
        self.expansions += 1
        self.characters += len(body)
        if self.expansions > _MOST_EXPANSIONS or self.characters > _MOST_EXPANDED:
            message = f"the command \\{name} stands for itself, or for too much text"
            hint = "take its definition out, or write what it stands for"
            raise SourceError(Diagnostic("I103", message, place, hint))


class _Frame(Struct):
    """A text that is being read; in what a command stands for, the line is that of the command."""

    piece: Piece
    line: int
    position: int = 0
    is_expansion: bool = False

    @property
    def rest_is_empty(self) -> bool:
        return self.position >= len(self.piece.tex)

    def move_to(self, end: int) -> None:
        """Move on to a position."""
        if not self.is_expansion:
            self.line += self.piece.tex.count("\n", self.position, end)
        self.position = end


class TexReader:
    """Reads pieces of TeX, the last one pushed first."""

    def __init__(self, piece: Piece, macros: Macros, name_place: str) -> None:
        self.macros = macros
        self.path = name_place
        self.frames = [_Frame(piece, piece.line)]

    def push_piece(self, piece: Piece, *, is_expansion: bool = False) -> None:
        """Read a piece before what comes next."""
        self.frames.append(_Frame(piece, piece.line, 0, is_expansion))

    def read_token(self) -> Token | None:
        """Read what comes next; None at the end."""
        while (frame := self._find_frame()) is not None:
            token = self._read_raw(frame)
            if token is None:
                continue
            if token.kind == "command" and token.text in self.macros.table:
                self._expand(token)
                continue
            return token
        return None

    def _find_frame(self) -> _Frame | None:
        """Find what is being read, without what has been read to its end."""
        while self.frames and self.frames[-1].rest_is_empty:
            if len(self.frames) == 1:
                return None
            self.frames.pop()
        return self.frames[-1]

    def _read_raw(self, frame: _Frame) -> Token | None:
        """Read a token as it stands; None for the end of a line that a comment cut off."""
        match = _TOKEN.match(frame.piece.tex, frame.position)
        assert match
        line = frame.line
        file = frame.piece.file
        frame.move_to(match.end())
        kind = str(match.lastgroup)
        self.macros.count_token(Place(file or self.path, line, 1))
        if kind == "cut":
            return None
        if kind in ("dollar", "bracket"):
            return self._read_formula(frame, match, line)
        return Token(kind, match[kind], line, file)

    def _read_formula(self, frame: _Frame, match: re.Match[str], line: int) -> Token:
        """Read a formula; a dollar that opens none is a dollar."""
        tex = frame.piece.tex
        closing = {"(": r"\)", "[": r"\]"}.get(match["bracket"] or "", "")
        if closing:
            end = tex.find(closing, frame.position, frame.position + _MOST_OPTION)
            formula = tex[frame.position : end] if end >= 0 else ""
            after = end + len(closing)
        else:
            found = _FORMULA.match(tex, frame.position)
            formula = tex[frame.position : found.start("end")] if found else ""
            after = found.end() if found else 0
        if not formula.strip():
            return Token("symbol" if closing else "text", match[0][-1], line, frame.piece.file)
        frame.move_to(after)
        plain = " ".join(formula.replace(CUT, "").split())
        return Token("formula", plain, line, frame.piece.file)

    def read_argument(self) -> Piece:
        """Read an argument: a group, a command, or one letter; empty where there is none."""
        frame = self._skip_space()
        if frame is None:
            return Piece("", 0)
        tex = frame.piece.tex
        line = frame.line
        if tex[frame.position] == "{":
            end = find_group_end(tex, frame.position)
            inner = tex[frame.position + 1 : end].removesuffix("}")
            frame.move_to(end)
            return Piece(inner, line, frame.piece.file)
        if tex[frame.position] in "}\n":
            return Piece("", line, frame.piece.file)
        match = _TOKEN.match(tex, frame.position)
        assert match
        argument = match[0] if match["command"] or match["symbol"] else tex[frame.position]
        frame.move_to(frame.position + len(argument))
        return Piece(argument.strip(), line, frame.piece.file)

    def read_option(self, opening: str = "[", closing: str = "]") -> Piece | None:
        """Read an argument between brackets; None where there is none."""
        frame = self._skip_space(is_peek=True)
        if frame is None:
            return None
        match = _SPACE.match(frame.piece.tex, frame.position)
        assert match
        start = match.end()
        if frame.piece.tex[start : start + 1] != opening:
            return None
        end = _find_bracket_end(frame.piece.tex, start, closing)
        if end < 0:
            return None
        frame.move_to(start)
        option = Piece(frame.piece.tex[start + 1 : end], frame.line, frame.piece.file)
        frame.move_to(end + 1)
        return option

    def read_until(self, closing: str) -> Piece:
        """Read what stands before a text, as it is."""
        frame = self._find_frame()
        if frame is None:
            return Piece("", 0)
        tex = frame.piece.tex
        start, line = frame.position, frame.line
        end = tex.find(closing, start)
        if end < 0:
            end = len(tex)
        frame.move_to(min(end + len(closing), len(tex)))
        return Piece(tex[start:end], line, frame.piece.file)

    def _skip_space(self, *, is_peek: bool = False) -> _Frame | None:
        """Skip white space; `is_peek` only finds the text that goes on behind it."""
        while (frame := self._find_frame()) is not None:
            match = _SPACE.match(frame.piece.tex, frame.position)
            assert match
            is_end = match.end() >= len(frame.piece.tex)
            if is_end and len(self.frames) == 1:
                return None
            if is_end or not is_peek:
                frame.move_to(match.end())
            if not is_end:
                return frame
        return None

    # --- commands of the source's own

    def define_command(self) -> tuple[str, Piece]:
        r"""Define a command, of which `\newcommand` has been read; return its name and text."""
        name = self.read_argument().tex.strip().removeprefix("\\")
        count = self.read_option()
        default = self.read_option() if count else None
        body = self.read_argument()
        self._keep(name, Macro(_read_count(count), body.tex, default.tex if default else None))
        return name, body

    def define_tex_command(self) -> tuple[str, Piece]:
        r"""Define a command in the way of TeX, of which `\def` has been read."""
        name = self.read_argument().tex.strip().removeprefix("\\")
        frame = self._find_frame()
        parameters = ""
        if frame is not None:
            opening = frame.piece.tex.find("{", frame.position)
            parameters = frame.piece.tex[frame.position : max(opening, frame.position)]
            frame.move_to(max(opening, frame.position))
        body = self.read_argument()
        self._keep(name, Macro(parameters.count("#"), body.tex))
        return name, body

    def define_document_command(self) -> tuple[str, Piece]:
        r"""Define a command in the way of LaTeX 3, of which `\NewDocumentCommand` has been read."""
        name = self.read_argument().tex.strip().removeprefix("\\")
        kinds = _XPARSE.findall(re.sub(r"\{[^{}]*\}", "", self.read_argument().tex))
        body = self.read_argument()
        default = "" if kinds[:1] in (["o"], ["O"]) else None
        self._keep(name, Macro(len(kinds), body.tex, default))
        return name, body

    def define_environment(self) -> list[Piece]:
        """Define an environment; return the texts of its beginning and end."""
        name = self.read_argument().tex.strip()
        count = self.read_option()
        default = self.read_option() if count else None
        opening = self.read_argument()
        closing = self.read_argument()
        macro = Macro(_read_count(count), opening.tex, default.tex if default else None)
        self._keep(f"begin {name}", macro)
        self._keep(f"end {name}", Macro(0, closing.tex))
        return [opening, closing]

    def _keep(self, name: str, macro: Macro) -> None:
        if name and macro.parameters <= _MOST_PARAMETERS:
            self.macros.table[name] = macro

    def expand_environment(self, name: str, line: int, file: str) -> bool:
        """Replace the beginning or end of an environment that the source defines."""
        if name not in self.macros.table:
            return False
        self._expand(Token("command", name, line, file))
        return True

    def _expand(self, token: Token) -> None:
        """Put what a command stands for in front of what comes next."""
        macro = self.macros.table[token.text]
        arguments = []
        if macro.default is not None:
            option = self.read_option()
            arguments.append(option.tex if option else macro.default)
        while len(arguments) < macro.parameters:
            arguments.append(self.read_argument().tex)
        spaced = _NAME_BEFORE_PARAMETER.sub(r"\1 ", macro.body)
        body = _PARAMETER.sub(lambda match: _fill_parameter(match[1], arguments), spaced)
        self.macros.count_expansion(token.text, body, Place(token.file or self.path, token.line, 1))
        self.push_piece(Piece(body, token.line, token.file), is_expansion=True)


def _fill_parameter(name: str, arguments: list[str]) -> str:
    if name == "#":
        return "#"
    number = int(name)
    if not 0 < number <= len(arguments):
        return ""
    return arguments[number - 1]


def _read_count(option: Piece | None) -> int:
    if option is None or not option.tex.strip().isdigit():
        return 0
    return int(option.tex)


def _find_bracket_end(tex: str, start: int, closing: str) -> int:
    """Find the bracket that closes an option, outside of groups; -1 where a paragraph ends."""
    position = start + 1
    while match := _OPTION_PART.search(tex, position, start + _MOST_OPTION):
        part = match[0]
        if part == closing:
            return match.start()
        if part.isspace():
            return -1
        position = match.end()
        if part == "{":
            position = find_group_end(tex, match.start())
    return -1
