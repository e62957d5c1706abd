"""Takes the authors of a publication and who "I" am, gives the list in words: own name strong, marks, long lists cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from cvgen import inline
from cvgen.compose.wording import Wording, linked
from cvgen.profile.basics import Basics
from cvgen.profile.publications import AuthorRecord, Publication


@dataclass(frozen=True, slots=True)
class People:
    """Who the CV is about, by every spelling of the name and by ORCID, and the pages of co-authors by plain name."""

    own: frozenset[str]
    orcid: str
    pages: dict[str, str]

    def is_own(self, author: AuthorRecord, name: str) -> bool:
        """Say whether an author is the person."""
        return plain(name) in self.own or bool(self.orcid and author.orcid and self.orcid in author.orcid)


def people(basics: Basics, coauthors: dict[str, str]) -> People:
    """Collect the spellings of the person's name: as given, surname first, and with initials."""
    given = [basics.name] if isinstance(basics.name, str) else [*basics.name.values()]
    spellings = {spelling for name in (*given, *basics.alternateNames) for spelling in _spellings(name)}
    orcid = next((account.username or account.url or "" for account in basics.profiles if str(account.network).lower() == "orcid"), "")
    number = re.search(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", orcid)
    return People(frozenset(spellings), number[0] if number else "", {plain(name): url for name, url in coauthors.items()})


def plain(name: str) -> str:
    """Reduce a name to what spellings share: small letters without accents, points, hyphens and spaces."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter))
    return "".join(letter for letter in letters if letter.isalnum())


def _spellings(name: str) -> Iterable[str]:
    """List how author lists may write a name; only whole names and whole sets of initials, so that nobody else is meant."""
    last, comma, first = name.partition(",")
    words = [*first.split(), *last.split()] if comma else name.split()
    yield plain(name)
    if not 1 < len(words) <= 6:
        return
    initials = ["".join(part[0] for part in re.split(r"[-\s.]+", word) if part) for word in words[:-1]]
    for given in (words[:-1], initials):
        for order in (("given", "surname"), ("surname", "given")):
            pieces = {"given": "".join(given), "surname": words[-1]}
            yield plain("".join(pieces[piece] for piece in order))


def authors(paper: Publication, who: People, most: int | None, wording: Wording) -> tuple[Markup, frozenset[str]]:
    """List the authors, at most so many, and give the marks that stand behind the printed ones."""
    shown = _cut(paper.authors, [who.is_own(author, _bare(author, wording)) for author in paper.authors], most)
    names, marks = [], set[str]()
    for place in shown:
        if place is None:
            names.append(Markup("…"))
            continue
        author = paper.authors[place]
        own = who.is_own(author, _bare(author, wording))
        names.append(_name(author, who, wording, own=own))
        marks.update(author.marks)
        if own and len(shown) - shown.count(None) < len(paper.authors):
            names[-1] += _position(place + 1, len(paper.authors), wording)
    if shown and shown[-1] is None:
        names[-2:] = [names[-2] + wording.word("before-others") + wording.word("others")]
    return wording.joined(names, "names"), frozenset(marks)


def _cut(everybody: tuple[AuthorRecord, ...], own: list[bool], most: int | None) -> list[int | None]:
    """Choose whom to print: the first ones and oneself; None stands for those left out."""
    if most is None or len(everybody) <= most:
        return [*range(len(everybody))]
    me = own.index(True) if True in own else None
    if me is None or me < most:
        return [*range(most), None]
    head: list[int | None] = [*range(most - 1)]
    gap = [] if me == most - 1 else [None]
    return [*head, *gap, me, *([] if me == len(everybody) - 1 else [None])]


def _position(place: int, total: int, wording: Wording) -> Markup:
    words = wording.locale.patterns["position"].format(position=wording.locale.ordinal(place), total=total)
    return Markup(' <span class="position">({})</span>').format(words.replace(" ", "\N{NO-BREAK SPACE}"))


def _bare(author: AuthorRecord, wording: Wording) -> str:
    return inline.bare(wording.text(author.name, marks=False))


def _name(author: AuthorRecord, who: People, wording: Wording, *, own: bool) -> Markup:
    name = wording.text(author.name, marks=False)
    if own:
        name = Markup('<strong class="own-name">{}</strong>').format(name)
    if "-" in inline.bare(name):
        name = Markup('<span class="whole">{}</span>').format(name)
    name = linked(name, author.url or who.pages.get(plain(inline.bare(name))))
    marked = Markup('{}<span class="marks">{}</span>').format(name, author.marks) if author.marks else name
    return wording.isolated(marked)
