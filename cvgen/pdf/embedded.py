"""Takes the bytes of any file, gives the texts in it: what it says, the comments of pictures, and the files inside it."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, cast

MOST_BYTES = 32_000_000  # of one file that was packed small
_MOST_MEMBERS = 2_000
_SHORT = 64_000  # up to here, bytes that are no text are also read as UTF-16 of any script
_CHARACTER = (
    rb"[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_WORDS = re.compile(rb"(?:" + _CHARACTER + rb"){4,}")
_WIDE_WORDS = re.compile(rb"(?:[\x20-\x7e]\x00){4,}|(?:\x00[\x20-\x7e]){4,}")
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Found:
    """A text and words for where it is; what is not prose is code, in which short words mean nothing."""

    text: str
    where: str
    prose: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """A place that could not be read, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Inner:
    """A file inside a file."""

    data: bytes
    where: str


Part = Found | Unread | Inner


def opened(data: bytes, where: str) -> Iterator[Part]:
    """Give the texts of a file, and the files in it as they are."""
    try:
        if data.startswith(b"PK\3\4"):
            yield from _zip(data, where)
        elif data.startswith(b"\x1f\x8b"):
            yield Inner(
                _unpacked(cast("IO[bytes]", gzip.GzipFile(fileobj=io.BytesIO(data)))),
                f"the file in {where}",
            )
        elif data.startswith(b"\x89PNG"):
            yield from printable(b"\n".join(_png(data)), f"a comment in {where}")
        elif data.startswith(b"\xff\xd8"):
            yield from printable(b"\n".join(_jpeg(data)), f"a comment in {where}")
        else:
            yield from _text(data, where)
    except (
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        yield Unread(where, _reason(error))
        yield from printable(data, where)


def _reason(error: Exception) -> str:
    if isinstance(error, _TooBigError):
        return "it is too big"
    return "it is locked by a password" if "password" in str(error) else "it is broken"


class _TooBigError(ValueError):
    """More came out of a packed file than anybody writes."""


def _unpacked(file: IO[bytes]) -> bytes:
    """Read a packed file.

    Raises ValueError where it is a bomb.
    """
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _TooBigError
    return data


def _zip(data: bytes, where: str) -> Iterator[Part]:
    """Give the names, the comments and the files of a zip, as which also office documents come."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    yield from printable(archive.comment, f"the comment of {where}")
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        yield Unread(where, "it is too big")
    for member in members[:_MOST_MEMBERS]:
        yield Found(member.filename, f"the name of a file in {where}")
        yield from printable(member.comment, f"the comment of '{member.filename}' in {where}")
        inside = f"'{member.filename}' in {where}"
        try:
            with archive.open(member) as file:
                yield Inner(_unpacked(file), inside)
        except (
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            zipfile.BadZipFile,
            zlib.error,
        ) as error:
            yield Unread(inside, _reason(error))


def _png(data: bytes) -> Iterator[bytes]:
    """Give what a PNG holds beside its pixels, unpacked."""
    at = 8
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        at += length + 12
        if kind in (b"zTXt", b"iTXt"):
            yield body
            yield from (_inflated(body[match.end() :]) for match in re.finditer(rb"\0", body[:400]))
        elif kind not in (b"IDAT", b"IHDR", b"PLTE", b"IEND", b"fdAT"):
            yield body
        if kind == b"IEND":
            break
    yield data[at:]


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MOST_BYTES)
    except zlib.error:
        return b""


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Give what a JPEG holds before and behind its pixels: EXIF, XMP, IPTC, comments."""
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] not in (b"\xda", b"\xd9", b""):
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xFE or 0xE0 <= data[at + 1] <= 0xEF:
            yield data[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)
    end = data.rfind(b"\xff\xd9")
    yield data[end + 2 :] if end >= 0 else b""


def printable(data: bytes, where: str) -> Iterator[Found]:
    """Give whatever bytes hold that can be read as words, in UTF-8 or UTF-16."""
    words = [match[0].decode("utf-8", "replace") for match in _WORDS.finditer(data)]
    words += [
        match[0].replace(b"\0", b"").decode("ascii", "replace")
        for match in _WIDE_WORDS.finditer(data)
    ]
    if len(data) <= _SHORT and b"\0" in data:
        words += [
            data[start:].decode(codec, "ignore")
            for start in (0, 1)
            for codec in ("utf-16-le", "utf-16-be")
        ]
    if words:
        yield Found("\n".join(words), where, prose=False)


def _text(data: bytes, where: str) -> Iterator[Found]:
    """Give a text file as its reader sees it; marked up text also without its marks."""
    text = decoded(data)
    if text is None:
        yield from printable(data, where)
        return
    yield Found(text, where)
    if "</" in text:
        yield Found(_TAG.sub(" ", text), where)


def decoded(data: bytes) -> str | None:
    """Read text in UTF-8, UTF-16, GB 18030 or Latin-1; None where it is no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        evens, odds = data[::2].count(0), data[1::2].count(0)
        codec = "utf-16-le" if odds else "utf-16-be"
        return (
            None
            if (evens and odds) or max(evens, odds) * 3 < len(data)
            else data.decode(codec, "replace")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _older(data)


def _older(data: bytes) -> str | None:
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in data[:4000]):
        return None
    latin = data.decode("latin-1")
    try:
        return latin + "\n" + data.decode("gb18030")
    except UnicodeDecodeError:
        return latin if sum(byte < 128 for byte in data) * 2 > len(data) else None
