"""Takes checked publications, gives them as a .bib file or as CSL-JSON: in their order, byte for byte the same each time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from cvgen.bibliography import csl, names
from cvgen.bibliography import format_text as textwrite
from cvgen.bibliography.names import ET_AL
from cvgen.bibliography.publication_builder import preprint_server
from cvgen.bibliography.tables import spellings, table
from cvgen.bibliography.work import Keys, invented
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text.dates import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(publications: Iterable[Publication], languages: tuple[str, ...] = ("en",)) -> str:
    """Write a .bib file, in UTF-8, that BibTeX and biblatex read; without publications it is empty."""
    return "\n".join(
        _entry(key, paper, languages) for key, paper in _keyed(publications, languages)
    )


def csl_json(publications: Iterable[Publication], languages: tuple[str, ...] = ("en",)) -> str:
    """Write CSL-JSON."""
    items = [csl.item(paper, key, languages) for key, paper in _keyed(publications, languages)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _keyed(
    publications: Iterable[Publication], languages: tuple[str, ...]
) -> Iterator[tuple[str, Publication]]:
    """Give every publication with a title a key of its own."""
    keys = Keys()
    for paper in publications:
        if paper.name:
            authors = [csl.one_line(author.name, languages) for author in paper.authors[:1]]
            data = {
                "name": csl.one_line(paper.name, languages),
                "authors": authors,
                "releaseDate": str(_date(paper) or ""),
            }
            yield (
                keys.free(re.sub(r"[\s\"#%'(),={}\\~]", "", paper.key or "") or invented(data)),
                paper,
            )


def _date(paper: Publication) -> PartialDate | None:
    return paper.period().start or paper.period().end


def _entry(key: str, paper: Publication, languages: tuple[str, ...]) -> str:
    """Write one entry."""
    kind, fields = _Bib(paper, languages).fields()
    lines = "".join(
        f"  {name} = {value if name == 'month' else '{' + value + '}'},\n"
        for name, value in fields
        if value
    )
    return f"@{kind}{{{key},\n{lines}}}\n"


class _Bib:
    """Carries one publication and the languages that are wished."""

    def __init__(self, paper: Publication, languages: tuple[str, ...]) -> None:
        self.paper = paper
        self.languages = languages
        self.notes = [csl.one_line(note, languages) for note in paper.notes]
        self.genre = ""
        self.kind = self.entry_type()

    def entry_type(self) -> str:
        """Choose the type; what a thesis calls itself is said by it, and is no note."""
        kind = str(table("types")["export"].get(self.paper.type, "misc"))
        if self.paper.type != "thesis":
            return kind
        kinds = {word: name for name, word in reversed(table("types")["kinds"].items()) if word}
        said = next((note for note in self.notes if note in kinds), "")
        self.notes = [note for note in self.notes if note != said]
        self.genre = kinds.get(said, "")
        return self.genre if self.genre in ("phdthesis", "mastersthesis") else "thesis"

    def fields(self) -> tuple[str, list[tuple[str, str]]]:
        """List the fields in the order in which people write them."""
        paper = self.paper
        role = "editor" if table("fields")["edited"] in self.notes else "author"
        self.notes = [note for note in self.notes if note != table("fields")["edited"]]
        date = _date(paper)
        found = [
            (role, " and ".join(map(self.author, paper.authors))),
            (f"{role}+an", self.marks()),
            (
                f"{role}+an:orcid",
                "; ".join(
                    f'{index}="{author.orcid}"'
                    for index, author in enumerate(paper.authors, start=1)
                    if author.orcid
                ),
            ),
            ("title", textwrite.latex(csl.one_line(paper.name, self.languages), title=True)),
            *self.where(),
            ("year", str(date.year) if date else ""),
            ("month", _MONTHS[date.month - 1] if date and date.month else ""),
            ("date", self.date()),
            *self.numbers(),
            *self.links(),
            *self.rest(),
        ]
        return self.kind, found

    def author(self, author: AuthorRecord) -> str:
        """Write a name, surname first; groups in braces."""
        name = csl.one_line(author.name, self.languages)
        if name == ET_AL:
            return "others"
        part = names.parts(name)
        if part.literal:
            whole = re.search(r"[\s,]", name)
            return f"{{{textwrite.tex(name)}}}" if whole else textwrite.tex(name)
        family = " ".join(filter(None, (part.particle, part.family)))
        return textwrite.tex(", ".join(filter(None, (family, part.suffix, part.given))))

    def marks(self) -> str:
        """Write the marks behind names as biblatex annotates names."""
        words = {mark: said[0] for mark, said in table("fields")["marks"].items()}
        marked = (
            (index, [words[mark] for mark in author.marks if mark in words])
            for index, author in enumerate(self.paper.authors, start=1)
        )
        return "; ".join(f"{index}={','.join(said)}" for index, said in marked if said)

    def where(self) -> Iterator[tuple[str, str]]:
        """Write the venue into the field that the type of entry has for it."""
        venue = csl.venue(self.paper, self.languages)
        own = self.paper.type == "preprint" and venue == "arXiv" and self.paper.arxiv
        name = table("types")["venue"].get(self.kind, "howpublished")
        yield name, "" if own else textwrite.latex(venue)
        known = (
            preprint_server(venue) or own
            if self.paper.type == "preprint"
            else spellings("types", "types").get(self.kind) == self.paper.type
        )
        yield "entrysubtype", "" if known else self.paper.type or ""
        yield "type", self.genre if self.kind == "thesis" else ""
        place = self.paper.location
        parts = (
            (
                csl.one_line(part, self.languages)
                for part in (place.city, place.region, place.countryCode)
                if part
            )
            if place
            else ()
        )
        yield "venue", textwrite.tex(", ".join(parts))

    def date(self) -> str:
        """Write a date that year and month cannot say."""
        period = self.paper.period()
        if period.start and period.end:
            return f"{period.start}/{period.end}"
        return str(period.start) if period.start and period.start.day else ""

    def numbers(self) -> Iterator[tuple[str, str]]:
        """Write volume, issue, pages and number."""
        paper = self.paper
        numbered = self.kind in ("article", "inproceedings") or paper.type == "preprint"
        yield "volume", textwrite.tex(paper.volume or "")
        yield "number", textwrite.tex((paper.issue if numbered else paper.number) or "")
        yield "eid", textwrite.tex((paper.number if numbered else "") or "")
        yield "pages", textwrite.tex(paper.pages or "")

    def links(self) -> Iterator[tuple[str, str]]:
        """Write identifiers and addresses."""
        paper = self.paper
        yield "doi", textwrite.verbatim(paper.doi or "")
        yield "eprint", paper.arxiv or ""
        yield "archiveprefix", "arXiv" if paper.arxiv else ""
        yield "url", textwrite.verbatim(paper.url or "")
        known = table("fields")["links"]
        for label, url in paper.links.items():
            yield (
                label if known.get(label) == label else "url_" + re.sub(r"\W+", "_", label),
                textwrite.verbatim(url),
            )

    def rest(self) -> Iterator[tuple[str, str]]:
        """Write status, notes, tags and the rest."""
        paper = self.paper
        state = table("fields")["states"].get(paper.status, {}) if paper.status else {}
        yield "pubstate", state.get("pubstate", "")
        said = [state["word"]] if state and not ("at" in state and paper.publisher) else []
        yield "note", "; ".join(map(textwrite.latex, (*said, *self.notes)))
        yield "keywords", textwrite.tex(", ".join(tag for tag in paper.tags if tag != "selected"))
        yield "selected", "true" if "selected" in paper.tags else ""
        yield "abbr", textwrite.latex(csl.one_line(paper.badge, self.languages))
        babel = {tag: name for name, tag in reversed(table("fields")["languages"].items())}.get(
            paper.language, ""
        )
        yield "langid" if babel else "language", babel or paper.language or ""
        yield "abstract", textwrite.latex(csl.one_line(paper.summary, self.languages))
