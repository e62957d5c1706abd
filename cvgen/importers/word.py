"""Import Word documents (.docx, ISO/IEC 29500): headings, tab-set dates, lists and tables in order.

python-docx opens the package and knows its styles; the text is walked here, because its own lists
of paragraphs and runs leave out what is tracked, in content controls, or in text boxes.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from cvgen.errors import Diagnostic, SourceError
from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.importer import Importer
from cvgen.importers.page.document import DocumentReader
from cvgen.importers.source import Source

_MOST_PART_BYTES = 20_000_000
_MOST_PACKAGE_BYTES = 60_000_000  # of all parts, unpacked
_MOST_PARTS = 2_000
_MOST_TEXT_BYTES = 8_000_000  # of the part that has the text
_START_BYTES = 4096
_OLD = b"\xd0\xcf\x11\xe0"
_MARKUP = (".xml", ".rels")


def recognize_word(source: Source) -> bool:
    """Say whether a file is a Word document, of the new kind or the old."""
    return source.tool == "Word"


def import_word(source: Source) -> ProfileBuilder:
    """Import a Word document."""
    from cvgen.importers.docx.page import read_page

    content = source.read_bytes()
    if content.startswith(_OLD):
        message = "this is a Word document of the old kind (.doc), or one with a password"
        hint = "open it, take the password away, and save it as .docx"
        raise SourceError(Diagnostic("I102", message, source.find_place(), hint))
    _check_package(source, content)
    builder = ProfileBuilder(source)
    page = read_page(_open_document(source, content), builder)
    DocumentReader(builder, page).read()
    return builder


def _check_package(source: Source, content: bytes) -> None:
    """Refuse a package that unpacks to more than any CV, or has XML with a DOCTYPE.

    Raises SourceError.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        parts = archive.infolist()
        _check_sizes(source, parts)
        for part in parts:
            if not part.filename.lower().endswith(_MARKUP):
                continue
            with archive.open(part) as file:
                start = file.read(_START_BYTES)
            if b"<!DOCTYPE" in start.upper():
                message = f"the part '{part.filename[:60]}' has a DOCTYPE, which no Word writes"
                raise SourceError(Diagnostic("I102", message, source.find_place()))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise _refuse_broken(source, error) from None


def _check_sizes(source: Source, parts: list[zipfile.ZipInfo]) -> None:
    largest = max((part.file_size for part in parts), default=0)
    text = max(
        (part.file_size for part in parts if part.filename == "word/document.xml"), default=0
    )
    is_large = sum(part.file_size for part in parts) > _MOST_PACKAGE_BYTES
    is_large = is_large or largest > _MOST_PART_BYTES or text > _MOST_TEXT_BYTES
    if not is_large and len(parts) <= _MOST_PARTS:
        return
    message = "this document unpacks to more than any CV has"
    hint = "is it the right file? if so, save it without its pictures"
    raise SourceError(Diagnostic("I103", message, source.find_place(), hint))


def _refuse_broken(source: Source, error: Exception) -> SourceError:
    reason = " ".join(str(error).split())[:100]
    message = f"this Word document is broken: {reason or type(error).__name__}"
    hint = "open it in Word or LibreOffice, and save it again"
    return SourceError(Diagnostic("I102", message, source.find_place(), hint))


def _open_document(source: Source, content: bytes) -> Any:
    try:
        from docx import Document
    except ImportError:
        message = "Word documents are read by python-docx, which is not installed"
        hint = "pip install 'cvgen-press[docx]'"
        raise SourceError(Diagnostic("I114", message, source.find_place(), hint)) from None
    try:
        return Document(BytesIO(content))
    except Exception as error:  # noqa: BLE001 - lxml and python-docx fail on broken files in any way
        raise _refuse_broken(source, error) from None


IMPORTER = Importer("Word", recognize_word, import_word)
