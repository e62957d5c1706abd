"""Read the commands that say how text looks, whom it is about, and what others stand for."""

from __future__ import annotations

import re
from collections.abc import Callable

from cvgen.bibliography.tables import load_table
from cvgen.importers.tex.document import PersonCommand, TexDocument, load_commands
from cvgen.importers.tex.mouth import Piece, TexReader
from cvgen.importers.tex.writer import SETTINGS, BlockWriter

_DEFINITIONS = {
    **dict.fromkeys(("newcommand", "renewcommand", "providecommand"), "define_command"),
    **dict.fromkeys(("DeclareRobustCommand", "newrobustcmd"), "define_command"),
    **dict.fromkeys(("def", "gdef", "edef", "xdef"), "define_tex_command"),
    **dict.fromkeys(
        ("NewDocumentCommand", "RenewDocumentCommand", "DeclareDocumentCommand"),
        "define_document_command",
    ),
}
_ENVIRONMENT_DEFINITIONS = ("newenvironment", "renewenvironment")
_OPENINGS = {"footnote": " -- "}  # what sets an argument apart that is kept


class CommandReader(BlockWriter):
    """Reads commands that stand within a block, each by one of the tables that have it."""

    def __init__(self, document: TexDocument, piece: Piece, records: dict[str, list[str]]) -> None:
        super().__init__(document, piece.line, piece.file)
        self.records = records
        self.reader = TexReader(piece, document.macros, document.path)
        self.commands = load_commands()
        self.letters = load_table("latex")
        self.hrefs: list[str] = []

    def add_accent(self, name: str) -> None:
        """Add the letter that follows, with its accent."""
        letter = self.reader.read_argument().tex
        self.add_tex(f"\\{name}{{{letter}}}")

    def read_definition(self, name: str) -> bool:
        """Read a definition; commands that are known keep what they mean where they are renewed."""
        bodies: list[Piece] = []
        if name in _DEFINITIONS:
            before = dict(self.document.macros.table)
            define: Callable[[], tuple[str, Piece]] = getattr(self.reader, _DEFINITIONS[name])
            defined, body = define()
            bodies = [body]
            if name.lower().startswith("renew") and self._is_known(defined):
                self.document.macros.table = before
        elif name in _ENVIRONMENT_DEFINITIONS:
            bodies = self.reader.define_environment()
        elif name == "let":
            self.reader.read_argument()
            if self.reader.read_argument().tex == "=":
                self.reader.read_argument()
        else:
            return False
        for body in bodies:
            self.document.leave_out_tex("the definition of a command", body)
        return True

    def _is_known(self, name: str) -> bool:
        tables = ("marks", "arguments", "headings", "person", "breaks", "gaps", "accounts")
        return name in self.records or any(name in self.commands[table] for table in tables)

    def read_person(self, name: str) -> bool:
        """Read a detail of the person, whose command may have one argument or several."""
        commands = self.commands
        known = {"name", "social", "printinfo", "firstname", "familyname", "lastname", "givenname"}
        tables = (known, commands["person"], commands["accounts"], commands["photos"])
        if not any(name in table for table in tables):
            return False
        options = self._read_options()
        arguments: list[Piece] = []
        while len(arguments) < 3 and (group := self.reader.read_option("{", "}")) is not None:
            arguments.append(group)
        if name == "printinfo":
            options = self._read_options()
        if name == "website" and len(arguments) > 1:
            self._read_link(arguments[0], arguments[1])
            return True
        option = options[0].tex if options else ""
        self.document.person.append(PersonCommand(name, option, tuple(arguments)))
        return True

    def _read_options(self) -> list[Piece]:
        options = []
        while (option := self.reader.read_option()) is not None:
            options.append(option)
        return options

    def read_mark(self, name: str) -> bool:
        """Read a command that sets marks, or an address."""
        commands = self.commands
        if name in commands["switches"]:
            self._set_mark(commands["switches"][name])
        elif name in commands["marks"]:
            self._push_group(f"\\@mark@{commands['marks'][name]} ", self.reader.read_argument())
        elif name.startswith("@mark@"):
            self._set_mark(name.removeprefix("@mark@"))
        elif name == "@href":
            self.flush()
            self.groups[-1].href = self.hrefs[-1]
        elif name in ("href", "link"):
            self._read_link(self.reader.read_argument(), self.reader.read_argument())
        elif name in ("url", "nolinkurl"):
            address = self.reader.read_argument()
            self._read_link(address, Piece(f"\\nolinkurl@{{{address.tex}}}", self.line, self.file))
        elif name == "nolinkurl@":
            self.add_tex(f"\\url{{{self.reader.read_argument().tex}}}")
        else:
            return False
        return True

    def _set_mark(self, mark: str) -> None:
        self.flush()
        self.groups[-1].marks |= {mark}

    def _read_link(self, address: Piece, words: Piece) -> None:
        target = re.sub(r"\\([%#&_~$])", r"\1", address.tex).strip()
        if "://" not in target and "@" in target and not target.startswith("mailto:"):
            target = f"mailto:{target}"
        self.hrefs.append(target)
        self._push_group("\\@href ", words)

    def _push_group(self, start: str, piece: Piece) -> None:
        """Read a piece as a group of its own, which begins with a command of ours."""
        self.reader.push_piece(
            Piece(f"{{{start}{piece.tex}}}", piece.line or self.line, piece.file)
        )

    def read_arguments(self, name: str) -> bool:
        """Read a command of which it is known what becomes of its arguments."""
        actions = self.commands["arguments"].get(name)
        if actions is None:
            return False
        if name == "documentclass":
            self.reader.read_option()
            self.document.class_name = self.reader.read_argument().tex.strip()
            return True
        if name.startswith("make"):
            self.reader.read_option()
        kept: list[Piece] = []
        for action in actions:
            self.reader.read_option()
            argument = self.reader.read_argument()
            if action == "keep":
                kept.append(argument)
            elif action == "report":
                self.document.leave_out_tex(SETTINGS, argument)
        for argument in reversed(kept):
            self._push_group(_OPENINGS.get(name, ""), argument)
        return True

    def read_letter(self, name: str) -> bool:
        """Read a letter, a sign or an accent, and the commands that bibliographies have too."""
        letters = self.letters
        if name in self.commands["signs"]:
            self.add_tex(self.commands["signs"][name])
        elif name in letters["accents"]:
            self.add_accent(name)
        elif name in letters["symbols"]:
            self.add_tex(f"\\{name}{{}}")
        elif name in letters["arguments"]:
            arguments = [self.reader.read_argument().tex for _ in letters["arguments"][name]]
            self.add_tex(f"\\{name}" + "".join(f"{{{argument}}}" for argument in arguments))
        else:
            return name in letters["switches"]
        return True
