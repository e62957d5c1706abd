"""Build the documents that are one section of a CV: lists of publications and of referees."""

from __future__ import annotations

from msgspec.structs import replace

from cvgen import build
from cvgen.application.context import ApplicationContext
from cvgen.application.model import DocumentRequest
from cvgen.application.part import Part, make_part
from cvgen.application.referees import list_referees, select_referees
from cvgen.errors import Diagnostic, PacketError
from cvgen.plan.resolve import resolve
from cvgen.profile.model import Profile, Section
from cvgen.profile.settings import Variant

# The name of a variant and of a tag that no profile has.
_SELECTED = "listed for this application"


def build_publications(context: ApplicationContext, document: DocumentRequest) -> Part:
    """Build the list of publications alone, as the CV prints it."""
    variant = Variant(sections=("publications",), withoutSections=())
    return _build_section(context, document, context.profile, variant)


def build_referees(context: ApplicationContext, document: DocumentRequest) -> Part:
    """Build the list of the references that the application names.

    They are marked with a tag, and keep their numbers, by which the profile says what is private.
    """
    referees = select_referees(context.application, context.profile)
    numbers = {referee.number for referee in referees}
    sections = []
    for section in context.profile.sections:
        if section.kind == "references":
            sections.append(_tag_entries(section, numbers))
        else:
            sections.append(section)
    variant = Variant(
        sections=("references",),
        withoutSections=(),
        tags=(),
        withoutTags=(),
        only={"references": (_SELECTED,)},
    )
    profile = replace(context.profile, sections=tuple(sections))
    return _build_section(context, document, profile, variant)


def _tag_entries(section: Section, numbers: set[int]) -> Section:
    entries = []
    for number, entry in enumerate(section.entries):
        if number not in numbers:
            entries.append(entry)
            continue
        tags = (*entry.tags, _SELECTED)
        entries.append(entry.model_copy(update={"tags": tags}))
    return replace(section, entries=tuple(entries))


def _build_section(
    context: ApplicationContext, document: DocumentRequest, profile: Profile, variant: Variant
) -> Part:
    """Build one section of a CV by itself, with the profile's name and contacts above it.

    Raises PacketError where nothing is left of it.
    """
    kind = variant.sections[0]
    request = context.make_request(document, kind)
    base = request.variant or _find_cv_variant(context)
    variants = {**profile.variants, _SELECTED: variant.model_copy(update={"extends": base})}
    basics = profile.basics.model_copy(update={"summary": None, "short": None})
    profile = replace(profile, basics=basics, picture=None, variants=variants)
    plan = resolve(profile, replace(request, variant=_SELECTED, is_part=True), context.environment)
    if not plan.selected.sections:
        raise _describe_empty_document(document, kind, profile)
    return make_part(document, context.locale.headings[kind], build.build_plan(plan))


def _find_cv_variant(context: ApplicationContext) -> str | None:
    """Find the variant of the application's CV, which the other documents follow."""
    for document in context.application.documents:
        if document.kind == "cv":
            return document.variant
    return None


def _describe_empty_document(document: DocumentRequest, kind: str, profile: Profile) -> PacketError:
    hint = f"add '{kind}:' to the profile"
    if any(section.kind == kind for section in profile.sections):
        hint = (
            "its audience does not see it, or its variant leaves it out: "
            "say another, such as {audience: print}"
        )
    referees = [other.entry for other in list_referees(profile) if _SELECTED in other.entry.tags]
    if referees and all(referee.has_declined() for referee in referees):
        hint = "who declined is never printed: name somebody who agreed"
    message = f"there is nothing to print as '{document.kind}'"
    return PacketError(Diagnostic("A124", message, document.place, hint))
