"""Takes who writes to whom, what, and with which files; gives an e-mail draft for a mail program, which cvgen itself never sends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from cvgen.application import placeholders as texts
from cvgen.application.context import Desk
from cvgen.application.mail_body import worded
from cvgen.application.model import MailRequest
from cvgen.compose.locale import Locale
from cvgen.errors import Diagnostic, PacketError, Place
from cvgen.profile.fields import in_language
from cvgen.render import html
from cvgen.text.transliterate import romanised
from cvgen.units import MEGABYTE

# From which size on a mail is likely to come back; the limits are those of the whole mail, with its files as they travel.
_LIMITS = (
    (25, "most mail servers refuse it"),
    (20, "many mail servers refuse it"),
    (10, "some mail servers refuse it"),
)
_ADDRESS = re.compile(r"(?:(?P<name>[^<>]*?)\s*<(?P<inside>[^<>]*)>|(?P<bare>\S+))")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)"
_MAILBOX = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_DOMAIN}")
_LONGEST = 254  # characters of an address, by RFC 5321
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to go with a mail: its name, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """What a mail says: addresses as `fay@example.org` or `Fay Fictitious <fay@example.org>`, and a body in Markdown."""

    sender: str
    to: tuple[str, ...]
    subject: str
    body: str
    day: date
    cc: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A finished draft, with what its writer should know."""

    data: bytes
    warnings: tuple[Diagnostic, ...]


def draft(desk: Desk, files: Sequence[Attached]) -> Draft:
    """Draft the mail of an application, from the profile's person, with its fields filled in.

    Raises PacketError with all findings, or ProfileError for a text that cannot be read.
    """
    said, basics = desk.application.mail or MailRequest(), desk.profile.basics
    if not basics.email:
        place = desk.profile.tree.place(("basics",), key=True)
        raise PacketError(
            Diagnostic(
                "A403",
                "the profile has no e-mail address to write from",
                place,
                "add 'email:' to 'basics'",
            )
        )
    name, values = in_language(basics.name, (desk.words.language, "en"))[1], desk.fields(desk.words)
    place = desk.application.tree.place(("mail",))
    subject = html.filled(
        said.subject, values, desk.application.tree.place(("mail", "subject"))
    ) or _subject(desk, name)
    body = texts.filled(said.body, values) if said.body else ""
    return written(
        Message(
            f"{name} <{basics.email}>", said.to, subject, body, desk.around.today, said.cc, place
        ),
        desk.words,
        files,
    )


def _subject(desk: Desk, name: str) -> str:
    """Word a subject where nobody did: what for, and who."""
    said = desk.application
    about = " ".join(
        filter(None, (said.programme, f"({said.reference})" if said.reference else ""))
    )
    return f"{about}{desk.words.words['colon']}{name}" if about else ""


def written(message: Message, words: Locale, files: Sequence[Attached]) -> Draft:
    """Write a draft, the same bytes for the same message.

    Raises PacketError for addresses that are none, with all of them.
    """
    mail, odd = EmailMessage(SMTP), list[Diagnostic]()
    for name, value in _heads(message).items():
        mail[name] = value
    body = worded(
        message.body,
        words,
        lambda code, text, hint, _: odd.append(
            Diagnostic(code, text, message.place, hint, "warning")
        ),
    )
    mail.set_content(body.text, cte="quoted-printable", params={"format": "flowed"})
    mail.add_alternative(body.html, subtype="html", cte="quoted-printable")
    for file in files:
        _attach(mail, file)
    _name_boundaries(mail)
    data = mail.as_bytes()
    return Draft(data, (*odd, *_missing(message), *_too_large(data, message.place)))


def _heads(message: Message) -> dict[str, str | Address | tuple[Address, ...]]:
    """Word the heads: `X-Unsent` makes Outlook open a draft; a Message-ID is for the program that sends it."""
    addresses = {"From": (message.sender,), "To": message.to, "Cc": message.cc}
    read = {name: [_address(one) for one in given] for name, given in addresses.items()}
    wrong = [
        one
        for name, given in addresses.items()
        for one, found in zip(given, read[name], strict=True)
        if found is None
    ]
    if wrong:
        hint = "write fay@example.org, or Fay Fictitious <fay@example.org>; several as a list"
        raise PacketError(
            *(
                Diagnostic("A400", f"'{one_line(one)}' is no e-mail address", message.place, hint)
                for one in wrong
            )
        )
    noon = datetime.combine(message.day, time(12), UTC)
    people = {name: tuple(filter(None, found)) for name, found in read.items() if found}
    return {
        **people,
        "Subject": one_line(message.subject),
        "Date": format_datetime(noon),
        "X-Unsent": "1",
    }


def _address(written: str) -> Address | None:
    """Read an address; only the domain may have letters beyond ASCII, and travels in its own encoding."""
    match = _ADDRESS.fullmatch(one_line(written))
    if not match:
        return None
    local, _, domain = (match["inside"] or match["bare"] or "").rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return None
    if len(address) > _LONGEST or not _MAILBOX.fullmatch(address):
        return None
    return Address((match["name"] or "").strip().strip('"'), addr_spec=address)


def one_line(text: str) -> str:
    """Put a text on one line, without what could start another head or steer a screen."""
    return " ".join(_CONTROLS.sub("", " ".join(text.split())).split())


def _attach(mail: EmailMessage, file: Attached) -> None:
    """Attach a file: its name by RFC 2231, and beside it in ASCII for programs that know no other."""
    kind = "application/pdf" if file.name.lower().endswith(".pdf") else "application/octet-stream"
    stem, dot, ending = one_line(file.name).rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9_-]+", "_", romanised(stem)).strip("_") or "file"
    mail.add_attachment(
        file.data,
        *kind.split("/"),
        filename=one_line(file.name),
        params={"name": f"{plain}{dot}{romanised(ending)}"},
    )


def _name_boundaries(mail: EmailMessage) -> None:
    # `=_` stands nowhere in quoted-printable or base64, so no content can hold a boundary.
    parts = [part for part in mail.walk() if part.is_multipart()]
    for number, part in enumerate(parts, start=1):
        part.set_boundary(f"=_cvgen_{number}")


def _missing(message: Message) -> list[Diagnostic]:
    said = {
        "to": (bool(message.to), "nobody to send it to"),
        "subject": (bool(message.subject.strip()), "no subject"),
        "body": (bool(message.body.strip()), "no text"),
    }
    return [
        Diagnostic(
            "A401",
            f"the draft has {what}",
            message.place,
            f"say it in '{name}' of 'mail', or write it in the mail program",
            "warning",
        )
        for name, (there, what) in said.items()
        if not there
    ]


def _too_large(data: bytes, place: Place | None) -> list[Diagnostic]:
    size = len(data) / MEGABYTE
    over = next(((limit, what) for limit, what in _LIMITS if size > limit), None)
    if over is None:
        return []
    hint = "send fewer or smaller files, or a link to them"
    return [
        Diagnostic(
            "A402",
            f"the mail has {size:.1f} MB, more than {over[0]} MB: {over[1]}",
            place,
            hint,
            "warning",
        )
    ]
