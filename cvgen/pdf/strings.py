"""Read every text that somebody could read out of a PDF, with words for where it is.

First comes what the pages say, then what describes the file, then every other object: also those
that nothing refers to, those of earlier revisions, and the files that are attached.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from cvgen.pdf.embedded import (
    EmbeddedFile,
    LocatedText,
    UnreadablePart,
    extract_printable,
    read_file_texts,
)
from cvgen.pdf.object_walk import ObjectWalk
from cvgen.pdf.open import has_pdf_header, list_object_offsets, open_pdf
from cvgen.pdf.revisions import ObjectScanner, find_revision_ends
from cvgen.pdf.runs import Run, read_runs

_MAX_BYTES = 100_000_000  # unpacked, of all that is in the file
_MAX_DEPTH = 5  # files in files
Part = LocatedText | UnreadablePart


def read_strings(pdf: bytes) -> Iterator[Part]:
    """Yield the texts of a PDF; what cannot be read is given as such."""
    yield from _FileReader(_Budget(_MAX_BYTES)).read_pdf(pdf)


def read_file_strings(data: bytes, place: str) -> Iterator[Part]:
    """Yield the texts of a file of any kind, and of the files in it; `place` says what it is."""
    yield from _FileReader(_Budget(_MAX_BYTES)).read_file(data, place)


class _Budget(Struct):
    """How many bytes may still be unpacked."""

    remaining: int

    def can_spend(self, data: bytes) -> bool:
        """Take bytes from the budget; say whether there were as many."""
        self.remaining -= len(data)
        return self.remaining >= 0


class _FileReader(Struct, frozen=True):
    """Reads a file, which lies so deep in others, described by `container`."""

    budget: _Budget
    depth: int = 0
    container: str = ""

    def read_file(self, data: bytes, place: str) -> Iterator[Part]:
        """Yield the texts of a file in this one, whatever kind it is."""
        if self.depth >= _MAX_DEPTH or not self.budget.can_spend(data):
            yield UnreadablePart(place, "it is too big")
            return
        inner = _FileReader(self.budget, self.depth + 1, place)
        if has_pdf_header(data):
            yield from inner.read_pdf(data)
            return
        for part in read_file_texts(data, place):
            if isinstance(part, EmbeddedFile):
                yield from inner.read_file(part.data, part.place)
            else:
                yield part

    def read_pdf(self, data: bytes) -> Iterator[Part]:
        """Yield the texts of a PDF, each once for a place."""
        known: set[tuple[str, str]] = set()
        for part in self._read_revisions(data):
            if isinstance(part, LocatedText):
                key = (part.text, part.place)
                if key in known:
                    continue
                known.add(key)
            yield self._add_container(part)

    def _add_container(self, part: Part) -> Part:
        """Say of a part in which file it is."""
        if not self.container or part.place.endswith(self.container):
            return part
        if not part.place:
            return replace(part, place=self.container)
        return replace(part, place=f"{part.place} in {self.container}")

    def _read_revisions(self, data: bytes) -> Iterator[Part]:
        """Yield the texts of a PDF: as it is now, as it was, and what is left over of it."""
        reader, problem = open_pdf(data)
        if problem:
            yield UnreadablePart("", problem)
        if reader is None:
            yield from extract_printable(data, "the bytes of the file")
            return
        walk = ObjectWalk(reader, self.read_file, self.container)
        yield from walk.read_pages()
        if walk.lacks_letters:
            yield from _read_page_runs(data)
        yield from walk.read_objects()
        offsets = set(list_object_offsets(reader))
        for end in find_revision_ends(data):
            earlier, _ = open_pdf(data[:end])
            if earlier is not None:
                offsets.update(list_object_offsets(earlier))
                yield from self._read_earlier(ObjectWalk(earlier, self.read_file, self.container))
        scanner = ObjectScanner(data, reader, offsets)
        rest = ObjectWalk(reader, self.read_file, self.container)
        yield from rest.read_unreferenced(scanner.scan_objects())
        yield from extract_printable(scanner.join_gaps(), "the bytes between the objects")

    def _read_earlier(self, walk: ObjectWalk) -> Iterator[Part]:
        parts = [*walk.read_pages(), *walk.read_objects()]
        for part in parts:
            yield replace(part, place=f"{part.place} in an earlier state of the file")


def _read_page_runs(data: bytes) -> Iterator[LocatedText]:
    """Read the pages of a file run by run; a gap between runs is a space."""
    texts: dict[int, str] = {}
    try:
        last: Run | None = None
        for run in read_runs(data):
            if last is None or not _is_adjacent(last, run):
                texts[run.page] = texts.get(run.page, "") + " "
            texts[run.page] += run.text
            last = run
    except Exception:  # noqa: BLE001 - pypdf fails on a broken file in any way
        return
    for page, text in texts.items():
        yield LocatedText(text, f"the text of page {page + 1}")


def _is_adjacent(before: Run, after: Run) -> bool:
    """Say whether a run begins where the last one ended."""
    if before.page != after.page or before.baseline != after.baseline:
        return False
    return abs(after.left - before.right) < after.size / 10
