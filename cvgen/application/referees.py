"""Takes an application and its profile, gives which referees it names, and a finding for each who has not agreed to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cvgen.application.model import Application
from cvgen.errors import Diagnostic, Place, did_you_mean
from cvgen.profile.fields import in_language
from cvgen.profile.load import Profile
from cvgen.profile.sections import Reference
from cvgen.profile.select import select

_STATES = {
    None: (
        "nothing says that {} agreed to be a referee",
        "once they have, write 'consent: agreed' in the profile",
    ),
    "asked": (
        "{} was asked to be a referee, and has not agreed yet",
        "once they have, write 'consent: agreed' in the profile",
    ),
    "declined": (
        "{} declined to be a referee",
        "name another, or take them out of this application",
    ),
}


@dataclass(frozen=True, slots=True)
class Referee:
    """A reference of the profile, with its number there (from 0) and its place in the file."""

    entry: Reference
    number: int
    place: Place

    @property
    def names(self) -> tuple[str, ...]:
        """List by what an application may call it: `id`, and the name in each language."""
        name = self.entry.name or ""
        return tuple(
            filter(None, (self.entry.id, *(name.values() if isinstance(name, dict) else (name,))))
        )


def known(profile: Profile) -> list[Referee]:
    """List the references of a profile."""
    return [
        Referee(entry, number, profile.tree.place((*section.path, number)))
        for section in profile.sections
        for number, entry in enumerate(section.entries)
        if isinstance(entry, Reference)
    ]


def chosen(application: Application, profile: Profile) -> list[Referee]:
    """List those that an application names, in its order; all of the profile's where it names none."""
    there = known(profile)
    if not application.referees:
        return there
    return [one for name in application.referees for one in there if name in one.names]


def findings(application: Application, profile: Profile) -> list[Diagnostic]:
    """Tell of names that no reference has (an error), and of who is named or printed without having agreed."""
    there = known(profile)
    names = {name for one in there for name in one.names}
    strange = [
        Diagnostic(
            "A300",
            f"the profile has no reference '{name}'",
            application.tree.place(("referees", number)),
            did_you_mean(name, names),
        )
        for number, name in enumerate(application.referees)
        if name not in names
    ]
    named = (
        chosen(application, profile)
        if application.referees
        else _printed(application, profile, there)
    )
    return [*strange, *_not_agreed(named, application)]


def _printed(application: Application, profile: Profile, there: list[Referee]) -> list[Referee]:
    """List whom the documents print: a block of referees all of them, a CV those that its variant keeps."""
    if any(wish.kind == "referees" for wish in application.documents):
        return there
    cvs = [
        wish
        for wish in application.documents
        if wish.kind in ("cv", "short-cv") and wish.file is None
    ]
    seen = [
        select(profile, wish.variant or application.variant, wish.audience or application.audience)
        for wish in cvs
    ]
    kept = {name for one in seen for printed in known(one) for name in printed.names}
    return [one for one in there if kept & {*one.names}]


def _not_agreed(named: Iterable[Referee], application: Application) -> Iterator[Diagnostic]:
    for one in named:
        who = in_language(one.entry.name or one.entry.id or "this reference", ("en",))[1]
        if one.entry.consent != "agreed":
            message, hint = _STATES[one.entry.consent]
            yield Diagnostic("A301", message.format(who), one.place, hint, "warning")
        elif one.entry.askedFor and not _is_for(one.entry.askedFor, application):
            hint = f"once they know of it, add '{application.name}' to 'askedFor'"
            yield Diagnostic(
                "A302",
                f"{who} agreed to be a referee, but was not asked for this application",
                one.place,
                hint,
                "warning",
            )


def _is_for(asked: Iterable[str], application: Application) -> bool:
    called = {
        application.name,
        application.reference,
        application.programme,
        application.institution,
    }
    return bool({name.casefold() for name in called if name} & {name.casefold() for name in asked})
