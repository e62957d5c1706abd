"""Decode the items of a CSL-JSON file, one by one.

A broken item does not take the others with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from cvgen.bibliography.source import Source, replace_controls
from cvgen.text.patterns import compile_late

# DataCite and Zotero's web API put the list into an object.
_ITEMS = compile_late(r"\"items\"\s*:\s*\[")
_SEPARATOR = compile_late(r"[\s,]*+")
_NEXT_ITEM = compile_late(r"[,\[]\s*+(?=\{\s*+\"(?:id|type|title|DOI|citation-key|indexed)\"\s*+:)")
_MOST_BROKEN_ITEMS = 20


class LocatedItem(NamedTuple):
    """A decoded item, and the offset of its start."""

    value: Any
    offset: int


def decode_items(source: Source) -> Iterator[LocatedItem]:
    """Decode the items of a list, or a single one; what is no JSON is reported."""
    text = source.text
    start = len(text) - len(text.lstrip())
    if text.startswith("[", start):
        yield from _decode_list(source, start + 1)
        return
    list_in_object = None
    if text.startswith("{", start):
        list_in_object = _ITEMS.search(text)
    if list_in_object:
        yield from _decode_list(source, list_in_object.end())
    else:
        yield from _decode_single_item(source, start)


def _decode_single_item(source: Source, start: int) -> Iterator[LocatedItem]:
    """Decode one item, which Crossref puts under `message`."""
    for item in _decode_list(source, start):
        if isinstance(item.value, dict) and isinstance(item.value.get("message"), dict):
            yield LocatedItem(item.value["message"], item.offset)
        else:
            yield item
        return


def _decode_list(source: Source, start: int) -> Iterator[LocatedItem]:
    """Decode items up to the end of their list.

    Behind a broken one, decoding goes on with the next that starts as items do.
    """
    # Numbers stay as they are written.
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
    text = source.text
    position = start
    broken_items = 0
    while True:
        separator = _SEPARATOR.match(text, position)
        assert separator
        position = separator.end()
        if text[position : position + 1] in ("]", ""):
            return
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            error_offset = _report_broken_json(source, error, position)
            broken_items += 1
            next_item = _NEXT_ITEM.search(text, max(error_offset, position + 1))
            if not next_item or broken_items >= _MOST_BROKEN_ITEMS:
                return
            position = next_item.end()
            continue
        yield LocatedItem(value, position)
        position = end


def _report_broken_json(source: Source, error: Exception, position: int) -> int:
    """Report an error of the decoder, and return its offset."""
    offset = min(getattr(error, "pos", position), len(source.text) - 1)
    reason = getattr(error, "msg", "it is nested too deeply").lower()
    message = f"this is not JSON: {reason}"
    hint = "check quotes, commas and braces near here"
    source.error("B104", message, source.locate(offset), hint)
    return offset


def get_text(value: Any) -> str:
    """Return a value that is text, or of a list its first text; anything else is empty."""
    if isinstance(value, list):
        texts = [part for part in value if isinstance(part, str)]
        if not texts:
            return ""
        value = texts[0]
    if not isinstance(value, str):
        return ""
    return replace_controls(value).strip()
