"""Make an entry of each position at an employer, for formats that have no several in one."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.view import Item
from cvgen.profile.points import HighlightRecord
from cvgen.profile.sections import Entry, Position

_OF_POSITION = ("position", "date", "startDate", "endDate", "pageBreakBefore", "keepTogether")
_OF_PLACE = frozenset({"name", "institution", "organization", "department", "location", "url"})


def merge_position(whole: Entry, position: Position, *, is_first: bool) -> Entry:
    """Make an entry of a position, with what is said of the employer itself if it is the first."""
    update: dict[str, Any] = {"positions": ()}
    if not is_first:
        for name, field in type(whole).model_fields.items():
            if name not in _OF_PLACE:
                update[name] = field.default
    for name in _OF_POSITION:
        update[name] = getattr(position, name)
    for name in ("department", "location"):
        if name in type(whole).model_fields and getattr(position, name):
            update[name] = getattr(position, name)
    description = position.description
    texts = [position.summary]
    points = position.highlights
    links = dict(position.links)
    if is_first:
        description = getattr(whole, "description", None)
        texts = [whole.summary, position.description, *texts]
        points = whole.highlights + points
        links = {**whole.links, **links}
    if "description" in type(whole).model_fields:
        update["description"] = description
    elif not is_first:
        texts.insert(0, description)
    said = [text for text in texts if text]
    update["summary"] = said.pop() if said else None
    update["highlights"] = (*map(_make_point, said), *points)
    return whole.model_copy(update={**update, "links": links})


def _make_point(text: Any) -> HighlightRecord:
    return HighlightRecord(text=text)


def merge_item(whole: Item, position: Item, comma: str, *, is_first: bool) -> Item:
    """Make an item of a position, at the place that the whole one names."""
    names = [text for text in (whole.title, whole.subtitle, position.subtitle) if text]
    subtitle = Markup.escape(comma).join(names)
    merged = replace(position, subtitle=subtitle, place=position.place or whole.place)
    if not is_first:
        return merged
    return replace(
        merged,
        details=whole.details + position.details,
        text=whole.text + position.text,
        points=whole.points + position.points,
        links=whole.links + position.links,
    )
