"""Compare what was sent with how things are now: sources, finished files, and the words of PDFs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from cvgen.application.ledger import COPIES_FOLDER, LedgerEntry, compute_sha256
from cvgen.diff.change import Change
from cvgen.errors import Diagnostic, PdfError, Place


class FileChange(Struct, frozen=True):
    """A file that is not as it was: in another state, there now, or no longer there."""

    name: str
    kind: Literal["changed", "new", "gone"]


class ChangesSinceSent(Struct, frozen=True):
    """What changed since a submission.

    `words` has, by the name of a finished PDF, what it says that the sent one did not.
    """

    sources: tuple[FileChange, ...]
    files: tuple[FileChange, ...]
    words: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()


def compare_with_sent(
    entry: LedgerEntry, sources: Mapping[str, str], files: Mapping[str, Path]
) -> ChangesSinceSent:
    """Compare a submission with the sources (SHA-256 by name) and the finished files of now."""
    hashes = {}
    for name, path in files.items():
        hashes[name] = compute_sha256(path.read_bytes())
    file_changes = compare_hashes(entry.files, hashes)
    words = {}
    warnings = list(_check_copies(entry))
    for change in file_changes:
        if change.kind != "changed" or not change.name.lower().endswith(".pdf"):
            continue
        copy = entry.folder / COPIES_FOLDER / change.name
        try:
            words[change.name] = _compare_words(copy, files[change.name])
        except PdfError as error:
            warnings += error.diagnostics
    source_changes = compare_hashes(entry.sources, sources)
    return ChangesSinceSent(source_changes, file_changes, words, tuple(warnings))


def compare_hashes(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[FileChange, ...]:
    """Compare hashes by name, in the order of the names."""
    changes = []
    for name in sorted({*before, *now}):
        if name not in before:
            changes.append(FileChange(name, "new"))
        elif name not in now:
            changes.append(FileChange(name, "gone"))
        elif before[name] != now[name]:
            changes.append(FileChange(name, "changed"))
    return tuple(changes)


def _compare_words(before: Path, after: Path) -> tuple[Change, ...]:
    from cvgen.diff.pdfs import compare_pdfs
    from cvgen.render.foreign import read_foreign_pages

    return compare_pdfs(read_foreign_pages(before), read_foreign_pages(after))


def _check_copies(entry: LedgerEntry) -> Iterator[Diagnostic]:
    """Warn of copies that are no longer what was sent."""
    for name, sha256 in entry.files.items():
        path = entry.folder / COPIES_FOLDER / name
        if not path.is_file():
            message = "the copy of what was sent is gone"
            hint = "restore it from a backup"
        elif compute_sha256(path.read_bytes()) != sha256:
            message = "this copy is no longer what was sent"
            hint = "restore it from a backup: its hash stands in the ledger"
        else:
            continue
        yield Diagnostic("A503", message, Place(str(path)), hint, "warning")
