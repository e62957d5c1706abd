"""Compare the entries that a parser reads with those of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cvgen.compose.view import Document, Item, Section
from cvgen.errors import Diagnostic
from cvgen.target.parser.compare import find_section, quote_text
from cvgen.target.parser.dates import is_same_period
from cvgen.target.parser.entries import Entry
from cvgen.target.parser.resume import Resume
from cvgen.target.parser.words import fold_title
from cvgen.text.markup import strip_markup

_HINT = "title, organisation and dates must stand in the first lines, apart from each other"
_LEAST_TITLE = 5  # letters of a line that may be the first of a longer title


def list_differing_entries(resume: Resume, document: Document) -> Iterator[Diagnostic]:
    """List the entries that are read otherwise than the document says them."""
    for section in document.sections:
        read = find_section(resume, section)
        if read is None or section.layout != "entries":
            continue
        differing: list[Diagnostic] = []
        for item in list_read_items(section):
            differing += _compare_entry(item, find_entry(read.entries, item))
        if section.columns:
            differing = [_describe_table(section)] if differing else []
        yield from differing


def _describe_table(section: Section) -> Diagnostic:
    title = quote_text(strip_markup(section.title))
    message = f"'{title}' is a table, which a résumé parser reads line by line across its columns"
    hint = f"for a portal that parses, leave '{section.kind}' out of 'tables'"
    return Diagnostic("F180", message, None, hint, "note")


def list_read_items(section: Section) -> Iterator[Item]:
    """List what reads as an entry: an employer with the first position there, then each other."""
    for item in section.items:
        if item.positions and not item.period:
            yield replace(item, period=item.positions[0].period)
        else:
            yield item
        yield from item.positions[1:]


def find_entry(entries: Sequence[Entry], item: Item) -> Entry | None:
    """Find the entry that was read of a document's item, by its title."""
    title = fold_title(strip_markup(item.title or item.subtitle))
    for entry in entries:
        for text in (entry.title, entry.organisation):
            if _begins_alike(title, fold_title(text)):
                return entry
    return None


def _begins_alike(text: str, read: str) -> bool:
    """Say whether a text was read, or its first line."""
    if text and text in read:
        return True
    return len(read) >= _LEAST_TITLE and text.startswith(read)


def _compare_entry(item: Item, entry: Entry | None) -> Iterator[Diagnostic]:
    title = strip_markup(item.title or item.subtitle)
    if entry is None:
        message = f"the entry '{quote_text(title)}' is not read as one"
        yield Diagnostic("F164", message, None, _HINT, "warning")
        return
    wrong = []
    organisation = strip_markup(item.subtitle) if item.title else ""
    read = fold_title(entry.title) + " " + fold_title(entry.organisation)
    if organisation and not _shares_text(fold_title(organisation), read):
        wrong.append(f"'{quote_text(entry.organisation)}' for '{quote_text(organisation)}'")
    period = strip_markup(item.period)
    if not is_same_period(period, entry.dates):
        wrong.append(f"'{quote_text(entry.dates)}' for '{period}'")
    if wrong:
        message = f"the entry '{quote_text(title)}' is read with {' and '.join(wrong)}"
        yield Diagnostic("F164", message, None, _HINT, "warning")


def _shares_text(text: str, read: str) -> bool:
    return any(text in part or part in text for part in read.split() if part)
