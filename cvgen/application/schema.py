"""The schema of application.yaml: its keys, and the forms that their values may have."""

from __future__ import annotations

from typing import Annotated, Any

from cvgen.application.deadline import DeadlineError, parse_deadline
from cvgen.profile import described
from cvgen.profile.checkers import After, Before, Key
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import PrintedLanguage
from cvgen.profile.letter import TextLines
from cvgen.profile.record import Record
from cvgen.profile.settings import Options, Pages
from cvgen.target.target import Delivery
from cvgen.target.values import DOCUMENT_KINDS as TARGET_KINDS

# Kinds that can be made from the profile alone, without a file.
GENERATED_KINDS = frozenset(
    {"title-page", "cv", "short-cv", "biosketch", "publications", "referees", "enclosures"}
)
DOCUMENT_KINDS = (*TARGET_KINDS, "title-page", "referees", "enclosures")
TYPESET_SUFFIXES = (".md",)
FOREIGN_SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")


def _check_line(value: Any) -> Any:
    """Check a text, and put it on one line."""
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    raise make_field_error("P204", "this must be text", "quote what starts with '[' or '{'")


def _check_fields(value: Any) -> Any:
    """Check the fields that texts may name in `{{ }}`."""
    if isinstance(value, dict) and all(map(_is_field, value, value.values())):
        return value
    raise make_field_error(
        "P204",
        "fields are plain names with one text each",
        "write, for example, {group: Quantum Matter}",
    )


def _is_field(name: str, text: Any) -> bool:
    return isinstance(text, str) and name.isidentifier()


def _wrap_in_list(value: Any) -> Any:
    """Take one text for a list of it."""
    if isinstance(value, str):
        return [value]
    return value


def _check_deadline(value: str) -> str:
    try:
        parse_deadline(value)
    except DeadlineError as error:
        raise make_field_error("P205", str(error), error.hint) from None
    return value


Line = Annotated[str, Before(_check_line)]
Names = Annotated[tuple[Line, ...], Before(_wrap_in_list, str | list[str])]
Fields = Annotated[dict[str, str], Before(_check_fields)]
_Theme = Annotated[Line, described.THEME]
_Audience = Annotated[Line, described.AUDIENCE]


class MailRecord(Record):
    """The mail that the application goes with: to whom, about what, with which text."""

    to: Names = ()
    cc: Names = ()
    subject: Line | None = None
    body: Line | None = None


class DocumentRecord(Record):
    """One document; what it leaves open, the application decides."""

    file: Line | None = None
    title: Line | None = None
    variant: Line | None = None
    theme: _Theme | None = None
    language: PrintedLanguage | None = None
    audience: _Audience | None = None
    pages: Pages | None = None
    options: Options = {}
    mend: Names = ()


class ApplicationRecord(Record):
    """The file of an application, but for its documents."""

    programme: Line = ""
    institution: Line = ""
    reference: Line = ""
    deadline: Annotated[Line, After(_check_deadline), described.DATE] | None = None
    target: Annotated[Line, described.TARGET] | None = None
    recipient: TextLines = ()
    profile: Line | None = None
    overrides: Annotated[Names, Key("with")] = ()
    variant: Line | None = None
    theme: _Theme | None = None
    language: PrintedLanguage | None = None
    region: Annotated[Line, described.REGION] | None = None
    audience: _Audience | None = None
    options: Options = {}
    anonymous: bool | None = None
    delivery: Delivery | None = None
    fields: Fields = {}
    referees: Names = ()
    mail: MailRecord | None = None


KEYS = frozenset({*ApplicationRecord.model_fields, "documents", "with"} - {"overrides"})
