"""Every mistake in a profile is reported once, at its line, in words that help.

The mistakes stand in `bad/`, annotated. `# error: P202 email` beside a line says: here, this code,
and this word in the message or the hint. `# line 4 error: …` says it of another line, where the line
itself can hold no comment; line 0 is the whole file. `; ` parts two findings.
A folder in `bad/` is a profile in several files; those are read by test_files.py.
"""

import re
from pathlib import Path

import pytest

from cvgen.errors import CvgenError, Diagnostic, VariantError
from cvgen.profile.load import read_profile
from cvgen.profile.select import select_variant

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
NOTE = re.compile(r"# (?:line (\d+) )?(error|warning): ([PV]\d{3}) ([^;\n]+)")


def read_annotations(path: Path) -> list[tuple[int, str, str, str]]:
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return sorted(
        (int(note[1] or number), note[3], note[2], note[4].strip())
        for number, line in lines
        for note in NOTE.finditer(line)
    )


def collect_findings(path: Path) -> tuple[Diagnostic, ...]:
    try:
        profile = read_profile(path)
        for name in profile.variants:
            select_variant(profile, name)
    except CvgenError as error:
        return error.diagnostics
    return profile.warnings


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_each_mistake_is_reported_at_its_line_and_nothing_else(path: Path) -> None:
    findings, annotations = collect_findings(path), read_annotations(path)
    assert annotations
    assert [
        (finding.place.line, finding.code, finding.severity)
        for finding in sorted(findings, key=lambda finding: (finding.place.line, finding.code))
    ] == [(line, code, severity) for line, code, severity, _ in annotations], "\n".join(
        map(str, findings)
    )
    for line, code, _, word in annotations:
        sentences = [
            f"{finding.message} ({finding.hint})"
            for finding in findings
            if (finding.place.line, finding.code) == (line, code)
        ]
        assert any(word in sentence for sentence in sentences), sentences


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_finding_points_at_the_key_or_at_the_value(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    for finding in collect_findings(path):
        assert finding.place.file == str(path)
        if (
            finding.place.line == 0 or finding.code == "P101"
        ):  # YAML's own reader says only where it gave up
            continue
        line, start = lines[finding.place.line - 1], finding.place.column - 1
        assert re.match(r"\S", line[start:]), line
        assert re.search(r"(^|[\s\[{,])$", line[:start]), line
        if finding.code in ("P202", "P103"):
            assert line[start:].startswith(finding.message.split("'")[1]), line


def test_every_code_of_the_loader_has_an_example() -> None:
    source = Path(__file__).parents[2] / "cvgen"
    files = [*(source / "files").glob("*.py"), *(source / "profile").glob("*.py")]
    codes = {
        code for file in files for code in re.findall(r'"([PV]\d{3})"', file.read_text("utf-8"))
    }
    elsewhere = {"P108": "a large file", "V100": "an unknown variant"}  # below
    elsewhere |= {"P120": "a link that leads out of the folder"}  # test_files
    elsewhere |= {"P237": "a file of another tool", "P238": "a resume.json"}  # test_foreign
    elsewhere |= {"P243": "settings in the text of a letter"}  # test_letters
    elsewhere |= {"P222": "a photo in printing colours"}  # test_pictures
    elsewhere |= {"V105": "an unknown audience", "V106": "a name that is private"}  # test_redaction
    assert codes - elsewhere.keys() == {
        code for path in BAD[0].parent.rglob("*.y*ml") for _, code, _, _ in read_annotations(path)
    }


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def get_finding(path: Path) -> Diagnostic:
    (finding,) = collect_findings(path)
    return finding


def test_an_empty_file_is_reported(tmp_path: Path) -> None:
    finding = get_finding(write(tmp_path / "profile.yaml", ""))
    assert (finding.code, finding.place.line) == ("P201", 0)
    assert "empty" in finding.message


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_lines_are_counted_whatever_the_line_ending(ending: str, tmp_path: Path) -> None:
    finding = get_finding(
        write(tmp_path / "profile.yaml", f"basics:{ending}  name: Ada{ending}  emial: x{ending}")
    )
    assert (finding.code, finding.place.line, finding.place.column) == ("P202", 3, 3)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert (
        read_profile(
            write(tmp_path / "profile.yaml", b"\xef\xbb\xbfbasics: {name: Ada}")
        ).basics.name
        == "Ada"
    )


def test_text_that_is_not_utf_8_is_reported_with_its_place(tmp_path: Path) -> None:
    finding = get_finding(
        write(tmp_path / "profile.yaml", "basics:\n  name: José\n".encode("latin-1"))
    )
    assert (finding.code, finding.place.line, finding.place.column) == ("P102", 2, 12)
    assert "UTF-8" in finding.message


def test_a_control_character_is_reported_with_its_line(tmp_path: Path) -> None:
    finding = get_finding(write(tmp_path / "profile.yaml", "basics:\n  name: A\x1bda\n"))
    assert (finding.code, finding.place.line) == ("P102", 2)
    assert "U+001B" in finding.message


def test_a_file_that_is_no_profile_at_all_is_refused_by_its_size(tmp_path: Path) -> None:
    finding = get_finding(write(tmp_path / "profile.yaml", b"#" * 4_000_001))
    assert finding.code == "P108"
    assert "4 MB" in finding.message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "-  ", "? ", "?  ", "- ? "])
def test_a_file_nested_without_end_is_refused(opening: str, tmp_path: Path) -> None:
    finding = get_finding(
        write(tmp_path / "profile.yaml", "basics: {name: Ada}\nwork:\n  " + opening * 40_000)
    )
    assert (finding.code, finding.place.line) == ("P109", 3)
    assert "levels" in finding.message


def test_a_variant_that_is_not_there_is_reported_with_the_nearest_one(tmp_path: Path) -> None:
    profile = read_profile(
        write(tmp_path / "profile.yaml", "basics: {name: Ada}\nvariants:\n  postdoc: {}\n")
    )
    with pytest.raises(VariantError) as error:
        select_variant(profile, "posdoc")
    (finding,) = error.value.diagnostics
    assert finding.code == "V100"
    assert "postdoc" in finding.hint


def test_a_mistake_in_an_included_file_is_reported_with_that_file(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    part = write(tmp_path / "parts" / "jobs.yaml", "- position: Postdoc\n  sumary: Tensors\n")
    finding = get_finding(
        write(tmp_path / "profile.yaml", "basics: {name: Ada}\nwork: !include parts/jobs.yaml\n")
    )
    assert (finding.code, finding.place.file, finding.place.line, finding.place.column) == (
        "P202",
        str(part),
        2,
        3,
    )


def test_two_files_that_include_each_other_are_reported(tmp_path: Path) -> None:
    part = write(tmp_path / "jobs.yaml", "!include profile.yaml")
    finding = get_finding(
        write(tmp_path / "profile.yaml", "basics: {name: Ada}\nwork: !include jobs.yaml\n")
    )
    assert (finding.code, finding.place.file, finding.place.line) == ("P106", str(part), 1)


@pytest.mark.parametrize(
    ("line", "code"), [("work: !include outside.yaml", "P106"), ("image: outside.yaml", "P220")]
)
def test_a_link_does_not_lead_out_of_the_folder(line: str, code: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    target = write(tmp_path / "secret.yaml", b"\xff\xd8\xff- secret")
    try:
        (folder / "outside.yaml").symlink_to(target)
    except OSError:
        pytest.skip("links need a right that this machine does not give")
    lines = {"P106": f"basics:\n  name: Ada\n{line}\n", "P220": f"basics:\n  name: Ada\n  {line}\n"}
    finding = get_finding(write(folder / "profile.yaml", lines[code]))
    assert (finding.code, finding.place.line) == (code, 3)
    assert "outside" in finding.message


@pytest.mark.parametrize("word", ["image: {}", "label: !include {}"])
@pytest.mark.parametrize("name", ['"a\\0b.jpg"', "x" * 5000])
def test_a_name_that_no_file_can_have_is_reported(word: str, name: str, tmp_path: Path) -> None:
    findings = collect_findings(
        write(tmp_path / "profile.yaml", f"basics:\n  name: Ada\n  {word.format(name)}\n")
    )
    assert {finding.place.line for finding in findings} == {3}


def test_a_photo_names_the_pictures_that_are_there(tmp_path: Path) -> None:
    write(tmp_path / "ada.png", b"\x89PNG\r\n\x1a\n")
    assert (
        "ada.png"
        in get_finding(write(tmp_path / "profile.yaml", "basics: {name: Ada, image: ada.jpg}")).hint
    )


def test_an_unknown_key_of_a_json_resume_is_a_warning_and_null_is_nothing(tmp_path: Path) -> None:
    text = '{"basics": {"name": "Ada", "label": null, "image": "", "foo": 1},\n "work": null, "skills": "",\n'
    text += ' "education": [{"area": "Physics", "endDate": null, "score": {"value": "3.80", "bar": 1}}]}'
    profile = read_profile(write(tmp_path / "resume.json", text))
    assert [
        (finding.code, finding.severity, finding.place.line) for finding in profile.warnings
    ] == [
        ("P202", "warning", 1),
        ("P202", "warning", 3),
    ]
    assert profile.basics.label is None
    assert [section.kind for section in profile.sections] == ["education"]


def test_an_author_with_a_wide_gap_is_read_at_once(tmp_path: Path) -> None:
    gap = " " * 20_000  # a careless pattern would need hours
    profile = read_profile(
        write(
            tmp_path / "profile.yaml",
            f"basics: {{name: Ada}}\npublications:\n  - {{name: A title, authors: ['Ada{gap}Example *#']}}\n",
        )
    )
    (author,) = profile.sections[0].entries[0].authors
    assert (author.name.split(), author.marks) == (["Ada", "Example"], "*#")


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_a_value_that_is_left_open_is_nothing(nothing: str, tmp_path: Path) -> None:
    profile = read_profile(
        write(
            tmp_path / "profile.yaml",
            f"basics:\n  name: Ada\n  label: {nothing}\nwork: {nothing}\ntheme: {nothing}\n",
        )
    )
    assert (profile.basics.label, profile.sections, profile.settings.theme) == (None, (), None)
