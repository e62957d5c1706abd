"""`cvgen packet new`, `build`, `check` and `list` as a user runs them."""

import io
import json
import re
import resource

import pypdf
import pytest
from desks import Desk

NOW = "1795275000"  # 2026-11-21 15:30 UTC
PROFILE = "basics: {name: Ada Example}\nawards: [{title: A prize}]\noptions: {density: normal}\n"
KYOTO = "programme: PhD in Matter\ninstitution: Invented Institute\ndeadline: 2026-12-01 23:59 UTC\ndocuments: [{letter: letter.md}, cv]\n"
FILES = ["output/kyoto/Example_Letter.pdf", "output/kyoto/Example_CV.pdf"]


@pytest.fixture
def table(desk: Desk) -> Desk:
    desk.environment["SOURCE_DATE_EPOCH"] = NOW
    desk.write("profile.yaml", PROFILE)
    desk.write("applications/kyoto/application.yaml", KYOTO)
    desk.write("applications/kyoto/letter.md", "I apply for {{ programme }}.\n")
    return desk


def finished(desk: Desk) -> dict[str, bytes]:
    return {name: data for name, data in desk.files().items() if name.startswith("output/")}


def test_new_makes_an_application_that_can_be_built_at_once(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    run = desk.run_within("packet", "new", "kyoto")
    assert (run.code, run.out) == (0, "applications/kyoto/application.yaml\n")
    assert {"applications/kyoto/letter.md", "applications/kyoto/mail.md"} <= desk.files().keys()
    built = desk.run_within("packet", "build", "applications/kyoto")
    assert (built.code, built.pdfs) == (0, FILES)


def test_what_was_not_filled_in_of_a_new_application_is_told_when_it_is_built_and_checked(
    desk: Desk,
) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.run_within("packet", "new", "kyoto")
    starter = desk.files()
    places = []
    for name, text in (
        ("application.yaml", "‹name of the programme"),
        ("letter.md", "‹what you have done"),
    ):
        path = f"applications/kyoto/{name}"
        before = starter[path].decode().partition(text)[0]
        column = len(before) - before.rfind("\n")
        line = before.count("\n") + 1
        places.append(f"{path}:{line}:{column}: warning N220: ")
    for command in ("build", "check"):
        run = desk.run_within("packet", command, "kyoto")
        assert run.code == 0
        assert run.err.count("N220") == len(places)
        assert all(place in run.err for place in places)


def test_marks_of_quotation_in_a_letter_are_no_text_to_fill_in(table: Desk) -> None:
    table.write("applications/kyoto/letter.md", "Ich las ‹Faust›.\n\nUnd dann ‹Werther›\n")
    assert "N220" not in table.run_within("packet", "build").err


def test_new_never_overwrites(desk: Desk) -> None:
    desk.write("applications/kyoto/letter.md", "Mine.\n")
    before = desk.files()
    run = desk.run_within("packet", "new", "kyoto")
    assert run.code == 1
    assert "applications/kyoto/letter.md: error O102" in run.err
    assert desk.files() == before


@pytest.mark.parametrize("name", ["../kyoto", "a/b", ".", "..", "", "a:b"])
def test_new_makes_one_folder_of_a_plain_name(desk: Desk, name: str) -> None:
    run = desk.run_within("packet", "new", "--", name)
    assert (run.code, desk.files()) == (2, {})


@pytest.mark.parametrize("name", ["con", "NUL", "com1.txt"])
def test_new_takes_no_name_that_windows_keeps_for_itself(desk: Desk, name: str) -> None:
    run = desk.run_within("packet", "new", name)
    assert (run.code, desk.files()) == (2, {})
    assert "Windows" in run.err


@pytest.mark.parametrize(("there", "name"), [("one", "ONE"), ("Zürich", "ZU\u0308RICH")])
def test_new_takes_no_name_that_is_anothers_on_many_systems(
    desk: Desk, there: str, name: str
) -> None:
    desk.write(f"applications/{there}/application.yaml", "documents: [cv]\n")
    before = desk.files()
    run = desk.run_within("packet", "new", name)
    assert (run.code, desk.files()) == (1, before)
    assert f"applications/{there}: error O102" in run.err


def test_build_makes_every_application_of_the_folder(table: Desk) -> None:
    table.write("applications/oslo.yaml", "documents: [cv]\n")
    run = table.run("packet", "build")
    assert (run.code, run.pdfs) == (0, [*FILES, "output/oslo/Example_CV.pdf"])
    assert table.stayed_at_home(run)


def test_the_same_application_is_built_to_the_same_bytes(table: Desk) -> None:
    table.write("applications/kyoto/application.yaml", KYOTO + "delivery: both\n")
    table.run_within("packet", "build")
    first = finished(table)
    table.run_within("packet", "build")
    assert finished(table) == first
    assert len(first) == 3


def test_one_that_fails_does_not_stop_the_others(table: Desk) -> None:
    table.write("applications/a.yaml", "documents: [cvv]\n")
    table.write("applications/b/application.yaml", "documents: [{letter: letter.md}]\n")
    table.write("applications/b/letter.md", "Dear {{ nobody }}\n")
    run = table.run_within("packet", "build")
    assert (run.code, run.pdfs) == (1, FILES)
    assert "applications/a.yaml:1:13: error A112" in run.err
    assert "applications/b/letter.md:1:9: error A160" in run.err


def test_two_that_would_write_the_same_files_are_refused_before_any_is_made(table: Desk) -> None:
    table.write("applications/Kyoto.yaml", "documents: [cv]\n")
    run = table.run_within("packet", "build")
    assert (run.code, run.out) == (1, "")
    assert "error A142" in run.err
    assert "applications/kyoto/application.yaml" in run.err
    assert finished(table) == {}


def test_a_full_disk_leaves_earlier_files_whole(table: Desk) -> None:
    table.run_within("packet", "build")
    before = finished(table)
    table.write("applications/kyoto/letter.md", "Something else.\n")
    # Larger files than this cannot be written, as on a disk that is nearly full.
    table.prepare = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
    run = table.run("packet", "build")
    assert run.code == 1
    assert "error O100" in run.err
    assert finished(table) == before


def test_a_deadline_that_is_over_is_told_first_and_the_files_are_made(table: Desk) -> None:
    table.write("applications/kyoto/application.yaml", KYOTO.replace("2026-12-01", "2026-11-20"))
    run = table.run_within("packet", "build")
    assert (run.code, run.pdfs) == (0, FILES)
    assert run.err.startswith("applications/kyoto/application.yaml:3:11: warning A131")


def test_strict_writes_nothing_where_there_are_warnings(table: Desk) -> None:
    table.write("profile.yaml", PROFILE + "references: [{name: Prof. Wen}]\n")
    table.write("applications/kyoto/application.yaml", KYOTO.replace("cv]", "cv, referees]"))
    assert table.run_within("packet", "build", "--strict").code == 1
    assert finished(table) == {}
    assert table.run_within("packet", "build").code == 0


def test_a_file_of_an_earlier_build_is_told_of(table: Desk) -> None:
    table.run_within("packet", "build")
    table.write("applications/kyoto/application.yaml", KYOTO + "delivery: one\n")
    run = table.run_within("packet", "build")
    assert run.pdfs == ["output/kyoto/Example_Application.pdf"]
    assert [line.partition(":")[0] for line in run.err.splitlines() if "A143" in line] == sorted(
        FILES
    )


def test_what_the_form_of_a_portal_asks_is_written_beside(table: Desk) -> None:
    table.write("applications/kyoto/application.yaml", KYOTO + "target: cambridge\n")
    assert table.run_within("packet", "build").pdfs[-1] == "output/kyoto/paste-kit.txt"


def test_what_was_written_for_the_form_of_another_portal_is_told_and_not_kept_as_sent(
    table: Desk,
) -> None:
    application = "applications/kyoto/application.yaml"
    kit = "output/kyoto/paste-kit.txt"
    table.write(application, KYOTO + "target: cambridge\n")
    table.run_within("packet", "build")
    assert kit not in table.run_within("packet", "build").err
    table.write(application, KYOTO)
    assert f"{kit}: warning A143" in table.run_within("packet", "build").err
    run = table.run_within("packet", "sent", "kyoto")
    assert f"{kit}: warning A506" in run.err
    assert not [name for name in table.files() if "/sent/" in name and "paste-kit" in name]


def test_check_judges_every_file_by_the_target(table: Desk) -> None:
    table.write(
        "applications/kyoto/targets/small.yaml",
        "title: Small\nsource: nowhere\nchecked_on: unknown\nfile-name: '{surname}_{document}.pdf'\ndocuments: {letter: {bytes: 1 kB}}\n",
    )
    table.write("applications/kyoto/application.yaml", KYOTO + "target: small\n")
    unbuilt = table.run_within("packet", "check")
    assert (unbuilt.code, unbuilt.err.count("error A145")) == (1, 2)
    table.run_within("packet", "build")
    run = table.run_within("packet", "check")
    assert (run.code, run.out.splitlines()) == (
        1,
        [f"{FILES[0]}: not fit for small", f"{FILES[1]}: fit for small"],
    )
    table.write(
        "applications/kyoto/targets/small.yaml",
        "title: Small\nsource: nowhere\nchecked_on: unknown\nfile-name: '{surname}_{document}.pdf'\n",
    )
    assert table.run_within("packet", "check").code == 0


def test_list_tells_by_deadline_what_is_built_fit_and_sent(table: Desk) -> None:
    table.write(
        "applications/oslo.yaml", "programme: 博士\ndeadline: 2026-11-22 AoE\ndocuments: [cv]\n"
    )
    table.write("applications/none.yaml", "documents: [cv]\n")
    table.run_within("packet", "build", "applications/kyoto")
    table.run_within("packet", "sent", "applications/kyoto")
    rows = json.loads(table.run_within("packet", "list", "--json").out)
    assert [
        (row["application"], row["days left"], row["built"], row["checks"], row["sent"])
        for row in rows
    ] == [
        ("oslo", 1, False, None, None),
        ("kyoto", 10, True, True, "2026-11-21T15:30:00Z"),
        ("none", None, False, None, None),
    ]
    head, oslo, *_ = table.run_within("packet", "list").out.splitlines()
    assert head.split() == [
        "application",
        "programme",
        "institution",
        "deadline",
        "days",
        "left",
        "built",
        "checks",
        "sent",
    ]
    assert oslo.split() == ["oslo", "博士", "-", "2026-11-22", "AoE", "1", "no", "-", "-"]


def test_without_applications_it_is_said_what_to_do(desk: Desk) -> None:
    run = desk.run_within("packet", "build")
    assert run.code == 2
    assert "packet new" in run.err


def test_what_is_laid_over_a_profile_may_lie_among_the_applications(table: Desk) -> None:
    table.write("applications/differs.yaml", "basics: {label: Physicist for Kyoto}\n")
    run = table.run_within("packet", "build")
    assert (run.code, run.pdfs) == (0, FILES)


def test_another_delivery_than_the_targets_is_told(table: Desk) -> None:
    table.write("applications/kyoto/application.yaml", KYOTO + "delivery: one\ntarget: cambridge\n")
    run = table.run_within("packet", "build")
    assert run.code == 0
    assert (
        "applications/kyoto/application.yaml:5:11: warning A144: 'cambridge' wants a PDF of each document"
        in run.err
    )


def test_no_file_of_an_anonymous_application_is_named_after_the_person(table: Desk) -> None:
    table.write(
        "applications/kyoto/application.yaml",
        "programme: P\ninstitution: I\nanonymous: true\ndelivery: separate\ndocuments: [cv, {transcript: {file: paper.pdf, title: Ada Example transcript}}]\n",
    )
    paper, blank = io.BytesIO(), pypdf.PdfWriter()
    blank.add_blank_page(595, 842)
    blank.write(paper)
    table.write("applications/kyoto/paper.pdf", paper.getvalue())
    run = table.run_within("packet", "build")
    assert run.code == 1
    assert re.search(r"error X101: .*the name 'Ada Example' is in the name of the file", run.err), (
        run.err
    )
    assert not finished(table)


def test_a_build_that_cannot_write_one_file_writes_none(table: Desk) -> None:
    assert table.run_within("packet", "build").code == 0
    before = {name: data for name, data in finished(table).items() if name in FILES}
    table.write(
        "applications/kyoto/application.yaml",
        KYOTO.replace("[{letter: letter.md}, cv]", "[cv, {letter: letter.md}]"),
    )
    table.write(
        "profile.yaml",
        "basics: {name: Ada Example, summary: 天地玄黃}\n",
    )
    assert table.run_within("packet", "build", "-o", "apart").code == 0
    letter, cv = (len(table.files()[name.replace("output", "apart")]) for name in FILES)
    table.prepare = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, ((letter + cv) // 2,) * 2)
    run = table.run("packet", "build")
    assert cv < letter  # and the CV is written first
    assert (run.code, "error O100" in run.err) == (1, True)
    assert {name: data for name, data in finished(table).items() if name in FILES} == before
