"""`cvgen themes try`: one sheet of one's own CV in every theme."""

import io

from desks import Desk
from PIL import Image

PROFILE = "basics: {name: Ada Example}\nawards: [{title: A prize}]\n"


def test_a_sheet_shows_the_first_page_in_each_theme(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    run = desk.run_within("themes", "try", "--theme", "plain", "--theme", "swiss")
    assert (run.code, run.out, run.err) == (0, "output/themes.png\n", "2 built\n")
    with Image.open(io.BytesIO(desk.files()["output/themes.png"])) as sheet:
        assert sheet.width > 2 * 600  # pages side by side
        assert sheet.height > 600 * 297 / 210
        left, right = (0, 0, sheet.width // 2, sheet.height), (sheet.width // 2, 0, *sheet.size)
        assert sheet.crop(left).tobytes() != sheet.crop(right).tobytes()


def test_a_sheet_can_be_a_pdf_and_is_the_same_twice(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    for name in ("one.pdf", "two.pdf"):
        assert desk.run_within("themes", "try", "--theme", "plain", "-o", name).code == 0
    files = desk.files()
    assert files["one.pdf"].startswith(b"%PDF")
    assert files["one.pdf"] == files["two.pdf"]


def test_a_theme_that_cannot_be_tried_is_told_and_the_others_are_shown(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    run = desk.run_within("themes", "try", "--theme", "plain", "--theme", "nowhere")
    assert run.pdfs == ["output/themes.png"]
    assert "T100" in run.err or "nowhere" in run.err
    assert run.err.endswith("1 built, 1 failed\n")


def test_a_sheet_is_no_other_kind_of_file(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    run = desk.run_within("themes", "try", "-o", "sheet.jpg")
    assert run.code == 1
    assert "O106" in run.err
