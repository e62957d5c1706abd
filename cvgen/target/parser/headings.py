"""Find the titles of sections: alone on their line, marked by type, and known or like those."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cvgen.target.parser.lines import Line, measure_body
from cvgen.target.parser.words import find_kind

_LARGER = 1.08  # than the body
_LONGEST = 60  # characters
_LEAST_INDENT = 20.0  # points from the edge of headings to that of what they head
Style = tuple[float, bool, bool]  # size, bold, capitals


def find_headings(lines: Sequence[Line], titles: Mapping[str, str]) -> dict[int, str]:
    """Find headings by the number of their line, each with its kind, "" where that is unknown."""
    body = measure_body(lines)
    headings: dict[int, str] = {}
    for number, line in enumerate(lines):
        if line.is_alone and is_marked(line, body):
            kind = find_kind(line.text, titles)
            if kind:
                headings[number] = kind
    style = _find_common_style(lines, headings)
    if style is None:
        return headings
    if _stands_out(style, body):
        headings.update(_find_alike(lines, headings, style))
    else:
        headings.update(_find_hanging(lines, headings, style))
    return dict(sorted(headings.items()))


def _find_alike(lines: Sequence[Line], headings: Mapping[int, str], style: Style) -> dict[int, str]:
    """Find lines below the first heading that look like headings, and have unknown titles."""
    alike: dict[int, str] = {}
    for number in range(min(headings) + 1, len(lines)):
        line = lines[number]
        is_short = line.is_alone and len(line.text) < _LONGEST
        if number not in headings and is_short and _find_style(line) == style:
            alike[number] = ""
    return alike


def _find_hanging(
    lines: Sequence[Line], headings: Mapping[int, str], style: Style
) -> dict[int, str]:
    """Find those that look like headings, where these stand in the margin of all else."""
    edge = _find_middle(lines[number].left for number in headings)
    others = [line.left for number, line in enumerate(lines) if number not in headings]
    if not others or _find_middle(others) < edge + _LEAST_INDENT:
        return {}
    alike = _find_alike(lines, headings, style)
    return {number: kind for number, kind in alike.items() if abs(lines[number].left - edge) < 1}


def _find_middle(values: Iterable[float]) -> float:
    """Return the median; of the two in the middle the larger."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2]


def is_marked(line: Line, body: float) -> bool:
    """Say whether a line is bold, in capitals, or larger than the body."""
    return line.is_bold or line.text.isupper() or line.size > body * _LARGER


def _find_common_style(lines: Sequence[Line], headings: Mapping[int, str]) -> Style | None:
    """Find the style of most headings; None where no two are alike."""
    styles = Counter(_find_style(lines[number]) for number in headings)
    for style, count in styles.most_common(1):
        if count > 1:
            return style
    return None


def _find_style(line: Line) -> Style:
    return round(line.size, 1), line.is_bold, line.text.isupper()


def _stands_out(style: Style, body: float) -> bool:
    size, _, is_upper = style
    return is_upper or size > body * _LARGER
