"""What a CV says below all its sections, where the profile asks for it."""

from __future__ import annotations

from cvgen.profile.fields import Text
from cvgen.profile.record import Record


class Closing(Record):
    """Lines below all sections: a consent, references on request, the day, and room to sign."""

    consent: Text | None = None
    references: bool = False
    updated: bool = False
    signature: bool = False
    place: Text | None = None
