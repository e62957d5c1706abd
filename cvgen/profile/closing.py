"""What a CV says below all its sections, where the profile asks for it."""

from __future__ import annotations

from typing import Annotated, Any

from cvgen.profile.checkers import Instead, build_checker
from cvgen.profile.fields import Text, check_url
from cvgen.profile.record import Record

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
    signature: bool = False
    place: Text | None = None
    qrCode: Annotated[str, Instead(_check_qr_code, bool | str)] = ""
