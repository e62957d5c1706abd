"""What a CV says below all its sections, where the profile asks for it."""

from __future__ import annotations

from typing import Annotated, Any

from cvgen.profile.checkers import Instead
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import Text
from cvgen.profile.record import Record

LINE = "line"
_YES_AND_NO = {"true": LINE, "yes": LINE, "on": LINE, LINE: LINE, "false": "", "no": "", "off": ""}


def _check_signature(value: Any) -> str:
    """Check that a value is true, false, or the name of a file."""
    if isinstance(value, bool):
        return LINE if value else ""
    if not isinstance(value, str) or not value.strip():
        hint = "write true for a line, or the name of a picture"
        raise make_field_error("P204", "this must be true, false, or a file's name", hint)
    name = value.strip()
    return _YES_AND_NO.get(name.lower(), name)


class Closing(Record):
    """Lines below all sections: a consent, references on request, the day, and room to sign."""

    consent: Text | None = None
    references: bool = False
    updated: bool = False
    signature: Annotated[str, Instead(_check_signature, bool | str)] = ""
    place: Text | None = None

    @property
    def picture(self) -> str:
        """The name of the picture of a signature; empty where there is none."""
        if self.signature == LINE:
            return ""
        return self.signature
