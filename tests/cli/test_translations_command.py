"""`cvgen translations`: what it says, what it writes, and when it fails."""

import json

PROFILE = """\
basics:
  name: {en: Ada Example, zh: 艾达}
  label: {en: Physicist, zh: 物理学家}
work:
  - position: Clerk
    name: {en: Example Ltd, zh: 示例公司}
"""
MEMORY = "profile.translations.yaml"


def test_it_counts_by_section_and_tells_each_finding_at_its_place(desk):
    desk.write("profile.yaml", PROFILE)
    run = desk.run("translations")
    assert run.code == 0
    assert run.out.splitlines() == [
        "basics: 1 of 1 texts translated, 0 missing, 0 out of date",
        "work: 1 of 2 texts translated, 1 missing, 0 out of date",
        "zh: 2 of 3 texts translated, 1 missing, 0 out of date",
    ]
    finding, note = run.err.splitlines()
    assert (
        finding
        == "profile.yaml:5:15: warning W330: not translated into zh: 'Clerk' (write {en: …, zh: …})"
    )
    assert note.startswith(f"{MEMORY}: ")
    assert desk.stayed_at_home(run)
    assert sorted(desk.files()) == ["profile.translations.yaml", "profile.yaml"]


def test_a_source_that_changed_is_told_until_it_is_accepted(desk):
    desk.write("profile.yaml", PROFILE)
    desk.run_within("translations")
    desk.write("profile.yaml", PROFILE.replace("Physicist", "Senior physicist"))
    before = desk.files()
    for _ in range(2):
        run = desk.run_within("translations", "--lang", "zh")
        assert "profile.yaml:3:37: warning W331" in run.err
        assert run.out.splitlines()[-1] == "zh: 1 of 3 texts translated, 1 missing, 1 out of date"
        assert desk.files() == before
    accepted = desk.run_within("translations", "--accept")
    assert "W331" not in accepted.err
    assert desk.files()[MEMORY] != before[MEMORY]
    assert "W331" not in desk.run_within("translations").err


def test_strict_fails_for_what_is_missing_or_out_of_date(desk):
    desk.write("profile.yaml", PROFILE)
    assert desk.run_within("translations", "--strict").code == 1
    whole = PROFILE.replace("Clerk", "{en: Clerk, zh: 职员}")
    desk.write("profile.yaml", whole)
    assert desk.run_within("translations", "--strict").code == 0
    desk.write("profile.yaml", whole.replace("en: Clerk", "en: Typist"))
    assert desk.run_within("translations", "--strict").code == 1
    assert desk.run_within("translations").code == 0


def test_json_has_all_as_data_and_nothing_else_is_said(desk):
    desk.write("profile.yaml", PROFILE)
    run = desk.run_within("translations", "--json", "--check", "--lang", "zh", "--lang", "de")
    assert run.err == ""
    chinese, german = json.loads(run.out)["languages"]
    assert {key: chinese[key] for key in ("language", "texts", "translated", "missing", "outOfDate")} == {
        "language": "zh", "texts": 3, "translated": 2, "missing": 1, "outOfDate": 0,
    }  # fmt: skip
    assert (german["language"], german["missing"]) == ("de", 3)
    basics, work = chinese["sections"]
    assert (basics["section"], basics["findings"], work["section"]) == ("basics", [], "work")
    (found,) = work["findings"]
    assert (found["code"], found["severity"]) == ("W330", "warning")
    assert found["place"] == {"file": "profile.yaml", "line": 5, "column": 15}


def test_check_writes_nothing(desk):
    desk.write("profile.yaml", PROFILE)
    desk.run_within("translations", "--check")
    assert list(desk.files()) == ["profile.yaml"]
    both = desk.run_within("translations", "--check", "--accept")
    assert (both.code, list(desk.files())) == (2, ["profile.yaml"])


def test_what_is_known_already_is_not_written_again_whatever_its_bytes(desk):
    desk.write("profile.yaml", PROFILE)
    desk.run_within("translations")
    windows = desk.files()[MEMORY].replace(b"\n", b"\r\n")
    desk.write(MEMORY, windows)
    desk.write("profile.yaml", PROFILE + "talks:\n  - name: A talk\n")
    run = desk.run("translations", "--lang", "zh")
    assert MEMORY not in run.err
    assert desk.files()[MEMORY] == windows
    assert ("write", str(desk.folder / MEMORY)) not in run.events


def test_a_report_on_one_language_forgets_no_other(desk):
    text = PROFILE.replace("zh: 物理学家", "zh: 物理学家, de: Physikerin")
    desk.write("profile.yaml", text)
    desk.run_within("translations", "--lang", "de")
    desk.write("profile.yaml", text.replace("Physicist", "Senior physicist"))
    assert (
        "zh: 1 of 3 texts translated, 1 missing, 1 out of date"
        in desk.run_within("translations").out
    )


def test_a_memory_that_somebody_edited_is_an_error_and_stays(desk):
    desk.write("profile.yaml", PROFILE)
    desk.write(MEMORY, "zh: edited\n")
    for options in ([], ["--accept"], ["--check"]):
        run = desk.run_within("translations", *options)
        assert (run.code, run.out) == (1, "")
        (line,) = run.err.splitlines()
        assert line.startswith(f"{MEMORY}:1:1: error P290: ")
        assert desk.files()[MEMORY] == b"zh: edited\n"


def test_an_unknown_language_is_refused_as_by_build(desk):
    desk.write("profile.yaml", PROFILE)
    for language in ("klingon", "tlh"):
        refused = desk.run_within("translations", "--lang", language)
        assert (refused.code, refused.out) == (1, "")
        assert refused.err == desk.run_within("build", "--lang", language).err
    assert list(desk.files()) == ["profile.yaml"]


def test_a_build_reads_and_writes_no_memory(desk):
    desk.write("profile.yaml", "basics: {name: Ada, label: {en: Physicist, zh: 物理学家}}\n")
    desk.write(MEMORY, "zh: edited\n")
    run = desk.run("build", "--lang", "zh", "-o", "cv.pdf")
    assert run.code == 0
    assert not [event for event in run.events if MEMORY in event[1]]


def test_a_profile_in_one_language_says_what_to_do(desk):
    desk.write("cv/profile.yaml", "basics: {name: Ada, label: Physicist}\n")
    run = desk.run_within("translations", "cv")
    assert (run.code, run.out) == (0, "")
    assert "--lang" in run.err
    assert list(desk.files()) == ["cv/profile.yaml"]


def test_a_json_resume_has_its_memory_beside_it(desk):
    desk.write(
        "resume.json", '{"basics": {"name": "Ada", "label": {"en": "Physicist", "zh": "物理学家"}}}'
    )
    assert desk.run_within("translations").code == 0
    assert sorted(desk.files()) == ["resume.json", "resume.translations.yaml"]
