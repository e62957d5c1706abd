"""Takes a profile, gives what must not be found in a file: who it is about, or what is kept back from its reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from cvgen.compose import locale
from cvgen.profile import audience as redaction
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.load import Profile
from cvgen.profile.names import in_order, people, plain, spelled
from cvgen.profile.private import told
from cvgen.profile.publications import Publication

_MANY_LETTERS = 8  # so many are found in no other word


@dataclass(frozen=True, slots=True)
class Secret:
    """What must not be found: in words what it is, its other spellings in plain letters; `loose` is what others may share."""

    text: str
    what: str
    loose: bool = False
    spellings: frozenset[str] = frozenset()


def secrets_of(profile: Profile) -> tuple[Secret, ...]:
    """List what would tell who a profile's person is: names in every spelling, and whatever leads to them."""
    basics = profile.basics
    found = [
        *_names(basics),
        *_contacts(basics),
        *(secret for account in basics.profiles for secret in _account(account)),
    ]
    orcid = people(basics, {}).orcid
    found += [Secret(orcid, "the ORCID")] if orcid else []
    others = _surnames_of_others(profile)
    found = [secret for secret in found if not (secret.loose and plain(secret.text) in others)]
    return tuple(
        {plain(secret.text): secret for secret in reversed(found) if plain(secret.text)}.values()
    )[::-1]


def _surnames_of_others(profile: Profile) -> set[str]:
    """Collect the surnames that co-authors have: what several people are called tells nothing of one."""
    who = people(profile.basics, {})
    papers = (
        entry
        for section in profile.sections
        for entry in section.entries
        if isinstance(entry, Publication)
    )
    others = (
        author
        for paper in papers
        for author in paper.authors
        if not who.is_own(author) and not who.may_be_own(author)
    )
    return {
        plain(in_order(name)[-1])
        for author in others
        for name in spelled(author.name)
        if in_order(name)
    }


def kept_back(profile: Profile, seen: Profile) -> tuple[Secret, ...]:
    """List the addresses and numbers that are kept back from a reader, unless what they see says the same elsewhere."""
    hidden = redaction.identifiers(
        profile, redaction.unseen(profile, redaction.audience(seen.settings.audience))
    )
    shown = redaction.identifiers(seen, [("basics",), *(section.path for section in seen.sections)])
    return tuple(
        Secret(text, f"{told([path])}, which is kept back,")
        for text, path in hidden.items()
        if text not in shown
    )


def _names(basics: Basics) -> Iterator[Secret]:
    """Give each name with the spellings that no earlier one has, and what co-authors may share."""
    known = set[str]()
    names = [*spelled(basics.name), *basics.alternateNames]
    for name in names:
        spellings = people(Basics(name=name), {}).own - known
        if spellings:
            known |= spellings
            yield Secret(name, "the name", spellings=spellings)
    for words in map(in_order, names):
        for other in (
            dict.fromkeys((words[-1], words[1]))
            if len(words) > 2 and len(plain(words[0])) > 1
            else ()
        ):
            yield Secret(f"{words[0]} {other}", "the name", loose=True)
        if len(words) > 1:
            yield Secret(
                words[-1],
                "the surname",
                loose=True,
                spellings=people(Basics(name=words[-1]), {}).own,
            )


def _contacts(basics: Basics) -> Iterator[Secret]:
    if basics.email:
        spoken = basics.email.replace("@", " at ")
        yield Secret(
            basics.email,
            "the e-mail address",
            spellings=frozenset({plain(spoken), plain(spoken.replace(".", " dot "))}),
        )
    yield from [Secret(basics.phone, "the phone number")] if basics.phone else []
    yield from _address(basics.url, "the web address")
    street = basics.location.address if basics.location else None
    yield from (Secret(text, "the street address") for text in (spelled(street) if street else ()))


def _account(account: NetworkProfile) -> Iterator[Secret]:
    network = spelled(account.network)[0]
    what = "the ORCID" if network.lower() == "orcid" else f"the account at {network}"
    name = account.username
    if name:
        loose = name.isalpha() and len(name) < _MANY_LETTERS
        yield Secret(name, what, loose=loose)
        yield from _address(
            locale.networks().get(network.lower(), "").format(username=name) if loose else "", what
        )
    yield from _address(account.url, what)


def _address(url: str | None, what: str) -> Iterator[Secret]:
    """Give the host and the path; a host by itself only where it is nobody else's."""
    parts = urlsplit(unquote(url or ""))
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.strip("/")
    shared = {
        (urlsplit(address).hostname or "").removeprefix("www.")
        for address in locale.networks().values()
    }
    if host and (path or parts.query or host not in shared):
        yield Secret(
            host + (f"/{path}" if path else "") + (f"?{parts.query}" if parts.query else ""), what
        )
