"""Say who made a work: its authors in front, and editors and translators with what they did."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from cvgen.compose.authors import format_authors
from cvgen.compose.view import NOTHING
from cvgen.compose.wording import Wording
from cvgen.profile.names import PersonIdentity
from cvgen.profile.publications import Publication


class _Role(Struct, frozen=True):
    """The field of people who did something, and the patterns that say so.

    `one` and `several` are for people in front of the work, `behind` for those behind its title.
    """

    field: str
    one: str
    several: str
    behind: str


_ROLES = (
    _Role("editors", "editor", "editors", "edited-by"),
    _Role("translators", "translator", "translators", "translated-by"),
)


class Byline(Struct, frozen=True):
    """The people in front of a work, the others behind its title, and the marks of all."""

    people: Markup
    contributors: tuple[Markup, ...]
    marks: frozenset[str]


def compose_byline(
    paper: Publication, person: PersonIdentity, limit: int | None, wording: Wording
) -> Byline:
    """Compose who made a work, at most `limit` names in a role.

    Where there are no authors, its editors stand in front, and else its translators.
    """
    authors = format_authors(paper, person, limit, wording)
    people = authors.text
    marks = authors.marks
    contributors: list[Markup] = []
    for role in _ROLES:
        members = getattr(paper, role.field)
        if not members:
            continue
        listed = paper.model_copy(update={"authors": members})
        names = format_authors(listed, person, limit, wording)
        marks |= names.marks
        if people:
            contributors.append(_fill_pattern(role.behind, names.text, wording))
        elif len(members) == 1:
            people = _fill_pattern(role.one, names.text, wording)
        else:
            people = _fill_pattern(role.several, names.text, wording)
    return Byline(people or NOTHING, tuple(contributors), marks)


def _fill_pattern(name: str, names: Markup, wording: Wording) -> Markup:
    return Markup(wording.locale.patterns[name]).format(names=names)
