"""Read TeX into the blocks of a page, and the records that the commands of a CV class make."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cvgen.importers.page.blocks import Block
from cvgen.importers.periods import read_dates
from cvgen.importers.tex.commands import CommandReader
from cvgen.importers.tex.mouth import Piece, Token
from cvgen.importers.tex.writer import SETTINGS, list_spans
from cvgen.text.patterns import compile_late

_ICON = compile_late(r"(?:fa|ai)[A-Z]\w*|(?:fa|ai)(?:brands|solid)\w*")
_OF_TEX = ("glyphtounicode", "glyphtounicode-cmr")  # files that come with TeX itself
_INPUTS = ("input", "include", "subfile", "makecv", "loadsection")


class Record(Block):
    """A command of a CV class, such as `cventry`: its arguments by what they are."""

    command: str = ""
    slots: tuple[tuple[str, Piece], ...] = ()


class BlockReader(CommandReader):
    """Reads a piece of TeX; what it reads is in `blocks`."""

    def read(self) -> list[Block]:
        """Read all of it."""
        while not self.document.is_over:
            token = self.reader.read_token()
            if token is None:
                break
            self.line, self.file = token.line, token.file
            self._read_token(token)
        self.end_block()
        return self.blocks

    def read_inside(self, piece: Piece) -> list[Block]:
        """Read a piece by itself."""
        return BlockReader(self.document, piece, self.records).read()

    def _read_token(self, token: Token) -> None:
        kind = token.kind
        if kind == "text":
            self.add_tex(token.text)
        elif kind == "formula":
            self.add_formula(token.text)
        elif kind == "open":
            self.open_group()
        elif kind == "close":
            self.close_group()
        elif kind == "align":
            self.end_cell()
        elif kind == "paragraph":
            self.end_paragraph()
        elif kind == "symbol":
            self._read_symbol(token.text)
        else:
            self._read_command(token)

    # --- commands

    def _read_symbol(self, symbol: str) -> None:
        if symbol == "\\":
            self.reader.read_option()
            self.end_line()
        elif symbol.isspace():
            self.add_tex(" ")
        elif symbol in self.letters["accents"]:
            self.add_accent(symbol)
        elif symbol in "([)]":
            self.add_tex(symbol)
        else:
            self.add_tex(f"\\{symbol}")

    def _read_command(self, token: Token) -> None:
        """Read a command by the first of the tables that has it."""
        name = token.text.removesuffix("*")
        for read in (
            self._read_structure,
            self._read_break,
            self.read_definition,
            self._read_record,
            self.read_person,
            self.read_mark,
            self.read_arguments,
            self.read_letter,
        ):
            if read(name):
                return
        if not _ICON.fullmatch(name):
            self.document.unknown.setdefault(name, Piece("", token.line, token.file))

    def _read_structure(self, name: str) -> bool:
        """Read what divides the text: headings, lists, environments, breaks and files."""
        commands = self.commands
        if name in commands["headings"]:
            self._read_heading(name)
        elif name == "item":
            self._begin_item(self.reader.read_option())
        elif name == "cvtag":
            self._begin_item(None)
            self.reader.push_piece(self.reader.read_argument())
        elif name == "bibitem":
            self.reader.read_option()
            self.reader.read_argument()
            self._begin_item(None)
        elif name in ("begin", "end"):
            self._read_environment(name, self.reader.read_argument().tex.strip())
        elif name in _INPUTS:
            self._read_input(self.reader.read_argument())
        elif name in ("bibliography", "addbibresource"):
            self.document.bibliographies += self.reader.read_argument().tex.split(",")
        elif name == "printbibliography":
            self.reader.read_option()
        else:
            return False
        return True

    def _read_break(self, name: str) -> bool:
        """Read what ends a line or a paragraph, or parts two things of a line."""
        if name in self.commands["line_breaks"]:
            self.end_line()
        elif name in self.commands["breaks"]:
            self.end_paragraph()
        elif name in self.commands["gaps"]:
            self.add_gap()
        else:
            return False
        return True

    def _read_input(self, name: Piece) -> None:
        if name.tex.strip() in _OF_TEX:
            return
        piece = self.document.read_input(name.tex, Piece("", self.line, self.file))
        if piece is not None:
            self.reader.push_piece(piece)

    def _read_heading(self, name: str) -> None:
        self.end_block()
        sidebar = self.reader.read_option()
        title = self.reader.read_argument()
        if name in self.commands["headings_with_icon"]:
            self.reader.read_argument()
        self.add_heading(title, int(self.commands["headings"][name]))
        if name == "cvsection" and sidebar is not None:
            self._read_input(sidebar)

    def add_heading(self, title: Piece, level: int) -> None:
        """Add a heading."""
        self.lists = []
        spans = list_spans(self.read_inside(title))
        if spans:
            self.blocks.append(Block("heading", title.line, level, spans=spans))
            self.document.files[id(self.blocks[-1])] = title.file

    def _begin_item(self, label: Piece | None) -> None:
        """Begin an item; its label is the start of its text, unless it is only a sign."""
        self.end_block()
        self.draft.kind = "item"
        self.draft.level = max(len(self.lists), 1)
        self.draft.group = self.lists[-1] if self.lists else 0
        self.draft.is_start = True
        if label is None:
            return
        if read_dates(label.tex.strip(" :")):
            self.draft.date = label.tex.strip(" :")
        elif any(letter.isalnum() for letter in re.sub(r"\\[A-Za-z]+", "", label.tex)):
            ending = "" if label.tex.rstrip(" }").endswith((":", ".")) else ":"
            tex = f"{{\\bfseries {label.tex}{ending}}} "
            self.reader.push_piece(Piece(tex, label.line, label.file))

    def _read_record(self, name: str) -> bool:
        """Read a command of a CV class."""
        if name not in self.records or not self.document.is_body:
            return False
        self.end_block()
        line = self.line
        self.reader.read_option()
        slots = [(slot, self.reader.read_argument()) for slot in self.records[name]]
        self.blocks.append(Record("record", line, command=name, slots=tuple(slots)))
        return True

    # --- environments

    def _read_environment(self, step: str, name: str) -> None:
        if name == "document":
            self.end_block()
            self.document.is_body = step == "begin"
            self.document.is_over = step == "end"
            return
        if self.reader.expand_environment(f"{step} {name}", self.line, self.file):
            return
        if step == "end":
            self._end_environment(name)
        elif name in self.commands["drawings"]:
            self.end_block()
            text = self.reader.read_until(f"\\end{{{name}}}")
            self.document.leave_out_tex("a drawing", text)
        else:
            self._begin_environment(name)

    def _begin_environment(self, name: str) -> None:
        commands = self.commands
        if name in commands["tables"]:
            self._skip_arguments(commands["tables"][name])
            self.begin_table()
            return
        self.end_block()
        option = self.reader.read_option()
        if option and name not in (*commands["lists"], "minipage"):
            self.document.leave_out_tex(SETTINGS, option)
        self._skip_arguments(commands["environments"].get(name, ()))
        if name == "rSection":
            self.add_heading(self.reader.read_argument(), 1)
        if name == "rSubsection":
            slots = [(slot, self.reader.read_argument()) for slot in _SUBSECTION]
            self.blocks.append(Record("record", self.line, command=name, slots=tuple(slots)))
        if name in commands["lists"]:
            self.list_count += 1
            self.lists.append(self.list_count)

    def _skip_arguments(self, actions: Iterable[str]) -> None:
        for _ in actions:
            self.reader.read_option()
            self.reader.read_argument()

    def _end_environment(self, name: str) -> None:
        if name in self.commands["tables"]:
            self.end_table()
            return
        self.end_block()
        if name in self.commands["lists"] and self.lists:
            self.lists.pop()


_SUBSECTION = ("organization", "dates", "title", "place")
