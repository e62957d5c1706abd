"""Takes any PDF, gives every text that somebody could read out of it, with words for where it is.

First comes what the pages say, then what describes the file, then every other object: also those that nothing refers to,
those of earlier states of the file, and the files that are attached.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cvgen.pdf.embedded import Found, Inner, Unread, opened, printable
from cvgen.pdf.open import offsets, opened_pdf
from cvgen.pdf.places import LEFT, Spot
from cvgen.pdf.revisions import Leftovers, states
from cvgen.pdf.runs import Run, runs

RUNS_OVER = "the text that runs over pages"
_MOST_BYTES = 100_000_000  # unpacked, of all that is in the file
_DEEPEST = 5  # files in files
_FONTS = frozenset(
    {"/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/CIDSet", "/Encoding"}
)
_MARKED = re.compile(rb"/[^\s/<>\[\]()]+\s*(<<)(?!\s*/MCID\s+\d+\s*>>)")
_CODES = re.compile(rb"<([0-9A-Fa-f]+)>")  # of four digits each, as our engine writes them
_PIXELS = frozenset({"/DCTDecode", "/JPXDecode", "/DCT"})
_LONG_NAME = 6  # letters; shorter ones are PDF's own words


def texts(pdf: bytes) -> Iterator[Found | Unread]:
    """Give the texts; what cannot be read is given as such."""
    yield from _File(_Budget(_MOST_BYTES)).pdf(pdf)


@dataclass(slots=True)
class _Budget:
    """How much may still be unpacked."""

    left: int

    def spend(self, data: bytes) -> bool:
        self.left -= len(data)
        return self.left >= 0


@dataclass(frozen=True, slots=True)
class _File:
    """A file, how deep it lies in others, and words for those."""

    budget: _Budget
    depth: int = 0
    within: str = ""

    def inner(self, data: bytes, where: str) -> Iterator[Found | Unread]:
        """Give the texts of a file in this one, whatever kind it is."""
        if self.depth >= _DEEPEST or not self.budget.spend(data):
            yield Unread(where, "it is too big")
        elif b"%PDF-" in data[:1024]:
            yield from _File(self.budget, self.depth + 1, where).pdf(data)
        else:
            deeper = _File(self.budget, self.depth + 1, where)
            for part in opened(data, where):
                yield from (
                    deeper.inner(part.data, part.where) if isinstance(part, Inner) else (part,)
                )

    def pdf(self, data: bytes) -> Iterator[Found | Unread]:
        """Give the texts of a PDF: as it is now, as it was, and what is left over of it."""
        said: set[tuple[str, str]] = set()
        for part in self._states(data):
            if isinstance(part, Unread) or (part.text, part.where) not in said:
                yield self._placed(part)
            if isinstance(part, Found):
                said.add((part.text, part.where))

    def _placed(self, part: Found | Unread) -> Found | Unread:
        if not self.within or part.where.endswith(self.within):
            return part
        where = f"{part.where} in {self.within}" if part.where else self.within
        return (
            Unread(where, part.why)
            if isinstance(part, Unread)
            else Found(part.text, where, part.prose)
        )

    def _states(self, data: bytes) -> Iterator[Found | Unread]:
        reader, why = opened_pdf(data)
        if reader is None:
            yield Unread("", why)
            yield from printable(data, "the bytes of the file")
            return
        if why:
            yield Unread("", why)
        walk = _Walk(self, reader)
        yield from walk.pages()
        if walk.is_short:
            yield from _run_by_run(data)
        yield from walk.objects()
        known = set(offsets(reader))
        for end in states(data):
            earlier, _ = opened_pdf(data[:end])
            if earlier is not None:
                known.update(offsets(earlier))
                walk = _Walk(self, earlier)
                yield from (_as_earlier(part) for part in (*walk.pages(), *walk.objects()))
        left = Leftovers(data, reader, known)
        yield from _Walk(self, reader).all_of(left.objects())
        yield from printable(left.between(), "the bytes between the objects")


def _as_earlier(part: Found | Unread) -> Found | Unread:
    where = f"{part.where} in an earlier state of the file"
    return (
        Unread(where, part.why) if isinstance(part, Unread) else Found(part.text, where, part.prose)
    )


def _run_by_run(data: bytes) -> Iterator[Found]:
    """Read the pages of a file that our engine wrote in another way."""
    pages: dict[int, str] = {}
    try:
        last: Run | None = None
        for run in runs(data):
            near = (
                last is not None
                and last.page == run.page
                and last.base == run.base
                and abs(run.left - last.right) < run.size / 10
            )
            pages[run.page] = pages.get(run.page, "") + ("" if near else " ") + run.text
            last = run
    except Exception:  # noqa: BLE001 - it understands our own files only
        return
    yield from (Found(text, f"the text of page {number + 1}") for number, text in pages.items())


@dataclass(slots=True)
class _Walk:
    """Goes once through all objects of one state of a PDF."""

    file: _File
    reader: Any
    seen: set[tuple[int, int]] = field(default_factory=set)
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    drawn: str = ""
    is_short: bool = False  # fewer letters were read from the pages than are drawn on them

    def pages(self) -> Iterator[Found | Unread]:
        """Give what the pages say, and what runs over from one to the next."""
        before = ""
        for number, page in enumerate(self.reader.pages, 1):
            try:
                self._number(page, number)
                text = page.extract_text()
                yield Found(text, f"the text of page {number}")
                if before:
                    yield Found(
                        f"{before[-200:]}\n{text[:200]}", f"{RUNS_OVER} {number - 1} and {number}"
                    )
                before, self.drawn = text, self.drawn + text
                contents = page.get_contents()
                self.is_short |= (
                    contents is not None
                    and len(text) < sum(map(len, _CODES.findall(contents.get_data()))) // 4
                )
                yield from self._marked(contents, number)
            except Exception:  # noqa: BLE001 - pypdf fails on a broken page in any way
                self.is_short = True
                yield Unread(f"the text of page {number}", "it is broken")

    def _number(self, page: Any, number: int) -> None:
        if page.indirect_reference is not None:
            self.numbers[_id(page.indirect_reference)] = number
            self.seen.add(_id(page.indirect_reference))

    def _marked(self, contents: Any, number: int) -> Iterator[Found | Unread]:
        """Give what stands in the property lists of a page's content."""
        from pypdf.generic import read_object

        data = contents.get_data() if contents is not None else b""
        for match in _MARKED.finditer(data):
            thing = read_object(
                io.BytesIO(data[match.start(1) : match.start(1) + 100_000]), self.reader
            )
            yield from self._below(thing, Spot("some text", number))

    def objects(self) -> Iterator[Found | Unread]:
        """Give every text in every object: first what describes the file, then page after page, then all others."""
        trailer = self.reader.trailer
        yield from self._below(dict.get(trailer, "/Info"), Spot("the metadata", kind="metadata"))
        for number, page in enumerate(self.reader.pages, 1):
            yield from self._below(page, Spot(f"page {number}", number))
        yield from self._below(
            dict.get(trailer, "/Root"), Spot("the file's description", kind="catalogue")
        )
        yield from self._below(trailer, Spot("the file's trailer"))
        known = {
            (number, generation)
            for generation, table in self.reader.xref.items()
            for number in table
        }
        known |= {(number, 0) for number in self.reader.xref_objStm}
        from pypdf.generic import IndirectObject

        yield from self.all_of(
            IndirectObject(*each, self.reader) for each in sorted(known - self.seen)
        )

    def all_of(self, things: Iterable[Any]) -> Iterator[Found | Unread]:
        """Give the texts of what nothing refers to."""
        for thing in things:
            yield from self._below(thing, Spot(LEFT))

    def _below(self, start: Any, spot: Spot) -> Iterator[Found | Unread]:
        """Give the texts of an object and of all that is reached from it."""
        stack = [(start, spot)]
        while stack:
            thing, spot = stack.pop()
            thing = self._resolved(thing)
            if isinstance(thing, dict):
                spot = spot.entered(thing, self._page_of(thing))
                if hasattr(thing, "get_data"):
                    yield from self._stream(thing, spot)
                yield from self._named(thing, spot)
                stack += [(value, spot.below(key)) for key, value in reversed(thing.items())]
            elif isinstance(thing, list):
                stack += [(value, spot) for value in reversed(thing)]
            else:
                yield from self._said(thing, spot)

    def _resolved(self, thing: Any) -> Any:
        """Follow a reference, each only once; a broken one leads nowhere."""
        if not hasattr(thing, "idnum"):
            return thing
        if _id(thing) in self.seen:
            return None
        self.seen.add(_id(thing))
        try:
            return thing.get_object()
        except Exception:  # noqa: BLE001 - pypdf fails on a broken object in any way
            return None

    def _page_of(self, thing: dict[str, Any]) -> int:
        page = dict.get(thing, "/Pg")
        return self.numbers.get(_id(page), 0) if hasattr(page, "idnum") else 0

    def _said(self, thing: Any, spot: Spot) -> Iterator[Found | Unread]:
        """Give a string, or a name that is not PDF's own."""
        if isinstance(thing, bytes):
            yield from printable(thing, spot.where)
        elif (
            isinstance(thing, str)
            and thing.startswith("/")
            and type(thing).__name__ == "NameObject"
        ):
            yield from self._name(thing, spot)
        elif isinstance(thing, str) and thing:
            yield Found(thing, spot.where, prose=spot.words != LEFT)
            yield from self._in_utf_8(thing, spot)

    def _in_utf_8(self, thing: Any, spot: Spot) -> Iterator[Found]:
        """Give a string as UTF-8 where it is that and was taken for something else."""
        if not thing.isascii():
            try:
                yield Found(thing.original_bytes.decode("utf-8"), spot.where)
            except (UnicodeError, AttributeError):
                return

    def _named(self, thing: dict[str, Any], spot: Spot) -> Iterator[Found]:
        for key in thing:
            if key not in self.names:
                yield from self._name(key, spot)

    def _name(self, name: str, spot: Spot) -> Iterator[Found]:
        if len(name) > _LONG_NAME and name not in self.names:
            self.names.add(name)
            yield Found(name[1:], spot.where, prose=False)

    def _stream(self, stream: Any, spot: Spot) -> Iterator[Found | Unread]:
        """Give what a stream says, by what kind it is."""
        kind = stream.get("/Subtype"), stream.get("/Type")
        filters = stream.get("/Filter", ())
        last = filters[-1] if isinstance(filters, list) and filters else filters
        if (
            spot.key in _FONTS
            or kind[1] in ("/XRef", "/ObjStm")
            or (kind[0] == "/Image" and last not in _PIXELS)
        ):
            return
        try:
            if kind[0] == "/Form" or "/PatternType" in stream:
                yield from self._drawing(stream, spot)
            elif spot.key == "/Contents" and spot.words.startswith("page "):
                return
            else:
                yield from self._data(stream.get_data(), spot)
        except Exception:  # noqa: BLE001 - pypdf fails on a broken stream in any way
            yield Unread(spot.where, "it is broken")

    def _data(self, data: bytes, spot: Spot) -> Iterator[Found | Unread]:
        where = "" if spot.where == self.file.within else spot.where
        if spot.words == LEFT and b"BT" in data and (b"Tj" in data or b"TJ" in data):
            yield from self._loose_text(data)
        yield from self.file.inner(data, where)

    def _drawing(self, form: Any, spot: Spot) -> Iterator[Found | Unread]:
        """Give the text of a drawing that is not already part of a page's text."""
        page = self.reader.pages[max(spot.page - 1, 0)]
        text = page.extract_xform_text(form).strip()
        if text and text not in self.drawn:
            yield Found(text, f"the text of {spot.where}")
        yield from self._marked(form, spot.page)

    def _loose_text(self, data: bytes) -> Iterator[Found]:
        """Read the content of a page that is none any more, by the fonts of each page that is."""
        from pypdf.generic import DecodedStreamObject, NameObject

        for page in self.reader.pages:
            form = DecodedStreamObject()
            form.set_data(data)
            form[NameObject("/Resources")] = page["/Resources"]
            yield Found(page.extract_xform_text(form), "the text of a page that is left over")


def _id(reference: Any) -> tuple[int, int]:
    return reference.idnum, reference.generation
