"""Take out of a profile who it is about: for calls that judge without names.

What the person wrote stays as it is; whether a name is left in it, a search of the finished file tells (`leaks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from cvgen.profile.basics import Basics
from cvgen.profile.fields import PersonRecord, Record
from cvgen.profile.load import Profile
from cvgen.profile.names import People, people
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.profile.sections import Entry

_KEPT = frozenset({"label", "summary"})  # of what a profile says under `basics`
_ADDRESSES = frozenset({"url", "links", "doi", "arxiv", "email", "orcid"})


def anonymous(profile: Profile, placeholder: str) -> Profile:
    """Put a placeholder where the person's name stands, also among authors; take out picture, contacts and addresses."""
    who = people(profile.basics, profile.coauthors)
    basics = Basics(name=placeholder, **{name: getattr(profile.basics, name) for name in _KEPT})
    sections = (
        replace(section, entries=tuple(_left(section.entries, who, placeholder)))
        for section in profile.sections
    )
    return replace(
        profile,
        basics=basics,
        sections=tuple(section for section in sections if section.entries),
        coauthors={},
        picture=None,
    )


def _left(entries: Iterable[Entry], who: People, placeholder: str) -> Iterator[Entry]:
    """Rename in every entry; one that was but an address is gone."""
    nameless = (_nameless(entry, who, placeholder) for entry in entries)
    return (entry for entry in nameless if entry.says_something())


def _nameless(value: Any, who: People, placeholder: str) -> Any:
    """Go through a record: the person's own ones are renamed, and addresses leave all of them."""
    if isinstance(value, tuple):
        return tuple(_nameless(part, who, placeholder) for part in value)
    if not isinstance(value, Record):
        return value
    models = type(value).model_fields
    if isinstance(value, Publication):
        value = value.model_copy(update={"authors": _renamed(value.authors, who, placeholder)})
    update = {
        name: _nameless(getattr(value, name), who, placeholder)
        for name in models
        if isinstance(getattr(value, name), (tuple, Record))
    }
    update |= {
        name: models[name].get_default(call_default_factory=True)
        for name in _ADDRESSES & models.keys()
    }
    if isinstance(value, (AuthorRecord, PersonRecord)) and who.is_own(value):
        update["name"] = placeholder
    return value.model_copy(update=update)


def _renamed(
    authors: tuple[AuthorRecord, ...], who: People, placeholder: str
) -> tuple[AuthorRecord, ...]:
    """Find the person among authors: by the name, or else by what may be it, as with a middle name that the profile does not give."""
    known = any(map(who.is_own, authors))
    own = who.is_own if known else who.may_be_own
    return tuple(
        author.model_copy(update={"name": placeholder}) if own(author) else author
        for author in authors
    )
