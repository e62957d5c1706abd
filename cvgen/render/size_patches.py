"""The patches of WeasyPrint 70 that change nothing that a reader shows, and make files smaller.

Every `_make_…` takes the engine's function and returns the one that stands in for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cvgen.render.font_files import cut_font_file
from cvgen.render.patches import Patch


def _make_font_cutter(build_fonts: Callable[..., Any]) -> Callable[..., Any]:
    def build_cut_fonts(pdf_file: Any, *rest: Any) -> Any:
        first = len(pdf_file.objects)
        references = build_fonts(pdf_file, *rest)
        for added in pdf_file.objects[first:]:
            entries = getattr(added, "extra", {})
            if "Length1" in entries or entries.get("Subtype") == "/OpenType":
                data = cut_font_file(*added.stream)
                added.stream = [data]
                if "Length1" in entries:
                    entries["Length1"] = len(data)
        return references

    return build_cut_fonts


SIZE_PATCHES = (
    Patch(
        "weasyprint.pdf",
        "build_fonts_dictionary",
        ("pdf", "fonts", "compress", "subset", "options"),
        _make_font_cutter,
        "A third of a font in a file was what programs other than readers of PDFs ask it for.",
    ),
)
