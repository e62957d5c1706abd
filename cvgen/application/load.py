"""Takes the file of an application, gives what is to be sent, to whom and until when, or every finding in it at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from cvgen.application import deadline as deadlines
from cvgen.application.deadline import Deadline
from cvgen.application.paths import Reach, named, profile_of
from cvgen.application.schema import (
    FOREIGN,
    GENERATED,
    KEYS,
    KINDS,
    TYPESET,
    ApplicationRecord,
    DocumentRecord,
    MailRecord,
)
from cvgen.attachments.repair import WISHES
from cvgen.errors import Diagnostic, PacketError, Place, ProfileError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.yamlfile import Path_, Tree
from cvgen.profile import findings
from cvgen.profile.fields import Record
from cvgen.profile.private import MARKED
from cvgen.target.load import Delivery

FILE = "application.yaml"
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class DocumentWish:
    """One document that is wanted, where it is asked for, and the file that it is made of, if it is made of one."""

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
        return self.file is not None and self.file.suffix.lower() not in TYPESET


@dataclass(frozen=True, slots=True)
class MailWish:
    """The mail that the application goes with; `body` is a file in Markdown."""

    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    body: Path | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """One application: for what, until when, by which rules, of which profile, and its documents in their order."""

    path: Path
    profile: Path
    documents: tuple[DocumentWish, ...]
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
    mail: MailWish | None = None
    tree: Tree = field(default_factory=lambda: Tree(None, ""), repr=False, compare=False)
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """Give the short name: that of its folder, or of its file where that is called otherwise."""
        return self.path.resolve().parent.name if self.path.name == FILE else self.path.stem

    def days_left(self, now: datetime) -> int | None:
        """Count the days to the deadline, if there is one; less than 0 after it."""
        return self.deadline.days_left(now) if self.deadline else None


def found(path: Path) -> list[Path]:
    """List the applications that a path means: a file, a folder that has one, or a folder of such files and folders."""
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for long names
        return [path]
    if (path / FILE).is_file():
        return [path / FILE]
    inside = [
        one / FILE if one.is_dir() else one
        for one in path.iterdir()
        if not one.name.startswith(".")
    ]
    return sorted(
        one for one in inside if one.suffix == ".yaml" and one.is_file() and not _is_laid_over(one)
    )


def _is_laid_over(path: Path) -> bool:
    """Say whether a file says what differs from a profile, as `--with` takes it: it may lie among the applications."""
    try:
        data = yamlfile.read(path).data
    except ProfileError:
        return False
    return isinstance(data, dict) and "documents" not in data and bool(MARKED & data.keys())


def load(path: Path) -> Application:
    """Read and check an application; the files that it names are there, and are its own to name.

    Raises PacketError with all findings.
    """
    path = path / FILE if os.path.isdir(path) else path  # noqa: PTH112 - Path.is_dir raises for long names
    try:
        tree = yamlfile.read(path)
    except ProfileError as error:
        hint = "'cvgen packet new' makes one"
        raise PacketError(
            *(replace(one, hint=hint) if one.code == "P100" else one for one in error.diagnostics)
        ) from None
    loader = _Loader(tree, path)
    application = loader.application()
    if loader.errors or application is None:
        raise PacketError(*loader.errors, *tree.warnings)
    return application


class _Loader:
    """Carries the tree of an application's file and the findings in it."""

    def __init__(self, tree: Tree, path: Path) -> None:
        self.tree = tree
        self.path = path
        self.errors: list[Diagnostic] = []

    def application(self) -> Application | None:
        """Check the whole file."""
        data = self.tree.data
        if not isinstance(data, dict):
            self.report(
                "A101",
                "an application is keys and values",
                (),
                "start with 'programme:' and 'documents:'; 'cvgen packet new' shows how",
            )
            return None
        for key in data.keys() - KEYS:
            self.errors.append(
                Diagnostic(
                    "A102",
                    f"'{key}' is not a key of an application",
                    self.tree.place((key,), key=True),
                    did_you_mean(key, KEYS),
                )
            )
        said = self.record(
            ApplicationRecord,
            {
                key: value
                for key, value in data.items()
                if key in KEYS - {"documents"} and value not in (None, "")
            },
            (),
        )
        reach = self.reach(said.profile if said else None)
        documents = tuple(one for one in self.documents(data.get("documents"), reach) if one)
        if said is None or reach is None:
            return None
        taken = {
            name: getattr(said, name)
            for name in ApplicationRecord.model_fields
            if name not in ("profile", "overrides", "deadline", "mail")
        }
        overrides = [
            self.file(one, ("with", number), reach, (".yaml", ".yml"))
            for number, one in enumerate(said.overrides)
        ]
        return Application(
            self.path,
            reach.profile,
            documents,
            deadline=deadlines.parse(said.deadline) if said.deadline else None,
            overrides=tuple(one for one in overrides if one),
            mail=self.mail(said.mail, reach),
            tree=self.tree,
            warnings=(*self.tree.warnings, *self.zoneless(said.deadline)),
            **taken,
        )

    def reach(self, said: str | None) -> Reach | None:
        """Find the profile, which decides what files the application may name."""
        profile = profile_of(self.path.parent, said)
        if isinstance(profile, Path):
            return Reach(self.path.parent, profile)
        self.report(profile.code, profile.message, ("profile",), profile.hint)
        return None

    def zoneless(self, said: str | None) -> list[Diagnostic]:
        """Tell that a deadline without a zone is counted in UTC."""
        if not said or deadlines.parse(said).zoned:
            return []
        hint = "write the zone of the call behind it, such as Europe/London, or AoE"
        return [
            Diagnostic(
                "A130",
                "the deadline names no time zone, and is counted in UTC",
                self.tree.place(("deadline",)),
                hint,
                "note",
            )
        ]

    def documents(self, listed: Any, reach: Reach | None) -> list[DocumentWish | None]:
        """Check the list of documents."""
        if not isinstance(listed, list) or not listed:
            self.report(
                "A111",
                "an application needs a list of documents",
                ("documents",),
                "write 'documents:', and below it '- cv' or '- letter: letter.md'",
            )
            return []
        return [self.document(one, number, reach) for number, one in enumerate(listed)]

    def document(self, one: Any, number: int, reach: Reach | None) -> DocumentWish | None:
        """Check one document: a kind, or a kind with its file, or with all that is said of it."""
        at: Path_ = ("documents", number)
        kind, data = (
            (one, None)
            if isinstance(one, str)
            else next(iter(one.items()))
            if isinstance(one, dict) and len(one) == 1
            else (None, None)
        )
        if kind is None:
            self.report(
                "A103",
                "a document is one kind, with its file or keys and values",
                at,
                "write '- cv', '- letter: letter.md' or '- cv: {pages: 2}'",
            )
            return None
        at = at if isinstance(one, str) else (*at, kind)
        if kind not in KINDS:
            place = self.tree.place(at, key=not isinstance(one, str))
            self.errors.append(
                Diagnostic(
                    "A112", f"'{kind}' is not a kind of document", place, did_you_mean(kind, KINDS)
                )
            )
            return None
        said = self.record(
            DocumentRecord, {"file": data} if isinstance(data, str) else data or {}, at
        )
        return self.wish(kind, said, at, reach) if said else None

    def wish(
        self, kind: str, said: DocumentRecord, at: Path_, reach: Reach | None
    ) -> DocumentWish | None:
        """Check what one document is made of."""
        if said.file is None and kind not in GENERATED:
            self.report(
                "A113",
                f"'{kind}' needs a file",
                at,
                f"write '- {kind}: files/{kind}.pdf', or the name of a Markdown file",
            )
            return None
        for step, mend in enumerate(said.mend):
            if mend not in WISHES:
                self.report(
                    "A112",
                    f"'{mend}' is not a way to mend",
                    (*at, "mend", step),
                    did_you_mean(mend, WISHES),
                )
        file = (
            self.file(said.file, (*at, "file"), reach, (*TYPESET, *FOREIGN))
            if said.file and reach
            else None
        )
        taken = {
            name: getattr(said, name) for name in DocumentRecord.model_fields if name != "file"
        }
        return DocumentWish(kind, self.tree.place(at), file, **taken)

    def mail(self, said: MailRecord | None, reach: Reach) -> MailWish | None:
        """Check the mail."""
        if said is None:
            return None
        body = self.file(said.body, ("mail", "body"), reach, (".md", ".txt")) if said.body else None
        return MailWish(said.to, said.cc, said.subject or "", body, self.tree.place(("mail",)))

    def file(self, said: str, at: Path_, reach: Reach, endings: tuple[str, ...]) -> Path | None:
        """Find a file that the application names."""
        path = named(said, reach, endings)
        if isinstance(path, Path):
            return path
        self.report(path.code, path.message, at, path.hint)
        return None

    def record(self, model: type[R], data: Any, at: Path_) -> R | None:
        """Check one record; its findings are kept, and the rest of it given back, so that its files are looked for too."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False)
        told = (findings.translate(detail, self.tree, at, model) for detail in details)
        self.errors += [replace(one, code="A1" + one.code[2:]) for one in told]
        wrong = {detail["loc"][0] for detail in details if detail["loc"]}
        return (
            model.model_validate({key: value for key, value in data.items() if key not in wrong})
            if isinstance(data, dict)
            else None
        )

    def report(self, code: str, message: str, at: Path_, hint: str) -> None:
        """Keep a finding."""
        self.errors.append(Diagnostic(code, message, self.tree.place(at), hint))
