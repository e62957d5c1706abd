"""Write who it is as a vCard 3.0 (RFC 2426), which phones and mail programs read."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator

from cvgen.compose.countries import load_countries
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.facts import FactWriter, format_iso_date
from cvgen.exporters.losses import LossList
from cvgen.exporters.plain import read_plain
from cvgen.files.photo import make_printable
from cvgen.profile.contacts import ContactRecord, find_contact_type, load_contact_types
from cvgen.profile.fields import LocationRecord
from cvgen.profile.names import choose_name_version
from cvgen.profile.networks import build_account_url
from cvgen.text.links import encode_url

_LINE_OCTETS = 75  # without the end of the line
_MOST_PHOTO_BYTES = 200_000  # of a card that is sent around
_WITHOUT_PLACE = ("pronouns", "nationality", "workPermit", "availability")
_PNG_SIGNATURE = b"\x89PNG"


def export_vcard(order: ExportOrder) -> Export:
    """Write a card of the person, with the photo if it is small."""
    losses = LossList("a vCard", order.plan.profile)
    for key in _WITHOUT_PLACE:
        if getattr(order.plan.profile.basics, key):
            losses.leave_out(f"'{key}'", ("basics", key))
    lines = ["BEGIN:VCARD", "VERSION:3.0", "PRODID:-//cvgen//cvgen//EN"]
    lines += _list_names(order)
    lines += _list_contacts(order, losses)
    lines += _list_accounts(order, losses)
    lines += _list_photo(order, losses)
    lines.append(f"REV:{order.plan.today.isoformat()}T00:00:00Z")
    lines.append("END:VCARD")
    text = "".join(map(_fold_line, lines))
    return Export({".vcf": text.encode()}, losses.list_findings())


def _list_names(order: ExportOrder) -> Iterator[str]:
    """Write the name as it is printed and in its parts; a name in another script is a further one.

    Phones find the person by a further name too.
    """
    document = order.document
    name = read_plain(document.name)
    parts = choose_name_version(order.plan.profile.basics, (document.language, "en")).parts
    family = parts.surname or parts.literal or name
    yield _format_line("FN", [name])
    yield _format_line("N", [family, parts.given, "", parts.title, parts.name_suffix])
    if document.other_names:
        yield _format_line("NICKNAME", map(read_plain, document.other_names), joint=",")
    if document.label:
        yield _format_line("TITLE", [read_plain(document.label)])


def _list_contacts(order: ExportOrder, losses: LossList) -> Iterator[str]:
    facts = FactWriter(order.document.language)
    basics = order.plan.profile.basics
    for mail in basics.email:
        yield _format_line(f"EMAIL;TYPE=INTERNET{_find_types(mail)}", [mail.email])
    for phone in basics.phone:
        yield _format_line(f"TEL;TYPE=VOICE{_find_types(phone)}", [phone.phone])
    if basics.url:
        yield f"URL:{encode_url(basics.url)}"
    for address in basics.location:
        name = f"ADR{_find_types(address).replace(',', ';TYPE=', 1)}"
        yield _format_line(name, _list_address(address, order, facts))
    if basics.birthDate and basics.birthDate.day:
        yield f"BDAY:{format_iso_date(basics.birthDate)}"
    elif basics.birthDate:
        losses.leave_out("a date of birth without its day", ("basics", "birthDate"))


def _find_types(record: ContactRecord) -> str:
    """Find the word of a vCard for what a contact is (RFC 2426, 3.2.1, 3.3.1); else nothing."""
    known = load_contact_types().get(find_contact_type(record.type), {})
    if "vcard" in known:
        return f",{known['vcard']}"
    return ""


def _list_accounts(order: ExportOrder, losses: LossList) -> Iterator[str]:
    """Write the address of each account, with the word for it that phones show."""
    facts = FactWriter(order.document.language)
    for number, account in enumerate(order.plan.profile.basics.profiles, start=1):
        network = facts.choose_text(account.network)
        url = account.url or build_account_url(network, account.username or "")
        if url:
            yield f"item{number}.URL:{encode_url(url)}"
            yield _format_line(f"item{number}.X-ABLabel", [network])
        else:
            losses.leave_out("an account without address", ("basics", "profiles", number - 1))


def _list_address(location: LocationRecord, order: ExportOrder, facts: FactWriter) -> list[str]:
    """List the parts of an address; the first two are a box and what belongs to the street."""
    country = (location.countryCode or "").upper()
    if country:
        countries = load_countries(order.plan.locale.words_of, order.plan.locale.territory)
        country = countries.get(country, country)
    street = facts.choose_text(location.address)
    city = facts.choose_text(location.city)
    region = facts.choose_text(location.region)
    return ["", "", street, city, region, location.postalCode or "", country]


def _list_photo(order: ExportOrder, losses: LossList) -> Iterator[str]:
    picture = order.plan.profile.picture
    if not picture or order.plan.style.options.get("photo") == "false":
        return
    data = make_printable(picture.read_bytes())
    if len(data) > _MOST_PHOTO_BYTES:
        losses.leave_out("a photo of more than 200 kB", ("basics", "image"))
        return
    kind = "PNG" if data.startswith(_PNG_SIGNATURE) else "JPEG"
    yield f"PHOTO;ENCODING=b;TYPE={kind}:{b64encode(data).decode()}"


def _format_line(name: str, parts: Iterable[str], joint: str = ";") -> str:
    return f"{name}:{joint.join(map(_escape, parts))}"


def _escape(text: str) -> str:
    r"""Escape what parts values (RFC 2426, 4); a line break is `\n`."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _fold_line(line: str) -> str:
    """Fold a line at 75 octets, and not inside a letter (RFC 2425, 5.8.1)."""
    folded = ""
    octets = 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > _LINE_OCTETS:
            folded += "\r\n "
            octets = 1
        folded += letter
        octets += size
    return f"{folded}\r\n"
