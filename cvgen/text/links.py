"""The kinds of link that a document may hold, the addresses of DOIs, and addresses in ASCII."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from cvgen.text.patterns import compile_late

LINK_SCHEMES = ("http", "https", "mailto", "tel", "doi")
DOI_PREFIX = r"10\.\d{4,9}(?:\.\d+)*/"
# What RFC 3986 (3.3) allows in a path; all else of a DOI is escaped.
_SAFE_IN_PATHS = "/:@!$&'()*+,;=-._~"
_QUERY_OR_FRAGMENT = compile_late(r"\?[\w.-]+=.*|#[A-Za-z][\w-]*$", re.DOTALL)
_WEB_ADDRESS = compile_late(r"(https?://(?:[^/?#@]*@)?)([^/?#:@]+)(.*)", re.IGNORECASE | re.DOTALL)
_MAIL_ADDRESS = compile_late(r"(mailto:[^?#@]*@)([^?#]+)(.*)", re.IGNORECASE | re.DOTALL)
_DOTS = compile_late("[.。．｡]")
# What a name may hold and does not mean (UTS 46, 4): soft hyphens, word joiners, variations.
_IGNORED = compile_late("[\u00ad\u034f\u180b-\u180d\u200b\u2060\u2064\ufe00-\ufe0f\ufeff]")
_SHORT_ADDRESSES = {"doi.org/": "doi:", "dx.doi.org/": "doi:", "arxiv.org/abs/": "arXiv:"}
_LONGEST_LABEL = 63  # octets (RFC 1035, 2.3.4)


def encode_url(url: str) -> str:
    """Write an address in ASCII, as links of a PDF must be (ISO 32000-1, 12.6.4.7).

    The host is written by IDNA 2008 (RFC 5891) as browsers do (UTS 46, without transition), all
    else as UTF-8 in percents (RFC 3987, 3.1). What is ASCII already stays as it is.
    """
    match = _WEB_ADDRESS.fullmatch(url) or _MAIL_ADDRESS.fullmatch(url)
    if not match:
        return _encode_letters(url)
    start, host, end = match.groups()
    return _encode_letters(start) + _encode_host(host) + _encode_letters(end)


def _encode_letters(text: str) -> str:
    encoded = ""
    for character in text:
        if character.isascii():
            encoded += character
        else:
            encoded += quote(character, errors="replace")
    return encoded


def _encode_host(host: str) -> str:
    """Write the name of a host in ASCII; one that cannot be one is written in percents."""
    decoded = unquote(host)
    if decoded.isascii():
        return host
    labels = [_encode_label(label) for label in _DOTS.split(decoded)]
    if any(len(label) > _LONGEST_LABEL for label in labels):
        return _encode_letters(host)
    return ".".join(labels)


def _encode_label(label: str) -> str:
    """Write a label by Punycode (RFC 3492), in small letters and composed (UTS 46, 4)."""
    small = unicodedata.normalize("NFKC", _IGNORED.sub("", label)).lower()
    composed = unicodedata.normalize("NFC", small)
    if composed.isascii():
        return composed
    return "xn--" + composed.encode("punycode").decode("ascii")


def format_doi_url(doi: str) -> str:
    """Format the address that resolves a DOI, with `<`, `#`, `?`, `%` and the like escaped.

    The DOI Handbook (2.5.2.4) asks for it.
    """
    return "https://doi.org/" + quote(doi, safe=_SAFE_IN_PATHS)


def shorten_address(url: str) -> str:
    """Write an address in short, as a reader of paper can follow it: doi:…, arXiv:…, or bare."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url, flags=re.IGNORECASE)
    for start, name in _SHORT_ADDRESSES.items():
        if bare.startswith(start) and len(bare) > len(start):
            return name + unquote(bare.removeprefix(start))
    return unquote(bare).removeprefix("mailto:").removeprefix("tel:").rstrip("/")


def decode_doi_path(path: str) -> str:
    """Return the DOI that stands in the path of an address, without query and fragment."""
    return unquote(cut_doi_path(path))


def cut_doi_path(path: str) -> str:
    """Cut query and fragment off the path of an address."""
    return _QUERY_OR_FRAGMENT.sub("", path)
