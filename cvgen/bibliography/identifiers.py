"""Find DOIs, arXiv numbers and web addresses in text, in any form in which people paste them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from pydantic import TypeAdapter, ValidationError

from cvgen.profile.fields import Url

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ARXIV_NUMBER = r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
_BARE_ARXIV = re.compile(rf"(?<![\w./])(?:{_ARXIV_NUMBER})(?![\w/])")
# DBLP writes "CoRR, abs/2001.00001".
_LABELLED_ARXIV = re.compile(
    r"(?:arxiv(?:\.org/(?:abs|pdf|html)/|[\s.:]*|\s+(?:e-?print|preprint)\S*[\s:]*(?:arxiv:)?)"
    rf"|(?:corr\W+)?abs/)({_ARXIV_NUMBER})(?![\w/])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?|ftp|mailto|doi):\S+|(?:www\.|//)\S+", re.IGNORECASE)
# An address without its scheme is one only under a domain that no file's suffix looks like.
_HOST_ONLY = re.compile(
    r"[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|org|net|edu|gov|io|ai|de|cn|uk|fr|ch|eu|jp|ca|au|it|es|nl|at|se|dev|app|me|info"
    r"|science|page|site|link)(?:/\S*)?"
)
_ONLY_LEADING_WORDS = re.compile(
    r"[\W\d]*+(?:(?:available|online|accessed|last|visited|at|from|on|url|see|also|doi|link|code"
    r"|paper|pdf|website|project|page|here|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"\w*+\b[\W\d]*+)*+",
    re.IGNORECASE,
)
_DATE_OF_ACCESS = re.compile(
    r"\(\s*(?:last |accessed|visited)[^()]*\)|\(\s*\)|\[\s*\]|<\s*>|\{\s*\}", re.IGNORECASE
)
_LEAD_AT_END = re.compile(
    r"(?<![\s:,;.(])[\s:,;.(]++"
    r"(?:(?:available |online )?(?:see|at|from|code|url|link)\b[\s:]*)?$",
    re.IGNORECASE,
)
_TRAILING_PUNCTUATION = ".,;:'\">"
_OPENING_BRACKETS = {")": "(", "]": "["}
_URL: TypeAdapter[str] = TypeAdapter(Url)


def find_doi(text: str) -> str:
    """Find the DOI in a text."""
    decoded = text
    if "%2f" in text.lower():
        decoded = unquote(text)
    match = _DOI.search("".join(decoded.split()))
    if not match:
        return ""
    return _trim_end(match[0])


def find_arxiv_in_doi(doi: str) -> str:
    """Return the arXiv number that a DOI of arXiv's own (10.48550) holds."""
    match = _ARXIV_DOI.fullmatch(doi)
    if not match:
        return ""
    return find_arxiv(match[1])


def find_arxiv(text: str) -> str:
    """Find an arXiv number in a field that holds one."""
    labelled = find_labelled_arxiv(text)
    if labelled:
        return labelled
    bare = _BARE_ARXIV.search(text.removesuffix(".pdf"))
    if not bare:
        return ""
    return bare[0]


def find_labelled_arxiv(text: str) -> str:
    """Find an arXiv number in any text; "arXiv", or DBLP's "abs/", must stand before it."""
    match = _LABELLED_ARXIV.search(text)
    if not match:
        return ""
    return match[1]


def parse_address(text: str) -> str:
    """Return a web address in full, or nothing where there is none, as for the name of a file."""
    address = text.strip().strip("<>")
    if not _ADDRESS.fullmatch(address) and not _HOST_ONLY.fullmatch(address):
        return ""
    if address.startswith("//"):
        address = "https:" + address
    try:
        return str(_URL.validate_python(address))
    except ValidationError:
        return ""


def find_addresses(text: str) -> list[str]:
    """Find the addresses inside a text."""
    return [_trim_end(address) for address in _ADDRESS.findall(text)]


def remove_addresses(text: str) -> str:
    """Remove the addresses from a text, and the words that only lead to one."""
    rest = _ADDRESS.sub("", text)
    if rest == text:
        return text
    return remove_lead(rest)


def remove_lead(text: str) -> str:
    """Remove the words that led to an address, such as "Available at:"."""
    rest = _DATE_OF_ACCESS.sub("", text)
    if _ONLY_LEADING_WORDS.fullmatch(rest):
        return ""
    return _LEAD_AT_END.sub("", rest).strip()


def _trim_end(text: str) -> str:
    """Remove punctuation at the end, and brackets there that were opened before the text."""
    trimmed = text.rstrip(_TRAILING_PUNCTUATION)
    while trimmed and trimmed[-1] in _OPENING_BRACKETS:
        closing = trimmed[-1]
        if trimmed.count(closing) <= trimmed.count(_OPENING_BRACKETS[closing]):
            return trimmed
        trimmed = trimmed[:-1].rstrip(_TRAILING_PUNCTUATION)
    return trimmed
