"""Read the person out of the commands that CV classes have for it."""

from __future__ import annotations

from typing import Any

from cvgen.errors import SourceError
from cvgen.files.photo import BrokenPhotoError, check_photo
from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import to_markup
from cvgen.importers.page.phrases import is_word
from cvgen.importers.tex.blocks import BlockReader
from cvgen.importers.tex.document import PersonCommand, TexDocument, load_commands
from cvgen.importers.tex.mouth import Piece
from cvgen.importers.tex.writer import list_spans

_NAMES = ("name", "firstname", "givenname", "familyname", "lastname", "author")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")
_SCHEMES = {"email": "mailto:", "phone": "tel:"}


class PersonReader:
    """Fills the basics of a profile."""

    def __init__(self, document: TexDocument) -> None:
        self.document = document
        self.builder = document.builder
        self.names: list[str] = []
        self.accounts: list[dict[str, Any]] = []

    def read(self) -> None:
        """Read the commands that have come up so far; what no field takes stands in the summary."""
        while self.document.person:
            self._read_command(self.document.person.pop(0))
        basics = self.builder.basics
        if self.names:
            basics["name"] = " ".join(self.names)
        if self.accounts:
            basics["profiles"] = [*basics.get("profiles", []), *self.accounts]
            self.accounts = []

    def _read_command(self, command: PersonCommand) -> None:
        commands = load_commands()
        name = command.name
        if name in commands["photos"]:
            self._read_photo(command)
            return
        values = [self._convert(piece) for piece in command.arguments]
        if name in _NAMES:
            self._read_name(name, values)
        elif name == "social":
            self._add_account(command.option.strip().lower(), values)
        elif name in commands["accounts"]:
            self._add_account(name, values)
        elif name == "printinfo":
            self._read_info(values, command)
        else:
            self._set_basic(commands["person"][name], values, command)

    def _convert(self, piece: Piece) -> str:
        """Convert TeX to text, and count its words."""
        spans = list_spans(BlockReader(self.document, piece, {}).read())
        text = to_markup(spans, bare="bold italic link color raw")
        return " ".join(text.split()).replace(" | ", ", ")

    def _read_name(self, command: str, values: list[str]) -> None:
        if command in ("familyname", "lastname") or not self.names:
            self.names += [value for value in values[:2] if value]
        elif command in ("firstname", "givenname"):
            self.names[:0] = values[:1]

    def _add_account(self, command: str, values: list[str]) -> None:
        """Add an account, which may be given as a name or an address."""
        commands = load_commands()
        if not values or not values[0]:
            return
        network = commands["accounts"].get(command, command.capitalize())
        account = values[0]
        is_named = command in commands["named_accounts"] or "/" in account
        if is_named and len(values) > 1:
            self._leave_out(values[1], "the words of a link")
        key = "username"
        if "/" in account or account.startswith("http"):
            key = "url"
        address = account
        if key == "url" and "://" not in account:
            address = f"https://{account}"
        self.accounts.append({"network": Value(network), key: Value(address, account)})

    def _read_info(self, values: list[str], command: PersonCommand) -> None:
        """Read a detail beside an icon: an address, or text."""
        target = command.option.strip()
        text = values[-1] if values else ""
        if target.startswith("http"):
            self.document.add_text(target, command.arguments[-1].line, command.arguments[-1].file)
            self.accounts.append({"network": text, "url": target})
        else:
            self._set_basic("note", [text], command)

    def _set_basic(self, field: str, values: list[str], command: PersonCommand) -> None:
        filled = list(filter(None, values))
        if not filled:
            return
        basics = self.builder.basics
        if field == "label" and is_word("contact", " ".join(filled)):
            self._leave_out(" ".join(filled), "the title of the document")
            return
        if field == "address":
            self._set_address(", ".join(filled), command)
            return
        text = filled[0] if field in ("url", "email") else " ".join(filled)
        value = _complete_address(text) if field == "url" else text
        if field != "note" and field not in basics:
            basics[field] = value
        elif field in _SCHEMES:
            address = _SCHEMES[field] + text.replace(" ", "")
            network = Value(field.capitalize())
            self.accounts.append({"network": network, "url": Value(address, text)})
        else:
            self._add_note(text)

    def _set_address(self, text: str, command: PersonCommand) -> None:
        """Set the address, or the city alone, which some classes have a command for."""
        part = "city" if command.name == "location" else "address"
        self.builder.basics.setdefault("location", {})[part] = text

    def _add_note(self, text: str) -> None:
        """Keep what no field takes in the summary."""
        basics = self.builder.basics
        before = basics.get("summary")
        basics["summary"] = f"{before}\n\n{text}" if before else text

    def _leave_out(self, text: str, reason: str) -> None:
        self.builder.leave_out(text, reason)

    def _read_photo(self, command: PersonCommand) -> None:
        """Take the picture along that lies beside the source."""
        if not command.arguments:
            return
        name = command.arguments[-1].tex.strip()
        name = name.split(",")[0].strip().removeprefix("./")
        candidates = (
            [name] if name.lower().endswith(_PICTURES) else [name + end for end in _PICTURES]
        )
        for candidate in candidates:
            try:
                content = self.builder.source.read_bytes(candidate)
                check_photo(content)
            except (SourceError, BrokenPhotoError):
                continue
            file = candidate.rpartition("/")[2]
            self.builder.files[file] = content
            self.builder.basics["image"] = Value(file)
            return
        self.document.leave_out(
            name, "a picture that is not there, or cannot be used", command.arguments[-1]
        )


def _complete_address(text: str) -> Any:
    """Complete an address that has no scheme."""
    return text if "://" in text else Value(f"https://{text}", text)
