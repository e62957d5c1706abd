"""Takes an attachment and the wishes for it, gives the bytes of a mended copy, and tells every change with figures.

The file itself is never touched; where nothing needs a mend, the copy is the file, byte for byte.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cvgen.attachments import file_types as kinds
from cvgen.attachments import image_to_pdf as pictures
from cvgen.attachments import inspect as findings
from cvgen.attachments.downsample import lighter
from cvgen.attachments.flatten import fields_of, flattened
from cvgen.attachments.report import Told
from cvgen.attachments.rotate import straightened
from cvgen.errors import Diagnostic, PdfError, Place, did_you_mean
from cvgen.pdf.annotations import refused
from cvgen.target.load import Demands
from cvgen.units import format_bytes

WISHES = ("paper", "rotate", "flatten", "images", "unlock")
_WISH = re.compile(r"mend: \[(\w+)\]")
_HEADER = "%PDF-1.7"


@dataclass(frozen=True, slots=True)
class Mended:
    """A copy as a PDF, what was done to it, and what could not be done."""

    data: bytes
    notes: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    wishes: frozenset[str]
    demands: Demands
    told: Told


def mended(path: Path, wishes: Collection[str], demands: Demands) -> Mended:
    """Mend a copy of an attachment as wished, and warn of what remains; a picture becomes pages in any case.

    Raises PdfError for a file that cannot be used, and for an unknown wish.
    """
    told = Told(Place(str(path)))
    _known(wishes, told.place)
    wished = frozenset(wishes)
    data = kinds.read(path)
    if kinds.kind_of(data, path) != "pdf":
        data, wishes = pictures.as_pdf(data, path, demands, told), {"images"} & set(wishes)
    data = _mended(data, _Job(path, frozenset(wishes), demands, told))
    if demands.bytes and len(data) > demands.bytes:
        hint = (
            "leave pages out, or send them as several files"
            if "images" in wishes
            else "write 'mend: [images]'"
        )
        told.say(
            "A232",
            f"it takes {format_bytes(len(data))}, and at most {format_bytes(demands.bytes)} are wanted",
            hint,
        )
    if wished:
        findings.remaining(data, path, demands, told)
    found = [_unrepeated(one, wished) for one in told.found]
    return Mended(
        data,
        tuple(one for one in found if one.severity == "note"),
        tuple(one for one in found if one.severity != "note"),
    )


def _unrepeated(one: Diagnostic, wished: frozenset[str]) -> Diagnostic:
    """Take the hint from a finding, where it was followed already."""
    named = _WISH.search(one.hint)
    return replace(one, hint="") if named and named[1] in wished else one


def _known(wishes: Collection[str], place: Place) -> None:
    unknown = [wish for wish in wishes if wish not in WISHES]
    if unknown:
        raise PdfError(
            *(
                Diagnostic("A240", f"'{wish}' is not a mend", place, did_you_mean(wish, WISHES))
                for wish in unknown
            )
        )


def _mended(data: bytes, job: _Job) -> bytes:
    reader = kinds.reader_of(data, job.path)
    if reader.is_encrypted and "unlock" not in job.wishes:
        _locked(reader, job)
        return data
    if not job.wishes:
        return data
    signed = _signed(reader)
    try:
        result = _copy(reader, job)
    except Exception as error:  # noqa: BLE001 - pypdf fails on a broken file in any way
        raise kinds.unusable(
            f"it is broken: {(str(error).splitlines() or [type(error).__name__])[0]}", job.path
        ) from None
    if result and signed:
        hint = "enclose the signed file itself beside it, or say where it can be had"
        job.told.say(
            "A210", "it was signed digitally: this copy is not, because it was mended", hint
        )
    return result or data


def _copy(reader: Any, job: _Job) -> bytes:
    """Give the mended copy; nothing where nothing needed a mend."""
    writer = _writer(reader)
    if reader.is_encrypted:
        job.told.note("A250", "its encryption, which asked for no password, was removed")
    if not _changed(writer, job) and not reader.is_encrypted:
        return b""
    return _clean(_written(writer)) if "flatten" in job.wishes else _written(writer)


def _locked(reader: Any, job: _Job) -> None:
    if job.wishes:
        also, message = (
            ", ".join(sorted({*job.wishes, "unlock"})),
            "it is encrypted, though it opens without a password",
        )
        raise kinds.refusal(
            job.path, "A206", f"{message}: it cannot be mended like this", f"write 'mend: [{also}]'"
        )
    findings.encrypted(refused(reader), job.told)


def _signed(reader: Any) -> bool:
    return "/Perms" in reader.root_object or any(
        one.get("/FT") == "/Sig" and one.get("/V") is not None for one in fields_of(reader)
    )


def _changed(writer: Any, job: _Job) -> bool:
    """Do what is wished, in the order in which one step needs the other."""
    done = ["flatten" in job.wishes and flattened(writer, job.told)]
    done.append(
        bool(job.wishes & {"paper", "rotate"})
        and straightened(writer, job.wishes, job.demands, job.told)
    )
    done.append(
        "images" in job.wishes
        and lighter(writer, job.demands, job.told, lambda: len(_written(writer)))
    )
    return any(done)


def _writer(reader: Any) -> Any:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=reader)
    header = reader.pdf_header[: len(_HEADER)]
    writer.pdf_header = (
        header if header.startswith("%PDF-") else _HEADER
    )  # there may be other bytes before it
    return writer


def _written(writer: Any) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _clean(data: bytes) -> bytes:
    """Write a file again with only what its pages need, so that what was dropped is gone."""
    from pypdf import PdfReader

    return _written(_writer(PdfReader(io.BytesIO(data))))
