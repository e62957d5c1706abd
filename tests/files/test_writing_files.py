"""Files are written whole or not at all, several all or none, and only where a file can go."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from cvgen.errors import OutputError
from cvgen.files import journal
from cvgen.files.write import recover_files, write_file, write_files

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes, links and rights")
pytestmark = POSIX


class KilledError(BaseException):
    """Stands for a process that ends at this moment, and does nothing more."""


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def put(folder: Path, **texts: str) -> dict[Path, bytes]:
    return {folder / f"{name}.pdf": text.encode() for name, text in texts.items()}


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture
def kill_at(monkeypatch):
    """Kill the run before it renames a file for the n-th time; nothing that tidies up runs then."""

    def kill_at(number: int) -> None:
        rename = Path.replace
        renamed = []

        def replace(path: Path, target: Path) -> Path:
            if Path(target).suffix == ".pdf":
                renamed.append(target)
            if len(renamed) == number:
                monkeypatch.setattr(journal, "undo", lambda *_: None)
                monkeypatch.setattr(journal, "clear", lambda *_: None)
                raise KilledError
            return rename(path, target)

        monkeypatch.setattr(Path, "replace", replace)

    return kill_at


def test_a_pipe_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(OutputError) as refused:
        write_file(b"new", pipe)
    assert [finding.code for finding in refused.value.diagnostics] == ["O105"]
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


@pytest.mark.parametrize("target", ["there.pdf", "missing.pdf", "pipe"])
def test_a_link_stays_a_link_and_what_it_leads_to_is_untouched(tmp_path, target):
    (tmp_path / "there.pdf").write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    link = tmp_path / "link.pdf"
    link.symlink_to(target)
    with pytest.raises(OutputError, match="O105"):
        write_file(b"new", link)
    assert link.readlink() == Path(target)
    assert contents(tmp_path) == (
        {"there.pdf": "mine"} | ({"link.pdf": "mine"} if target == "there.pdf" else {})
    )


@pytest.mark.parametrize("obstacle", ["folder", "pipe", "link"])
def test_where_one_of_several_cannot_go_none_is_written(tmp_path, obstacle):
    write_files(put(tmp_path, a="old", b="old"))
    place = tmp_path / "c.pdf"
    if obstacle == "folder":
        place.mkdir()
    elif obstacle == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("a.pdf")
    with pytest.raises(OutputError):
        write_files(put(tmp_path, a="new", b="new", c="new"))
    assert contents(tmp_path) | {"c.pdf": ""} == {"a.pdf": "old", "b.pdf": "old", "c.pdf": ""}
    assert {path.name for path in tmp_path.iterdir()} == {"a.pdf", "b.pdf", "c.pdf"}


def test_what_fails_between_two_renames_is_undone(tmp_path, monkeypatch):
    write_files(put(tmp_path, a="old", b="old"))
    rename = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if Path(target).name == "c.pdf":
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OutputError, match="O100"):
        write_files(put(tmp_path, a="new", n="new", c="new", b="new"))
    assert contents(tmp_path) == {"a.pdf": "old", "b.pdf": "old"}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_run_that_was_killed_is_finished_by_the_next_and_leaves_nothing(
    tmp_path, kill_at, monkeypatch, number
):
    write_files(put(tmp_path, a="old", b="old"))
    with monkeypatch.context():
        kill_at(number)
        with pytest.raises(KilledError):
            write_files(put(tmp_path, a="new", b="new", c="new"))
    monkeypatch.undo()
    assert any(path.name.startswith(".") for path in tmp_path.iterdir())
    recover_files(tmp_path)
    finished = {"a.pdf": "new", "b.pdf": "new", "c.pdf": "new"}
    assert contents(tmp_path) == finished


def test_where_it_can_no_longer_be_finished_it_is_undone(tmp_path, kill_at, monkeypatch):
    write_files(put(tmp_path, a="old", b="old"))
    with monkeypatch.context():
        kill_at(3)
        with pytest.raises(KilledError):
            write_files(put(tmp_path, a="new", n="new", b="new"))
    monkeypatch.undo()
    (tmp_path / "b.pdf").unlink()
    (tmp_path / "b.pdf").mkdir()
    write_file(b"other", tmp_path / "other.pdf")
    assert contents(tmp_path) == {"a.pdf": "old", "other.pdf": "other"}


def test_copies_of_earlier_versions_of_cvgen_are_removed_and_no_other_hidden_file(tmp_path):
    for name in (".a.pdf.k3v_9xq0", ".a.pdf.bak", ".b.pdf.k3v_9xq0", ".gitignore"):
        (tmp_path / name).write_text("")
    write_file(b"new", tmp_path / "a.pdf")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"a.pdf", ".a.pdf.bak", ".b.pdf.k3v_9xq0", ".gitignore"}


@pytest.mark.parametrize("action", ["finish", "undo"])
def test_a_journal_from_somebody_else_moves_and_removes_nothing(tmp_path, action):
    outside = tmp_path / "outside.pdf"
    outside.write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("profile.pdf", ".x.cvgen-aaaaaaaa"):
        (folder / name).write_text("mine")
    files = [
        {"path": name, "new": ".x.cvgen-aaaaaaaa", "inode": 1, "earlier": None}
        for name in ("profile.pdf", "../outside.pdf")
    ]
    for listed in (files[:1], files):
        data = json.dumps({"do": action, "files": listed})
        (folder / ".cvgen-journal").write_text(data)
        write_file(b"new", folder / "new.pdf")
        assert outside.read_text() == "mine"
        assert contents(folder) == {"new.pdf": "new", "profile.pdf": "mine"}


def test_a_file_keeps_its_rights_when_it_is_written_anew(tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_text("old")
    for mode in (0o600, 0o640, 0o444):
        path.chmod(mode)
        write_file(b"new", path)
        assert mode_of(path) == mode


@pytest.mark.parametrize(
    ("source", "mode"), [(0o600, 0o600), (0o640, 0o640), (0o644, 0o644), (0o444, 0o644)]
)
def test_who_may_not_read_a_source_may_not_read_a_new_file(tmp_path, source, mode):
    private = tmp_path / "profile.private.yaml"
    private.write_text("")
    private.chmod(source)
    mask = os.umask(0o022)
    try:
        path = write_file(b"new", tmp_path / "cv.pdf", [private, tmp_path / "missing"])
    finally:
        os.umask(mask)
    assert mode_of(path) == mode
