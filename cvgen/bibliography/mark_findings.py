"""Report the marks behind authors' names that nothing explains, each once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from cvgen.bibliography.source import describe_work
from cvgen.errors import Diagnostic, Place
from cvgen.profile.model import Profile
from cvgen.profile.publications import (
    MARKS_WITH_MEANING,
    Publication,
    find_mark_notes,
)


class LocatedWork(Struct, frozen=True):
    """A publication and where it stands."""

    paper: Publication
    place: Place


def report_marks(works: Iterable[LocatedWork], profile: Profile) -> list[Diagnostic]:
    """Report every mark that has no meaning, with its first work and how many have it."""
    explained = {*MARKS_WITH_MEANING, *profile.settings.legend}
    for variant in profile.variants.values():
        explained.update(variant.legend)
    works_by_mark: dict[str, list[LocatedWork]] = {}
    for work in works:
        for mark in _list_unexplained(work.paper, explained):
            works_by_mark.setdefault(mark, []).append(work)
    return [_describe_mark(mark, found) for mark, found in works_by_mark.items()]


def _list_unexplained(paper: Publication, explained: set[str]) -> list[str]:
    known = {*explained, *find_mark_notes(paper)}
    marks = []
    for author in paper.authors:
        for mark in author.marks:
            if mark not in known and mark not in marks:
                marks.append(mark)
    return marks


def _describe_mark(mark: str, works: list[LocatedWork]) -> Diagnostic:
    first = works[0]
    title = first.paper.name or ""
    if isinstance(title, dict):
        title = next(iter(title.values()), "")
    work = describe_work(first.paper.key or "", title)
    message = f"{work}: nothing says what '{mark}' behind a name means; it prints without a legend"
    if len(works) > 1:
        message += f" (and {len(works) - 1} more)"
    hint = f"say it once in the profile: legend: {{{mark}: Corresponding author}}"
    return Diagnostic("B214", message, first.place, hint, "warning")
