"""The text of a bibliography file, the place of every character, and the diagnostics."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place, Severity, in_order
from cvgen.text.patterns import compile_late

MOST_BYTES = 32_000_000
MOST_DIAGNOSTICS = 100
_CONTROLS = compile_late("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


_LONGEST_KEY = 24
_LONGEST_TITLE = 28
_LONGEST_MESSAGE = 160


class Source(Struct):
    """The text of a file and the diagnostics about it; `shown` is how the user named the file."""

    shown: str
    text: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=lambda: [0])
    repetitions: Counter[Diagnostic] = field(default_factory=Counter)
    kind_by_warning: dict[Diagnostic, str] = field(default_factory=dict)

    def locate(self, offset: int) -> Place:
        """Return the line and column of a character."""
        line = bisect_right(self.line_starts, offset)
        return Place(self.shown, line, offset - self.line_starts[line - 1] + 1)

    def error(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Report what keeps an entry from being printed."""
        self.diagnostics.append(Diagnostic(code, message, place, hint))

    def warn(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Report what is doubtful."""
        self.diagnostics.append(Diagnostic(code, message, place, hint, "warning"))

    def warn_once(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Report what recurs all over a file: the first of it, with the number of times."""
        diagnostic = Diagnostic(code, message, None, hint, "warning")
        self.repetitions[diagnostic] += 1
        if self.repetitions[diagnostic] == 1:
            self.warn(code, message, place, hint)

    def warn_of_kind(self, kind: str, warning: Diagnostic) -> None:
        """Report what names its work: of a kind, the first is listed, with how many more."""
        self.kind_by_warning[warning] = kind
        self.diagnostics.append(warning)

    def list_diagnostics(self) -> list[Diagnostic]:
        """List the diagnostics in order.

        Of a kind, or of very many, the first are listed, and how many more there are.
        """
        counts = Counter(map(self._find_kind, self.diagnostics))
        listed = []
        for diagnostic in self.diagnostics:
            count = counts.pop(self._find_kind(diagnostic), 0)
            if count:
                complete = _add_more(self._add_count(diagnostic), count - 1)
                message = shorten(complete.message, _LONGEST_MESSAGE)
                listed.append(replace(complete, message=message))
        ordered = in_order(listed)
        errors = _limit_severity(ordered, "error")
        warnings = _limit_severity(ordered, "warning")
        return list(in_order([*errors, *warnings]))

    def _find_kind(self, diagnostic: Diagnostic) -> object:
        return self.kind_by_warning.get(diagnostic, diagnostic)

    def _add_count(self, diagnostic: Diagnostic) -> Diagnostic:
        count = self.repetitions[replace(diagnostic, place=None)]
        if count <= 1:
            return diagnostic
        message = f"{diagnostic.message} ({count} times in this file)"
        return replace(diagnostic, message=message)


def _add_more(diagnostic: Diagnostic, more: int) -> Diagnostic:
    if not more:
        return diagnostic
    message = f"{diagnostic.message} (and {more} more)"
    return replace(diagnostic, message=message)


def _limit_severity(ordered: tuple[Diagnostic, ...], severity: Severity) -> list[Diagnostic]:
    same = [diagnostic for diagnostic in ordered if diagnostic.severity == severity]
    rest = same[MOST_DIAGNOSTICS:]
    if not rest:
        return same
    code = "B199"
    if severity == "warning":
        code = "B299"
    message = f"{len(rest)} more {severity}s in this file, the next of them here"
    summary = Diagnostic(code, message, rest[0].place, rest[0].message, severity)
    return [*same[:MOST_DIAGNOSTICS], summary]


def describe_work(key: str, title: str) -> str:
    """Name a work in a message: the key that it has in the file, and its title, both cut short."""
    plain_title = " ".join(title.split())
    if not key:
        return f"'{shorten(plain_title, _LONGEST_TITLE)}'"
    if not plain_title:
        return f"'{shorten(key, _LONGEST_KEY)}'"
    return f"'{shorten(key, _LONGEST_KEY)}' ({shorten(plain_title, _LONGEST_TITLE)})"


def shorten(text: str, longest: int) -> str:
    """Cut a text for a message."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rstrip() + "…"


def read_source(path: Path, shown: str) -> Source:
    """Read a file as text. Raises nothing.

    A line that is not UTF-8 is read as Windows' Latin-1 (cp1252).
    """
    source = Source(shown)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        _report_unreadable(source, path, error)
        return source
    if len(content) > MOST_BYTES:
        message = f"{shown} is larger than {MOST_BYTES // 1_000_000} MB"
        source.error("B100", message, Place(shown), "is it the right file?")
        return source
    _set_text(source, _decode_content(source, content))
    return source


def make_source(text: str, shown: str) -> Source:
    """Make a source of text that is read already."""
    source = Source(shown)
    _set_text(source, text)
    return source


def replace_controls(text: str) -> str:
    """Replace control characters, and halves of surrogate pairs, with spaces."""
    return _CONTROLS.sub(" ", text)


def _report_unreadable(source: Source, path: Path, error: OSError | ValueError) -> None:
    place = Place(source.shown)
    if not isinstance(error, FileNotFoundError):
        reason = getattr(error, "strerror", None) or str(error)
        source.error("B100", f"'{source.shown}' cannot be read: {reason}", place)
        return
    hint = ""
    neighbours = _list_bibliographies(path.parent)
    if neighbours:
        hint = "beside it: " + ", ".join(neighbours[:5])
    source.error("B100", f"there is no file '{source.shown}'", place, hint)


def _list_bibliographies(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.glob("*") if path.suffix in (".bib", ".json"))


def _decode_content(source: Source, content: bytes) -> str:
    if content.startswith(_BYTE_ORDER_MARKS):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_lines(source, content.removeprefix(b"\xef\xbb\xbf"))


def _decode_lines(source: Source, content: bytes) -> str:
    """Decode each line by itself.

    So a letter in another encoding does not spoil the other lines.
    """
    lines = []
    foreign: list[Place] = []
    unified = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for number, line in enumerate(unified.split(b"\n"), start=1):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError as error:
            foreign.append(Place(source.shown, number, error.start + 1))
            lines.append(line.decode("cp1252", errors="replace").replace("\ufffd", " "))
    if foreign:
        _report_foreign_lines(source, foreign)
    return "\n".join(lines)


def _report_foreign_lines(source: Source, places: list[Place]) -> None:
    more = ""
    if len(places) == 2:
        more = f", like line {places[1].line}"
    elif len(places) > 2:
        more = f", like {len(places) - 1} more lines"
    message = f"this line is not UTF-8{more}; it was read as Latin-1"
    source.warn("B204", message, places[0], "save the file with the encoding UTF-8")


def _set_text(source: Source, text: str) -> None:
    """Store the text, with one kind of line end and without control characters."""
    source.text = text.replace("\r\n", "\n").replace("\r", "\n")
    source.line_starts = [0]
    for line_end in re.finditer("\n", source.text):
        source.line_starts.append(line_end.end())
    control = _CONTROLS.search(source.text)
    if control:
        message = f"the character U+{ord(control[0]):04X} cannot be printed, and is left out"
        source.warn("B204", message, source.locate(control.start()), "delete it")
        source.text = replace_controls(source.text)
