"""Read talks, service, memberships, certificates, patents and references."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import cut_spans, get_raw_text, to_markup
from cvgen.importers.page.head import add_links, collect_links, finish_entry, read_head
from cvgen.importers.page.people import is_person
from cvgen.importers.page.phrases import has_word, strip_edges
from cvgen.importers.page.places import is_place_name
from cvgen.importers.page.positions import take_institution
from cvgen.importers.page.sections import EntryBlocks
from cvgen.text.parts import split_parts
from cvgen.text.patterns import compile_late

Entry = dict[str, Any]
_QUOTED = compile_late(r"[\"“”„«「『](?P<title>[^\"“”«»」』]{4,}?)[,.]?[\"”“»」』]")
_EVENT = compile_late(
    r"summer school|winter school|seminar|colloqui|kolloqui|séminaire|seminario|会|研讨|论坛|シンポ"
    r"|학술대회|forum|day|tagung|symposi|simposio|congr[èeé]s|colloque|journées?|jornadas|coloquio|convegno|\b[A-Z]{3,}\s*['’]?\d{2}",
    re.IGNORECASE,
)
_TYPE = compile_late(
    r"\b(?:invited|keynote|eingeladen|invitée?|invitada?|invitato|招待|特邀|邀请|초청|plenary|poster"
    r"|oral|contributed|tutorial|lightning)\b",
    re.IGNORECASE,
)
_EDGE_DATE = compile_late(r"[,;:(（–—-]\s*[^,;:()]*\d{4}[^,;]{0,22}$|^[\[(]?\d{4}")
_LISTED = compile_late(r"(?P<position>[^:：]{3,60})(?P<joint>[:：])\s*(?P<venues>.+)")
_FOR = compile_late(
    r"(?P<position>[^,]{3,50}?)\s+(?P<joint>for|at|of|für|pour)\s+(?P<venues>[A-Z].+)"
)
_NUMBER = compile_late(r".*\b(?:[A-Z]{2}\s?\d[\d.]{4,}\w*|No\.?\s*\w*\d{4,}|\d{7,}).*")
_EMAIL = compile_late(r"(?:e-?mail\s*:?\s*)?(?P<address>\S+@\S+\.\S+)", re.IGNORECASE)
_ONLY_YEARS = compile_late(r"[’'\d\s–-]+")
_LONG_TYPE = 40
_LONG_EVENT = 80


def read_talk(entry: EntryBlocks) -> Entry:
    """Read a talk: its title stands first, or between quotation marks."""
    title = _take_quoted(entry)
    head = read_head(entry)
    pieces = head.list_parts()
    head.lines = []
    if not title:
        count = _count_title_parts(pieces)
        title = ", ".join(pieces[:count])
        pieces = pieces[count:]
    fields: Entry = {"name": title}
    rest = [piece for piece in pieces if not _set_talk_part(fields, piece)]
    if rest and "event" not in fields and len(rest[0]) < _LONG_EVENT:
        fields["event"] = rest.pop(0)
    head.lines = [rest]
    return finish_entry(fields, head, linked="name")


def _count_title_parts(pieces: list[str]) -> int:
    """Count the pieces before the first that names an event or an institution."""
    for number, piece in enumerate(pieces[1:], start=1):
        if _is_event(piece) or has_word("institution", piece):
            return number
    return 1


def _set_talk_part(fields: Entry, piece: str) -> bool:
    """Set what a piece says of a talk; False where nobody knows."""
    if is_place_name(piece):
        before = fields.get("location", {}).get("city")
        fields["location"] = {"city": ", ".join(part for part in (before, piece) if part)}
        return True
    kinds = {
        "event": _is_event(piece),
        "institution": has_word("institution", piece),
        "type": len(piece) < _LONG_TYPE and bool(_TYPE.search(piece)),
    }
    for name, is_kind in kinds.items():
        if is_kind and name not in fields:
            fields[name] = piece
            return True
    return False


def _is_event(piece: str) -> bool:
    return has_word("venue", piece) or bool(_EVENT.search(piece))


def _take_quoted(entry: EntryBlocks) -> str:
    """Take a title between quotation marks out of a head."""
    if not entry.head:
        return ""
    spans = entry.head[0]
    text = get_raw_text(spans)
    match = _QUOTED.search(text)
    if match is None:
        return ""
    quoted = cut_spans(spans, match.start("title"), match.end("title"))
    entry.head[0] = [*cut_spans(spans, 0, match.start()), *cut_spans(spans, match.end(), len(text))]
    return to_markup(quoted, bare="bold italic link").rstrip(",.")


def read_service(entry: EntryBlocks) -> Entry:
    """Read what somebody does for the field: `Reviewer: A, B`, `Reviewer for A`."""
    text = " ".join(to_markup(line, bare="bold italic link raw") for line in entry.head)
    match = _LISTED.match(text) or _FOR.match(text)
    if match is None:
        head = read_head(entry, has_dates=bool(_EDGE_DATE.search(text)))
        fields: Entry = {"position": head.take_first()}
        fields["organization"] = head.take_rest()
        return finish_entry(fields, head, linked="organization")
    links: dict[str, str] = {}
    for line in entry.head:
        collect_links(links, line)
    position = strip_edges(match["position"])
    fields = {"position": Value(position, f"{position} {match['joint']}")}
    fields["venues"] = _split_venues(match["venues"])
    add_links(fields, links, "")
    return fields


def _split_venues(text: str) -> list[str]:
    """Split a list of venues; years that follow one stay with it."""
    venues: list[str] = []
    for piece in split_parts(text):
        venue = re.sub(r"^and\s+", "", strip_edges(piece))
        if venues and _ONLY_YEARS.fullmatch(venue):
            venues[-1] = f"{venues[-1]}, {venue}"
        elif venue:
            venues.append(venue)
    return venues


def read_membership(entry: EntryBlocks) -> Entry:
    """Read a society that somebody belongs to."""
    head = read_head(entry)
    fields: Entry = {"organization": "", "position": head.take_piece("position")}
    fields["organization"] = head.take_first()
    if not fields["organization"]:
        fields["organization"], fields["position"] = fields["position"], ""
    return finish_entry(fields, head, linked="organization")


def read_certificate(entry: EntryBlocks) -> Entry:
    """Read a certificate or a test."""
    head = read_head(entry)
    fields: Entry = {"name": head.take_first(), "issuer": head.take_piece("institution")}
    if not fields["name"] and head.scores:
        fields["name"] = head.scores[0].pop("name", "")
    return finish_entry(fields, head, linked="name")


def read_patent(entry: EntryBlocks) -> Entry:
    """Read a patent, granted or applied for."""
    head = read_head(entry)
    people = [piece for piece in head.list_parts() if is_person(piece)]
    for line in head.lines:
        line[:] = [piece for piece in line if piece not in people]
    numbers = [match[0] for match in head.take_matches(_NUMBER)]
    fields: Entry = {"name": head.take_first(), "inventors": people}
    if numbers and not fields["name"]:
        fields["name"] = numbers.pop(0)
    fields["number"] = ", ".join(numbers)
    return finish_entry(fields, head, linked="name")


def read_reference(entry: EntryBlocks) -> Entry:
    """Read somebody who speaks for the person."""
    head = read_head(entry)
    fields: Entry = {"name": head.take_first()}
    for match in head.take_matches(_EMAIL):
        fields["email"] = match["address"]
    fields["position"] = head.take_piece("position")
    fields["institution"] = take_institution(head)
    return finish_entry(fields, head, linked="name")
