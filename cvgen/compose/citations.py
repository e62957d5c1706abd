"""Takes publications and a citation style, gives each one as the style sets it, with own name, marks and links put back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from markupsafe import Markup

from cvgen.bibliography import csl, styles
from cvgen.compose.wording import Wording
from cvgen.errors import Place
from cvgen.profile.names import People, plain
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text import bidi as scripts

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(f"{styles.BEGIN}(.*?){styles.END}")
_DOI = re.compile(r"(?:https?://doi\.org/|doi:\s?)(10\.\d{4,9}/[^\s<]*[^\s<.,;])", re.IGNORECASE)
# CSL's rich text: what our markup calls by other names, and what it does not know.
_RICH = {
    "<em>": "<i>",
    "</em>": "</i>",
    "<strong>": "<b>",
    "</strong>": "</b>",
    "<i>": "<i>",
    "</i>": "</i>",
}
_KEPT = frozenset({"<i>", "</i>", "<b>", "</b>", "<sub>", "</sub>", "<sup>", "</sup>"})


def citations(
    papers: Sequence[Publication], style: str, who: People, wording: Wording, place: Place | None
) -> list[Markup]:
    """Format every work, in the order given.

    Raises ProfileError when the style cannot be used.
    """
    items = [_item(paper, str(number), wording) for number, paper in enumerate(papers)]
    home = wording.home
    texts = styles.formatted(items, style, home, place)
    return [_finished(text, paper, who, wording) for text, paper in zip(texts, papers, strict=True)]


def _item(paper: Publication, number: str, wording: Wording) -> dict[str, object]:
    """Describe a work in CSL-JSON, with the title's marks as CSL's, and every author's name between two marks."""
    item = csl.item(paper, number, (wording.language, "en"))
    item["title"] = _rich(wording.text(paper.name))
    item["author"] = [_between(author) for author in item.get("author", [])]
    if paper.pages:
        # With its final form given, citeproc does not shorten it (1–10 came out as 1–0).
        item["page"] = paper.pages.replace("--", "–").replace("-", "–")
    return item


def _between(author: dict[str, str]) -> dict[str, str]:
    key = "literal" if "literal" in author else "family"
    return {**author, key: f"{styles.BEGIN}{author.get(key, '')}{styles.END}"}


def _rich(markup: Markup) -> str:
    bare = re.sub(r"<svg.*?<title>(.*?)</title>.*?</svg>", r"\1", str(markup))
    parts = (
        _RICH.get(part, part) if _TAG.fullmatch(part) else unescape(part)
        for part in _TAG.split(bare)
    )
    return "".join(part for part in parts if not _TAG.fullmatch(part) or part in _KEPT)


def _finished(text: Markup, paper: Publication, who: People, wording: Wording) -> Markup:
    """Set the person's own name apart, put the marks back behind the names, and link a DOI."""
    html = str(text)
    for author in paper.authors:
        html = _named(html, author, who, wording)
    html = html.replace(styles.BEGIN, "").replace(styles.END, "")
    parts = [
        Markup(part) if _TAG.fullmatch(part) else scripts.escape_text(unescape(part), wording.language)
        for part in _TAG.split(html)
    ]
    return Markup(
        _DOI.sub(
            lambda found: f'<a href="https://doi.org/{found[1]}">{found[0]}</a>',
            str(Markup("").join(parts)),
        )
    )


def _named(html: str, author: AuthorRecord, who: People, wording: Wording) -> str:
    """Find the next name between marks; if it is this author's, take the given name beside it in."""
    name = wording.text(author.name, marks=False).striptags()
    found = next(
        (
            one
            for one in _NAME.finditer(html)
            if (plain(one[1]) and plain(name).endswith(plain(one[1])))
            or plain(one[1]) == plain(name)
        ),
        None,
    )
    if found is None:
        return html
    family = re.escape(found[0])
    given = _given(name, found[1])
    whole = re.search(rf"(?:(?:{given})\s)?{family}(?:,?\s(?:{given}))?" if given else family, html)
    span = whole.span() if whole else found.span()
    inner = html[span[0] : span[1]].replace(styles.BEGIN, "").replace(styles.END, "")
    if who.is_own(author):
        inner = f'<strong class="own-name">{inner}</strong>'
    marks = f'<span class="marks">{author.marks}</span>' if author.marks else ""
    return html[: span[0]] + inner + marks + html[span[1] :]


def _given(name: str, family: str) -> str:
    """List, as a pattern, how a style may write the given name: whole or with initials."""
    first = name[: max(len(name) - len(unescape(family)), 0)].strip(
        " ,"
    )  # a style may have put the surname in capitals
    words = [part for part in re.split(r"[-\s.]+", first) if part]
    if not words:
        return ""
    initials = [part[0] for part in words]
    joints = (r"\.-", r"\.\s", r"\.", r"\s", "", "-")
    forms = [re.escape(first), *(joint.join(map(re.escape, initials)) + r"\.?" for joint in joints)]
    return "|".join(dict.fromkeys(forms))
