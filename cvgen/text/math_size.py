"""Measure how much work a formula is to draw, before it is drawn."""

from __future__ import annotations

from xml.etree.ElementTree import Element

# ziamath makes what is in these twice, once to measure it: each level of them doubles its work.
_MEASURED_FIRST = frozenset({"math", "mrow", "mtd", "mpadded", "mphantom", "mfenced"})
# These hold a row that is not written where they hold several things.
_ROWS_BY_THEMSELVES = frozenset({"msqrt", "menclose", "mstyle", "mpadded", "mphantom"})


def count_nodes(element: Element) -> int:
    """Count the nodes that ziamath makes for an element, or somewhat more."""
    tag = element.tag.rpartition("}")[2]
    count = sum(count_nodes(child) for child in element)
    if tag in _MEASURED_FIRST:
        count *= 2
    if tag in _ROWS_BY_THEMSELVES and len(element) > 1:
        count *= 2
    return 1 + count
