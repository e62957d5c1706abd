"""Takes an application, gives every document that it asks for, in its order: our own ones typeset, those of others as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cvgen import build, leaks
from cvgen.application import letters
from cvgen.application.context import Desk, desk
from cvgen.application.model import Application, DocumentRequest
from cvgen.application.referees import check_referees, select_referees
from cvgen.build import Built
from cvgen.errors import CvgenError, Diagnostic, PacketError, RenderError
from cvgen.pdf.open import opened_pdf
from cvgen.plan.resolve import resolve
from cvgen.profile.fields import in_language
from cvgen.profile.load import Profile, Section
from cvgen.profile.settings import Variant
from cvgen.render.pdf import Pdf
from cvgen.request import Environment

_LISTED = "listed for this application"  # a variant, and a tag, that no profile has
_NOT_ENCLOSED = frozenset({"title-page", "letter", "enclosures"})


@dataclass(frozen=True, slots=True)
class Part:
    """One document: typeset by us (`pdf`), or a PDF of somebody else (`foreign`); `source` is the file that it was made of."""

    kind: str
    title: str
    pdf: Pdf | None = None
    foreign: bytes | None = None
    source: Path | None = None
    notes: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def data(self) -> bytes:
        """Give the document as a file of its own."""
        return self.pdf.data if self.pdf else self.foreign or b""

    @property
    def pages(self) -> int:
        """Count its pages."""
        if self.pdf:
            return len(self.pdf.pages)
        reader, _ = opened_pdf(self.data)
        return len(reader.pages) if reader else 0


def made(application: Application, around: Environment) -> list[Part]:
    """Make all documents of an application.

    Raises the errors of all documents at once, as PacketError, or those of the profile or the target.
    """
    return made_on(desk(application, around))


def made_on(at: Desk) -> list[Part]:
    """Make all documents on a desk that is laid out.

    Raises PacketError with the findings of all documents.
    """
    errors = [
        *misplaced(at),
        *(one for one in check_referees(at.application, at.profile) if one.severity == "error"),
    ]
    parts: list[Part | None] = []
    for wanted in at.application.documents:
        try:
            parts.append(
                None
                if wanted.kind == "enclosures" and wanted.file is None
                else _kept(wanted, at, _document(at, wanted))
            )
        except CvgenError as error:
            errors += [replace(one, place=one.place or wanted.place) for one in error.diagnostics]
    if errors:
        raise PacketError(*errors)
    return _with_enclosures(at, parts)


def misplaced(at: Desk) -> list[Diagnostic]:
    """Tell which documents do not stand in the order that the target demands of one file."""
    order, found, highest = at.target.order, list[Diagnostic](), -1
    if at.delivery == "separate":
        return []
    for wanted in at.application.documents:
        rank = order.index(wanted.kind) if wanted.kind in order else highest
        if rank < highest:
            hint = f"move it before '{order[highest]}': the order is {', '.join(order)}"
            found.append(
                Diagnostic(
                    "A141",
                    f"'{wanted.kind}' stands too late for the target '{at.target.name}'",
                    wanted.place,
                    hint,
                )
            )
        highest = max(highest, rank)
    return found


def _kept(wanted: DocumentRequest, at: Desk, part: Part) -> Part:
    """See that a document keeps to its pages.

    Raises PacketError.
    """
    most = wanted.pages or at.target.of(wanted.kind).pages
    if most and part.pages > most:
        asked = "this asks" if wanted.pages else f"the target '{at.target.name}' asks"
        hint = "shorten it" if part.pdf else "leave pages out of the file, or enclose another"
        raise PacketError(
            Diagnostic(
                "A140",
                f"'{part.title}' has {part.pages} pages, and {asked} for at most {most}",
                wanted.place,
                hint,
            )
        )
    return part


def _document(at: Desk, wanted: DocumentRequest) -> Part:
    """Make one document, by what it is made of."""
    if wanted.is_foreign:
        return _foreign(at, wanted)
    if wanted.file:
        return _letter(at, wanted, wanted.file)
    return _OWN[wanted.kind](at, wanted)


def _cv(at: Desk, wanted: DocumentRequest) -> Part:
    kind = None if wanted.kind == "cv" else wanted.kind
    built = build.build(at.profile, at.wish(wanted, kind), at.around)
    return _part(wanted, wanted.title or at.words.words["document"], built)


def _publications(at: Desk, wanted: DocumentRequest) -> Part:
    """Print the list of publications alone, as the CV prints it."""
    return _section(at, wanted, at.profile, Variant(sections=("publications",), withoutSections=()))


def _referees_alone(at: Desk, wanted: DocumentRequest) -> Part:
    """Print the references that were asked; marked with a tag, because what is private goes by their numbers."""
    asked = {one.number for one in select_referees(at.application, at.profile)}

    def marked(section: Section) -> Section:
        tagged = (
            entry.model_copy(update={"tags": (*entry.tags, _LISTED)}) if number in asked else entry
            for number, entry in enumerate(section.entries)
        )
        return replace(section, entries=tuple(tagged)) if section.kind == "references" else section

    sections = tuple(marked(section) for section in at.profile.sections)
    variant = Variant(
        sections=("references",),
        withoutSections=(),
        tags=(),
        withoutTags=(),
        only={"references": (_LISTED,)},
    )
    return _section(at, wanted, replace(at.profile, sections=sections), variant)


def _section(at: Desk, wanted: DocumentRequest, profile: Profile, variant: Variant) -> Part:
    """Print one section of a CV by itself.

    Raises PacketError where nothing is left of it.
    """
    kind, wish = variant.sections[0], at.wish(wanted, variant.sections[0])
    profile = replace(
        profile,
        basics=profile.basics.model_copy(update={"summary": None, "short": None}),
        picture=None,
    )
    base = wish.variant or next(
        (one.variant for one in at.application.documents if one.kind == "cv"), None
    )
    whole = replace(
        profile,
        variants={**profile.variants, _LISTED: variant.model_copy(update={"extends": base})},
    )
    wish = replace(wish, variant=_LISTED)
    plan = resolve(whole, wish, at.around)
    if not plan.selected.sections:
        there = any(section.kind == kind for section in profile.sections)
        hint = (
            "its audience does not see it, or its variant leaves it out: say another, such as {audience: print}"
            if there
            else f"add '{kind}:' to the profile"
        )
        raise PacketError(
            Diagnostic("A124", f"there is nothing to print as '{wanted.kind}'", wanted.place, hint)
        )
    return _part(wanted, wanted.title or at.words.headings[kind], build.build_plan(plan))


def _title_page(at: Desk, wanted: DocumentRequest) -> Part:
    return _part(
        wanted, wanted.title or at.words.words["application"], letters.title_page(at, wanted)
    )


def _letter(at: Desk, wanted: DocumentRequest, path: Path) -> Part:
    source, built = letters.letter(at, wanted, path)
    named = (
        source.settings.subject if source.settings.kind == "statement" else at.words.words["letter"]
    )
    title = (
        wanted.title
        or in_language(named or at.words.headings["statement"], (at.words.language, "en"))[1]
    )
    return replace(_part(wanted, title, built), source=path)


def _part(wanted: DocumentRequest, title: str, built: Built) -> Part:
    warnings = tuple(replace(one, place=one.place or wanted.place) for one in built.warnings)
    return Part(wanted.kind, title, built.pdf, notes=built.notes, warnings=warnings)


def _foreign(at: Desk, wanted: DocumentRequest) -> Part:
    """Take a document of somebody else; in an anonymous application it must not say whose it is.

    Raises PdfError, or RenderError for leaks.
    """
    from cvgen.attachments.inspect import inspected
    from cvgen.attachments.repair import mended

    assert wanted.file
    copy = mended(wanted.file, wanted.mend, at.target.of(wanted.kind))
    told = leaks.search(copy.data, leaks.secrets_of(at.profile)) if at.nameless else ()
    told = tuple(replace(one, place=wanted.place) for one in told)
    if any(one.severity == "error" for one in told):
        raise RenderError(*told)
    title = (
        wanted.title
        or at.words.words.get(wanted.kind)
        or wanted.kind.replace("-", " ").capitalize()
    )
    seen = () if wanted.mend else inspected(wanted.file, at.target.of(wanted.kind))
    odd = dict.fromkeys((*seen, *copy.warnings, *told))
    notes = (*copy.notes, *(one for one in odd if one.severity == "note"))
    return Part(
        wanted.kind,
        title,
        foreign=copy.data,
        source=wanted.file,
        notes=notes,
        warnings=tuple(one for one in odd if one.severity != "note"),
    )


def _with_enclosures(at: Desk, parts: Sequence[Part | None]) -> list[Part]:
    """Add the lists of what is enclosed; their page numbers count their own pages too, which takes two passes at most."""
    lengths = [part.pages if part else 1 for part in parts]
    whole = [*_listing(at, parts, lengths)]
    again = [part.pages for part in whole]
    return whole if again == lengths else [*_listing(at, parts, again)]


def _listing(at: Desk, parts: Sequence[Part | None], lengths: Sequence[int]) -> Iterator[Part]:
    numbered = at.delivery != "separate"
    firsts = [sum(lengths[:number]) + 1 for number in range(len(lengths))]
    listed = [
        (part.title, (first, first + length - 1) if numbered else (0, 0))
        for part, first, length in zip(parts, firsts, lengths, strict=True)
        if part and part.kind not in _NOT_ENCLOSED
    ]
    for wanted, part in zip(at.application.documents, parts, strict=True):
        yield part or _part(
            wanted,
            wanted.title or at.words.words["enclosures"],
            letters.enclosures(at, wanted, listed),
        )


_OWN: dict[str, Callable[[Desk, DocumentRequest], Part]] = {
    "cv": _cv,
    "short-cv": _cv,
    "biosketch": _cv,
    "publications": _publications,
    "referees": _referees_alone,
    "title-page": _title_page,
}
