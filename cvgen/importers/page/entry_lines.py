"""Join the lines of a document into paragraphs, as a page would have them: one for each entry."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cvgen.importers.headings import find_kind
from cvgen.importers.page.blocks import Block, Span, get_raw_text, split_breaks
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.sections import LONG_KINDS

BLANK = "blank"  # the kind of a block that is an empty line
_LEAST_PROSE = 200  # letters of a line that tells, and is no part of a head


def join_entry_lines(blocks: Sequence[Block]) -> list[Block]:
    """Join the lines of each entry to one block; blank lines part entries, and are left out."""
    joined: list[Block] = []
    kind: str | None = None
    run: list[Block] = []
    for block in [*blocks, Block(BLANK, 0)]:
        if _is_line(block):
            run.append(block)
            continue
        joined += _join_run(run) if kind in LONG_KINDS or kind is None else _join_short(kind, run)
        run = []
        if block.is_heading:
            kind = find_kind(block.text)
        if kind == "publications" and _has_date_behind(block):
            joined.append(_part_gaps(block))
        elif block.kind != BLANK:
            joined.append(block)
    return joined


def join_short_paragraphs(blocks: Sequence[Block]) -> list[Block]:
    """Join paragraphs of which each entry has several: one in bold, and others below it."""
    joined: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, Block(BLANK, 0)]:
        if _is_line(block):
            run.append(block)
            continue
        joined += _join_led(run)
        run = []
        if block.kind != BLANK:
            joined.append(block)
    return joined


def _join_led(run: list[Block]) -> list[Block]:
    """Join a run in which each entry begins in bold, and has its date in a later paragraph."""
    dated, bold = _number_dated(run), _number_bold(run)
    is_led = bold[:1] == [0] and len(bold) < len(run) and bool(dated)
    if not is_led or set(dated) & set(bold) or len(dated) > len(bold):
        return run
    return _join_run(run) if len(dated) > 1 else _join_at(run, {0})


def _is_line(block: Block) -> bool:
    return block.kind == "text" and not block.group and len(block.text) < _LEAST_PROSE


def _join_run(run: list[Block]) -> list[Block]:
    """Join a run of lines, in which several entries may follow each other."""
    return _join_at(run, _find_starts(run))


def _join_at(run: list[Block], starts: set[int]) -> list[Block]:
    """Join a run of lines to entries, which begin at some of them."""
    entries: list[Block] = []
    for number, block in enumerate(run):
        if number in starts or not entries:
            entries.append(Block("text", block.line, spans=list(block.spans)))
        else:
            entries[-1].spans += [Span("\n", block.line), *block.spans]
    return entries


def _join_short(kind: str | None, run: list[Block]) -> list[Block]:
    """Join a run of lines of a kind whose entries are a line each, unless one begins in bold."""
    dated, bold = _number_dated(run), _number_bold(run)
    is_one = len(dated) < 2 and (bold == [0] or dated in ([0], [len(run) - 1]))
    if kind == "publications":
        return _join_works(run)
    return _join_at(run, {0}) if len(run) > 1 and is_one else run


def _join_works(run: list[Block]) -> list[Block]:
    """Join a run of lines of works: one, or several that begin with a title and its date."""
    starts = {number for number, block in enumerate(run) if _has_date_behind(block)}
    if 0 not in starts:
        # What is told of a work above may come first; a date without more below it is that of one.
        starts = {number for number in starts if len(split_breaks(run[number].spans)) > 1}
    if not starts and len(run) < 2:
        return run
    return _join_at(list(map(_part_gaps, run)), starts)


def _has_date_behind(block: Block) -> bool:
    """Say whether the first line of a text has a date behind a gap, as at the margin."""
    if block.kind != "text":
        return False
    first = split_breaks(block.spans)[0]
    gaps = [number for number, span in enumerate(first) if span.text == " | "]
    return bool(gaps) and has_date(get_raw_text(first[gaps[-1] + 1 :]))


def _part_gaps(block: Block) -> Block:
    """Put what stands behind a gap, as the date of a work, on a line of its own."""
    parted = [replace(span, text="\n") if span.text == " | " else span for span in block.spans]
    return replace(block, spans=parted)


def _find_starts(run: list[Block]) -> set[int]:
    """Find which lines begin an entry: by bold type, by their dates, or by how these recur."""
    dated, bold = _number_dated(run), _number_bold(run)
    if len(dated) < 2:
        return {0}
    if bold[:1] == [0] and len(bold) > 1:
        return _keep_dated(bold, dated)
    if dated[0] == 0:
        return set(dated)
    before = dated[0]
    starts = [number - before for number in dated]
    return {start for start in starts if start >= 0}


def _number_dated(run: list[Block]) -> list[int]:
    return [number for number, block in enumerate(run) if has_date(block.text)]


def _number_bold(run: list[Block]) -> list[int]:
    return [number for number, block in enumerate(run) if _is_bold(block)]


def _keep_dated(starts: list[int], dated: list[int]) -> set[int]:
    """Keep the starts that part dates: what is bold between two of them may be a second line."""
    kept = {0}
    last = 0
    for start in starts[1:]:
        if any(last <= number < start for number in dated):
            kept.add(start)
            last = start
    return kept


def _is_bold(block: Block) -> bool:
    spans = [span for span in block.spans if get_raw_text([span]).strip()]
    return bool(spans) and "bold" in spans[0].marks
