"""Fill the fields of a page's foot, such as {name} and {page}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cvgen.text.patterns import compile_late

# What only the pages know.
PAGE_FIELDS = ("page", "pages")
_FIELD = compile_late(r"\{([^{}]*)\}")
_GLUED = compile_late(r"(\{[^{}]*\})(?=\{)")
_EDGES = " \N{NO-BREAK SPACE}·|/,;–—-"


def list_fields(foot: str) -> list[str]:
    """List the names in braces, in their order."""
    return [match[1] for match in _FIELD.finditer(foot)]


def fill_fields(foot: str, values: Mapping[str, str]) -> str:
    """Fill those fields that there are values for, and keep two that touch apart."""
    apart = _GLUED.sub(r"\1 ", foot)
    return _FIELD.sub(lambda match: values.get(match[1], match[0]), apart)


def split_foot(foot: str) -> Iterator[tuple[str, str]]:
    """Split a foot into words and the page field behind them; either may be empty."""
    start = 0
    for match in _FIELD.finditer(foot):
        if match[1] in PAGE_FIELDS:
            yield foot[start : match.start()], match[1]
            start = match.end()
    yield foot[start:], ""


def has_page_fields(foot: str) -> bool:
    """Say whether a foot has the number of the page, or of all, in it."""
    return any(name in PAGE_FIELDS for name in list_fields(foot))


def strip_page_fields(foot: str) -> str:
    """Take the numbers out of a foot, for what prints them by itself, with what parts them."""
    if not has_page_fields(foot):
        return foot
    words = [text.strip(_EDGES) for text, _ in split_foot(foot)]
    return " ".join(filter(None, words))
