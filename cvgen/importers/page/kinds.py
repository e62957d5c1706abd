"""Make entries of each kind out of what a page says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cvgen.importers.page import activities, lines, positions
from cvgen.importers.page.awards import read_award
from cvgen.importers.page.blocks import to_markup
from cvgen.importers.page.grants import read_grant
from cvgen.importers.page.made import read_made
from cvgen.importers.page.sections import EntryBlocks

Entry = dict[str, Any]

_READERS: dict[str, Callable[[EntryBlocks], Entry]] = {
    "education": positions.read_education,
    "work": positions.read_work,
    "research": positions.read_research,
    "volunteer": positions.read_volunteer,
    "teaching": positions.read_teaching,
    "supervision": positions.read_supervision,
    "grants": read_grant,
    "awards": read_award,
    "talks": activities.read_talk,
    "certificates": activities.read_certificate,
    "service": activities.read_service,
    "memberships": activities.read_membership,
    "patents": activities.read_patent,
    "references": activities.read_reference,
    "news": lines.read_news,
    "statement": lines.read_statement,
    "skills": lines.read_pair,
    "languages": lines.read_language,
    "interests": lines.read_pair,
    "projects": read_made,
    "software": read_made,
    "media": read_made,
}


def read_entry(kind: str, entry: EntryBlocks) -> Entry:
    """Read an entry of a section of this kind; nothing of its words is left behind."""
    reader = _READERS.get(kind, lines.read_general)
    fields = reader(entry)
    texts = [fields.get("summary", ""), *(to_markup(spans) for spans in entry.texts)]
    fields["summary"] = "\n\n".join(text for text in texts if text)
    points = [to_markup(point) for point in entry.points]
    if points:
        fields["highlights"] = points
    if not fields["summary"]:
        del fields["summary"]
    return fields
