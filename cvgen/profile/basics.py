"""The `basics` of a profile, as JSON Resume has them: name, contacts, photo and summary."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from cvgen.profile.checkers import Before, Described, Form, Forms, Key
from cvgen.profile.contacts import Addresses, Emails, Phones
from cvgen.profile.described import LANGUAGE_TAG
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import (
    Date,
    ShortWords,
    Text,
    Url,
    check_text,
    is_language_tag,
)
from cvgen.profile.metrics import PersonFigures
from cvgen.profile.name_parts import NameParts, format_name
from cvgen.profile.record import Record


def _fill(part: str | None) -> str:
    return part or ""


class NameRecord(Record):
    """A name in its parts, as CSL has them; `displayOrder` says which part is printed first.

    `title` stands in front (Prof. Dr.), `postnominals` behind (PhD); `literal` is a whole name that
    has no parts.
    """

    given: str | None = None
    family: str | None = None
    droppingParticle: Annotated[str | None, Key("dropping-particle")] = None
    nonDroppingParticle: Annotated[str | None, Key("non-dropping-particle")] = None
    suffix: str | None = None
    title: str | None = None
    postnominals: str | None = None
    literal: str | None = None
    displayOrder: Literal["given-first", "family-first"] | None = None

    def check_whole(self) -> None:
        """Check that there is a name in the parts."""
        if not (self.given or self.family or self.literal):
            hint = "write name: {given: Ada, family: Example}"
            raise make_field_error("P211", "the name has neither 'given' nor 'family'", hint)

    def to_parts(self) -> NameParts:
        """Return the parts by which the name is compared and sorted."""
        if self.literal or not self.family:
            return NameParts(literal=self.literal or self.given or "", title=self.title or "")
        return NameParts(
            given=_fill(self.given),
            particle=_fill(self.nonDroppingParticle),
            family=self.family,
            suffix=_fill(self.suffix),
            dropping_particle=_fill(self.droppingParticle),
            title=_fill(self.title),
            postnominals=_fill(self.postnominals),
        )

    def format_text(self) -> str:
        """Format the name as it is printed."""
        return format_name(self.to_parts(), family_first=self.displayOrder == "family-first")


@cache
def _list_parts() -> frozenset[str]:
    """List the keys of a name's parts."""
    return frozenset(field.key for field in NameRecord.model_fields.values())


def _find_name_form(value: Any) -> str:
    """Say how a name is written: as text, in parts, or once per language."""
    if isinstance(value, NameRecord):
        return "(parts)"
    if not isinstance(value, dict):
        return "(text)"
    if value and all(is_language_tag(key) for key in value):
        return "(languages)"
    if _list_parts() & value.keys():
        return "(parts)"
    return "(text)"


def _drop_blank_versions(value: Any) -> Any:
    """Leave out the languages whose name is still blank; a name must be left."""
    if _find_name_form(value) != "(languages)":
        return value
    versions = dict(value)
    for language, version in value.items():
        if isinstance(version, str) and not version.strip():
            del versions[language]
    return versions or check_text(" ")


_FullNameText = Annotated[str, Before(check_text), Form("(text)")]
_NameParts = Annotated[NameRecord, Form("(parts)")]
FullName = Annotated[_FullNameText | _NameParts, Forms(_find_name_form)]
_NamesByLanguage = Annotated[
    dict[str, FullName],
    Before(_drop_blank_versions),
    Described({"propertyNames": {"pattern": f"^{LANGUAGE_TAG}$"}}, beside=True),
    Form("(languages)"),
]
Name = Annotated[_FullNameText | _NameParts | _NamesByLanguage, Forms(_find_name_form)]


class NetworkProfile(Record):
    """An account elsewhere; its address is made from network and user name where none is given."""

    network: Text
    username: str | None = None
    url: Url | None = None


class Basics(Record):
    """The person; `name` is text, its parts, or either of them once per language.

    `alternateNames` are other spellings by which author lists know them (never printed). `short` is
    what differs where a variant wants texts short.
    """

    name: Name
    label: Text | None = None
    image: str | None = None
    email: Emails = ()
    phone: Phones = ()
    url: Url | None = None
    summary: Text | None = None
    location: Addresses = ()
    profiles: tuple[NetworkProfile, ...] = ()
    alternateNames: tuple[str, ...] = ()
    pronouns: Text | None = None
    birthDate: Date | None = None
    nationality: Text | None = None
    workPermit: Text | None = None
    availability: Text | None = None
    metrics: PersonFigures = ()
    short: ShortWords = None
