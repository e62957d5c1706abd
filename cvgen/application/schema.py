"""What the file of an application may say: takes its keys and values, gives them checked."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from cvgen.application import deadline as deadlines
from cvgen.application.deadline import WrongDeadlineError
from cvgen.profile.fields import LanguageTag, Record, wrong
from cvgen.profile.letter import Lines
from cvgen.profile.settings import Options, Pages
from cvgen.target.load import Delivery
from cvgen.target.schema import KINDS as OF_TARGETS

GENERATED = frozenset(
    {"title-page", "cv", "short-cv", "biosketch", "publications", "referees", "enclosures"}
)
KINDS = (*OF_TARGETS, "title-page", "referees", "enclosures")
TYPESET = (".md",)
FOREIGN = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")


def _check_line(value: Any) -> Any:
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    raise wrong("P204", "this must be text", "quote what starts with '[' or '{'")


def _check_fields(value: Any) -> Any:
    if isinstance(value, dict) and all(
        isinstance(one, str) and name.isidentifier() for name, one in value.items()
    ):
        return value
    raise wrong(
        "P204",
        "fields are plain names with one text each",
        "write, for example, {group: Quantum Matter}",
    )


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _check_deadline(value: str) -> str:
    try:
        deadlines.parse(value)
    except WrongDeadlineError as error:
        raise wrong("P205", str(error), error.hint) from None
    return value


Line = Annotated[str, BeforeValidator(_check_line)]
Names = Annotated[tuple[Line, ...], BeforeValidator(_listed)]
Fields = Annotated[dict[str, str], BeforeValidator(_check_fields)]


class MailRecord(Record):
    """The mail that the application goes with: whom to, about what, and the file that has its text."""

    to: Names = ()
    cc: Names = ()
    subject: Line | None = None
    body: Line | None = None


class DocumentRecord(Record):
    """What is said of one document; what it does not say, the application does."""

    file: Line | None = None
    title: Line | None = None
    variant: Line | None = None
    theme: Line | None = None
    language: LanguageTag | None = None
    audience: Line | None = None
    pages: Pages | None = None
    options: Options = {}
    mend: Names = ()


class ApplicationRecord(Record):
    """What the file of an application may say beside its documents."""

    programme: Line = ""
    institution: Line = ""
    reference: Line = ""
    deadline: Annotated[Line, AfterValidator(_check_deadline)] | None = None
    target: Line | None = None
    recipient: Lines = ()
    profile: Line | None = None
    overrides: Annotated[Names, Field(alias="with")] = ()
    variant: Line | None = None
    theme: Line | None = None
    language: LanguageTag | None = None
    region: Line | None = None
    audience: Line | None = None
    options: Options = {}
    anonymous: bool | None = None
    delivery: Delivery | None = None
    fields: Fields = {}
    referees: Names = ()
    mail: MailRecord | None = None


KEYS = frozenset({*ApplicationRecord.model_fields, "documents", "with"} - {"overrides"})
