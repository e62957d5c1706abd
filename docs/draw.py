"""Draw the pictures of README and the guide: `python docs/draw.py` (extra `preview`)."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

from PIL import Image, ImageChops

from cvgen.build import build, load_profile
from cvgen.plan.request import Environment, Request
from cvgen.render.preview import CaptionedPdf, draw_contact_sheet, draw_first_page

PAGES = Path(__file__).parent / "pages"
ADA = PAGES.parents[1] / "examples" / "ada-example" / "profile.yaml"
TODAY = Environment(date(2026, 11, 30))
THREE = (("letterpress", "en"), ("sidebar", "en"), ("song", "zh"))
SHEET_WIDTH = 1320  # pixels
PAGE_WIDTH = 900  # pixels
MARGIN = 30  # pixels below the last line
COLOURS = 64


def draw_three() -> bytes:
    """Draw three CVs of one profile beside each other."""
    profile = load_profile(ADA)
    files = []
    for theme, language in THREE:
        built = build(profile, Request(theme=theme, language=language), TODAY)
        files.append(CaptionedPdf(f"--theme {theme} --lang {language}", built.pdf.data))
    sheet = Image.open(io.BytesIO(draw_contact_sheet(files, "png"))).convert("RGB")
    height = round(sheet.height * SHEET_WIDTH / sheet.width)
    return pack(sheet.resize((SHEET_WIDTH, height), Image.Resampling.LANCZOS))


def draw_first() -> bytes:
    """Draw the page of the first profile, down to its last line."""
    built = build(load_profile(PAGES / "files" / "first.yaml"), Request(), TODAY)
    page = draw_first_page(built.pdf.data, PAGE_WIDTH)
    white = Image.new("RGB", page.size, "white")
    *_, bottom = ImageChops.difference(page, white).getbbox() or (0, 0, 0, page.height)
    return pack(page.crop((0, 0, page.width, min(bottom + MARGIN, page.height))))


def pack(picture: Image.Image) -> bytes:
    """Pack a picture as PNG, in few colours."""
    file = io.BytesIO()
    few = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def main() -> None:
    """Draw all pictures into the guide's folder."""
    folder = PAGES / "pictures"
    folder.mkdir(exist_ok=True)
    for name, draw in (("three.png", draw_three), ("first.png", draw_first)):
        (folder / name).write_bytes(draw())
        sys.stdout.write(f"{folder / name}\n")


if __name__ == "__main__":
    main()
