"""Load application.yaml into the model, or report every finding in it at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from msgspec.structs import replace

from cvgen.application.attachments.repair import REPAIRS
from cvgen.application.deadline import parse_deadline
from cvgen.application.model import (
    APPLICATION_FILE,
    Application,
    DocumentRequest,
    MailRequest,
)
from cvgen.application.paths import FileScope, find_application_file, find_application_profile
from cvgen.application.schema import (
    DOCUMENT_KINDS,
    FOREIGN_SUFFIXES,
    GENERATED_KINDS,
    KEYS,
    TYPESET_SUFFIXES,
    ApplicationRecord,
    DocumentRecord,
    MailRecord,
)
from cvgen.errors import Diagnostic, PacketError, Place, ProfileError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.openfile import leads_outside
from cvgen.files.textfile import UnreadableFile
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.profile import findings
from cvgen.profile.faults import WrongValueError
from cvgen.profile.private import MARKABLE_KEYS
from cvgen.profile.record import Record
from cvgen.profile.starter import check_invitations

AnyRecord = TypeVar("AnyRecord", bound=Record)
# The codes of an application for what records of a profile say of their keys and values.
_CODES = {
    "P202": "A102",
    "P203": "A103",
    "P204": "A104",
    "P205": "A105",
    "P210": "A110",
    "P211": "A111",
    "P212": "A112",
    "P213": "A113",
}


def list_application_files(path: Path) -> list[Path]:
    """List the files of the applications that a path means.

    It may be a file, a folder that has an application.yaml, or a folder of such files and folders.
    """
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for long names
        return [path]
    if (path / APPLICATION_FILE).exists():
        return [path / APPLICATION_FILE]
    files = []
    for child in path.iterdir():
        if child.name.startswith("."):
            continue
        file = child
        if child.is_dir():
            file = child / APPLICATION_FILE
        if file.suffix == ".yaml" and file.exists() and not _is_override(file):
            files.append(file)
    return sorted(files)


def _is_override(path: Path) -> bool:
    """Say whether a file is one to merge over a profile, which may lie among the applications."""
    try:
        data = yamlfile.read_yaml(path).data
    except ProfileError:
        return False
    if not isinstance(data, dict) or "documents" in data:
        return False
    return bool(MARKABLE_KEYS & data.keys())


def load_application(path: Path) -> Application:
    """Read and check an application, given its file or its folder.

    The files that it names are there, and lie where it may name them.
    Raises PacketError with all findings.
    """
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for long names
        path = path / APPLICATION_FILE
    _check_link(path)
    try:
        tree = yamlfile.read_yaml(path)
    except ProfileError as error:
        _raise_as_packet_error(error)
    loader = _ApplicationLoader(tree, path)
    application = loader.load_whole()
    if loader.errors or application is None:
        raise PacketError(*loader.errors, *tree.warnings)
    return application


def _check_link(path: Path) -> None:
    """Refuse an application that a link brings from elsewhere, of which nothing is told."""
    folder = path.absolute().parent
    if path.name == APPLICATION_FILE:
        folder = folder.parent
    if os.path.exists(path) and leads_outside(path, folder):  # noqa: PTH110 - Path.exists raises
        message = "this application is a link that leads elsewhere, and is not followed"
        hint = "copy it there, or name the file that the link leads to"
        raise PacketError(Diagnostic("A122", message, Place(str(path)), hint))


def _raise_as_packet_error(error: ProfileError) -> NoReturn:
    """Raise the findings of a YAML file as PacketError, with a hint where the file is missing."""
    diagnostics = []
    for diagnostic in error.diagnostics:
        hint = diagnostic.hint
        if isinstance(diagnostic, UnreadableFile):
            hint = "'cvgen packet new' makes one"
        diagnostics.append(replace(diagnostic, hint=hint))
    raise PacketError(*diagnostics) from None


def _split_document(entry: Any) -> tuple[str, Any] | None:
    """Split an entry of `documents` into its kind and its file or keys; None for other forms."""
    if isinstance(entry, str):
        return entry, None
    if isinstance(entry, dict) and len(entry) == 1:
        ((kind, content),) = entry.items()
        return kind, content
    return None


def _read_fields(record: Record, excluded: frozenset[str]) -> dict[str, Any]:
    """Return the fields of a record by name, but for some."""
    fields = {}
    for name in type(record).model_fields:
        if name not in excluded:
            fields[name] = getattr(record, name)
    return fields


class _ApplicationLoader:
    """Loads one application from its tree, and collects the findings."""

    def __init__(self, tree: Tree, path: Path) -> None:
        self.tree = tree
        self.path = path
        self.errors: list[Diagnostic] = []

    def load_whole(self) -> Application | None:
        """Check the whole file; None where too little of it can be used."""
        data = self.tree.data
        if not isinstance(data, dict):
            self.report(
                "A101",
                "an application is keys and values",
                (),
                "start with 'programme:' and 'documents:'; 'cvgen packet new' shows how",
            )
            return None
        self.check_keys(data)
        record = self.load_application_record(data)
        scope = self.find_scope(record)
        documents = self.load_documents(data.get("documents"), scope)
        if record is None or scope is None:
            return None
        deadline = None
        if record.deadline:
            deadline = parse_deadline(record.deadline)
        zone = self.check_zone(record.deadline)
        excluded = frozenset({"profile", "overrides", "deadline", "mail"})
        return Application(
            self.path,
            scope.profile,
            documents,
            deadline=deadline,
            overrides=self.find_overrides(record, scope),
            mail=self.load_mail(record.mail, scope),
            tree=self.tree,
            warnings=(*self.tree.warnings, *zone, *check_invitations(self.tree)),
            **_read_fields(record, excluded),
        )

    def check_keys(self, data: dict[str, Any]) -> None:
        """Report keys that an application has not."""
        for key in data.keys() - KEYS:
            place = self.tree.find_place((key,), key=True)
            message = f"'{key}' is not a key of an application"
            self.errors.append(Diagnostic("A102", message, place, did_you_mean(key, KEYS)))

    def load_application_record(self, data: dict[str, Any]) -> ApplicationRecord | None:
        """Check what the file says beside its documents; an empty value says nothing."""
        values = {}
        for key, value in data.items():
            if key not in KEYS or key == "documents" or value in (None, ""):
                continue
            values[key] = value
        return self.load_record(ApplicationRecord, values, ())

    def find_scope(self, record: ApplicationRecord | None) -> FileScope | None:
        """Find the profile, which decides what files the application may name."""
        profile_name = None
        if record is not None:
            profile_name = record.profile
        profile = find_application_profile(self.path.parent, profile_name)
        if isinstance(profile, Path):
            return FileScope(self.path.parent, profile)
        self.report(profile.code, profile.message, ("profile",), profile.hint)
        return None

    def find_overrides(self, record: ApplicationRecord, scope: FileScope) -> tuple[Path, ...]:
        """Find the files of `with`."""
        overrides = []
        for number, name in enumerate(record.overrides):
            file = self.find_file(name, ("with", number), scope, (".yaml", ".yml"))
            if file is not None:
                overrides.append(file)
        return tuple(overrides)

    def check_zone(self, deadline: str | None) -> list[Diagnostic]:
        """Note that a deadline without a time zone is counted in UTC."""
        if not deadline or parse_deadline(deadline).has_zone:
            return []
        message = "the deadline names no time zone, and is counted in UTC"
        place = self.tree.find_place(("deadline",))
        hint = "write the zone of the call behind it, such as Europe/London, or AoE"
        return [Diagnostic("A130", message, place, hint, "note")]

    def load_documents(self, entries: Any, scope: FileScope | None) -> tuple[DocumentRequest, ...]:
        """Check the list of documents."""
        if not isinstance(entries, list) or not entries:
            self.report(
                "A111",
                "an application needs a list of documents",
                ("documents",),
                "write 'documents:', and below it '- cv' or '- letter: letter.md'",
            )
            return ()
        requests = []
        for number, entry in enumerate(entries):
            request = self.load_document(entry, number, scope)
            if request is not None:
                requests.append(request)
        return tuple(requests)

    def load_document(
        self, entry: Any, number: int, scope: FileScope | None
    ) -> DocumentRequest | None:
        """Check one document: a kind, a kind with its file, or a kind with keys and values."""
        key_path: KeyPath = ("documents", number)
        parts = _split_document(entry)
        if parts is None:
            self.report(
                "A103",
                "a document is one kind, with its file or keys and values",
                key_path,
                "write '- cv', '- letter: letter.md' or '- cv: {pages: 2}'",
            )
            return None
        kind, content = parts
        is_key = not isinstance(entry, str)
        if is_key:
            key_path = (*key_path, kind)
        if kind not in DOCUMENT_KINDS:
            place = self.tree.find_place(key_path, key=is_key)
            message = f"'{kind}' is not a kind of document"
            hint = did_you_mean(kind, DOCUMENT_KINDS)
            self.errors.append(Diagnostic("A112", message, place, hint))
            return None
        if isinstance(content, str):
            content = {"file": content}
        record = self.load_record(DocumentRecord, content or {}, key_path)
        if record is None:
            return None
        return self.make_document_request(kind, record, key_path, scope)

    def make_document_request(
        self, kind: str, record: DocumentRecord, key_path: KeyPath, scope: FileScope | None
    ) -> DocumentRequest | None:
        """Check what one document is made of."""
        if record.file is None and kind not in GENERATED_KINDS:
            self.report(
                "A115",
                f"'{kind}' needs a file",
                key_path,
                f"write '- {kind}: files/{kind}.pdf', or the name of a Markdown file",
            )
            return None
        for number, repair in enumerate(record.mend):
            if repair not in REPAIRS:
                message = f"'{repair}' is not a way to mend"
                hint = did_you_mean(repair, REPAIRS)
                self.report("A112", message, (*key_path, "mend", number), hint)
        file = None
        if record.file and scope:
            suffixes = (*TYPESET_SUFFIXES, *FOREIGN_SUFFIXES)
            file = self.find_file(record.file, (*key_path, "file"), scope, suffixes)
        fields = _read_fields(record, frozenset({"file"}))
        return DocumentRequest(kind, self.tree.find_place(key_path), file, **fields)

    def load_mail(self, record: MailRecord | None, scope: FileScope) -> MailRequest | None:
        """Check the mail."""
        if record is None:
            return None
        body = None
        if record.body:
            body = self.find_file(record.body, ("mail", "body"), scope, (".md", ".txt"))
        place = self.tree.find_place(("mail",))
        return MailRequest(record.to, record.cc, record.subject or "", body, place)

    def find_file(
        self, name: str, key_path: KeyPath, scope: FileScope, suffixes: tuple[str, ...]
    ) -> Path | None:
        """Find a file that the application names."""
        file = find_application_file(name, scope, suffixes)
        if isinstance(file, Path):
            return file
        self.report(file.code, file.message, key_path, file.hint)
        return None

    def load_record(self, model: type[AnyRecord], data: Any, key_path: KeyPath) -> AnyRecord | None:
        """Check one record.

        With findings, return the rest of it, so that the files that it names are looked for too.
        """
        try:
            return model.model_validate(data)
        except WrongValueError as error:
            faults = error.faults
        invalid_keys = set[str | int]()
        for fault in faults:
            diagnostic = findings.locate_fault(fault, self.tree, key_path)
            code = _CODES.get(diagnostic.code, diagnostic.code)
            self.errors.append(replace(diagnostic, code=code))
            invalid_keys.update(fault.location[:1])
        if not isinstance(data, dict):
            return None
        valid = {key: value for key, value in data.items() if key not in invalid_keys}
        return model.model_validate(valid)

    def report(self, code: str, message: str, key_path: KeyPath, hint: str) -> None:
        """Add a finding about the value at a path of keys."""
        self.errors.append(Diagnostic(code, message, self.tree.find_place(key_path), hint))
