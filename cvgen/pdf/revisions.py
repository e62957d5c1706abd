"""Find what the cross-reference tables of a PDF do not list.

Earlier revisions, forgotten objects, and bytes between them.

ISO 32000-1, 7.5.6: an incremental update stands behind what it replaces, which stays in the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

_OBJECT_START = re.compile(rb"\d{1,10}\s{1,9}\d{1,5}\s{1,9}obj")
_STREAM_LENGTH = re.compile(rb"/Length\s{1,9}(\d{1,10})(?!\d*\s{1,9}\d{1,5}\s{1,9}R)")
_REVISION_END = re.compile(rb"startxref\s{1,9}(\d{1,12})\s{1,9}%%EOF[\r\n]{0,2}")
_MAX_REVISIONS = 20
_MAX_DICTIONARY_BYTES = 4000  # before a stream
_END_OF_OBJECT = b"endobj"


def find_revision_ends(data: bytes) -> list[int]:
    """List where earlier revisions of the file end, in bytes, the latest first."""
    ends = []
    for match in _REVISION_END.finditer(data):
        table = int(match[1])
        if _is_table(data[table : table + 40]):
            ends.append(match.end())
    earlier_ends = [end for end in reversed(ends) if _REVISION_END.search(data, end)]
    return earlier_ends[:_MAX_REVISIONS]


def _is_table(data: bytes) -> bool:
    return data.startswith(b"xref") or bool(_OBJECT_START.match(data))


class ObjectScanner(Struct):
    """Scans the bytes of a PDF for objects other than those at known offsets."""

    data: bytes
    reader: Any
    known_offsets: set[int]
    _gaps: list[bytes] = field(default_factory=list)

    def scan_objects(self) -> Iterator[Any]:
        """Yield the objects that no table lists."""
        end = 0
        for match in _OBJECT_START.finditer(self.data):
            if match.start() < end:
                continue
            self._gaps.append(self.data[end : match.start()])
            end = self._find_end(match.end())
            if match.start() not in self.known_offsets:
                yield from self._read_object(match.end())
        self._gaps.append(self.data[end:])

    def join_gaps(self) -> bytes:
        """Return what stands between the objects and behind the last, once all were scanned."""
        return b"\n".join(self._gaps)

    def _find_end(self, start: int) -> int:
        """Find where an object ends; a stream may hold whatever it likes, so it is jumped over."""
        end = self.data.find(_END_OF_OBJECT, self._skip_stream(start))
        if end < 0:
            return len(self.data)
        return end + len(_END_OF_OBJECT)

    def _skip_stream(self, start: int) -> int:
        """Return where the stream of an object ends by its length.

        It is the object's start where it has none.
        """
        head = self.data[start : start + _MAX_DICTIONARY_BYTES]
        stream = head.find(b"stream")
        close = head.find(_END_OF_OBJECT)
        if stream < 0 or 0 <= close < stream:
            return start
        length = _STREAM_LENGTH.search(head, 0, stream)
        if length is None:
            return start
        return start + stream + int(length[1])

    def _read_object(self, start: int) -> Iterator[Any]:
        from pypdf.generic import read_object

        try:
            value = read_object(_seek_to_value(self.data, start), self.reader)
            yield value
            if isinstance(value, dict) and value.get("/Type") == "/ObjStm":
                yield from self._read_object_stream(value)
        except Exception:  # noqa: BLE001 - pypdf fails on a broken object in any way
            return

    def _read_object_stream(self, stream: Any) -> Iterator[Any]:
        """Yield the objects in a stream of objects."""
        from pypdf.generic import read_object

        data = stream.get_data()
        first = int(stream["/First"])
        for offset in data[:first].split()[1::2]:
            yield read_object(_seek_to_value(data, first + int(offset)), self.reader)


def _seek_to_value(data: bytes, start: int) -> io.BytesIO:
    """Return a stream that stands behind the white space at a place."""
    head = data[start : start + 20]
    stream = io.BytesIO(data)
    stream.seek(start + len(head) - len(head.lstrip()))
    return stream
