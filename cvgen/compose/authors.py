"""Takes the authors of a publication and who "I" am, gives the list in words: own name strong, marks, long lists cut."""

from __future__ import annotations

from markupsafe import Markup

from cvgen.compose.wording import Wording, linked
from cvgen.profile.names import People, plain
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text import markup as inline


def authors(
    paper: Publication, who: People, most: int | None, wording: Wording
) -> tuple[Markup, frozenset[str]]:
    """List the authors, at most so many, and give the marks that stand behind the printed ones."""
    shown = _cut(paper.authors, [who.is_own(author) for author in paper.authors], most)
    names, marks = [], set[str]()
    for place in shown:
        if place is None:
            names.append(Markup("…"))
            continue
        author = paper.authors[place]
        own = who.is_own(author)
        names.append(_name(author, who, wording, own=own))
        marks.update(author.marks)
        if own and len(shown) - shown.count(None) < len(paper.authors):
            names[-1] += _position(place + 1, len(paper.authors), wording)
    if shown and shown[-1] is None:
        names[-2:] = [names[-2] + wording.word("before-others") + wording.word("others")]
    return wording.joined(names, "names"), frozenset(marks)


def _cut(
    everybody: tuple[AuthorRecord, ...], own: list[bool], most: int | None
) -> list[int | None]:
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
    words = wording.locale.patterns["position"].format(
        position=wording.locale.ordinal(place), total=total
    )
    return Markup(' <span class="position">({})</span>').format(
        words.replace(" ", "\N{NO-BREAK SPACE}")
    )


def _name(author: AuthorRecord, who: People, wording: Wording, *, own: bool) -> Markup:
    name = wording.text(author.name, marks=False)
    if own:
        name = Markup('<strong class="own-name">{}</strong>').format(name)
    if "-" in inline.bare(name):
        name = Markup('<span class="whole">{}</span>').format(name)
    name = linked(name, author.url or who.pages.get(plain(inline.bare(name))))
    marked = (
        Markup('{}<span class="marks">{}</span>').format(name, author.marks)
        if author.marks
        else name
    )
    return wording.isolated(marked)
