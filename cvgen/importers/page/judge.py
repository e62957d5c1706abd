"""Judge what blocks are by what is in them: placeholders, works under another heading, awards."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cvgen.importers.page.blocks import Block
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.phrases import compile_words, has_word, is_word
from cvgen.importers.page.publications import read_work
from cvgen.importers.page.sections import EntryBlocks, Section
from cvgen.text.patterns import compile_late

_POINTER = compile_late(
    r"(?:full|complete|whole|entire|up-to-date|updated)\s+(?:\w+\s+)?(?:list|publications?)"
    r"|see (?:my )?(?:google scholar|cv)|google scholar (?:page|profile)"
    r"|完整.{0,4}列表|vollständige",
    re.IGNORECASE,
)
_MIXED = compile_late(
    r"education.*(?:experience|employment|positions)|(?:experience|employment|positions).*education"
    r"|ausbildung.*beruf|formation.*exp|werdegang|lebenslauf|parcours|trayectoria|略歴|経歴|履历|이력",
    re.IGNORECASE,
)
_OUTSIDE = compile_late(r"\w+:|//|.*\.(?:pdf|bib|zip|pptx?|docx?)(?:$|[?#])", re.IGNORECASE)
_LEAST_LINKS = 3  # of a menu
_MOST_POINTER = 160
_MOST_BOILERPLATE = 200
_MOST_PLACEHOLDER = 90
_MOST_INTEREST = 90
_LEAST_SHARE = 0.6  # of a section that must be of a kind
_LEAST_LISTED = 0.7
_LEAST_PLACEHOLDER = 0.45  # of a text that must be a word for one
_MONEY = ("amount", "number_label", "role_values")


def find_useless_reason(block: Block) -> str:
    """Find why a block is none of a CV: a placeholder, a picture, the site itself; else ""."""
    text = block.text
    if is_placeholder(text):
        return "a placeholder"
    if is_word("picture", text):
        return "a picture"
    if len(text) < _MOST_BOILERPLATE and has_word("boilerplate", text):
        return "a note on the site"
    if (is_word("navigation", text) and not block.is_heading) or _is_menu(block):
        return "navigation"
    return ""


def _is_menu(block: Block) -> bool:
    """Say whether a block is only links to other pages of the site."""
    spans = [span for span in block.spans if span.text.strip(" \n\v|·•-/")]
    inner = [span for span in spans if span.href and not _OUTSIDE.match(span.href)]
    return len(spans) >= _LEAST_LINKS and len(inner) == len(spans)


def is_placeholder(text: str) -> bool:
    """Say whether a text only keeps a place: `Coming soon!`."""
    plain = text.strip(" .!…*_()[]🚧")
    if "lorem ipsum" in plain.casefold():
        return True
    if len(plain) > _MOST_PLACEHOLDER:
        return False
    match = compile_words("placeholder", plain).search(plain)
    return match is not None and len(match[0]) > _LEAST_PLACEHOLDER * len(plain)


def is_pointer(text: str) -> bool:
    """Say whether a text only says where a longer list is."""
    return len(text) < _MOST_POINTER and bool(_POINTER.search(text))


def judge_section(section: Section, entries: Sequence[EntryBlocks]) -> str | None:
    """Judge a section whose heading does not tell by its entries."""
    if section.kind not in (None, "statement"):
        return section.kind
    works = sum(map(_is_sure_work, entries))
    if section.kind == "statement":
        if works > 1:
            return "publications"
        return _judge_statement(section)
    if works > 1 and works >= _LEAST_SHARE * len(entries):
        return "publications"
    return None


def _judge_statement(section: Section) -> str:
    """Judge what stands below "Research": prose, a list of interests, or dated entries."""
    blocks = [block for block in section.blocks if not block.is_heading]
    if _are_short_items(blocks):
        return "interests"
    dated = sum(has_date(block.text) for block in blocks)
    if dated > 1 and dated > _LEAST_SHARE * len(blocks):
        return "research"
    return "statement"


def _are_short_items(blocks: Sequence[Block]) -> bool:
    """Say whether blocks are a list of short items."""
    items = [block for block in blocks if block.kind == "item"]
    if len(items) < 2 or len(items) < _LEAST_LISTED * len(blocks):
        return False
    return max(len(item.text) for item in items) < _MOST_INTEREST


def _is_sure_work(entry: EntryBlocks) -> bool:
    """Say whether an entry is a work with several authors, a title and a venue."""
    copy = EntryBlocks(entry.line, list(entry.head), list(entry.points), list(entry.texts))
    work = read_work(copy, {})
    if work is None:
        return False
    return len(work.fields.get("authors", [])) > 1 and "publisher" in work.fields


def judge_entry(kind: str | None, heading: str, text: str) -> str | None:
    """Judge an entry that stands under a heading for several kinds."""
    if kind == "grants" and _is_award(heading, text):
        return "awards"
    if kind not in ("education", "work") or not _MIXED.search(heading):
        return kind
    return _judge_mixed_entry(kind, text)


def _judge_mixed_entry(kind: str, text: str) -> str:
    """Judge by its words an entry under a heading for education and work; in doubt it stays."""
    if has_word("studies", text):
        return "education"
    is_degree = has_word("degree", text)
    is_position = has_word("position", text)
    if is_position and not is_degree:
        return "work"
    if is_degree and not is_position:
        return "education"
    return kind


def _is_award(heading: str, text: str) -> bool:
    """Say whether an entry among grants is an honour, without number, sum or part in it."""
    if not has_word("award", text) or any(has_word(kind, text) for kind in _MONEY):
        return False
    return "award" in heading.casefold() or not has_word("funder", text)
