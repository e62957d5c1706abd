"""What changed between two PDFs is told with its page; what only broke elsewhere is not."""

import pytest

from cvgen.diff.format import format_changes
from cvgen.diff.pdfs import compare_pdfs
from cvgen.pdf.pages import PdfPages

A4, LETTER = (595.3, 841.9), (612.0, 792.0)


def pages(*texts, size=A4, bookmarks=(), **facts):
    return PdfPages(
        (size,) * len(texts),
        tuple(tuple(text.splitlines()) for text in texts),
        bookmarks,
        tuple(facts.items()),
    )


def told(before, after):
    return list(format_changes(compare_pdfs(before, after)))


CHANGES = {
    "nothing": (pages("A line"), pages("A line"), []),
    "a title": (
        pages("A", title="Old"),
        pages("A", title="New"),
        ["document: title was Old, is now New"],
    ),
    "a language": (
        pages("A", language=""),
        pages("A", language="de"),
        ["document: language is new: de"],
    ),
    "paper": (
        pages("A"),
        pages("A", size=LETTER),
        ['document: paper was "A4 (210 × 297 mm)", is now "Letter (216 × 279 mm)"'],
    ),
    "paper across": (
        pages("A"),
        pages("A", size=A4[::-1]),
        ['document: paper was "A4 (210 × 297 mm)", is now "A4 across (297 × 210 mm)"'],
    ),
    "a bookmark": (
        pages("A", bookmarks=("One",)),
        pages("A", bookmarks=("One", "Two")),
        ['document: bookmarks: added "Two"'],
    ),
    "a page more": (
        pages("A"),
        pages("A", "New words"),
        ["document: number of pages was 1, is now 2", 'page 2: added "New words"'],
    ),
    "a word": (
        pages("Underneath stand incomparable words\nand no others"),
        pages("Underneath stand incomparable letters\nand no others"),
        ['page 1: "Underneath stand incomparable [-words-] {+letters+}"'],
    ),
    "a line break": (
        pages("Words that broke\nhere go on"),
        pages("Words that\nbroke here go on"),
        [],
    ),
    "a word that broke": (
        pages("Words in com\u2010\nmon and self-\nmade"),
        pages("Words in common\nand self-made"),
        [],
    ),
    "a word and so all lines": (
        pages("one two three four\nfive six seven eight\nnine ten eleven"),
        pages("one two new three\nfour five six seven\neight nine ten eleven"),
        ['page 1: "one two {+new+} three four five six"'],
    ),
    "lines that moved together": (
        pages("Awards\nA prize\nA medal", "Talks\nOn stars\nIn a far town\nAt noon"),
        pages("Talks\nOn stars\nIn a far town\nAt noon", "Awards\nA prize\nA medal"),
        ['page 1, "Awards … A medal": moved from page 1 to page 2'],
    ),
    "the foot of every page": (
        pages("One\nAda · 1/2", "Two\nAda · 2/2"),
        pages("One\nAda E. · 1/2", "Two\nAda E. · 2/2"),
        ['document: line on every page: "Ada · #/#" is now "Ada E. · #/#"'],
    ),
    "bullets and separators": (pages("• One thing · another"), pages("– One thing\n· another"), []),
}


@pytest.mark.parametrize(("before", "after", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_told_once(before, after, expected):
    assert told(before, after) == expected


def test_texts_without_a_common_word_are_told_as_gone_and_new():
    assert told(pages("Stars and moons"), pages("Leaves of grass")) == [
        'page 1: left out "Stars and moons"',
        'page 1: added "Leaves of grass"',
    ]


def test_a_document_without_pages_can_be_compared():
    assert told(pages(), pages("Words")) == [
        "document: number of pages was 0, is now 1",
        'page 1: added "Words"',
    ]
