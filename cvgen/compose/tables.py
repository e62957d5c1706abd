"""Compose sections as tables, by the columns of their kind; a column in which nothing stands goes.

A table has a row for each entry. The positions at one employer are no rows, and so a section with
some is left as entries.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.entries import find_linked_field, format_field
from cvgen.compose.view import NOTHING, Group, Item, Section
from cvgen.compose.wording import Wording, link_text
from cvgen.profile.sections import Column, Entry
from cvgen.text.markup import strip_markup


def list_headings(entry: Entry, wording: Wording) -> tuple[str, ...]:
    """List the headings of the columns of a kind."""
    return tuple(wording.word(column.word) for column in entry.slots.columns)


def compose_cells(entry: Entry, item: Item, wording: Wording) -> tuple[Markup, ...]:
    """Compose what stands in the columns; the entry's address stands behind the first full one."""
    cells = [_compose_cell(entry, column, item, wording) for column in entry.slots.columns]
    if not find_linked_field(entry):
        full = [index for index, cell in enumerate(cells) if cell]
        for index in full[:1]:
            cells[index] = link_text(cells[index], entry.url)
    return tuple(cells)


def _compose_cell(entry: Entry, column: Column, item: Item, wording: Wording) -> Markup:
    linked_field = find_linked_field(entry)
    parts = []
    for name in column.fields:
        if name == "period":
            parts.append(item.period)
        elif name == "location":
            parts.append(item.place)
        else:
            parts.append(format_field(entry, name, wording, linked_field))
    return wording.join_parts(parts)


def finish_table(section: Section, wording: Wording) -> Section:
    """Leave out the columns in which nothing stands, or the table where it cannot be one."""
    if not section.columns:
        return section
    for item in section.items:
        if item.positions:
            _warn_of_positions(section, item, wording)
            return replace(section, columns=())
    used = [index for index in range(len(section.columns)) if _is_used(index, section)]
    groups = [_choose_cells(group, used) for group in section.groups]
    columns = tuple(section.columns[index] for index in used)
    return replace(section, columns=columns, groups=tuple(groups))


def _is_used(index: int, section: Section) -> bool:
    return index == 0 or any(item.cells[index] for item in section.items)


def _choose_cells(group: Group, used: list[int]) -> Group:
    items = []
    for item in group.items:
        cells = tuple(item.cells[index] or NOTHING for index in used)
        items.append(replace(item, cells=cells))
    return replace(group, items=tuple(items))


def _warn_of_positions(section: Section, item: Item, wording: Wording) -> None:
    message = f"'{section.kind}' is no table, for an entry with positions is no row of one"
    hint = f"give each position an entry, or take '{section.kind}' out of 'tables'"
    wording.warn("W430", message, hint, strip_markup(item.title))
