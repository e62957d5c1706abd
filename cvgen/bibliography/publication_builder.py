"""Collect facts as bibliographies word them into the data of a profile's publication."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from cvgen.bibliography import identifiers
from cvgen.bibliography.latex import convert_to_inline
from cvgen.bibliography.names import Name
from cvgen.bibliography.preprints import find_preprint_server
from cvgen.bibliography.source import Source, describe_work
from cvgen.bibliography.status import StatusPhrase, parse_status
from cvgen.bibliography.tables import load_table
from cvgen.errors import Diagnostic, Place
from cvgen.profile.faults import WrongValueError
from cvgen.profile.publications import Publication
from cvgen.text.identifiers import find_fault
from cvgen.text.patterns import compile_late

_ZOTERO_LABEL = compile_late(r"(_?[A-Za-z][A-Za-z _-]{1,30}):\s")
_DATE_OF_ACCESS = compile_late(
    r"\W*(?:online|accessed|last accessed|retrieved|visited)\b[^.]{0,40}\d\W*", re.IGNORECASE
)
_ARXIV_NOTE = compile_late(
    r"arxiv\s*:\s*\S+(?:\s*\\?\[[\w., -]*\])?|arxiv (?:e-?print|preprint)s?\b", re.IGNORECASE
)
_DASH = compile_late(r"(?:(?<!\s)\s++)?+[-‐‑–—−]++\s*+")
_LONGEST_VENUE = 100
_LONGEST_QUOTE = 40
_NO_ADDRESSES = ("", "true", "false", "yes", "no")
_TYPES_OF_PREPRINTS = (
    "article",
    "article-journal",
    "document",
    "webpage",
    "manuscript",
    "report",
    "preprint",
    "paper-conference",
)


class PublicationBuilder(Struct):
    """What is known of a work so far; `place` is where its entry stands."""

    source: Source
    key: str
    place: Place
    data: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: Any) -> None:
        """Add a fact, if it is not empty and the first of its name."""
        if value:
            self.data.setdefault(name, value)

    def describe(self) -> str:
        """Name the work in a message: its key, and its title cut short."""
        return describe_work(self.key, str(self.data.get("name", "")))

    def warn(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Report what is doubtful about the work: of one kind, by code and hint, the first."""
        warning = Diagnostic(code, f"{self.describe()}: {message}", place, hint, "warning")
        self.source.warn_of_kind(f"{code} {hint}", warning)

    @property
    def venue(self) -> str:
        """What the work is in, or else its publisher."""
        return str(self.data.get("containerTitle") or self.data.get("publisher") or "")

    def set_venue(self, venue: str) -> None:
        """Set the venue, whatever was known of one."""
        self.data.pop("containerTitle", None)
        self.data["publisher"] = venue

    # --- identifiers and links

    def add_doi(self, text: str, place: Place) -> None:
        """Add the DOI in a text; one of arXiv's own is added as its number."""
        if not text:
            return
        found = identifiers.parse_doi(text)
        if not found.doi or identifiers.is_landing_page(text):
            self._add_other_identifier(text, place)
            return
        if any(character.isalnum() for character in found.rest):
            message = f"only '{_shorten(found.doi)}' is read as its DOI"
            self.warn("B212", message, place, "write one DOI alone")
        arxiv = identifiers.find_arxiv_in_doi(found.doi)
        if arxiv:
            self.add("arxiv", arxiv)
        else:
            self.add("doi", found.doi)

    def _add_other_identifier(self, text: str, place: Place) -> None:
        """Add what stands in the place of a DOI: an address, a handle, or an arXiv number."""
        arxiv = identifiers.find_labelled_arxiv(text)
        handle = identifiers.find_handle_address(text)
        if arxiv:
            self.add("arxiv", arxiv)
        elif handle:
            self.add_link("", handle, place)
        elif identifiers.is_landing_page(text):
            self.add_link("", text, place)
        else:
            message = f"'{_shorten(text)}' is no DOI, and is left out"
            self.warn("B212", message, place, "write 10.1234/abc")

    def add_url(self, text: str, place: Place) -> None:
        """Add the work's own address.

        One that only resolves its DOI or its arXiv number is added as that.
        """
        if re.search(r"doi\.org/|^doi:", text) and identifiers.find_doi(text):
            self.add_doi(text, place)
            return
        arxiv = ""
        if "arxiv.org/" in text:
            arxiv = identifiers.find_labelled_arxiv(text)
        if arxiv:
            self.add("arxiv", arxiv)
        else:
            self.add_link("", text, place)

    def add_link(self, label: str, text: str, place: Place) -> None:
        """Add a link.

        Without a label it is the work's own address, or where that is known, labelled with its
        host.
        """
        if text.casefold() in _NO_ADDRESSES:
            return
        address = identifiers.parse_address(text)
        if not address:
            message = f"'{_shorten(text)}' is no web address, and is left out"
            self.warn("B212", message, place, "write it in full: https://…")
        elif not label and "url" not in self.data:
            self.data["url"] = address
        elif address != self.data.get("url"):
            self.links.setdefault(label or identifiers.find_host(address), address)

    # --- status and notes

    def add_status_phrase(self, text: str) -> bool:
        """Add the status, and say whether a text is nothing but one.

        A status may name the venue where the work is going.
        """
        status = parse_status(text)
        if not status:
            return False
        if status.rest and not status.venue:
            return False
        self._add_status(status.word)
        if not self.venue:
            self.add("publisher", status.venue)
        return True

    def _add_status(self, word: str) -> None:
        # That a work is published goes without saying.
        if word != "published":
            self.add("status", word)

    def is_authors_note(self, text: str) -> bool:
        """Tell an author's note from what Zotero keeps in notes.

        Of Zotero's, an arXiv number, a series and the like are of use, and added.
        """
        line = text.strip()
        label = _ZOTERO_LABEL.match(line)
        if not label or label[1].casefold() not in load_table("fields")["zotero"]:
            return True
        fact = load_table("fields")["zotero_facts"].get(label[1].casefold())
        if fact:
            self.add(fact, convert_to_inline(line[label.end() :]))
        self.add("arxiv", identifiers.find_labelled_arxiv(text))
        return False

    def add_note(self, text: str) -> None:
        """Add a note from which addresses are removed.

        Status and identifiers in it go where they belong, and the rest prints.
        """
        words = " ".join(text.split()).removeprefix("Comment: ")
        self.add("arxiv", identifiers.find_labelled_arxiv(words))
        if re.match(r"doi\b", words, re.IGNORECASE) and identifiers.find_doi(words):
            self.add_doi(words.replace("\\", ""), self.place)
            return
        for part in re.split(r";\s", _ARXIV_NOTE.sub("", words)):
            note = part.strip(" ,;")
            if not note or _DATE_OF_ACCESS.fullmatch(note):
                continue
            if not self._add_status_of_note(note):
                self.notes.append(note)

    def _add_status_of_note(self, note: str) -> bool:
        """Add the status that a note starts with; say whether nothing else is in the note."""
        status = parse_status(note)
        if not status or self.data.get("type") == "thesis":
            return False
        is_settled = self._has_settled_venue()
        if status.rest and not self._is_status_credible(status, is_settled=is_settled):
            return False
        self._add_status(status.word)
        has_short_venue = 0 < len(status.venue) < _LONGEST_VENUE
        if has_short_venue and not is_settled:
            self.set_venue(status.venue)
        return has_short_venue or not status.rest

    def _has_settled_venue(self) -> bool:
        """Say whether the work came out, so that a note cannot tell where it is going."""
        if not self.venue or "releaseDate" not in self.data:
            return False
        return self.data.get("type") != "preprint"

    def _is_status_credible(self, status: StatusPhrase, *, is_settled: bool) -> bool:
        """Say whether a status with words behind it is one, and not the beginning of a sentence."""
        if status.word == "published":
            return False
        if status.word == "accepted" and not status.venue:
            return False
        if not is_settled:
            return True
        if not status.venue:
            return False
        venue = self.venue.casefold()
        return status.venue.casefold() in venue or venue in status.venue.casefold()

    # --- people, pages, preprints

    def add_authors(self, names: list[Name], place: Place) -> None:
        """Add the authors, and report what could not be read in their names."""
        self.add_people("authors", names, place)

    def add_people(self, role: str, names: list[Name], place: Place) -> None:
        """Add the people in a role, and report what could not be read in their names."""
        self.add(role, [name.to_author() for name in names if name.text])
        for name in names:
            if name.problem:
                message = f"of '{_shorten(name.text)}', {name.problem}"
                self.warn("B213", message, place, "write Last, First and Last, First")
            if name.orcid and find_fault(name.orcid):
                message = f"'{name.orcid}' is no ORCID iD: {find_fault(name.orcid)}"
                self.warn("B220", message, place, "compare it with the person's page at orcid.org")

    def add_pages(self, text: str) -> None:
        """Add the pages, as a range with an en dash."""
        parts = [part.strip() for part in text.split(",")]
        ranges = [_DASH.sub("–", part) for part in parts if part]
        pages = ", ".join(ranges).strip("–+ ")
        if not any(character.isalnum() for character in pages):
            return
        if pages.lower().startswith("arxiv"):
            return
        first, _, last = pages.partition("–")
        if first == last:
            pages = first
        self.add("pages", pages)

    def mark_preprint(self, venue: str) -> None:
        """Make the work a preprint, if it lives where preprints do and nowhere else."""
        if self.data.get("type") not in _TYPES_OF_PREPRINTS:
            return
        server = find_preprint_server(venue)
        is_only_on_arxiv = not venue and bool(self.data.get("arxiv"))
        if not server and not is_only_on_arxiv:
            return
        self.data["type"] = "preprint"
        if server:
            self.set_venue(server)
        else:
            self.data.setdefault("publisher", "arXiv")

    # --- the end

    def build(self) -> dict[str, Any] | None:
        """Return the data, or None for a work without a title, which is reported."""
        if not self.data.get("name"):
            self._report_missing_title()
            return None
        if "status" in self.data and find_preprint_server(self.venue):
            # "submitted to arXiv" would be wrong: the server is not where the work is going.
            server = self.venue
            self.data.pop("containerTitle", None)
            self.data.pop("publisher", None)
            if "arxiv" not in self.data:
                self.notes.append(server)
        self.add("notes", list(dict.fromkeys(self.notes)))
        self.add("links", self.links)
        self._remove_invalid_values()
        return self.data

    def _report_missing_title(self) -> None:
        entry = "this entry"
        if self.key:
            entry = self.describe()
        message = f"{entry} has no title, and is not printed"
        self.source.error("B102", message, self.place, "add title = {…}")

    def _remove_invalid_values(self) -> None:
        """Remove and report what a profile would refuse as a value of a publication."""
        try:
            Publication.model_validate(self.data)
        except WrongValueError as error:
            for fault in error.faults:
                name = "releaseDate"
                if fault.location:
                    name = str(fault.location[0])
                if self.data.pop(name, None) is None:
                    continue
                self.warn("B215", f"'{name}' is left out: {_shorten(fault.message)}", self.place)
            self.add("name", self.key or "?")


def _shorten(text: str) -> str:
    """Shorten a text for a message."""
    if len(text) <= _LONGEST_QUOTE:
        return text
    return text[: _LONGEST_QUOTE - 3] + "…"
