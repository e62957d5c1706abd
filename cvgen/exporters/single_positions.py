"""Make an entry of each position at an employer, for formats that have no several in one."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.view import Item
from cvgen.profile.points import HighlightRecord
from cvgen.profile.sections import Entry, Position

_OF_POSITION = ("position", "date", "startDate", "endDate", "pageBreakBefore", "keepTogether")
_OWN_PAGE = "website"  # as a link of a position is called, beside that of the employer
_OF_PLACE = frozenset({"name", "institution", "organization", "department", "location", "url"})


def merge_position(whole: Entry, position: Position, *, is_first: bool) -> Entry:
    """Make an entry of a position, with what is said of the employer itself if it is the first."""
    employer = whole
    if not is_first:
        employer = whole.model_copy(update=_find_defaults(whole))
    update: dict[str, Any] = {name: getattr(position, name) for name in _OF_POSITION}
    for name in ("department", "location"):
        if name in type(whole).model_fields and getattr(position, name):
            update[name] = getattr(position, name)
    update.update(_merge_texts(employer, position))
    links = {**employer.links, **position.links}
    if position.url:
        links.setdefault(_OWN_PAGE, position.url)
    return employer.model_copy(update={**update, "links": links, "positions": ()})


def has_own_post(whole: Entry, positions: tuple[Position, ...]) -> bool:
    """Say whether an entry tells of a post of its own beside its positions, or of another place."""
    if getattr(whole, "position", None) or whole.date or whole.startDate or whole.endDate:
        return True
    for name in ("department", "location"):
        if getattr(whole, name, None) and getattr(positions[0], name, None):
            return True
    return False


def _find_defaults(whole: Entry) -> dict[str, Any]:
    """Find what the fields hold that do not say where it was, if they say nothing."""
    defaults = {}
    for name, field in type(whole).model_fields.items():
        if name not in _OF_PLACE:
            defaults[name] = field.default
    return defaults


def _merge_texts(employer: Entry, position: Position) -> dict[str, Any]:
    """Merge what is told of both: the last text is the summary, others before it are points."""
    texts = [employer.summary, position.description, position.summary]
    said = [text for text in texts if text]
    summary = said.pop() if said else None
    if position.department and "department" not in type(employer).model_fields:
        said.insert(0, position.department)
    points = employer.highlights + position.highlights
    return {"summary": summary, "highlights": (*map(_make_point, said), *points)}


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
