"""What was sent is kept for good: runs that meet, runs that are killed, and what changed since."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from threading import Barrier

import pytest

from cvgen.application import ledger
from cvgen.application.ledger import Submission, read_ledger, record_submission
from cvgen.application.ledger_changes import FileChange, compare_with_sent
from cvgen.errors import OutputError

WHEN = datetime(2026, 11, 21, 15, 30, 5, tzinfo=UTC)
PDF = bytes(range(256)) * 100


def make_submission(**changed):
    said = {
        "when": WHEN,
        "facts": {
            "programme": "PhD in Quantum Materials: a test",
            "reference": "",
            "target": "cambridge",
        },
        "files": {"Example_CV.pdf": PDF, "paste-kit.txt": "ü\n".encode()},
        "sources": {"../../profile.yaml": "a" * 64, "letter.md": "b" * 64},
        "version": "1.2.3",
        "note": "by mail",
    }
    return Submission(**{**said, **changed})


def read_files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_sending_keeps_the_very_bytes_in_a_folder_of_its_time(tmp_path):
    folder = record_submission(make_submission(), tmp_path / "sent")
    assert folder == tmp_path / "sent" / "2026-11-21T1530Z"
    assert read_files(folder / "files") == {"Example_CV.pdf": PDF, "paste-kit.txt": "ü\n".encode()}
    assert [*(tmp_path / "sent").iterdir()] == [folder]


def test_a_person_can_read_the_ledger(tmp_path):
    text = (record_submission(make_submission(), tmp_path) / "ledger.yaml").read_text("utf-8")
    for words in (
        "sent: 2026-11-21T15:30:05Z",
        "note: by mail",
        "cvgen: 1.2.3",
        "PhD in Quantum Materials: a test",
        sha256(PDF).hexdigest(),
        "letter.md: " + "b" * 64,
    ):
        assert words in text
    assert "reference" not in text


def test_a_ledger_reads_back_as_it_was_written(tmp_path):
    folder = record_submission(make_submission(), tmp_path)
    (entry,), warnings = read_ledger(tmp_path)
    assert warnings == []
    assert (entry.folder, entry.when, entry.note, entry.version) == (
        folder,
        "2026-11-21T15:30:05Z",
        "by mail",
        "1.2.3",
    )
    assert entry.files["Example_CV.pdf"] == sha256(PDF).hexdigest()
    assert entry.sources == make_submission().sources


def test_the_time_is_that_of_greenwich(tmp_path):
    there = WHEN.astimezone(timezone(timedelta(hours=8)))
    assert record_submission(make_submission(when=there), tmp_path).name == "2026-11-21T1530Z"


def test_nothing_is_ever_written_over(tmp_path):
    first = record_submission(make_submission(note="one"), tmp_path)
    before = read_files(first)
    names = [
        record_submission(make_submission(note=str(number)), tmp_path).name for number in range(11)
    ]
    assert names[:2] == ["2026-11-21T1530Z-2", "2026-11-21T1530Z-3"]
    assert read_files(first) == before
    assert [entry.note for entry in read_ledger(tmp_path)[0]] == ["one", *map(str, range(11))]


def test_runs_that_meet_get_different_folders_and_lose_nothing(tmp_path):
    together = Barrier(8)

    def run(number):
        together.wait()
        return [
            record_submission(
                make_submission(note=f"{number} {again}", files={"a.pdf": bytes([number]) * 5000}),
                tmp_path / "sent",
            )
            for again in range(5)
        ]

    with ThreadPoolExecutor(8) as pool:
        folders = [folder for folders in pool.map(run, range(8)) for folder in folders]
    entries, warnings = read_ledger(tmp_path / "sent")
    assert len({*folders}) == len(entries) == 40
    assert warnings == []
    assert {entry.note for entry in entries} == {
        f"{number} {again}" for number in range(8) for again in range(5)
    }
    for entry in entries:
        assert (entry.folder / "files" / "a.pdf").read_bytes() == bytes(
            [int(entry.note.split()[0])]
        ) * 5000


def test_a_run_that_is_killed_leaves_what_does_not_count_and_is_told(tmp_path):
    kept = record_submission(make_submission(), tmp_path)
    code = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from cvgen.application import ledger
ledger._format_ledger = lambda sending: os._exit(9)
ledger.record_submission(ledger.Submission(datetime(2026, 11, 21, tzinfo=UTC), {}, {"a.pdf": b"x"}, {}, "1"), Path(sys.argv[1]))
"""
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert killed.returncode == 9
    entries, warnings = read_ledger(tmp_path)
    assert [entry.folder for entry in entries] == [kept]
    assert [(warning.code, warning.severity) for warning in warnings] == [("A501", "warning")]
    assert record_submission(make_submission(), tmp_path).name == "2026-11-21T1530Z-2"


def test_a_run_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledger.os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        record_submission(make_submission(), tmp_path / "sent")
    assert "No space left" in str(caught.value)
    assert [*(tmp_path / "sent").iterdir()] == []


def test_a_ledger_that_was_broken_is_told_and_the_others_are_read(tmp_path):
    whole, broken, empty = (record_submission(make_submission(), tmp_path) for _ in range(3))
    for folder, text in ((broken, "sent: [\n"), (empty, "files: x\n")):
        (folder / "ledger.yaml").chmod(0o644)
        (folder / "ledger.yaml").write_text(text, "utf-8")
    entries, warnings = read_ledger(tmp_path)
    assert [entry.folder for entry in entries] == [whole]
    assert [warning.code for warning in warnings] == ["A502", "A502"]


def test_a_folder_that_somebody_renamed_stops_no_reading(tmp_path):
    for name in ("2026-11-21T1530Z-²", "2026-11-21T1530Z-" + "9" * 200):
        record_submission(make_submission(), tmp_path).rename(tmp_path / name)
    assert len(read_ledger(tmp_path)[0]) == 2


def test_where_nothing_was_sent_there_is_nothing(tmp_path):
    assert read_ledger(tmp_path / "sent") == ([], [])


@pytest.fixture
def entry(tmp_path):
    record_submission(make_submission(), tmp_path / "sent")
    (entry,), _ = read_ledger(tmp_path / "sent")
    return entry


@pytest.fixture
def finished_files(tmp_path):
    folder = tmp_path / "output"
    folder.mkdir()
    for name, data in make_submission().files.items():
        (folder / name).write_bytes(data)
    return {path.name: path for path in folder.iterdir()}


def test_where_nothing_changed_nothing_is_told(entry, finished_files):
    changes = compare_with_sent(entry, make_submission().sources, finished_files)
    assert (changes.sources, changes.files, changes.words, changes.warnings) == ((), (), {}, ())


def test_sources_that_changed_came_or_went_are_told(entry, finished_files):
    changes = compare_with_sent(
        entry, {"../../profile.yaml": "c" * 64, "statement.md": "d" * 64}, finished_files
    )
    assert changes.sources == (
        FileChange("../../profile.yaml", "changed"),
        FileChange("letter.md", "gone"),
        FileChange("statement.md", "new"),
    )


def test_finished_files_that_differ_from_what_was_sent_are_told(entry, finished_files, tmp_path):
    finished_files["paste-kit.txt"].write_text("other", "utf-8")
    (tmp_path / "output" / "mail.eml").write_bytes(b"")
    changes = compare_with_sent(
        entry,
        make_submission().sources,
        {
            "paste-kit.txt": finished_files["paste-kit.txt"],
            "mail.eml": tmp_path / "output" / "mail.eml",
        },
    )
    assert changes.files == (
        FileChange("Example_CV.pdf", "gone"),
        FileChange("mail.eml", "new"),
        FileChange("paste-kit.txt", "changed"),
    )


def test_a_pdf_that_cannot_be_read_is_told_by_its_hash_alone(entry, finished_files):
    finished_files["Example_CV.pdf"].write_bytes(b"no PDF")
    changes = compare_with_sent(entry, make_submission().sources, finished_files)
    assert changes.files == (FileChange("Example_CV.pdf", "changed"),)
    assert changes.words == {}
    assert [warning.code for warning in changes.warnings] == ["D102"]


def test_a_copy_that_somebody_touched_is_told(entry, finished_files):
    copies = entry.folder / "files"
    (copies / "Example_CV.pdf").chmod(0o644)
    (copies / "Example_CV.pdf").write_bytes(b"%PDF other")
    os.unlink(copies / "paste-kit.txt")  # noqa: PTH108 - as a person would
    changes = compare_with_sent(entry, make_submission().sources, finished_files)
    assert [(warning.code, warning.message) for warning in changes.warnings] == [
        ("A503", "this copy is no longer what was sent"),
        ("A503", "the copy of what was sent is gone"),
    ]


def test_what_a_pdf_says_now_is_told_in_words(tmp_path, print_text):
    before = print_text("basics: {name: Ada Example}\nawards: [{title: A prize}]\n").pdf.data
    after = print_text(
        "basics: {name: Ada Example}\nawards: [{title: A prize}, {title: A medal}]\n"
    ).pdf.data
    record_submission(make_submission(files={"CV.pdf": before}), tmp_path / "sent")
    (tmp_path / "CV.pdf").write_bytes(after)
    (entry,), _ = read_ledger(tmp_path / "sent")
    changes = compare_with_sent(entry, make_submission().sources, {"CV.pdf": tmp_path / "CV.pdf"})
    assert any(change.after == "A medal" for change in changes.words["CV.pdf"])


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_ledger_that_is_a_link_to_elsewhere_is_told_and_neither_read_nor_written(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    record_submission(make_submission(), elsewhere)
    home = tmp_path / "application"
    home.mkdir()
    (home / "sent").symlink_to(elsewhere)
    entries, (warning,) = read_ledger(home / "sent")
    assert (entries, warning.code, warning.place.file) == ([], "A502", str(home / "sent"))
    with pytest.raises(OutputError, match="link that leads elsewhere"):
        record_submission(make_submission(), home / "sent")
    assert len([*elsewhere.iterdir()]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_one_sending_that_is_a_link_to_elsewhere_is_not_read(tmp_path):
    elsewhere = record_submission(make_submission(), tmp_path / "elsewhere")
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "2026-11-21T1530Z").symlink_to(elsewhere)
    entries, (warning,) = read_ledger(tmp_path / "sent")
    assert (entries, warning.code) == ([], "A502")
