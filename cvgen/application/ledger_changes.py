"""Takes a sending and how things are now, gives what changed since: sources, finished files, and in words what a PDF says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cvgen.application.ledger import FILES, Entry, hashed
from cvgen.diff.change import Change
from cvgen.errors import Diagnostic, PdfError, Place


@dataclass(frozen=True, slots=True)
class Moved:
    """A file that is not as it was: in another state, there now, or no longer there."""

    name: str
    kind: Literal["changed", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since a sending; `words` has, by the name of a finished PDF, what it says that the sent one did not."""

    sources: tuple[Moved, ...]
    files: tuple[Moved, ...]
    words: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()


def since(sent: Entry, sources: Mapping[str, str], files: Mapping[str, Path]) -> Since:
    """Compare a sending with the sources (hashes by name) and the finished files (paths by name) of now."""
    now = {name: hashed(path.read_bytes()) for name, path in files.items()}
    moved = compared(sent.files, now)
    words, odd = {}, list(_touched(sent))
    for one in moved:
        if one.kind == "changed" and one.name.lower().endswith(".pdf"):
            try:
                words[one.name] = _in_words(sent.folder / FILES / one.name, files[one.name])
            except PdfError as error:
                odd += error.diagnostics
    return Since(compared(sent.sources, sources), moved, words, tuple(odd))


def compared(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[Moved, ...]:
    """Compare hashes by name."""
    kinds: dict[str, Literal["changed", "new", "gone"]] = {}
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            kinds[name] = "new" if name not in before else "gone" if name not in now else "changed"
    return tuple(Moved(name, kind) for name, kind in kinds.items())


def _in_words(before: Path, after: Path) -> tuple[Change, ...]:
    from cvgen.diff.pdfs import compare
    from cvgen.pdf.pages import pages

    return compare(pages(before), pages(after))


def _touched(sent: Entry) -> list[Diagnostic]:
    """Tell of copies that are no longer what was sent."""
    found = []
    for name, known in sent.files.items():
        path = sent.folder / FILES / name
        if not path.is_file():
            found.append(
                Diagnostic(
                    "A503",
                    "the copy of what was sent is gone",
                    Place(str(path)),
                    "restore it from a backup",
                    "warning",
                )
            )
        elif hashed(path.read_bytes()) != known:
            hint = "restore it from a backup: its hash stands in the ledger"
            found.append(
                Diagnostic(
                    "A503",
                    "this copy is no longer what was sent",
                    Place(str(path)),
                    hint,
                    "warning",
                )
            )
    return found
