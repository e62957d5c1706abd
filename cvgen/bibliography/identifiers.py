"""Takes a DOI, an arXiv number or an address however it was pasted, gives its one plain form, or nothing."""

from __future__ import annotations

import re
from urllib.parse import unquote

from pydantic import TypeAdapter, ValidationError

from cvgen.profile.fields import Url

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_NUMBER = r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?"
_ARXIV = re.compile(rf"(?<![\w./])(?:{_NUMBER})(?![\w/])")
_ARXIV_SAID = re.compile(
    rf"(?:arxiv(?:\.org/(?:abs|pdf|html)/|[\s.:]*|\s+(?:e-?print|preprint)\S*[\s:]*(?:arxiv:)?)|(?:corr\W+)?abs/)({_NUMBER})(?![\w/])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?|ftp|mailto|doi):\S+|(?:www\.|//)\S+", re.IGNORECASE)
_HOSTED = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|ai|de|cn|uk|fr|ch|eu|jp|ca|au|it|es|nl|at|se|dev|app|me|info|science|page|site|link)(?:/\S*)?"
)
_LEADING = re.compile(
    r"[\W\d]*(?:(?:available|online|accessed|last|visited|at|from|on|url|see|also|doi|link|code|paper|pdf|website|project|page|here|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b[\W\d]*)*",
    re.IGNORECASE,
)
_ENDS = ".,;:'\">"


def doi(text: str) -> str:
    """Find the DOI in a text."""
    plain = unquote(text) if "%2f" in text.lower() else text
    match = _DOI.search("".join(plain.split()))
    return _balanced(match[0].rstrip(_ENDS)) if match else ""


def arxiv_of_doi(text: str) -> str:
    """Give the arXiv number that a DOI of arXiv's own holds."""
    match = _ARXIV_DOI.fullmatch(text)
    return arxiv(match[1]) if match else ""


def arxiv(text: str) -> str:
    """Find an arXiv number in a text that is said to be one."""
    match = _ARXIV_SAID.search(text)
    bare = match[1] if match else next(iter(_ARXIV.findall(text.removesuffix(".pdf"))), "")
    return str(bare)


def arxiv_in(text: str) -> str:
    """Find an arXiv number in a text that says "arXiv" (or DBLP's "abs/") before it."""
    match = _ARXIV_SAID.search(text)
    return match[1] if match else ""


def address(text: str) -> str:
    """Give a web address, or nothing where there is none; a file's name is none."""
    bare = text.strip().strip("<>")
    if not (_ADDRESS.fullmatch(bare) or _HOSTED.fullmatch(bare)):
        return ""
    url = "https:" + bare if bare.startswith("//") else bare
    try:
        return str(_URL.validate_python(url))
    except ValidationError:
        return ""


def addresses(text: str) -> list[str]:
    """Find the addresses inside a text."""
    return [_balanced(found.rstrip(_ENDS)) for found in _ADDRESS.findall(text)]


def without_addresses(text: str) -> str:
    """Give a text without its addresses, and without the words that only lead to one."""
    rest = _ADDRESS.sub("", text)
    return text if rest == text else without_lead(rest)


def without_lead(text: str) -> str:
    """Leave out the words that only led to an address, such as "Available at:"."""
    rest = re.sub(
        r"\(\s*(?:last |accessed|visited)[^()]*\)|\(\s*\)|\[\s*\]|<\s*>|\{\s*\}",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return (
        ""
        if _LEADING.fullmatch(rest)
        else re.sub(
            r"[\s:,;.(]+(?:(?:available |online )?(?:see|at|from|code|url|link)\b[\s:]*)?$",
            "",
            rest,
            flags=re.IGNORECASE,
        ).strip()
    )


_URL: TypeAdapter[str] = TypeAdapter(Url)


def _balanced(text: str) -> str:
    """Leave out a bracket at the end that was opened before the text."""
    while (
        text
        and text[-1] in ")]"
        and text.count(text[-1]) > text.count({")": "(", "]": "["}[text[-1]])
    ):
        text = text[:-1].rstrip(_ENDS)
    return text
