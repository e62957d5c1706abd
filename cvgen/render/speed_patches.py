"""The patches of WeasyPrint 70 that change no page, and save a quarter of the time of a layout.

Every `_make_…` takes the engine's function and returns one that gives the same values faster.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import Any

from cvgen.render.patches import Patch

_WIDTHS_OF_LINES = ("outline", "border_top", "border_right", "border_bottom", "border_left")
# What the engine describes a font by.
_DESCRIBED = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
)
# What the first line of a text hangs on, beside the text and the room for it.
_SETS_A_LINE = (
    *_DESCRIBED,
    "direction",
    "font_feature_settings",
    "font_kerning",
    "font_language_override",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_variant_ligatures",
    "font_variant_numeric",
    "font_variant_position",
    "hyphenate_character",
    "hyphenate_limit_chars",
    "hyphenate_limit_zone",
    "hyphens",
    "lang",
    "letter_spacing",
    "overflow_wrap",
    "tab_size",
    "white_space",
    "word_break",
    "word_spacing",
)
_LINES = "cvgen_lines"  # the attribute of what the engine knows of fonts that lines are kept in
_MOST_LINES = 4000  # about 5 MB
_IN_FLOW = ("static", "relative")
_SQUARE = (0, "px")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_SQUARE_CORNERS = {f"border_{corner}_radius": (0, 0) for corner in _CORNERS}
_IS_SQUARE = "cvgen_is_square"  # the attribute of a style that says whether its corners are
_STRUT = "cvgen_strut"  # the attribute of a style that the height of its lines is kept in


def _make_style_reader(compute_value: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    from weasyprint.css import INITIAL_VALUES

    logical_names = _list_logical_names()
    initial = _list_initial_properties()
    inherited = _list_inherited_properties()
    line_styles = {f"{line}_width": f"{line}_style" for line in _WIDTHS_OF_LINES}

    def read_value(style: Any, key: str) -> Any:
        cascaded = style.cascaded
        if key in cascaded:
            return compute_value(style, key)
        for name in logical_names.get(key, ()):
            if name in cascaded:
                return compute_value(style, key)
        if key in initial:
            value = INITIAL_VALUES[key]
        elif style.parent_style is not None and (key in inherited or key.startswith("__")):
            value = style.parent_style[key]
        elif key in line_styles and style[line_styles[key]] == "none":
            value = 0
        else:
            return compute_value(style, key)
        style[key] = value
        return value

    return read_value


def _list_logical_names() -> dict[str, frozenset[str]]:
    """List by property what it is called where a text begins left, and where it begins right."""
    from weasyprint.css import PHYSICAL_FUNCTIONS

    names = {}
    for key, find_logical in PHYSICAL_FUNCTIONS.items():
        names[key] = frozenset(
            find_logical(block="ttb", inline=direction) for direction in ("ltr", "rtl")
        )
    return names


def _list_initial_properties() -> frozenset[str]:
    """List the properties that begin with a value of their own, which needs no computing."""
    from weasyprint.css import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    names = set(INITIAL_VALUES) - set(INHERITED) - set(INITIAL_NOT_COMPUTED)
    # The engine notes what these were specified as.
    names -= {"position", "float", "display", "page"}
    return frozenset(name for name in names if not name.startswith("text_decoration_"))


def _list_inherited_properties() -> frozenset[str]:
    """List the properties that are the parent's where nothing is said of them."""
    from weasyprint.css import INHERITED

    propagated = ("line", "color", "style", "thickness")
    return frozenset((*INHERITED, "page", *(f"text_decoration_{name}" for name in propagated)))


def _make_length_resolver(
    resolve_percentage: Callable[[Any, str, Any], None],
) -> Callable[[Any, str, Any], None]:
    def resolve_length(box: Any, name: str, refer_to: Any) -> None:
        value = box.style[name]
        if getattr(value, "unit", None) == "px":
            setattr(box, name, value.value)
        else:
            resolve_percentage(box, name, refer_to)

    return resolve_length


def _make_feature_keeper(list_features: Callable[..., Any]) -> Callable[..., Any]:
    return cache(list_features)


def _make_description_keeper(describe_font: Callable[[Any], Any]) -> Callable[[Any], Any]:
    kept: dict[tuple[Any, ...], Any] = {}

    def describe_font_once(style: Any) -> Any:
        families, *rest = [style[name] for name in _DESCRIBED]
        key = (*families, *rest)  # the families of a text in a drawing are a list
        description = kept.get(key)
        if description is None:
            description = kept[key] = describe_font(style)
        return description

    return describe_font_once


def _make_layout_freer(set_up: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    from weasyprint.text.ffi import ffi, pango

    def set_up_without_leak(layout: Any, style: Any) -> None:
        kept = style.font_config.font_features
        if not isinstance(kept, _FreshFeatures):
            style.font_config.font_features = _FreshFeatures()
        set_up(layout, style)
        attributes = pango.pango_layout_get_attributes(layout.layout)
        if attributes != ffi.NULL:
            pango.pango_attr_list_unref(attributes)

    return set_up_without_leak


class _FreshFeatures(dict[bytes, Any]):
    """Gives each list of attributes a feature of its own, which goes when the list goes."""

    def setdefault(self, _: bytes, default: Any = None) -> Any:
        """Give what was made just now."""
        return default


def _make_line_keeper(split_first_line: Callable[..., Any]) -> Callable[..., Any]:
    read_style = itemgetter(*_SETS_A_LINE)

    def split_once(
        text: str,
        style: Any,
        context: Any,
        max_width: Any,
        spacing: Any,
        *rest: Any,
        **options: Any,
    ) -> Any:
        # What draws a line below a text asks the text where.
        if style["text_decoration_line"] != "none":
            return split_first_line(text, style, context, max_width, spacing, *rest, **options)
        kept: dict[Any, Any] = vars(style.font_config).setdefault(_LINES, {})
        key = (text, max_width, spacing, rest, *options.items(), *read_style(style))
        line = kept.get(key)
        if line is None:
            line = split_first_line(text, style, context, max_width, spacing, *rest, **options)
            if len(kept) >= _MOST_LINES:
                kept.clear()
            kept[key] = line
        return line

    return split_once


def _make_strut_keeper(measure_strut: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def measure_strut_once(style: Any) -> Any:
        kept = vars(style).get(_STRUT)
        if kept is None:
            kept = vars(style)[_STRUT] = measure_strut(style)
        return kept

    return measure_strut_once


def _make_flow_reader(is_in_normal_flow: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def is_in_plain_flow(box: Any) -> bool:
        style = box.style
        if style["float"] == "none" and style["position"] in _IN_FLOW:
            return True
        return is_in_normal_flow(box)

    return is_in_plain_flow


def _make_corner_reader(resolve_radii: Callable[[Any], None]) -> Callable[[Any], None]:
    def resolve_round_corners(box: Any) -> None:
        style = box.style
        is_square = vars(style).get(_IS_SQUARE)
        if is_square is None:
            is_square = all(_SQUARE in style[name] for name in _SQUARE_CORNERS)
            vars(style)[_IS_SQUARE] = is_square
        if is_square:
            vars(box).update(_SQUARE_CORNERS)
        else:
            resolve_radii(box)

    return resolve_round_corners


SPEED_PATCHES = (
    Patch(
        "weasyprint.css",
        "ComputedStyle.__missing__",
        ("self", "key"),
        _make_style_reader,
        "Nearly all values of a style are initial or inherited, and need none of what the "
        "cascade asks for.",
    ),
    Patch(
        "weasyprint.layout.percent",
        "resolve_one_percentage",
        ("box", "property_name", "refer_to"),
        _make_length_resolver,
        "Nearly all lengths are pixels already.",
    ),
    Patch(
        "weasyprint.text.line_break",
        "font_features",
        (
            "font_kerning",
            "font_variant_ligatures",
            "font_variant_position",
            "font_variant_caps",
            "font_variant_numeric",
            "font_variant_alternates",
            "font_variant_east_asian",
            "font_feature_settings",
        ),
        _make_feature_keeper,
        "A document has a handful of styles of type, and each text asks for one of them.",
    ),
    Patch(
        "weasyprint.text.line_break",
        "Layout.setup",
        ("self", "style"),
        _make_layout_freer,
        "Pango is left with two things for each text, which nobody frees: 50 kB a page.",
    ),
    Patch(
        "weasyprint.text.line_break",
        "get_font_description",
        ("style",),
        _make_description_keeper,
        "As above.",
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
        _make_line_keeper,
        "A text is broken again where a grid measures it, where a density is tried, and where a "
        "watched profile has changed elsewhere.",
    ),
    Patch(
        "weasyprint.layout.inline",
        "strut",
        ("style",),
        _make_strut_keeper,
        "Each line asks how high it is at least, and what the engine keeps that by takes longer to "
        "make than to read.",
    ),
    Patch(
        "weasyprint.formatting_structure.boxes",
        "Box.is_in_normal_flow",
        ("self",),
        _make_flow_reader,
        "Nearly all boxes are, and are asked ten times each by five questions.",
    ),
    Patch(
        "weasyprint.layout.background",
        "resolve_radii_percentages",
        ("box",),
        _make_corner_reader,
        "Nearly all boxes have square corners.",
    ),
)

SPEED_NAMES = (
    "weasyprint.css:INHERITED",
    "weasyprint.css:INITIAL_NOT_COMPUTED",
    "weasyprint.css:INITIAL_VALUES",
    "weasyprint.css:PHYSICAL_FUNCTIONS",
)
