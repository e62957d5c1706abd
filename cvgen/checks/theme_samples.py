"""Takes the model of a profile, gives profiles made from it: one in which every field is filled, and ones in which hardly any is.

Every word stands in one field only, so that it can be found on a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, get_args

from pydantic import BaseModel

from cvgen.profile.academic import General
from cvgen.profile.basics import Basics
from cvgen.profile.kinds import KINDS
from cvgen.profile.sections import Entry

Data = dict[str, Any]
_LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 4
_LONG_ADDRESS = "https://example.org/" + "abcdefghij" * 30
# What is not plain text, and how it is written; {} is a number that stands nowhere else.
_FORMS = {
    "email": "w{}@example.org",
    "url": "https://example.org/{}",
    "doi": "10.5555/w{}",
    "arxiv": "{0}.{0}",
    "startDate": "{}-03",
    "endDate": "{}-04",
    "birthDate": "{}-05",
    "countryCode": "IS",
    "marks of authors": "‡",
    "wordLimit": "{}",
    "status of publications": "in-press",
    "type of publications": "article-journal",
    "language of publications": "de",
    "orcid of authors": "0000-0002-1825-0097",
}
# What chooses, or would stand in the place of something else.
_EMPTY = {
    "date",
    "releaseDate",
    "key",
    "alternateNames",
    "image",
    "marks of publications",
    "consent",
    "askedFor",
} | Entry.not_printed


def full(picture: str) -> Data:
    """Fill every field of every kind of entry, and below it an entry with one field; `picture` is a file beside the profile."""
    filler = _Filler(count(1000))
    kinds = {
        name: [filler.record(kind, name), {_first(name): filler.word()}]
        for name, kind in KINDS.items()
    }
    work = kinds["publications"][0]
    work["image"] = picture
    lists = [{"rankings": list(work["rankings"]), "numbers": "type", "group": "type"}]
    custom = [{"title": filler.word(), "entries": [filler.record(General, "custom")]}]
    basics = {
        **filler.record(Basics, "basics"),
        "image": picture,
        "name": {"en": filler.word(), "zh": filler.word()},
    }
    headings = {name: filler.word() for name in KINDS}
    return {
        "headings": headings,
        "publicationLists": lists,
        "basics": basics,
        **kinds,
        "custom": custom,
    }


def bare() -> list[Data]:
    """Fill hardly anything: nobody but a name, and of each kind an entry with one field."""
    firsts = {name: [{_first(name): "Alone"}] for name in KINDS}
    others = {
        field: {name: [_one(name, field)] for name in KINDS}
        for field in ("summary", "highlights", "location", "url", "links")
    }
    dated = {name: [{_first(name): "Dated", "startDate": "2020-01"}] for name in KINDS}
    return [{"basics": {"name": "Ada"}, **kinds} for kinds in ({}, firsts, dated, *others.values())]


def long() -> Data:
    """Fill a profile with words and addresses that no line holds."""
    word, address = _LONG_WORD, _LONG_ADDRESS
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


def _first(kind: str) -> str:
    slots = KINDS[kind].slots
    return (*slots.title, *slots.subtitle)[0]


def _one(kind: str, field: str) -> Data:
    """Make an entry of one field; a publication must have a title."""
    values = {
        "highlights": ["Alone"],
        "url": "https://example.org/alone",
        "links": {"alone": "https://example.org/alone"},
    }
    titled = {"name": "A work"} if kind == "publications" else {}
    return {**titled, field: values.get(field, "Alone")}


class _Filler:
    """Fills records with words that stand nowhere else."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self.numbers = numbers

    def record(self, model: type[BaseModel], owner: str) -> Data:
        """Fill a record."""
        fields = {
            name: field.annotation
            for name, field in model.model_fields.items()
            if not {name, f"{name} of {owner}"} & _EMPTY
        }
        return {name: self.field(name, annotation, owner) for name, annotation in fields.items()}

    def field(self, name: str, annotation: Any, owner: str) -> Any:
        """Fill a field by its name, or else by its type."""
        form = _FORMS.get(f"{name} of {owner}") or _FORMS.get(name)
        if form:
            return self.word(form)
        parts = list(_parts(annotation))
        if parts[0] is dict:
            return {self.word(): self.word(_FORMS["url"] if name == "links" else "w{}")}
        record = next(
            (part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None
        )
        values = [
            self.record(record, name) if record else self.word()
            for _ in range(2 if tuple in parts else 1)
        ]
        return values if tuple in parts else values[0]

    def word(self, form: str = "w{}") -> str:
        """Make a word, or another text of this form."""
        return form.format(next(self.numbers))


def _parts(annotation: Any) -> Iterator[Any]:
    """List a type and those that it is made of."""
    yield getattr(annotation, "__origin__", None) or annotation
    for part in get_args(annotation):
        yield from _parts(part)
