"""The `basics` of a profile, as JSON Resume has them: name, contacts, photo and summary."""

from __future__ import annotations

from cvgen.profile.fields import Date, Email, Location, Record, ShortWords, Text, Url


class NetworkProfile(Record):
    """An account elsewhere; its address is made from network and user name where none is given."""

    network: Text
    username: str | None = None
    url: Url | None = None


class Basics(Record):
    """The person.

    `alternateNames` are other spellings by which author lists know them (never printed). `short` is
    what differs where a variant wants texts short.
    """

    name: Text
    label: Text | None = None
    image: str | None = None
    email: Email | None = None
    phone: str | None = None
    url: Url | None = None
    summary: Text | None = None
    location: Location | None = None
    profiles: tuple[NetworkProfile, ...] = ()
    alternateNames: tuple[str, ...] = ()
    pronouns: Text | None = None
    birthDate: Date | None = None
    nationality: Text | None = None
    short: ShortWords = None
