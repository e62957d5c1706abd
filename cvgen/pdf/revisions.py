"""Takes the bytes of a PDF, gives what its tables do not list: objects that were replaced or forgotten, and what is between."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_HEAD = re.compile(rb"\d{1,10}\s{1,9}\d{1,5}\s{1,9}obj")
_LENGTH = re.compile(rb"/Length\s{1,9}(\d{1,10})(?!\d*\s{1,9}\d{1,5}\s{1,9}R)")
_STATE = re.compile(rb"startxref\s{1,9}(\d{1,12})\s{1,9}%%EOF[\r\n]{0,2}")
_MOST_STATES = 20
_LONGEST_HEAD = 4000  # bytes of a dictionary before its stream


def states(data: bytes) -> list[int]:
    """List where earlier states of the file ended, the latest first: a change may be added behind what it replaces."""
    ends = [match.end() for match in _STATE.finditer(data) if _is_table(data[int(match[1]) :][:40])]
    return [end for end in reversed(ends) if _STATE.search(data, end)][:_MOST_STATES]


def _is_table(data: bytes) -> bool:
    return data.startswith(b"xref") or bool(_HEAD.match(data))


@dataclass(slots=True)
class Leftovers:
    """The bytes, what reads them, and where the objects begin that are known already."""

    data: bytes
    reader: Any
    known: set[int]
    _gaps: list[bytes] = field(default_factory=list)

    def objects(self) -> Iterator[Any]:
        """Give the objects that no table lists."""
        end = 0
        for match in _HEAD.finditer(self.data):
            if match.start() < end:
                continue
            self._gaps.append(self.data[end : match.start()])
            end = self._end(match.end())
            if match.start() not in self.known:
                yield from self._read(match.end())
        self._gaps.append(self.data[end:])

    def between(self) -> bytes:
        """Give what stands between the objects and behind the last, once they were given."""
        return b"\n".join(self._gaps)

    def _end(self, start: int) -> int:
        """Find where an object ends; a stream may hold whatever it likes, so it is jumped over."""
        head = self.data[start : start + _LONGEST_HEAD]
        stream, close = head.find(b"stream"), head.find(b"endobj")
        length = (
            _LENGTH.search(head, 0, stream) if stream >= 0 and not 0 <= close < stream else None
        )
        end = self.data.find(b"endobj", start + stream + int(length[1]) if length else start)
        return len(self.data) if end < 0 else end + len(b"endobj")

    def _read(self, start: int) -> Iterator[Any]:
        from pypdf.generic import read_object

        try:
            thing = read_object(self._at(self.data, start), self.reader)
            yield thing
            if isinstance(thing, dict) and thing.get("/Type") == "/ObjStm":
                yield from self._packed(thing)
        except Exception:  # noqa: BLE001 - pypdf fails on a broken object in any way
            return

    def _packed(self, stream: Any) -> Iterator[Any]:
        """Give the objects in a stream of objects."""
        from pypdf.generic import read_object

        data, first = stream.get_data(), int(stream["/First"])
        for offset in data[:first].split()[1::2]:
            yield read_object(self._at(data, first + int(offset)), self.reader)

    def _at(self, data: bytes, start: int) -> io.BytesIO:
        stream = io.BytesIO(data)
        stream.seek(start + len(data[start : start + 20]) - len(data[start : start + 20].lstrip()))
        return stream
