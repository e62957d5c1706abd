"""Report the works in which the person was not found, and the spellings that may be theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvgen.errors import Diagnostic, Place
from cvgen.profile.names import PersonIdentity, list_language_versions
from cvgen.profile.publications import Publication

_MOST_SPELLINGS = 3  # that one message names
_MOST_CHARACTERS = 30  # of a spelling


def list_own_name_findings(
    papers: Sequence[Publication], people: PersonIdentity, place: Place | None
) -> Iterator[Diagnostic]:
    """Yield at most one finding: on works without the own name, and what may be it."""
    missing = [paper for paper in papers if _lacks_own_name(paper, people)]
    if not missing:
        return
    spellings = _list_possible_spellings(missing, people)
    count = f"{len(missing)} of {len(papers)} works"
    if not spellings:
        message = f"your name was not found among the people of {count}: {_name_work(missing)}"
        hint = "if it is there in another spelling, add that to 'alternateNames:' in basics"
        yield Diagnostic("N212", message, place, hint, "note")
        return
    first = spellings[:_MOST_SPELLINGS]
    shown = ", ".join(f"'{spelling[:_MOST_CHARACTERS]}'" for spelling in first)
    if len(spellings) > _MOST_SPELLINGS:
        shown += " …"
    message = f"your name was not found in {count}; this may be it: {shown}"
    hint = "if it is you, add it to 'alternateNames:' in basics"
    yield Diagnostic("W313", message, place, hint, "warning")


def _lacks_own_name(paper: Publication, people: PersonIdentity) -> bool:
    """Say whether a work names people, and the person is none of them."""
    return bool(paper.people) and not any(map(people.is_same_person, paper.people))


def _name_work(papers: Sequence[Publication]) -> str:
    """Name the first of some works."""
    title = list_language_versions(papers[0].name or "")[0]
    quoted = f"'{title[:_MOST_CHARACTERS]}'"
    return f"{quoted} …" if len(papers) > 1 else quoted


def _list_possible_spellings(papers: Sequence[Publication], people: PersonIdentity) -> list[str]:
    """List the spellings that may be the person's, each once."""
    spellings: dict[str, None] = {}
    for paper in papers:
        for person in paper.people:
            if people.may_be_same_person(person):
                spellings[list_language_versions(person.name)[0]] = None
    return list(spellings)
