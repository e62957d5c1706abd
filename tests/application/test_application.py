"""An application is read whole, or every finding in it is told at once, with its place."""

from datetime import UTC, datetime

import pytest

from cvgen.application.deadline import DeadlineError, parse_deadline
from cvgen.application.load import list_application_files, load_application
from cvgen.errors import PacketError


@pytest.fixture
def folder(tmp_path):
    """Make a person's folder with a profile, and one for an application in it."""
    (tmp_path / "profile.yaml").write_text("basics: {name: Ada Example}\n", "utf-8")
    folder = tmp_path / "applications" / "kyoto"
    (folder / "files").mkdir(parents=True)
    (folder / "letter.md").write_text("Dear all.\n", "utf-8")
    (folder / "files" / "transcript.pdf").write_bytes(b"%PDF-")
    return folder


@pytest.fixture
def load_text(folder):
    """Read an application from its text."""

    def load_text(text):
        (folder / "application.yaml").write_text(text, "utf-8")
        return load_application(folder)

    return load_text


@pytest.fixture
def catch_findings(load_text):
    """Read an application that cannot be used; gives each finding as its line and column, code, message and hint."""

    def catch_findings(text):
        with pytest.raises(PacketError) as error:
            load_text(text)
        return [
            (
                str(finding.place).rpartition("application.yaml:")[2],
                finding.code,
                f"{finding.message} ({finding.hint})",
            )
            for finding in error.value.diagnostics
        ]

    return catch_findings


def test_an_application_says_what_is_sent_and_how(load_text, folder):
    application = load_text(
        "programme: PhD in Quantum Materials\n"
        "deadline: 2026-12-01 23:59 Europe/London\n"
        "options: {accent: '#000000'}\n"
        "documents:\n"
        "  - title-page\n"
        "  - letter: letter.md\n"
        "  - cv: {variant: phd, pages: 2}\n"
        "  - transcript: {file: files/transcript.pdf, title: Grades, mend: [paper, rotate]}\n"
    )
    title, letter, cv, transcript = application.documents
    assert (application.name, application.programme) == ("kyoto", "PhD in Quantum Materials")
    assert application.profile.resolve() == folder.parent.parent / "profile.yaml"
    assert [document.kind for document in application.documents] == [
        "title-page",
        "letter",
        "cv",
        "transcript",
    ]
    assert (title.file, letter.file, letter.is_foreign) == (None, folder / "letter.md", False)
    assert (cv.variant, cv.pages, cv.place.line) == ("phd", 2, 7)
    assert (transcript.title, transcript.mend, transcript.is_foreign) == (
        "Grades",
        ("paper", "rotate"),
        True,
    )
    assert application.options == {"accent": "#000000"}


def test_every_finding_is_told_at_once_with_its_place(catch_findings):
    text = (
        "programe: PhD\n"
        "variant: [a]\n"
        "deadline: tomorrow\n"
        "with: [nope.yaml]\n"
        "documents:\n"
        "  - title-pag\n"
        "  - cv: {pags: 2, pages: two}\n"
        "  - transcript\n"
        "  - letter: nope.md\n"
        "  - transcript: {file: files/transcript.pdf, mend: [papr]}\n"
        "  - {cv: {}, letter: letter.md}\n"
    )
    findings = catch_findings(text)
    assert [(place, code) for place, code, _ in findings] == [
        ("1:1", "A102"),
        ("2:10", "A104"),
        ("3:11", "A105"),
        ("4:8", "A121"),
        ("6:5", "A112"),
        ("7:10", "A102"),
        ("7:26", "A113"),
        ("8:5", "A115"),
        ("9:13", "A121"),
        ("10:53", "A112"),
        ("11:5", "A103"),
    ]
    words = {place: message for place, _, message in findings}
    assert "'programme'" in words["1:1"]
    assert "'title-page'" in words["6:5"]
    assert "'pages'" in words["7:10"]
    assert "'transcript' needs a file" in words["8:5"]
    assert "'paper'" in words["10:53"]


@pytest.mark.parametrize(
    "text", ["", "- cv\n", "documents: []\n", "documents: cv\n", "programme: PhD\n"]
)
def test_an_application_without_documents_is_none(catch_findings, text):
    assert catch_findings(text)


def test_a_file_that_is_not_there_is_told_with_what_was_meant(catch_findings):
    ((_, _, said),) = catch_findings("documents: [{letter: leter.md}]\n")
    assert "did you mean 'letter.md'?" in said


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../../../secret.pdf",
        "files/../../../../secret.pdf",
        "files/link.pdf",
        "files/loop.pdf",
        "a\\0b.pdf",
        "x" * 300,
    ],
)
def test_files_stay_within_the_folder_of_application_and_profile(catch_findings, folder, name):
    """A link is followed before it is judged."""
    (folder.parent.parent.parent / "secret.pdf").write_bytes(b"%PDF-")
    (folder / "files" / "link.pdf").symlink_to(folder.parent.parent.parent / "secret.pdf")
    (folder / "files" / "loop.pdf").symlink_to(folder / "files" / "loop.pdf")
    ((place, code, _),) = catch_findings(f'documents: [{{transcript: "{name}"}}]\n')
    assert place == "1:26"
    assert code in ("A121", "A122", "P102")


@pytest.mark.parametrize("name", ["../../files.pdf", "../oslo/files.pdf"])
def test_files_of_the_person_may_be_shared(load_text, folder, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"%PDF-")
    assert (
        load_text(f"documents: [{{transcript: {name}}}]\n").documents[0].file.resolve()
        == path.resolve()
    )


def test_a_link_from_the_profile_does_not_widen_what_may_be_named(catch_findings, folder):
    outside = folder.parent.parent.parent / "outside.yaml"
    outside.write_text("basics: {name: Ada Example}\n", "utf-8")
    (folder / "profile.yaml").symlink_to(outside)
    assert ("A122") in [code for _, code, _ in catch_findings("documents: [cv]\n")]


def test_a_profile_that_is_missing_is_told(catch_findings, folder):
    (folder.parent.parent / "profile.yaml").unlink()
    assert [code for _, code, _ in catch_findings("documents: [cv]\n")] == ["A120"]
    assert [
        (place, code) for place, code, _ in catch_findings("profile: nope.yaml\ndocuments: [cv]\n")
    ] == [("1:10", "A120")]


def test_a_file_by_itself_is_an_application_too(load_text, folder):
    load_text("documents: [cv]\n")
    (folder.parent / "oslo.yaml").write_text("documents: [cv]\n", "utf-8")
    assert [load_application(path).name for path in list_application_files(folder.parent)] == [
        "kyoto",
        "oslo",
    ]
    assert list_application_files(folder) == [folder / "application.yaml"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-12-01 23:59 Europe/London", datetime(2026, 12, 1, 23, 59, tzinfo=UTC)),
        ("2026-07-01 12:00 Europe/Berlin", datetime(2026, 7, 1, 10, 0, tzinfo=UTC)),
        ("2026-12-01 Asia/Tokyo", datetime(2026, 12, 1, 14, 59, 59, tzinfo=UTC)),
        ("2026-12-01 AoE", datetime(2026, 12, 2, 11, 59, 59, tzinfo=UTC)),
        ("2026-12-01T17:00 UTC", datetime(2026, 12, 1, 17, 0, tzinfo=UTC)),
        ("2026-12-01", datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_a_moment_in_its_zone(text, last):
    deadline = parse_deadline(text)
    assert deadline.moment == last
    assert not deadline.is_past(last)
    assert deadline.is_past(last.replace(year=2027))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("December 1, 2026, 23:59 AoE", "2026-12-01 23:59 AoE"),
        ("1. Dezember 2026 12:00 Europe/Berlin", "2026-12-01 12:00 Europe/Berlin"),
        ("2026年12月1日", "2026-12-01"),
        ("13/12/2026 UTC", "2026-12-13 UTC"),
    ],
)
def test_the_day_of_a_deadline_may_be_written_as_people_do(text, iso):
    assert parse_deadline(text) == parse_deadline(iso)


@pytest.mark.parametrize(
    "text", ["01/12/2026", "December 2026", "2026-12-0²", "expected 1 May 2027"]
)
def test_a_deadline_that_is_not_one_day_is_told(text):
    with pytest.raises(DeadlineError, match=f"^'{text}'"):
        parse_deadline(text)


def test_days_are_counted_where_the_deadline_is():
    """At 16:00 in UTC it is the next day in Tokyo already."""
    now = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    assert parse_deadline("2026-12-01 23:59 Asia/Tokyo").count_days_left(now) == 0
    assert parse_deadline("2026-12-01 23:59 UTC").count_days_left(now) == 1
    assert parse_deadline("2026-11-29 UTC").count_days_left(now) == -1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1 December", "write 2026-12-01"),
        ("2026-02-30", "write 2026-12-01"),
        ("2026-12-01 25:00 UTC", "write 2026-12-01"),
        ("2026-12-01 12:00 London", "did you mean 'Europe/London'?"),
        ("2026-12-01 12:00 ../../etc", "write 2026-12-01"),
        *(
            (f"2026-12-01 12:00 {zone}", "write, for example, Europe/London")
            for zone in ("localtime", "posixrules", "Factory")
        ),
        ("2026-12-01 12:00 posix/Europe/London", "did you mean"),
        ("2026-12-01 12:00 right/Europe/London", "did you mean"),
    ],
)
def test_what_is_no_deadline_is_told_with_what_to_write(text, hint):
    with pytest.raises(DeadlineError) as error:
        parse_deadline(text)
    assert hint in error.value.hint


def test_without_a_table_of_zones_it_is_said_where_to_get_one(monkeypatch):
    monkeypatch.setattr("zoneinfo.ZoneInfo", _no_zone)
    monkeypatch.setattr("zoneinfo.available_timezones", set)
    with pytest.raises(DeadlineError) as error:
        parse_deadline("2026-12-01 12:00 Europe/London")
    assert "tzdata" in error.value.hint


def _no_zone(name):
    raise KeyError(name)


def test_a_deadline_without_a_zone_is_told_of(load_text):
    (note,) = load_text("deadline: 2026-12-01\ndocuments: [cv]\n").warnings
    assert (note.severity, note.place.line) == ("note", 1)
    assert "UTC" in note.message
