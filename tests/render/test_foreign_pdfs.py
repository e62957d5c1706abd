"""A PDF that takes too much is told by its name, wherever a command reads one."""

from pathlib import Path

import pytest

from cvgen.cli import check, check_parser, diff, packet_check
from cvgen.errors import PdfError
from cvgen.render import foreign
from cvgen.render.foreign import inspect_foreign_pdf, limit_seconds, read_foreign_pages
from cvgen.render.sandbox import BrokenCallError, StoppedCallError

FAILURES = [
    (StoppedCallError("took more than 30 seconds"), "took more than 30 seconds while it was read"),
    (BrokenCallError("it took more memory than it may"), "took more memory than it may"),
]


@pytest.fixture(params=FAILURES, ids=["time", "memory"])
def words(request, monkeypatch):
    """Let every reading fail, and give the words that tell it."""
    error, told = request.param

    def fail(*_):
        raise error

    monkeypatch.setattr(foreign, "run_with_limits", fail)
    return told


def test_what_takes_too_much_is_told(words, tmp_path):
    path = tmp_path / "marks.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert words in inspect_foreign_pdf(path).problem
    with pytest.raises(PdfError, match=words) as raised:
        read_foreign_pages(path)
    (finding,) = raised.value.diagnostics
    assert (finding.code, finding.place.file) == ("D102", str(path))


def test_a_larger_file_may_take_longer():
    assert limit_seconds(50_000_000) > limit_seconds(1000) >= 30


@pytest.mark.parametrize("command", [check, check_parser, diff, packet_check])
def test_commands_read_pdfs_in_no_other_way(command):
    text = Path(command.__file__).read_text("utf-8")
    assert "cvgen.render.foreign import" in text
    assert "inspect_pdf(" not in text.replace("inspect_foreign_pdf(", "")
    assert "read_pdf_pages" not in text
