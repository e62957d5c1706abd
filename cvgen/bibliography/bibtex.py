"""Parse a .bib file (BibTeX, biblatex) into entries, with macros expanded and fields inherited."""

from __future__ import annotations

from collections.abc import Iterable

from cvgen.bibliography.bibtex_entry import BibtexFile, Entry, Value, is_printed
from cvgen.bibliography.bibtex_fields import Block
from cvgen.bibliography.bibtex_inherit import inherit_fields
from cvgen.bibliography.bibtex_macros import MacroExpander
from cvgen.bibliography.bibtex_scan import scan_blocks
from cvgen.bibliography.source import Source
from cvgen.bibliography.tables import load_table
from cvgen.errors import Diagnostic


def parse_entries(source: Source) -> list[Entry]:
    """Parse every work of a file; what is broken is reported, and the rest parsed."""
    [file] = parse_files([source])
    return file.entries


def parse_files(sources: Iterable[Source]) -> list[BibtexFile]:
    """Parse every work of several files, as BibTeX does that reads them one behind the other.

    Macros hold in the files behind theirs too, and entries inherit from those of any file.
    """
    files = []
    text_by_macro: dict[str, str] = {}
    for source in sources:
        blocks = list(scan_blocks(source))
        expander = MacroExpander(source, text_by_macro)
        for block in blocks:
            if block.type == "string":
                for definition in block.fields:
                    expander.define_macro(definition)
        entries = [_make_entry(block, expander) for block in blocks if _is_work(block.type)]
        files.append(BibtexFile(source, entries, bool(blocks)))
    inherit_fields(files)
    return files


def _is_work(block_type: str) -> bool:
    """Say whether a block is a work, or a container of fields that works inherit (@xdata)."""
    if block_type == "string":
        return False
    entry_type = block_type.rstrip("*")
    return entry_type == "xdata" or entry_type not in load_table("types")["no_works"]


def _make_entry(block: Block, expander: MacroExpander) -> Entry:
    """Make an entry of a block; of fields with one name the first that is not empty holds."""
    source = expander.source
    entry = Entry(block.type.rstrip("*"), block.key, source.locate(block.offset))
    expander.key = block.key
    for block_field in block.fields:
        name = block_field.name
        text = expander.expand_value(block_field).strip()
        place = source.locate(block_field.offset)
        first = entry.fields.get(name)
        if first and text and text != first.text:
            if not is_printed(name):
                continue
            message = f"{entry.describe()} has '{name}' twice"
            hint = f"the first, in line {first.place.line}, holds"
            source.warn_of_kind("field twice", Diagnostic("B208", message, place, hint, "warning"))
        elif not _is_empty(name, text):
            entry.fields[name] = Value(text, place)
    return entry


def _is_empty(name: str, text: str) -> bool:
    """Say whether a field says nothing, as "n/a" does anywhere but in a title."""
    bare = text.strip("{}~ \n").casefold()
    if not bare:
        return True
    return name != "title" and bare in load_table("fields")["empty_values"]
