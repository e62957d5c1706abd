"""Where results go, how many are made, and what is told of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from desks import Desk
from test_hostile import refused, text

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes, links and rights")
PROFILE = "basics: {name: {en: Ada Example, zh: 艾达}, email: ada@example.org}\n"
TARGET = (
    "title: A call\nsource: example.org\nchecked_on: 2026-01-01\nfile-name: '{surname}_CV.pdf'\n"
)
OUTSIDE = "SECRET: [words of somebody else\n"


@pytest.mark.parametrize("name", ["cv.html", "cv.docx", "cv.PDFX", "cv.pfd", "out/cv.tex"])
@pytest.mark.parametrize("command", ["build", "letter letter.md", "packet build"])
def test_only_pdf_is_made_and_no_folder_that_looks_like_a_file(
    desk: Desk, command: str, name: str
) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("letter.md", "---\nopening: Hello,\n---\nText.\n")
    before = desk.files()
    run = desk.run_within(*command.split(), "-o", name)
    refused(run, "O106", name)
    assert "only PDF is made" in run.err
    assert desk.files() == before


@pytest.mark.parametrize(
    "arguments",
    [
        "export --to bibtex -o cv.json",
        "export --to bibtex -o cv.pdf",
        "export --to csl-json -o cv.bib",
        "themes preview classic -o cv.pdf",
        "themes preview classic -o profile.yaml",
        "themes try -o profile.yaml",
    ],
)
def test_a_name_that_asks_for_another_format_is_refused(desk: Desk, arguments: str) -> None:
    desk.write("profile.yaml", PROFILE)
    refused(desk.run_within(*arguments.split()), "O106")


def test_files_of_applications_need_a_folder(desk: Desk) -> None:
    for output in ("all.pdf", "-"):
        refused(desk.run_within("packet", "build", "-o", output), "O106", output)


def test_a_folder_that_is_there_may_be_called_as_it_likes(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    (desk.folder / "cv.html").mkdir()
    assert desk.run_within("build", "-o", "cv.html").pdfs == ["cv.html/Ada_Example_CV.pdf"]


def test_a_pdf_and_publications_can_go_to_the_standard_output(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    with (desk.folder / "got").open("wb") as got:
        command = [sys.executable, "-m", "cvgen", "build", "-o", "-"]
        subprocess.run(command, cwd=desk.folder, stdout=got, check=True)
    assert (desk.folder / "got").read_bytes().startswith(b"%PDF-")
    assert not (desk.folder / "-").exists()
    assert desk.run("export", "--to", "bibtex", "-o", "-").code == 0
    refused(desk.run_within("build", "-o", "-", "-t", "classic", "-t", "modern"), "O101", "-")


@POSIX
def test_what_is_no_file_is_never_replaced(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("papers.bib", "mine")
    os.mkfifo(desk.folder / "pipe.pdf")
    os.mkfifo(desk.folder / "pipe.md")
    (desk.folder / "link.pdf").symlink_to("papers.bib")
    export = "export --to md"
    for command, name in (("build", "pipe.pdf"), ("build", "link.pdf"), (export, "pipe.md")):
        refused(desk.run_within(*command.split(), "-o", name), "O105", name)
    assert (desk.folder / "pipe.md").is_fifo()
    assert (desk.folder / "pipe.pdf").is_fifo()
    assert (desk.folder / "link.pdf").is_symlink()
    assert desk.files()["papers.bib"] == b"mine"


@POSIX
def test_who_may_not_read_the_profile_may_not_read_a_new_pdf(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE).chmod(0o600)
    desk.prepare = lambda: os.umask(0o022)
    (name,) = desk.run("build").pdfs
    assert (desk.folder / name).stat().st_mode & 0o777 == 0o600


def test_languages_variants_and_themes_multiply_and_name_the_files(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE + "variants: {phd: {}, web: {audience: public}}\n")
    run = desk.run_within(
        "build", "--variant", "all", "--lang", "en", "--lang", "zh", "--lang", "en"
    )
    names = [
        f"Ada_Example_CV_{variant}_{lang}.pdf"
        for variant in ("phd", "web")
        for lang in ("en", "zh")
    ]
    assert [Path(path).name for path in run.pdfs] == names
    assert run.err.splitlines()[-1] == "4 built"
    assert "艾达" in text(desk.folder / run.pdfs[1])


def test_several_cvs_for_a_target_have_what_they_differ_in_in_their_names(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE + "variants: {phd: {}, web: {}}\n")
    desk.write("targets/call.yaml", TARGET)
    call = ("build", "--target", "call", "-o", "out")
    assert desk.run_within(*call).pdfs == ["out/Example_CV.pdf"]
    run = desk.run_within(*call, "--variant", "phd", "-t", "classic", "-t", "modern")
    assert run.pdfs == ["out/Example_CV_phd_classic.pdf", "out/Example_CV_phd_modern.pdf"]
    note, last = run.err.splitlines()
    assert note.endswith("(2 times)")
    assert last == "2 built"


def test_a_folder_of_profiles_is_a_list_of_profiles(desk: Desk) -> None:
    desk.write("people/ada/profile.yaml", PROFILE)
    desk.write("people/bo.yaml", "basics: {name: Bo}\n")
    desk.write("people/broken.yaml", "basics: {name: [\n")
    desk.write("people/bo.private.yaml", "basics: {phone: +1 202 555 0143}\n")
    desk.write("people/notes.yaml", "todo: [all]\n")
    run = desk.run_within("build", "people")
    assert [Path(path).name for path in run.pdfs] == ["Ada_Example_CV.pdf", "Bo_CV.pdf"]
    broken, heading, note, last = run.err.splitlines()
    assert broken.startswith("people/broken.yaml:2:1: error P101")
    assert heading == "output/Bo_CV.pdf:"
    assert note.startswith("people/bo.yaml: note N210")
    assert last == "2 built, 1 failed"


def test_an_application_is_found_by_its_name_in_every_command(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("applications/kyoto/application.yaml", "programme: A post\ndocuments: [cv]\n")
    desk.write("applications/leiden.yaml", "programme: A post\ndocuments: [cv]\n")
    for name in ("kyoto", "leiden"):
        assert desk.run_within("packet", "build", name).pdfs == [f"output/{name}/Example_CV.pdf"]
        for command in ("status", "check", "list", "mail", "sent"):
            assert desk.run_within("packet", command, name).code == 0, command
        assert "P100" not in desk.run_within("packet", "paste", name).err
    run = desk.run_within("packet", "status", "kioto")
    refused(run, "P100", "kioto")
    assert "'kyoto'" in run.err


def test_a_letter_finds_the_profile_where_an_application_does(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("applications/kyoto/letter.md", "---\nopening: Hello,\n---\nText.\n")
    assert desk.run_within("letter", "applications/kyoto/letter.md").code == 0


def test_a_letter_beside_a_profile_of_another_name_tells_how_to_name_it(desk: Desk) -> None:
    desk.write("me.yaml", PROFILE)
    desk.write("letter.md", "---\nopening: Hello,\n---\nText.\n")
    run = desk.run_within("letter", "letter.md")
    refused(run, "P100", "letter.md")
    assert "--profile me.yaml" in run.err
    assert desk.run_within("letter", "letter.md", "--profile", "me.yaml").code == 0


def test_a_profile_that_is_named_as_a_letter_is_one_error(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE + "work: [{name: A lab}]\n")
    run = desk.run_within("letter", "profile.yaml")
    refused(run, "L103", "profile.yaml")
    assert run.err.count("error") == 1


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "link"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("variants/x.yaml", "build --variant x"),
        ("profile.private.yaml", "build"),
        ("targets/x.yaml", "build --target x"),
        ("targets/x.yaml", "targets show x"),
        ("themes/x/theme.yaml", "build -t x"),
        ("themes/x/theme.yaml", "themes show x"),
        ("fonts/x.ttf", "build"),
        ("profile.translations.yaml", "translations"),
        ("applications/x/application.yaml", "packet build"),
        ("applications/x/application.yaml", "packet list"),
    ],
)
def test_neither_a_pipe_nor_a_link_that_leads_outside_is_read(
    desk: Desk, tmp_path: Path, kind: str, name: str, arguments: str
) -> None:
    desk.write("profile.yaml", PROFILE)
    (tmp_path / "secret").write_text(OUTSIDE)
    path = desk.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "secret")
    run = desk.run(*arguments.split())
    assert run.code == 1
    assert run.err.startswith(f"{name}: error")
    assert "SECRET" not in run.err
    assert not any(what == str(tmp_path / "secret") for _, what in run.events)


@POSIX
@pytest.mark.parametrize("folder", ["variants", "targets", "themes", "fonts", "applications"])
def test_a_folder_that_is_a_link_to_outside_is_not_followed(
    desk: Desk, tmp_path: Path, folder: str
) -> None:
    desk.write("profile.yaml", PROFILE)
    elsewhere = tmp_path / "elsewhere"
    for name in ("x.yaml", "x/theme.yaml", "x/application.yaml"):
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / name).write_text(OUTSIDE)
    (desk.folder / folder).symlink_to(elsewhere)
    arguments = {"targets": "--target x", "themes": "--theme x"}.get(folder, "")
    command = "packet build" if folder == "applications" else f"build {arguments}"
    run = desk.run(*command.split())
    assert (run.code, run.out) == (1, "")
    assert "SECRET" not in run.err


def test_check_of_a_letter_says_which_command_makes_the_pdf(desk: Desk) -> None:
    desk.write("letter.md", "Text.\n")
    run = desk.run_within("check", "letter.md")
    refused(run, "F101", "letter.md")
    assert "'cvgen letter letter.md'" in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        "build --target a --target b",
        "build -o a -o b",
        "letter letter.md --lang en --lang zh",
        "export --audience a --audience b",
        "packet build --output a -o b",
    ],
)
def test_an_option_that_takes_one_value_is_not_given_two(desk: Desk, arguments: str) -> None:
    run = desk.run_within(*arguments.split())
    assert (run.code, run.out) == (2, "")
    assert "is given twice" in run.err


@pytest.mark.parametrize(
    ("arguments", "start"),
    [("export -o out.bib", "@article{a,"), ("export --format csl-json -o out.json", "[")],
)
def test_an_export_is_of_the_kind_that_the_name_or_the_format_says(
    desk: Desk, arguments: str, start: str
) -> None:
    desk.write("profile.yaml", PROFILE + "bibliography: papers.bib\n")
    desk.write("papers.bib", "@article{a, author = {Example, Ada}, title = {T}, year = 2020}\n")
    run = desk.run_within(*arguments.split())
    assert run.code == 0, run.err
    assert (desk.folder / run.out.split()[0]).read_text("utf-8").startswith(start)
