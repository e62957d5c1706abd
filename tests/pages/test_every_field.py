"""Every theme draws every field of every kind of entry, also of those added later: the profile is made from the model."""

import json
import re
from itertools import count
from typing import get_args

import pytest
from printed import Printed, joined
from shipped import THEMES

from cvgen.checks.theme_samples import make_full_profile
from cvgen.profile.academic import General
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.fields import LocationRecord, PersonRecord, ScoreRecord
from cvgen.profile.kinds import KINDS
from cvgen.profile.publications import AuthorRecord
from cvgen.profile.sections import Position

RECORDS = (
    LocationRecord,
    PersonRecord,
    ScoreRecord,
    AuthorRecord,
    NetworkProfile,
    Position,
)
# Not text of the page: what chooses or finds, what needs a bibliography file, and dates, which have a test of their own.
NOT_PRINTED = {
    "alternateNames",
    "short",
    "image",
    "metrics",  # printed where an option asks for them
    "type of publications",
    "orcid of authors of publications",
    "family of authors of publications",
    "family of editors of publications",
    "family of translators of publications",
    "marks of publications",
    "date",
    "releaseDate",
    "terms",
    "evidence",  # names other entries: tests/compose/test_tables.py
}
# What is not plain text: how it is written, and how it prints; {} is a number that stands nowhere else.
FORMS = {
    "email": ("w{}@example.org", "w{}@example.org"),
    "doi": ("10.{0}/w{0}", "10.{0}/w{0}"),
    "arxiv": ("{0}.{0}", "{0}.{0}"),
    "startDate": ("{}-03", "Mar {}"),
    "endDate": ("{}-04", "Apr {}"),
    "birthDate": ("{}-05", "May {}"),
    "years": ("{}", "{} yrs"),
    "reason": ("illness", "Illness"),
    "countryCode": ("IS", "Iceland"),
    "marks": ("‡", "‡"),
    "status of publications": ("in-press", "in press"),
}


class Filler:
    """Fills records with words that stand nowhere else, and remembers which field each word and address is of."""

    def __init__(self):
        self.numbers = count(1000)
        self.words = {}
        self.urls = {}

    def record(self, model, owner):
        """Fill a record of a model."""
        owner = f"a person in {owner}" if model is PersonRecord else owner
        fields = {f"{name} of {owner}": name for name in model.model_fields}
        hidden = NOT_PRINTED | getattr(model, "not_printed", set())
        printed = {whole: name for whole, name in fields.items() if not {whole, name} & hidden}
        return {
            name: self.field(name, model.model_fields[name].annotation, whole)
            for whole, name in printed.items()
        }

    def field(self, name, annotation, owner):
        """Fill a field by its name, or else by its type."""
        if name == "url" or owner.startswith("email of a person"):
            return self.url(owner, name)
        if name == "links":
            return {self.word(owner): self.url(owner, "url")}
        if {name, owner} & set(FORMS):
            return self.word(owner, *FORMS.get(owner, FORMS.get(name)))
        parts = list(parts_of(annotation))
        if parts[0] is dict:
            return {self.word(owner): self.word(owner)}
        record = next((part for part in parts if part in RECORDS), None)
        values = [
            self.record(record, owner) if record else self.word(owner)
            for _ in range(2 if tuple in parts else 1)
        ]
        return values if tuple in parts else values[0]

    def word(self, owner, written="w{}", shown="w{}"):
        """Make a word for a field."""
        number = next(self.numbers)
        self.words[shown.format(number)] = owner
        return written.format(number)

    def url(self, owner, name):
        """Make an address for a field."""
        number = next(self.numbers)
        address = f"https://example.org/{number}" if name == "url" else f"w{number}@example.org"
        self.urls[address if name == "url" else f"mailto:{address}"] = owner
        return address


def parts_of(annotation):
    yield getattr(annotation, "__origin__", None) or annotation
    for part in get_args(annotation):
        yield from parts_of(part)


def profile():
    filler = Filler()
    kinds = {name: [filler.record(kind, name)] for name, kind in KINDS.items()}
    custom = [
        {"title": filler.word("title of custom"), "entries": [filler.record(General, "custom")]}
    ]
    lists = [{"rankings": list(kinds["publications"][0]["rankings"])}]
    return filler, {
        "facts": "true",
        "publicationLists": lists,
        "basics": filler.record(Basics, "basics"),
        **kinds,
        "custom": custom,
    }


# Fields of the profile with which themes are proved that do not print, or not as they are written.
SILENT = {
    *("family", "protectedWords", "issn", "wordLimit", "orcid", "image", "type", "language"),
    *("numbers", "group", "signature", "facts", "metrics"),
}
SHOWN = {
    "startDate": lambda text: f"Mar {text[:4]}",
    "endDate": lambda text: f"Apr {text[:4]}",
    "birthDate": lambda text: f"May {text[:4]}",
    "years": lambda text: f"{text} yrs",
    "date": lambda text: f"Nov {text[:4]}",
    "reason": str.capitalize,
    "countryCode": lambda _: "Iceland",
    "status": lambda _: "in press",
}


def list_fields(data, path=()):
    """List the words of a profile by their fields; a key that is a word of the person's own is one too."""
    if isinstance(data, dict):
        for key, value in data.items():
            if re.fullmatch(r"w\d+", key):
                yield (*path, "key"), key
            yield from list_fields(value, (*path, key))
    elif isinstance(data, list):
        for value in data:
            yield from list_fields(value, path)
    elif path[-1] not in SILENT:
        yield path, SHOWN.get(path[-1], str)(data)


@pytest.mark.parametrize("theme", THEMES)
def test_every_field_of_every_kind_is_drawn(theme, build_full):
    """Of the profile with which a theme is proved; it is printed once for both, and read here by pdfium."""
    page = Printed.of(build_full(theme))
    fields = list(list_fields(make_full_profile("photo.jpg")))
    assert len(fields) > 500
    assert {kind for (kind, *_), _ in fields} >= {"basics", "custom", *KINDS}
    links = set(page.links)
    assert [
        (path, text)
        for path, text in fields
        if joined(text) not in page.content and text not in links
    ] == []


def test_every_field_of_the_model_is_drawn(print_text):
    """By another maker of words than cvgen's own, in the theme whose templates the others take over."""
    filler, data = profile()
    page = Printed.of(print_text(json.dumps(data, ensure_ascii=False), theme="classic"))
    assert {
        word: owner for word, owner in filler.words.items() if joined(word) not in page.content
    } == {}
    assert {url: owner for url, owner in filler.urls.items() if url not in page.links} == {}


@pytest.mark.parametrize("theme", THEMES[::3])
def test_every_way_to_date_an_entry_is_drawn(theme, print_text):
    """Each kind has `date`; a publication has `releaseDate` before it.

    What a template gets is one period, which every theme draws: of every field above, and by its proof.
    """
    years = dict(zip(KINDS, count(1900), strict=False))
    first = {name: (kind.slots.title or kind.slots.subtitle)[0] for name, kind in KINDS.items()}
    data = {name: [{first[name]: name, "date": f"{year}-06"}] for name, year in years.items()}
    data["publications"].append({"name": "A paper", "releaseDate": "1890/1891"})
    page = Printed.of(
        print_text(json.dumps({"basics": {"name": "Ada"}, **data}), theme=theme)
    ).words
    assert [f"Jun {year}" for year in years.values() if f"Jun {year}" not in page] == []
    assert "1890–1891" in page


def test_no_field_is_forgotten_by_the_slots():
    """Publications are worded by hand."""
    for name, kind in KINDS.items():
        slots = kind.slots
        common = {
            "date",
            "startDate",
            "endDate",
            "location",
            "url",
            "summary",
            "highlights",
            "links",
            "positions",
            "terms",
            *kind.not_printed,
        }
        placed = {*slots.title, *slots.subtitle, *slots.details, *slots.text}
        assert name == "publications" or set(kind.model_fields) - common - placed == set(), name
        assert "summary" in slots.text, name
