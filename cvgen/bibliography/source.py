"""Takes a bibliography file, gives its text with the place of every character, and collects what was odd in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from cvgen.errors import Diagnostic, Place, Severity, in_order

MOST_BYTES = 32_000_000
MOST_FINDINGS = 100
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(slots=True)
class Source:
    """The text of a file, and the findings about it."""

    shown: str
    text: str = ""
    found: list[Diagnostic] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    repeated: Counter[Diagnostic] = field(default_factory=Counter)

    def place(self, at: int) -> Place:
        """Give the place of a character."""
        line = bisect_right(self.starts, at)
        return Place(self.shown, line, at - self.starts[line - 1] + 1)

    def error(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Keep what cannot be printed."""
        self.found.append(Diagnostic(code, message, place, hint))

    def warn(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Keep what is odd."""
        self.found.append(Diagnostic(code, message, place, hint, "warning"))

    def warn_once(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Keep what is odd in the same way in many places: the first of them, and how many there are."""
        self.repeated[Diagnostic(code, message, None, hint, "warning")] += 1
        if self.repeated[Diagnostic(code, message, None, hint, "warning")] == 1:
            self.warn(code, message, place, hint)

    def counted(self, found: Diagnostic) -> Diagnostic:
        """Say how often something odd stands in the file."""
        times = self.repeated[replace(found, place=None)]
        return (
            replace(found, message=f"{found.message} ({times} times in this file)")
            if times > 1
            else found
        )

    def findings(self) -> list[Diagnostic]:
        """Give the findings in order; of very many, the first errors and warnings, and how many more there are."""
        ordered = in_order(map(self.counted, self.found))
        kept = [*self.some(ordered, "error"), *self.some(ordered, "warning")]
        return list(in_order(kept))

    def some(self, ordered: tuple[Diagnostic, ...], severity: Severity) -> list[Diagnostic]:
        """Give the first findings of one severity."""
        same = [found for found in ordered if found.severity == severity]
        rest = same[MOST_FINDINGS:]
        if rest:
            word = f"{len(rest)} more {severity}s in this file, the next of them here"
            same[MOST_FINDINGS:] = [
                Diagnostic(
                    "B199" if severity == "error" else "B299",
                    word,
                    rest[0].place,
                    rest[0].message,
                    severity,
                )
            ]
        return same


def read(path: Path, shown: str) -> Source:
    """Read a file as text; what is not UTF-8 is read as Windows' Latin-1, line by line."""
    source = Source(shown)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        _unreadable(source, path, error)
        return source
    if len(content) > MOST_BYTES:
        source.error(
            "B100",
            f"{shown} is larger than {MOST_BYTES // 1_000_000} MB",
            Place(shown),
            "is it the right file?",
        )
        return source
    _set_text(source, _decoded(source, content))
    return source


def clean(text: str) -> str:
    """Leave out control characters and halves of characters."""
    return _CONTROLS.sub(" ", text)


def _unreadable(source: Source, path: Path, error: OSError | ValueError) -> None:
    if isinstance(error, FileNotFoundError):
        beside = (
            sorted(
                other.name for other in path.parent.glob("*") if other.suffix in (".bib", ".json")
            )
            if path.parent.is_dir()
            else []
        )
        hint = "beside it: " + ", ".join(beside[:5]) if beside else ""
        source.error("B100", f"there is no file '{source.shown}'", Place(source.shown), hint)
    else:
        reason = getattr(error, "strerror", None) or str(error)
        source.error("B100", f"'{source.shown}' cannot be read: {reason}", Place(source.shown))


def _decoded(source: Source, content: bytes) -> str:
    if content[:2] in _BOMS:
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _line_by_line(source, content.removeprefix(b"\xef\xbb\xbf"))


def _line_by_line(source: Source, content: bytes) -> str:
    lines = []
    odd: list[Place] = []
    for number, line in enumerate(
        content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), start=1
    ):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError as error:
            odd.append(Place(source.shown, number, error.start + 1))
            lines.append(line.decode("cp1252", errors="replace").replace("\ufffd", " "))
    if odd:
        more = (
            f", like {len(odd) - 1} more lines"
            if len(odd) > 2
            else f", like line {odd[1].line}"
            if len(odd) == 2
            else ""
        )
        source.warn(
            "B204",
            f"this line is not UTF-8{more}; it was read as Latin-1",
            odd[0],
            "save the file with the encoding UTF-8",
        )
    return "\n".join(lines)


def _set_text(source: Source, text: str) -> None:
    """Keep the text, with one kind of line end and without control characters."""
    source.text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    source.starts = [0, *(match.end() for match in re.finditer("\n", source.text))]
    odd = _CONTROLS.search(source.text)
    if odd:
        source.warn(
            "B204",
            f"the character U+{ord(odd[0]):04X} cannot be printed, and is left out",
            source.place(odd.start()),
            "delete it",
        )
        source.text = clean(source.text)
