"""What is unchanged is not built again, and whatever changes is seen."""

import os

import pytest
from desks import Desk
from PIL import Image

PROFILE = """\
basics: {name: Ada Example, image: photo.png}
bibliography: [papers.bib]
awards: [{title: A prize}]
options: {density: normal}
"""
PAPER = "@article{a, title={On engines}, author={Example, Ada}, year={2020}, journal={J}}\n"
PDF = "output/Ada_Example_CV.pdf"
UNCHANGED = "unchanged since it was built"
DAY = ("--date", "2026-03-01")


@pytest.fixture
def built(desk: Desk) -> Desk:
    """Give a desk on which a CV is built."""
    desk.write("profile.yaml", PROFILE)
    desk.write("papers.bib", PAPER)
    Image.new("RGB", (90, 120), "navy").save(desk.folder / "photo.png")
    desk.write(
        "themes/mine/theme.yaml",
        "contract: 1\ntitle: Mine\nsummary: Navy names.\nextends: classic\n",
    )
    desk.write("themes/mine/style.css", "h1 { color: navy }")
    run = desk.run_within("build", *DAY)
    assert run.code == 0, run.err
    return desk


def test_what_is_unchanged_stays_as_it_is_though_files_were_touched(built: Desk) -> None:
    before = (built.folder / PDF).stat()
    os.utime(built.folder / "profile.yaml")
    run = built.run_within("build", *DAY)
    assert (run.code, run.pdfs) == (0, [PDF])
    assert UNCHANGED in run.err
    after = (built.folder / PDF).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("profile.yaml", PROFILE.replace("prize", "medal")),
        ("papers.bib", PAPER.replace("engines", "looms")),
        ("profile.private.yaml", "basics: {phone: '+44 20 7946 0018'}\n"),
        ("variants/short.yaml", "sections: [awards]\n"),
        ("photo.png", None),
        (PDF, "%PDF-1.7 of somebody else"),
    ],
)
def test_a_change_of_any_file_is_built(built: Desk, name: str, content: str | None) -> None:
    before = (built.folder / PDF).read_bytes()
    if content is None:
        Image.new("RGB", (90, 120), "red").save(built.folder / name)
    else:
        built.write(name, content)
    run = built.run_within("build", *DAY)
    assert run.code == 0, run.err
    assert UNCHANGED not in run.err
    after = (built.folder / PDF).read_bytes()
    assert len(after) > 10_000
    is_printed = name not in (PDF, "variants/short.yaml", "profile.private.yaml")
    assert (after != before) is is_printed


@pytest.mark.parametrize(
    "arguments",
    [("--date", "2026-03-02"), (*DAY, "--paper", "Letter"), (*DAY, "--force")],
    ids=" ".join,
)
def test_another_day_or_wish_is_built(built: Desk, arguments: tuple[str, ...]) -> None:
    assert UNCHANGED not in built.run_within("build", *arguments).err


def test_a_pdf_that_is_gone_is_built_and_another_theme_too(built: Desk) -> None:
    (built.folder / PDF).unlink()
    assert UNCHANGED not in built.run_within("build", *DAY).err
    assert (built.folder / PDF).exists()
    mine = ("build", "-t", "mine", *DAY)
    assert UNCHANGED not in built.run_within(*mine).err
    assert UNCHANGED in built.run_within(*mine).err
    built.write("themes/mine/style.css", "h1 { color: red }")
    assert UNCHANGED not in built.run_within(*mine).err


def test_a_theme_that_takes_the_place_of_another_is_seen(built: Desk) -> None:
    built.write(
        "themes/classic/theme.yaml",
        "contract: 1\ntitle: Other\nsummary: Another one.\nextends: modern\n",
    )
    assert UNCHANGED not in built.run_within("build", *DAY).err


def test_warnings_are_told_again(desk: Desk) -> None:
    desk.write("profile.yaml", "basics: {name: Ada Example}\nawards: [{title: a $\\foo$ b}]\n")
    first = desk.run_within("build", *DAY)
    second = desk.run_within("build", *DAY)
    assert "warning W3" in first.err
    assert UNCHANGED in second.err
    assert second.err.startswith(first.err)


def test_where_nothing_is_kept_all_is_built(built: Desk) -> None:
    built.environment["CVGEN_CACHE"] = "off"
    assert UNCHANGED not in built.run_within("build", *DAY).err


def test_a_mistake_is_told_each_time_and_its_pdf_stays(built: Desk) -> None:
    before = (built.folder / PDF).read_bytes()
    built.write("profile.yaml", PROFILE + "nonsense: 1\n")
    for _ in range(2):
        run = built.run_within("build", *DAY)
        assert (run.code, "P202" in run.err) == (1, True)
    assert (built.folder / PDF).read_bytes() == before
