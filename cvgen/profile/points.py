"""Points of an entry: lists of text on three levels, of which each may have tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from cvgen.profile.checkers import Before, Described, Form, Forms
from cvgen.profile.fields import Tag, Text
from cvgen.profile.record import Record


class HighlightRecord(Record):
    """One point of an entry; with tags, variants may keep it or leave it out."""

    text: Text
    tags: tuple[Tag, ...] = ()


def _wrap_text(value: Any) -> Any:
    if isinstance(value, dict) and "text" in value:
        return value
    return {"text": value}


Highlight = Annotated[
    HighlightRecord, Before(_wrap_text, Text | HighlightRecord), Described(name="point")
]


def _tell_point_from_list(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "(list)"
    return "(point)"


_POINT_OR_LIST = Forms(_tell_point_from_list)
_Point = Annotated[Highlight, Form("(point)")]
_PointsBelow = Annotated[tuple[Highlight, ...], Form("(list)")]
_Points = Annotated[
    tuple[Annotated[_Point | _PointsBelow, _POINT_OR_LIST], ...],
    Form("(list)"),
]
# Three levels: a list is of the point before it.
Highlights = Annotated[
    tuple[Annotated[_Point | _Points, _POINT_OR_LIST], ...], Described(name="points")
]


def iterate_points(points: tuple[Any, ...]) -> Iterator[HighlightRecord]:
    """Iterate over points, those in lists below others among them."""
    for point in points:
        if isinstance(point, tuple):
            yield from iterate_points(point)
        else:
            yield point
