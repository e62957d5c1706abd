"""Ways to reach a person: one or several of a kind, each with a word for what it is."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from cvgen.files.yamltable import read_table
from cvgen.profile.checkers import Before, Described
from cvgen.profile.fields import (
    Email,
    LocationRecord,
    Text,
    choose_language_version,
    wrap_records,
)
from cvgen.profile.record import Record


class EmailRecord(Record):
    """One of several e-mail addresses."""

    email: Email
    type: Text | None = None


class PhoneRecord(Record):
    """One of several telephone numbers."""

    phone: str
    type: Text | None = None


class AddressRecord(LocationRecord):
    """One of several postal addresses."""

    type: Text | None = None


Emails = Annotated[
    tuple[EmailRecord, ...],
    Before(wrap_records("email"), Email | EmailRecord | list[Email | EmailRecord]),
    Described(name="email-or-emails"),
]
Phones = Annotated[
    tuple[PhoneRecord, ...],
    Before(wrap_records("phone"), str | PhoneRecord | list[str | PhoneRecord]),
    Described(name="phone-or-phones"),
]
Addresses = Annotated[
    tuple[AddressRecord, ...],
    Before(wrap_records("city"), str | AddressRecord | list[str | AddressRecord]),
    Described(name="city-or-addresses"),
]
ContactRecord = EmailRecord | PhoneRecord | AddressRecord


@cache
def load_contact_types() -> dict[str, dict[str, Any]]:
    """Load what is known of the words for contacts, by the word that locales translate."""
    types: dict[str, dict[str, Any]] = read_table("contact_types")
    return types


def find_contact_type(text: Text | None) -> str:
    """Find the known word for what a contact is; nothing where it has another, or none."""
    if not text:
        return ""
    written = choose_language_version(text, ("en",))[1].casefold()
    for name, known in load_contact_types().items():
        if written == name or written in known["also"]:
            return name
    return ""
