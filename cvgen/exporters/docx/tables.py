"""Write a table of a Word document: its first row is repeated on every page, and no row breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_WHOLE = 5000  # fiftieths of a percent: the whole width
_RULE = '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
_MARGINS = (
    '<w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
)


def write_table(
    headings: Sequence[str], rows: Iterable[str], shares: Sequence[float], *, from_right: bool
) -> str:
    """Write a table of headings, which are paragraphs, and of rows; shares are percents."""
    grid = "".join(f'<w:gridCol w:w="{_convert_share(share)}"/>' for share in shares)
    borders = f"<w:tcBorders>{_RULE}</w:tcBorders>"
    cells = []
    for heading, share in zip(headings, shares, strict=True):
        cells.append(_write_cell(heading, share, borders))
    direction = "<w:bidiVisual/>" if from_right else ""
    return (
        f'<w:tbl><w:tblPr>{direction}<w:tblW w:w="{_WHOLE}" w:type="pct"/>'
        f'<w:tblBorders>{_RULE}</w:tblBorders><w:tblLayout w:type="autofit"/>{_MARGINS}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{_write_row(cells, '<w:tblHeader/>')}{''.join(rows)}</w:tbl>"
    )


def write_cells(contents: Iterable[str], shares: Sequence[float]) -> str:
    """Write a row of cells, each of one paragraph or more."""
    cells = []
    for content, share in zip(contents, shares, strict=True):
        cells.append(_write_cell(content, share))
    return _write_row(cells)


def write_whole_row(content: str, columns: int) -> str:
    """Write a row that is one cell."""
    return _write_row([_write_cell(content, 100, f'<w:gridSpan w:val="{columns}"/>')])


def _write_row(cells: Iterable[str], properties: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _write_cell(content: str, share: float, properties: str = "") -> str:
    width = f'<w:tcW w:w="{_convert_share(share)}" w:type="pct"/>'
    return f"<w:tc><w:tcPr>{width}{properties}</w:tcPr>{content}</w:tc>"


def _convert_share(share: float) -> int:
    return round(share * _WHOLE / 100)
