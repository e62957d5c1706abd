"""Takes the documents of an application, gives the files that its target wants, each with its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cvgen import leaks
from cvgen.application.build import Part
from cvgen.application.context import Desk
from cvgen.application.merge import About, assembled
from cvgen.application.model import DocumentRequest
from cvgen.errors import Diagnostic, Place, RenderError
from cvgen.plan.filename import SUFFIX, FileSubject, fill_pattern, romanize_person

WHOLE = "application"  # the kind of a file that has all documents
PASTE_KIT = "paste-kit.txt"
MAIL = "mail.eml"
_PATTERN = (
    "{given}_{surname}_{document}.pdf"  # where the target has none, or none for several files
)
_WORDS = {"cv": "CV", "short-cv": "Short CV"}


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be: its name, the kind of its document, and its number in the application, from 0 (None: all of them)."""

    name: str
    kind: str
    number: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Finished:
    """A file in memory, with its name, and what had to be left out or could not be done."""

    name: str
    data: bytes
    notes: tuple[Diagnostic, ...] = ()


def folder(at: Desk, output: Path) -> Path:
    """Name the folder for the files of an application."""
    return output / at.application.name


def planned(at: Desk) -> tuple[Planned, ...]:
    """Name every file, each by the target's pattern where that tells them apart.

    Raises VariantError where the person's name is not there in A to Z.
    """
    taken, found = set[str](), list[Planned]()
    for kind, number, place in _wanted(at):
        name = _free(_name(at, kind, number), taken, at)
        taken.add(name.casefold())
        found.append(Planned(name, kind, number, place))
    return tuple(found)


def _wanted(at: Desk) -> Iterator[tuple[str, int | None, Place]]:
    if at.delivery != "separate":
        yield WHOLE, None, Place(str(at.application.path))
    if at.delivery != "one":
        yield from (
            (one.kind, number, one.place) for number, one in enumerate(at.application.documents)
        )


def _name(at: Desk, kind: str, number: int | None) -> str:
    pattern = at.target.file_name or ""
    # A pattern without `{document}` is meant for one file.
    meant = "{document}" in pattern or number == (
        _first_cv(at) if at.delivery == "separate" else None
    )
    goal = at.target if pattern and meant else replace(at.target, file_name=_PATTERN)
    wanted = at.application.documents[number] if number is not None else None
    named = FileSubject(_called(kind, wanted), at.application.reference, at.application.programme)
    return fill_pattern(goal, None if at.nameless else romanize_person(at.profile), named)


def _first_cv(at: Desk) -> int:
    """Find the document that a pattern without `{document}` is meant for."""
    kinds = [one.kind for one in at.application.documents]
    return kinds.index("cv") if "cv" in kinds else 0


def _called(kind: str, wanted: DocumentRequest | None) -> str:
    return (wanted and wanted.title) or _WORDS.get(kind) or kind.replace("-", " ").capitalize()


def _free(name: str, taken: set[str], at: Desk) -> str:
    """Number the names that would be the same."""
    stem, joint = (
        name.removesuffix(SUFFIX),
        "" if at.target.file_characters == "ascii-letters" else "_",
    )
    numbered = (
        f"{stem[:70]}{joint}{number}{SUFFIX}"
        for number in range(2, len(at.application.documents) + 2)
    )
    return next(one for one in (name, *numbered) if one.casefold() not in taken)


def finished(at: Desk, parts: Sequence[Part]) -> list[Finished]:
    """Make the files, in memory.

    Raises PdfError, RenderError or ThemeError; an anonymous file must not say whose it is.
    """
    files = [_file(at, one, parts) for one in planned(at)]
    if at.nameless:
        secrets = leaks.secrets_of(at.profile)
        told = [
            replace(found, message=f"{one.name}: {found.message}")
            for one in files
            for found in leaks.search(one.data, secrets, one.name)
        ]
        if any(found.severity == "error" for found in told):
            raise RenderError(*told)
    return files


def _file(at: Desk, one: Planned, parts: Sequence[Part]) -> Finished:
    """Make one file: all documents, or one of them, with a line that says whose it is where the target demands it."""
    if one.number is None:
        whole = assembled(
            parts, _about(at, at.application.programme or at.words.words["application"])
        )
        return Finished(one.name, whole.data, whole.notes)
    part = parts[one.number]
    if not at.target.of(one.kind).enclosure_mark:
        return Finished(one.name, part.data)
    marked = assembled([part], _about(at, part.title))
    return Finished(one.name, marked.data, marked.notes)


def _about(at: Desk, title: str) -> About:
    name = at.name(at.words.language)
    return About(
        title=at.words.patterns["title"].format(name=name, document=title),
        author=name,
        language=at.words.language,
        date=at.around.today,
        name="" if at.nameless else name,
        reference=at.application.reference,
    )
