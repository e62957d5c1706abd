"""Read every string, name and stream in the objects of a PDF, with words for where it is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct, field

from cvgen.pdf.embedded import LocatedText, UnreadablePart, extract_printable
from cvgen.pdf.places import UNREFERENCED, Spot

PAGE_BREAK = "the text that runs over pages"
_FONT_KEYS = frozenset(
    {"/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CIDToGIDMap", "/CIDSet", "/Encoding"}
)
_TABLE_TYPES = frozenset({"/XRef", "/ObjStm"})
_PICTURE_FILES = frozenset({"/DCTDecode", "/JPXDecode", "/DCT"})  # filters whose data is a file
_PROPERTY_LIST = re.compile(rb"/[^\s/<>\[\]()]+\s*(<<)(?!\s*/MCID\s+\d+\s*>>)")
_MAX_PROPERTY_BYTES = 100_000
_HEX_STRING = re.compile(rb"<([0-9A-Fa-f]+)>")
_DIGITS_OF_CODE = 4  # in a hexadecimal string, as our engine writes them
_PAGE_BREAK_LETTERS = 200  # on each side
_MIN_NAME_LENGTH = 7  # letters with the stroke; shorter ones are PDF's own words
Part = LocatedText | UnreadablePart
ObjectId = tuple[int, int]


class ObjectWalk(Struct):
    """Goes once through all objects of one revision of a PDF.

    `read_file` reads a file that is in it.
    """

    reader: Any
    read_file: Callable[[bytes, str], Iterator[Part]]
    container: str = ""  # words for the file that the PDF is in
    lacks_letters: bool = False  # fewer letters were read from the pages than are drawn on them
    _visited: set[ObjectId] = field(default_factory=set)
    _page_numbers: dict[ObjectId, int] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _page_text: str = ""

    # --- pages ------------------------------------------------------------------------------------

    def read_pages(self) -> Iterator[Part]:
        """Yield what the pages say, and what runs over from one to the next."""
        previous = ""
        for number, page in enumerate(self.reader.pages, 1):
            try:
                self._register_page(page, number)
                text = page.extract_text()
                yield LocatedText(text, f"the text of page {number}")
                if previous:
                    yield _join_page_break(previous, text, number)
                previous = text
                self._page_text += text
                yield from self._read_page_content(page, text, number)
            except Exception:  # noqa: BLE001 - pypdf fails on a broken page in any way
                self.lacks_letters = True
                yield UnreadablePart(f"the text of page {number}", "it is broken")

    def _register_page(self, page: Any, number: int) -> None:
        if page.indirect_reference is not None:
            page_id = _identify(page.indirect_reference)
            self._page_numbers[page_id] = number
            self._visited.add(page_id)

    def _read_page_content(self, page: Any, text: str, number: int) -> Iterator[Part]:
        contents = page.get_contents()
        if contents is None:
            return
        data = contents.get_data()
        if len(text) < _count_codes(data):
            self.lacks_letters = True
        yield from self._read_property_lists(data, number)

    def _read_property_lists(self, content: bytes, page: int) -> Iterator[Part]:
        """Yield what stands in the property lists of marked content."""
        from pypdf.generic import read_object

        for match in _PROPERTY_LIST.finditer(content):
            start = match.start(1)
            stream = io.BytesIO(content[start : start + _MAX_PROPERTY_BYTES])
            yield from self._read_below(read_object(stream, self.reader), Spot("some text", page))

    # --- objects ----------------------------------------------------------------------------------

    def read_objects(self) -> Iterator[Part]:
        """Yield every text in every object.

        First comes what describes the file, then page after page, then all others.
        """
        from pypdf.generic import IndirectObject

        trailer = self.reader.trailer
        metadata = dict.get(trailer, "/Info")
        yield from self._read_below(metadata, Spot("the metadata", kind="metadata"))
        for number, page in enumerate(self.reader.pages, 1):
            yield from self._read_below(page, Spot(f"page {number}", number))
        catalogue = dict.get(trailer, "/Root")
        yield from self._read_below(catalogue, Spot("the file's description", kind="catalogue"))
        yield from self._read_below(trailer, Spot("the file's trailer"))
        rest = sorted(self._list_object_ids() - self._visited)
        yield from self.read_unreferenced(IndirectObject(*each, self.reader) for each in rest)

    def _list_object_ids(self) -> set[ObjectId]:
        ids = set()
        for generation, table in self.reader.xref.items():
            for number in table:
                ids.add((number, generation))
        for number in self.reader.xref_objStm:
            ids.add((number, 0))
        return ids

    def read_unreferenced(self, values: Iterable[Any]) -> Iterator[Part]:
        """Yield the texts of objects that nothing refers to."""
        for value in values:
            yield from self._read_below(value, Spot(UNREFERENCED))

    def _read_below(self, start: Any, start_spot: Spot) -> Iterator[Part]:
        """Yield the texts of an object and of all that is reached from it."""
        stack = [(start, start_spot)]
        # pypdf puts fonts that it reads in place of references: direct objects may form a circle.
        containers: dict[int, Any] = {}
        while stack:
            reference, spot = stack.pop()
            value = self._resolve_once(reference)
            if isinstance(value, (dict, list)):
                if id(value) in containers:
                    continue
                containers[id(value)] = value
            if isinstance(value, dict):
                spot = spot.enter_dictionary(value, self._find_page(value))
                if hasattr(value, "get_data"):
                    yield from self._read_stream(value, spot)
                yield from self._read_keys(value, spot)
                stack += [(item, spot.enter_key(key)) for key, item in reversed(value.items())]
            elif isinstance(value, list):
                stack += [(item, spot) for item in reversed(value)]
            else:
                yield from self._read_scalar(value, spot)

    def _resolve_once(self, reference: Any) -> Any:
        """Follow a reference, each only once; a broken one leads nowhere."""
        if not hasattr(reference, "idnum"):
            return reference
        object_id = _identify(reference)
        if object_id in self._visited:
            return None
        self._visited.add(object_id)
        try:
            return reference.get_object()
        except Exception:  # noqa: BLE001 - pypdf fails on a broken object in any way
            return None

    def _find_page(self, dictionary: dict[str, Any]) -> int:
        """Return the number of the page that a structure element names; 0 for none."""
        page = dict.get(dictionary, "/Pg")
        if not hasattr(page, "idnum"):
            return 0
        return self._page_numbers.get(_identify(page), 0)

    # --- strings and names ------------------------------------------------------------------------

    def _read_scalar(self, value: Any, spot: Spot) -> Iterator[LocatedText]:
        """Yield a string, or a name that is not PDF's own."""
        if isinstance(value, bytes):
            yield from extract_printable(value, spot.where)
        elif not isinstance(value, str) or not value:
            return
        elif value.startswith("/") and type(value).__name__ == "NameObject":
            yield from self._read_name(value, spot)
        else:
            yield LocatedText(value, spot.where, is_prose=spot.words != UNREFERENCED)
            yield from _reread_as_utf8(value, spot)

    def _read_keys(self, dictionary: dict[str, Any], spot: Spot) -> Iterator[LocatedText]:
        for key in dictionary:
            yield from self._read_name(key, spot)

    def _read_name(self, name: str, spot: Spot) -> Iterator[LocatedText]:
        """Yield a name, each once, without its stroke."""
        if len(name) >= _MIN_NAME_LENGTH and name not in self._names:
            self._names.add(name)
            yield LocatedText(name[1:], spot.where, is_prose=False)

    # --- streams ----------------------------------------------------------------------------------

    def _read_stream(self, stream: Any, spot: Spot) -> Iterator[Part]:
        """Yield what a stream says, by what kind it is."""
        if _has_no_text(stream, spot.key):
            return
        try:
            if stream.get("/Subtype") == "/Form" or "/PatternType" in stream:
                yield from self._read_form(stream, spot)
            elif spot.key == "/Contents" and spot.words.startswith("page "):
                return
            else:
                yield from self._read_data(stream.get_data(), spot)
        except Exception:  # noqa: BLE001 - pypdf fails on a broken stream in any way
            yield UnreadablePart(spot.where, "it is broken")

    def _read_data(self, data: bytes, spot: Spot) -> Iterator[Part]:
        place = spot.where
        if place == self.container:
            place = ""
        if spot.words == UNREFERENCED and _looks_like_content(data):
            yield from self._read_loose_content(data)
        yield from self.read_file(data, place)

    def _read_form(self, form: Any, spot: Spot) -> Iterator[Part]:
        """Yield the text of a drawing that is not already part of a page's text."""
        page = self.reader.pages[max(spot.page - 1, 0)]
        text = page.extract_xform_text(form).strip()
        if text and text not in self._page_text:
            yield LocatedText(text, f"the text of {spot.where}")
        yield from self._read_property_lists(form.get_data(), spot.page)

    def _read_loose_content(self, data: bytes) -> Iterator[LocatedText]:
        """Read the content of a page that is none any more, by the fonts of each page that is."""
        from pypdf.generic import DecodedStreamObject, NameObject

        for page in self.reader.pages:
            form = DecodedStreamObject()
            form.set_data(data)
            form[NameObject("/Resources")] = page["/Resources"]
            yield LocatedText(page.extract_xform_text(form), "the text of a page that is left over")


def _identify(reference: Any) -> ObjectId:
    return reference.idnum, reference.generation


def _join_page_break(before: str, after: str, number: int) -> LocatedText:
    text = f"{before[-_PAGE_BREAK_LETTERS:]}\n{after[:_PAGE_BREAK_LETTERS]}"
    return LocatedText(text, f"{PAGE_BREAK} {number - 1} and {number}")


def _count_codes(content: bytes) -> int:
    """Count the codes in hexadecimal strings."""
    digit_count = 0
    for digits in _HEX_STRING.findall(content):
        digit_count += len(digits)
    return digit_count // _DIGITS_OF_CODE


def _reread_as_utf8(value: Any, spot: Spot) -> Iterator[LocatedText]:
    """Yield a string as UTF-8 where it is that and was taken for something else."""
    if value.isascii():
        return
    try:
        yield LocatedText(value.original_bytes.decode("utf-8"), spot.where)
    except (UnicodeError, AttributeError):
        return


def _has_no_text(stream: Any, key: str) -> bool:
    """Say whether a stream is a font, a table of objects, or bare pixels."""
    if key in _FONT_KEYS or stream.get("/Type") in _TABLE_TYPES:
        return True
    if stream.get("/Subtype") != "/Image":
        return False
    filters = stream.get("/Filter", ())
    last_filter = filters
    if isinstance(filters, list) and filters:
        last_filter = filters[-1]
    return last_filter not in _PICTURE_FILES


def _looks_like_content(data: bytes) -> bool:
    """Say whether data has the operators of text."""
    return b"BT" in data and (b"Tj" in data or b"TJ" in data)
