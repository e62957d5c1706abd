"""Takes an application on its desk, gives its paste kit: every field of the portal's form in order, counted against its limits.

It is text to paste, and never the form itself: of some portals only files that they made themselves count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cvgen.application import paste_values as pastevalues
from cvgen.application.context import Desk
from cvgen.application.paste_fields import Filled, Kit, excess, kit
from cvgen.application.placeholders import format_for_form
from cvgen.application.referees import select_referees
from cvgen.errors import Diagnostic, did_you_mean
from cvgen.plan.resolve import resolve
from cvgen.profile.load import Profile
from cvgen.request import Request
from cvgen.target.load import Field, Target
from cvgen.target.schema import KINDS

_KEPT_BACK = "N210"
_PERSON = {
    "name": "Name", "name-in-letters": "Name in A to Z", "given-name": "Given name", "surname": "Surname", "email": "E-mail", "phone": "Phone",
    "address": "Address", "nationality": "Nationality", "birth-date": "Date of birth", "website": "Website", "accounts": "Accounts",
}  # fmt: skip
# Each entry a field of its own, as most forms have it.
_EACH = {"education": "Degree", "work": "Position", "publications": "Publication"}
_TOGETHER = {"languages": "Languages"}


@dataclass(frozen=True, slots=True)
class Values:
    """What fields can be filled from, by name: one text each, and entries of sections."""

    said: dict[str, str]
    sections: dict[str, list[str]]
    texts: dict[str, str] = field(default_factory=dict)

    def of(self, source: str) -> str:
        """Give what a name stands for: a text of the application, a fact, or a whole section."""
        name = pastevalues.named(source)
        if name in self.texts or name in self.said:
            return self.texts.get(name) or self.said[name]
        entries = self.sections.get(name, [])
        return ("\n\n" if any("\n" in entry for entry in entries) else "\n").join(entries)

    def known(self) -> set[str]:
        """List all names, whether there is something or not."""
        return {*self.texts, *self.said, *self.sections, *pastevalues.KNOWN}


def written(desk: Desk, *, audience: str | None = None, straight: bool = False) -> Kit:
    """Write the kit of an application, for an audience (else the application's); `straight` asks for ASCII.

    Raises ProfileError or PacketError for texts that cannot be used, VariantError for an audience that there is not.
    """
    seen = _seen(desk, audience)
    values = _values(desk, seen)
    listed = desk.target.fields
    fields = [_field(one, values) for one in listed]
    if not any(one.source for one in listed):
        fields += _usual(desk, seen, values)
    made = kit(_head(desk, seen), fields, desk.target.place, straight=straight)
    return Kit(made.text, (*_unknown(desk.target, values), *made.warnings))


def _seen(desk: Desk, audience: str | None) -> Profile:
    """Select what the reader may see, of all sections: a form asks also for what a variant leaves out."""
    said = desk.application
    request = Request(
        target=desk.target.name, audience=audience or said.audience or desk.settings().audience
    )
    return resolve(desk.profile, request, desk.around).selected


def _values(desk: Desk, seen: Profile) -> Values:
    words = desk.words
    sections = pastevalues.sections(seen, words, desk.around.today)
    there = sections.get("references", [])
    chosen = [
        there[one.number]
        for one in select_referees(desk.application, seen)
        if one.number < len(there)
    ]
    said = {**desk.fields(words), **pastevalues.person(seen, words)}
    own = {
        wanted.kind: text
        for wanted in reversed(desk.application.documents)
        if (text := format_for_form(desk, wanted))
    }
    return Values(said, {**sections, "references": chosen}, own)


def _field(wanted: Field, values: Values) -> Filled:
    if not wanted.source:
        fitting = [name for name, text in values.texts.items() if not excess(text, wanted)]
        return Filled(
            wanted,
            why=f"fill it with what it asks for; of your texts, {', '.join(fitting) or 'none'} would fit",
        )
    text = values.of(wanted.source)
    return Filled(
        wanted,
        text,
        ""
        if text
        else f"there is no {wanted.source} in profile or application, or it is kept back",
    )


def _usual(desk: Desk, seen: Profile, values: Values) -> Iterator[Filled]:
    """List what forms usually ask for."""
    for name, title in _PERSON.items():
        if text := values.said.get(name):
            yield Filled(Field(title), text)
    for kind, title in _EACH.items():
        for number, text in enumerate(values.sections.get(kind, ()), start=1):
            yield Filled(Field(f"{title} {number}"), text)
    for kind, title in _TOGETHER.items():
        if text := values.of(kind):
            yield Filled(Field(title), text)
    for one, text in zip(
        select_referees(desk.application, seen), values.sections["references"], strict=False
    ):
        yield Filled(Field(f"Referee ({one.entry.consent or 'not known to have agreed'})"), text)
    for wanted in desk.application.documents:
        if text := format_for_form(desk, wanted):
            yield Filled(Field(wanted.title or wanted.kind.replace("-", " ").capitalize()), text)


def _head(desk: Desk, seen: Profile) -> list[str]:
    said, target = desk.application, desk.target
    lines = [
        f"Paste kit: {', '.join(filter(None, (said.programme, said.institution, said.reference))) or said.name}"
    ]
    lines += [
        f"For: {target.title}. {target.about}".rstrip(),
        f"Its rules: {target.source} (read: {target.checked_on}). They may be out of date: check the call.",
    ]
    lines += [
        "This call is anonymous: the fields below name you, and your texts may not."
    ] * desk.nameless
    lines += [
        f"{one.message[:1].upper()}{one.message[1:]}. ('cvgen packet paste --audience print' has it.)"
        for one in seen.warnings
        if one.code == _KEPT_BACK
    ]
    return lines


def _unknown(target: Target, values: Values) -> list[Diagnostic]:
    """Tell of fields that ask for what nothing can be called."""
    return [
        Diagnostic(
            "A601",
            f"the field '{one.name}' is filled from '{one.source}', which is nothing known",
            target.place,
            did_you_mean(one.source, values.known()),
            "warning",
        )
        for one in target.fields
        if one.source
        and pastevalues.named(one.source) not in values.known()
        and one.source not in KINDS
    ]
