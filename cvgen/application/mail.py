"""Compose the mail of an application as a message (RFC 5322) for a mail program.

cvgen itself never sends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from msgspec import Struct
from msgspec.structs import replace

from cvgen.application.context import ApplicationContext
from cvgen.application.mail_body import format_mail_body
from cvgen.application.model import Application, MailRequest
from cvgen.application.placeholders import read_filled_prose
from cvgen.compose.locale import Locale
from cvgen.errors import Diagnostic, PacketError, Place
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.model import Profile
from cvgen.profile.names import choose_name_version
from cvgen.render.fields import fill_fields
from cvgen.text.patterns import compile_late
from cvgen.text.transliterate import romanize
from cvgen.text.units import MEGABYTE

# Megabytes of the whole mail, with its files as they travel: beyond them, it may come back.
_SIZE_LIMITS = (
    (25, "most mail servers refuse it"),
    (20, "many mail servers refuse it"),
    (10, "some mail servers refuse it"),
)
_ADDRESS = compile_late(r"(?:(?P<name>[^<>]*+)<(?P<inside>[^<>]*)>|(?P<bare>\S+))")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)"
_MAILBOX = compile_late(rf"{_ATOM}(?:\.{_ATOM})*@{_DOMAIN}")
_LONGEST_ADDRESS = 254  # characters, by RFC 5321
_CONTROLS = compile_late("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")

_EMAIL: KeyPath = ("basics", "email")


class MailAttachment(Struct, frozen=True):
    """A file to go with a mail: its name, and its bytes."""

    name: str
    data: bytes


class MailMessage(Struct, frozen=True):
    """What a mail says; `body` is Markdown.

    Addresses are `fay@example.org` or `Fay Fictitious <fay@example.org>`. An empty sender is left
    to the mail program.
    """

    sender: str
    to: tuple[str, ...]
    subject: str
    body: str
    day: date
    cc: tuple[str, ...] = ()
    place: Place | None = None


class MailFile(Struct, frozen=True):
    """The bytes of an .eml file, with what its writer should know."""

    data: bytes
    warnings: tuple[Diagnostic, ...]


def compose_mail(context: ApplicationContext, files: Sequence[MailAttachment]) -> MailFile:
    """Compose the mail of an application, from the profile's person, with its fields filled in.

    Raises PacketError with all findings, or ProfileError for a text that cannot be read.
    """
    application = context.application
    request = application.mail or MailRequest()
    languages = (context.locale.language, "en")
    name = choose_name_version(context.profile.basics, languages).text
    values = context.list_field_values(context.locale)
    subject_place = application.tree.find_place(("mail", "subject"))
    subject = fill_fields(request.subject, values, subject_place)
    if not subject:
        subject = _make_subject(application, name, context.locale)
    body = ""
    if request.body:
        body = read_filled_prose(request.body, values)
    message = MailMessage(
        _format_sender(name, context.profile),
        request.to,
        subject,
        body,
        context.environment.today,
        request.cc,
        application.tree.find_place(("mail",)),
    )
    file = format_mail(message, context.locale, files)
    if message.sender:
        return file
    return replace(file, warnings=(*file.warnings, _describe_private_sender(context.profile)))


def _format_sender(name: str, profile: Profile) -> str:
    """Format who sends a mail; nobody, where the address is private, which a mail would tell.

    Raises PacketError where the profile has none.
    """
    for index, mail in enumerate(profile.basics.email):
        if not profile.tree.is_private((*_EMAIL, index)):
            return f"{name} <{mail.email}>"
    if profile.basics.email:
        return ""
    raise PacketError(
        Diagnostic(
            "A403",
            "the profile has no e-mail address to write from",
            profile.tree.find_place(("basics",), key=True),
            "add 'email:' to 'basics'",
        )
    )


def _describe_private_sender(profile: Profile) -> Diagnostic:
    message = "the e-mail address is private, so the draft says nothing of its sender"
    hint = "your mail program adds the address that it sends from"
    return Diagnostic("A406", message, profile.tree.find_place(_EMAIL), hint, "warning")


def _make_subject(application: Application, name: str, locale: Locale) -> str:
    """Make a subject where nobody wrote one: what the application is for, and who writes."""
    parts = []
    if application.programme:
        parts.append(application.programme)
    if application.reference:
        parts.append(f"({application.reference})")
    if not parts:
        return ""
    return " ".join(parts) + locale.words["colon"] + name


def format_mail(message: MailMessage, locale: Locale, files: Sequence[MailAttachment]) -> MailFile:
    """Format a message as an .eml file, with the same bytes for the same message.

    Raises PacketError for addresses that are none, with all of them.
    """
    mail = EmailMessage(SMTP)
    for name, value in _make_headers(message).items():
        mail[name] = value
    warnings: list[Diagnostic] = []

    def report(code: str, text: str, hint: str, _: str) -> None:
        warnings.append(Diagnostic(code, text, message.place, hint, "warning"))

    body = format_mail_body(message.body, locale, report)
    mail.set_content(body.text, cte="quoted-printable", params={"format": "flowed"})
    mail.add_alternative(body.html, subtype="html", cte="quoted-printable")
    for file in files:
        _attach_file(mail, file)
    _set_boundaries(mail)
    data = mail.as_bytes()
    warnings += _check_missing_parts(message)
    warnings += _check_size(data, message.place)
    return MailFile(data, tuple(warnings))


def _make_headers(message: MailMessage) -> dict[str, str | Address | tuple[Address, ...]]:
    """Make the headers of a message that is not sent yet.

    `X-Unsent` makes Outlook open it for editing. The program that sends it adds a Message-ID.
    """
    headers: dict[str, str | Address | tuple[Address, ...]] = {}
    invalid: list[str] = []
    senders: tuple[str, ...] = ()
    if message.sender:
        senders = (message.sender,)
    fields = {"From": senders, "To": message.to, "Cc": message.cc}
    for name, texts in fields.items():
        addresses = []
        for text in texts:
            address = _parse_address(text)
            if address is None:
                invalid.append(text)
            else:
                addresses.append(address)
        if addresses:
            headers[name] = tuple(addresses)
    if invalid:
        raise _describe_invalid_addresses(invalid, message.place)
    headers["Subject"] = clean_header_text(message.subject)
    headers["Date"] = format_datetime(datetime.combine(message.day, time(12), UTC))
    headers["X-Unsent"] = "1"
    return headers


def _describe_invalid_addresses(addresses: Sequence[str], place: Place | None) -> PacketError:
    hint = "write fay@example.org, or Fay Fictitious <fay@example.org>; several as a list"
    diagnostics = []
    for address in addresses:
        message = f"'{clean_header_text(address)}' is no e-mail address"
        diagnostics.append(Diagnostic("A400", message, place, hint))
    return PacketError(*diagnostics)


def _parse_address(text: str) -> Address | None:
    """Parse an address, with or without a name; None if it is none.

    Only the domain may have letters beyond ASCII, and travels in its own encoding (IDNA).
    """
    match = _ADDRESS.fullmatch(clean_header_text(text))
    if not match:
        return None
    mailbox = match["inside"] or match["bare"] or ""
    local_part, _, domain = mailbox.rpartition("@")
    try:
        encoded_domain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    address = f"{local_part}@{encoded_domain}"
    if len(address) > _LONGEST_ADDRESS or not _MAILBOX.fullmatch(address):
        return None
    name = match["name"] or ""
    return Address(name.strip().strip('"'), addr_spec=address)


def clean_header_text(text: str) -> str:
    """Put a text on one line, without what could start another header or control a terminal."""
    line = " ".join(text.split())
    return " ".join(_CONTROLS.sub("", line).split())


def _attach_file(mail: EmailMessage, file: MailAttachment) -> None:
    """Attach a file, with its name by RFC 2231 and in ASCII for programs that know no other."""
    subtype = "octet-stream"
    if file.name.lower().endswith(".pdf"):
        subtype = "pdf"
    name = clean_header_text(file.name)
    stem, dot, suffix = name.rpartition(".")
    ascii_stem = re.sub(r"[^A-Za-z0-9_-]+", "_", romanize(stem)).strip("_") or "file"
    ascii_name = ascii_stem + dot + romanize(suffix)
    mail.add_attachment(
        file.data, "application", subtype, filename=name, params={"name": ascii_name}
    )


def _set_boundaries(mail: EmailMessage) -> None:
    """Set boundaries that are the same in each run.

    `=_` stands nowhere in quoted-printable or base64, so no content can hold one.
    """
    parts = [part for part in mail.walk() if part.is_multipart()]
    for number, part in enumerate(parts, start=1):
        part.set_boundary(f"=_cvgen_{number}")


def _check_missing_parts(message: MailMessage) -> Iterator[Diagnostic]:
    """Warn of what the mail lacks."""
    missing = {}
    if not message.to:
        missing["to"] = "nobody to send it to"
    if not message.subject.strip():
        missing["subject"] = "no subject"
    if not message.body.strip():
        missing["body"] = "no text"
    for key, lack in missing.items():
        hint = f"say it in '{key}' of 'mail', or write it in the mail program"
        yield Diagnostic("A401", f"the draft has {lack}", message.place, hint, "warning")


def _check_size(data: bytes, place: Place | None) -> Iterator[Diagnostic]:
    """Warn of a mail that mail servers refuse, with the largest limit that it breaks."""
    size = len(data) / MEGABYTE
    for limit, consequence in _SIZE_LIMITS:
        if size > limit:
            message = f"the mail has {size:.1f} MB, more than {limit} MB: {consequence}"
            hint = "send fewer or smaller files, or a link to them"
            yield Diagnostic("A402", message, place, hint, "warning")
            return
