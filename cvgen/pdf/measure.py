"""Measure an inspected PDF as a person with a ruler would.

Type, lines, margins, scans. All lengths are points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from cvgen.pdf.facts import Image, Page, PdfFacts, Text

# Weights and slants at the end of a font's name, one at a time.
_STYLE = re.compile(
    r"(?:regular|regu|bold|semibold|demi|medium|medi|light|book|italic|ital|oblique|obli|mt|ps)$"
)
_NUMBERED = re.compile(r"\b\d{1,3} ?/ ?\d{1,3}\s*$")
_SAME_SIZE = 0.06  # of a size, by which another may differ and be the same


def list_visible_texts(file: PdfFacts) -> list[tuple[Page, Text]]:
    """List the text that a reader sees, with its page."""
    texts = []
    for page in file.pages:
        for text in page.texts:
            if not text.hidden and text.text.strip():
                texts.append((page, text))
    return texts


def measure_body_size(file: PdfFacts) -> float:
    """Return the size in which most letters are set; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for _, text in list_visible_texts(file):
        sizes[round(text.size, 1)] += len(text.text.strip())
    if not sizes:
        return 0.0
    return max(sizes, key=lambda size: sizes[size])


def measure_line_spacing(file: PdfFacts) -> float:
    """Return the commonest distance of lines of the main text, as a share of its size.

    0 where there is none.
    """
    body = measure_body_size(file)
    steps: Counter[float] = Counter()
    for page in file.pages:
        lines = [text for text in page.texts if _is_body_line(text, body)]
        for line, following in pairwise(lines):
            step = (following.baseline - line.baseline) / body
            if 0.8 < step < 3:
                steps[round(step, 2)] += 1
    if not steps:
        return 0.0
    return max(steps, key=lambda step: (steps[step], -step))


def _is_body_line(text: Text, body: float) -> bool:
    return not text.hidden and text.is_level and abs(text.size - body) < _SAME_SIZE * body


def find_running_lines(file: PdfFacts) -> set[tuple[int, Text]]:
    """Find heads and feet, with the numbers of their pages.

    They are marked as such, stand at an end of several pages in one size and alike but for numbers,
    or are a number alone.
    """
    running = set()
    groups: dict[tuple[int, int, str], list[tuple[int, Text]]] = {}
    for page, text in list_visible_texts(file):
        if 0.1 * page.height < text.baseline < 0.9 * page.height:
            continue
        letters = "".join(letter for letter in text.text.casefold() if letter.isalpha())
        key = (round(text.baseline), round(text.size), letters)
        groups.setdefault(key, []).append((page.number, text))
        if text.is_furniture or _NUMBERED.search(text.text):
            running.add((page.number, text))
    for (_, _, letters), lines in groups.items():
        is_on_several_pages = len({number for number, _ in lines}) > 1
        for number, text in lines:
            is_number = not letters and len(text.text.strip()) < 4
            if is_on_several_pages or is_number:
                running.add((number, text))
    return running


def measure_edge(page: Page, thing: Text | Image) -> float:
    """Return how far something stands from the nearest edge of its page."""
    left, top, right, bottom = thing.box
    return min(left, top, page.width - right, page.height - bottom)


def measure_box(image: Image) -> tuple[float, float]:
    """Return the width and the height of a picture on its page."""
    left, top, right, bottom = image.box
    return right - left, bottom - top


def covers_page(page: Page, image: Image) -> bool:
    """Say whether a picture covers most of a page, as a scan does."""
    width, height = measure_box(image)
    return width * height > page.width * page.height / 2


def list_page_scans(page: Page) -> list[Image]:
    """List the pictures that cover most of a page."""
    return [image for image in page.images if covers_page(page, image)]


def list_small_texts(page: Page, least: float) -> Iterator[Text]:
    """List the text below a size, but for sub- and superscripts of larger text."""
    texts = [text for text in page.texts if not text.hidden and text.text.strip()]
    for index, text in enumerate(texts):
        if text.size >= least or not text.is_level or not any(map(str.isalnum, text.text)):
            continue
        neighbours = [*texts[max(index - 1, 0) : index], *texts[index + 1 : index + 2]]
        if not any(_is_script_of(text, neighbour) for neighbour in neighbours):
            yield text


def _is_script_of(text: Text, neighbour: Text) -> bool:
    """Say whether a text is a sub- or superscript of its neighbour."""
    if neighbour.size <= text.size:
        return False
    gap = min(abs(text.box[0] - neighbour.box[2]), abs(neighbour.box[0] - text.box[2]))
    shift = abs(text.baseline - neighbour.baseline)
    return gap < 3 and 0.5 < shift < neighbour.size


def normalize_family(name: str) -> str:
    """Write the name of a family in one way: 'TimesNewRomanPS-BoldMT' is 'timesnewroman'."""
    family = "".join(letter for letter in name.casefold() if letter.isalnum())
    while True:
        shorter = _STYLE.sub("", family)
        if shorter in ("", family):
            return family
        family = shorter


def find_body_font(file: PdfFacts) -> str:
    """Find the font in which most letters are set, by the name that the file has for it.

    Nothing where there are none.
    """
    letters: Counter[str] = Counter()
    names: dict[str, str] = {}
    for _, text in list_visible_texts(file):
        family = normalize_family(text.font)
        names.setdefault(family, text.font)
        letters[family] += len(text.text)
    if not letters:
        return ""
    return names[max(letters, key=lambda family: letters[family])]
