"""`cvgen packet sent` and `cvgen packet status` as a user runs them."""

import json
import os

import pytest
from desks import Desk

PROFILE = "basics: {name: Ada Example}\nawards: [{title: A prize}]\n"
APPLICATION = "programme: PhD in Quantum Materials\ninstitution: Invented Institute\ndeadline: 2026-12-01 23:59 Europe/London\ndocuments: [cv, {statement: statement.md}]\n"
NOW = "1795275000"  # 2026-11-21 15:30 UTC
KEPT = "applications/kyoto/sent/2026-11-21T1530Z"


@pytest.fixture
def table(desk: Desk) -> Desk:
    desk.environment["SOURCE_DATE_EPOCH"] = NOW
    desk.write("profile.yaml", PROFILE)
    desk.write("applications/kyoto/application.yaml", APPLICATION)
    desk.write("applications/kyoto/statement.md", "I want to know.\n")
    desk.write("output/kyoto/Example_CV.pdf", b"%PDF one")
    desk.write("output/kyoto/Example_Statement.pdf", b"%PDF two")
    return desk


def sent(desk: Desk, *arguments: str):
    return desk.run_within("packet", "sent", "applications/kyoto", *arguments)


def status(desk: Desk, *arguments: str):
    run = desk.run_within("packet", "status", *arguments)
    return run.out.splitlines()


def test_sent_keeps_the_very_files_and_says_where(table: Desk) -> None:
    table.write("applications/kyoto/application.yaml", APPLICATION.replace("Europe/London", "UTC"))
    run = table.run("packet", "sent", "applications/kyoto", "--note", "portal no. 7")
    assert (run.code, run.out) == (0, KEPT + "\n")
    files = table.files()
    assert files[f"{KEPT}/files/Example_CV.pdf"] == b"%PDF one"
    assert files[f"{KEPT}/files/Example_Statement.pdf"] == b"%PDF two"
    ledger = files[f"{KEPT}/ledger.yaml"].decode()
    for words in (
        "portal no. 7",
        "../../profile.yaml: ",
        "statement.md: ",
        "application.yaml: ",
        "cvgen:targets/default.yaml: ",
        "2026-12-01 23:59 UTC",
    ):
        assert words in ledger
    assert table.stayed_at_home(run)


def test_sent_twice_is_kept_twice(table: Desk) -> None:
    first, before = sent(table), table.files()
    second = sent(table)
    assert (first.out, second.out) == (KEPT + "\n", KEPT + "-2\n")
    assert {name: table.files()[name] for name in before} == before


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-20", "2026-11-20T0000Z"),
        ("2026-11-20T18:05", "2026-11-20T1805Z"),
        ("2026-11-20T18:05+08:00", "2026-11-20T1005Z"),
    ],
)
def test_the_day_may_be_another(table: Desk, day: str, name: str) -> None:
    assert sent(table, "--date", day).out == f"applications/kyoto/sent/{name}\n"


def test_what_is_no_day_is_wrong_usage(table: Desk) -> None:
    assert sent(table, "--date", "yesterday").code == 2


@pytest.mark.parametrize(
    "day",
    ["9999-12-31T23:59-12:00", "0001-01-01T00:00+14:00", "0999-12-31", "1000-01-01T00:00+14:00"],
)
def test_a_day_that_no_calendar_reaches_is_refused(table: Desk, day: str) -> None:
    before, run = table.files(), sent(table, "--date", day)
    assert run.code == 2
    assert "Invalid value for --date" in run.err
    assert table.files() == before


def test_a_source_that_is_newer_than_the_files_is_told(table: Desk) -> None:
    for path in (table.folder / "output/kyoto").iterdir():
        os.utime(path, (0, 0))
    for name in ("profile.yaml", "applications/kyoto/application.yaml"):
        os.utime(table.folder / name, (0, 0))
    table.write("output/kyoto/mail.eml", b"")
    run = sent(table)
    assert run.code == 0
    (told,) = [line for line in run.err.splitlines() if "A505" in line]
    assert "statement.md: warning" in told


def test_where_nothing_is_built_nothing_is_kept(table: Desk) -> None:
    run = sent(table, "-o", "elsewhere")
    assert (run.code, "packet build" in run.err) == (1, True)
    assert not (table.folder / "applications/kyoto/sent").exists()


def test_an_application_in_a_file_of_its_own_has_a_folder_of_its_own(table: Desk) -> None:
    table.write("applications/oxford.yaml", "documents: [cv]\n")
    table.write("output/oxford/Example_CV.pdf", b"%PDF")
    assert (
        table.run_within("packet", "sent", "applications/oxford.yaml").out
        == "applications/oxford.sent/2026-11-21T1530Z\n"
    )
    assert [line.split(":")[0] for line in status(table) if line and not line.startswith(" ")] == [
        "kyoto",
        "oxford",
    ]


def test_before_it_is_sent_the_status_says_how_long_there_is_left(table: Desk) -> None:
    assert status(table) == [
        "kyoto: PhD in Quantum Materials, Invented Institute",
        "  deadline: 2026-12-01 23:59 Europe/London, 10 days left",
        "  not sent yet",
    ]


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ("2026-11-21", "today"),
        ("2026-11-22", "1 day left"),
        ("2026-11-20", "1 day ago"),
        ("2026-11-11", "10 days ago"),
    ],
)
def test_days_are_counted(table: Desk, deadline: str, words: str) -> None:
    table.write(
        "applications/kyoto/application.yaml",
        APPLICATION.replace("2026-12-01 23:59 Europe/London", deadline),
    )
    assert status(table)[1] == f"  deadline: {deadline}, {words}"


def test_where_nothing_changed_the_status_says_so(table: Desk) -> None:
    sent(table, "--note", "by mail")
    assert status(table)[2:] == [
        f"  sent: 2026-11-21T15:30:00Z (by mail), kept in {KEPT}",
        "  nothing changed since",
    ]


def test_changed_sources_are_told_by_name(table: Desk) -> None:
    sent(table)
    table.write("profile.yaml", PROFILE + "skills: [Python]\n")
    table.write("profile.private.yaml", "basics: {phone: '1'}\n")
    table.write(
        "applications/kyoto/application.yaml",
        APPLICATION.replace(", {statement: statement.md}", ""),
    )
    lines = status(table)
    assert "    ../../profile.yaml: changed" in lines
    assert "    ../../profile.private.yaml: new, was not there then" in lines
    assert "    statement.md: gone, or no longer used" in lines
    assert any("packet build" in line for line in lines)


def test_a_profile_that_broke_since_is_told_and_still_compared(table: Desk) -> None:
    sent(table)
    table.write("profile.yaml", "basics: [\n")
    run = table.run_within("packet", "status")
    assert run.code == 0
    assert "profile.yaml:2:" in run.err
    assert "    ../../profile.yaml: changed" in run.out.splitlines()


def test_a_broken_application_is_told_and_the_others_are_not_lost(table: Desk) -> None:
    table.write("applications/broken/application.yaml", "programm: x\n")
    run = table.run_within("packet", "status")
    assert run.code == 1
    assert "applications/broken/application.yaml" in run.err
    assert "kyoto: PhD in Quantum Materials" in run.out


def test_json_says_the_same(table: Desk) -> None:
    sent(table)
    table.write("applications/kyoto/statement.md", "I know now.\n")
    (found,) = json.loads("\n".join(status(table, "--json")))
    assert (found["name"], found["daysLeft"], found["since"]) == (
        "kyoto",
        10,
        "2026-11-21T15:30:00Z",
    )
    assert found["sources"] == [{"name": "statement.md", "kind": "changed"}]
    assert found["files"] == []


def test_what_a_file_says_now_is_told_in_words(table: Desk) -> None:
    """The whole story: build, send, change, build, look."""
    table.write(
        "applications/kyoto/application.yaml",
        APPLICATION.replace(", {statement: statement.md}", ""),
    )
    (table.folder / "output/kyoto/Example_Statement.pdf").unlink()
    assert table.run_within("packet", "build").code == 0
    sent(table)
    table.write("profile.yaml", PROFILE.replace("A prize", "A larger prize"))
    assert table.run_within("packet", "build").code == 0
    lines = status(table)
    at = lines.index("    Example_CV.pdf: changed")
    assert "larger" in lines[at + 1]
    assert lines[at + 1].startswith("      page 1")


def test_what_is_none_of_the_applications_files_is_told_and_not_kept(table: Desk) -> None:
    table.write("output/kyoto/Old_CV.pdf", b"%PDF-1.7 of an earlier build")
    run = table.run_within("packet", "sent", "applications/kyoto")
    assert run.code == 0
    assert "output/kyoto/Old_CV.pdf: warning A506" in run.err
    assert not [name for name in table.files() if "/sent/" in name and "Old_CV" in name]
