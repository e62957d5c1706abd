"""What is imported: a file, a folder or an archive, read within limits and never outside."""

from __future__ import annotations

import os
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

from msgspec import Struct, field

from cvgen.errors import Diagnostic, Place, ProfileError, SourceError
from cvgen.files import yamlfile
from cvgen.files.openfile import leads_outside, open_regular_file
from cvgen.files.textfile import convert_json
from cvgen.files.yamlfile import Tree
from cvgen.importers.encodings import decode_text
from cvgen.importers.json_file import parse_json
from cvgen.profile.foreign import recognize_data, recognize_start

MOST_FILE_BYTES = 20_000_000  # of a file, or of a member of an archive
MOST_ARCHIVE_BYTES = 200_000_000
MOST_TOTAL_BYTES = 60_000_000  # that are read of one source
MOST_NAMES = 20_000
MOST_YAML_LETTERS = 4_000_000
_SKIPPED_FOLDERS = frozenset({".git", "node_modules", "_site", "vendor", "__pycache__", "__MACOSX"})
_TREE_ENDINGS = (".yaml", ".yml", ".json")
_START = 200  # bytes in which JSON begins
_LEAD = b"\xef\xbb\xbf \t\r\n"


class _Files(Protocol):
    """Where the files of a source are."""

    def list_names(self) -> list[str]:
        """List the names of all files, as they stand below the source, in order."""

    def read(self, name: str, most: int) -> bytes:
        """Read up to so many bytes of a file."""


class _FolderFiles(Struct):
    """The files of a folder; of a single file, the folder that it is in."""

    folder: Path
    names: list[str] | None = None

    def list_names(self) -> list[str]:
        """List the files, without those that tools put there."""
        if self.names is not None:
            return self.names
        names = []
        for parent, folders, files in os.walk(self.folder):
            folders[:] = sorted(set(folders) - _SKIPPED_FOLDERS)
            for name in sorted(files):
                path = Path(parent, name)
                names.append(path.relative_to(self.folder).as_posix())
            if len(names) > MOST_NAMES:
                message = f"the folder has more than {MOST_NAMES:,} files"
                hint = "name the folder of the page itself"
                raise SourceError(Diagnostic("I103", message, Place(str(self.folder)), hint))
        return names

    def read(self, name: str, most: int) -> bytes:
        """Read a file, unless it is no regular one or a link leads outside."""
        path = self.folder / name
        if leads_outside(path, self.folder):
            message = "this leads out of the folder, and is not read"
            raise SourceError(Diagnostic("I104", message, Place(str(path))))
        try:
            with open_regular_file(path) as file:
                return file.read(most)
        except OSError as error:
            message = f"this cannot be read: {error.strerror}"
            raise SourceError(Diagnostic("I100", message, Place(str(path)))) from None


class _ZipFiles(Struct):
    """The files of an archive, which is never unpacked to the disk."""

    archive: zipfile.ZipFile
    path: Path

    def list_names(self) -> list[str]:
        """List the files; a name that leads outside is refused, as no honest archive has one."""
        names = []
        for member in self.archive.infolist():
            name = member.filename
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if name.startswith(("/", "\\")) or ".." in parts or ":" in name[:2]:
                message = f"the archive has a file '{name[:60]}', which leads out of it"
                hint = "do not unpack it"
                raise SourceError(Diagnostic("I104", message, Place(str(self.path)), hint))
            if not member.is_dir() and not _SKIPPED_FOLDERS.intersection(parts):
                names.append(name)
        if len(names) > MOST_NAMES:
            message = f"the archive has more than {MOST_NAMES:,} files"
            raise SourceError(Diagnostic("I103", message, Place(str(self.path))))
        return sorted(names)

    def read(self, name: str, most: int) -> bytes:
        """Unpack a file into memory, no more than is asked for."""
        try:
            with self.archive.open(name) as member:
                return member.read(most)
        except (RuntimeError, NotImplementedError, OSError, EOFError) as error:
            reason = "it is encrypted" if "encrypted" in str(error) else str(error)
        except (zipfile.BadZipFile, ValueError, zlib.error) as error:
            reason = f"it is damaged ({error})"
        message = f"'{name}' in this archive cannot be read: {reason}"
        raise SourceError(Diagnostic("I102", message, Place(str(self.path))))


class Source(Struct):
    """One thing to import; `name` is the file that was named, or "" for a folder or an archive.

    `shown` is what the user named, where that is no path.
    `faults` say of files that were read as JSON or YAML why they are none.
    """

    path: Path
    name: str
    files: _Files
    total_bytes: int = 0
    contents: dict[str, bytes] = field(default_factory=dict)
    trees: dict[str, Tree | None] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    shown: str = ""
    _names: tuple[str, ...] | None = None

    @property
    def label(self) -> str:
        """What the user named."""
        return self.shown or str(self.path)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its files, with `/` between folders; of a file, itself alone."""
        if self.name:
            return (self.name,)
        if self._names is None:
            self._names = tuple(self.files.list_names())
        return self._names

    @property
    def tool(self) -> str | None:
        """The tool whose file this is, as profile/foreign.py knows it by content."""
        if not self.name:
            return None
        tool = recognize_start(self.read_bytes(self.name))
        if tool:
            return tool
        tree = self.read_tree(self.name)
        if tree is None:
            return None
        return recognize_data(tree.data)

    def is_text(self, name: str = "") -> bool:
        """Say whether a file is text."""
        return decode_text(self.read_bytes(name or self.name)) is not None

    def find_place(self, name: str = "", line: int = 0) -> Place:
        """Find the place of a line in one of the files, as the user would name it."""
        if self.name and name in ("", self.name):
            return Place(self.label, line, int(line > 0))
        if self.name:
            return Place(str(self.path.parent / name), line, int(line > 0))
        return Place(f"{self.path}/{name}", line, int(line > 0))

    def read_bytes(self, name: str = "") -> bytes:
        """Read a file.

        Raises SourceError where it is missing or too large.
        """
        name = name or self.name
        if name not in self.contents:
            most = min(MOST_FILE_BYTES, MOST_TOTAL_BYTES - self.total_bytes)
            content = self.files.read(name, most + 1)
            if len(content) > most:
                message = f"this is larger than {most // 1_000_000} MB"
                hint = "is it the right file?"
                raise SourceError(Diagnostic("I103", message, self.find_place(name), hint))
            self.total_bytes += len(content)
            self.contents[name] = content
        return self.contents[name]

    def read_text(self, name: str = "") -> str:
        """Read a file as text, in the encoding that it has, with line feeds between lines.

        Raises SourceError where it is no text.
        """
        name = name or self.name
        text = decode_text(self.read_bytes(name))
        if text is None:
            message = "this is no text, and no format that is known"
            raise SourceError(Diagnostic("I102", message, self.find_place(name)))
        return text

    def open_member(self, name: str) -> Source:
        """Open one of the files as a source of its own, which other importers can read."""
        content = self.read_bytes(name)
        member = Source(Path(f"{self.path}/{name}"), name.rpartition("/")[2], self.files)
        member.contents[member.name] = content
        return member

    def read_tree(self, name: str = "") -> Tree | None:
        """Read a YAML or JSON file with the place of every value; None where it is none."""
        name = name or self.name
        if name not in self.trees:
            self.trees[name] = self._parse_tree(name)
        return self.trees[name]

    def _parse_tree(self, name: str) -> Tree | None:
        """Parse a file by its ending, or as JSON where it begins so."""
        is_ended = PurePosixPath(name.lower()).suffix in _TREE_ENDINGS
        is_json = self.read_bytes(name)[:_START].lstrip(_LEAD).startswith((b"{", b"["))
        if not (is_ended or is_json):
            return None
        text = decode_text(self.read_bytes(name))
        if text is None:
            return None
        tree = self._parse_json_text(text, name) if is_json else None
        if tree or not is_ended or len(text) > MOST_YAML_LETTERS:
            return tree
        return self._parse_yaml_text(convert_json(text) if is_json else text, name)

    def _parse_json_text(self, text: str, name: str) -> Tree | None:
        try:
            return parse_json(text, self.find_place(name).file)
        except ValueError as error:
            if name.lower().endswith(".json"):
                self.faults[name] = f"this is no whole JSON: {error}"
            return None

    def _parse_yaml_text(self, text: str, name: str) -> Tree | None:
        try:
            return yamlfile.parse_yaml(text, self.find_place(name).file)
        except ProfileError as error:
            first = error.diagnostics[0]
            line = f" in line {first.place.line}" if first.place else ""
            self.faults.setdefault(name, f"this is no whole YAML{line}: {first.message}")
            return None


def open_source(path: Path) -> Source:
    """Open a file, a folder or a zip archive.

    Raises SourceError.
    """
    if path.is_dir():
        return Source(path, "", _FolderFiles(path))
    if not os.path.lexists(path):
        message = f"there is no file '{path}'"
        raise SourceError(Diagnostic("I100", message, Place(str(path))))
    source = Source(path, path.name, _FolderFiles(path.parent, [path.name]))
    if source.files.read(path.name, 4) != b"PK\x03\x04":
        return source
    return _open_archive(path) or source


def _open_archive(path: Path) -> Source | None:
    """Open a zip; None for a Word file and the like, which are zips inside."""
    if path.stat().st_size > MOST_ARCHIVE_BYTES:
        message = f"this archive is larger than {MOST_ARCHIVE_BYTES // 1_000_000} MB"
        raise SourceError(Diagnostic("I103", message, Place(str(path))))
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        message = f"this archive cannot be read: {error}"
        raise SourceError(Diagnostic("I102", message, Place(str(path)))) from None
    if "[Content_Types].xml" in archive.namelist():
        return None
    files = _ZipFiles(archive, path)
    return Source(path, "", files, _names=tuple(files.list_names()))
