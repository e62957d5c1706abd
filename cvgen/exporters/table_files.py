"""Write a table for forms: as CSV (RFC 4180), and as a sheet of XLSX (ISO/IEC 29500)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from msgspec import Struct

from cvgen.exporters.office_package import pack_parts
from cvgen.exporters.office_xml import escape_xml, fill_part

# By which spreadsheets know UTF-8.
_BYTE_ORDER_MARK = "\ufeff"
# What begins with these is a formula to spreadsheets, which may be anybody's.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60  # characters


class Table(Struct, frozen=True):
    """Rows of text below a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def format_csv(self) -> bytes:
        """Format the table as CSV; a text that would be a formula gets an apostrophe before it."""
        file = StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow(self.head)
        for row in self.rows:
            writer.writerow([_defuse(text) for text in row])
        return (_BYTE_ORDER_MARK + file.getvalue()).encode()

    def format_xlsx(self, sheet: str) -> bytes:
        """Format the table as a workbook with one sheet, all of whose cells are text."""
        rows = "".join(
            _write_row(number, row, is_head=number == 1)
            for number, row in enumerate((self.head, *self.rows), start=1)
        )
        values = {"sheet": escape_xml(sheet), "rows": rows, "columns": self._write_columns()}
        return pack_parts(
            {
                "[Content_Types].xml": fill_part("xlsx/content_types.xml", {}),
                "_rels/.rels": fill_part("xlsx/package_relations.xml", {}),
                "xl/workbook.xml": fill_part("xlsx/workbook.xml", values),
                "xl/_rels/workbook.xml.rels": fill_part("xlsx/workbook_relations.xml", {}),
                "xl/styles.xml": fill_part("xlsx/styles.xml", {}),
                "xl/worksheets/sheet1.xml": fill_part("xlsx/sheet.xml", values),
            }
        )

    def _write_columns(self) -> str:
        written = ""
        for number, cells in enumerate(zip(self.head, *self.rows, strict=True), start=1):
            width = min(max(map(len, cells)) + 2, _WIDEST)
            written += f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        return written


def _defuse(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _write_row(number: int, cells: Sequence[str], *, is_head: bool) -> str:
    written = ""
    for index, text in enumerate(cells):
        name = f"{chr(ord('A') + index)}{number}"
        escaped = escape_xml(text)
        written += (
            f'<c r="{name}" s="{int(is_head)}" t="inlineStr">'
            f'<is><t xml:space="preserve">{escaped}</t></is></c>'
        )
    return f'<row r="{number}">{written}</row>'
