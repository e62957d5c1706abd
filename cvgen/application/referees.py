"""Select the referees that an application names, and check that each has agreed to be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from cvgen.application.model import Application, DocumentRequest
from cvgen.errors import Diagnostic, Place, did_you_mean
from cvgen.profile.fields import choose_language_version
from cvgen.profile.model import Profile
from cvgen.profile.sections import Reference
from cvgen.profile.select import select_variant

# The message and the hint for each state of consent but 'agreed'.
_CONSENT_FINDINGS = {
    None: (
        "nothing says that {} agreed to be a referee",
        "once they have, write 'consent: agreed' in the profile",
    ),
    "asked": (
        "{} was asked to be a referee, and has not agreed yet",
        "once they have, write 'consent: agreed' in the profile",
    ),
    "declined": (
        "{} declined to be a referee, and is left out",
        "name another, or take them out of this application",
    ),
}


class Referee(Struct, frozen=True):
    """A reference of the profile, with its number there (from 0) and its place in the file."""

    entry: Reference
    number: int
    place: Place

    @property
    def names(self) -> tuple[str, ...]:
        """List what an application may call it: its `id`, and the name in each language."""
        names = [self.entry.id]
        if isinstance(self.entry.name, dict):
            names += self.entry.name.values()
        else:
            names.append(self.entry.name)
        return tuple(filter(None, names))


def list_referees(profile: Profile) -> list[Referee]:
    """List the references of a profile."""
    referees = []
    for section in profile.sections:
        for number, entry in enumerate(section.entries):
            if isinstance(entry, Reference):
                place = profile.tree.find_place((*section.path, number))
                referees.append(Referee(entry, number, place))
    return referees


def select_referees(application: Application, profile: Profile) -> list[Referee]:
    """List those that an application names, in its order; where it names none, all."""
    referees = list_referees(profile)
    if not application.referees:
        return referees
    selected = []
    for name in application.referees:
        selected += [referee for referee in referees if name in referee.names]
    return selected


def check_referees(application: Application, profile: Profile) -> list[Diagnostic]:
    """Report names that no reference has (errors), and referees who have not agreed (warnings)."""
    if application.referees:
        referees = select_referees(application, profile)
    else:
        referees = _list_printed(application, profile)
    return [*_check_names(application, profile), *_check_consent(referees, application)]


def _check_names(application: Application, profile: Profile) -> Iterator[Diagnostic]:
    names = _collect_names(list_referees(profile))
    for number, name in enumerate(application.referees):
        if name not in names:
            message = f"the profile has no reference '{name}'"
            place = application.tree.find_place(("referees", number))
            yield Diagnostic("A300", message, place, did_you_mean(name, names))


def _list_printed(application: Application, profile: Profile) -> list[Referee]:
    """List whom the documents print: a list of referees all, a CV those that its variant keeps.

    Who declined stands in neither.
    """
    referees = [referee for referee in list_referees(profile) if not referee.entry.has_declined()]
    if any(document.kind == "referees" for document in application.documents):
        return referees
    names: set[str] = set()
    for document in application.documents:
        if document.kind in ("cv", "short-cv") and document.file is None:
            names |= _list_printed_names(application, document, profile)
    return [referee for referee in referees if names.intersection(referee.names)]


def _list_printed_names(
    application: Application, document: DocumentRequest, profile: Profile
) -> set[str]:
    """List the names of those whom a CV prints."""
    variant = document.variant or application.variant
    audience = document.audience or application.audience
    return _collect_names(list_referees(select_variant(profile, variant, audience)))


def _collect_names(referees: Iterable[Referee]) -> set[str]:
    names: set[str] = set()
    for referee in referees:
        names.update(referee.names)
    return names


def _check_consent(referees: Iterable[Referee], application: Application) -> Iterator[Diagnostic]:
    for referee in referees:
        entry = referee.entry
        _, name = choose_language_version(entry.name or entry.id or "this reference", ("en",))
        if entry.consent != "agreed":
            message, hint = _CONSENT_FINDINGS[entry.consent]
            yield Diagnostic("A301", message.format(name), referee.place, hint, "warning")
        elif entry.askedFor and not _is_asked_for(entry.askedFor, application):
            message = f"{name} agreed to be a referee, but was not asked for this application"
            hint = f"once they know of it, add '{application.name}' to 'askedFor'"
            yield Diagnostic("A302", message, referee.place, hint, "warning")


def _is_asked_for(asked_for: Iterable[str], application: Application) -> bool:
    """Say whether one of the names in `askedFor` is the application's, in any case of letters."""
    names = {
        application.name.casefold(),
        application.reference.casefold(),
        application.programme.casefold(),
        application.institution.casefold(),
    }
    names.discard("")
    return any(name.casefold() in names for name in asked_for)
