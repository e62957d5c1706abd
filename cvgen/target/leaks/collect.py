"""Collect from a profile what must not be found in a file.

Who it is about, or what is redacted for its reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from cvgen.profile.audience import collect_identifiers, find_audience, list_hidden_paths
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.model import Profile
from cvgen.profile.name_match import OwnName, fold_spelling, list_foldings, make_own_name
from cvgen.profile.name_parse import parse_name_parts, split_unspaced_name
from cvgen.profile.name_parts import NameParts, is_cjk
from cvgen.profile.name_words import load_name_words
from cvgen.profile.names import (
    identify_person,
    list_language_versions,
    list_names,
    list_romanized_names,
)
from cvgen.profile.networks import build_account_url, load_networks
from cvgen.profile.private import format_paths
from cvgen.profile.publications import Publication

_DISTINCT_LETTERS = 8  # so many are found in no other word


class Secret(Struct, frozen=True):
    """What must not be found: in words what it is, and its other spellings in plain letters.

    What is `loose` may be shared by others. A whole name is found in all its forms too; what
    `takes_endings` also where grammar has put one behind it.
    """

    text: str
    what: str
    loose: bool = False
    spellings: frozenset[str] = frozenset()
    name: OwnName | None = None
    takes_endings: bool = False


def list_identifying_secrets(profile: Profile) -> tuple[Secret, ...]:
    """List what would identify a profile's person.

    Names in every spelling, and whatever leads to them.
    """
    basics = profile.basics
    secrets = [*_list_names(basics), *_list_contacts(basics)]
    for account in basics.profiles:
        secrets += _list_account(account)
    orcid = identify_person(basics, {}).orcid
    if orcid:
        secrets.append(Secret(orcid, "the ORCID"))
    return _drop_doubles(secrets, _collect_coauthor_surnames(profile))


def _drop_doubles(secrets: list[Secret], common_names: set[str]) -> tuple[Secret, ...]:
    """Keep each text once, the first one at the place of the last.

    Names that others share are dropped.
    """
    by_text: dict[str, Secret] = {}
    for secret in reversed(secrets):
        letters = fold_spelling(secret.text)
        is_common = secret.loose and letters in common_names
        if letters and not is_common:
            by_text[_get_home_mark(secret) + letters] = secret
    return tuple(by_text.values())[::-1]


def _get_home_mark(secret: Secret) -> str:
    """Return the ~ before a name in an address: it is another secret than the name itself."""
    return "~" if secret.text.startswith("~") else ""


def _collect_coauthor_surnames(profile: Profile) -> set[str]:
    """Collect the surnames of co-authors.

    What several people are called identifies none of them.
    """
    person = identify_person(profile.basics, {})
    surnames = set()
    for paper in _list_publications(profile):
        for author in paper.people:
            if person.is_same_person(author) or person.may_be_same_person(author):
                continue
            for name in list_language_versions(author.name):
                parts = parse_name_parts(name, author.family)
                for surname in (parts.family, parts.surname, parts.literal):
                    surnames.add(fold_spelling(surname))
    return surnames - {""}


def _list_publications(profile: Profile) -> Iterator[Publication]:
    for section in profile.sections:
        for entry in section.entries:
            if isinstance(entry, Publication):
                yield entry


def list_redacted_secrets(profile: Profile, shown: Profile) -> tuple[Secret, ...]:
    """List the addresses and numbers that are redacted for a reader.

    What they see elsewhere is no secret.
    """
    reader = find_audience(shown.settings.audience)
    hidden_paths = list_hidden_paths(profile, reader)
    hidden = collect_identifiers(profile, hidden_paths)
    shown_paths = [("basics",), *(section.path for section in shown.sections)]
    visible = collect_identifiers(shown, shown_paths)
    secrets = []
    for text, path in hidden.items():
        if text not in visible:
            secrets.append(Secret(text, f"{format_paths([path])}, which is kept back,"))
    return tuple(secrets)


def _list_names(basics: Basics) -> Iterator[Secret]:
    """Yield each name with the spellings that no earlier one has, and what co-authors may share."""
    known = set[str]()
    names = [*list_names(basics), *list_romanized_names(basics)]
    for name in names:
        own_name = make_own_name(name.text, name.parts, name.spellings)
        spellings = _list_spellings(own_name) - known
        if spellings:
            known |= spellings
            text = name.bare_text
            yield Secret(text, "the name", spellings=frozenset(spellings), name=own_name)
    for name in names:
        for parts in (name.parts, *name.spellings):
            yield from _list_partial_names(parts)


def _list_spellings(name: OwnName) -> set[str]:
    """List how a name is written as one word, in plain letters, with given names or initials."""
    spellings = set(name.whole)
    for form in name.forms:
        if not form.certain or not form.given:
            continue
        words = [word.rstrip(".") for word in form.given]
        initials = [word[0] for word in words]
        for given in ("".join(words), "".join(initials)):
            spellings |= {given + form.surname, form.surname + given}
    return spellings


def _list_partial_names(parts: NameParts) -> Iterator[Secret]:
    """Yield what of a name may tell the person: first names beside each other, and the surname.

    Of a name in Chinese letters, also the given name by itself.
    """
    given = parts.given.split()
    if given and len(fold_spelling(given[0])) > 1:
        for word in (*given[1:2], parts.family):
            yield Secret(f"{given[0]} {word}", "the name", loose=True)
    for surname in dict.fromkeys((parts.surname, parts.family)):
        if surname and (given or parts.title):
            spellings = frozenset(list_foldings(surname))
            yield Secret(
                surname, "the surname", loose=True, spellings=spellings, takes_endings=True
            )
            if not is_cjk(surname):
                yield Secret(f"~{surname}", "the surname")
    given_alone = _split_unspaced_given(parts)
    if given_alone:
        yield Secret(given_alone, "the given name", loose=True)


def _split_unspaced_given(parts: NameParts) -> str:
    """Return the given name, of two letters or more, of a name in Chinese or Korean letters."""
    whole = parts.literal or parts.family + parts.given
    if not is_cjk(whole):
        return ""
    given = parts.given or split_unspaced_name(whole)
    return given if len(given) > 1 else ""


def _list_contacts(basics: Basics) -> Iterator[Secret]:
    for mail in basics.email:
        yield Secret(mail.email, "the e-mail address", spellings=_spell_email(mail.email))
        yield from _list_mailbox(mail.email)
    for phone in basics.phone:
        yield Secret(phone.phone, "the phone number")
    yield from _list_address(basics.url, "the web address")
    for address in basics.location:
        for text in list_language_versions(address.address or ""):
            yield Secret(text, "the street address")


def _list_mailbox(email: str) -> Iterator[Secret]:
    """Yield what stands before the @, unless everybody has it, and a home page named so."""
    mailbox = email.partition("@")[0]
    if mailbox.casefold() in load_name_words("mailboxes"):
        return
    if len(fold_spelling(mailbox)) >= _DISTINCT_LETTERS or not mailbox.isalpha():
        yield Secret(mailbox, "the name in the e-mail address")
    yield Secret(f"~{mailbox}", "the name in the e-mail address")


def _spell_email(email: str) -> frozenset[str]:
    """Return an address as people write it to hide it from machines: "ada at example dot org"."""
    spoken = email.replace("@", " at ")
    return frozenset({fold_spelling(spoken), fold_spelling(spoken.replace(".", " dot "))})


def _list_account(account: NetworkProfile) -> Iterator[Secret]:
    network = list_language_versions(account.network)[0]
    what = f"the account at {network}"
    if network.lower() == "orcid":
        what = "the ORCID"
    name = account.username
    if name:
        is_common_word = name.isalpha() and len(name) < _DISTINCT_LETTERS
        yield Secret(name, what, loose=is_common_word)
        if is_common_word:
            yield from _list_address(build_account_url(network, name), what)
    yield from _list_address(account.url, what)


def _list_address(url: str | None, what: str) -> Iterator[Secret]:
    """Yield the host and the path; a host by itself only where it is nobody else's."""
    parts = urlsplit(unquote(url or ""))
    host = _strip_www(parts.hostname)
    path = parts.path.strip("/")
    if not host:
        return
    is_own_host = host not in _list_network_hosts()
    if not (path or parts.query or is_own_host):
        return
    text = host
    if path:
        text += f"/{path}"
    if parts.query:
        text += f"?{parts.query}"
    yield Secret(text, what)


def _list_network_hosts() -> set[str]:
    """List the hosts of networks, which many people share."""
    hosts = set()
    for network in load_networks().values():
        host = urlsplit(network.url).hostname or ""
        if "{" not in host:
            hosts.add(_strip_www(host))
    return hosts


def _strip_www(host: str | None) -> str:
    return (host or "").removeprefix("www.")
