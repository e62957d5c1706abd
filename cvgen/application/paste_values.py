"""Takes a profile as its reader sees it, gives each of its facts as plain text, by the names that a target's fields use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from cvgen.application.plaintext import format_plain
from cvgen.bibliography.names import parts
from cvgen.compose import compose
from cvgen.compose.locale import Locale
from cvgen.compose.view import Item
from cvgen.compose.wording import Wording, address
from cvgen.errors import VariantError
from cvgen.plan.filename import AsciiName, romanize_person
from cvgen.profile.fields import LocationRecord, in_language
from cvgen.profile.kinds import KINDS
from cvgen.profile.load import Profile

PERSON = (
    "name", "given-name", "surname", "name-in-letters", "email", "phone", "address", "website", "accounts", "pronouns",
    "nationality", "birth-date", "headline", "summary",
)  # fmt: skip
KNOWN = (*PERSON, *KINDS)
# How the profile calls what a field may call otherwise.
_OTHER_NAMES = {
    "birthDate": "birth-date",
    "location": "address",
    "url": "website",
    "profiles": "accounts",
    "label": "headline",
    "referees": "references",
}
_MARKS = re.compile(r'<span class="marks">[^<]*</span>')


def named(source: str) -> str:
    """Give the name by which a value is known here: that of JSON Resume will do too."""
    short = source.strip().removeprefix("basics.")
    return _OTHER_NAMES.get(short, short)


def person(profile: Profile, words: Locale) -> dict[str, str]:
    """Word who it is; what is not said, or kept back, is missing."""
    basics, wording = profile.basics, Wording(words, profile.tree)
    name = in_language(basics.name, (words.language, "en"))[1]
    taken, spelled = parts(name), _in_letters(profile)
    surname = " ".join(filter(None, (taken.particle, taken.family)))
    accounts = [
        ": ".join(
            filter(
                None,
                (format_plain(wording.text(one.network)), one.username or address(one.url or "")),
            )
        )
        for one in basics.profiles
    ]
    values = {
        "name": name,
        "given-name": taken.given if surname else spelled.given,
        "surname": surname or spelled.surname or name,
        "name-in-letters": f"{spelled.given} {spelled.surname}".strip(),
        "email": basics.email,
        "phone": basics.phone,
        "address": "\n".join(_address(basics.location, wording)) if basics.location else "",
        "website": basics.url,
        "accounts": "\n".join(accounts),
        "pronouns": format_plain(wording.text(basics.pronouns)),
        "nationality": format_plain(wording.text(basics.nationality)),
        "birth-date": str(basics.birthDate or ""),
        "headline": format_plain(wording.text(basics.label)),
        "summary": "\n\n".join(map(format_plain, wording.paragraphs(basics.summary))),
    }
    return {key: value for key, value in values.items() if value}


def _in_letters(profile: Profile) -> AsciiName:
    """Give the name in A to Z, as a passport has it, where one of its spellings can be written so."""
    try:
        return romanize_person(profile)
    except VariantError:
        return AsciiName("", "")


def _address(place: LocationRecord, wording: Wording) -> Iterator[str]:
    """Give the lines of an address, from the street to the country."""
    city = " ".join(filter(None, (place.postalCode, format_plain(wording.text(place.city)))))
    lines = (
        format_plain(wording.text(place.address)),
        city,
        format_plain(wording.text(place.region)),
        format_plain(wording.country(place.countryCode)),
    )
    yield from filter(None, lines)


def sections(profile: Profile, words: Locale, today: date) -> dict[str, list[str]]:
    """Word the entries of each section, a work as one citation; lists of publications are told once, whatever their lists."""
    document, _ = compose(profile, words, today)
    found: dict[str, dict[object, str]] = {}
    for section in document.sections:
        for item in section.items:
            text = (
                _citation(item)
                if section.kind == "publications"
                else _entry(item, section.layout, document.colon)
            )
            found.setdefault(section.kind, {}).setdefault(item.origin, text)
    return {kind: list(texts.values()) for kind, texts in found.items()}


def _entry(item: Item, layout: str, colon: str) -> str:
    """Word an entry, a line for each thing that a form may ask for by itself."""
    details = [
        f"{detail.label}{colon}{format_plain(detail.text)}"
        if detail.label
        else format_plain(detail.text)
        for detail in item.details
    ]
    heads = [format_plain(head) for head in (item.title, item.subtitle)]
    if layout == "pairs":
        heads = [colon.join(filter(None, heads))]
    text = [format_plain(part) for part in item.text]
    points = [f"- {format_plain(point)}" for point in item.points]
    return "\n".join(
        filter(
            None,
            (*heads, format_plain(item.place), format_plain(item.period), *details, *text, *points),
        )
    )


def _citation(item: Item) -> str:
    """Word a work in one line: people, title, where, how far, when, and its address for good."""
    head = format_plain(item.citation)
    if not head:
        people = format_plain(Markup(_MARKS.sub("", str(item.people))))
        head = ". ".join(
            filter(
                None,
                (
                    people.rstrip("."),
                    *(
                        format_plain(part).rstrip(".")
                        for part in (item.title, item.subtitle, item.status, item.period)
                    ),
                ),
            )
        )
        head += "."
    lasting = next(
        (
            link.url
            for link in item.links
            if link.url.startswith(("https://doi.org/", "https://arxiv.org/"))
        ),
        "",
    )
    return head if not lasting or lasting in head else f"{head} {lasting}"
