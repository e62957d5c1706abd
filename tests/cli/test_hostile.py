"""Whatever a user or a profile does: the right PDF, or one line that says what is wrong; never a traceback, never a lost file."""

import os
import re
import shlex
import sys
from pathlib import Path
from typing import NoReturn

import pypdf
import pypdfium2
import pytest
from desks import Desk, Run

PHOTO = Path(__file__).parents[2] / "examples" / "ada-example" / "photo.jpg"
PROFILE = "basics:\n  name: Ada Example\n"
LINE = re.compile(
    r"(?:(?P<file>[^\s:]+)(?::(?P<line>\d+):(?P<column>\d+))?: )?error (?P<code>[A-Z]\d{3}): (?P<message>.+?)( \((?P<hint>.+)\))?"
)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
NOT_ROOT = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() == 0, reason="nothing is forbidden to this user"
)


def text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def links(pdf: Path) -> list[str]:
    annotations = [
        link.get_object() for page in pypdf.PdfReader(pdf).pages for link in page.get("/Annots", ())
    ]
    return [link["/A"]["/URI"] for link in annotations if "/A" in link and "/URI" in link["/A"]]


def size(pdf: Path) -> tuple[int, int]:
    box = pypdf.PdfReader(pdf).pages[0].mediabox
    return round(box.width), round(box.height)


def refused(run: Run, code: str, place: str = "") -> None:
    """See that a run ended with one line for the user and nothing else."""
    assert (run.code, run.out) == (1, ""), run
    (line,) = run.err.splitlines()
    found = LINE.fullmatch(line)
    assert found, line
    assert found["code"] == code, line
    if place:
        assert line.startswith(place + ": "), line


def built(desk: Desk, run: Run) -> Path:
    """See that a run ended with one PDF and not a word more."""
    assert (run.code, run.err) == (0, ""), run
    (path,) = run.pdfs
    assert desk.stayed_at_home(run)
    return desk.folder / path


# --- mistakes in the profile ------------------------------------------------------------------------------------

MISTAKES = {
    "a list at the root": ("- basics\n", "P201", "1:1"),
    "an empty file": ("", "P201", ""),
    "a tab": ("basics:\n\tname: Ada\n", "P101", "2:1"),
    "a key that stands twice": ("basics:\n  name: Ada\n  name: Bo\n", "P103", "3:3"),
    "a typo in an entry": (
        PROFILE + "work:\n  - position: Postdoc\n    sumary: x\n",
        "P202",
        "5:5",
    ),
    "a wrong date": (
        PROFILE + "work:\n  - {position: Postdoc, startDate: 2021-13}\n",
        "P205",
        "4:36",
    ),
    "a wrong e-mail address": (PROFILE + "  email: ada\n", "P206", "3:10"),
    "a colour that is none": (PROFILE + "options:\n  accent: reddish\n", "T111", "4:11"),
    "an option that is none": (PROFILE + "options:\n  acent: red\n", "T110", "4:10"),
    "a missing photo": (PROFILE + "  image: photo.jpg\n", "P220", "3:10"),
    "a photo outside": (PROFILE + "  image: ../secret.jpg\n", "P220", "3:10"),
    "a photo that is cut off": (PROFILE + "  image: cut.jpg\n", "P220", "3:10"),
    "a bibliography that is missing": (PROFILE + "bibliography: papers.bib\n", "B100", "3:15"),
    "a bibliography outside": (PROFILE + "bibliography: ../secret.bib\n", "B100", "3:15"),
    "a paper that no bibliography has": (
        PROFILE + "publications:\n  - {key: ada2026}\n",
        "B121",
        "4:11",
    ),
    "a theme that is not there": (PROFILE + "theme: clasic\n", "T100", "3:8"),
    "a language without words": (PROFILE + "language: tlh\n", "V102", ""),
    "a character that no font has": (
        PROFILE + "  label: '\N{GRADUATION CAP} PhD'\n",
        "R201",
        "3:10",
    ),
}


# What leads to other files or to the engine is watched, in a process of its own.
WATCHED = re.compile("photo|bibliography|character")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_and_the_earlier_pdf_stays(mistake: str, desk: Desk) -> None:
    profile, code, place = MISTAKES[mistake]
    desk.write("profile.yaml", profile)
    desk.write("output/Ada_Example_CV.pdf", b"earlier")
    desk.write("cut.jpg", PHOTO.read_bytes()[:500])
    (desk.folder.parent / "secret.jpg").write_bytes(PHOTO.read_bytes())
    (desk.folder.parent / "secret.bib").write_text("@misc{a, title = {A}}")
    before = desk.files()
    run = desk.run("build") if WATCHED.search(mistake) else desk.run_within("build")
    refused(run, code, f"profile.yaml:{place}" if place else "")
    assert desk.files() == before
    assert desk.stayed_at_home(run)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.yaml"], "P100"),
        (["x" * 5000], "P100"),
        (["--theme", "clasic"], "T100"),
        (["--theme", "../elsewhere"], "T100"),
        (["--theme", "base"], "T106"),
        (["--variant", "phd"], "V100"),
        (["--lang", "tlh"], "V102"),
        (["--lang", 'en-"><b>'], "V102"),
        (["--set", "accent=reddish"], "T111"),
        (["--set", "accent=red; } * { display: none"], "T111"),
        (["--set", "margin=1km"], "T111"),
        (["--set", "font-body=Comic Papyrus"], "T111"),
        (["--paper", "A3"], "T111"),
    ],
)
def test_a_wish_that_cannot_be_had_is_one_line(arguments: list[str], code: str, desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    refused(desk.run_within("build", *arguments), code)
    assert list(desk.files()) == ["profile.yaml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--date", "yesterday"],
        ["--date", "2021-02-30"],
        ["--set", "accent"],
        ["--set", "=red"],
        ["--colour", "red"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    run = desk.run_within("build", *arguments)
    assert (run.code, run.out) == (2, "")
    assert arguments[0] in run.err or arguments[1] in run.err
    assert list(desk.files()) == ["profile.yaml"]


def test_a_folder_without_a_profile_is_wrong_usage(desk: Desk) -> None:
    run = desk.run_within("build")
    assert (run.code, run.out) == (2, "")
    assert "cvgen new" in run.err


# --- text is data -----------------------------------------------------------------------------------------------

WORD = "wonderful" * 34
URL = "https://example.org/" + "a" * 380
ODD = f"""
basics:
  name: '../../Ada "The Tensor" Example'
  label: 'Uses <label>, {{{{ 7*7 }}}}, {{% raw %}}, #hashes, 5 $ and 6 $, R&D; @home = 100 %'
  url: https://example.org/a?b=c&d=e#part-2
  profiles:
    - {{network: Long, url: '{URL}'}}
  summary: {WORD}
work:
  - {{position: Postdoc, name: '= Institute', summary: ''}}
education: []
skills:
publications: ''
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:
    folder = tmp_path_factory.mktemp("odd") / "desk"
    folder.mkdir()
    desk = Desk(folder, home, folder.parent / "log")
    desk.write("profile.yaml", ODD)
    return built(desk, desk.run("build"))


@pytest.mark.parametrize(
    "words",
    [
        "../../Ada “The Tensor” Example",  # quotation marks are those of the language
        "Uses <label>, {{ 7*7 }}, {% raw %}, #hashes, 5 $ and 6 $, R&D; @home = 100 %",
        "example.org/a?b=c&d=e#part-2",
        "= Institute",
    ],
)
def test_text_prints_as_typed(words: str, odd: Path) -> None:
    assert words in text(odd).replace("\N{NO-BREAK SPACE}", " ").replace("\r\n", "\n")


def test_a_long_word_and_a_long_address_are_broken_and_whole(odd: Path) -> None:
    joined = "".join(text(odd).split())
    assert WORD in joined
    assert URL.removeprefix("https://") in joined


def test_nothing_is_printed_beside_the_page(odd: Path) -> None:
    document = pypdfium2.PdfDocument(odd)
    try:
        for page in document:
            width, height = page.get_size()
            words = page.get_textpage()
            boxes = [words.get_charbox(index) for index in range(words.count_chars())]
            assert all(
                left >= 0 and right <= width and bottom >= 0 and top <= height
                for left, bottom, right, top in boxes
            )
    finally:
        document.close()


def test_links_keep_their_query_and_fragment(odd: Path) -> None:
    assert "https://example.org/a?b=c&d=e#part-2" in links(odd)
    assert URL in links(odd)


def test_a_name_with_slashes_stays_in_the_output_folder(odd: Path) -> None:
    assert odd.parent.name == "output"
    assert [path.name for path in odd.parent.iterdir()] == [odd.name]


def test_empty_sections_have_no_heading(odd: Path) -> None:
    assert not re.search("Education|Skills|Publications", text(odd))


def test_links_in_text_lead_only_to_places_that_a_reader_can_reach(desk: Desk) -> None:
    desk.write(
        "profile.yaml",
        PROFILE
        + "  summary: See [one](javascript:alert(1)), [two](file:///etc/passwd), [three](https://example.org/#3).\n",
    )
    run = desk.run_within("build")
    assert run.code == 0
    assert [line.split()[1:3] for line in run.err.splitlines()] == [["warning", "W301:"]] * 2
    assert links(desk.folder / run.pdfs[0]) == ["https://example.org/#3"]


def test_what_a_file_says_does_not_steer_the_terminal(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE + '  "\\e[2Jx": y\n')
    run = desk.run_within("build")
    assert run.code == 1
    assert "\x1b" not in run.err
    assert "\\x1b[2Jx" in run.err


@pytest.mark.parametrize(
    "marks",
    [
        "'" + "*" * 3000 + "a" + "*" * 3000 + "'",
        "'$" + "{" * 3000 + "a" + "}" * 3000 + "$'",
        "'$" + "^" * 3000 + "a$'",
    ],
)
def test_marks_nested_without_end_are_no_bug_of_ours(marks: str, desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE + f"  summary: {marks}\n")
    run = desk.run_within("build")
    assert run.code in (0, 1)
    assert "bug in cvgen" not in run.err


def test_the_command_that_a_bug_is_reported_with_can_be_run_as_it_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> NoReturn:
        raise TypeError("made up")

    monkeypatch.setattr("cvgen.importers.convert.convert_sources", fail)
    desk.write("my cv.md", "# Ada Example\n")
    run = desk.run_within("import", "my cv.md", "-o", "out")
    assert (run.code, "TypeError: made up" in run.err) == (70, True)
    told = run.err.partition("(report what this prints: ")[2].strip().removesuffix(")")
    assert told == "cvgen --debug import 'my cv.md' -o out"
    with pytest.raises(TypeError):
        desk.run_within(*shlex.split(told)[1:])


# --- where files go ---------------------------------------------------------------------------------------------


def test_the_profile_in_the_folder_is_built_and_only_the_path_is_said(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    run = desk.run("build")
    assert built(desk, run) == desk.folder / "output" / "Ada_Example_CV.pdf"
    assert run.out.count("\n") == 1


def test_the_output_can_be_a_file_of_ones_own_in_a_folder_to_be_made(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    assert (
        built(desk, desk.run("build", "-o", "to/send/cv.pdf"))
        == desk.folder / "to" / "send" / "cv.pdf"
    )


def test_paper_is_letter_when_asked_for(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    assert size(built(desk, desk.run("build", "--paper", "Letter"))) == (612, 792)


def test_variant_and_language_choose_and_name_the_file(desk: Desk) -> None:
    work = "work:\n  - {position: Postdoc, tags: [research]}\n  - {position: Barista, tags: [other]}\nskills: [Tensors]\n"
    variants = "variants:\n  phd: {sections: [work], tags: [research]}\n"
    desk.write("profile.yaml", "basics:\n  name: {en: Ada Example, zh: 艾达}\n" + work + variants)
    pdf = built(desk, desk.run("build", "--variant", "phd", "--lang", "zh"))
    assert pdf.name == "Ada_Example_CV_phd_zh.pdf"
    assert "艾达" in text(pdf)
    assert "Postdoc" in text(pdf)
    assert not re.search("Barista|Tensors", text(pdf))


def test_strict_takes_warnings_for_errors(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("output/Ada_Example_CV.pdf", b"earlier")
    run = desk.run_within("build", "--set", "accent=yellow", "--strict")
    assert (run.code, run.out) == (1, "")
    assert "warning T112" in run.err
    assert desk.files()["output/Ada_Example_CV.pdf"] == b"earlier"
    assert desk.run_within("build", "--set", "accent=yellow").code == 0


def test_one_broken_profile_does_not_stop_the_others(desk: Desk) -> None:
    desk.write("a.yaml", PROFILE)
    desk.write("b.yaml", "basics:\n  nmae: Bo\n")
    desk.write("c.yaml", "basics:\n  name: Chen\n")
    run = desk.run_within("build", "a.yaml", "b.yaml", "c.yaml")
    assert run.code == 1
    assert [Path(path).name for path in run.pdfs] == ["Ada_Example_CV.pdf", "Chen_CV.pdf"]
    *messages, last = run.err.splitlines()
    assert all(line.startswith("b.yaml:") for line in messages)
    assert last == "2 built, 1 failed"
    assert all((desk.folder / path).read_bytes().startswith(b"%PDF") for path in run.pdfs)


def test_a_character_that_no_font_has_is_told_in_the_file_that_it_stands_in(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("letter.md", "---\nsubject: A post\n---\nDear all,\n\nI like \N{ENVELOPE} much.\n")
    refused(desk.run_within("letter", "letter.md"), "R201", "letter.md:6:8")
    desk.write("profile.yaml", PROFILE + "bibliography: papers.bib\n")
    desk.write("papers.bib", "@misc{a,\n  title = {A \N{ENVELOPE}},\n  author = {Roe, Bea}}\n")
    refused(desk.run_within("build"), "R201", "papers.bib:2:14")


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.yaml", "d.yaml", "-o", "cv.pdf"],
        ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "-o", "-"],
        ["a.yaml", "-t", "classic", "-t", "modern", "-o", "cv.pdf"],
    ],
    ids=[
        "one file for two people",
        "the standard output for four people",
        "one file for two themes",
    ],
)
def test_two_cvs_for_one_file_are_refused_before_either_is_built(
    arguments: list[str], desk: Desk
) -> None:
    for name, person in {"a": "Ada", "b": "Ada", "c": "ADA", "d": "Dana"}.items():
        desk.write(f"{name}.yaml", f"basics:\n  name: {person}\n")
    before = desk.files()
    refused(desk.run_within("build", *arguments), "O101")
    assert desk.files() == before


def test_a_new_profile_builds_and_is_never_overwritten(desk: Desk) -> None:
    run = desk.run("new")
    assert (run.code, run.out) == (0, "profile.yaml\n")
    assert desk.stayed_at_home(run)
    made = desk.run("build")
    assert (made.code, len(made.pdfs)) == (0, 1)
    assert [line.split(" ", 2)[1:2] for line in made.err.splitlines()] == [["warning"]]
    assert "N220" in made.err
    desk.write("profile.yaml", "# mine\n")
    before = desk.files()
    again = desk.run("new")
    assert (again.code, again.out) == (1, "")
    assert "profile.yaml: error O102" in again.err
    assert desk.files() == before


@pytest.mark.parametrize(
    ("taken", "output", "code"),
    [
        ("cv.pdf/x", "cv.pdf", "O100"),
        ("output/Ada_Example_CV.pdf/x", "output", "O100"),
        ("folder", "folder", "O103"),
        ("folder", "folder/cv.pdf", "O103"),
    ],
    ids=[
        "the file is a folder",
        "the name is a folder",
        "the folder is a file",
        "the way leads through a file",
    ],
)
def test_an_output_that_cannot_be_is_one_line(
    taken: str, output: str, code: str, desk: Desk
) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write(taken, b"mine")
    before = desk.files()
    refused(desk.run_within("build", "-o", output), code)
    assert desk.files() == before


@NOT_ROOT
def test_a_folder_that_cannot_be_written_is_one_line(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    (desk.folder / "output").mkdir(mode=0o500)
    refused(desk.run_within("build"), "O100", "output/Ada_Example_CV.pdf")


# --- a machine in a bad state -----------------------------------------------------------------------------------


def full_disk() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


@POSIX
@pytest.mark.parametrize("cache", ["warm", "cold"])
def test_a_full_disk_is_one_line_and_the_earlier_pdf_stays(
    cache: str, desk: Desk, tmp_path: Path
) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("output/Ada_Example_CV.pdf", b"earlier")
    before = desk.files()
    if cache == "cold":
        desk.home = tmp_path
    else:
        desk.run("build", "-o", str(tmp_path / "elsewhere"))
    desk.prepare, desk.environment = full_disk, {"PYTHONDONTWRITEBYTECODE": "1"}
    refused(desk.run("build"), "O100", "output/Ada_Example_CV.pdf")
    assert desk.files() == before


@pytest.mark.parametrize("way", ["interrupt", pytest.param("kill", marks=POSIX)])
def test_a_run_that_is_stopped_leaves_the_earlier_pdf(way: str, desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("output/Ada_Example_CV.pdf", b"earlier")
    desk.environment = {"CVGEN_TEST_STOP": way}
    before = desk.files()
    run = desk.run("build")
    assert (run.code, run.out) == (130 if way == "interrupt" else -9, "")
    after = desk.files()
    if way == "kill":  # nobody can tidy up after that; but what is left does not look like a CV
        (left,) = after.keys() - before.keys()
        assert Path(left).name.startswith(".Ada_Example_CV.pdf.")
        (desk.folder / left).unlink()
        del after[left]
    assert after == before


@pytest.mark.parametrize("home", ["none", "missing", "a file"])
def test_a_build_needs_no_home(home: str, desk: Desk, tmp_path: Path) -> None:
    desk.write("profile.yaml", PROFILE)
    (tmp_path / "file").write_bytes(b"")
    desk.environment = {
        "HOME": {
            "none": "",
            "missing": str(tmp_path / "no" / "home"),
            "a file": str(tmp_path / "file"),
        }[home]
    }
    run = desk.run_within("build")
    assert (run.code, run.err) == (0, "")
    assert text(desk.folder / run.pdfs[0]).startswith("Ada Example")


def test_a_broken_cache_does_not_break_a_build(desk: Desk, tmp_path: Path) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.home = tmp_path
    first = built(desk, desk.run("build")).read_bytes()
    for path in (tmp_path / ".cache" / "cvgen").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:20])
    run = desk.run("build")
    assert (run.code, run.err) == (0, "")
    assert (desk.folder / run.pdfs[0]).read_bytes() == first


def test_an_odd_clock_variable_is_wrong_usage(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.environment = {"SOURCE_DATE_EPOCH": "9" * 30}
    run = desk.run_within("build")
    assert (run.code, run.out) == (2, "")
    assert "SOURCE_DATE_EPOCH" in run.err


def test_a_terminal_that_knows_only_ascii_gets_the_message(desk: Desk) -> None:
    desk.write("profile.yaml", "basics:\n  name: 艾达\n  ünknown: x\n")
    desk.environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii:backslashreplace"}
    run = desk.run_within("build")
    assert run.code == 1
    assert run.err.startswith("profile.yaml:3:3: error P202")


# --- themes of strangers ----------------------------------------------------------------------------------------

PAGE = '<!DOCTYPE html><html lang="en"><head><title>CV</title>%s</head><body>%s</body></html>'


def theme(
    desk: Desk, *, css: str = "", template: str = "", manifest: str = "extends: base\ncontract: 1\n"
) -> None:
    desk.write("profile.yaml", PROFILE + "theme: strange\n")
    desk.write("themes/strange/theme.yaml", manifest)
    desk.write("themes/strange/style.css", css)
    if template:
        desk.write("themes/strange/templates/document.html", template)


TEMPLATES = {
    "a broken tag": (PAGE % ("", "\n{% if %}"), "T121", 2),
    "a filter that is none": (PAGE % ("", "\n{{ 1 | unknown }}"), "T121", 2),
    "a value that is none": (PAGE % ("", "\n{{ document.nmae }}"), "T122", 2),
    "a name that is none": (PAGE % ("", "\n{{ os }}"), "T122", 2),
    "a sum that cannot be": (PAGE % ("", "\n{{ 1 / 0 }}"), "T122", 2),
    "the inside of Python": (PAGE % ("", "\n{{ document.__class__.__mro__ }}"), "T122", 2),
    "the inside by a filter": (PAGE % ("", "\n{{ document | attr('__class__') }}"), "T122", 2),
    "the inside by a format": (PAGE % ("", "\n{{ '{0.__class__}'.format(document) }}"), "T122", 2),
    "globals of a function": (PAGE % ("", "\n{{ template_of.__globals__ }}"), "T122", 2),
    "a change of the options": (PAGE % ("", "\n{{ options.update({'a': 1}) }}"), "T122", 2),
    "a file by its full path": (PAGE % ("", "{% include '/etc/passwd' %}"), "T120", 0),
    "a file outside": (PAGE % ("", "{% include '../../../secret.html' %}"), "T120", 0),
    "an include of itself": (PAGE % ("", "{% include 'document.html' %}"), "T122", 1),
    "more memory than there is": (PAGE % ("", "\n{{ 'a' * 100000000000 }}"), "T122", 2),
}


@pytest.mark.parametrize(("template", "code", "line"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_that_cannot_be_filled_is_one_line(
    template: str, code: str, line: int, desk: Desk
) -> None:
    theme(desk, template=template)
    (desk.folder.parent / "secret.html").write_text("secret")
    desk.write("output/Ada_Example_CV.pdf", b"earlier")
    before = desk.files()
    refused(
        desk.run_within("build"),
        code,
        f"themes/strange/templates/document.html:{line}:1" if line else "themes/strange",
    )
    assert desk.files() == before


STYLES = {
    "a style that the engine cannot set": "h1 { display: list-item } h1::marker { content: 'x' }",
    "a style nested without end": "a {" * 2000 + "}" * 2000,
    "a margin that leaves no page": "@page { margin: 148.5mm }",
}


@pytest.mark.parametrize("css", STYLES.values(), ids=STYLES)
def test_a_style_that_breaks_the_engine_is_one_line(css: str, desk: Desk) -> None:
    theme(desk, css=css)
    refused(desk.run_within("build"), "T123", "themes/strange")


MANIFESTS = {
    "a list": "- a\n",
    "another contract": "extends: base\ncontract: 2\n",
    "a key that is none": "extends: base\ncontract: 1\nfonts: x\n",
    "a parent that is a list": "extends: [base]\ncontract: 1\n",
    "a parent that is not there": "extends: nobody\ncontract: 1\n",
    "itself for a parent": "extends: strange\ncontract: 1\n",
    "a default that is no colour": "extends: base\ncontract: 1\noptions: {accent: reddish}\n",
    "a type that is none": "extends: base\ncontract: 1\noptions: {stars: {type: number}}\n",
    "an option that is CSS": "extends: base\ncontract: 1\noptions: {'a; } * { display: none': x}\n",
}


@pytest.mark.parametrize("manifest", MANIFESTS.values(), ids=MANIFESTS)
def test_a_manifest_that_is_wrong_is_told_in_its_file(manifest: str, desk: Desk) -> None:
    theme(desk, manifest=manifest)
    run = desk.run_within("build")
    assert (run.code, run.out) == (1, "")
    assert all(
        re.match(r"themes.strange.theme\.yaml(:\d+:\d+)?: error T1\d\d: ", line)
        for line in run.err.splitlines()
    ), run.err


def test_a_strange_theme_reads_nothing_but_its_own_files_and_the_photo(desk: Desk) -> None:
    secret = desk.folder.parent / "secret"
    secret.mkdir()
    (secret / "secret.css").write_text("body::before { content: 'SECRET' }")
    (secret / "secret.html").write_text("SECRET")
    (secret / "secret.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>'
    )
    desk.write("diploma.svg", '<svg xmlns="http://www.w3.org/2000/svg"><text>SECRET</text></svg>')
    uri = secret.as_uri()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{uri}/secret.svg"/><image href="http://example.invalid/x.svg"/></svg>'
    entity = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{uri}/secret.html">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
    desk.write("themes/strange/own.svg", svg)
    desk.write("themes/strange/entity.svg", entity)
    head = f"""<link rel="stylesheet" href="{uri}/secret.css"><link rel="stylesheet" href="http://example.invalid/x.css">
      <link rel="attachment" href="{uri}/secret.html"><link rel="attachment" href="../../profile.yaml"><link rel="attachment" href="theme.yaml">
      <style>@import url({uri}/secret.css); @font-face {{ font-family: X; src: url({uri}/secret.css), url(http://example.invalid/x.ttf) }}
      body {{ background: url(file:///etc/passwd), url(%2e%2e/%2e%2e/%2e%2e/secret/secret.svg) }}</style>"""
    body = f"""<p style="font-family: X">Body</p><a href="file:///etc/passwd">a</a><a href="javascript:alert(1)">b</a><a href="own.svg">c</a>
      <a rel="attachment" href="../../profile.yaml">d</a><a href="https://example.org/">e</a>
      <iframe src="{uri}/secret.html"></iframe><object data="{uri}/secret.svg"></object><embed src="http://example.invalid/x">"""
    body += "".join(
        f'<img alt="" src="{source}">'
        for source in (
            f"{uri}/secret.svg",
            "../../../secret/secret.svg",
            "../../diploma.svg",
            "linked.svg",
            "own.svg",
            "entity.svg",
            "http://example.invalid/x.png",
        )
    )
    theme(
        desk,
        template=PAGE % (head, body),
        css="@import 'http://example.invalid/x.css'; p::before { content: url(http://example.invalid/y.png) }",
    )
    (desk.folder / "themes/strange/linked.svg").symlink_to(secret / "secret.svg")
    run = desk.run("build")
    assert run.code == 0, run.err
    pdf = desk.folder / run.pdfs[0]
    assert "Body" in text(pdf)
    assert "SECRET" not in text(pdf)
    assert links(pdf) == ["https://example.org/"]
    assert list(pypdf.PdfReader(pdf).attachments) == []
    read = [what for kind, what in run.events if kind == "read"]
    assert not [
        path
        for path in read
        if Path(path).is_relative_to(secret) or path.endswith(("passwd", "diploma.svg"))
    ]
    assert not [what for kind, what in run.events if kind.startswith(("socket", "urllib"))]
    assert len(run.err.splitlines()) > 10  # all of it is told


@pytest.mark.parametrize("name", ["style.css", "theme.yaml", "templates/document.html"])
def test_a_link_does_not_lead_a_theme_to_a_file_outside(name: str, desk: Desk) -> None:
    theme(desk, template=PAGE % ("", "Body"))
    contents = {
        "style.css": "body::before { content: 'SECRET' }",
        "theme.yaml": "title: SECRET\nextends: base\ncontract: 1\n",
    }
    outside = desk.folder.parent / "outside"
    outside.write_text(contents.get(name, PAGE % ("", "SECRET")))
    link = desk.folder / "themes" / "strange" / name
    link.unlink()
    link.symlink_to(outside)
    run = desk.run("build")
    assert run.code in (0, 1)
    assert not [path for path in run.pdfs if "SECRET" in text(desk.folder / path)]
    assert str(outside) not in [what for kind, what in run.events if kind == "read"]


def test_a_module_that_lies_about_is_not_run(desk: Desk) -> None:
    theme(desk, css="h1 { color: red }")
    for name in ("cvgen", "pickle", "typing", "jinja2"):
        desk.write(f"{name}.py", "import os; os._exit(77)")
    assert desk.run_within("build").code == 0
