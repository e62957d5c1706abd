"""Write a profile as one line for each field, to be copied into a web form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from cvgen.compose.entries import format_field
from cvgen.compose.places import format_country
from cvgen.compose.view import Document
from cvgen.compose.wording import Wording
from cvgen.exporters.exporter import ExportOrder
from cvgen.exporters.facts import list_printed_fields
from cvgen.exporters.plain import clean_characters, read_plain
from cvgen.exporters.printed import PrintedEntry, list_printed_sections
from cvgen.profile.fields import LocationRecord
from cvgen.profile.names import choose_name_version
from cvgen.profile.publications import AuthorRecord
from cvgen.profile.sections import Entry
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, Point

_WORD_START = compile_late("(?<=[a-z])(?=[A-Z])")
_HANDLED = frozenset({"highlights", "links", "location", "rankings", "marks"})
_ENDS = (".", "!", "?", "。", "！", "？")
_NAMES = {"url": "URL", "doi": "DOI", "arxiv": "arXiv", "isbn": "ISBN"}
_DATES = ("startDate", "endDate")
_PEOPLE = frozenset({"authors", "editors", "translators"})
Field = tuple[str, str]


def format_form_fields(order: ExportOrder) -> str:
    """Write the person, then each entry of each section, with the names of the profile's fields."""
    wording = Wording(order.plan.locale, order.plan.profile.tree, order.plan.today)
    parts = [_format_part("", _list_person(order, wording))]
    for section in list_printed_sections(order):
        title = read_plain(section.view.title)
        for number, printed in enumerate(section.entries, start=1):
            fields = _list_entry(printed, wording)
            parts.append(_format_part(f"[{title} {number}]", fields))
    return "\n\n".join(parts) + "\n"


def _format_part(heading: str, fields: Iterable[Field]) -> str:
    lines = [heading] if heading else []
    for name, text in fields:
        value = " ".join(clean_characters(text).split())
        if value:
            lines.append(f"{name}: {value}")
    return "\n".join(lines)


def _list_person(order: ExportOrder, wording: Wording) -> Iterator[Field]:
    basics = order.plan.profile.basics
    document = order.document
    yield "Name", read_plain(document.name)
    if not order.plan.is_anonymous:
        parts = choose_name_version(basics, (wording.language, "en")).parts
        yield "Given name", parts.given
        yield "Family name", parts.surname
    yield "Label", read_plain(document.label)
    yield from _list_contacts(document)
    for key in ("url", "pronouns", "nationality", "workPermit", "availability", "birthDate"):
        value = getattr(basics, key)
        if isinstance(value, (str, dict)):
            yield _name_field(key), read_plain(wording.format_text(value, marks=False))
        elif value:
            yield _name_field(key), str(value)
    for address in basics.location:
        yield from _list_location(address, wording)
    for account in basics.profiles:
        name = read_plain(wording.format_text(account.network))
        yield name, account.url or account.username or ""
    yield "Summary", _join_blocks(document.summary)


def _list_contacts(document: Document) -> Iterator[Field]:
    """List e-mail addresses and telephones, each with the word for what it is."""
    for contact in document.contacts:
        if contact.kind in ("email", "phone"):
            yield _name_field(contact.kind) + contact.type_behind, read_plain(contact.text)


def _list_location(location: LocationRecord, wording: Wording) -> Iterator[Field]:
    yield "Address", read_plain(wording.format_text(location.address))
    yield "Postal code", location.postalCode or ""
    yield "City", read_plain(wording.format_text(location.city))
    yield "Region", read_plain(wording.format_text(location.region))
    yield "Country", read_plain(format_country(location.countryCode, wording))


def _list_entry(printed: PrintedEntry, wording: Wording) -> Iterator[Field]:
    entry = printed.entry
    for key in list_printed_fields(entry):
        if key not in _HANDLED and getattr(entry, key):
            yield _name_field(key), _format_value(entry, key, wording)
    for location in entry.location:
        yield from _list_location(location, wording)
    yield "Points", _join_sentences(_list_points(printed.item.points))
    yield from entry.links.items()


def _format_value(entry: Entry, key: str, wording: Wording) -> str:
    value = getattr(entry, key)
    if key == "releaseDate":
        return read_plain(wording.format_period(value))
    if key == "date":
        return read_plain(wording.format_periods(value))
    if key in _DATES:
        return str(value)
    if key in _PEOPLE:
        return ", ".join(_list_names(value, wording))
    return read_plain(format_field(entry, key, wording))


def _list_names(people: Iterable[AuthorRecord], wording: Wording) -> Iterator[str]:
    for person in people:
        yield read_plain(wording.format_text(person.name, marks=False))


def _name_field(key: str) -> str:
    """Name a field in words: Study type, from studyType."""
    if key in _NAMES:
        return _NAMES[key]
    words = _WORD_START.sub(" ", key).lower()
    return words[:1].upper() + words[1:]


def _list_points(points: Iterable[Point]) -> Iterator[str]:
    for point in points:
        yield from (read_plain(text) for text in point.texts if text)


def _join_sentences(texts: Iterable[str]) -> str:
    """Join texts to one line; a full stop parts them as well as a semicolon does."""
    line = ""
    for text in texts:
        joint = " " if line.endswith(_ENDS) else "; "
        line = f"{line}{joint}{text}" if line else text
    return line


def _join_blocks(blocks: Iterable[Block]) -> str:
    texts: list[Markup] = []
    for block in blocks:
        texts += block.texts
    return " ".join(read_plain(text) for text in texts)
