"""Takes CSL-JSON (of Zotero, Crossref, DataCite and others), gives works with their places; and a publication as CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

from cvgen.bibliography import dates as times
from cvgen.bibliography import format_text as textwrite
from cvgen.bibliography import identifiers, latex, names
from cvgen.bibliography.names import Name
from cvgen.bibliography.publication_builder import Draft
from cvgen.bibliography.source import Source, clean
from cvgen.bibliography.tables import spellings, table
from cvgen.bibliography.work import Reference
from cvgen.errors import did_you_mean
from cvgen.profile.fields import Text, in_language
from cvgen.profile.publications import AuthorRecord, Publication, PublicationType

_TYPES = frozenset(get_args(PublicationType))
_ITEMS = re.compile(r"\"items\"\s*:\s*\[")
_NEXT = re.compile(r"[\s,]*+")
_AGAIN = re.compile(r"[,\[]\s*+(?=\{\s*+\"(?:id|type|title|DOI|citation-key|indexed)\"\s*+:)")
_FORMULA = re.compile(r"(\$[^$]+\$)")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "'": "'{}",
    "-": "-{}",
}
_WRITTEN_TYPES = {"preprint": "article", "poster": "speech"}
_MOST_LOST = 20


def references(source: Source) -> list[Reference]:
    """Read every work of a file."""
    found: list[Reference] = []
    for item, at in _items(source):
        place = source.place(at)
        if isinstance(item, dict):
            work = _Work(item, Draft(source, _key(item), place))
            data = work.data()
            found += [Reference(work.draft.key, data, place)] if data else []
        else:
            source.error("B104", "this is no work", place, "a work is keys and values in braces")
    return found


def _items(source: Source) -> Iterator[tuple[Any, int]]:
    """Read the works one by one, so that a broken one does not take the others with it."""
    text = source.text
    at = len(text) - len(text.lstrip())
    listed = _ITEMS.search(text) if text[at : at + 1] == "{" else None
    if text[at : at + 1] == "[" or listed:
        yield from _listed(source, listed.end() if listed else at + 1)
    elif text.strip():
        for item, start in _listed(source, at, one=True):
            message = item.get("message") if isinstance(item, dict) else None
            yield message if isinstance(message, dict) else item, start


def _listed(source: Source, at: int, *, one: bool = False) -> Iterator[tuple[Any, int]]:
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
    lost = 0
    while at < len(source.text):
        gap = _NEXT.match(source.text, at)
        at = gap.end() if gap else at
        if source.text[at : at + 1] in ("]", ""):
            return
        try:
            item, end = decoder.raw_decode(source.text, at)
        except (ValueError, RecursionError) as error:
            where = min(getattr(error, "pos", at), len(source.text) - 1)
            reason = getattr(error, "msg", "it is nested too deeply").lower()
            source.error(
                "B104",
                f"this is not JSON: {reason}",
                source.place(where),
                "check quotes, commas and braces near here",
            )
            lost += 1
            again = _AGAIN.search(source.text, max(where, at + 1)) if lost < _MOST_LOST else None
            if not again:
                return
            at = again.end()
            continue
        yield item, at
        if one:
            return
        at = end


def _key(item: dict[str, Any]) -> str:
    said = _said(item.get("citation-key")) or _said(item.get("id"))
    return said.rstrip("/").rpartition("/")[2] if said.startswith("http") else said


def _said(value: Any) -> str:
    """Give the text of a value; of a list, its first."""
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, str)), "")
    return clean(value).strip() if isinstance(value, str) else ""


def _tex(text: str) -> str:
    """Write text as TeX that says the same; formulas between dollars and tags stay."""
    parts = (
        part if index % 2 else re.sub(r"[\\{}~`'-]", lambda sign: _TEX[sign[0]], part)
        for index, part in enumerate(_FORMULA.split(text))
    )
    return "".join(parts)


class _Work:
    """Carries an item, and what was made of it."""

    def __init__(self, item: dict[str, Any], draft: Draft) -> None:
        self.item = item
        self.draft = draft

    def data(self) -> dict[str, Any] | None:
        """Go through what a publication can say."""
        draft = self.draft
        draft.put("name", self.inline("title"))
        draft.put("type", self.kind())
        self.people()
        draft.doi(self.said("DOI"), draft.place)
        if self.said("URL"):
            draft.url(self.said("URL"), draft.place)
        if self.said("archive").casefold() == "arxiv":
            draft.put("arxiv", identifiers.arxiv(self.said("archive_location", "archive-location")))
        for name in ("number", "publisher", "container-title", "note"):
            draft.put("arxiv", identifiers.arxiv_in(self.said(name)))
        venue = self.where()
        self.when()
        draft.preprint(venue)
        self.numbers()
        self.remarks()
        draft.put(
            "language",
            self.said("language")
            if re.fullmatch(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*", self.said("language"))
            else "",
        )
        draft.put("key", draft.key)
        return draft.finished()

    def said(self, *keys: str) -> str:
        """Give the first of some values that says something."""
        return next(filter(None, (_said(self.item.get(key)) for key in keys)), "")

    def inline(self, *keys: str) -> str:
        """Give a value as inline text."""
        return latex.inline(_tex(self.said(*keys)))

    def custom(self, name: str) -> dict[str, Any]:
        """Give one of the things that CSL has no place for, as `item` writes them."""
        custom = self.item.get("custom")
        found = custom.get(name) if isinstance(custom, dict) else None
        return found if isinstance(found, dict) else {}

    def kind(self) -> str:
        """Choose the word for the type; other vocabularies are understood."""
        said = self.said("type").casefold()
        found = (
            said
            if said in _TYPES
            else spellings("types", "others").get(said) or spellings("types", "types").get(said, "")
        )
        if said and not found:
            message = f"'{said}' is no type known here, and is read as 'document'"
            self.draft.source.warn(
                "B205",
                message,
                self.draft.place,
                did_you_mean(said, (*_TYPES, *spellings("types", "others"))),
            )
        genre = self.said("genre").casefold()
        return genre if genre in ("preprint", "poster") else found or "document"

    def people(self) -> None:
        """List the authors, or of a book without any its editors."""
        role = (
            "author" if self.item.get("author") or self.draft.data["type"] != "book" else "editor"
        )
        people = self.item.get(role)
        found = (
            [_name(person) for person in people if isinstance(person, dict)]
            if isinstance(people, list)
            else []
        )
        marks = self.custom("marks")
        found = [
            replace(name, marks=_said(marks.get(str(index))))
            for index, name in enumerate(found, start=1)
        ]
        self.draft.authors(found, self.draft.place)
        if role == "editor" and found:
            self.draft.notes.append(table("fields")["edited"])

    def where(self) -> str:
        """Find the venue."""
        event = self.item.get("event")
        container = self.inline("container-title", "event-title", "event") or (
            _said(event.get("name")) if isinstance(event, dict) else ""
        )
        publisher = self.inline("publisher")
        parts = (
            [container, publisher]
            if self.draft.data["type"] in ("chapter", "entry-encyclopedia")
            else [container or publisher]
        )
        venue = ", ".join(part for part in parts if part)
        self.draft.put("location", self.said("event-place"))
        if venue and self.draft.said_status(venue):
            return ""
        self.draft.put("publisher", venue)
        return venue

    def when(self) -> None:
        """Find the date and the status."""
        self.draft.said_status(self.said("status"))
        for key in (
            "issued",
            "published",
            "published-print",
            "published-online",
            "posted",
            "available-date",
            "event-date",
        ):
            date = self.item.get(key)
            self.draft.put("releaseDate", _date(date))
            words = (
                _said(date.get("literal") or date.get("raw"))
                if isinstance(date, dict)
                else _said(date)
            )
            self.draft.said_status(words)

    def numbers(self) -> None:
        """Find volume, issue, pages and number."""
        self.draft.put("volume", self.said("volume"))
        self.draft.put("issue", self.said("issue", "journal-issue"))
        self.draft.pages(self.said("page"))
        number = self.said("number", "article-number", "version")
        self.draft.put(
            "number", "" if identifiers.arxiv_in(number) or number == self.said("page") else number
        )

    def remarks(self) -> None:
        """Collect notes and keywords."""
        genre = self.said("genre")
        if genre and self.draft.data["type"] in ("thesis", "report"):
            self.draft.notes.append(
                table("types")["kinds"].get(genre.casefold(), latex.inline(_tex(genre)))
            )
        for line in filter(self.draft.is_own_note, self.said("note").split("\n")):
            for address in identifiers.addresses(line):
                self.draft.url(address, self.draft.place)
            self.draft.note(latex.inline(_tex(identifiers.without_addresses(line))))
        for label, address in self.custom("links").items():
            self.draft.link(label, _said(address), self.draft.place)
        self.draft.put("badge", _said(self.custom("badge").get("text")))
        keywords = self.item.get("keyword") or self.item.get("keywords")
        words = ",".join(map(_said, keywords)) if isinstance(keywords, list) else _said(keywords)
        self.draft.put(
            "tags",
            list(dict.fromkeys(word.strip() for word in re.split(r"[,;]", words) if word.strip())),
        )


def _name(person: dict[str, Any]) -> Name:
    """Read a name."""
    particles = [_said(person.get(part)) for part in ("dropping-particle", "non-dropping-particle")]
    family = " ".join(part for part in (*particles, _said(person.get("family"))) if part)
    text = (
        names.joined(_said(person.get("given")), family, _said(person.get("suffix")))
        or _said(person.get("literal"))
        or _said(person.get("name"))
    )
    orcid = re.search(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]", _said(person.get("ORCID")))
    words = " ".join(text.split())
    return Name(
        names.ET_AL if words.casefold() in names.OTHERS else words, orcid=orcid[0] if orcid else ""
    )


def _date(value: Any) -> str:
    """Read a date of CSL: parts as numbers or text, or EDTF."""
    if not isinstance(value, dict):
        return times.moment(_said(value))
    parts = value.get("date-parts")
    dates = (
        [_joined(part) for part in parts if isinstance(part, list)]
        if isinstance(parts, list)
        else []
    )
    said = _said(value.get("raw")) or _said(value.get("literal")) or _said(value.get("edtf"))
    if len(dates) > 1 and dates[0] and dates[0] < dates[1]:
        return f"{dates[0]}/{dates[1]}"
    return next(filter(None, dates), "") or times.moment(said) or times.year(said)


def _joined(parts: list[Any]) -> str:
    return times.complete(
        *(part if isinstance(part, str) else "" for part in (*parts, "", "", "")[:3])
    )


def item(paper: Publication, key: str, languages: tuple[str, ...] = ("en",)) -> dict[str, Any]:
    """Write one publication as CSL-JSON; what is empty is left out."""
    notes = [one_line(note, languages) for note in paper.notes]
    edited = table("fields")["edited"]
    kind = paper.type or "document"
    found: dict[str, Any] = {
        "id": key,
        "type": _WRITTEN_TYPES.get(kind, kind),
        "genre": kind if kind in _WRITTEN_TYPES else "",
        "title": textwrite.html(one_line(paper.name, languages)),
        "editor" if edited in notes else "author": [
            _person(author, languages) for author in paper.authors
        ],
        "issued": _issued(paper),
        "publisher" if kind in table("types")["published"] else "container-title": textwrite.html(
            venue(paper, languages)
        ),
        "volume": paper.volume,
        "issue": paper.issue,
        "number": paper.number or (f"arXiv:{paper.arxiv}" if paper.arxiv else ""),
        "archive": "arXiv" if paper.arxiv else "",
        "archive_location": paper.arxiv,
        "page": (paper.pages or "").replace("–", "-"),
        "DOI": paper.doi,
        "URL": paper.url
        or (f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv and not paper.doi else ""),
        "status": table("fields")["states"].get(paper.status, {}).get("word", "")
        if paper.status
        else "",
        "note": "\n".join(textwrite.html(note) for note in notes if note != edited),
        "keyword": ", ".join(paper.tags),
        "language": paper.language,
        "abstract": textwrite.html(one_line(paper.summary, languages)),
        "event-place": one_line(paper.location.city, languages) if paper.location else "",
        "custom": _custom(paper, languages),
    }
    return {name: value for name, value in found.items() if value}


def one_line(text: Text | None, languages: tuple[str, ...]) -> str:
    """Choose the version of a text, on one line."""
    return re.sub(r"[ \t\r\n]+", " ", in_language(text, languages)[1]).strip() if text else ""


def venue(paper: Publication, languages: tuple[str, ...]) -> str:
    """Word the venue; that of a work that is not out yet must not read as if it were."""
    words = one_line(paper.publisher, languages)
    at = table("fields")["states"].get(paper.status, {}).get("at") if paper.status else None
    return str(at.format(words)) if at and words else words


def _person(author: AuthorRecord, languages: tuple[str, ...]) -> dict[str, str]:
    part = names.parts(one_line(author.name, languages))
    person = {
        "family": part.family,
        "given": part.given,
        "non-dropping-particle": part.particle,
        "suffix": part.suffix,
        "literal": part.literal,
    }
    person["ORCID"] = author.orcid or ""
    return {name: value for name, value in person.items() if value}


def _custom(paper: Publication, languages: tuple[str, ...]) -> dict[str, Any]:
    """Collect what CSL has no place for."""
    badge = one_line(paper.badge, languages)
    marks = {
        str(index): author.marks
        for index, author in enumerate(paper.authors, start=1)
        if author.marks
    }
    return {
        name: value
        for name, value in (
            ("links", paper.links),
            ("marks", marks),
            ("badge", {"text": badge} if badge else {}),
        )
        if value
    }


def _issued(paper: Publication) -> dict[str, Any]:
    period = paper.period()
    dates = [date for date in (period.start, period.end) if date]
    return (
        {
            "date-parts": [
                [part for part in (date.year, date.month, date.day) if part] for date in dates
            ]
        }
        if dates
        else {}
    )
