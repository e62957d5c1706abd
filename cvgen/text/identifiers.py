"""Check the identifiers of people: ORCID and ISNI, whose last character is a check digit."""

from __future__ import annotations

import re

from cvgen.text.patterns import compile_late

_BASE = compile_late(r"[0-9]{15}[0-9X]")
_ORCID_ADDRESS = compile_late(r"^(?:https?://)?(?:www\.)?orcid\.org/", re.IGNORECASE)


def has_check_digit(identifier: str) -> bool:
    """Return whether 15 digits are followed by their check digit (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in identifier[:-1]:
        total = (total + int(digit)) * 2
    result = (12 - total % 11) % 11
    return identifier[-1] == "0123456789X"[result]


def find_fault(identifier: str) -> str:
    """Say what is wrong with an identifier of 16 characters; nothing where it is right."""
    bare = re.sub("[ -]", "", identifier).upper()
    if not _BASE.fullmatch(bare):
        return "it has not 16 digits, of which the last may be X"
    if not has_check_digit(bare):
        return "its last digit does not fit the others"
    return ""


def normalize_orcid(text: str) -> str:
    """Write an ORCID iD with hyphens and without its address; what is none stays as it is."""
    identifier = _ORCID_ADDRESS.sub("", text.strip()).strip("/")
    if find_fault(identifier):
        return text
    bare = re.sub("[ -]", "", identifier).upper()
    return "-".join(bare[start : start + 4] for start in range(0, 16, 4))
