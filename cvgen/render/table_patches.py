"""The patches by which a table that runs over pages is one table in the tags.

WeasyPrint makes a table of each page's part, and reads its headings out anew on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from cvgen.render.patches import Patch

_SCOPES = {"row": "/Row", "col": "/Column"}


def _make_heading_marker(draw_page: Callable[..., Any]) -> Callable[..., Any]:
    import pydyf
    from weasyprint.formatting_structure.boxes import TableCellBox

    def mark_repeated_headings(page: Any, stream: Any) -> None:
        for table in _iterate_tables(page):
            if getattr(table, "skipped_rows", 0):
                for box in table.children[0].descendants():
                    box.is_in_margin = True
                    if isinstance(box, TableCellBox):
                        box.mark = pydyf.Dictionary()  # which the engine writes into
        draw_page(page, stream)

    return mark_repeated_headings


def _iterate_tables(box: Any) -> Iterator[Any]:
    """Iterate over the tables in a box; lines have none, and are most of a page."""
    from weasyprint.formatting_structure.boxes import LineBox, ParentBox, TableBox

    if isinstance(box, TableBox):
        yield box
    elif isinstance(box, ParentBox) and not isinstance(box, LineBox):
        for child in box.children:
            yield from _iterate_tables(child)


def _make_heading_skipper(build_box_tree: Callable[..., Any]) -> Callable[..., Any]:
    from weasyprint.formatting_structure.boxes import TableRowGroupBox

    def skip_repeated_headings(box: Any, *rest: Any) -> Iterator[Any]:
        is_heading = isinstance(box, TableRowGroupBox) and box.is_header
        if not is_heading or not _is_repeated(box):
            yield from build_box_tree(box, *rest)

    return skip_repeated_headings


def _is_repeated(group: Any) -> bool:
    return any(getattr(box, "is_in_margin", False) for box in group.children)


def _make_table_joiner(build_box_tree: Callable[..., Any]) -> Callable[..., Any]:
    def join_tables(box: Any, parent: Any, pdf_file: Any, *rest: Any) -> Iterator[Any]:
        for element in build_box_tree(box, parent, pdf_file, *rest):
            if element["S"] == "/TH":
                _set_scope(element, box)
            first = element
            if element["S"] == "/Table" and box.is_table_wrapper:
                known = vars(pdf_file).setdefault("cvgen_tables", {})
                first = known.setdefault(id(box.element), element)
            if first is element:
                yield element
            else:
                _join_table(first, element, box, pdf_file)

    return join_tables


def _set_scope(element: Any, cell: Any) -> None:
    """Say whether a heading heads a row or a column; boxes inside of it have no mark."""
    mark: Any = getattr(cell, "mark", None)
    if mark is element:
        element["A"]["Scope"] = _SCOPES[cell.element.attrib.get("scope", "col")]


def _join_table(first: Any, element: Any, wrapper: Any, pdf_file: Any) -> None:
    """Hang the rows of a table's next page below its first part, with the headings of that."""
    first["K"].extend(element["K"])
    for reference in element["K"]:
        pdf_file.objects[int(reference.split()[0])]["P"] = first.reference
    for box in wrapper.descendants():
        headers = getattr(box, "mark", {}).get("A", {}).get("Headers", ())
        for header in headers:
            _, row, column = header.string.split("-")
            if row == "0":
                header.string = f"{first.number}-{row}-{column}"


TABLE_PATCHES = (
    Patch(
        "weasyprint.document",
        "draw_page",
        ("page", "stream"),
        _make_heading_marker,
        "Headings of a table that a further page repeats are told from its first ones.",
    ),
    Patch(
        "weasyprint.pdf.tags",
        "_build_box_tree",
        ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags"),
        _make_heading_skipper,
        "Headings that are repeated are an artifact, and have no tag (PDF/UA-1, 7.5).",
    ),
    Patch(
        "weasyprint.pdf.tags",
        "_build_box_tree",
        ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags"),
        _make_table_joiner,
        "A table that runs over pages has one tag, and a heading says what it heads.",
    ),
)
