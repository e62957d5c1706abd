"""The guide: its links lead somewhere, its navigation is whole, and its reference holds every key."""

import re
import sys

import pytest
from shipped import ROOT

from cvgen.build import load_profile
from cvgen.codes import list_codes
from cvgen.files.yamltable import parse_table, read_table
from cvgen.profile.key_words import find_key_words, name_record
from cvgen.profile.record import Record

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted((DOCS / "pages").glob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)?(?:#([^)]+))?\)|src=\"([^\"]+)\"")


@pytest.fixture(scope="module")
def make_pages():
    """Import what makes pages of the guide."""
    sys.path.insert(0, str(DOCS))
    try:
        import make_pages
    finally:
        sys.path.remove(str(DOCS))
    return make_pages


def list_anchors(path):
    titles = re.findall(r"(?m)^#+ (.+)$", path.read_text("utf-8"))
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page):
    for target, anchor, picture in LINK.findall(page.read_text("utf-8")):
        if (target or picture).startswith(("http:", "https:", "…")):
            continue
        path = (page.parent / (target or picture)).resolve() if target or picture else page
        assert path.exists(), f"{page.name}: {target or picture}"
        assert not anchor or anchor in list_anchors(path), f"{page.name}: {target}#{anchor}"


def test_every_page_is_in_the_navigation_once(make_pages):
    settings = (DOCS / "mkdocs.yml").read_text("utf-8").partition("nav:")[2]
    named = re.findall(r"[\w-]+\.md", settings)
    pages = {path.name for path in (DOCS / "pages").glob("*.md")} | make_pages.PAGES.keys()
    assert sorted(named) == sorted(pages)


def test_the_reference_says_of_every_key_what_it_is_for(make_pages):
    text = make_pages.make_reference()
    parts = make_pages.RECORDS | make_pages.PARTS | make_pages.FILES
    for name, record in parts.items():
        part = text.partition(f"## `{name}`")[2].partition("## `")[0]
        for key in make_pages.list_keys(record):
            says = find_key_words(name_record(record), key)["says"]
            assert re.search(rf"\| `{key}` \|.*\| {re.escape(says)}", part), f"{name}.{key}"


def test_no_words_are_left_of_a_key_that_is_not_there():
    """But for those of the whole file, of which a test of schemas asks."""
    names = set()
    for record in list_records(Record):
        keys = {field.key for field in record.model_fields.values()}
        names |= keys | {f"{name_record(record)}.{key}" for key in keys}
    for name, keys in read_table("schemas")["records"].items():
        names |= {f"{name}.{key}" for key in keys}
    left = {key for key in read_table("keys").keys() - names if not key.startswith("profile.")}
    assert left == {"application.documents", "document.kind"}


def list_records(record):
    """List the classes of records below one."""
    for child in record.__subclasses__():
        yield child
        yield from list_records(child)


def test_the_examples_of_the_reference_can_be_written(make_pages, tmp_path):
    """All keys of a kind in one entry, but those that shut each other out."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'
    (tmp_path / "logo.svg").write_text(drawing)
    (tmp_path / "photo.jpg").write_bytes((ROOT / "examples/ada-example/photo.jpg").read_bytes())
    lines = []
    for name, record in make_pages.RECORDS.items():
        if name in ("settings", "sources", "variant", "custom"):
            continue
        keys = [key for key in record.model_fields if key in all_keys(record, make_pages)]
        start, rest = ("  - ", "    ") if name != "basics" else ("  ", "  ")
        written = [f"{key}: {find_key_words(name, key)['example']}" for key in keys]
        lines += [f"{name}:", start + written[0], *(rest + line for line in written[1:])]
    path = tmp_path / "profile.yaml"
    path.write_text("\n".join(lines), "utf-8")
    load_profile(path)


def all_keys(record, make_pages):
    own = set(make_pages.list_keys(record))
    if "startDate" in record.model_fields:
        own |= {"startDate", "endDate", "location", "url", "links", "tags"}
    return own - {"date", "key"}


def test_the_examples_of_settings_can_be_written(make_pages):
    settings = {
        key: find_key_words("settings", key)["example"]
        for key in make_pages.list_keys(make_pages.RECORDS["settings"])
    }
    text = "\n".join(f"{key}: {example}" for key, example in settings.items())
    data = parse_table(text)
    data["anonymous"] = data["anonymous"] == "true"
    make_pages.RECORDS["settings"].model_validate(data)


def test_the_examples_of_parts_and_of_other_files_can_be_written(make_pages):
    for record in (make_pages.PARTS | make_pages.FILES).values():
        name = name_record(record)
        keys = [field.key for field in record.model_fields.values()]
        written = {key: parse_table(find_key_words(name, key)["example"]) for key in keys}
        written.pop("date", None)  # shuts the others out, where it is that of an entry
        record.model_validate(written)


def test_the_list_of_codes_holds_all(make_pages):
    text = make_pages.make_codes()
    assert [code.name for code in list_codes() if f"**{code.name}**" not in text] == []
