"""The kinds of link that a document may hold, and the addresses of DOIs."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

LINK_SCHEMES = ("http", "https", "mailto", "tel", "doi")
DOI_PREFIX = r"10\.\d{4,9}(?:\.\d+)*/"
# What RFC 3986 (3.3) allows in a path; all else of a DOI is escaped.
_SAFE_IN_PATHS = "/:@!$&'()*+,;=-._~"
_QUERY_OR_FRAGMENT = re.compile(r"\?[\w.-]+=.*|#[A-Za-z][\w-]*$", re.DOTALL)


def format_doi_url(doi: str) -> str:
    """Format the address that resolves a DOI, with `<`, `#`, `?`, `%` and the like escaped.

    The DOI Handbook (2.5.2.4) asks for it.
    """
    return "https://doi.org/" + quote(doi, safe=_SAFE_IN_PATHS)


def decode_doi_path(path: str) -> str:
    """Return the DOI that stands in the path of an address, without query and fragment."""
    return unquote(_QUERY_OR_FRAGMENT.sub("", path))
