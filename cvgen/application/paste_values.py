"""Format the facts of a profile as plain text, by the names that a target's fields use."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from cvgen.application.plaintext import format_blocks, format_plain
from cvgen.compose import compose
from cvgen.compose.locale import Locale
from cvgen.compose.places import format_country
from cvgen.compose.view import Item
from cvgen.compose.wording import Wording, strip_scheme
from cvgen.errors import VariantError
from cvgen.plan.filename import AsciiName, romanize_person
from cvgen.profile.fields import LocationRecord, Text
from cvgen.profile.kinds import KINDS
from cvgen.profile.model import Profile
from cvgen.profile.name_parse import guess_unspaced_parts
from cvgen.profile.names import choose_name_version
from cvgen.text.joining import join_filled
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block

NAME_FACTS = ("name", "given-name", "surname", "name-in-letters")
PERSON_FACTS = (
    *NAME_FACTS,
    "email",
    "phone",
    "address",
    "website",
    "accounts",
    "pronouns",
    "nationality",
    "birth-date",
    "headline",
    "summary",
)
KNOWN_NAMES = (*PERSON_FACTS, *KINDS)
# The profile's names for what a field may be filled from.
_ALIASES = {
    "birthDate": "birth-date",
    "location": "address",
    "url": "website",
    "profiles": "accounts",
    "label": "headline",
    "referees": "references",
}
_MARKS = compile_late(r'<span class="marks">(?:[^<]|<span[^>]*>[^<]*</span>)*</span>')
_PERSISTENT_URLS = ("https://doi.org/", "https://arxiv.org/")


def normalize_source(source: str) -> str:
    """Return the name of a value; that of JSON Resume, such as `basics.url`, will do too."""
    name = source.strip().removeprefix("basics.")
    return _ALIASES.get(name, name)


def format_person(profile: Profile, locale: Locale, today: date) -> dict[str, str]:
    """Format the facts about the person; what the profile does not say, or hides, is missing."""
    basics = profile.basics
    formatter = _FactFormatter(Wording(locale, profile.tree, today))
    facts = _list_names(profile, locale)
    facts["email"] = next((mail.email for mail in basics.email), "")
    facts["phone"] = next((phone.phone for phone in basics.phone), "")
    facts["address"] = formatter.format_address(next(iter(basics.location), None))
    facts["website"] = basics.url
    facts["accounts"] = formatter.format_accounts(profile)
    facts["pronouns"] = formatter.format_text(basics.pronouns)
    facts["nationality"] = formatter.format_text(basics.nationality)
    facts["birth-date"] = str(basics.birthDate or "")
    facts["headline"] = formatter.format_text(basics.label)
    facts["summary"] = formatter.format_paragraphs(basics.summary)
    return {fact: value for fact, value in facts.items() if value}


def _list_names(profile: Profile, locale: Locale) -> dict[str, str | None]:
    """List the forms of the person's name; one that cannot be taken apart is so in A to Z.

    Without a spelling in A to Z, a frequent surname is looked for.
    """
    name = choose_name_version(profile.basics, (locale.language, "en"))
    ascii_name = _romanize_name(profile)
    given_name = name.parts.given
    surname = name.parts.surname
    if not surname and ascii_name.surname:
        given_name, surname = ascii_name.given, ascii_name.surname
    elif not surname:
        parts = guess_unspaced_parts(name.bare_text)
        given_name, surname = parts.given, parts.surname or parts.literal
    return {
        "name": name.text,
        "given-name": given_name,
        "surname": surname,
        "name-in-letters": f"{ascii_name.given} {ascii_name.surname}".strip(),
    }


def _romanize_name(profile: Profile) -> AsciiName:
    """Return the name in A to Z, as a passport has it, where one of its spellings allows that."""
    try:
        return romanize_person(profile)
    except VariantError:
        return AsciiName("", "")


class _FactFormatter:
    """Formats single facts in the language of a wording."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def format_text(self, text: Text | None) -> str:
        """Format a text in the version for the language."""
        return format_plain(self.wording.format_text(text))

    def format_paragraphs(self, text: Text | None) -> str:
        """Format a text of several paragraphs."""
        return "\n\n".join(format_blocks(self.wording.format_prose(text)))

    def format_address(self, location: LocationRecord | None) -> str:
        """Format an address in lines, from the street to the country."""
        if location is None:
            return ""
        city = join_filled(" ", location.postalCode, self.format_text(location.city))
        country = format_plain(format_country(location.countryCode, self.wording))
        street = self.format_text(location.address)
        region = self.format_text(location.region)
        return join_filled("\n", street, city, region, country)

    def format_accounts(self, profile: Profile) -> str:
        """Format the accounts in networks, a line each."""
        lines = []
        for account in profile.basics.profiles:
            network = self.format_text(account.network)
            user = account.username or strip_scheme(account.url or "")
            lines.append(join_filled(": ", network, user))
        return "\n".join(lines)


def format_sections(profile: Profile, locale: Locale, today: date) -> dict[str, list[str]]:
    """Format the entries of each section by its kind, a publication as one citation.

    An entry that stands in several lists of publications comes once.
    """
    document, _ = compose(profile, locale, today)
    texts_by_kind: dict[str, dict[object, str]] = {}
    for section in document.sections:
        for item in section.items:
            if section.kind == "publications":
                text = _format_publication(item)
            else:
                text = _format_entry(item, section.layout, document.colon)
            texts_by_kind.setdefault(section.kind, {}).setdefault(item.origin, text)
    return {kind: list(texts.values()) for kind, texts in texts_by_kind.items()}


def _format_entry(item: Item, layout: str, colon: str) -> str:
    """Format an entry, a line for each thing that a form may ask for by itself."""
    title = format_plain(item.title)
    subtitle = format_plain(item.subtitle)
    lines = [title, subtitle]
    if layout == "pairs":
        lines = [join_filled(colon, title, subtitle)]
    lines += [format_plain(item.place), format_plain(item.period)]
    for detail in item.details:
        text = format_plain(detail.text)
        if detail.label:
            text = f"{detail.label}{colon}{text}"
        lines.append(text)
    lines += format_blocks(item.text)
    if item.points:
        lines += format_blocks([Block("points", points=item.points)])
    lines += [_format_entry(position, layout, colon) for position in item.positions]
    return join_filled("\n", *lines)


def _format_publication(item: Item) -> str:
    """Format a publication in one line, with its persistent address at the end."""
    citation = format_plain(item.citation)
    if not citation:
        people = Markup(_MARKS.sub("", str(item.people)))
        fields = (people, item.title, item.subtitle, item.status, item.period)
        sentences = [format_plain(text).rstrip(".") for text in fields]
        citation = join_filled(". ", *sentences) + "."
    url = _find_persistent_url(item)
    if not url or url in citation:
        return citation
    return f"{citation} {url}"


def _find_persistent_url(item: Item) -> str | None:
    for link in item.links:
        if link.url.startswith(_PERSISTENT_URLS):
            return link.url
    return None
