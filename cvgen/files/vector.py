"""Read an SVG drawing that may come from anybody: shapes and colours, and nothing else.

What is given on is written anew from what is known here, so that it cannot run, fetch, read or say
anything, and none of it takes longer than its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 1_000_000
_MOST_ELEMENTS = 20_000
_MOST_REFERENCES = 200
_DEEPEST = 60
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "style"),
    }
)
_SILENT = frozenset({"title", "desc", "metadata"})  # what is said beside the shapes
_TEXTS = frozenset({"text", "tspan", "textPath", "tref"})
_FOREIGN_URL = re.compile(r"url\((?!\s*['\"]?\s*#)", re.IGNORECASE)
_CSS_READING = re.compile(r"[@\\]")  # rules that read, and escapes that hide them
_CLIPPING_RULE = re.compile(r"([^{}]*)\{[^{}]*clip-path", re.IGNORECASE)
_CLASSES = re.compile(r"\s*\.[\w-]+\s*(,\s*\.[\w-]+\s*)*")
# A shape that clips is not clipped itself, by whatever way; it has no colours either.
_NOT_IN_CLIPS = frozenset({"class", "style", "clip-path"})


class UnsafeDrawingError(ValueError):
    """A drawing cannot be used; the message goes on from "the picture"."""


def clean_drawing(data: bytes) -> bytes:
    """Write a drawing anew, with its shapes and colours alone.

    Raises UnsafeDrawingError for one that is broken or too large, or has anything else.
    """
    root = _parse(data)
    if root.tag != f"{_NAMESPACE}svg":
        raise UnsafeDrawingError("is no SVG drawing")
    cleaned = "".join(_write(root, 0)).encode()
    _check_references(_parse(cleaned))
    return cleaned


def _parse(data: bytes) -> Element:
    from xml.etree.ElementTree import ParseError, XMLParser, fromstring

    if len(data) > MOST_BYTES:
        raise UnsafeDrawingError(f"is a drawing of more than {MOST_BYTES // 1_000_000} MB")
    # Entities could grow without end, and in another encoding they would not be seen here.
    if b"<!ENTITY" in data.upper() or data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data:
        raise UnsafeDrawingError("is a drawing with entities, which are not read")
    try:
        root = fromstring(data, XMLParser(encoding="utf-8"))  # noqa: S314 - no entities are left
    except (ParseError, ValueError):
        raise UnsafeDrawingError("is broken: it is no well-formed SVG") from None
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        raise UnsafeDrawingError(f"is a drawing of more than {_MOST_ELEMENTS} parts")
    return root


def _check_references(root: Element) -> None:
    """Refuse drawings in which a part refers to one that refers to others: they grow by powers."""
    referring = [element for element in root.iter() if _find_target(element)]
    ids_of_referring = set()
    for element in root.iter():
        if "id" in element.attrib and any(map(_find_target, element.iter())):
            ids_of_referring.add(f"#{element.attrib['id']}")
    is_nested = any(_find_target(element) in ids_of_referring for element in referring)
    if is_nested or len(referring) > _MOST_REFERENCES:
        raise UnsafeDrawingError("is a drawing whose parts use each other over and over")


def _find_target(element: Element) -> str:
    """Find what an element refers to, by either of the names that the attribute has."""
    for name, value in element.attrib.items():
        if name.rpartition("}")[2] == "href":
            return value.strip()
    return ""


def _write(element: Element, depth: int, *, is_clip: bool = False) -> Iterator[str]:
    """Write an element with what is known in it; of other namespaces nothing is."""
    tag = str(element.tag)
    name = tag.removeprefix(_NAMESPACE)
    if name.startswith("{") or name in _SILENT or not tag.startswith("{"):
        return
    _check_name(name)
    if depth > _DEEPEST:
        raise UnsafeDrawingError("is a drawing that is nested too deeply")
    namespace = "" if depth else ' xmlns="http://www.w3.org/2000/svg"'
    attributes = "".join(_write_attributes(element, is_clip=is_clip))
    yield f"<{name}{namespace}{attributes}>"
    if name == "style":
        yield _check_css(element.text or "")
    for child in element:
        yield from _write(child, depth + 1, is_clip=is_clip or name == "clipPath")
    yield f"</{name}>"


def _check_name(name: str) -> None:
    if name in _TEXTS:
        raise UnsafeDrawingError("is a drawing with text in it, which would be read as yours")
    if name not in _SHAPES:
        raise UnsafeDrawingError(f"is a drawing with '{name}' in it, which is not drawn")


def _write_attributes(element: Element, *, is_clip: bool) -> Iterator[str]:
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        _check_attribute(name, value)
        if (key.startswith("{") and name != "href") or (is_clip and name in _NOT_IN_CLIPS):
            continue
        yield f" {name}={quoteattr(value)}"


def _check_attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise UnsafeDrawingError("is a drawing with a program in it")
    if name == "style":
        _check_css(value)
    is_foreign = name == "href" and not value.strip().startswith("#")
    if is_foreign or _FOREIGN_URL.search(value):
        raise UnsafeDrawingError("is a drawing that refers to something outside of it")


def _check_css(css: str) -> str:
    if _CSS_READING.search(css) or _FOREIGN_URL.search(css):
        raise UnsafeDrawingError("is a drawing with a style sheet that could read files")
    for rule in _CLIPPING_RULE.finditer(css):
        if not _CLASSES.fullmatch(rule[1]):
            raise UnsafeDrawingError("is a drawing with a style sheet that clips what clips")
    return escape(css)
