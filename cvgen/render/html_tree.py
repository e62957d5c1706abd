"""Read a page of HTML fast where it is written as XML would be, which themes do.

The engine's parser reads any HTML, letter by letter in Python. Expat takes a tenth of the time,
but it is no reader of HTML: a page that the two could read differently is left to the engine's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLParser

_DOCTYPE = "<!DOCTYPE html>"
_EMPTY_TAG = r"(?:br|hr|img|link|meta|wbr)\b"
# What is not the same in HTML and XML: comments and declarations; ends of lines; white space in
# attributes; a slash in a tag that opens an element; names of characters in a style sheet, and
# other names of characters.
_UNSURE = re.compile(
    r"<[!?]|\r|=\s*(?:\"[^\"]*|'[^']*)[\t\n]"
    rf"|<(?!{_EMPTY_TAG})[^<>]*/>|<style[^<>]*>[^<]*&"
    r"|&(?!(?:amp|lt|gt|quot|nbsp|#3[2-9]|#[4-9]\d|#1[01]\d);)"
)
_EMPTY = re.compile(rf"<({_EMPTY_TAG}[^<>]*?)/?>")


def _list_tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_HEADINGS = _list_tags("h1 h2 h3 h4 h5 h6")
_BLOCKS = _HEADINGS | _list_tags(
    "address article aside blockquote dd details div dl dt figcaption figure footer header hr li "
    "main nav ol p section summary table ul"
)
_PHRASES = _list_tags(
    "a abbr b bdi bdo br cite code del em i img ins kbd mark q s samp small span strong sub sup "
    "time u var wbr"
)
_EMPTY_ELEMENTS = _list_tags("br hr img link meta style title wbr")  # or with text alone
_TABLE_PARTS = _list_tags("tbody tfoot thead")
_FLOW = (_BLOCKS - _list_tags("dd dt li")) | _PHRASES | _list_tags("style")
# What may stand in what, so that HTML's parser opens and closes nothing of its own.
_CHILDREN = {
    **dict.fromkeys(_BLOCKS | _list_tags("body caption td th"), _FLOW),
    **dict.fromkeys(_HEADINGS | _PHRASES | _list_tags("p"), _PHRASES),
    **dict.fromkeys(_EMPTY_ELEMENTS, _list_tags("")),
    **dict.fromkeys(_TABLE_PARTS, _list_tags("tr")),
    "dl": _list_tags("dd div dt"),
    "head": _list_tags("link meta style title"),
    "html": _list_tags("body head"),
    "ol": _list_tags("li"),
    "table": _TABLE_PARTS | _list_tags("caption"),
    "tr": _list_tags("td th"),
    "ul": _list_tags("li"),
}
_WITHOUT_TEXT = _TABLE_PARTS | _list_tags("head html table tr")


def read_strict_page(html: str) -> Element | None:
    """Read a page into the tree that HTML's rules give it, or None where they may give another."""
    if not html.startswith(_DOCTYPE) or _UNSURE.search(html, len(_DOCTYPE)):
        return None
    text = html[len(_DOCTYPE) :].replace("&nbsp;", "\N{NO-BREAK SPACE}")
    parser = XMLParser()  # noqa: S314 - it is given no declarations, and reads nothing else
    try:
        parser.feed(_EMPTY.sub(r"<\1/>", text))
        root: Element = parser.close()
        is_sure = [child.tag for child in root] == ["head", "body"] and _is_sure(root)
    except (ParseError, ValueError, RecursionError):
        return None
    if not is_sure:
        return None
    _move_spaces(root, text)
    return root


def _is_sure(element: Element, *, in_link: bool = False) -> bool:
    """Say whether an element, and all in it, stands where HTML's parser leaves it."""
    if in_link and element.tag == "a":
        return False
    may_hold = _CHILDREN.get(element.tag)
    if may_hold is None or not all(map(_is_plain, element.keys())):
        return False
    if element.tag in _WITHOUT_TEXT and any(map(str.strip, _list_texts(element))):
        return False
    in_link = in_link or element.tag == "a"
    return all(child.tag in may_hold and _is_sure(child, in_link=in_link) for child in element)


def _is_plain(attribute: str) -> bool:
    return attribute.isascii() and attribute == attribute.lower() and ":" not in attribute


def _list_texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield child.tail or ""


def _move_spaces(root: Element, text: str) -> None:
    """Put the white space around the head and the body where HTML has it."""
    _, body = root
    behind = text[text.rindex("</html>") + len("</html>") :]
    spaces = (body.tail or "") + behind
    root.text = body.tail = None
    if len(body):
        body[-1].tail = (body[-1].tail or "") + spaces
    else:
        body.text = (body.text or "") + spaces


def open_page(weasyprint: Any, html: str, address: str, url_fetcher: Any) -> Any:
    """Make the engine's page of HTML that stands in a folder with this address."""
    root = read_strict_page(html)
    if root is None:
        return weasyprint.HTML(string=html, base_url=address, url_fetcher=url_fetcher)
    page = weasyprint.HTML.__new__(weasyprint.HTML)
    page.base_url = address
    page.url_fetcher = url_fetcher
    page.media_type = "print"
    page.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(
        root, content_language=None
    )
    page.etree_element = page.wrapper_element.etree_element
    return page
