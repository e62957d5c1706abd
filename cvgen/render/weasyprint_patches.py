"""The patches for WeasyPrint 70 and pydyf.

Faults that our pages meet, each with the function that mends it.

Every `_make_…` takes the engine's function and returns the one that stands in for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from cvgen.render.grid_patches import GRID_PATCHES
from cvgen.render.length_patches import LENGTH_PATCHES
from cvgen.render.patches import Patch
from cvgen.render.size_patches import SIZE_PATCHES
from cvgen.render.speed_patches import SPEED_NAMES, SPEED_PATCHES
from cvgen.render.style_patches import STYLE_PATCHES
from cvgen.render.table_patches import TABLE_PATCHES
from cvgen.render.write_patches import WRITE_PATCHES
from cvgen.text.ranges import CharacterRanges

# Scripts that reorder their letters and join them: Devanagari to Sinhala, Myanmar, Khmer.
_REORDERING_SCRIPTS = CharacterRanges("\u0900\u0dff", "\u1000\u109f", "\u1780\u17ff")


def _make_language_tagger(build_box_tree: Callable[..., Any]) -> Callable[..., Any]:
    import pydyf

    def tag_languages(box: Any, *rest: Any) -> Iterator[Any]:
        language = _read_language(getattr(box, "element", None))
        for element in build_box_tree(box, *rest):
            if language:
                element["Lang"] = pydyf.String(language)
            yield element

    return tag_languages


def _read_language(element: Any) -> str:
    """Read the language that an element names itself; the document's own stands in the catalog."""
    if element is None or element.tag == "html":
        return ""
    return element.attrib.get("lang") or ""


def _make_margin_marker(draw_page: Callable[..., Any]) -> Callable[..., Any]:
    from weasyprint.formatting_structure.boxes import MarginBox

    def mark_margin_boxes(page: Any, stream: Any) -> None:
        for child in page.children:
            if isinstance(child, MarginBox):
                for box in child.descendants():
                    box.is_in_margin = True
        draw_page(page, stream)

    return mark_margin_boxes


def _make_artifact_writer(
    marked: Callable[..., AbstractContextManager[None]],
) -> Callable[..., AbstractContextManager[None]]:
    import pydyf

    @contextmanager
    def mark_content(stream: Any, box: Any, tag: str) -> Iterator[None]:
        if stream._tags is None or not getattr(box, "is_in_margin", False):
            with marked(stream, box, tag):
                yield
            return
        stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Pagination"}))
        yield
        stream.end_marked_content()

    return mark_content


def _make_margin_skipper(build_box_tree: Callable[..., Any]) -> Callable[..., Any]:
    from weasyprint.formatting_structure.boxes import MarginBox

    def skip_margin_boxes(box: Any, *rest: Any) -> Iterator[Any]:
        if not isinstance(box, MarginBox):
            yield from build_box_tree(box, *rest)

    return skip_margin_boxes


def _make_page_list_cache(page_references: property) -> property:
    def list_pages_once(pdf_file: Any) -> Any:
        page_count = len(pdf_file.pages["Kids"])
        counted, references = getattr(pdf_file, "cvgen_page_references", (None, ()))
        if counted != page_count:
            references = page_references.__get__(pdf_file)
            pdf_file.cvgen_page_references = (page_count, references)
        return references

    return property(list_pages_once)


def _make_space_hanger(split_first_line: Callable[..., Any]) -> Callable[..., Any]:
    def hang_last_space(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **options: Any
    ) -> Any:
        line = split_first_line(text, style, context, max_width, *rest, **options)
        resume_index = line[2]
        if resume_index is None or max_width is None or style["white_space"] != "normal":
            return line
        bare_text = text.rstrip(" ")
        if bare_text in {text, ""}:
            return line
        bare_line = split_first_line(bare_text, style, context, max_width, *rest, **options)
        layout, length, bare_resume_index, width, *heights = bare_line
        if bare_resume_index is not None or width > max_width:
            return line
        return (layout, length, len(bare_text.encode()), width, *heights)

    return hang_last_space


def _make_text_speller(draw_first_line: Callable[..., Any]) -> Callable[..., Any]:
    def draw_with_actual_text(stream: Any, textbox: Any, *rest: Any) -> Any:
        text = textbox.text
        if not _REORDERING_SCRIPTS.has_any(text):
            return draw_first_line(stream, textbox, *rest)
        actual_text = ("\ufeff" + text).encode("utf-16-be").hex()
        stream.stream.append(f"/Span <</ActualText <{actual_text}>>> BDC".encode())
        drawn = draw_first_line(stream, textbox, *rest)
        stream.stream.append(b"EMC")
        return drawn

    return draw_with_actual_text


# Where the lines that are being laid out begin, the innermost last; only the thread that has the
# engine touches it.
_LINE_STARTS: list[float] = []


def _make_line_start_recorder(split_inline_box: Callable[..., Any]) -> Callable[..., Any]:
    from weasyprint.formatting_structure.boxes import LineBox

    def record_line_start(context: Any, box: Any, position_x: Any, *rest: Any) -> Any:
        if not isinstance(box, LineBox):
            return split_inline_box(context, box, position_x, *rest)
        _LINE_STARTS.append(position_x)
        try:
            return split_inline_box(context, box, position_x, *rest)
        finally:
            _LINE_STARTS.pop()

    return record_line_start


def _make_word_keeper(split_text_box: Callable[..., Any]) -> Callable[..., Any]:
    def keep_words_whole(
        context: Any, box: Any, available_width: Any, skip: Any, is_line_start: bool = True
    ) -> Any:
        if _LINE_STARTS and box.position_x - _LINE_STARTS[-1] >= box.style["font_size"]:
            is_line_start = False
        split = split_text_box(context, box, available_width, skip, is_line_start)
        if split[0] is not None:
            _keep_leading(split[0])
        return split

    return keep_words_whole


def _keep_leading(box: Any) -> None:
    """Stand a text on the base line of its first family, whatever family its letters come from."""
    from weasyprint.text.line_break import strut

    line_height, baseline = strut(box.style)
    box.margin_top += baseline - box.baseline
    box.margin_bottom = line_height - box.height - box.margin_top
    box.baseline = baseline


def _make_timeless_font_opener(font_class: Any) -> Callable[..., Any]:
    def open_font(*file: Any, **options: Any) -> Any:
        return font_class(*file, recalcTimestamp=False, **options)

    return open_font


PATCHES = (
    *TABLE_PATCHES,
    Patch(
        "weasyprint.pdf.tags",
        "_build_box_tree",
        ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags"),
        _make_language_tagger,
        "An element that names its language carries it into its tag; WeasyPrint writes only "
        "the document's.",
    ),
    Patch(
        "weasyprint.document",
        "draw_page",
        ("page", "stream"),
        _make_margin_marker,
        "Boxes in the margins are told from those in the text, for the two patches that follow.",
        "https://github.com/Kozea/WeasyPrint/issues/1836",
    ),
    Patch(
        "weasyprint.pdf.stream",
        "Stream.marked",
        ("self", "box", "tag"),
        _make_artifact_writer,
        "What stands in the margins is an artifact, no part of the text (PDF/UA-1, 7.8).",
        "https://github.com/Kozea/WeasyPrint/issues/1836",
    ),
    Patch(
        "weasyprint.pdf.tags",
        "_build_box_tree",
        ("box", "parent", "pdf", "page_number", "nums", "annotations", "tags"),
        _make_margin_skipper,
        "An artifact has no tag.",
        "https://github.com/Kozea/WeasyPrint/issues/1836",
    ),
    Patch(
        "pydyf",
        "PDF.page_references",
        ("self",),
        _make_page_list_cache,
        "The list of pages is made anew for every tag: pages times tags is what slows long "
        "documents.",
    ),
    Patch(
        "weasyprint.layout.inline",
        "split_first_line",
        (
            "text",
            "style",
            "context",
            "max_width",
            "justification_spacing",
            "is_line_start",
            "minimum",
        ),
        _make_space_hanger,
        "The space at the end of a text hangs over the edge (CSS Text 3, 4.1.2): where a text "
        "before an inline element fits but for that space, WeasyPrint puts its first word on "
        "a line of its own.",
    ),
    Patch(
        "weasyprint.layout.inline",
        "split_inline_box",
        (
            "context",
            "box",
            "position_x",
            "max_x",
            "bottom_space",
            "skip_stack",
            "containing_block",
            "absolute_boxes",
            "fixed_boxes",
            "line_placeholders",
            "waiting_floats",
            "line_children",
            "first_letter_style",
            "first_line_style",
        ),
        _make_line_start_recorder,
        "The patch that follows has to know where the line begins.",
        "https://github.com/Kozea/WeasyPrint/issues/1614",
    ),
    Patch(
        "weasyprint.layout.inline",
        "split_text_box",
        ("context", "box", "available_width", "skip", "is_line_start"),
        _make_word_keeper,
        "A word that is too long is broken only where a line starts: WeasyPrint takes every "
        "text in the first inline element of a line for its start. And a line with letters of "
        "another family is as high as its neighbours, which WeasyPrint makes higher.",
        "https://github.com/Kozea/WeasyPrint/issues/1614",
    ),
    Patch(
        "weasyprint.draw.text",
        "draw_first_line",
        ("stream", "textbox", "text_overflow", "block_ellipsis", "matrix"),
        _make_text_speller,
        "A glyph of a script that reorders its letters stands for no letters that a reader "
        "could put in order, so the text is written beside it. Not for right-to-left scripts: "
        "readers would turn that text around.",
    ),
    Patch(
        "weasyprint.pdf.fonts",
        "TTFont",
        (),
        _make_timeless_font_opener,
        "A font that fontTools saves has no time of day in it. The environment's "
        "SOURCE_DATE_EPOCH would do the same, and make fontconfig distrust its cache.",
    ),
    *SIZE_PATCHES,
    *SPEED_PATCHES,
    *WRITE_PATCHES,
    *STYLE_PATCHES,
    *LENGTH_PATCHES,
    *GRID_PATCHES,
)

# What else is used of the engine and may move: private names, and public ones that no documentation
# promises.
REQUIRED_NAMES = (
    "pydyf:Dictionary",
    "pydyf:Stream.begin_marked_content",
    "pydyf:Stream.end_marked_content",
    "pydyf:String",
    "pydyf:_to_bytes",
    "weasyprint.css.tokens:Pending",
    "weasyprint.document:Document.copy",
    "weasyprint.document:Document.make_bookmark_tree",
    "weasyprint.document:Document.write_pdf",
    "weasyprint.formatting_structure.boxes:Box.descendants",
    "weasyprint.formatting_structure.boxes:Box.margin_height",
    "weasyprint.formatting_structure.boxes:Box.margin_width",
    "weasyprint.formatting_structure.boxes:LineBox",
    "weasyprint.formatting_structure.boxes:MarginBox",
    "weasyprint.formatting_structure.boxes:ParentBox",
    "weasyprint.formatting_structure.boxes:TableBox",
    "weasyprint.formatting_structure.boxes:TableCellBox",
    "weasyprint.formatting_structure.boxes:TableRowGroupBox",
    "weasyprint.pdf.metadata:DocumentMetadata",
    "weasyprint.text.fonts:FontConfiguration",
    "weasyprint.urls:URLFetcher",
    "weasyprint.urls:URLFetcherResponse",
    "weasyprint:CSS",
    "weasyprint:HTML",
    *SPEED_NAMES,
)
