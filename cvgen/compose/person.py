"""Compose the basics of a profile: the person's names, contacts and photo."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.places import format_location
from cvgen.compose.view import PHOTO, Contact, Photo
from cvgen.compose.wording import Wording, find_telephone_url, strip_scheme
from cvgen.profile.basics import Basics, NetworkProfile
from cvgen.profile.contacts import ContactRecord, find_contact_type
from cvgen.profile.fields import Text, choose_language_version
from cvgen.profile.names import list_language_versions
from cvgen.profile.networks import build_account_url, is_opaque_account
from cvgen.text.bidi import is_rtl, wrap_ltr
from cvgen.text.links import encode_url
from cvgen.text.markup import strip_markup


def format_names(name: Text, wording: Wording) -> list[Markup]:
    """Format the name in the document's language, then in the others."""
    if isinstance(name, str):
        return [wording.format_text(name, marks=False)]
    first, _ = choose_language_version(name, (wording.language, "en"))
    others = [language for language in name if language != first]
    return [wording.format_version(name[tag], tag, marks=False) for tag in (first, *others)]


def list_contacts(basics: Basics, wording: Wording) -> list[Contact]:
    """List the ways to reach the person, then personal facts."""
    contacts: list[Contact] = []
    for mail in basics.email:
        contact = _compose_contact(
            "email", Markup.escape(mail.email), wording, f"mailto:{mail.email}"
        )
        contacts.append(_add_type(contact, mail, wording))
    for phone in basics.phone:
        url = find_telephone_url(phone.phone)
        contact = _compose_contact("phone", _escape_unbroken(phone.phone), wording, url)
        contacts.append(_add_type(contact, phone, wording))
    if basics.url:
        text = Markup.escape(strip_scheme(basics.url))
        contacts.append(_compose_contact("url", text, wording, basics.url))
    contacts += [_compose_account(account, wording) for account in basics.profiles]
    for address in basics.location:
        location = format_location(address, wording)
        if location:
            contact = _compose_contact("location", location, wording)
            contacts.append(_add_type(contact, address, wording))
    for kind, text in _format_facts(basics, wording).items():
        if text:
            contacts.append(_compose_contact(kind, text, wording))
    return contacts


def _add_type(contact: Contact, record: ContactRecord, wording: Wording) -> Contact:
    """Say which of several it is, in the word of the language where there is one."""
    if not record.type:
        return contact
    known = find_contact_type(record.type)
    word = wording.word(known) if known else ""
    return replace(contact, type=word or strip_markup(wording.format_text(record.type)))


def _format_facts(basics: Basics, wording: Wording) -> dict[str, Markup]:
    """Format the personal facts by their names; those that are not said are empty."""
    birth_date = ""
    if basics.birthDate:
        birth_date = wording.locale.format_date(basics.birthDate)
    return {
        "pronouns": wording.format_text(basics.pronouns),
        "nationality": wording.format_text(basics.nationality),
        "workPermit": wording.format_text(basics.workPermit),
        "availability": wording.format_text(basics.availability),
        "birthDate": Markup.escape(birth_date),
    }


def _compose_contact(kind: str, text: Markup, wording: Wording, url: str = "") -> Contact:
    if url or kind == "phone":
        text = _isolate_address(text, wording)
    return Contact(kind, wording.word(kind), text, encode_url(url))


def _compose_account(account: NetworkProfile, wording: Wording) -> Contact:
    """Compose an account; without an address it gets the usual one of its network.

    Where its name is but a number, the network's own word stands for it.
    """
    name = wording.format_text(account.network, marks=False)
    label = strip_markup(name)
    names = list_language_versions(account.network)
    username = account.username or ""
    url = account.url or _find_first_url(names, username)
    text = name
    is_opaque = any(is_opaque_account(each, username) for each in names)
    if username and not is_opaque:
        text = _escape_unbroken(username)
    elif url and not is_opaque:
        text = Markup.escape(strip_scheme(url))
    return Contact(label.lower(), label, _isolate_address(text, wording), encode_url(url))


def _find_first_url(network_names: Iterable[str], username: str) -> str:
    """Find the address of an account by the names that its network has in several languages."""
    for name in network_names:
        url = build_account_url(name, username)
        if url:
            return url
    return ""


def compose_photo(picture: Path | None, name: str, wording: Wording) -> Photo | None:
    """Point at the photo, and say what it shows."""
    if not picture:
        return None
    return Photo(PHOTO, wording.locale.patterns["photo"].format(name=name))


def _isolate_address(text: Markup, wording: Wording) -> Markup:
    """Keep an address or a number whole in a line from right to left."""
    if is_rtl(wording.language):
        return wrap_ltr(text)
    return text


def _escape_unbroken(text: str) -> Markup:
    return Markup.escape(text.replace(" ", "\N{NO-BREAK SPACE}"))
