"""Convert sources to the files of a profile: the profile itself, what lies beside it, a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from cvgen.errors import CvgenError, Diagnostic, Place, SourceError, in_order
from cvgen.importers.account import Account, account_for_words
from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.embedded import EmbeddedProfile, read_embedded_profile
from cvgen.importers.limits import limit_time
from cvgen.importers.prose_degrees import add_prose_degrees
from cvgen.importers.registry import find_importer
from cvgen.importers.report import ImportedSource, format_report
from cvgen.importers.settle import MISSING_NAME, Settled, settle_profile
from cvgen.importers.source import Source, open_source
from cvgen.importers.web import WebAddress, open_page
from cvgen.importers.yaml_writer import write_profile

REPORT_FILE = "import-report.md"


class Conversion(Struct, frozen=True):
    """What sources became: data with its guesses, files but the schema, what is to be said."""

    data: dict[str, Any]
    files: dict[str, bytes]
    accounts: tuple[Account, ...]
    warnings: tuple[Diagnostic, ...]


def convert_sources(
    paths: Sequence[Path | WebAddress], profile_name: str = "profile.yaml", schema: str = ""
) -> Conversion:
    """Convert files, folders, archives and pages, the first of which says the most.

    `schema` is the address by which editors find the schema of the profile.

    Raises SourceError with every finding.
    """
    with limit_time(Place(str(paths[0]))):
        return _convert(paths, profile_name, schema)


def _convert(paths: Sequence[Path | WebAddress], profile_name: str, schema: str) -> Conversion:
    for path in paths:
        embedded = _find_embedded(path)
        if embedded:
            return _convert_embedded(embedded, paths, profile_name, schema)
    builders = _read_sources(paths)
    joined = builders[0]
    for other in builders[1:]:
        join_builders(joined, other)
    add_prose_degrees(joined)
    settled = settle_profile(joined)
    warnings = [warning for builder in builders for warning in builder.warnings]
    if set(settled.data) == {"basics"} and not _has_person(settled):
        message = "nothing of a CV was found here"
        hint = "is it the right file? import-report.md is not written"
        raise SourceError(Diagnostic("I110", message, joined.source.find_place(), hint))
    warnings += _warn_of_name(settled, joined)
    sources = _account(builders, settled)
    text = write_profile(settled.data, schema, _list_comments(paths))
    report = format_report(sources, settled.data, settled.moved)
    files = {profile_name: text.encode(), **joined.files}
    files[REPORT_FILE] = report.encode()
    accounts = tuple(imported.account for imported in sources)
    return Conversion(settled.data, files, accounts, in_order(warnings))


def _find_embedded(path: Path | WebAddress) -> EmbeddedProfile | None:
    """Find the profile that a PDF carries; what cannot be opened is told when it is read."""
    if isinstance(path, WebAddress):
        return None
    try:
        source = open_source(path)
    except CvgenError:
        return None
    return read_embedded_profile(source)


def _convert_embedded(
    embedded: EmbeddedProfile,
    paths: Sequence[Path | WebAddress],
    profile_name: str,
    schema: str,
) -> Conversion:
    """Write the profile that a PDF carries, to which nothing else is joined."""
    if len(paths) > 1:
        message = "a PDF that carries its profile is imported by itself"
        hint = "import the others after it, into another folder"
        raise SourceError(Diagnostic("X171", message, Place(str(paths[0])), hint))
    name = Path(str(paths[0])).name
    text = write_profile(embedded.data, schema, [f"The profile that {name} carries."])
    account = embedded.count_words()
    report = f"# Import report\n\n{name} carries its profile, and all of it is here.\n"
    files = {profile_name: text.encode(), REPORT_FILE: report.encode(), **embedded.pictures}
    return Conversion(embedded.data, files, (account,), ())


def _read_sources(paths: Sequence[Path | WebAddress]) -> list[ProfileBuilder]:
    builders = []
    findings: list[Diagnostic] = []
    for path in paths:
        try:
            source = _open(path)
            importer = find_importer(source)
            builder = importer.run(source)
        except CvgenError as error:
            findings += error.diagnostics
            continue
        builder.tool = builder.tool or importer.tool
        builders.append(builder)
    if findings:
        raise SourceError(*findings)
    return builders


def _open(path: Path | WebAddress) -> Source:
    """Open a source, or fetch it.

    Raises SourceError.
    """
    if isinstance(path, WebAddress):
        return open_page(path)
    return open_source(path)


def join_builders(first: ProfileBuilder, other: ProfileBuilder) -> None:
    """Add what another source says; what the first one says of the person stays."""
    for key, value in other.basics.items():
        if key in ("profiles", "alternateNames") and key in first.basics:
            first.basics[key] = [*first.basics[key], *value]
        first.basics.setdefault(key, value)
    for kind, entries in other.sections.items():
        for entry in entries:
            first.add_entry(kind, entry)
    for section in other.custom:
        for entry in section["entries"]:
            first.add_custom(section["title"], entry)
    for kind, heading in other.headings.items():
        first.headings.setdefault(kind, heading)
    first.bibliography += other.bibliography
    first.coauthors.update(other.coauthors)
    for name, content in other.files.items():
        first.files.setdefault(name, content)


def _account(builders: list[ProfileBuilder], settled: Settled) -> list[ImportedSource]:
    """Account for the words of each source; of several, what another one says is not added."""
    sources = []
    for builder in builders:
        account = account_for_words(builder, {**settled.data, "headings": builder.headings})
        if len(builders) > 1:
            account = Account(account.total, account.placed, account.reasons, account.missing, ())
        sources.append(ImportedSource(builder, account))
    return sources


def _has_person(settled: Settled) -> bool:
    basics = settled.data["basics"]
    return len(basics) > 1 or basics.get("name") != MISSING_NAME


def _warn_of_name(settled: Settled, builder: ProfileBuilder) -> list[Diagnostic]:
    basics: dict[str, Any] = settled.data["basics"]
    if basics.get("name") != MISSING_NAME:
        return []
    message = "no name was found here"
    hint = f"write yours for {MISSING_NAME.text} in the profile"
    return [Diagnostic("I111", message, builder.source.find_place(), hint, "warning")]


def _list_comments(paths: Sequence[Path | WebAddress]) -> list[str]:
    names = ", ".join(path.name for path in paths)
    return [f"Imported from {names}; {REPORT_FILE} says what was left out, and what was guessed."]
