"""The letters, groups and order of types of publications (`publications.yaml`) and of statuses."""

from __future__ import annotations

from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.profile.publications import Publication

# From what is out to what is only planned.
_STATUS_ORDER = (
    "published",
    "in-press",
    "accepted",
    "revised",
    "under-review",
    "submitted",
    "in-preparation",
)


@cache
def _read_types() -> dict[str, Any]:
    return read_table("publications")  # type: ignore[no-any-return]


def find_letter(paper: Publication) -> str:
    """Find the letter of a work's type, which stands before its number: J for a journal article."""
    types = _read_types()
    return str(types["letters"].get(paper.type, types["other"]))


def find_group_type(paper: Publication) -> str:
    """Find the type under which a work is grouped."""
    return str(_read_types()["grouped"].get(paper.type, paper.type))


def rank_type(paper: Publication) -> int:
    """Rank a work by its type, in the order of the table."""
    order = [*_read_types()["letters"]]
    group_type = find_group_type(paper)
    if group_type not in order:
        return len(order)
    return order.index(group_type)


def rank_status(paper: Publication) -> int:
    """Rank a work by its status, published ones first."""
    return _STATUS_ORDER.index(paper.status or "published")
