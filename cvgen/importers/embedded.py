"""Give back the profile that a PDF of cvgen's carries: exactly, with its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cvgen.errors import Diagnostic, SourceError
from cvgen.files.yamlfile import list_children
from cvgen.importers.account import Account
from cvgen.importers.json_file import parse_json
from cvgen.importers.source import Source
from cvgen.profile.foreign import recognize_start
from cvgen.profile.kinds import KINDS
from cvgen.text.patterns import compile_late

PROFILE_FILE = "cvgen-profile.json"
_SETTINGS = (
    "language",
    "headings",
    "legend",
    "publicationLists",
    "closing",
    "counts",
    "sums",
    "timeline",
)
_KEYS = frozenset({"basics", "custom", *_SETTINGS, *KINDS})
_PICTURE = compile_late(r"[^/\\:\0-\x1f.][^/\\:\0-\x1f]{0,80}\.(?:jpe?g|png)")
_PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n")


class EmbeddedProfile(Struct, frozen=True):
    """A profile as plain data, and the pictures that it names."""

    data: dict[str, Any]
    pictures: dict[str, bytes]

    def count_words(self) -> Account:
        """Count the words, all of which are in the profile."""
        words = sum(len(text.split()) for text in _list_texts(self.data))
        return Account(words, words, {}, (), ())


def read_embedded_profile(source: Source) -> EmbeddedProfile | None:
    """Read the profile in a PDF; None where there is none.

    Raises SourceError where it is broken.
    """
    if not source.name or recognize_start(source.read_bytes()) != "PDF":
        return None
    from cvgen.pdf.attachments import read_named_attachments

    files = dict(read_named_attachments(source.read_bytes()))
    content = files.pop(PROFILE_FILE, None)
    if content is None:
        return None
    data = _parse_profile(content, source)
    pictures = {name: content for name, content in files.items() if _is_picture(name, content)}
    return EmbeddedProfile(data, pictures)


def _is_picture(name: str, content: bytes) -> bool:
    """Say whether a file is a picture, whose name stays in the folder of the profile."""
    return bool(_PICTURE.fullmatch(name)) and content.startswith(_PICTURE_STARTS)


def _parse_profile(content: bytes, source: Source) -> dict[str, Any]:
    try:
        data = parse_json(content.decode(), source.find_place().file).data
    except ValueError as error:
        message = f"the profile in this PDF is broken: {error}"
        hint = "build the PDF again"
        raise SourceError(Diagnostic("I102", message[:150], source.find_place(), hint)) from None
    if not isinstance(data, dict) or not isinstance(data.get("basics"), dict):
        message = "the profile in this PDF is no profile of cvgen's"
        raise SourceError(Diagnostic("I102", message, source.find_place(), "build the PDF again"))
    return {key: value for key, value in data.items() if key in _KEYS}


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for _, part in list_children(value):
        yield from _list_texts(part)
