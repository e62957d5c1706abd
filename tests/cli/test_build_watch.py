"""`cvgen build --watch`: each change is built, each mistake told, and the last good PDF stays."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from desks import Desk, Run

from cvgen.cli import build_watch
from cvgen.cli.watch_server import PageServer

GOOD = "basics: {name: Ada Example}\nawards: [{title: A prize}]\n"
STATUS = re.compile(r"\d\d:\d\d:\d\d (.*?)(?:, \d+ ms)?$", re.MULTILINE)


@pytest.fixture
def watch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Watch while things happen, one after each build, and press Ctrl-C at the end."""

    def watch(events: list[Callable[[], object]], *arguments: str) -> Run:
        waiting: Iterator[Callable[[], object]] = iter(events)
        looks = iter(range(1, 1000))

        def sleep(_: float) -> None:
            # After each change come two looks that see nothing new.
            if next(looks) % 3 == 1:
                event = next(waiting, None)
                if event is None:
                    raise KeyboardInterrupt
                event()

        monkeypatch.setattr(build_watch, "sleep", sleep)
        return desk.run_within("build", "--watch", *arguments)

    return watch


def replace(path: Path, text: str) -> None:
    """Write as editors do: a new file that takes the old one's place."""
    beside = path.with_name("~" + path.name)
    beside.write_text(text, "utf-8")
    beside.replace(path)


def test_each_change_is_built_also_where_an_editor_renames_a_new_file(
    desk: Desk, watch: Callable[..., Run]
) -> None:
    profile = desk.write("profile.yaml", GOOD)
    made = []

    def look_and_change(text: str) -> None:
        made.append((desk.folder / "output" / "Ada_Example_CV.pdf").read_bytes())
        replace(profile, text)

    run = watch(
        [lambda: look_and_change(GOOD.replace("prize", "medal")), lambda: look_and_change(GOOD)]
    )
    assert run.code == 0
    assert STATUS.findall(run.err) == ["1 page"] * 3, run
    assert made[0] != made[1]
    assert (desk.folder / "output" / "Ada_Example_CV.pdf").read_bytes() == made[0]


def test_a_mistake_is_told_with_its_line_and_the_last_good_pdf_stays(
    desk: Desk, watch: Callable[..., Run]
) -> None:
    profile = desk.write("profile.yaml", GOOD)
    seen = []

    def mend() -> None:
        seen.append((desk.folder / "output" / "Ada_Example_CV.pdf").read_bytes()[:4])
        profile.write_text(GOOD + "skills: [{name: Python}]\n", "utf-8")

    run = watch([lambda: profile.write_text(GOOD + "skils: []\n", "utf-8"), mend])
    assert "profile.yaml:3:1: error P" in run.err
    assert seen == [b"%PDF"]
    assert STATUS.findall(run.err) == [
        "1 page",
        "not built: earlier files are untouched; waiting for the next change",
        "ok again: 1 page",
    ]


def test_a_profile_that_goes_and_comes_back_is_waited_for(
    desk: Desk, watch: Callable[..., Run]
) -> None:
    profile = desk.write("profile.yaml", GOOD)
    aside = desk.folder / "aside.txt"
    run = watch([lambda: profile.rename(aside), lambda: aside.rename(profile)])
    assert run.code == 0
    assert "there is no profile.yaml in this folder" in run.err
    assert STATUS.findall(run.err)[-1] == "ok again: 1 page"


def test_files_of_the_theme_and_the_bibliography_count_and_its_own_output_does_not(
    desk: Desk, watch: Callable[..., Run]
) -> None:
    desk.write("profile.yaml", GOOD + "bibliography: papers.bib\npublications: []\n")
    papers = desk.write("papers.bib", "@book{a, title={One}, author={Ada Example}, year=2020}\n")
    desk.write("themes/mine/theme.yaml", "extends: plain\ncontract: 1\n")
    sheet = desk.write("themes/mine/style.css", "h1 { color: red }\n")
    run = watch(
        [
            lambda: sheet.write_text("h1 { color: green }\n"),
            lambda: papers.write_text(papers.read_text().replace("One", "Two words")),
        ],
        "--theme",
        "mine",
        "-o",
        "cv.pdf",
    )
    assert STATUS.findall(run.err) == ["1 page"] * 3, run


def test_a_browser_is_told_a_mistake_with_its_place_until_it_is_mended(
    desk: Desk, watch: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, bool]] = []

    def show(_server: PageServer, _paths: Sequence[Path], message: str, *, failed: bool) -> None:
        shown.append((message, failed))

    monkeypatch.setattr(PageServer, "start", lambda _: "http://127.0.0.1/")
    monkeypatch.setattr(PageServer, "show", show)
    profile = desk.write("profile.yaml", GOOD)
    watch(
        [lambda: replace(profile, f"{GOOD}skils: []\n"), lambda: replace(profile, GOOD)], "--serve"
    )
    assert [failed for _, failed in shown] == [False, True, False]
    (before, broken, mended) = [message.splitlines() for message, _ in shown]
    assert broken[1].startswith("profile.yaml:3:1: error P202: ")
    assert (len(before), len(broken), len(mended)) == (1, 2, 1)


def test_the_standard_output_cannot_be_watched(desk: Desk) -> None:
    desk.write("profile.yaml", GOOD)
    assert desk.run_within("build", "--watch", "-o", "-").code == 2
