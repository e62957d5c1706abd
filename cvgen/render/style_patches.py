"""The patches of WeasyPrint 70 by which elements that look alike share their styles.

The engine computes a style once for all elements with the same parent's style, the same rules and
the same declarations of their own. It takes an `id` for such a declaration, so that no two entries
of a CV shared anything, nor what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from cvgen.render.patches import Patch

_HAS_NAMED_PAGES = "cvgen_has_named_pages"  # in what all styles of a document share
_PLAIN_ID = re.compile(r"[\w.:-]+")  # what stands for itself between quotes in CSS
_DRAWING = "{http://www.w3.org/2000/svg}svg"
_PARAMETERS = (
    "html",
    "user_stylesheets",
    "presentational_hints",
    "font_config",
    "counter_style",
    "color_profiles",
    "page_rules",
    "layers",
    "target_collector",
    "forms",
)


def _make_attribute_finder(find_attributes: Callable[..., Any]) -> Callable[..., Any]:
    def find_shared_attributes(tree: Any, *rest: Any) -> Iterator[Any]:
        shared: dict[tuple[Any, ...], list[Any]] = {}
        for element in tree.iter():
            attributes = _list_attributes(element)
            if not attributes:
                continue
            # Where they are written alike they are one list, which the engine finds to be the same.
            if attributes not in shared:
                lone = type(element)(element.tag, dict(attributes))
                shared[attributes] = list(find_attributes(lone, *rest))
            for specificity, _, declarations, address in shared[attributes]:
                yield specificity, element, declarations, address

    return find_shared_attributes


def _list_attributes(element: Any) -> tuple[tuple[str, str], ...]:
    """List the attributes that the engine takes for declarations, without an `id`.

    Those that say how something looks are none: our pages have no presentational attributes.
    """
    names = ["style", "lang"]
    if not _has_plain_id(element):
        names.append("id")
    if element.tag == "a":
        names.append("name")
    if element.tag == _DRAWING:
        names += ["width", "height"]
    return tuple((name, element.get(name)) for name in names if element.get(name))


def _has_plain_id(element: Any) -> bool:
    return bool(_PLAIN_ID.fullmatch(element.get("id", "")))


def _make_anchor_setter(compute_styles: Callable[..., Any]) -> Callable[..., Any]:
    def compute_shared_styles(html: Any, *rest: Any) -> Any:
        given = dict(zip(_PARAMETERS[1:], rest, strict=False))
        style_for = compute_styles(html, *rest)
        styles = style_for.get_computed_styles()
        for element in html.etree_element.iter():
            shared = styles.get((element, None))
            # A name of a link, or a rule, says more than an `id`.
            if shared and _has_plain_id(element) and "anchor" not in shared.cascaded:
                own = shared.copy()
                own["anchor"] = element.get("id")
                styles[element, None] = own
                given["target_collector"].collect_anchor(own["anchor"])
        shared_by_all = styles[html.etree_element, None].cache
        shared_by_all[_HAS_NAMED_PAGES] = any("page" in style.cascaded for style in styles.values())
        return style_for

    return compute_shared_styles


def _make_page_name_reader(read_name: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def read_name_where_some_are_named(before: Any, after: Any) -> Any:
        if before.style.cache.get(_HAS_NAMED_PAGES, True):
            return read_name(before, after)
        return None

    return read_name_where_some_are_named


STYLE_PATCHES = (
    Patch(
        "weasyprint.css",
        "find_style_attributes",
        ("tree", "presentational_hints", "base_url"),
        _make_attribute_finder,
        "An entry with an `id`, and all in it, shared no style with the next.",
    ),
    Patch(
        "weasyprint.document",
        "get_all_computed_styles",
        _PARAMETERS,
        _make_anchor_setter,
        "An element with an `id` has a style of its own; what stands in it need not.",
    ),
    Patch(
        "weasyprint.layout.block",
        "block_level_page_name",
        ("sibling_before", "sibling_after"),
        _make_page_name_reader,
        "For the name of its page, which most documents have none of, each box asks all in it.",
    ),
)
