"""Format the authors of a publication: own name strong, marks behind names, long lists cut."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from cvgen.bibliography.names import count_people, find_position, is_others
from cvgen.compose.view import NOTHING
from cvgen.compose.wording import Wording, keep_whole, link_text
from cvgen.profile.name_match import fold_spelling
from cvgen.profile.names import PersonIdentity
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text.bidi import is_cjk, is_foreign
from cvgen.text.markup import strip_markup


class AuthorList(Struct, frozen=True):
    """The authors as they are printed, and the marks behind the printed ones."""

    text: Markup
    marks: frozenset[str]


def format_authors(
    paper: Publication, people: PersonIdentity, limit: int | None, wording: Wording
) -> AuthorList:
    """Format the authors, at most `limit` of them."""
    authors, has_others = _split_others(paper)
    own = people.find_own(authors)
    printed = _select_authors(authors, people, limit)
    is_cut = len(printed) - printed.count(None) < len(authors)
    if has_others and None not in printed[-1:]:
        printed.append(None)
    names: list[Markup] = []
    marks = set[str]()
    for index in printed:
        if index is None:
            names.append(Markup("…"))
            continue
        author = authors[index]
        name = format_author(author, people, wording, is_own=index in own)
        if is_cut and index in own:
            position = find_position(authors, index)
            name += _format_position(position, count_people(paper.authors), wording)
        names.append(name)
        marks.update(author.marks)
    if len(printed) > 1 and printed[-1] is None:
        names.pop()
        names[-1] += _format_others(names, wording)
    return AuthorList(wording.join_parts(names, "names"), frozenset(marks))


def format_author(
    author: AuthorRecord, people: PersonIdentity, wording: Wording, *, is_own: bool
) -> Markup:
    """Format one author, with a link and marks: one's own name is strong."""
    name = wording.format_text(author.name, marks=False)
    if is_own:
        name = Markup('<strong class="own-name">{}</strong>').format(name)
    if "-" in strip_markup(name):
        name = keep_whole(name)
    page = people.coauthor_pages.get(fold_spelling(strip_markup(name)))
    name = link_text(name, author.url or page)
    if author.marks:
        name += format_marks(author.marks)
    return wording.isolate(name)


def _format_others(names: Sequence[Markup], wording: Wording) -> str:
    """Say that there are others, behind the comma of the names in front."""
    comma = wording.word("before-others")
    if is_cjk(wording.language) and is_foreign(strip_markup(Markup("").join(names)), "zh"):
        comma = ", "
    return comma + wording.word("others")


def format_marks(marks: str) -> Markup:
    """Set the marks behind a name; fonts have raised the asterisk already."""
    raised = Markup.escape(marks).replace("*", Markup('<span class="star">*</span>'))
    return Markup('<span class="marks">{}</span>').format(raised)


def _split_others(paper: Publication) -> tuple[tuple[AuthorRecord, ...], bool]:
    """Split the authors from an "et al." behind them, which is none."""
    authors = paper.authors
    while len(authors) > 1 and is_others(authors[-1].name):
        authors = authors[:-1]
    return authors, len(authors) < len(paper.authors)


def _select_authors(
    authors: Sequence[AuthorRecord], people: PersonIdentity, limit: int | None
) -> list[int | None]:
    """Choose whom to print, by index: the first ones and oneself; None stands for others."""
    total = len(authors)
    if limit is None or total <= limit:
        return list(range(total))
    own_index = _find_own_index(authors, people)
    if own_index is None or own_index < limit:
        return [*range(limit), None]
    selected = [*range(limit - 1), None, own_index]
    if own_index < total - 1:
        selected.append(None)
    return selected


def _find_own_index(authors: Sequence[AuthorRecord], people: PersonIdentity) -> int | None:
    """Find the person, or else somebody who may be: nobody is to be cut out by a spelling."""
    own = people.find_own(authors)
    if own:
        return min(own)
    for index, author in enumerate(authors):
        if people.may_be_same_person(author):
            return index
    return None


def _format_position(position: int | None, total: int | None, wording: Wording) -> Markup:
    """Say which of all authors the person is, if it is known; their number may not be."""
    if position is None:
        return NOTHING
    ordinal = wording.locale.format_ordinal(position)
    pattern = "position"
    if total is None:
        pattern = "position-of-some"
    text = wording.locale.patterns[pattern].format(position=ordinal, total=total)
    unbroken = text.replace(" ", "\N{NO-BREAK SPACE}")
    return Markup(' <span class="position">({})</span>').format(unbroken)
