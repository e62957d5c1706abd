"""The model of an application: its documents, its mail, and what it says about all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from cvgen.application.deadline import Deadline
from cvgen.application.schema import TYPESET_SUFFIXES
from cvgen.errors import Diagnostic, Place
from cvgen.files.yamlfile import Tree
from cvgen.target.target import Delivery

APPLICATION_FILE = "application.yaml"


class DocumentRequest(Struct, frozen=True):
    """One document that is asked for; `file` is what it is made of, where it is made of a file.

    `place` is where the application asks for it, `pages` the most that it may have.
    """

    kind: str
    place: Place
    file: Path | None = None
    title: str | None = None
    variant: str | None = None
    theme: str | None = None
    language: str | None = None
    audience: str | None = None
    pages: int | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    mend: tuple[str, ...] = ()

    @property
    def is_foreign(self) -> bool:
        """Say whether it is a finished PDF or an image that somebody else made."""
        return self.file is not None and self.file.suffix.lower() not in TYPESET_SUFFIXES


class MailRequest(Struct, frozen=True):
    """The mail that the application goes with; `body` is a file in Markdown."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    body: Path | None = None
    place: Place | None = None


class Application(Struct, frozen=True):
    """One application: what it is for, until when, by which rules, and what is sent.

    `documents` stand in the order in which they are sent.
    `overrides` are files that are merged over the profile.
    """

    path: Path
    profile: Path
    documents: tuple[DocumentRequest, ...]
    programme: str = ""
    institution: str = ""
    reference: str = ""
    deadline: Deadline | None = None
    target: str | None = None
    recipient: tuple[str, ...] = ()
    overrides: tuple[Path, ...] = ()
    variant: str | None = None
    theme: str | None = None
    language: str | None = None
    region: str | None = None
    audience: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    anonymous: bool | None = None
    delivery: Delivery | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    referees: tuple[str, ...] = ()
    mail: MailRequest | None = None
    tree: Tree = field(default_factory=lambda: Tree(None, ""))
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """Return the name of its folder, or of its file where that is not application.yaml."""
        if self.path.name == APPLICATION_FILE:
            return self.path.resolve().parent.name
        return self.path.stem

    def list_facts(self) -> dict[str, str]:
        """List what it is for and until when, as the ledger has it; what is not said is empty."""
        deadline = ""
        if self.deadline:
            deadline = str(self.deadline)
        return {
            "programme": self.programme,
            "institution": self.institution,
            "reference": self.reference,
            "deadline": deadline,
        }

    def count_days_left(self, now: datetime) -> int | None:
        """Count the days to the deadline, if there is one; less than 0 after it."""
        if self.deadline is None:
            return None
        return self.deadline.count_days_left(now)
