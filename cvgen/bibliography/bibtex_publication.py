"""Takes an entry of a .bib file, gives the data of a publication: type, people, venue, dates, numbers, links and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, get_args

from cvgen.bibliography import dates as times
from cvgen.bibliography import identifiers, latex, names
from cvgen.bibliography.bibtex import Entry
from cvgen.bibliography.names import Name
from cvgen.bibliography.publication_builder import Draft
from cvgen.bibliography.source import Source
from cvgen.bibliography.tables import spellings, table
from cvgen.errors import did_you_mean
from cvgen.profile.fields import is_language
from cvgen.profile.publications import PublicationType

_NUMBERED = (
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "preprint",
    "review",
    "review-book",
)
_EVENTS = ("paper-conference", "speech", "poster")
_TYPES = frozenset(get_args(PublicationType))
_MACRO = re.compile(r"\{*\\([A-Za-z]+)\s*\}*")
_LINK = re.compile(
    r"\\(?:url|path|nolinkurl)\s*\{(?P<url>[^{}]*)\}|\\href\s*\{(?P<href>[^{}]*)\}\s*\{(?P<label>[^{}]*)\}|(?P<bare>https?://[^\s{}]+)"
)
_LABELLED = re.compile(r"\n(?=\s*_?[A-Za-z][A-Za-z _-]{1,30}:\s)")


def publication(entry: Entry, source: Source) -> dict[str, Any] | None:
    """Turn an entry into the data of a publication; without a title there is none."""
    return _Work(entry, source).data()


class _Work:
    """Carries the entry, and what was made of it."""

    def __init__(self, entry: Entry, source: Source) -> None:
        self.entry = entry
        self.source = source
        self.draft = Draft(source, entry.key, entry.place)

    def data(self) -> dict[str, Any] | None:
        """Go through what a publication can say."""
        draft = self.draft
        draft.put("name", self.title())
        draft.put("type", self.kind())
        self.people()
        self.identify()
        venue = self.where()
        self.when()
        draft.preprint(venue)
        self.numbers()
        self.remarks()
        self.links()
        draft.put("badge", self.inline("abbr"))
        draft.put("language", self.language())
        draft.put("tags", [*dict.fromkeys(self.tags())])
        draft.put("key", self.entry.key)
        return draft.finished()

    def warn(self, code: str, message: str, name: str, hint: str) -> None:
        """Report what is odd about a field."""
        self.source.warn(code, message, self.entry.at(name), hint)

    def inline(self, name: str, text: str | None = None) -> str:
        """Give a field, or a text from it, as inline text; commands that are not known are reported."""
        read = latex.read(self.entry.text(name) if text is None else text)
        for command in read.unknown:
            message = f"'{command}' is not known here, and prints as typed"
            self.source.warn_once("B203", message, self.entry.at(name), "write it in Unicode")
        return read.inline()

    def plain(self, *fields: str) -> str:
        """Give the first full one of some fields as words."""
        text = self.entry.text(*fields)
        return latex.plain(text) if text else ""

    def verbatim(self, name: str) -> str:
        """Give a field as an address or number."""
        text = self.entry.text(name)
        return latex.verbatim(text) if text else ""

    def title(self) -> str:
        """Join title and subtitle."""
        title, subtitle, more = (
            self.inline("title"),
            self.inline("subtitle"),
            self.inline("titleaddon"),
        )
        colon = "" if title.endswith((":", "?", "!", "–", "—")) else ":"
        whole = f"{title}{colon} {subtitle}" if title and subtitle else title
        return f"{whole}. {more}" if whole and more else whole

    def kind(self) -> str:
        """Choose CSL's word for the type of the entry."""
        known = spellings("types", "types")
        subtype = self.plain("entrysubtype").casefold()
        found = known.get(self.entry.kind)
        if not found:
            message = f"'@{self.entry.kind}' is no type of entry known here, and is read as '@misc'"
            self.source.warn(
                "B205", message, self.entry.place, did_you_mean(self.entry.kind, known)
            )
        if found == "article-journal" and subtype in ("magazine", "newspaper"):
            return f"article-{subtype}"
        if subtype in _TYPES:
            return subtype
        return found if found and found != "document" else self.told_kind()

    def told_kind(self) -> str:
        """Choose the type of a @misc by what it says of itself."""
        if self.plain("publisher").casefold() == "google patents":
            return "patent"
        said = {*re.findall(r"\w+", self.plain("type").casefold())}
        return next(
            (word for word, told in table("types")["told"].items() if said & {*told}), "document"
        )

    # --- people -----------------------------------------------------------------------------------------------

    def people(self) -> None:
        """List the authors, or of a book without any its editors."""
        role = (
            "author"
            if "author" in self.entry.fields or self.draft.data["type"] != "book"
            else "editor"
        )
        found = names.names(self.entry.text(role))
        annotations = {
            name: value.text
            for name, value in self.entry.fields.items()
            if name.startswith(f"{role}+an")
        }
        orcids = dict(
            re.findall(r"(\d+)\s*=\s*\"?([\dXx-]{19})", annotations.pop(f"{role}+an:orcid", ""))
        )
        marks = names.spelled(annotations) if annotations else {}
        found = [
            replace(
                name,
                marks="".join(dict.fromkeys(name.marks + marks.get(index, ""))),
                orcid=orcids.get(str(index), ""),
            )
            for index, name in enumerate(found, start=1)
        ]
        for group in filter(
            None, (latex.plain(part) for part in self.entry.text("collaboration").split(","))
        ):
            found.append(Name(group if names.is_group(group) else f"{group} Collaboration"))
        self.draft.authors(found, self.entry.at(role))
        if role == "editor" and found:
            self.draft.notes.append(table("fields")["edited"])

    # --- when and where ---------------------------------------------------------------------------------------

    def when(self) -> None:
        """Find the date, and the status that may stand in its place."""
        self.draft.said_status(self.plain("pubstate"))
        for name in ("date", "year"):
            said = self.plain(name)
            date = times.moment(said)
            date = date if "-" in date else self.dated(name) or date
            words = re.sub(r"\d", "", said).strip(" ,;()[]")
            if not self.draft.said_status(words) and said and not date:
                self.warn(
                    "B202",
                    f"'{said}' is no {name} known here, and is left out",
                    name,
                    "write 2021 or 2021-09",
                )
            self.draft.put("releaseDate", date)
        self.draft.put("releaseDate", times.moment(self.plain("eventdate")))

    def dated(self, name: str) -> str:
        """Find a year in a field, and add month and day."""
        said = self.plain(name)
        year = times.year(said)
        month, day = times.month(self.plain("month"))
        if not month and "month" in self.entry.fields and name == "year":
            hint = "write jan, feb, … or a number from 1 to 12"
            self.warn(
                "B202",
                f"'{self.plain('month')}' is no month known here, and is left out",
                "month",
                hint,
            )
        if not month:
            month, day = times.month(said.replace(year, ""))
        return times.complete(year, month, self.plain("day") or day) if year else ""

    def where(self) -> str:
        """Find the venue."""
        kind = self.draft.data["type"]
        venues = table("fields")["venues"]
        found = [self.venue(group) for group in venues.get(kind, venues["other"])]
        if kind == "paper-conference" and "volume" in self.entry.fields:
            found.append(self.inline("series"))
        venue = ", ".join(dict.fromkeys(part for part in found if part))
        if kind in _EVENTS:
            self.draft.put(
                "location",
                self.plain("venue")
                or ("" if "publisher" in self.entry.fields else self.plain("location", "address")),
            )
        if venue and self.draft.said_status(venue):
            return ""
        self.draft.put("publisher", venue)
        return venue

    def venue(self, group: Iterable[str]) -> str:
        """Give the first full field of a group; journals may be macros of ADS, and addresses are links."""
        name = next((name for name in group if name in self.entry.fields), "")
        if not name:
            return ""
        macro = _MACRO.fullmatch(self.entry.text(name))
        journal = table("journals").get(macro[1].casefold()) if macro else None
        return (
            str(journal)
            if journal
            else self.inline(name, self.without_links(self.entry.text(name), name))
        )

    def numbers(self) -> None:
        """Find volume, issue, pages and the number of the work itself."""
        kind = self.draft.data["type"]
        volume, number = self.plain("volume"), self.plain("number")
        own = self.plain("eid", "articleno", "article-number", "version")
        self.draft.put("volume", "" if volume.startswith("abs/") else volume)
        self.draft.pages(self.plain("pages"))
        number, own = ("" if identifiers.arxiv_in(text) else text for text in (number, own))
        if kind in _NUMBERED:
            self.draft.put("issue", number or self.plain("issue"))
        elif kind == "paper-conference":
            self.draft.put("issue", number if volume else "")
        else:
            own = number or own
        self.draft.put("number", own if own != self.draft.data.get("pages") else "")

    # --- identifiers, links, notes ----------------------------------------------------------------------------

    def identify(self) -> None:
        """Find DOI and arXiv number, wherever they stand."""
        entry, draft = self.entry, self.draft
        draft.doi(self.verbatim("doi"), entry.at("doi"))
        archive = self.plain("archiveprefix", "eprinttype").casefold()
        eprint = self.verbatim("eprint")
        known = table("fields")["eprints"].get(archive)
        if known and eprint:
            draft.link(
                known[0], known[1].format(eprint.removeprefix(f"{archive}:")), entry.at("eprint")
            )
        elif archive in ("arxiv", ""):
            draft.put("arxiv", identifiers.arxiv(eprint))
        for name in ("arxiv", "arxivid"):
            draft.put("arxiv", identifiers.arxiv(self.verbatim(name)))
        for name in ("url", "ee", "bdsk-url-1"):
            addresses = (
                re.split(r"\s+(?=https?:)", entry.text(name)) if "url" not in draft.data else []
            )
            for address in filter(None, addresses):
                draft.url(latex.verbatim(address), entry.at(name))
        for name in ("journal", "journaltitle", "volume", "number", "howpublished", "publisher"):
            draft.put("arxiv", identifiers.arxiv_in(self.verbatim(name)))

    def links(self) -> None:
        """Collect the fields that are links."""
        labels = table("fields")["links"]
        for name in self.entry.fields:
            label = labels.get(name) or (
                name[4:].replace("_", " ") if name.startswith("url_") else ""
            )
            if label:
                self.draft.link(label, self.verbatim(name), self.entry.at(name))

    def without_links(self, text: str, name: str) -> str:
        """Take the addresses out of a text; what only leads to one goes with it."""
        rest = _LINK.sub("", text)
        for match in _LINK.finditer(text):
            address = latex.verbatim(match["url"] or match["href"] or match["bare"] or "").rstrip(
                ".,;"
            )
            label = latex.plain(match["label"] or "")
            if label and rest.strip(" {}.,\n"):
                rest = text.replace(match[0], label)
            if address:
                self.draft.link(label, address, self.entry.at(name)) if label else self.draft.url(
                    address, self.entry.at(name)
                )
        return text if rest == text else identifiers.without_lead(rest)

    def remarks(self) -> None:
        """Collect notes, awards, and what a thesis or report calls itself."""
        own = self.plain("type").casefold()
        if self.draft.data["type"] in ("thesis", "report"):
            word = table("types")["kinds"].get(own or self.entry.kind, self.inline("type"))
            self.draft.notes += [word] if word else []
        for name in ("note", "addendum", "award", "award_name"):
            for part in filter(self.draft.is_own_note, _LABELLED.split(self.entry.text(name))):
                self.draft.note(self.inline(name, self.without_links(part, name)))

    def language(self) -> str:
        """Find the tag of the work's language."""
        said = self.plain("langid", "language", "hyphenation")
        return str(
            table("fields")["languages"].get(
                said.casefold(), said if is_language(said) and len(said) < 9 else ""
            )
        )

    def tags(self) -> Iterator[str]:
        """List the keywords."""
        if self.plain("selected").casefold() in ("true", "yes", "1"):
            yield "selected"
        yield from filter(
            None, (word.strip() for word in re.split(r"[,;]", self.plain("keywords", "keyword")))
        )
