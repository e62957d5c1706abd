"""What a CV says below all its sections, where the profile asks for it."""

from __future__ import annotations

from typing import Annotated, Any

from cvgen.profile.checkers import Instead, build_checker
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import Text, check_url
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


PAGE = "true"  # stands for the address of a QR code that names none
_TRUTH_WORDS = frozenset({"true", "yes", "on", "false", "no", "off"})


def _check_qr_code(value: Any) -> str:
    """Check whether there is a QR code, or its address; none is empty."""
    if isinstance(value, bool) or str(value).strip().lower() in _TRUTH_WORDS:
        return PAGE if build_checker(bool)(value) else ""
    return check_url(value)


class Closing(Record):
    """Lines below all sections: a consent, references on request, the day, and room to sign.

    There may be a QR code of an address, which without one is that of the person's page.
    """

    consent: Text | None = None
    references: bool = False
    updated: bool = False
    signature: Annotated[str, Instead(_check_signature, bool | str)] = ""
    place: Text | None = None
    qrCode: Annotated[str, Instead(_check_qr_code, bool | str)] = ""

    @property
    def picture(self) -> str:
        """The name of the picture of a signature; empty where there is none."""
        if self.signature == LINE:
            return ""
        return self.signature
