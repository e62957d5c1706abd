"""Build the paste kit of an application: the text for every field of the portal's form, in order.

It is text to paste, and never the form itself: some portals accept only what they made themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cvgen.application.context import ApplicationContext
from cvgen.application.paste_fields import (
    FilledField,
    PasteKit,
    format_paste_kit,
    list_excesses,
)
from cvgen.application.paste_values import (
    KNOWN_NAMES,
    NAME_FACTS,
    format_person,
    format_sections,
    normalize_source,
)
from cvgen.application.placeholders import format_for_form
from cvgen.application.referees import select_referees
from cvgen.errors import Diagnostic, PacketError, did_you_mean
from cvgen.plan.filename import find_surname_guess
from cvgen.plan.places import place_findings
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.profile.audience import RedactionNote
from cvgen.profile.model import Profile
from cvgen.target import leaks
from cvgen.target.target import FormField, Target
from cvgen.target.values import DOCUMENT_KINDS

_LEFT_OUT = ", because this call is anonymous"
_RULES_MAY_BE_OLD = "They may be out of date: check the call."
# The fields of a form that nobody described: names of facts, and of sections, with their titles.
_PERSON_TITLES = {
    "name": "Name",
    "name-in-letters": "Name in A to Z",
    "given-name": "Given name",
    "surname": "Surname",
    "email": "E-mail",
    "phone": "Phone",
    "address": "Address",
    "nationality": "Nationality",
    "birth-date": "Date of birth",
    "website": "Website",
    "accounts": "Accounts",
}
# Most forms have a field for each entry of these.
_ENTRY_TITLES = {"education": "Degree", "work": "Position", "publications": "Publication"}
_SECTION_TITLES = {"languages": "Languages"}


class PasteValues(Struct, frozen=True):
    """What fields can be filled from, by name.

    `facts` have one text each, `sections` one for each entry; `texts` are the application's own,
    by the kind of document.
    """

    facts: dict[str, str]
    sections: dict[str, list[str]]
    texts: dict[str, str]
    is_anonymous: bool = False

    def get_text(self, source: str) -> str:
        """Return a text of the application, a fact, or a whole section; empty if there is none."""
        name = normalize_source(source)
        if name in self.texts:
            return self.texts[name]
        if name in self.facts:
            return self.facts[name]
        entries = self.sections.get(name, [])
        separator = "\n"
        if any("\n" in entry for entry in entries):
            separator = "\n\n"
        return separator.join(entries)

    def list_names(self) -> set[str]:
        """List all names, whether there is something or not."""
        return {*self.texts, *self.facts, *self.sections, *KNOWN_NAMES}


def build_paste_kit(
    context: ApplicationContext, *, audience: str | None = None, as_ascii: bool = False
) -> PasteKit:
    """Build the kit of an application, for an audience, else for the application's.

    Raises ProfileError or PacketError for texts that cannot be used, VariantError for an audience
    that there is not.
    """
    visible = _select_visible(context, audience)
    values = _collect_values(context, visible)
    target = context.target
    fields = [_fill_field(field, values) for field in target.fields]
    if not any(field.source for field in target.fields):
        fields += _list_usual_fields(context, visible, values)
    head = _describe_kit(context, visible)
    kit = format_paste_kit(head, fields, target.place, as_ascii=as_ascii)
    if context.is_anonymous:
        _check_anonymity(context, kit.text)
        guesses = []
    else:
        guesses = list(find_surname_guess(context.profile, context.locale.language))
    return PasteKit(kit.text, (*_check_sources(target, values), *kit.warnings, *guesses))


def _select_visible(context: ApplicationContext, audience: str | None) -> Profile:
    """Select what the reader may see, of all sections; nobody's name, where nobody is named.

    No variant is applied: a form asks also for what it leaves out.
    """
    audience = audience or context.application.audience or context.get_settings().audience
    request = Request(target=context.target.name, audience=audience, anonymous=context.is_anonymous)
    plan = resolve(context.profile, request, context.environment)
    if context.is_anonymous:
        return plan.profile
    return plan.selected


def _check_anonymity(context: ApplicationContext, text: str) -> None:
    """Raise PacketError if a kit that is to name nobody says whose it is."""
    secrets = leaks.list_identifying_secrets(context.profile)
    leaked = leaks.find_text_leaks(text, secrets, "the paste kit")
    findings = place_findings(leaked, context.profile.tree)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise PacketError(*errors)


def _collect_values(context: ApplicationContext, visible: Profile) -> PasteValues:
    locale = context.locale
    today = context.environment.today
    facts = {**context.list_field_values(locale), **format_person(visible, locale, today)}
    if context.is_anonymous:
        for name in NAME_FACTS:
            facts.pop(name, None)
    sections = format_sections(visible, locale, today)
    entries = sections.get("references", [])
    references = []
    for referee in select_referees(context.application, visible):
        if referee.number < len(entries):
            references.append(entries[referee.number])
    sections["references"] = references
    texts: dict[str, str] = {}
    for document in reversed(context.application.documents):
        text = format_for_form(context, document)
        if text:
            texts[document.kind] = text
    return PasteValues(facts, sections, texts, context.is_anonymous)


def _fill_field(field: FormField, values: PasteValues) -> FilledField:
    if not field.source:
        return FilledField(field, explanation=_suggest_texts(field, values))
    text = values.get_text(field.source)
    explanation = ""
    if not text:
        explanation = f"there is no {field.source} in profile or application, or it is kept back"
        if values.is_anonymous:
            explanation += _LEFT_OUT
    return FilledField(field, text, explanation)


def _suggest_texts(field: FormField, values: PasteValues) -> str:
    """Say which of the application's texts keep to the limits of a field."""
    fitting = [kind for kind, text in values.texts.items() if not list_excesses(text, field)]
    kinds = ", ".join(fitting) or "none"
    return f"fill it with what it asks for; of your texts, {kinds} would fit"


def _list_usual_fields(
    context: ApplicationContext, visible: Profile, values: PasteValues
) -> Iterator[FilledField]:
    """List what forms usually ask for, in their usual order."""
    yield from _list_fact_fields(values)
    referees = select_referees(context.application, visible)
    for referee, text in zip(referees, values.sections["references"], strict=False):
        consent = referee.entry.consent or "not known to have agreed"
        yield FilledField(FormField(f"Referee ({consent})"), text)
    for document in context.application.documents:
        text = format_for_form(context, document)
        if text:
            title = document.title or document.kind.replace("-", " ").capitalize()
            yield FilledField(FormField(title), text)


def _list_fact_fields(values: PasteValues) -> Iterator[FilledField]:
    """List the fields for the person and for the sections that forms ask for."""
    for name, title in _PERSON_TITLES.items():
        text = values.facts.get(name)
        if text:
            yield FilledField(FormField(title), text)
    for kind, title in _ENTRY_TITLES.items():
        for number, text in enumerate(values.sections.get(kind, ()), start=1):
            yield FilledField(FormField(f"{title} {number}"), text)
    for kind, title in _SECTION_TITLES.items():
        text = values.get_text(kind)
        if text:
            yield FilledField(FormField(title), text)


def _describe_kit(context: ApplicationContext, visible: Profile) -> list[str]:
    """Say what the kit is for, by whose rules, and what is hidden from its reader."""
    application, target = context.application, context.target
    names = filter(None, (application.programme, application.institution, application.reference))
    subject = ", ".join(names) or application.name
    lines = [
        f"Paste kit: {subject}",
        f"For: {target.title}. {target.about}".rstrip(),
        f"Its rules: {target.source} (read: {target.checked_on}). {_RULES_MAY_BE_OLD}",
    ]
    if context.is_anonymous:
        lines.append(
            "This call is anonymous: what names you is left out. "
            "Fill it in only where reviewers do not see it."
        )
    for warning in visible.warnings:
        if isinstance(warning, RedactionNote):
            message = warning.message[:1].upper() + warning.message[1:]
            lines.append(f"{message}. ('cvgen packet paste --audience print' has it.)")
    return lines


def _check_sources(target: Target, values: PasteValues) -> Iterator[Diagnostic]:
    """Warn of fields that are filled from a name that nothing has."""
    names = values.list_names()
    for field in target.fields:
        source = field.source
        if not source or source in DOCUMENT_KINDS or normalize_source(source) in names:
            continue
        message = f"the field '{field.name}' is filled from '{source}', which is nothing known"
        hint = did_you_mean(source, names)
        yield Diagnostic("A601", message, target.place, hint, "warning")
