"""Anonymize a profile, for calls that judge without names.

What the person wrote stays as it is; `leaks` searches the finished file for a name that is left.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from cvgen.profile.basics import Basics
from cvgen.profile.fields import PersonRecord
from cvgen.profile.model import Profile
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.name_parts import format_name
from cvgen.profile.names import identify_person, is_latin, list_language_versions, list_names
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.profile.record import Record

_ADDRESSES = frozenset({"url", "links", "doi", "arxiv", "email", "orcid", "logo"})


def anonymize_profile(profile: Profile, placeholder: str) -> Profile:
    """Put a placeholder where the person's name stands, also among authors.

    Picture, contacts, signature and addresses go, and with them an entry that is but an address.
    """
    anonymizer = _Anonymizer(profile, placeholder)
    basics = Basics(name=placeholder, label=profile.basics.label, summary=profile.basics.summary)
    sections = []
    for section in profile.sections:
        entries = anonymizer.anonymize_items(section.entries)
        entries = tuple(entry for entry in entries if entry.has_content())
        if entries:
            sections.append(replace(section, entries=entries))
    settings = profile.settings.model_copy(update={"closing": None})
    kept = replace(profile, basics=basics, settings=settings, sections=tuple(sections))
    return replace(kept, coauthors={}, picture=None)


class _Anonymizer:
    """Goes through records: those of the person get a new name, and addresses leave all of them."""

    def __init__(self, profile: Profile, placeholder: str) -> None:
        self.person = identify_person(profile.basics, profile.coauthors)
        self.placeholder = placeholder
        self.is_in_latin = all(is_latin(name.text) for name in list_names(profile.basics))

    def anonymize_value(self, value: Any) -> Any:
        """Anonymize the records in a value."""
        if isinstance(value, tuple):
            return self.anonymize_items(value)
        if isinstance(value, Record):
            return self.anonymize_record(value)
        return value

    def anonymize_items(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        """Anonymize the records in a list."""
        return tuple(self.anonymize_value(item) for item in items)

    def anonymize_record(self, record: Record) -> Record:
        """Anonymize a record and those in it."""
        if isinstance(record, Publication):
            record = self.rename_people(record)
        update: dict[str, Any] = {}
        for name, field in type(record).model_fields.items():
            if name in _ADDRESSES:
                update[name] = field.default
                continue
            value = getattr(record, name)
            if isinstance(value, (tuple, Record)):
                update[name] = self.anonymize_value(value)
        if isinstance(record, (AuthorRecord, PersonRecord)) and self.is_person(record):
            update["name"] = self.placeholder
        return record.model_copy(update=update)

    def is_person(self, record: AuthorRecord | PersonRecord) -> bool:
        """Say whether a record names the person, in whatever letters."""
        return self.person.is_same_person(record) or self.is_romanized_person(record)

    def is_romanized_person(self, record: AuthorRecord | PersonRecord) -> bool:
        """Say whether a name in other letters may be read like that of a person in Latin ones."""
        if not self.is_in_latin:
            return False
        from cvgen.profile.romanized_names import list_romanized_parts

        for name in list_language_versions(record.name):
            if is_latin(name):
                continue
            parts = parse_name_parts(name, getattr(record, "family", ""))
            for spelling in list_romanized_parts(parts):
                if self.person.match_name(format_name(spelling), spelling.surname):
                    return True
        return False

    def rename_people(self, paper: Publication) -> Publication:
        """Rename the person among those who made a work."""
        roles = {
            "authors": self.rename_authors(paper.authors),
            "editors": self.rename_authors(paper.editors),
            "translators": self.rename_authors(paper.translators),
        }
        return paper.model_copy(update=roles)

    def rename_authors(self, authors: tuple[AuthorRecord, ...]) -> tuple[AuthorRecord, ...]:
        """Rename the person among authors: by the name, or else by what may be it.

        The latter finds a middle name that the profile does not give.
        """
        own = self.person.find_own(authors)
        renamed = []
        for index, author in enumerate(authors):
            is_person = index in own
            if not own:
                may_be = self.person.may_be_same_person(author)
                is_person = may_be or self.is_romanized_person(author)
            if is_person:
                renamed.append(author.model_copy(update={"name": self.placeholder}))
            else:
                renamed.append(author)
        return tuple(renamed)
