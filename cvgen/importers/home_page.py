"""Import a home page that is one file: Markdown with front matter, HTML, or text copied from it."""

from __future__ import annotations

import re
from typing import Any

from cvgen.errors import Diagnostic, SourceError
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.importer import Importer
from cvgen.importers.page.assemble import PageReader
from cvgen.importers.page.contacts import find_network
from cvgen.importers.page.html import read_html
from cvgen.importers.page.markdown import Markdown, read_front_matter, read_markdown
from cvgen.importers.page.page import Page
from cvgen.importers.page.phrases import has_word
from cvgen.importers.page.plain import read_plain_text
from cvgen.importers.page_files import add_page_files
from cvgen.importers.source import Source
from cvgen.text.patterns import compile_late

MOST_LETTERS = 2_000_000  # of a page
_FEW_WORDS = 60
_FEW_WORDS_OF_A_CV = 150  # beside a field for a password
_PASSWORD = compile_late(r"<input\b[^<>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_ANY_TAG = compile_late(r"<script.*?</script>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_TAGS = compile_late(
    r"<(?:!doctype html|html|head|body|div|table|p|h[1-6]|ul|dl|section|article)\b", re.IGNORECASE
)
_MARKDOWN = compile_late(
    r"^(?:#{1,6} +\S|={3,}\s*$|-{3,}\s*$|[*+-] +\S.*\[[^\]]+\]\()|\]\(https?://|\*\*[^*\n]+\*\*",
    re.MULTILINE,
)
_MARKDOWN_ENDINGS = (".md", ".markdown", ".mdx", ".qmd", ".rmd")
_HTML_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")


# Data, and no text: what no importer of a format knows is not understood as prose either.
_DATA_ENDINGS = (".csv", ".tsv", ".json", ".xml", ".yaml", ".yml", ".bib")


def recognize_home_page(source: Source) -> bool:
    """Say whether a file is text that no other format claims."""
    if not source.name or source.tool not in (None, "home page"):
        return False
    if source.name.lower().endswith(_DATA_ENDINGS):
        return False
    return source.is_text()


def import_home_page(source: Source) -> ProfileBuilder:
    """Import a page by what its text is."""
    builder = ProfileBuilder(source)
    text = source.read_text()
    check_size(source, text)
    form = find_form(source.name, text)
    refuse_login(source, text)
    builder.tool = f"home page, {form}"
    titles = ""
    if form == "HTML":
        page = read_html(text)
    elif form == "Markdown":
        markdown = read_markdown(text)
        front = leave_out_front_matter(builder, markdown)
        read_front_person(builder, front)
        titles = join_titles(front)
        page = markdown.page
    else:
        page = read_plain_text(text)
    PageReader(builder, page, front_title=titles).read()
    add_page_files(builder, page)
    return builder


def join_titles(front: dict[str, Any]) -> str:
    """Join what front matter says of a page, among which a name may stand."""
    titles = [front.get(key) for key in ("title", "author", "excerpt", "description")]
    return " | ".join(title for title in titles if isinstance(title, str) and title.strip())


def read_front_person(builder: ProfileBuilder, front: dict[str, Any]) -> None:
    """Read what front matter says of the person: what they are, and where they are reached."""
    read_front_label(builder, _ANY_TAG.sub("", str(front.get("subtitle") or "")))
    about = front.get("about")
    links = about.get("links") if isinstance(about, dict) else []
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict):
            read_front_link(builder, str(link.get("href") or ""))


def read_front_label(builder: ProfileBuilder, subtitle: str) -> None:
    """Read what the person is from the first sentence of a subtitle that names a position."""
    for sentence in re.split(r"(?<=[a-z])\.\s+", subtitle):
        label = sentence.strip(" .")
        if has_word("position", label) and not builder.basics.get("label"):
            builder.basics["label"] = Value(label)


def read_front_link(builder: ProfileBuilder, address: str) -> None:
    """Read where the person is reached: an e-mail address, or an account that is known."""
    if address.startswith("mailto:"):
        builder.basics.setdefault("email", Value(address.removeprefix("mailto:")))
        return
    network, account = find_network(address)
    if account:
        named = {"network": Value(network), "username": Value(account)}
        builder.basics.setdefault("profiles", []).append(named)


def check_size(source: Source, text: str, name: str = "") -> None:
    """Refuse a page that is longer than any person's.

    Raises SourceError.
    """
    if len(text) > MOST_LETTERS:
        message = f"this page has more than {MOST_LETTERS:,} letters"
        hint = "is it the right file?"
        raise SourceError(Diagnostic("I103", message, source.find_place(name), hint))


def refuse_login(source: Source, text: str) -> None:
    """Refuse a page that only asks who wants to see it, or says that there is none.

    Raises SourceError.
    """
    plain = _ANY_TAG.sub(" ", text[:20_000])
    asks_password = bool(_PASSWORD.search(text)) and len(plain.split()) < _FEW_WORDS_OF_A_CV
    is_short = len(plain.split()) < _FEW_WORDS and len(text) < 20_000
    if asks_password or (is_short and has_word("login", plain)):
        message = "this is a page that asks for a password or a program, and tells nothing of a CV"
        hint = "save the page from a browser in which it can be read"
        raise SourceError(Diagnostic("I110", message, source.find_place(), hint))


def find_form(name: str, text: str) -> str:
    """Find whether a text is HTML, Markdown or plain, by what is in it."""
    ending = name.lower()
    start = text[:200_000]
    has_front_matter = text.startswith(("---\n", "+++\n", "\ufeff---\n"))
    if has_front_matter or ending.endswith(_MARKDOWN_ENDINGS):
        return "Markdown"
    if ending.endswith(_HTML_ENDINGS) or re.match(r"\s*<(?:!doctype|html)", start, re.IGNORECASE):
        return "HTML"
    if len(_TAGS.findall(start)) > 2:
        return "HTML"
    if len(_MARKDOWN.findall(start)) > 1:
        return "Markdown"
    return "text"


def leave_out_front_matter(
    builder: ProfileBuilder, markdown: Markdown, file: str = ""
) -> dict[str, Any]:
    """Leave out the front matter, which tells the site how to show a page; return what it says."""
    if not markdown.front_matter:
        return {}
    builder.add_text(markdown.front_matter, 2, file)
    builder.leave_out(markdown.front_matter, "front matter of the site", 2, file)
    place = builder.source.find_place(file).file
    return read_front_matter(markdown.front_matter, markdown.fence, place)


def make_page(text: str, name: str) -> Page:
    """Read a text that is no Markdown into a page."""
    if find_form(name, text) == "HTML":
        return read_html(text)
    return read_plain_text(text)


IMPORTER = Importer("home page", recognize_home_page, import_home_page)
