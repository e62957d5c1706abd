"""Read the works of a page: group what belongs to one, and read each into a publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import Span, cut_spans, get_raw_text, split_breaks, to_markup
from cvgen.importers.page.citations import (
    Citation,
    divide_citation,
    divide_titled,
    get_author_text,
    is_author_line,
)
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.links import take_links
from cvgen.importers.page.people import (
    is_others,
    is_people_list,
    is_person,
    split_people,
    strip_marks,
)
from cvgen.importers.page.phrases import has_word, is_word, strip_edges
from cvgen.importers.page.sections import EntryBlocks
from cvgen.importers.page.venues import find_label_type, find_status, is_note, read_venue

_BADGE = re.compile(r"^\s*[\[【(（]\s*(?P<badge>[^\[\]【】()（）]{2,40})\s*[\]】)）]\s*")
_NUMBER = re.compile(r"^\s*(?:\[[A-Z]?\d{1,3}\]|\(?\d{1,3}[.)]|[A-Z]\d{1,3}[.:])\s+")
_LINK_LINE = re.compile(r"[\s/|·•,\[\]()–-]+")
_LETTERS_OF_MARKS = "*#†‡§¶∗⋆✉⁎∥‖+^△♣♠"
_MARKS_BEHIND = re.compile(
    rf"(?P<name>.*?[^\s{re.escape(_LETTERS_OF_MARKS)},\\])(?P<marks>[\s,\\]*[{re.escape(_LETTERS_OF_MARKS)}][{re.escape(_LETTERS_OF_MARKS)},\s\\]*)$",
    re.DOTALL,
)
_SAME_MARKS = {"∗": "*", "⋆": "*", "⁎": "*", "✉": "#", "∥": "‖", "^": "*"}
_KNOWN_MARKS = "*#†‡§¶"
_MOST_TITLE = 300
_ABSTRACT = re.compile(
    r"(?:abstract|tl;?dr|summary|zusammenfassung|résumé|resumen|摘要)\b", re.IGNORECASE
)
OWN_NAME = Value("", "", is_guess=True, note="guessed: the page names the co-authors only")
_WITH = re.compile(
    r"[(（]?\s*(?:joint(?:\s+work)?\s+)?with:?\s+(?P<people>[^()（）]+?)\s*(?:[)）]|(?=[.;]|,\s*(?:\d|[A-Z][\w&]*\s+[\d(]))|$)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|my|we|our|ich|wir|je|nous|mi|yo)\b|我|私")
_AND = re.compile(r"\s(?:and|und|et|y|e|&)\s+(?=[^,]+$)")


@dataclass(slots=True)
class Work:
    """The blocks of one work."""

    entry: EntryBlocks
    badge: str = ""


@dataclass(slots=True)
class ReadWork:
    """A publication, and words beside it that are no part of a profile, with why and their line."""

    fields: dict[str, Any]
    left_out: list[tuple[str, str, int]] = field(default_factory=list)


def group_works(entries: Sequence[EntryBlocks]) -> list[EntryBlocks]:
    """Join the blocks that are of one work: its title, authors and abstract may stand apart."""
    for entry in entries:
        _split_soft_lines(entry)
    starts = [number for number, entry in enumerate(entries) if _has_authors_first(entry)]
    titles = {number for number, entry in enumerate(entries) if entry.is_titled}
    titles |= {number - 1 for number in starts if number and _can_be_title(entries[number - 1])}
    grouped: list[EntryBlocks] = []
    is_open = False
    for number, entry in enumerate(entries):
        if number in titles or (number in starts and number - 1 not in titles):
            grouped.append(entry)
            is_open = True
        elif is_open and (number - 1 in titles or not _is_whole(entry)):
            _join_entry(grouped[-1], entry, is_head=number in starts)
        elif number + 1 in titles and _is_badge(entry):
            entries[number + 1].badge = entry.text
            grouped.append(entry)
        elif grouped and _is_abstract(entry) and _can_have_abstract(grouped[-1], entry):
            _join_entry(grouped[-1], entry, is_head=False)
        else:
            grouped.append(entry)
            is_open = False
    return grouped


def _can_have_abstract(entry: EntryBlocks, abstract: EntryBlocks) -> bool:
    return _is_whole(entry) or bool(_ABSTRACT.match(abstract.text.strip()))


def _is_badge(entry: EntryBlocks) -> bool:
    """Say whether an entry is only a venue in short: `CVPR 2024`."""
    text = entry.text
    return len(text) < 30 and (has_date(text) or has_word("venue", text))


def _is_abstract(entry: EntryBlocks) -> bool:
    """Say whether an entry is prose on the work above it."""
    text = entry.text.strip()
    is_prose = len(text) > 120 and not _is_whole(entry)
    return is_prose or bool(_ABSTRACT.match(text))


def _split_soft_lines(entry: EntryBlocks) -> None:
    """Part lines at all their ends where that gives a line of authors."""
    lines = []
    for line in entry.head:
        lines += split_breaks(line, is_soft=True)
    if len(lines) > len(entry.head) and any(
        is_author_line(get_author_text(line)) for line in lines
    ):
        entry.head = lines


def _has_authors_first(entry: EntryBlocks) -> bool:
    """Say whether an entry begins with its authors, and has no title of its own."""
    if not entry.head or not is_author_line(get_author_text(entry.head[0])):
        return False
    if len(entry.head) < 2:
        return True
    second = get_raw_text(entry.head[1])
    return has_date(second) or has_word("venue", second) or is_link_line(second)


def _can_be_title(entry: EntryBlocks) -> bool:
    text = entry.text.strip()
    return (
        len(entry.head) == 1
        and len(text) < _MOST_TITLE
        and not is_picture(entry)
        and not is_author_line(text)
    )


def is_picture(entry: EntryBlocks) -> bool:
    """Say whether an entry is only the words of a picture."""
    return is_word("picture", entry.text)


def _is_whole(entry: EntryBlocks) -> bool:
    """Say whether an entry is a work by itself."""
    if entry.is_titled:
        return True
    citation = divide_citation(entry.head) if entry.head else Citation()
    return bool(citation.title and citation.authors)


def _join_entry(first: EntryBlocks, other: EntryBlocks, *, is_head: bool) -> None:
    if is_head:
        first.head += other.head
    else:
        first.texts += other.head
    first.texts += other.texts
    first.points += other.points


def is_link_line(text: str) -> bool:
    """Say whether a line is only words of links: `paper / code / slides`."""
    words = [word for word in _LINK_LINE.split(text) if word]
    return bool(words) and len(words) <= 12 and all(is_word("link", word) for word in words)


def read_work(
    entry: EntryBlocks, legend: dict[str, str], section_status: str = ""
) -> ReadWork | None:
    """Read a work; None for what is none."""
    _promote_texts(entry)
    links: dict[str, str] = {}
    left_out: list[tuple[str, str, int]] = []
    lines = []
    badge = entry.badge
    for line in entry.head:
        rest = take_links(line, links)
        text = get_raw_text(rest)
        if is_link_line(text) and (lines or badge or not _BADGE.fullmatch(text)):
            left_out.append((" ".join(text.split()), "links without an address", rest[0].line))
            continue
        if not lines and not badge:
            badge, rest = _take_badge(rest)
        if any(letter.isalnum() for letter in get_raw_text(rest)):
            lines.append(rest)
    if not lines:
        return None
    if entry.is_titled:
        citation = divide_titled(lines)
    else:
        citation = divide_citation(lines)
    if not citation.authors and _is_prose(get_raw_text([span for line in lines for span in line])):
        return None
    if not citation.is_work and not (citation.title and (links or badge or has_date(entry.label))):
        return None
    fields = _make_fields(citation, legend)
    if badge and not citation.venue:
        citation.venue.append(badge)
    else:
        _set_badge(fields, badge)
    read_venue(fields, citation.venue)
    _set_date(fields, citation, entry)
    if section_status and "status" not in fields:
        fields["status"] = Value(section_status, "")
    _add_texts(fields, citation, entry, links)
    if links:
        fields["links"] = links
    return ReadWork(_order_fields(fields), left_out)


def read_coauthor_pages(entry: EntryBlocks) -> dict[str, Any]:
    """Read the pages that names of authors are linked to."""
    pages: dict[str, Any] = {}
    for line in entry.head:
        for span in line:
            name = strip_marks(span.text)
            if span.href.startswith(("http://", "https://")) and is_person(name):
                pages[name] = Value(span.href, span.href)
    return pages


def _is_prose(text: str) -> bool:
    """Say whether a text is told by somebody, as no citation is."""
    return len(text) > 100 and bool(_FIRST_PERSON.search(text))


def _promote_texts(entry: EntryBlocks) -> None:
    """Take short paragraphs below a title that stands alone for lines of the citation."""
    if len(entry.head) > 1:
        return
    while entry.texts:
        text = get_raw_text(entry.texts[0]).strip()
        if len(text) > 200 or _ABSTRACT.match(text):
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
    fields: dict[str, Any] = {"name": title.strip(' "“”«»「」,').rstrip(".").strip(' "“”,')}
    url = next((span.href for span in citation.title if span.href.startswith("http")), "")
    if url:
        fields["url"] = url
    authors = read_authors(citation.authors, legend, fields) or read_coauthors(citation)
    if authors:
        fields["authors"] = authors
    return fields


def read_coauthors(citation: Citation) -> list[Any]:
    """Read `(with Mary Major)`, where the person's own name goes without saying."""
    for number, text in enumerate(citation.venue):
        match = _WITH.search(text)
        if match and is_people_list(match["people"]):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            citation.venue[number] = rest.strip(" ,.")
            people: list[Any] = split_people(match["people"])
            words = match[0].replace(match["people"], "")
            joint = _AND.search(match["people"])
            people[0] = Value(people[0], f"{words} {joint[0] if joint else ''} {people[0]}")
            return [OWN_NAME, *people]
    return []


def read_authors(text: str, legend: dict[str, str], fields: dict[str, Any]) -> list[Any]:
    """Read a list of authors with their marks, which a legend may explain."""
    bare = re.sub(
        r"^(?:with|by|joint with|joint work with|authors?\s*:)\s+", "", text, flags=re.IGNORECASE
    )
    prefix = text[: len(text) - len(bare)]
    authors: list[Any] = []
    for name in split_people(_strip_list(bare)):
        if authors and not any(letter.isalpha() for letter in name):
            last = authors.pop()
            last_text = last.text if isinstance(last, Value) else last
            name = last_text + name  # noqa: PLW2901 - marks that a comma parted from their name
        authors.append(_read_author(name.strip(), legend, fields))
    joint = _AND.search(bare)
    if joint and authors and isinstance(authors[-1], str):
        authors[-1] = Value(authors[-1], f"{joint[0]} {authors[-1]}")
    if prefix and authors and isinstance(authors[0], str):
        authors[0] = Value(authors[0], prefix + authors[0])
    return authors


def _strip_list(text: str) -> str:
    """Take points and commas off the ends of a list, but not off an initial."""
    stripped = text.strip(" ,:;")
    if re.search(r"[^\W\d_]{2}[*#†‡]*\.$", stripped):
        return stripped[:-1]
    return stripped


def _read_author(name: str, legend: dict[str, str], fields: dict[str, Any]) -> Any:
    if is_others(name):
        return Value("et al.", name) if name != "et al." else name
    match = _MARKS_BEHIND.match(name.replace("\\", ""))
    marks = ""
    bare = name.replace("\\", "")
    if match:
        bare = match["name"]
        for letter in match["marks"]:
            marks += _translate_mark(letter, legend, fields)
    bare = re.sub(r"\^[^^\s]{1,12}\^|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[^\W\d_])\d(?:,\d)*$", "", bare).strip(" ,")
    text = bare + "".join(dict.fromkeys(marks))
    if text == name:
        return name
    return Value(text, name)


def _translate_mark(letter: str, legend: dict[str, str], fields: dict[str, Any]) -> str:
    """Translate a mark: `*` is an equal contribution and `#` the corresponding author here."""
    if letter in " ,\\":
        return ""
    meaning = legend.get(letter, "")
    if meaning in ("*", "#"):
        return meaning
    plain = _SAME_MARKS.get(letter, letter)
    if plain not in _KNOWN_MARKS:
        plain = "†"
    if meaning:
        note = f"{plain} {meaning}"
        notes = fields.setdefault("notes", [])
        if all(str(getattr(other, "text", other)) != note for other in notes):
            notes.append(Value(note, ""))
    return plain


def _set_date(fields: dict[str, Any], citation: Citation, entry: EntryBlocks) -> None:
    """Set the year by what the citation says, or by the heading that it stands under."""
    guess = fields.pop("arxiv_date", None)
    if citation.year:
        if citation.year[:4].isdigit():
            year = Value(citation.year[:4], citation.year)
            before = fields.get("releaseDate")
            if before is None or before.text[:4] != year.text or len(before.text) == 4:
                fields["releaseDate"] = year
        else:
            found = find_status(citation.year)
            if found:
                fields["status"] = Value(found[0], citation.year)
    label = re.search(r"(?:19|20)\d{2}", entry.label)
    if "releaseDate" not in fields and label:
        fields["releaseDate"] = Value(label[0], "")
    if "releaseDate" not in fields and guess is not None:
        fields["releaseDate"] = guess
    kind = find_label_type(entry.label)
    if kind and "type" not in fields:
        fields["type"] = Value(kind, "")


def _add_texts(
    fields: dict[str, Any], citation: Citation, entry: EntryBlocks, links: dict[str, str]
) -> None:
    """Add what is said of the work: notes, more links, an abstract."""
    texts = list(citation.texts)
    for spans in [*entry.texts, *entry.points]:
        rest = take_links(spans, links)
        text = to_markup(rest)
        plain = strip_edges(to_markup(rest, bare="bold italic link raw color"))
        if not any(letter.isalnum() for letter in text):
            continue
        if is_note(plain) or (plain and len(plain) < 60 and has_word("note", plain)):
            fields.setdefault("notes", []).append(plain)
        elif "authors" not in fields and is_author_line(plain):
            fields["authors"] = read_authors(plain, {}, fields)
        elif (
            "publisher" not in fields
            and len(plain) < 200
            and (has_word("venue", plain) or has_date(plain))
        ):
            read_venue(fields, [plain])
        else:
            texts.append(text)
    if texts:
        fields["summary"] = "\n\n".join(texts)


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
