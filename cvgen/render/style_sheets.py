"""Parse style sheets for the engine, and keep what was parsed: a theme's sheets seldom change.

Parsing takes 20 ms of every layout. A parsed sheet is made of its text and its address alone, and
the engine only reads it; a sheet that reads files while it is parsed (`@import`, `@font-face`,
`@color-profile`) is not kept.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from cvgen.render.engine_log import capture_log, repeat_log
from cvgen.render.patches import read_private
from cvgen.render.sheet_files import load_sheet

MOST_KEPT = 64
_WAS_REPORTED = "_reported_error"


class SheetSource(Struct, frozen=True):
    """All that a parsed sheet is made of: by which engine, of which text, at which address."""

    engine: Any
    text: str
    address: str


class _ParsedSheet(Struct, frozen=True):
    """A sheet, what the engine logged while it parsed it, and whether it read nothing else.

    `pending` are its values that cannot be read before variables are known.
    """

    sheet: Any
    records: tuple[logging.LogRecord, ...]
    is_alone: bool
    pending: tuple[Any, ...]


# The sheet that was used last stands last. Only the thread that has the engine touches them.
_KEPT: dict[SheetSource, _ParsedSheet] = {}


class _Witness:
    """Stand for an object of one build, and remember whether a sheet asked it for anything."""

    def __init__(self, witnessed: Any) -> None:
        self._witnessed = witnessed
        self.was_asked = False

    def __getattr__(self, name: str) -> Any:
        self.was_asked = True
        return getattr(self._witnessed, name)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.was_asked = True
        return self._witnessed(*arguments, **options)


def parse_style_sheet(
    source: SheetSource, url_fetcher: Any, font_config: Any, cache_folder: Path | None
) -> Any:
    """Parse a sheet, or take the one that was kept, in this process or in the cache folder.

    What the engine logs of a sheet is logged in every build that uses it.
    """
    parsed = _KEPT.pop(source, None)
    if parsed:
        _forget_reports(parsed)
    else:
        parsed = _load(source, url_fetcher, font_config, cache_folder)
    if parsed.is_alone:
        _keep(source, parsed)
    repeat_log(parsed.records)
    return parsed.sheet


def _load(
    source: SheetSource, url_fetcher: Any, font_config: Any, cache_folder: Path | None
) -> _ParsedSheet:
    """Load a sheet from the cache folder, or else parse it."""
    fetcher_witness = _Witness(url_fetcher)
    fonts_witness = _Witness(font_config)
    log: list[logging.LogRecord] = []

    def parse() -> tuple[Any, bool]:
        with capture_log() as records:
            sheet = source.engine.CSS(
                string=source.text,
                base_url=source.address,
                url_fetcher=fetcher_witness,
                font_config=fonts_witness,
            )
        log.extend(records)
        is_silent = not (fetcher_witness.was_asked or fonts_witness.was_asked or records)
        pending = tuple(_list_pending([vars(sheet.matcher), sheet.page_rules]))
        return (sheet, pending), is_silent

    sheet, pending = load_sheet(cache_folder, source.text, source.address, parse)
    is_alone = not (fetcher_witness.was_asked or fonts_witness.was_asked)
    return _ParsedSheet(sheet, tuple(log), is_alone, pending)


def _list_pending(values: Any) -> Iterator[Any]:
    """List the values, however deep in lists, that cannot be read before variables are known."""
    from weasyprint.css.tokens import Pending

    if isinstance(values, Pending):
        read_private(values, _WAS_REPORTED)
        yield values
    elif isinstance(values, dict):
        yield from _list_pending(list(values.values()))
    elif isinstance(values, (list, tuple)):
        for value in values:
            yield from _list_pending(value)


def _forget_reports(parsed: _ParsedSheet) -> None:
    """Let the engine log again which values it refuses: it does so once for each."""
    for value in parsed.pending:
        setattr(value, _WAS_REPORTED, False)


def _keep(source: SheetSource, parsed: _ParsedSheet) -> None:
    _KEPT[source] = parsed
    if len(_KEPT) > MOST_KEPT:
        oldest = next(iter(_KEPT))
        del _KEPT[oldest]
