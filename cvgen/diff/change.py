"""A change: where it is, what kind it is, and both sides in words."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Kind = Literal["added", "left out", "changed", "reworded", "moved", "reordered"]


class Spot(Struct, frozen=True):
    """A section (or a page), the title of an entry in it, and the field in words.

    "" for the whole.
    """

    section: str
    entry: str = ""
    field: str = ""

    def inside(self, word: str) -> Spot:
        """Return the spot one step into a field."""
        return replace(self, field=f"{self.field} {word}".strip())

    def change(self, kind: Kind, before: str = "", after: str = "") -> Change:
        """Create a change of what stands here."""
        return Change(self, kind, before, after)


class Change(Struct, frozen=True):
    """One difference; both sides in words, "" for nothing.

    What moved says from which place to which; of what is reordered, `after` names what follows it
    now.
    """

    spot: Spot
    kind: Kind
    before: str = ""
    after: str = ""
