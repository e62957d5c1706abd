"""Pair what a document prints with the entries of the profile that it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cvgen.bibliography.write import list_losses
from cvgen.compose.view import Item
from cvgen.compose.view import Section as ViewSection
from cvgen.errors import Diagnostic, Place
from cvgen.exporters.exporter import ExportOrder
from cvgen.exporters.single_positions import has_own_post, merge_item, merge_position
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.model import Section
from cvgen.profile.publications import Publication
from cvgen.profile.sections import Entry, get_positions


class PrintedEntry(Struct, frozen=True):
    """An entry with what is printed of it; `is_position` says that it was one of several in one."""

    entry: Entry
    item: Item
    is_position: bool = False


class PrintedSection(Struct, frozen=True):
    """A section as it is printed, with its entries in the printed order."""

    view: ViewSection
    entries: tuple[PrintedEntry, ...]

    @property
    def kind(self) -> str:
        """The kind of its entries."""
        return self.view.kind


def list_printed_sections(order: ExportOrder) -> list[PrintedSection]:
    """List the sections of a document with the entries that they were made of."""
    entries = _map_entries(order.plan.profile.sections)
    printed = []
    for view in order.document.sections:
        pairs: list[PrintedEntry] = []
        for item in view.items:
            whole = PrintedEntry(entries[item.origin], item)
            pairs += _part_positions(whole, order.document.comma)
        printed.append(PrintedSection(view, tuple(pairs)))
    return printed


def _part_positions(printed: PrintedEntry, comma: str) -> Iterator[PrintedEntry]:
    """Make an entry of each position at an employer, because no format has several in one."""
    positions = get_positions(printed.entry)
    if not positions:
        yield printed
        return
    has_own = has_own_post(printed.entry, positions)
    if has_own:
        entry = printed.entry.model_copy(update={"positions": ()})
        yield PrintedEntry(entry, replace(printed.item, positions=()), is_position=True)
    for position, part in zip(positions, printed.item.positions, strict=True):
        is_first = position is positions[0] and not has_own
        entry = merge_position(printed.entry, position, is_first=is_first)
        item = merge_item(printed.item, part, comma, is_first=is_first)
        yield PrintedEntry(entry, item, is_position=len(positions) > 1)


def _map_entries(sections: tuple[Section, ...]) -> dict[KeyPath, Entry]:
    entries: dict[KeyPath, Entry] = {}
    for section in sections:
        for index, entry in enumerate(section.entries):
            entries[(*section.path, index)] = entry
    return entries


def list_printed_publications(order: ExportOrder) -> list[Publication]:
    """List the publications that are printed, in their order, each once.

    Keys are made of names, and leave an anonymous list.
    """
    papers: dict[int, Publication] = {}
    for paper in _iterate_publications(order):
        papers.setdefault(id(paper), paper)
    if not order.plan.is_anonymous:
        return list(papers.values())
    return [paper.model_copy(update={"key": None}) for paper in papers.values()]


def _iterate_publications(order: ExportOrder) -> Iterator[Publication]:
    for section in list_printed_sections(order):
        for printed in section.entries:
            if isinstance(printed.entry, Publication):
                yield printed.entry


def check_publications(papers: Sequence[Publication], order: ExportOrder) -> Iterator[Diagnostic]:
    """List what the works say and no bibliography can, or that there are none."""
    place = Place(order.plan.source.tree.file)
    if not papers:
        yield Diagnostic(
            "X113", "no publication is printed, and the file is empty", place, "", "note"
        )
    yield from list_losses(papers, place)
