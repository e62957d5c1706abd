"""Read the texts in a file of any kind.

That is text files, zip and gzip files, the comments of pictures, printable bytes.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from msgspec import Struct

MAX_UNPACKED_BYTES = 32_000_000  # of one file that was packed small
_MAX_MEMBERS = 2_000
_MAX_UTF16_BYTES = (
    64_000  # up to here, bytes that are no text are also read as UTF-16 of any script
)
_CHARACTER = (
    rb"[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_UTF8_WORDS = re.compile(rb"(?:" + _CHARACTER + rb"){4,}")
_UTF16_WORDS = re.compile(rb"(?:[\x20-\x7e]\x00){4,}|(?:\x00[\x20-\x7e]){4,}")
_TAG = re.compile(r"<[^<>]*>")
_PNG_TEXTS = frozenset({b"zTXt", b"iTXt"})  # chunks that may be packed
_PNG_PIXELS = frozenset({b"IDAT", b"IHDR", b"PLTE", b"IEND", b"fdAT"})
_JPEG_LAST_MARKERS = frozenset({b"\xda", b"\xd9", b""})
_BROKEN_FILE_ERRORS = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)


class LocatedText(Struct, frozen=True):
    """A text and words for where it is.

    What is not prose is code, in which short words mean nothing.
    """

    text: str
    place: str
    is_prose: bool = True


class UnreadablePart(Struct, frozen=True):
    """A place that could not be read, and why."""

    place: str
    reason: str


class EmbeddedFile(Struct, frozen=True):
    """A file inside a file."""

    data: bytes
    place: str


Part = LocatedText | UnreadablePart | EmbeddedFile


def read_file_texts(data: bytes, place: str) -> Iterator[Part]:
    """Yield the texts of a file, and the files in it as they are."""
    try:
        yield from _read_by_kind(data, place)
    except _BROKEN_FILE_ERRORS as error:
        yield UnreadablePart(place, _explain_error(error))
        yield from extract_printable(data, place)


def _read_by_kind(data: bytes, place: str) -> Iterator[Part]:
    if data.startswith(b"PK\3\4"):
        yield from _read_zip(data, place)
    elif data.startswith(b"\x1f\x8b"):
        file = cast("IO[bytes]", gzip.GzipFile(fileobj=io.BytesIO(data)))
        yield EmbeddedFile(_unpack_file(file), f"the file in {place}")
    elif data.startswith(b"\x89PNG"):
        yield from extract_printable(b"\n".join(_list_png_chunks(data)), f"a comment in {place}")
    elif data.startswith(b"\xff\xd8"):
        yield from extract_printable(b"\n".join(_list_jpeg_segments(data)), f"a comment in {place}")
    else:
        yield from _read_text(data, place)


def _explain_error(error: Exception) -> str:
    if isinstance(error, _TooBigError):
        return "it is too big"
    if "password" in str(error):
        return "it is locked by a password"
    return "it is broken"


class _TooBigError(ValueError):
    """More came out of a packed file than anybody writes."""


def _unpack_file(file: IO[bytes]) -> bytes:
    """Read a packed file.

    Raises ValueError where it is a bomb.
    """
    data = file.read(MAX_UNPACKED_BYTES + 1)
    if len(data) > MAX_UNPACKED_BYTES:
        raise _TooBigError
    return data


def _read_zip(data: bytes, place: str) -> Iterator[Part]:
    """Yield the names, the comments and the files of a zip, as which also office documents come."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    yield from extract_printable(archive.comment, f"the comment of {place}")
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        yield UnreadablePart(place, "it is too big")
    for member in members[:_MAX_MEMBERS]:
        yield LocatedText(member.filename, f"the name of a file in {place}")
        yield from _read_zip_member(archive, member, f"'{member.filename}' in {place}")


def _read_zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str
) -> Iterator[Part]:
    yield from extract_printable(member.comment, f"the comment of {place}")
    try:
        with archive.open(member) as file:
            yield EmbeddedFile(_unpack_file(file), place)
    except _BROKEN_FILE_ERRORS as error:
        yield UnreadablePart(place, _explain_error(error))


def _list_png_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG but for its pixels, unpacked, and what stands behind the last."""
    start = 8
    while start + 8 <= len(data):
        length = int.from_bytes(data[start : start + 4], "big")
        kind = data[start + 4 : start + 8]
        body = data[start + 8 : start + 8 + length]
        start += length + 12
        if kind not in _PNG_PIXELS:
            yield body
        if kind in _PNG_TEXTS:
            for separator in re.finditer(rb"\0", body[:400]):
                yield _inflate(body[separator.end() :])
        if kind == b"IEND":
            break
    yield data[start:]


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MAX_UNPACKED_BYTES)
    except zlib.error:
        return b""


def _list_jpeg_segments(data: bytes) -> Iterator[bytes]:
    """Yield what a JPEG holds before and behind its pixels: EXIF, XMP, IPTC, comments."""
    start = 2
    while data[start : start + 1] == b"\xff":
        if data[start + 1 : start + 2] in _JPEG_LAST_MARKERS:
            break
        marker = data[start + 1]
        length = int.from_bytes(data[start + 2 : start + 4], "big")
        is_comment = marker == 0xFE
        is_application_data = 0xE0 <= marker <= 0xEF
        if is_comment or is_application_data:
            yield data[start + 4 : start + 2 + length]
        start += 2 + max(length, 2)
    end = data.rfind(b"\xff\xd9")
    if end < 0:
        yield b""
    else:
        yield data[end + 2 :]


def extract_printable(data: bytes, place: str) -> Iterator[LocatedText]:
    """Yield whatever bytes hold that can be read as words, in UTF-8 or UTF-16, as one text."""
    words = [match[0].decode("utf-8", "replace") for match in _UTF8_WORDS.finditer(data)]
    for match in _UTF16_WORDS.finditer(data):
        letters = match[0].replace(b"\0", b"")
        words.append(letters.decode("ascii", "replace"))
    if len(data) <= _MAX_UTF16_BYTES and b"\0" in data:
        words.append(data.decode("utf-16-le", "ignore"))
        words.append(data.decode("utf-16-be", "ignore"))
        words.append(data[1:].decode("utf-16-le", "ignore"))
        words.append(data[1:].decode("utf-16-be", "ignore"))
    if words:
        yield LocatedText("\n".join(words), place, is_prose=False)


def _read_text(data: bytes, place: str) -> Iterator[LocatedText]:
    """Yield a text file as its reader sees it; marked up text also without its marks."""
    text = decode_text(data)
    if text is None:
        yield from extract_printable(data, place)
        return
    yield LocatedText(text, place)
    if "</" in text:
        yield LocatedText(_TAG.sub(" ", text), place)


def decode_text(data: bytes) -> str | None:
    """Decode text in UTF-8, UTF-16, GB 18030 or Latin-1; return None where it is no text."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        return _decode_utf16(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _decode_utf16(data: bytes) -> str | None:
    """Decode UTF-16 without a byte order mark.

    It is known by its zeros: every other byte in Western text is one.
    """
    even_zeros = data[::2].count(0)
    odd_zeros = data[1::2].count(0)
    if even_zeros and odd_zeros:
        return None
    if max(even_zeros, odd_zeros) * 3 < len(data):
        return None
    if odd_zeros:
        return data.decode("utf-16-le", "replace")
    return data.decode("utf-16-be", "replace")


def _decode_legacy(data: bytes) -> str | None:
    """Decode GB 18030 and Latin-1, which no byte tells apart: both are given."""
    for byte in data[:4000]:
        if byte < 32 and byte not in b"\t\n\r\f":
            return None
    latin = data.decode("latin-1")
    try:
        return latin + "\n" + data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    ascii_count = sum(byte < 128 for byte in data)
    if ascii_count * 2 > len(data):
        return latin
    return None
