"""One publication in the making: takes facts as a bibliography words them, gives the data of a profile's publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from cvgen.bibliography import dates as times
from cvgen.bibliography import identifiers
from cvgen.bibliography.names import Name
from cvgen.bibliography.source import Source
from cvgen.bibliography.tables import spellings, table
from cvgen.errors import Place
from cvgen.profile.publications import Publication

_ZOTERO = re.compile(r"(_?[A-Za-z][A-Za-z _-]{1,30}):\s")
_ACCESSED = re.compile(
    r"\W*(?:online|accessed|last accessed|retrieved|visited)\b[^.]{0,40}\d\W*", re.IGNORECASE
)
_ARXIV_NOTE = re.compile(
    r"arxiv\s*:\s*\S+(?:\s*\\?\[[\w., -]*\])?|arxiv (?:e-?print|preprint)s?\b", re.IGNORECASE
)
_DASH = re.compile(r"\s*[-‐‑–—−]+\s*")
_LONGEST_VENUE = 100
_DOUBTFUL = "†‡§¶"
_PREPRINTS = (
    "article",
    "article-journal",
    "document",
    "webpage",
    "manuscript",
    "report",
    "preprint",
    "paper-conference",
)


@dataclass(slots=True)
class Draft:
    """What is known of a work so far; `place` is where its entry stands."""

    source: Source
    key: str
    place: Place
    data: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, value: Any) -> None:
        """Keep a fact, if it says something and is the first of its kind."""
        if value:
            self.data.setdefault(name, value)

    # --- identifiers and links --------------------------------------------------------------------------------

    def doi(self, text: str, place: Place) -> None:
        """Keep a DOI, however it was pasted; one of arXiv's is its number."""
        if not text:
            return
        found = identifiers.doi(text)
        number = identifiers.arxiv_of_doi(found)
        self.put("arxiv" if number else "doi", number or found)
        if not found:
            self.source.warn(
                "B212", f"'{_short(text)}' is no DOI, and is left out", place, "write 10.1234/abc"
            )

    def url(self, text: str, place: Place) -> None:
        """Keep the work's own address; one that only resolves its DOI or its arXiv number is that."""
        doi = identifiers.doi(text) if re.search(r"doi\.org/|^doi:", text) else ""
        number = identifiers.arxiv_in(text) if "arxiv.org/" in text else ""
        if doi:
            self.doi(doi, place)
        elif number:
            self.put("arxiv", number)
        else:
            self.link("", text, place)

    def link(self, label: str, text: str, place: Place) -> None:
        """Keep a link; without a label it is the work's own address."""
        if text.casefold() in ("", "true", "false", "yes", "no"):
            return
        found = identifiers.address(text)
        if not found:
            self.source.warn(
                "B212",
                f"'{_short(text)}' is no web address, and is left out",
                place,
                "write it in full: https://…",
            )
        elif not label and "url" not in self.data:
            self.data["url"] = found
        elif found != self.data.get("url"):
            self.links.setdefault(
                label or (urlsplit(found).hostname or "web").removeprefix("www."), found
            )

    # --- status and notes -------------------------------------------------------------------------------------

    def said_status(self, text: str) -> bool:
        """Take a text that only says how far the work got, and perhaps where it is going."""
        said = times.status(text)
        if not said or (said.rest and not said.venue):
            return False
        self.status(said.word)
        if said.venue:
            self.put("publisher", said.venue)
        return True

    def status(self, word: str) -> None:
        """Keep the status; that a work is published goes without saying."""
        self.put("status", word if word != "published" else "")

    def is_own_note(self, text: str) -> bool:
        """Tell a note from what Zotero keeps in notes; of that only an arXiv number is of use."""
        label = _ZOTERO.match(text.strip())
        own = not label or label[1].casefold() not in table("fields")["zotero"]
        if not own:
            self.put("arxiv", identifiers.arxiv_in(text))
        return own

    def note(self, text: str) -> None:
        """Take a note without addresses apart: status and arXiv number go where they belong, the rest prints."""
        words = " ".join(text.split()).removeprefix("Comment: ")
        self.put("arxiv", identifiers.arxiv_in(words))
        if re.match(r"doi\b", words, re.IGNORECASE) and identifiers.doi(words):
            self.doi(words.replace("\\", ""), self.place)
            return
        for part in re.split(r";\s", _ARXIV_NOTE.sub("", words)):
            said = part.strip(" ,;")
            if said and not _ACCESSED.fullmatch(said) and not self.noted_status(said):
                self.notes.append(said)

    def noted_status(self, words: str) -> bool:
        """Take a status out of a note; say whether nothing else is in it."""
        said = times.status(words)
        if not said or self.data.get("type") == "thesis":
            return False
        venue = self.data.get("publisher", "").casefold()
        settled = bool(venue) and "releaseDate" in self.data and self.data.get("type") != "preprint"
        known = said.venue.casefold() in venue or venue in said.venue.casefold()
        if said.rest and (
            said.word == "published"
            or (settled and not (said.venue and known))
            or (said.word == "accepted" and not said.venue)
        ):
            return False
        self.status(said.word)
        if said.venue and not settled and len(said.venue) < _LONGEST_VENUE:
            self.data["publisher"] = said.venue
        return not said.rest or (bool(said.venue) and len(said.venue) < _LONGEST_VENUE)

    # --- people, numbers, the kind of work --------------------------------------------------------------------

    def authors(self, names: list[Name], place: Place) -> None:
        """Keep the authors, and say what was odd about their names."""
        self.put("authors", [name.data() for name in names if name.text])
        for name in names:
            if name.odd:
                self.source.warn(
                    "B213",
                    f"'{_short(name.text)}': {name.odd}",
                    place,
                    "write Last, First and Last, First",
                )
        doubtful = "".join(
            sorted({mark for name in names for mark in name.marks if mark in _DOUBTFUL})
        )
        if doubtful and not any(found.code == "B214" for found in self.source.found):
            message = f"the legend has its own meaning for the mark '{doubtful[0]}' behind a name"
            self.source.warn(
                "B214",
                message,
                place,
                "check the legend; * is equal contribution, # the corresponding author",
            )

    def pages(self, text: str) -> None:
        """Keep the pages, as a range with a dash."""
        found = ", ".join(
            _DASH.sub("–", part.strip()) for part in text.split(",") if part.strip()
        ).strip("–+ ")
        start, _, end = found.partition("–")
        if any(sign.isalnum() for sign in found) and not found.lower().startswith("arxiv"):
            self.put("pages", start if start == end else found)

    def preprint(self, venue: str) -> bool:
        """Make it a preprint, if it lives where preprints do and nowhere else."""
        server = preprint_server(venue)
        if self.data.get("type") not in _PREPRINTS or not (
            server or (not venue and self.data.get("arxiv"))
        ):
            return False
        self.data["type"] = "preprint"
        if server or "publisher" not in self.data:
            self.data["publisher"] = server or "arXiv"
        return True

    # --- the end ----------------------------------------------------------------------------------------------

    def finished(self) -> dict[str, Any] | None:
        """Give the data if it makes a publication; what the profile would refuse is left out and reported."""
        if not self.data.get("name"):
            named = f"'{self.key}'" if self.key else "this entry"
            self.source.error(
                "B102", f"{named} has no title, and is not printed", self.place, "add title = {…}"
            )
            return None
        if "status" in self.data and preprint_server(self.data.get("publisher", "")):
            # "submitted to arXiv" would be wrong: the server is not where the work is going.
            server = self.data.pop("publisher")
            self.notes += [] if "arxiv" in self.data else [server]
        self.put("notes", list(dict.fromkeys(self.notes)))
        self.put("links", self.links)
        self.fit()
        return self.data

    def fit(self) -> None:
        """Take out what is no value of a publication."""
        try:
            Publication.model_validate(self.data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                name = str(detail["loc"][0]) if detail["loc"] else "releaseDate"
                if self.data.pop(name, None) is not None:
                    said = (detail.get("ctx") or {}).get("message") or detail["msg"]
                    self.source.warn(
                        "B215", f"'{name}' of '{self.key}' is left out: {said}", self.place
                    )
            self.put("name", self.key or "?")


def preprint_server(venue: str) -> str:
    """Name the preprint server that a venue is, or nothing."""
    said = venue.casefold().strip(" .")
    for spelling, server in spellings("fields", "preprints").items():
        rest = said.removeprefix(spelling) if said.startswith(spelling) else None
        if (
            rest is not None
            and re.fullmatch(
                r"(?:[\s:,.()/-]*(?:preprints?|e-?prints?|papers?|reports?|arxiv|abs|\[[\w.-]*\]|[\w.-]*\d[\w.]*|https?:\S*))*[\s:,.()]*",
                rest,
            )
            and not rest[:1].isalpha()
        ):
            return server
    return ""


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
