"""A file of somebody else is read in a process with limits of time and memory."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from cvgen.application import foreign
from cvgen.application.attachments.inspect import inspect_attachment
from cvgen.application.attachments.repair import repair_attachment
from cvgen.application.foreign import ForeignJob, copy_foreign
from cvgen.errors import PdfError
from cvgen.render.sandbox import FullMemoryError, StoppedCallError, run_with_limits
from cvgen.target.demands import Demands
from cvgen.target.leaks import Secret


def make_pdf(kids: str, font: str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>") -> bytes:
    """Write a PDF whose only page is listed as `kids` say, without a table of its objects."""
    content = "BT /F 12 Tf 72 720 Td (Hello world) Tj ET"
    count = kids.count("R")
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        font,
    ]
    body = "".join(f"{number} 0 obj\n{each}\nendobj\n" for number, each in enumerate(objects, 1))
    return f"%PDF-1.7\n{body}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n".encode()


def copy(folder: Path, data: bytes, *secrets: Secret):
    path = folder / "marks.pdf"
    path.write_bytes(data)
    return copy_foreign(ForeignJob(path, (), Demands(), secrets))


def test_a_call_that_does_not_end_or_fills_the_memory_is_stopped() -> None:
    with pytest.raises(StoppedCallError, match="more than 1 seconds"):
        run_with_limits(time.sleep, 60, 1)
    with pytest.raises(FullMemoryError):
        run_with_limits(bytearray, 1_500_000_000, 60, most_memory=1_000_000_000)


def test_a_font_that_is_its_own_descendant_is_read_or_refused_in_seconds(tmp_path: Path) -> None:
    font = "<</Type/Font/Subtype/Type0/BaseFont/X/DescendantFonts[5 0 R]/Encoding 5 0 R/ToUnicode 5 0 R>>"
    result = copy(tmp_path, make_pdf("3 0 R", font), Secret("Ada Example", "the name"))
    assert result.page_count == 1


def test_one_page_that_is_listed_a_hundred_thousand_times_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PdfError) as caught:
        copy(tmp_path, make_pdf("3 0 R " * 100_000))
    (finding,) = caught.value.diagnostics
    assert finding.place.file == str(tmp_path / "marks.pdf")
    assert finding.code in ("A203", "A234")
    assert finding.hint


def test_a_file_that_takes_too_long_is_told_by_its_name(tmp_path: Path, monkeypatch) -> None:
    def stop(*_):
        raise StoppedCallError("took more than 30 seconds")

    monkeypatch.setattr(foreign, "run_with_limits", stop)
    with pytest.raises(PdfError) as caught:
        copy(tmp_path, make_pdf("3 0 R"))
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.place.file) == ("A234", str(tmp_path / "marks.pdf"))
    assert "'marks.pdf' took more than 30 seconds" in finding.message


def test_a_file_as_it_is_comes_back_byte_for_byte(tmp_path: Path) -> None:
    data = make_pdf("3 0 R")
    assert copy(tmp_path, data).data == data


def encrypt(algorithm: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf("3 0 R"))))
    writer.encrypt("", "owner", algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_file_that_opens_without_a_password_is_unlocked(tmp_path: Path, algorithm: str) -> None:
    from pypdf import PdfReader

    path = tmp_path / "marks.pdf"
    path.write_bytes(encrypt(algorithm))
    copy = repair_attachment(path, ["unlock"], Demands())
    reader = PdfReader(io.BytesIO(copy.data))
    assert not reader.is_encrypted
    assert "Hello world" in reader.pages[0].extract_text()
    assert [note.code for note in copy.notes] == ["A250"]


@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256-R5", "AES-256"])
def test_without_the_package_for_aes_the_message_says_what_to_install(
    tmp_path: Path, algorithm: str, monkeypatch
) -> None:
    path = tmp_path / "marks.pdf"
    path.write_bytes(encrypt(algorithm))
    monkeypatch.setitem(sys.modules, "cryptography", None)
    for finding in inspect_attachment(path, Demands()):
        assert (finding.code, finding.severity) == ("A205", "error")
        assert "pip install 'cvgen-press[aes]'" in finding.hint
    with pytest.raises(PdfError, match="AES"):
        repair_attachment(path, ["unlock"], Demands())
