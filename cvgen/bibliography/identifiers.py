"""Find DOIs, arXiv numbers and web addresses in text, in any form in which people paste them."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from cvgen.bibliography.latex_verbatim import decode_entities
from cvgen.profile.faults import WrongValueError
from cvgen.profile.fields import check_url
from cvgen.text.links import DOI_PREFIX, cut_doi_path, decode_doi_path
from cvgen.text.patterns import compile_late

_DOI = compile_late(DOI_PREFIX + r"[^\s\"{}|\\^`]+")
_SHORT_DOI = compile_late(r"10/[A-Za-z0-9]{3,12}")
# Where a DOI goes on behind white space: it was wrapped there.
_DOI_WRAPPED = compile_late(
    r"(?<=[/._:(<-])\s+(?=[^\s(])|(?<!\s)[^\S\n]*+\n\s*+(?=[\w.:;<>()/-]+$)"
)
# A character that is escaped in addresses, and hardly a part of a DOI by itself.
_ESCAPED_IN_DOI = compile_late(r"%(?:2F|3[ABCE]|2[89]|5[BD])", re.IGNORECASE)
_RESOLVER = compile_late(r"(?:https?://)?[\w.-]*\bdoi[.-][\w.-]*(?::\d+)?/", re.IGNORECASE)
_TAG = compile_late(r"</?[A-Za-z][A-Za-z0-9]*\s*/?>")
_HANDLE = compile_late(r"(?:hdl:\s*|handle:\s*)?(\d+(?:\.\d+)*/[^\s<>]+)", re.IGNORECASE)
_ARXIV_DOI = compile_late(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_ARXIV_NUMBER = r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
_BARE_ARXIV = compile_late(rf"(?<![\w./])(?:{_ARXIV_NUMBER})(?![\w/])")
# DBLP writes "CoRR, abs/2001.00001".
_LABELLED_ARXIV = compile_late(
    r"(?:arxiv(?:\.org/(?:abs|pdf|html)/|[\s.:]*|\s+(?:e-?print|preprint)\S*[\s:]*(?:arxiv:)?)"
    rf"|(?:corr\W+)?abs/)({_ARXIV_NUMBER})(?![\w/])",
    re.IGNORECASE,
)
_ADDRESS = compile_late(r"(?:https?|ftp|mailto|doi):\S+|(?:www\.|//)\S+", re.IGNORECASE)
# An address without its scheme is one only under a domain that no file's suffix looks like.
_HOST_ONLY = compile_late(
    r"[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|org|net|edu|gov|io|ai|de|cn|uk|fr|ch|eu|jp|ca|au|it|es|nl|at|se|dev|app|me|info"
    r"|science|page|site|link)(?:/\S*)?"
)
_ONLY_LEADING_WORDS = compile_late(
    r"[\W\d]*+(?:(?:available|online|accessed|last|visited|at|from|on|url|see|also|doi|link|code"
    r"|paper|pdf|website|project|page|here|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"\w*+\b[\W\d]*+)*+",
    re.IGNORECASE,
)
_DATE_OF_ACCESS = compile_late(
    r"\(\s*(?:last |accessed|visited)[^()]*\)|\(\s*\)|\[\s*\]|<\s*>|\{\s*\}", re.IGNORECASE
)
_LEAD_AT_END = compile_late(
    r"(?<![\s:,;.(])[\s:,;.(]++"
    r"(?:(?:available |online )?(?:see|at|from|code|url|link)\b[\s:]*)?$",
    re.IGNORECASE,
)
_TRAILING_PUNCTUATION = ".,;:'\""
_OPENING_BRACKETS = {")": "(", "]": "[", ">": "<"}


class DoiInText(Struct, frozen=True):
    """The DOI in a text, and the words and further DOIs behind it."""

    doi: str = ""
    rest: str = ""


def find_doi(text: str) -> str:
    """Find the DOI in a text."""
    return parse_doi(text).doi


def parse_doi(text: str) -> DoiInText:
    """Find the first DOI in a text, and what else stands behind it.

    In an address, characters are escaped (RFC 3986, 2.1), and query and fragment are no part of it.
    """
    decoded = _TAG.sub(" ", decode_entities(text)).strip()
    if _ESCAPED_IN_DOI.search(decoded):
        decoded = unquote(decoded)
    match = _DOI.search(_DOI_WRAPPED.sub("", decoded))
    if not match:
        return DoiInText()
    written = _split_glued_dois(match[0])
    doi = written
    before = match.string[: match.start()].casefold()
    if _RESOLVER.search(before):
        written = cut_doi_path(written)
        doi = decode_doi_path(written)
    trimmed = trim_end(doi)
    rest = doi.removeprefix(trimmed) + match.string[match.start() + len(written) :]
    return DoiInText(trimmed, " ".join(rest.split()))


def _split_glued_dois(text: str) -> str:
    """Return the first of several DOIs that a comma or semicolon separates."""
    first = re.split(rf"[,;](?=(?:doi:|https?:)?\S{{0,20}}?{DOI_PREFIX})", text, maxsplit=1)
    return first[0]


def find_handle_address(text: str) -> str:
    """Return the address of a handle (RFC 3650) or of a short DOI, or nothing."""
    words = text.strip()
    if _SHORT_DOI.fullmatch(words):
        return f"https://doi.org/{words}"
    match = _HANDLE.fullmatch(words)
    if not match or match[1].startswith("10."):
        return ""
    return f"https://hdl.handle.net/{match[1]}"


def is_landing_page(text: str) -> bool:
    """Say whether a text is a web address that is no resolver's of DOIs."""
    words = text.strip()
    if not re.match(r"https?://", words, re.IGNORECASE):
        return False
    return not _RESOLVER.match(words)


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
        return check_url(address)
    except WrongValueError:
        return ""


def remove_lead(text: str) -> str:
    """Remove the words that led to an address, such as "Available at:"."""
    rest = _DATE_OF_ACCESS.sub("", text)
    if _ONLY_LEADING_WORDS.fullmatch(rest):
        return ""
    return _LEAD_AT_END.sub("", rest).strip()


def find_host(address: str) -> str:
    """Return the host of an address, by which a link without words is called."""
    host = urlsplit(address).hostname or "web"
    return host.removeprefix("www.")


def trim_end(text: str) -> str:
    """Remove punctuation at the end, and brackets there that were opened before the text."""
    surplus = {}
    for closing, opening in _OPENING_BRACKETS.items():
        surplus[closing] = text.count(closing) - text.count(opening)
    end = len(text)
    while end:
        last = text[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last not in _TRAILING_PUNCTUATION:
            break
        end -= 1
    return text[:end]
