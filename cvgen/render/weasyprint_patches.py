"""Takes WeasyPrint 70 and pydyf, gives them for a while with those faults mended that our pages meet.

Each mend stands in for one function and is gone afterwards; where the engine lets that function go, the tests of
what it mends fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_REORDERED = re.compile("[\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]")


@contextmanager
def mended() -> Iterator[None]:
    """Work with all mends."""
    with (
        _languages_tagged(),
        _margins_apart(),
        _pages_listed_once(),
        _spaces_hanging(),
        _words_whole(),
        _conjuncts_spelled(),
    ):
        yield


@contextmanager
def _languages_tagged() -> Iterator[None]:
    """Let every element that names a language carry it into the tags: WeasyPrint 70 writes only the document's."""
    import pydyf
    from weasyprint.pdf import tags

    original = tags._build_box_tree

    def tagged(box: Any, *rest: Any) -> Iterator[Any]:
        for element in original(box, *rest):
            source = getattr(box, "element", None)
            language = (
                source.attrib.get("lang") if source is not None and source.tag != "html" else None
            )
            if language:
                element["Lang"] = pydyf.String(language)
            yield element

    tags._build_box_tree = tagged
    try:
        yield
    finally:
        tags._build_box_tree = original


@contextmanager
def _margins_apart() -> Iterator[None]:
    """Mark what stands in the margins as no part of the text: WeasyPrint 70 tags it, and hangs the tags nowhere."""
    import pydyf
    from weasyprint import document
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.pdf import stream, tags

    draw, marked, build = document.draw_page, stream.Stream.marked, tags._build_box_tree

    def draw_page(page: Any, on: Any) -> None:
        for margin in page.children:
            for box in margin.descendants() if isinstance(margin, MarginBox) else ():
                box.in_margin = True
        draw(page, on)

    @contextmanager
    def marked_apart(on: Any, box: Any, tag: str) -> Iterator[None]:
        if on._tags is None or not getattr(box, "in_margin", False):
            with marked(on, box, tag):
                yield
            return
        on.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
        yield
        on.end_marked_content()

    def without_margins(box: Any, *rest: Any) -> Iterator[Any]:
        if not isinstance(box, MarginBox):
            yield from build(box, *rest)

    document.draw_page, stream.Stream.marked, tags._build_box_tree = (
        draw_page,
        marked_apart,
        without_margins,
    )
    try:
        yield
    finally:
        document.draw_page, stream.Stream.marked, tags._build_box_tree = draw, marked, build


@contextmanager
def _pages_listed_once() -> Iterator[None]:
    """Keep pydyf's list of pages, which it makes anew for every tag: pages times tags is what bends long documents."""
    import pydyf

    original = pydyf.PDF.page_references
    kept: dict[int, tuple[bytes, ...]] = {}

    def page_references(pdf_file: Any) -> tuple[bytes, ...]:
        pages = len(pdf_file.pages["Kids"])
        if pages not in kept:
            kept[pages] = original.fget(pdf_file)
        return kept[pages]

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original


@contextmanager
def _spaces_hanging() -> Iterator[None]:
    """Let the space at the end of a text hang over the edge, as CSS Text 3 (4.1.2) asks.

    Where a text before an inline element fits but for that space, WeasyPrint puts its first word on a line of its own.
    """
    from weasyprint.layout import inline

    original = inline.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **more: Any
    ) -> Any:
        line = original(text, style, context, max_width, *rest, **more)
        bare = text.rstrip(" ")
        if (
            line[2] is None
            or bare in (text, "")
            or max_width is None
            or style["white_space"] != "normal"
        ):
            return line
        whole = original(bare, style, context, max_width, *rest, **more)
        if whole[2] is None and whole[3] <= max_width:
            return (*whole[:2], len(bare.encode()), *whole[3:])
        return line

    inline.split_first_line = split_first_line
    try:
        yield
    finally:
        inline.split_first_line = original


@contextmanager
def _conjuncts_spelled() -> Iterator[None]:
    """Write the text beside glyphs of scripts that reorder their letters and join them (Devanagari and its kin).

    A glyph then stands for no letters that a reader could put in order. Not for right-to-left scripts: readers would
    turn that text around.
    """
    from weasyprint.draw import text

    original = text.draw_first_line

    def draw_first_line(stream: Any, box: Any, *rest: Any) -> Any:
        if not _REORDERED.search(box.text):
            return original(stream, box, *rest)
        spelled = ("\ufeff" + box.text).encode("utf-16-be").hex()
        stream.stream.append(f"/Span <</ActualText <{spelled}>>> BDC".encode())
        drawn = original(stream, box, *rest)
        stream.stream.append(b"EMC")
        return drawn

    text.draw_first_line = draw_first_line
    try:
        yield
    finally:
        text.draw_first_line = original


@contextmanager
def _words_whole() -> Iterator[None]:
    """Break a word that is too long only where a line starts.

    WeasyPrint takes every text in the first inline element of a line for its start.
    """
    from weasyprint.formatting_structure.boxes import LineBox
    from weasyprint.layout import inline

    split_box, split_text, starts = inline.split_inline_box, inline.split_text_box, []

    def split_inline_box(context: Any, box: Any, position_x: Any, *rest: Any) -> Any:
        if not isinstance(box, LineBox):
            return split_box(context, box, position_x, *rest)
        starts.append(position_x)
        try:
            return split_box(context, box, position_x, *rest)
        finally:
            starts.pop()

    def split_text_box(
        context: Any, box: Any, available_width: Any, skip: Any, is_line_start: bool = True
    ) -> Any:
        at_start = is_line_start and (
            not starts or box.position_x - starts[-1] < box.style["font_size"]
        )
        return split_text(context, box, available_width, skip, at_start)

    inline.split_inline_box, inline.split_text_box = split_inline_box, split_text_box
    try:
        yield
    finally:
        inline.split_inline_box, inline.split_text_box = split_box, split_text
