"""Compare what a parser reads with what the document says, and report what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cvgen.compose.view import Contact, Document, Section
from cvgen.errors import Diagnostic
from cvgen.target.parser.resume import Order, ReadSection, Resume
from cvgen.target.parser.words import fold_title
from cvgen.text.markup import strip_markup
from cvgen.text.patterns import compile_late

_BY_POSITION = "by its place on the page, "
_HINT_NAME = "the name must come first, above all columns, and larger than all else"
_HINT_CONTACT = "it must stand whole on one line, near the name"
_HINT_HEADING = "a heading must stand alone on its line, bold, larger or in capitals"
_HINT_TITLE = (
    "'--set heading-words=standard' takes words that they know, such as Experience and Awards"
)
_LONGEST_QUOTE = 40  # characters


class ParserLoss(Diagnostic, frozen=True):
    """The finding that a parser loses what a document says."""


# What follows a telephone number, which is found without it: "ext. 45".
_EXTENSION = compile_late(r"[\s,;]*(?:[^\W\d_]|#)")


class _Loss(Struct, frozen=True):
    """A fact that a parser does not find: what it is, what happened to it, what would help."""

    code: str
    fact: str
    what_happens: str
    hint: str


def list_lost_facts(readings: Mapping[Order, Resume], document: Document) -> Iterator[ParserLoss]:
    """List the name, addresses and sections that a reading loses; what several lose, once."""
    reported: set[str] = set()
    for order, resume in readings.items():
        how = _BY_POSITION if order == "position" else ""
        for loss in _list_losses(resume, document):
            if loss.fact in reported:
                continue
            reported.add(loss.fact)
            message = f"{loss.fact} is lost: {how}{loss.what_happens}"
            yield ParserLoss(loss.code, message, None, loss.hint, "warning")


def _list_losses(resume: Resume, document: Document) -> Iterator[_Loss]:
    yield from _check_name(resume, document)
    yield from _check_contacts(resume, document)
    for section in document.sections:
        title = strip_markup(section.title)
        if find_section(resume, section) is None:
            reason = _explain_lost_heading(resume, title)
            yield _Loss("F163", f"the section '{title}'", reason, _HINT_HEADING)


def _check_name(resume: Resume, document: Document) -> Iterator[_Loss]:
    name = strip_markup(document.name)
    read = resume.person.name
    if fold_title(name) in fold_title(read):
        return
    what_happens = f"'{quote_text(read)}' is taken for it" if read else "nothing is taken for it"
    yield _Loss("F161", f"the name '{name}'", what_happens, _HINT_NAME)


def _list_main_contacts(document: Document, found: Mapping[str, str]) -> list[Contact]:
    """List the contacts to compare, one of a kind: that which was read, or else the first."""
    main: dict[str, Contact] = {}
    for contact in document.contacts:
        read = found.get(contact.kind, "")
        is_read = fold_title(read) == fold_title(strip_markup(contact.text))
        if contact.kind in found and (is_read or contact.kind not in main):
            main[contact.kind] = contact
    return list(main.values())


def _check_contacts(resume: Resume, document: Document) -> Iterator[_Loss]:
    found = {"email": resume.person.email, "phone": resume.person.phone}
    for contact in _list_main_contacts(document, found):
        text = strip_markup(contact.text)
        read = found[contact.kind]
        number = _EXTENSION.split(text, maxsplit=1)[0] if contact.kind == "phone" else text
        if read and fold_title(read) in (fold_title(text), fold_title(number)):
            continue
        noun = "e-mail address" if contact.kind == "email" else "phone number"
        what_happens = f"'{quote_text(read)}' is taken for it" if read else "it is not found whole"
        yield _Loss("F162", f"the {noun} '{text}'", what_happens, _HINT_CONTACT)


# --- sections -------------------------------------------------------------------------------------


def find_section(resume: Resume, section: Section) -> ReadSection | None:
    """Find the section that was read under the title of a document's section."""
    title = fold_title(strip_markup(section.title))
    for read in resume.sections:
        if fold_title(read.title) == title:
            return read
    return None


def _explain_lost_heading(resume: Resume, title: str) -> str:
    folded = fold_title(title)
    for line in resume.lines:
        cells = [fold_title(cell.text) for cell in line.cells]
        if folded not in cells:
            continue
        if line.is_alone:
            return "its heading looks like the text around it"
        others = [cell.text for cell in line.cells if fold_title(cell.text) != folded]
        neighbour = others[0] if others else title
        return f"its heading shares a line with '{quote_text(neighbour)}'"
    return "its heading does not stand on a line of its own"


def list_unknown_titles(resume: Resume) -> Iterator[Diagnostic]:
    """List the titles that only look like those of sections, and that parsers do not know."""
    for section in resume.sections:
        if not section.kind:
            message = (
                f"parsers that go by words do not know the title '{quote_text(section.title)}'"
            )
            yield Diagnostic("F165", message, None, _HINT_TITLE, "note")


# --- without a document ---------------------------------------------------------------------------


def list_missing_facts(readings: Mapping[Order, Resume]) -> Iterator[Diagnostic]:
    """List what is not found at all, and what is found in one order of reading only."""
    first, *others = readings.values()
    person = first.person
    if not person.name:
        yield Diagnostic("F161", "no name is found", None, _HINT_NAME, "warning")
    if not person.email:
        yield Diagnostic("F162", "no e-mail address is found", None, _HINT_CONTACT, "warning")
    if not person.phone:
        yield Diagnostic("F162", "no phone number is found", None, _HINT_CONTACT, "note")
    if not first.sections:
        yield Diagnostic("F163", "no section is found", None, _HINT_HEADING, "warning")
    for other in others:
        yield from _list_contradictions(first, other)


def _list_contradictions(first: Resume, other: Resume) -> Iterator[Diagnostic]:
    name = other.person.name
    if name and fold_title(name) != fold_title(first.person.name):
        message = f"{_BY_POSITION}'{quote_text(name)}' is taken for the name"
        yield Diagnostic("F161", message, None, _HINT_NAME, "warning")
    found = {fold_title(section.title) for section in other.sections}
    for section in first.sections:
        if fold_title(section.title) not in found:
            reason = _explain_lost_heading(other, section.title)
            message = f"the section '{quote_text(section.title)}' is lost: {_BY_POSITION}{reason}"
            yield Diagnostic("F163", message, None, _HINT_HEADING, "warning")


def quote_text(text: str) -> str:
    """Shorten a text to be quoted in a message."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_QUOTE:
        return line
    return line[: _LONGEST_QUOTE - 1].rstrip() + "…"
