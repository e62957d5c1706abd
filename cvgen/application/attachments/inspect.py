"""Inspect an attachment: report what would trouble a reader or a portal, with the repair for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cvgen.application.attachments.file_types import (
    detect_file_type,
    read_attachment,
    refuse_pdf,
    refuse_portfolio,
)
from cvgen.application.attachments.findings import Findings
from cvgen.application.attachments.form_fields import count_fields
from cvgen.application.attachments.image_to_pdf import calculate_page_dpi
from cvgen.application.attachments.inspect_pages import (
    report_boxes,
    report_lying_scans,
    report_paper,
    report_scans,
)
from cvgen.application.attachments.pixels import open_picture
from cvgen.errors import Diagnostic, PdfError, Place, in_order
from cvgen.pdf.facts import PdfFacts
from cvgen.pdf.inspect import inspect_pdf
from cvgen.pdf.open import open_pdf
from cvgen.target.demands import Demands
from cvgen.text.units import format_bytes, format_pages, join_words

MOST_DPI = 300  # where nothing else is demanded
_FLATTEN = "write 'mend: [flatten]'"
_IMAGES = "write 'mend: [images]'"
# A note on what became of a scan, or why it was left, says also that it is there.
_IMPLIED_CODES = {"A280": {"A231"}, "A281": {"A230", "A231"}, "A293": {"A228"}}


def inspect_attachment(path: Path, demands: Demands) -> tuple[Diagnostic, ...]:
    """Inspect an attachment without changing it; of a long PDF only some pages are read in depth.

    What makes a file unusable is the only finding then.
    """
    findings = Findings(Place(str(path)))
    try:
        data = read_attachment(path)
        if detect_file_type(data, path) == "pdf":
            _inspect_pdf(data, path, demands, findings)
        else:
            _inspect_picture(data, path, demands, findings)
    except PdfError as error:
        return error.diagnostics
    return in_order(findings.diagnostics)


def add_remaining_findings(data: bytes, path: Path, demands: Demands, findings: Findings) -> None:
    """Add what a repaired copy still has, but for what is among the findings already.

    Raises PdfError.
    """
    known = set()
    for diagnostic in findings.diagnostics:
        known.add(diagnostic.code)
        known |= _IMPLIED_CODES.get(diagnostic.code, set())
    remaining = Findings(findings.place)
    _inspect_pdf(data, path, demands, remaining)
    for diagnostic in remaining.diagnostics:
        if diagnostic.code not in known:
            findings.diagnostics.append(diagnostic)


def _inspect_pdf(data: bytes, path: Path, demands: Demands, findings: Findings) -> None:
    pdf = inspect_pdf(data, path.name)
    if pdf.problem:
        raise refuse_pdf(pdf.problem, path)
    if pdf.is_portfolio:
        raise refuse_portfolio(path, pdf.attachments)
    _report_document(pdf, findings)
    _report_interaction(pdf, findings)
    if pdf.has_xfa or pdf.fields:
        _report_form(pdf, data, findings)
    report_paper(pdf, demands, findings)
    report_boxes(pdf, findings)
    report_lying_scans(pdf, data, findings)
    report_scans(pdf, demands.dpi or MOST_DPI, findings)
    hint = "leave pages out, or make it anew"
    if any(page.images for page in pdf.pages):
        hint = _IMAGES
    _report_bytes(len(data), demands, findings, hint)


def _report_document(pdf: PdfFacts, findings: Findings) -> None:
    if pdf.warnings:
        message = "its structure is damaged: readers repair that, portals may refuse it"
        findings.add("A209", message, "open it in a viewer and print it to a new PDF", "note")
    if pdf.is_encrypted:
        report_encryption(pdf.forbidden, findings)
    if pdf.signatures:
        message = (
            "it is signed digitally: mending it, or joining it with others, breaks the signature"
        )
        hint = "enclose it unmended as a file of its own, or say in it where the signed original is"
        findings.add("A210", message, hint)


def report_encryption(refused: Sequence[str], findings: Findings) -> None:
    """Report that a file is encrypted, though not against reading, and what it forbids."""
    forbidden = ""
    if refused:
        forbidden = f" (it forbids {join_words(refused)})"
    message = f"it opens without a password, but is encrypted{forbidden}: portals refuse that"
    findings.add("A206", message, "write 'mend: [unlock]'")


def _report_interaction(pdf: PdfFacts, findings: Findings) -> None:
    if pdf.scripts:
        events = join_words(pdf.scripts, 3)
        findings.add("A214", f"it runs JavaScript when {events}", _FLATTEN)
    if pdf.attachments:
        files = join_words([f"'{name}'" for name in pdf.attachments], 5)
        message = f"it has files attached to it, which portals drop or refuse: {files}"
        findings.add("A215", message, _FLATTEN)
    if pdf.comments:
        pages = format_pages(comment.page for comment in pdf.comments)
        hint = f"{_FLATTEN}: what they draw stays, what they say goes"
        findings.add("A213", f"it has comments or marks on {pages}", hint)


def _report_form(pdf: PdfFacts, data: bytes, findings: Findings) -> None:
    reader, _ = open_pdf(data)
    if reader.root_object.get("/NeedsRendering"):
        message = "it is a living XFA form: other readers and portals show only 'please wait'"
        findings.add("A208", message, "open it in Adobe's reader and print it to a PDF", "error")
    elif pdf.has_xfa:
        message = "it is an XFA form, of which portals may show something else than Adobe's reader"
        findings.add("A208", message, f"{_FLATTEN}, and look at it")
    count = count_fields(reader)
    fields = f"{count.total} form field"
    if count.total > 1:
        fields += "s"
    if count.filled:
        message = (
            f"it has {fields}, {count.filled} of them filled in: "
            "portals show them empty, or refuse them"
        )
        findings.add("A212", message, _FLATTEN)
    elif count.total:
        message = f"it has {fields}, none of them filled in"
        findings.add("A211", message, f"fill them in, or {_FLATTEN}")


def _report_bytes(size: int, demands: Demands, findings: Findings, hint: str) -> None:
    if not demands.bytes or size <= demands.bytes:
        return
    message = f"it takes {format_bytes(size)}, and at most {format_bytes(demands.bytes)} are wanted"
    findings.add("A232", message, hint)


def _inspect_picture(data: bytes, path: Path, demands: Demands, findings: Findings) -> None:
    with open_picture(data, path) as image:
        dpi = calculate_page_dpi(image, demands)
        image.draft("L", (1, 1))  # a JPEG is read at an eighth of its size, which takes less memory
        image.load()
    most = demands.dpi or MOST_DPI
    if dpi > most * 1.05:
        message = f"as a page it has {dpi:.0f} dpi; {most} are enough"
        findings.add("A230", message, _IMAGES)
    _report_bytes(len(data), demands, findings, _IMAGES)
