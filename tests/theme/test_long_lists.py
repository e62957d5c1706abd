"""Long lists of works are calm, and the line of a timeline ends where its last date is."""

import pypdfium2
import pytest
from PIL import Image, ImageChops

from cvgen.build import build, load_profile
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.request import Request

WORKS = "basics: {name: Ada Example}\npublications:\n" + "".join(
    f"  - {{name: Work {number}, authors: [Bo Sample, Ada Example], releaseDate: 2020}}\n"
    for number in range(21)
)
LAST = (
    "basics: {name: Ada Example}\nwork: [{position: Clerk, startDate: 2020, endDate: 2021}]\n"
    "awards: [{title: Prize, date: 2020}]\nskills: [{name: Words, keywords: [one, two]}]\n"
)
LINE = (0xB9, 0xC4, 0xC0)  # in themes/timeline


@pytest.fixture
def made(around, tmp_path):
    """Print a profile in a theme, in one layout."""

    def made(text, theme):
        path = tmp_path / "profile.yaml"
        path.write_text(text, "utf-8")
        request = Request(theme=theme, options={"density": "normal"})
        return build(load_profile(path), request, around).pdf.data

    return made


@pytest.mark.parametrize("theme", ["classic", "letterpress", "scholar"])
def test_in_a_list_of_many_works_no_title_is_bold(made, theme):
    texts = [text for page in inspect_pdf(made(WORKS, theme)).pages for text in page.texts]
    fonts = {text.font for text in texts if text.text.startswith("Work ")}
    assert fonts
    assert not any("Bold" in font for font in fonts)


@pytest.mark.parametrize(
    ("text", "last"), [(LAST, "Skills"), (LAST.partition("skills:")[0], "Prize")]
)
def test_the_line_of_a_timeline_ends_at_its_last_dot(made, text, last):
    data = made(text, "timeline")
    (page,) = inspect_pdf(data).pages
    ending = next(each for each in page.texts if each.text.startswith(last)).baseline
    picture = pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil().convert("RGB")
    _, _, _, lowest = find_near(picture.crop((0, 0, picture.width // 2, picture.height))).getbbox()
    assert ending - 16 < (lowest - 1) / 4 < ending + 4


def find_near(picture):
    """Make white what is of the colour of the line, and all else black."""
    apart = ImageChops.difference(picture, Image.new("RGB", picture.size, LINE))
    red, green, blue = (channel.point([255] * 3 + [0] * 253) for channel in apart.split())
    return ImageChops.darker(ImageChops.darker(red, green), blue)
