"""Profiles made from the model: with every field filled, with hardly any, and of long words.

Every word stands in one field only, so that it can be found on a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, get_args

from cvgen.profile.academic import General
from cvgen.profile.basics import Basics
from cvgen.profile.kinds import KINDS
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry

Data = dict[str, Any]
_SIGNED = {"signature": "true"}
_LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 4
_LONG_ADDRESS = "https://example.org/" + "abcdefghij" * 30
# What is not plain text, and how it is written; {} is a number that stands nowhere else.
_FORMS = {
    "email": "w{}@example.org",
    "url": "https://example.org/{}",
    "url of publications": "https://w{}.example.org",  # beside a DOI it is named by its host
    "doi": "10.5555/w{}",
    "arxiv": "{0}.{0}",
    "startDate": "{}-03",
    "endDate": "{}-04",
    "birthDate": "{}-05",
    "countryCode": "IS",
    "marks of authors": "‡",
    "wordLimit": "{}",
    "years": "{}",
    "reason": "illness",
    "status of publications": "in-press",
    "type of publications": "book",
    "language of publications": "de",
    "marks of editors": "‡",
    "marks of translators": "‡",
    "orcid of authors": "0000-0002-1825-0097",
    "orcid of editors": "0000-0002-1825-0097",
    "orcid of translators": "0000-0002-1825-0097",
}
# What chooses, or would stand in the place of something else.
_EMPTY = {
    "date",
    "releaseDate",
    "key",
    "alternateNames",
    "image",
    "metrics",
    "percentage",
    "marks of publications",
    "consent",
    "askedFor",
    "terms",
    "evidence",
    "module",
} | Entry.not_printed
_SINGLE_FIELDS: dict[str, Any] = {
    "summary": "Alone",
    "highlights": ["Alone"],
    "location": "Alone",
    "url": "https://example.org/alone",
    "links": {"alone": "https://example.org/alone"},
}


def make_full_profile(picture: str) -> Data:
    """Fill every field of every kind of entry, and below it an entry with one field.

    `picture` is the name of a file beside the profile.
    """
    filler = _Filler(count(1000))
    sections = {}
    for name, kind in KINDS.items():
        full = filler.fill_record(kind, name)
        single = {_find_first_field(name): filler.make_word()}
        sections[name] = [full, single]
    publication = sections["publications"][0]
    publication["image"] = picture
    rankings = list(publication["rankings"])
    custom = {
        "title": filler.make_word(),
        "entries": [filler.fill_record(General, "custom")],
        "groups": [{"title": filler.make_word(), "entries": [filler.make_word()]}],
    }
    basics = filler.fill_record(Basics, "basics")
    basics["image"] = picture
    metrics = {"citations": "7", "source": filler.make_word(), "date": "2026-11"}
    basics["metrics"] = metrics
    basics["name"] = {"en": filler.make_word(), "zh": filler.make_word()}
    headings = {name: filler.make_word() for name in KINDS}
    return {
        "facts": "true",
        "headings": headings,
        "options": {"metrics": "true"},
        "closing": {
            "consent": filler.make_word(),
            "signature": "true",
            "place": filler.make_word(),
        },
        "publicationLists": [{"rankings": rankings, "numbers": "type", "group": "type"}],
        "basics": basics,
        **sections,
        "custom": [custom],
    }


def make_bare_profiles() -> list[Data]:
    """Fill hardly anything: nothing but a name, and of each kind an entry with one field."""
    firsts = {}
    dated = {}
    for name in KINDS:
        field = _find_first_field(name)
        firsts[name] = [{field: "Alone"}]
        dated[name] = [{field: "Dated", "startDate": "2020-01"}]
    profiles: list[Data] = [{}, firsts, dated]
    for field, value in _SINGLE_FIELDS.items():
        entries = {}
        for name in KINDS:
            entry = {field: value}
            if name == "publications":
                entry = {"name": "A work", field: value}  # it must have a title
            entries[name] = [entry]
        profiles.append(entries)
    return [{"basics": {"name": "Ada"}, **sections} for sections in profiles]


def make_long_profile() -> Data:
    """Fill a profile with words and addresses that no line holds."""
    word = _LONG_WORD
    address = _LONG_ADDRESS
    return {
        "basics": {
            "name": "Ada Example",
            "label": word,
            "url": address,
            "summary": f"See {address} for more.",
        },
        "work": [
            {
                "position": word,
                "name": word,
                "startDate": "2020-01",
                "endDate": "2021-12",
                "highlights": [word],
            },
            {"url": address},
        ],
        "publications": [
            {
                "name": word,
                "authors": [f"{word}*"],
                "publisher": word,
                "releaseDate": "2020",
                "links": {word: address},
            }
        ],
        "awards": [{"title": word, "awarder": word, "date": "2020-05"}],
        "skills": [{"name": word, "keywords": [word]}],
        "interests": [word],
        "statement": word,
    }


def _find_first_field(kind: str) -> str:
    """Return the field that heads an entry of a kind."""
    slots = KINDS[kind].slots
    return (*slots.title, *slots.subtitle)[0]


class _Filler:
    """Fills records with words that stand nowhere else."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self.numbers = numbers

    def fill_record(self, model: type[Record], owner: str) -> Data:
        """Fill a record, which the field `owner` holds."""
        record = {}
        for name, field in model.model_fields.items():
            if name not in _EMPTY and f"{name} of {owner}" not in _EMPTY:
                record[name] = self.fill_field(name, field.annotation, owner)
        return record

    def fill_field(self, name: str, annotation: Any, owner: str) -> Any:
        """Fill a field by its name, or else by its type."""
        form = _FORMS.get(f"{name} of {owner}") or _FORMS.get(name)
        if form:
            return self.make_word(form)
        types = list(_list_types(annotation))
        if types[0] is dict:
            value_form = "w{}"
            if name == "links":
                value_form = _FORMS["url"]
            return {self.make_word(): self.make_word(value_form)}
        record = _find_record(types)
        if name == "highlights":
            return [self._fill_value(record, name), self._nest_points(record), self.make_word()]
        if tuple in types:
            return [self._fill_value(record, name), self._fill_value(record, name)]
        return self._fill_value(record, name)

    def _fill_value(self, record: type[Record] | None, name: str) -> Any:
        if record:
            return self.fill_record(record, name)
        return self.make_word()

    def _nest_points(self, record: type[Record] | None) -> list[Any]:
        """Fill points below a point, on two levels."""
        return [self._fill_value(record, "highlights"), [self.make_word(), self.make_word()]]

    def make_word(self, form: str = "w{}") -> str:
        """Make a word, or another text of this form."""
        return form.format(next(self.numbers))


def _list_types(annotation: Any) -> Iterator[Any]:
    """List a type and those that it is made of."""
    yield getattr(annotation, "__origin__", None) or annotation
    for part in get_args(annotation):
        yield from _list_types(part)


def _find_record(types: list[Any]) -> type[Record] | None:
    for each in types:
        if isinstance(each, type) and issubclass(each, Record):
            return each
    return None
