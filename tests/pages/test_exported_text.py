"""Markdown and plain text say everything that a profile says, in the order of the pages."""

import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from cases import ALWAYS, GRID, Case
from exported import export_path, export_profile, take_text
from markdown_it import MarkdownIt
from placed import placed
from printed import joined
from shipped import example
from test_every_field import profile as fill_profile
from written import written

CASES = [*((name, None) for name in GRID), (ALWAYS, "chinese")]
MONTHS = {"03": "Mar", "04": "Apr", "05": "May"}
ASCII = str.maketrans({**dict.fromkeys("–‐−", "-"), "—": "--", "…": "..."})


class Reader(HTMLParser):
    """Reads the text of HTML, and where its links lead."""

    def __init__(self, html):
        super().__init__()
        self.text = ""
        self.links = set()
        self.feed(html)

    def handle_data(self, data):
        """Take a text."""
        self.text += data

    def handle_starttag(self, tag, attrs):
        """Take an address."""
        if tag == "a":
            self.links.add(dict(attrs)["href"])


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(filter(None, case)))
def says(request):
    name, variant = request.param
    return name, variant, written(example(name), variant)


def make_case(says, content):
    return Case("", shipped=False, says=says, pdf=SimpleNamespace(content=content))


def test_markdown_says_everything_in_order_and_leads_where_the_profile_does(says):
    """As markdown-it reads it by the rules of CommonMark."""
    name, variant, texts = says
    markdown = take_text(export_path(example(name), ["md"], variant=variant))
    reader = Reader(MarkdownIt("commonmark").render(markdown))
    content = joined(reader.text).replace("|", "")  # which parts a place from its time
    assert content.startswith(joined("".join(texts.header)))
    assert [text for text in texts.texts if joined(text) not in content] == []
    sections = placed(make_case(texts, content))
    assert [section.heading for section in sections] == [one.heading for one in texts.sections]
    assert [one.start for one in sections] == sorted(one.start for one in sections)
    assert texts.urls - reader.links == set()


def test_plain_text_says_everything_in_order_in_lines_that_a_mail_can_have(says):
    """Without the addresses in angle brackets, which stand behind what leads there."""
    name, variant, texts = says
    text = take_text(export_path(example(name), ["txt"], variant=variant))
    content = squeeze(re.sub(r"\s<[^>\s]+>", "", text))
    bare = [squeeze(piece) for piece in texts.texts]
    assert [piece for piece in bare if piece not in content] == []
    starts = [content.find(squeeze(one.heading)) for one in texts.sections]
    assert starts == sorted(starts)
    squeezed = "".join(text.split())
    web = [url for url in texts.urls if url.startswith("http")]
    assert [url for url in web if not is_said(url, squeezed)] == []


@pytest.mark.parametrize("name", ["md", "txt", "json-resume"])
def test_every_field_of_every_kind_is_in_the_file(load_text, name):
    """As in every theme."""
    filler, data = fill_profile()
    profile = load_text(json.dumps(data, ensure_ascii=False))
    text = take_text(export_profile(profile, [name]))
    if name == "json-resume":
        text = re.sub(r"(\d{4})-(03|04|05)\b", lambda found: f"{MONTHS[found[2]]} {found[1]}", text)
        text = re.sub(r'"years": "(\d+)"', r"\1 yrs", text)
        text = text.replace('"IS"', "Iceland").replace("in-press", "in press")
    content = joined(text)
    assert {
        word: field for word, field in filler.words.items() if joined(word) not in content
    } == {}
    addresses = {
        re.sub("^(mailto:|https://)", "", url): field for url, field in filler.urls.items()
    }
    assert {url: field for url, field in addresses.items() if url not in content} == {}


def squeeze(text):
    return joined(text).translate(ASCII)


def is_said(url, text):
    short = re.sub(r"^https?://(www\.)?(doi\.org/|arxiv\.org/abs/)?", "", url).rstrip("/")
    return short.casefold() in text.casefold()
