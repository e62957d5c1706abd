"""A target: a call or a portal, what it demands, and how it wants to be sent things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.errors import Place
from cvgen.target.demands import Demands
from cvgen.target.values import (
    DOCUMENT_KINDS,
    read_addresses,
    read_audience,
    read_boolean,
    read_bytes,
    read_choice,
    read_choices,
    read_date,
    read_fields,
    read_file_name,
    read_language,
    read_mapping,
    read_name_length,
    read_number,
    read_region,
    read_text,
)

DEFAULT_TARGET = "default"  # the target that is safe for all, and that nobody in particular demands
Delivery = Literal["one", "separate", "both"]
Characters = Literal["ascii", "ascii-words", "ascii-letters"]

_NO_DEMANDS = Demands()


class FormField(Struct, frozen=True):
    """A field of a portal's form, the most that it takes.

    Also what of the profile or of a letter fills it.
    """

    name: str
    characters: int | None = None
    words: int | None = None
    lines: int | None = None
    source: str = ""


class Target(Struct, frozen=True):
    """A call or a portal.

    `documents` holds demands on single kinds of document, over those on every file, and
    `bytes_in_all` the most bytes of all files together. Rules that are not `confirmed` were not
    found a second time.
    """

    name: str
    title: str
    about: str
    source: str
    checked_on: str
    season: str
    demands: Demands = field(default_factory=Demands)
    documents: dict[str, Demands] = field(default_factory=dict)
    delivery: Delivery | None = None
    order: tuple[str, ...] = ()
    file_name: str | None = None
    file_characters: Characters = "ascii"
    file_name_length: int | None = None
    bytes_in_all: int | None = None
    url: tuple[str, ...] = ()
    confirmed: bool = True
    closed: str | None = None
    superseded_by: str | None = None
    language: str | None = None
    audience: str | None = None
    anonymous: bool | None = None
    region: str | None = None
    fields: tuple[FormField, ...] = ()
    place: Place | None = None

    @property
    def is_default(self) -> bool:
        """Whether it is the one that is safe for all, whose demands are nobody's in particular."""
        return self.name == DEFAULT_TARGET

    def get_demands(self, kind: str) -> Demands:
        """Return what is demanded of one kind of document."""
        own = self.documents.get(kind, _NO_DEMANDS)
        changes = {}
        for name in Demands.__struct_fields__:
            value = getattr(own, name)
            if value != getattr(_NO_DEMANDS, name):
                changes[name] = value
        demands = replace(self.demands, **changes)
        if self.bytes_in_all and self.bytes_in_all < (demands.bytes or self.bytes_in_all + 1):
            return replace(demands, bytes=self.bytes_in_all)
        return demands


class Key(Struct, frozen=True):
    """A key of a target's file: the name that the program has for it, and how its value is read."""

    name: str
    read: Callable[[Any], Any]


TARGET_KEYS = {
    "title": Key("title", read_text),
    "source": Key("source", read_text),
    "checked_on": Key("checked_on", read_date),
    "season": Key("season", read_text),
    "about": Key("about", read_text),
    "language": Key("language", read_language),
    "audience": Key("audience", read_audience),
    "anonymous": Key("anonymous", read_boolean),
    "region": Key("region", read_region),
    "delivery": Key("delivery", read_choice(("one", "separate", "both"))),
    "order": Key("order", read_choices(DOCUMENT_KINDS)),
    "demands": Key("demands", read_mapping),
    "file-name": Key("file_name", read_file_name),
    "file-characters": Key(
        "file_characters", read_choice(("ascii", "ascii-words", "ascii-letters"))
    ),
    "file-name-length": Key("file_name_length", read_name_length),
    "bytes-in-all": Key("bytes_in_all", read_bytes),
    "url": Key("url", read_addresses),
    "confirmed": Key("confirmed", read_boolean),
    "closed": Key("closed", read_date),
    "superseded-by": Key("superseded_by", read_text),
    "documents": Key("documents", read_mapping),
    "fields": Key("fields", read_fields),
}
FIELD_KEYS = {
    "name": Key("name", read_text),
    "characters": Key("characters", read_number),
    "words": Key("words", read_number),
    "lines": Key("lines", read_number),
    "from": Key("source", read_text),
}
# Without these nobody could say whether the rules still hold.
REQUIRED_KEYS = {
    "title": "write whose rules these are",
    "source": "write where you read the rules, such as an address",
    "checked_on": "write when you read the rules, such as 2026-11-21, or unknown",
}
