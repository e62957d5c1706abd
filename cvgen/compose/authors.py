"""Format the authors of a publication: own name strong, marks behind names, long lists cut."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from cvgen.compose.wording import Wording, link_text
from cvgen.profile.name_match import fold_spelling
from cvgen.profile.names import PersonIdentity
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text.markup import strip_markup


@dataclass(frozen=True, slots=True)
class AuthorList:
    """The authors as they are printed, and the marks behind the printed ones."""

    text: Markup
    marks: frozenset[str]


def format_authors(
    paper: Publication, people: PersonIdentity, limit: int | None, wording: Wording
) -> AuthorList:
    """Format the authors, at most `limit` of them."""
    authors = paper.authors
    own = people.find_own(authors)
    printed = _select_authors(paper, people, limit)
    is_cut = len(printed) - printed.count(None) < len(authors)
    names: list[Markup] = []
    marks = set[str]()
    for index in printed:
        if index is None:
            names.append(Markup("…"))
            continue
        author = authors[index]
        name = _format_name(author, people, wording, is_own=index in own)
        if is_cut and index in own:
            name += _format_position(index + 1, len(authors), wording)
        names.append(name)
        marks.update(author.marks)
    if printed and printed[-1] is None:
        names.pop()
        names[-1] += wording.word("before-others") + wording.word("others")
    return AuthorList(wording.join_parts(names, "names"), frozenset(marks))


def _select_authors(
    paper: Publication, people: PersonIdentity, limit: int | None
) -> list[int | None]:
    """Choose whom to print, by index: the first ones and oneself; None stands for others."""
    total = len(paper.authors)
    if limit is None or total <= limit:
        return list(range(total))
    own_index = _find_own_index(paper, people)
    if own_index is None or own_index < limit:
        return [*range(limit), None]
    selected = [*range(limit - 1), None, own_index]
    if own_index < total - 1:
        selected.append(None)
    return selected


def _find_own_index(paper: Publication, people: PersonIdentity) -> int | None:
    """Find the person, or else somebody who may be: nobody is to be cut out by a spelling."""
    own = people.find_own(paper.authors)
    if own:
        return min(own)
    for index, author in enumerate(paper.authors):
        if people.may_be_same_person(author):
            return index
    return None


def _format_position(position: int, total: int, wording: Wording) -> Markup:
    """Say which of all authors the person is."""
    ordinal = wording.locale.format_ordinal(position)
    text = wording.locale.patterns["position"].format(position=ordinal, total=total)
    unbroken = text.replace(" ", "\N{NO-BREAK SPACE}")
    return Markup(' <span class="position">({})</span>').format(unbroken)


def _format_name(
    author: AuthorRecord, people: PersonIdentity, wording: Wording, *, is_own: bool
) -> Markup:
    name = wording.format_text(author.name, marks=False)
    if is_own:
        name = Markup('<strong class="own-name">{}</strong>').format(name)
    if "-" in strip_markup(name):
        name = Markup('<span class="whole">{}</span>').format(name)
    page = people.coauthor_pages.get(fold_spelling(strip_markup(name)))
    name = link_text(name, author.url or page)
    if author.marks:
        name = Markup('{}<span class="marks">{}</span>').format(name, author.marks)
    return wording.isolate(name)
