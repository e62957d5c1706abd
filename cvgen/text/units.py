"""Lengths, papers, sizes of files and page numbers: what they are, and how they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable

INCH = 72.0  # points
MILLIMETRE = INCH / 25.4  # points
CSS_PIXEL = 0.75  # points
MEGABYTE = 1_000_000  # bytes, the stricter reading
BYTES_PER_UNIT = {"B": 1, "kB": 1000, "MB": MEGABYTE, "GB": 1000 * MEGABYTE}

_POINTS_PER_UNIT = {"pt": 1.0, "mm": MILLIMETRE, "cm": 10 * MILLIMETRE, "in": INCH, "px": CSS_PIXEL}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(pt|mm|cm|in|px)")

# Width and height in points, upright: ISO 216, ISO 216 B5, and the North American sizes.
PAPERS = {
    "A4": (595.276, 841.89),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
    "A0": (2383.94, 3370.39),
    "A1": (1683.78, 2383.94),
    "A2": (1190.55, 1683.78),
    "A3": (841.89, 1190.55),
    "A5": (419.528, 595.276),
    "A6": (297.638, 419.528),
    "B5": (498.898, 708.661),
    "Tabloid": (792.0, 1224.0),
    "Executive": (522.0, 756.0),
    "Folio": (612.0, 936.0),
}
PAPER_TOLERANCE = 3.0  # points, by which programs differ on the size of a paper


def is_length(text: str) -> bool:
    """Say whether a text is a CSS length, such as 20mm or 10.5pt."""
    return _LENGTH.fullmatch(text) is not None


def parse_length(text: str) -> float:
    """Turn a CSS length into points.

    Raises ValueError.
    """
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is no length")
    return float(match[1]) * _POINTS_PER_UNIT[match[2]]


def format_millimetres(length: float) -> str:
    """Say a length in points in millimetres: 20 mm, 12.5 mm."""
    return f"{length / MILLIMETRE:.1f}".removesuffix(".0") + " mm"


def format_length(length: float) -> str:
    """Say a length in points as a call would.

    In inches where these are quarters, else in millimetres.
    """
    quarters = 4 * length / INCH
    if abs(quarters - round(quarters)) < 1e-6:
        return f"{length / INCH:g} in"
    return format_millimetres(length)


def format_bytes(count: int) -> str:
    """Say the size of a file: 380 kB, 4.1 MB."""
    if count < 1000:
        return f"{count} bytes"
    if count < 999_500:
        return f"{count / 1000:.0f} kB"
    return f"{count / MEGABYTE:.1f}".removesuffix(".0") + " MB"


def format_page_size(width: float, height: float) -> str:
    """Say the size of a page in points in millimetres: 210 × 297 mm."""
    return f"{width / MILLIMETRE:.0f} × {height / MILLIMETRE:.0f} mm"


def are_same_size(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Say whether two sizes in points are one paper, upright or not as the other is."""
    return all(abs(a - b) <= PAPER_TOLERANCE for a, b in zip(one, other, strict=True))


def find_paper(width: float, height: float) -> str:
    """Name the paper of a page in points, upright or not; nothing where it has no name."""
    upright = (min(width, height), max(width, height))
    for name, size in PAPERS.items():
        if are_same_size(upright, size):
            return name
    return ""


def describe_page_size(width: float, height: float) -> str:
    """Name the paper of a page in points, or else give its size.

    A4, Letter across, 210 × 350 mm.
    """
    name = find_paper(width, height)
    if not name:
        return format_page_size(width, height)
    return name if width <= height + PAPER_TOLERANCE else f"{name} across"


def format_count(number: int, noun: str, plural: str = "") -> str:
    """Say how many: "1 page", "2 pages", "3 entries" (`plural` where it is not made by an s)."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {plural or noun + 's'}"


def join_words(words: Iterable[str], most: int | None = None) -> str:
    """Join words as a person does: one, two and three.

    Of more than `most`, say how many are left.
    """
    listed = list(words)
    if most is not None and len(listed) > most:
        listed = [*listed[:most], f"{len(listed) - most} more"]
    if len(listed) < 2:
        return "".join(listed)
    return ", ".join(listed[:-1]) + " and " + listed[-1]


def format_pages(numbers: Iterable[int]) -> str:
    """Name pages: page 3; pages 1 and 4; pages 2 to 9."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    words = [_format_span(span) for span in spans]
    is_one_page = len(spans) == 1 and len(spans[0]) == 1
    return ("page " if is_one_page else "pages ") + join_words(words, 12)


def _format_span(span: list[int]) -> str:
    if len(span) == 1:
        return str(span[0])
    joint = "to" if len(span) > 2 else "and"
    return f"{span[0]} {joint} {span[-1]}"
