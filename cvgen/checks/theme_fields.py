"""Takes a composed document, gives its texts one by one in the order of the contract, with the field that each is of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from cvgen.compose.view import Document, Item, Letter, Section
from cvgen.pdf.runs import Run
from cvgen.text import markup as inline


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that must be printed: the field of the contract that it stands in, and the text as `joined` gives it."""

    field: str
    text: str


def joined(text: str) -> str:
    """Bring a text to the form in which texts are compared: no white space, no ligatures, small letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def content(runs: Iterable[Run]) -> str:
    """Join all that a file says."""
    return joined("".join(run.text for run in runs))


def of_item(item: Item) -> list[Piece]:
    """List what an item says, but for its period, which has two places."""
    found = [("number", item.number), *(("badges", badge) for badge in item.badges)]
    found += [
        (name, getattr(item, name))
        for name in ("citation", "title", "people", "subtitle", "place", "status")
    ]
    found += [("notes", note) for note in item.notes]
    found += [("details", detail.text) for detail in item.details]
    found += [(name, text) for name in ("text", "points") for text in getattr(item, name)]
    found += [("links", link.label) for link in item.links]
    return list(_pieces(found))


def of_head(document: Document) -> list[Piece]:
    """List what stands before the sections; the name comes first of all, the rest as the theme likes."""
    found = [
        ("name", document.name),
        *(("other_names", name) for name in document.other_names),
        ("label", document.label),
    ]
    found += [("contacts", contact.text) for contact in document.contacts]
    return list(_pieces([*found, *(("summary", text) for text in document.summary)]))


def of_section(section: Section) -> list[Piece]:
    """List what a section says beside its items."""
    found = [("title", section.title), *(("groups", group.title) for group in section.groups)]
    return list(_pieces([*found, *(("legend", meaning) for _, meaning in section.legend)]))


def of_letter(letter: Letter) -> list[Piece]:
    """List what a letter says, in the order in which most letters do."""
    found = [("when", letter.when), *(("recipient", line) for line in letter.recipient)]
    found += [("reference", letter.reference), ("subject", letter.subject)]
    return (
        list(_pieces(found))
        + prose_of(letter)
        + list(_pieces([("enclosures", text) for text in letter.enclosures]))
    )


def prose_of(letter: Letter) -> list[Piece]:
    """List what stands in one order in every letter: how it opens, its prose, how it ends, and whose it is."""
    prose = [("blocks", text) for block in letter.blocks for text in (block.text, *block.points)]
    return list(
        _pieces(
            [
                ("opening", letter.opening),
                *prose,
                ("closing", letter.closing),
                ("signature", letter.signature),
            ]
        )
    )


def _pieces(found: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    for field, text in found:
        bare = joined(inline.bare(text) if isinstance(text, Markup) else text)
        if bare:
            yield Piece(field, bare)
