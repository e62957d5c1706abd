"""Make the scans of a file lighter that is too large to be held in memory as a whole.

Its pictures are read one by one; what comes out is a small PDF, which other repairs take over.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, BinaryIO

from cvgen.application.attachments.downsample import (
    MOST_DPI,
    ScanChange,
    describe_change,
    encode_at_first_step,
    replace_picture,
    report_changes,
    report_left_alone,
)
from cvgen.application.attachments.file_types import (
    MOST_BYTES,
    MOST_SCAN_BYTES,
    detect_file_type,
    refuse_file,
    refuse_pdf,
)
from cvgen.application.attachments.findings import Findings
from cvgen.application.attachments.image_to_pdf import convert_large_image
from cvgen.application.attachments.pdf_objects import (
    copy_to_writer,
    resolve_object,
    set_entry,
    write_pdf,
)
from cvgen.application.attachments.scans import Scan, find_scans_on, find_turn_of_scan
from cvgen.pdf.open import allow_long_streams, open_pdf_file
from cvgen.target.demands import Demands
from cvgen.text.units import format_bytes

_HEAD_BYTES = 1024


def lighten_file(
    path: Path, repairs: Collection[str], demands: Demands, findings: Findings
) -> bytes:
    """Make a PDF of a file, with its scans at the demanded resolution.

    Where pages are to be turned, one that only the EXIF of its picture turns has a mark for it.

    Raises PdfError for a file that cannot be used, and for one that stays too large.
    """
    with path.open("rb") as file:
        file_type = detect_file_type(file.read(_HEAD_BYTES), path)
        file.seek(0)
        if file_type == "pdf":
            with allow_long_streams(MOST_SCAN_BYTES):
                data = _lighten_pdf(file, path, repairs, demands, findings)
        else:
            data = convert_large_image(file, path, demands, findings)
    if len(data) > MOST_BYTES:
        message = f"'{path.name}' takes {format_bytes(len(data))} also with lighter scans"
        raise refuse_file(path, "A232", message, "leave pages out, or send it in parts")
    return data


def _lighten_pdf(
    file: BinaryIO, path: Path, repairs: Collection[str], demands: Demands, findings: Findings
) -> bytes:
    reader, problem = open_pdf_file(file)
    if reader is None or problem:
        raise refuse_pdf(problem, path)
    if reader.is_encrypted:
        message = f"'{path.name}' is encrypted, and too large to be unlocked"
        raise refuse_file(path, "A206", message, "open it and print it to a PDF")
    try:
        if "rotate" in repairs:
            _mark_turned_pages(reader)
        _lighten_pages(reader, demands, findings)
        return write_pdf(copy_to_writer(reader))
    except Exception as error:  # noqa: BLE001 - pypdf fails on a broken file in any way
        lines = str(error).splitlines() or [type(error).__name__]
        raise refuse_pdf(f"it is broken: {lines[0]}", path) from None


def _mark_turned_pages(reader: Any) -> None:
    for page in reader.pages:
        turn = find_turn_of_scan(page)
        if turn:
            # pypdf's page is a copy of what will be written
            set_entry(resolve_object(page.indirect_reference), "/Rotate", turn)


def _lighten_pages(reader: Any, demands: Demands, findings: Findings) -> None:
    """Replace the pictures of page after page, so that no two of them are held."""
    changes: list[ScanChange] = []
    left: list[Scan] = []
    seen: set[int] = set()
    for numbered_page in enumerate(reader.pages, 1):
        for scan in find_scans_on([numbered_page]):
            key = scan.stream.indirect_reference.idnum
            if key in seen:
                continue
            seen.add(key)
            encode_at_first_step([scan], demands.dpi or MOST_DPI)
            if scan.jpeg:
                changes.append(describe_change(scan))
                replace_picture(scan)
            elif scan.reason:
                left.append(scan)
    report_changes(changes, findings)
    report_left_alone(left, findings)
