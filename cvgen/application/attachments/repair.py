"""Repair a copy of an attachment on request, and report every change with figures.

The file itself is never touched; where nothing needs a repair, the copy is the file, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.application.attachments.downsample import downsample_scans
from cvgen.application.attachments.file_types import (
    detect_file_type,
    is_too_large_to_hold,
    open_for_repair,
    read_attachment,
    refuse_file,
    refuse_pdf,
)
from cvgen.application.attachments.findings import Findings
from cvgen.application.attachments.flatten import flatten_pages
from cvgen.application.attachments.form_fields import has_signature
from cvgen.application.attachments.image_to_pdf import convert_image_to_pdf
from cvgen.application.attachments.inspect import add_remaining_findings, report_encryption
from cvgen.application.attachments.lighten import lighten_file
from cvgen.application.attachments.pdf_objects import copy_to_writer, write_pdf
from cvgen.application.attachments.rotate import straighten_pages
from cvgen.errors import Diagnostic, PdfError, Place, did_you_mean
from cvgen.pdf.annotations import list_forbidden_permissions
from cvgen.pdf.open import create_reader
from cvgen.target.demands import Demands
from cvgen.text.units import format_bytes

REPAIRS = ("paper", "rotate", "flatten", "images", "unlock")
_REPAIR_IN_HINT = re.compile(r"mend: \[(\w+)\]")


class RepairResult(Struct, frozen=True):
    """A copy as a PDF, what was done to it, and what could not be done.

    `is_changed` says whether the copy is another than the file.
    """

    data: bytes
    is_changed: bool
    notes: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()


class _Job(Struct, frozen=True):
    path: Path
    repairs: frozenset[str]
    demands: Demands
    findings: Findings


def repair_attachment(path: Path, repairs: Collection[str], demands: Demands) -> RepairResult:
    """Repair a copy of an attachment as requested, and warn of what remains.

    A picture becomes pages of a PDF in any case. Raises PdfError for a file that cannot be used,
    and for an unknown repair.
    """
    findings = Findings(Place(str(path)))
    _check_repairs(repairs, findings.place)
    requested = frozenset(repairs)
    applicable = requested
    original = b""
    if "images" in requested and is_too_large_to_hold(path):
        pdf = lighten_file(path, requested, demands, findings)
        if not demands.bytes:
            applicable = requested - {"images"}
    else:
        original = read_attachment(path)
        pdf = original
    if detect_file_type(pdf, path) != "pdf":
        pdf = convert_image_to_pdf(pdf, path, demands, findings)
        applicable = requested & {"images"}
    job = _Job(path, applicable, demands, findings)
    data = _repair_pdf(pdf, job)
    _report_bytes(data, job)
    if requested:
        add_remaining_findings(data, path, demands, findings)
    notes = []
    warnings = []
    for finding in findings.diagnostics:
        diagnostic = _remove_followed_hint(finding, requested)
        if diagnostic.severity == "note":
            notes.append(diagnostic)
        else:
            warnings.append(diagnostic)
    return RepairResult(data, data is not original, tuple(notes), tuple(warnings))


def _check_repairs(repairs: Collection[str], place: Place) -> None:
    errors = []
    for repair in repairs:
        if repair not in REPAIRS:
            hint = did_you_mean(repair, REPAIRS)
            errors.append(Diagnostic("A240", f"'{repair}' is not a mend", place, hint))
    if errors:
        raise PdfError(*errors)


def _report_bytes(data: bytes, job: _Job) -> None:
    most = job.demands.bytes
    if not most or len(data) <= most:
        return
    hint = "write 'mend: [images]'"
    if "images" in job.repairs:
        hint = "leave pages out, or send them as several files"
    message = f"it takes {format_bytes(len(data))}, and at most {format_bytes(most)} are wanted"
    job.findings.add("A232", message, hint)


def _remove_followed_hint(diagnostic: Diagnostic, requested: frozenset[str]) -> Diagnostic:
    match = _REPAIR_IN_HINT.search(diagnostic.hint)
    if match and match[1] in requested:
        return replace(diagnostic, hint="")
    return diagnostic


def _repair_pdf(data: bytes, job: _Job) -> bytes:
    reader = open_for_repair(data, job.path)
    if reader.is_encrypted and "unlock" not in job.repairs:
        _report_locked(reader, job)
        return data
    if not job.repairs:
        return data
    was_signed = has_signature(reader)
    try:
        repaired = _repair_copy(reader, job)
    except Exception as error:  # noqa: BLE001 - pypdf fails on a broken file in any way
        lines = str(error).splitlines() or [type(error).__name__]
        raise refuse_pdf(f"it is broken: {lines[0]}", job.path) from None
    if not repaired:
        return data
    if was_signed:
        message = "it was signed digitally: this copy is not, because it was mended"
        hint = "enclose the signed file itself beside it, or say where it can be had"
        job.findings.add("A210", message, hint)
    return repaired


def _report_locked(reader: Any, job: _Job) -> None:
    """Report encryption that is not to be removed.

    Raises PdfError where it is in the way of another repair.
    """
    if not job.repairs:
        report_encryption(list_forbidden_permissions(reader), job.findings)
        return
    needed = ", ".join(sorted({*job.repairs, "unlock"}))
    message = "it is encrypted, though it opens without a password: it cannot be mended like this"
    raise refuse_file(job.path, "A206", message, f"write 'mend: [{needed}]'")


def _repair_copy(reader: Any, job: _Job) -> bytes:
    """Return the repaired copy; nothing where nothing needed a repair."""
    writer = copy_to_writer(reader)
    if reader.is_encrypted:
        message = "its encryption, which asked for no password, was removed"
        job.findings.add_note("A250", message)
    is_changed = _apply_repairs(writer, job)
    if not is_changed and not reader.is_encrypted:
        return b""
    data = write_pdf(writer)
    if "flatten" in job.repairs:
        return _remove_unused_objects(data)
    return data


def _apply_repairs(writer: Any, job: _Job) -> bool:
    """Apply the repairs, in the order in which one needs the other; say whether any was needed."""
    is_changed = False
    if "flatten" in job.repairs and flatten_pages(writer, job.findings):
        is_changed = True
    if job.repairs & {"paper", "rotate"}:
        is_straightened = straighten_pages(writer, job.repairs, job.demands, job.findings)
        is_changed = is_changed or is_straightened
    if "images" in job.repairs:
        is_lighter = downsample_scans(
            writer, job.demands, job.findings, lambda: len(write_pdf(writer))
        )
        is_changed = is_changed or is_lighter
    return is_changed


def _remove_unused_objects(data: bytes) -> bytes:
    """Write a file again with only what its pages need, so that what was dropped is gone."""
    return write_pdf(copy_to_writer(create_reader(data)))
