"""Write a document as plain text for e-mail: lines of at most 78 columns (RFC 5322, 2.1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from cvgen.compose.wording import strip_scheme
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.form_fields import format_form_fields
from cvgen.exporters.losses import LossList, note_pictures
from cvgen.exporters.outline import Block, Bullet, BulletList, Heading, Paragraph, outline_document
from cvgen.exporters.plain import clean_characters
from cvgen.text.columns import count_columns, wrap_columns
from cvgen.text.links import shorten_address
from cvgen.text.patterns import compile_late
from cvgen.text.runs import read_linked_text

_COLUMNS = 78
_UNDERLINES = {1: "=", 2: "-"}
_IDEOGRAPHIC = compile_late("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_ASCII = str.maketrans(
    {
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("–‐−", "-"),
        "—": "--",
        "…": "...",
        "•": "*",
    }
)


_ENTRY = 3  # the level of an entry's heading


def export_plain_text(order: ExportOrder) -> Export:
    """Write a text file, and one with a line for each field, as web forms want them."""
    losses = LossList("plain text", order.plan.profile)
    note_pictures(order.document, losses)
    lines = _format_blocks(outline_document(order.document), 0)
    text = "\n".join(lines) + "\n"
    fields = format_form_fields(order)
    return Export({".txt": text.encode()}, losses.list_findings(), {".fields.txt": fields.encode()})


def _format_blocks(blocks: Iterable[Block], indent: int) -> list[str]:
    lines: list[str] = []
    is_below_title = False
    for block in blocks:
        if lines and not (is_below_title and not _is_title(block)):
            lines.append("")
        if isinstance(block, Heading) and block.level == 2:
            lines.append("")
        formatted = _format_block(block, indent)
        lines += formatted
        # A title of two lines would run into what follows it.
        is_title = isinstance(block, Heading) and block.level > 2
        is_below_title = is_title and len(formatted) == 1
    return lines


def _is_title(block: Block) -> bool:
    """Say whether a block is the title of a position."""
    return isinstance(block, Heading) and block.level > _ENTRY


def _format_block(block: Block, indent: int) -> list[str]:
    if isinstance(block, Heading):
        return _format_heading(block)
    if isinstance(block, BulletList):
        return list(_format_list(block, indent))
    assert isinstance(block, Paragraph)  # there are no tables in plain text
    return _format_lines(block.lines, indent)


def _format_heading(heading: Heading) -> list[str]:
    """Underline the name and the titles of sections."""
    lines = _format_lines([heading.text], 0)
    sign = _UNDERLINES.get(heading.level)
    if sign:
        lines.append(sign * max(map(count_columns, lines)))
    return lines


def _format_lines(lines: Iterable[Markup], indent: int) -> list[str]:
    """Wrap lines; those that go on are not set in, so that a mail can be quoted."""
    wrapped: list[str] = []
    for line in lines:
        for part in format_line(line).split("\n"):
            wrapped += wrap_columns(part.strip(), _COLUMNS - indent)
    return [clean_characters(line) for line in wrapped]


def format_line(markup: Markup) -> str:
    """Write markup as text, with the addresses of links, in ASCII punctuation.

    In Chinese and Japanese, quotation marks and dashes are as wide as letters, and stay.
    """
    text = read_linked_text(markup, _format_link)
    if _IDEOGRAPHIC.search(text):
        return text
    return text.translate(_ASCII)


def _format_link(label: str, url: str) -> str:
    """Write the address behind a link, unless the label says it."""
    said = strip_scheme("".join(label.split())).rstrip("/").casefold()
    bare = strip_scheme(url).removeprefix("tel:").casefold()
    if said in (bare, shorten_address(url).casefold()) or url.startswith("tel:"):
        return label
    return f"{label} <{url}>"


def _format_list(block: BulletList, indent: int) -> Iterator[str]:
    for number, bullet in enumerate(block.bullets, start=1):
        marker = "- "
        if block.kind == "numbers":
            marker = f"{number}. "
        if number > 1 and not block.is_tight:
            yield ""
        lines = _format_bullet(bullet, indent + len(marker), is_tight=block.is_tight)
        yield (marker + lines[0]).rstrip()
        for line in lines[1:]:
            yield (" " * len(marker) + line).rstrip()


def _format_bullet(bullet: Bullet, indent: int, *, is_tight: bool) -> list[str]:
    lines = _format_lines(bullet.lines, indent)
    if not is_tight and bullet.blocks:
        return [*lines, "", *_format_blocks(bullet.blocks, indent)]
    for block in bullet.blocks:
        lines += _format_block(block, indent)
    return lines
