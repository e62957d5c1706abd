"""Takes the basics of a profile, gives the person's names, contacts and photo in words."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from cvgen.compose import locale
from cvgen.compose.view import PHOTO, Contact, Photo
from cvgen.compose.wording import Wording, address
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.fields import Text, in_language
from cvgen.text import bidi as scripts
from cvgen.text import markup as inline


def names(name: Text, wording: Wording) -> list[Markup]:
    """Give the name in the document's language, then in the others."""
    if isinstance(name, str):
        return [wording.text(name, marks=False)]
    first, _ = in_language(name, (wording.language, "en"))
    order = [first, *(language for language in name if language != first)]
    return [wording.written(name[language], language, marks=False) for language in order]


def contacts(basics: Basics, wording: Wording) -> list[Contact]:
    """List the ways to reach the person, then personal facts."""
    found = []
    if basics.email:
        found.append(
            _contact("email", Markup.escape(basics.email), wording, "mailto:" + basics.email)
        )
    if basics.phone:
        found.append(
            _contact(
                "phone", _unbroken(basics.phone), wording, "tel:" + "".join(basics.phone.split())
            )
        )
    if basics.url:
        found.append(_contact("url", Markup.escape(address(basics.url)), wording, basics.url))
    found += [_account(account, wording) for account in basics.profiles]
    if basics.location:
        found.append(_contact("location", wording.location(basics.location), wording))
    return found + [
        _contact(name, fact, wording) for name, fact in _facts(basics, wording).items() if fact
    ]


def _facts(basics: Basics, wording: Wording) -> dict[str, Markup]:
    born = wording.locale.date(basics.birthDate) if basics.birthDate else ""
    facts = {
        "pronouns": wording.text(basics.pronouns),
        "nationality": wording.text(basics.nationality),
    }
    return {**facts, "birthDate": Markup.escape(born)}


def _contact(kind: str, text: Markup, wording: Wording, url: str = "") -> Contact:
    return Contact(kind, wording.word(kind), _isolated(text, wording) if url else text, url)


def _account(account: NetworkProfile, wording: Wording) -> Contact:
    """Word an account; without an address it gets the usual one of its network."""
    name = wording.text(account.network, marks=False)
    kind = inline.bare(name)
    pattern = locale.networks().get(kind.lower(), "")
    url = account.url or (pattern.format(username=account.username) if account.username else "")
    text = (
        _unbroken(account.username)
        if account.username
        else Markup.escape(address(url))
        if url
        else name
    )
    return Contact(kind.lower(), kind, _isolated(text, wording), url)


def photo(picture: Path | None, name: str, wording: Wording) -> Photo | None:
    """Point at the photo, and say what it shows."""
    alternative = wording.locale.patterns["photo"].format(name=name)
    return Photo(PHOTO, alternative) if picture else None


def _isolated(text: Markup, wording: Wording) -> Markup:
    """Keep an address or a number whole in a line from right to left."""
    return scripts.wrap_ltr(text) if scripts.is_rtl(wording.language) else text


def _unbroken(text: str) -> Markup:
    return Markup.escape(text.replace(" ", "\N{NO-BREAK SPACE}"))
