"""A serif for Japanese that the profile brings along is taken on serif pages, and on no other."""

import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

from cvgen.build import build, load_profile
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.request import Request
from cvgen.render.fonts import find_installed_fonts


@pytest.fixture
def profile(tmp_path):
    """Write a Japanese CV, beside a few letters under the name of Noto Serif JP."""
    source = next(find_installed_fonts().rglob("NotoSansJP-Regular*"))
    with TTFont(source) as font:
        cutter = Subsetter()
        cutter.populate(text="見本太郎")
        cutter.subset(font)
        for record in font["name"].names:
            record.string = record.toUnicode().replace("Sans", "Serif")
        folder = tmp_path / "fonts"
        folder.mkdir()
        font.save(folder / "Noto Serif JP.ttf")
    path = tmp_path / "profile.yaml"
    path.write_text("language: ja\nbasics: {name: 見本, label: 太郎}\n", "utf-8")
    return load_profile(path)


@pytest.mark.parametrize(("theme", "has_serif"), [("classic", True), ("modern", False)])
def test_japanese_stands_in_the_serif_that_the_profile_brings(profile, around, theme, has_serif):
    (page,) = inspect_pdf(build(profile, Request(theme=theme), around).pdf.data).pages
    fonts = {text.font for text in page.texts if "太郎" in text.text}
    assert fonts
    assert all(("Serif" in font) is has_serif for font in fonts)
