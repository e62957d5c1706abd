"""The patches of WeasyPrint 70 that change nothing that a reader shows, and make files smaller.

Every `_make_…` takes the engine's function and returns the one that stands in for it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from cvgen.render.font_tables import cut_font_file
from cvgen.render.patches import Patch
from cvgen.render.srgb import SRGB_NAME, make_srgb_profile

_UP = 12  # a predictor: rows are what is to be added to the row above (ISO 32000-1, table 10)


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


def _make_profile_maker(_: Any) -> Callable[..., Any]:
    def make_profile(file: Any, _source: Any, _intent: Any, components: Any) -> Any:
        file.close()
        content = make_srgb_profile()
        return SimpleNamespace(components=components, content=content, name=SRGB_NAME)

    return make_profile


def _make_place_packer(data: property) -> property:
    def pack_places(stream: Any) -> Any:
        entries = stream.extra
        if entries.get("Type") == "/XRef" and stream.compress and "DecodeParms" not in entries:
            width = sum(entries["W"])
            stream.stream = [_subtract_rows(stream.stream[0], width)]
            entries["DecodeParms"] = f"<</Predictor {_UP}/Columns {width}>>"
        return data.__get__(stream)

    return property(pack_places)


def _subtract_rows(table: bytes, width: int) -> bytes:
    """Take from each row the one above it, and say before it that it is so (PNG, 9.2)."""
    rows = bytes((low - high) % 256 for high, low in zip(bytes(width) + table, table, strict=False))
    return b"".join(b"\x02" + rows[start : start + width] for start in range(0, len(rows), width))


SIZE_PATCHES = (
    Patch(
        "weasyprint.pdf",
        "build_fonts_dictionary",
        ("pdf", "fonts", "compress", "subset", "options"),
        _make_font_cutter,
        "A third of a font in a file was what programs other than readers of PDFs ask it for.",
    ),
    Patch(
        "weasyprint.pdf",
        "ColorProfile",
        ("file_object", "src", "rendering_intent", "components"),
        _make_profile_maker,
        "The profile of a page's colours is a sixth of the engine's own, and says the same.",
    ),
    Patch(
        "pydyf",
        "Stream.data",
        ("self",),
        _make_place_packer,
        "The places of objects are numbers that grow, and what they grow by is a sixth of them.",
    ),
)
