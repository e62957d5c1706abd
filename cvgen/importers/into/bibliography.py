"""Find the works of an imported .bib file that a profile lacks, with the text of their entries."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from msgspec import Struct

from cvgen.bibliography.bibtex import parse_files
from cvgen.bibliography.bibtex_publication import make_publication
from cvgen.bibliography.bibtex_scan import scan_blocks
from cvgen.bibliography.source import Source, make_source
from cvgen.errors import Place
from cvgen.importers.into.values import list_data_signs, list_work_signs
from cvgen.profile.publications import Publication


class NewWorks(Struct, frozen=True):
    """The works that are new, as they are told, and the text of their entries."""

    titles: list[str]
    texts: list[str]


def find_new_works(text: str, known: Iterable[Publication], written: str) -> NewWorks:
    """Find the works of a .bib file that a profile with these ones lacks.

    `written` is the .bib file that they are added to: a macro that it has is not added again.
    """
    source = make_source(text, "")
    keys = {key for work in known for key in list_work_signs(work)}
    [file] = parse_files([source])
    found = {}
    for entry in file.entries:
        data = make_publication(entry, source) or {}
        if keys.isdisjoint([*list_data_signs(data), ("key", entry.key.casefold())]):
            found[entry.place] = entry.describe()
    texts = list(_cut_blocks(source, found, _list_macros(written))) if found else []
    return NewWorks(list(found.values()), texts)


def _list_macros(text: str) -> set[str]:
    blocks = scan_blocks(make_source(text, ""))
    return {field.name for block in blocks if block.type == "string" for field in block.fields}


def _cut_blocks(source: Source, found: Container[Place], macros: set[str]) -> Iterator[str]:
    """Cut the text of entries, and of macros that they may need, out of a file."""
    blocks = list(scan_blocks(source))
    ends = [block.offset for block in blocks[1:]] + [len(source.text)]
    for block, end in zip(blocks, ends, strict=True):
        names = {field.name for field in block.fields}
        is_macro = block.type == "string" and not names <= macros
        if is_macro or source.locate(block.offset) in found:
            yield source.text[block.offset : end].rstrip()
