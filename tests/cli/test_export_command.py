"""`cvgen export` writes several formats at once, all files of a CV or none."""

import pytest
from desks import Desk
from test_hostile import refused

PROFILE = "basics: {name: Ada Example, email: ada@example.org}\nawards: [A prize]\npublications: [{name: Work, releaseDate: 2020}]\n"


def test_several_formats_are_joined_by_commas_or_repeated(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    run = desk.run_within("export", "--to", "md,bibtex", "--to", "csl-json", "--to", "md")
    names = ["Ada_Example_CV.md", "Ada_Example_CV.bib", "Ada_Example_CV.csl.json"]
    assert run.out.splitlines() == [f"output/{name}" for name in names]
    assert desk.files()["output/Ada_Example_CV.md"].startswith(b"# Ada Example\n")


def test_files_are_named_as_the_pdf_of_the_same_choices(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE + "variants: {phd: {}, web: {audience: public}}\n")
    choices = ("--variant", "all", "--lang", "de", "-o", "out")
    made = desk.run_within("build", *choices).pdfs
    run = desk.run_within("export", "--to", "md", *choices)
    assert [name.replace(".md", ".pdf") for name in run.out.splitlines()] == made


def test_one_format_goes_to_a_file_or_to_the_standard_output(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    assert desk.run_within("export", "--to", "md", "-o", "me.md").out == "me.md\n"
    assert desk.files()["me.md"].startswith(b"# Ada Example\n")
    assert desk.run("export", "--to", "md", "-o", "-").out == desk.files()["me.md"].decode()


def test_a_web_page_takes_its_fonts_along_or_leaves_them(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    for choice in ("embedded", "system"):
        desk.run_within("export", "--to", "html", "--fonts", choice, "-o", f"{choice}.html")
    files = desk.files()
    assert [b"@font-face" in files[f"{name}.html"] for name in ("embedded", "system")] == [
        True,
        False,
    ]


def test_a_site_is_a_folder(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    made = desk.run_within("export", "--to", "site", "--audience", "public").out.splitlines()
    assert {"output/Ada_Example_CV_public/index.html", "output/Ada_Example_CV_public/cv.pdf"} <= {
        *made
    }
    refused(desk.run_within("export", "--to", "site", "--audience", "public", "-o", "-"), "O106")


@pytest.mark.parametrize(
    "arguments", ["md,bibtex -o -", "md,bibtex -o cv.md", "md -o cv.pdf", "bibtex -o cv.json"]
)
def test_an_output_that_cannot_take_what_is_made_is_refused(desk: Desk, arguments: str) -> None:
    desk.write("profile.yaml", PROFILE)
    before = desk.files()
    refused(desk.run_within("export", "--to", *arguments.split()), "O106")
    assert desk.files() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "mdd"], "did you mean 'md'"),
        (["--to", "word"], "did you mean 'docx'"),
        (["--to", "Markdown"], "did you mean 'md'"),
        (["--to", ".tex"], "did you mean 'latex'"),
        ([], "say which formats: "),
    ],
)
def test_a_format_is_asked_for_by_its_word(desk: Desk, arguments: list[str], message: str) -> None:
    desk.write("profile.yaml", PROFILE)
    run = desk.run_within("export", *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in " ".join(run.err.split())


def test_a_file_that_the_profile_is_made_of_is_not_written_over(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE + "bibliography: papers.bib\n")
    desk.write("papers.bib", "@article{a, title={Mine}, author={Ada Example}, year=2020}")
    before = desk.files()
    refused(desk.run_within("export", "--to", "bibtex", "-o", "papers.bib"), "O102", "papers.bib")
    assert desk.files() == before


def test_of_one_cv_all_files_are_written_or_none(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    (desk.folder / "output/Ada_Example_CV.bib").mkdir(parents=True)
    refused(desk.run_within("export", "--to", "md,bibtex"), "O100")
    assert sorted(desk.files()) == ["profile.yaml"]


def test_with_strict_a_warning_leaves_nothing_behind(desk: Desk) -> None:
    desk.write(
        "profile.yaml", PROFILE + "work: [{position: Clerk, endDate: present, startDate: 2999}]\n"
    )
    run = desk.run_within("export", "--to", "md", "--strict")
    assert run.code == 1
    assert "W312" in run.err
    assert sorted(desk.files()) == ["profile.yaml"]
