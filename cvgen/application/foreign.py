"""Read the document of somebody else in a process with limits: it may be made to hang."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cvgen.application.attachments.file_types import (
    MOST_SCAN_BYTES,
    is_too_large_to_hold,
    read_attachment,
    refuse_file,
)
from cvgen.errors import Diagnostic
from cvgen.pdf.open import open_pdf
from cvgen.render.foreign import limit_seconds
from cvgen.render.sandbox import BrokenCallError, FullMemoryError, StoppedCallError, run_with_limits
from cvgen.target import leaks
from cvgen.target.demands import Demands
from cvgen.target.leaks import Secret


class ForeignJob(Struct, frozen=True):
    """A file of somebody else, what is to be mended in it, and what it must not say."""

    path: Path
    repairs: tuple[str, ...]
    demands: Demands
    secrets: tuple[Secret, ...]


class ForeignCopy(Struct, frozen=True):
    """A copy of a file as a PDF, and what was found; `data` is None for the file as it is."""

    data: bytes | None
    page_count: int
    findings: tuple[Diagnostic, ...]
    notes: tuple[Diagnostic, ...]
    leaks: tuple[Diagnostic, ...]


def copy_foreign(job: ForeignJob) -> ForeignCopy:
    """Repair, inspect and search a file in another process, and return the copy.

    Raises PdfError for a file that cannot be used, also for one that takes too much.
    """
    data = None
    size = MOST_SCAN_BYTES
    if "images" not in job.repairs or not is_too_large_to_hold(job.path):
        data = read_attachment(job.path)
        size = len(data)
    try:
        copy: ForeignCopy = run_with_limits(_make_copy, job, limit_seconds(size))
    except (StoppedCallError, FullMemoryError) as error:
        reason = str(error).removeprefix("it ")
        message = f"'{job.path.name}' {reason} while it was read, and was stopped"
        hint = "is it the right file? if so, print it to a new PDF"
        raise refuse_file(job.path, "A234", message, hint) from None
    except BrokenCallError as error:
        message = f"'{job.path.name}' is broken: {error}"
        hint = "open it in a viewer and print it to a new PDF, if that shows it"
        raise refuse_file(job.path, "A203", message, hint) from None
    if copy.data is None:
        return replace(copy, data=data)
    return copy


def _make_copy(job: ForeignJob) -> ForeignCopy:
    from cvgen.application.attachments.inspect import inspect_attachment
    from cvgen.application.attachments.repair import repair_attachment

    copy = repair_attachment(job.path, job.repairs, job.demands)
    found: Sequence[Diagnostic] = ()
    if job.secrets:
        found = leaks.find_leaks(copy.data, job.secrets)
    findings: list[Diagnostic] = []
    if not job.repairs:
        findings += inspect_attachment(job.path, job.demands)
    findings += copy.warnings
    reader, _ = open_pdf(copy.data)
    page_count = 0
    if reader is not None:
        page_count = len(reader.pages)
    data = None
    if copy.is_changed:
        data = copy.data
    return ForeignCopy(data, page_count, tuple(findings), copy.notes, tuple(found))
