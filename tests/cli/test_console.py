"""What is told on a terminal, and in a pipe: each message on lines of its own."""

import os

import pytest

from cvgen.cli import console
from cvgen.cli.report import RunReport
from cvgen.errors import Diagnostic, Place

WARNING = Diagnostic("T112", "the colour " + "#ffff00 " * 20 + "is faint", None, "", "warning")
PLACED = Diagnostic("P202", "'emial' is not a key here", Place("cv.yaml", 2, 3), "", "error")


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setattr(console, "_is_terminal", lambda: True)
    monkeypatch.setattr(os, "environ", {"COLUMNS": "60", "TERM": "xterm"})


@pytest.mark.usefixtures("terminal")
def test_progress_is_cleared_before_anything_else_is_said(capsys):
    for tell in (
        lambda: console.print_result("out/cv.pdf"),
        lambda: console.print_message("stopped"),
        lambda: console.print_findings([PLACED]),
    ):
        console.show_progress(1, 3, "Ada_Example_CV_" + "long_" * 20)
        tell()
        told = capsys.readouterr().err
        progress, clear, _ = told.rpartition("\r\033[K")
        assert clear
        assert "\n" not in progress
        assert len(progress.removeprefix("\r\033[K")) < 60
        console.clear_progress()
        assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_messages_are_wrapped_and_in_colour(capsys):
    console.print_findings([WARNING])
    told = capsys.readouterr().err
    first, *others = told.splitlines()
    assert first.startswith("\033[33mwarning T112:\033[0m the colour")
    assert others
    assert all(line.startswith("    ") and len(line) <= 60 for line in others)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(capsys, setting):
    os.environ.update(setting)
    console.print_findings([PLACED])
    assert capsys.readouterr().err == "cv.yaml:2:3: error P202: 'emial' is not a key here\n"


def test_in_a_pipe_a_message_is_one_plain_line_and_no_progress_is_told(capsys):
    console.show_progress(1, 3, "cv.pdf")
    console.print_findings([WARNING, PLACED, WARNING])
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"{WARNING} (2 times)", str(PLACED)]


def test_of_several_files_a_message_is_told_once_under_its_file_and_a_last_line_counts(capsys):
    report = RunReport(is_single=False)
    other = Diagnostic("K110", "check the call", None, "", "note")
    for name in ("a.pdf", "b.pdf"):
        report.add_findings(name, [WARNING])
        report.add_success()
    report.add_findings("b.pdf", [other])
    report.add_failure("c.pdf", [PLACED])
    report.close()
    assert capsys.readouterr().err.splitlines() == [
        "c.pdf:",
        str(PLACED),
        f"{WARNING} (2 times)",
        "b.pdf:",
        str(other),
        "2 built, 1 failed, 1 warning",
    ]


def test_of_one_file_messages_are_told_as_they_come_and_no_last_line(capsys):
    report = RunReport(is_single=True)
    report.add_findings("a.pdf", [WARNING])
    report.add_success()
    report.close()
    assert capsys.readouterr().err.splitlines() == [str(WARNING)]
