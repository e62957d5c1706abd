"""Takes the lines of a PDF, gives what hangs, breaks or is stranded in them: what a reader's eye stumbles over."""

import re
from dataclasses import dataclass
from itertools import pairwise

from printed import spaced

SEPARATOR = re.compile(r"^[·|,;:]|[·|]$|^[–—] ")
UNIT = r"(?:%|°C|nm|µm|mm|cm|km|kg|mg|ms|Hz|kHz|MHz|GHz|kB|MB|GB|TB|eV|keV|MeV|GeV|kW|MW)(?!\w)"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
# What stands at a line's end, and at the beginning of the next, though it belongs together.
PAIRS = tuple(
    (re.compile(rf"{end}$"), re.compile(start))
    for end, start in (
        (r"(?<!\w)[\d.,]*\d", UNIT),
        (rf"\b{MONTH}", r"(?:19|20)\d\d(?!\d)"),
        (r"(?<![\w/.])\d{1,2}\.?", rf"{MONTH} (?:19|20)\d\d"),
        (r"\(\w{2,12}", r"(?:19|20)\d\d\)"),
        (r"\b(?:Prof|Dr|Mr|Ms|Mrs)\.", r"[A-ZÀ-Þ]"),
        (r"\b[A-ZÀ-Þ]\.", r"[A-ZÀ-Þ][a-zß-ÿ]"),
        (r"\d{4}", r"年"),
        (r"\d{4} ?年", r"\d"),
        (r"\d{4} ?年 ?\d{1,2}", r"[月日]"),
    )
)


@dataclass(frozen=True)
class Line:
    """A line of a page: its text, where it begins, its base line and size, in points."""

    page: int
    text: str
    left: float
    base: float
    size: float


def read_lines(pdf):
    """Read the lines of a PDF; what stands apart by room is a piece of the same line."""
    rows = []
    for line in pdf.lines:
        first = line[0]
        text = spaced("".join(run.text for run in line))
        row = Line(first.page, text, first.left, first.base, max(run.size for run in line))
        last = rows[-1] if rows else None
        if last and last.page == row.page and abs(last.base - row.base) < 1 < row.left - last.left:
            rows[-1] = Line(row.page, f"{last.text} {text}", last.left, last.base, last.size)
        else:
            rows.append(row)
    return rows


def list_hanging(lines, bullets="•–"):
    """List the lines that a separator begins or ends; a bullet with its room is none."""
    return [line.text for line in lines if SEPARATOR.search(drop_bullet(line.text, bullets))]


def drop_bullet(text, bullets):
    return text[1:].lstrip() if text[:1] in bullets and text[1:2] == " " else text


def list_stranded(lines):
    """List the pairs that a line's end parts: the line and the one right below it."""
    found = []
    for line, following in pairwise(lines):
        is_below = 0 < line.base - following.base < 1.7 * line.size
        if line.page != following.page or not is_below or abs(following.left - line.left) > 40:
            continue
        for end, start in PAIRS:
            if end.search(line.text) and start.match(following.text):
                found.append((line.text, following.text))
    return found


def list_broken(lines, periods):
    """List the periods that no line holds whole."""
    texts = [squeeze(line.text) for line in lines]
    return [period for period in periods if not any(squeeze(period) in text for text in texts)]


def squeeze(text):
    return spaced(text).replace(" ", "")
