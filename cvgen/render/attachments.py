"""Attach files to a PDF, as associated files of PDF/A-3 (ISO 19005-3, 6.8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import Struct


class AttachedFile(Struct, frozen=True):
    """A file in a PDF, with words for what it is, and the day of the PDF."""

    name: str
    data: bytes
    description: str
    day: date


def make_attachments(files: Iterable[AttachedFile]) -> list[Any]:
    """Make files the engine's attachments; the PDF was made of them, and they have its day."""
    from weasyprint import Attachment

    attachments = []
    for file in files:
        moment = datetime.combine(file.day, time(), UTC)
        attachments.append(
            Attachment(
                string=file.data,
                name=file.name,
                description=file.description,
                created=moment,
                modified=moment,
                relationship="Source",
            )
        )
    return attachments


def name_files_once(pdf_file: Any) -> None:
    """Name each associated file once: the engine names those twice that a list has too."""
    files = pdf_file.catalog.get("AF")
    if files:
        files[:] = dict.fromkeys(files)
