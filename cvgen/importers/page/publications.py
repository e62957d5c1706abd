"""Read each work of a page into a publication."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from cvgen.importers.builder import Value, read_value
from cvgen.importers.page.authors import read_authors, read_coauthors
from cvgen.importers.page.blocks import Span, cut_spans, get_raw_text, split_breaks, to_markup
from cvgen.importers.page.citations import Citation, divide_citation, divide_titled, is_author_line
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.grouping import ABSTRACT, is_link_line
from cvgen.importers.page.links import take_links
from cvgen.importers.page.people import is_person
from cvgen.importers.page.phrases import has_word, is_word, strip_edges
from cvgen.importers.page.sections import EntryBlocks
from cvgen.importers.page.venues import find_label_type, find_status, is_doi, is_note, read_venue
from cvgen.text.patterns import compile_late

_BADGE = compile_late(r"^\s*[\[【(（]\s*(?P<badge>[^\[\]【】()（）]{2,40})\s*[\]】)）]\s*")
_NUMBER = compile_late(r"^\s*(?:\[[A-Z]?\d{1,3}\]|\(?\d{1,3}[.)]|[A-Z]\d{1,3}[.:])\s+")
_YEAR = compile_late(r"(?:19|20)\d{2}")
_FIRST_PERSON = compile_late(r"\b(?:I|my|we|our|ich|wir|je|nous|mi|yo)\b|我|私")
_LEAST_PROSE = 100
_MOST_LINE = 200
_MOST_NOTE = 60


class ReadWork(Struct):
    """A publication, and words beside it that are no part of a profile, with why and their line.

    `addresses` are those of links that a DOI or a number of arXiv in its fields says too.
    """

    fields: dict[str, Any]
    left_out: list[tuple[str, str, int]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)


def read_work(
    entry: EntryBlocks, legend: dict[str, str], section_status: str = ""
) -> ReadWork | None:
    """Read a work; None for what is none."""
    _promote_texts(entry)
    parts = _WorkParts(entry)
    if not parts.lines:
        return None
    citation = divide_citation(parts.lines)
    if entry.is_titled:
        citation = divide_titled(parts.lines)
    if not parts.is_work(citation):
        return None
    fields = _make_fields(citation, legend)
    if parts.badge and not citation.venue:
        citation.venue.append(parts.badge)
    else:
        _set_badge(fields, parts.badge)
    read_venue(fields, citation.venue)
    _set_date(fields, citation, entry)
    if section_status:
        fields.setdefault("status", Value(section_status, ""))
    _add_texts(fields, citation, entry, parts.links)
    fields["links"] = parts.links
    return ReadWork(_order_fields(fields), parts.left_out, _list_addresses(fields, entry))


def _list_addresses(fields: dict[str, Any], entry: EntryBlocks) -> list[str]:
    """List the addresses behind words such as `doi:10.5555/1`, which end in what a field says."""
    numbers = [read_value(fields[key]) for key in ("doi", "arxiv") if key in fields]
    addresses = []
    for line in (*entry.head, *entry.texts, *entry.points):
        for span in line:
            if any(number in span.text and span.href.endswith(f"/{number}") for number in numbers):
                addresses.append(span.href)
    return addresses


class _WorkParts:
    """The lines of a work, and what was taken out of them: links, badge, words of links."""

    def __init__(self, entry: EntryBlocks) -> None:
        self.entry = entry
        self.badge = entry.badge
        self.links: dict[str, str] = {}
        self.left_out: list[tuple[str, str, int]] = []
        self.lines: list[list[Span]] = []
        for line in entry.head:
            self.add_line(take_links(line, self.links))

    def add_line(self, spans: list[Span]) -> None:
        """Add a line, unless it is only words of links."""
        text = get_raw_text(spans)
        is_first = not self.lines and not self.badge
        if is_link_line(text) and not (is_first and _BADGE.fullmatch(text)):
            reason = "links without an address"
            self.left_out.append((" ".join(text.split()), reason, spans[0].line))
            return
        if is_first:
            self.badge, spans = _take_badge(spans)
        if any(letter.isalnum() for letter in get_raw_text(spans)):
            self.lines.append(spans)

    def is_work(self, citation: Citation) -> bool:
        """Say whether these are parts of a work, and no prose."""
        text = " ".join(get_raw_text(line) for line in self.lines)
        is_prose = len(text) > _LEAST_PROSE and bool(_FIRST_PERSON.search(text))
        if is_prose and not citation.authors:
            return False
        has_sign = bool(self.links or self.badge or has_date(self.entry.label))
        return citation.is_work or bool(citation.title and has_sign)


def _promote_texts(entry: EntryBlocks) -> None:
    """Take short paragraphs below a title that stands alone for lines of the citation."""
    if len(entry.head) > 1:
        return
    while entry.texts:
        text = get_raw_text(entry.texts[0]).strip()
        if len(text) > _MOST_LINE or ABSTRACT.match(text):
            return
        entry.head += split_breaks(entry.texts.pop(0))


def _take_badge(spans: list[Span]) -> tuple[str, list[Span]]:
    """Take the venue in short that stands in brackets in front of a work."""
    text = get_raw_text(spans)
    number = _NUMBER.match(text)
    if number:
        spans = cut_spans(spans, number.end(), len(text))
        text = get_raw_text(spans)
    match = _BADGE.match(text)
    if match is None or is_person(match["badge"]) or match["badge"].isdigit():
        return "", spans
    return strip_edges(match["badge"]), cut_spans(spans, match.end(), len(text))


def _set_badge(fields: dict[str, Any], badge: str) -> None:
    if not badge:
        return
    if is_word("note", badge):
        fields["notes"] = [badge]
    else:
        fields["badge"] = badge


def _make_fields(citation: Citation, legend: dict[str, str]) -> dict[str, Any]:
    title = to_markup(citation.title, bare="bold link color")
    plain = to_markup(citation.title, bare="bold italic link color")
    is_whole_italic = all("italic" in span.marks for span in citation.title if span.text.strip())
    if is_whole_italic:
        title = plain
    bare = title.strip(' "“”«»「」,').rstrip(".")
    fields: dict[str, Any] = {"name": bare.strip(' "“”,')}
    url = next((span.href for span in citation.title if span.href.startswith("http")), "")
    if url:
        fields["url"] = url
    authors = read_authors(citation.authors, legend, fields) or read_coauthors(citation)
    if authors:
        fields["authors"] = authors
    return fields


_ORDER = (
    "name",
    "authors",
    "publisher",
    "volume",
    "issue",
    "pages",
    "releaseDate",
    "type",
    "status",
    "doi",
    "arxiv",
    "url",
    "badge",
    "notes",
    "links",
    "summary",
    "tags",
)


def _order_fields(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: fields[key] for key in _ORDER if fields.get(key)}


def _set_date(fields: dict[str, Any], citation: Citation, entry: EntryBlocks) -> None:
    """Set the year by what the citation says, or by the heading that it stands under."""
    guess = fields.pop("arxiv_date", None)
    _set_year(fields, citation.year)
    label = _YEAR.search(entry.label)
    if label:
        fields.setdefault("releaseDate", Value(label[0], ""))
    if guess is not None:
        fields.setdefault("releaseDate", guess)
    kind = find_label_type(entry.label)
    if kind:
        fields.setdefault("type", Value(kind, ""))


def _set_year(fields: dict[str, Any], text: str) -> None:
    """Set what stands in brackets behind the authors: a year, or a word for the status."""
    found = find_status(text)
    if found:
        fields["status"] = Value(found[0], text)
    if not _YEAR.match(text):
        return
    year = Value(text[:4], text)
    before = fields.get("releaseDate")
    if before is None or before.text[:4] != year.text or len(before.text) == len(year.text):
        fields["releaseDate"] = year


def _add_texts(
    fields: dict[str, Any], citation: Citation, entry: EntryBlocks, links: dict[str, str]
) -> None:
    """Add what is said of the work: notes, more links, an abstract."""
    texts = list(citation.texts)
    for spans in (*entry.texts, *entry.points):
        rest = take_links(spans, links)
        text = to_markup(rest)
        plain = strip_edges(to_markup(rest, bare="bold italic link raw color"))
        if not any(letter.isalnum() for letter in text):
            continue
        if not _add_fact(fields, plain):
            texts.append(text)
    if texts:
        fields["summary"] = "\n\n".join(texts)


def _add_fact(fields: dict[str, Any], text: str) -> bool:
    """Add a paragraph that is a note, the authors or the venue; False for other text."""
    if is_note(text) or (len(text) < _MOST_NOTE and has_word("note", text)):
        fields.setdefault("notes", []).append(text)
        return True
    if "authors" not in fields and is_author_line(text):
        fields["authors"] = read_authors(text, {}, fields)
        return True
    if _tells_venue(fields, text):
        read_venue(fields, [text])
        return True
    return False


def _tells_venue(fields: dict[str, Any], text: str) -> bool:
    """Say whether a paragraph is a DOI, or the venue of a work that has none yet."""
    if is_doi(text):
        return True
    if "publisher" in fields or len(text) >= _MOST_LINE:
        return False
    return has_word("venue", text) or has_date(text)
