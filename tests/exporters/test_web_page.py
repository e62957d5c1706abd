"""A page for the web: whole in one file, legible by day and by night, and with the words of the profile."""

import json
import re
import shutil
import subprocess
from base64 import b64decode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO

import pytest
from exported import export_path, export_profile, list_files, take_text
from fontTools.ttLib import TTFont
from PIL import Image
from shipped import EXAMPLES, THEMES, TODAY, example

from cvgen.build import load_profile
from cvgen.compose.locale import list_languages
from cvgen.exporters.page_colors import fit_contrast, format_colors
from cvgen.files.yamltable import read_table
from cvgen.plan.composition import compose_plan
from cvgen.plan.request import Environment, Request
from cvgen.plan.resolve import resolve
from cvgen.render.fonts import find_installed_fonts
from cvgen.theme.options import compute_contrast

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LONG = "What was done and why it matters to anybody who does the same. " * 6
PROFILE = f"""
basics: {{name: {{en: Ada Example, zh: 艾达}}, label: Physicist, email: ada@example.org, url: 'https://example.org/ada'}}
work:
- {{position: Clerk, name: Open Ltd, startDate: 2020-01, endDate: present, highlights: [One, [Two, [Three]], 'a <b> & "c"']}}
education:
- {{studyType: MSc, area: Physics, institution: Open University, startDate: 2010, endDate: 2012}}
publications:
- {{name: 'A </script> & *great* work', authors: ['Ada Example*', Bo Other], releaseDate: 2020, publisher: Open Journal, doi: 10.5555/open, type: article-journal, summary: {LONG}}}
- {{name: A short one, authors: [Bo Other], releaseDate: 2019, summary: Few words., status: under-review}}
awards: [A prize]
skills: [Python]
"""
VOID = ("meta", "link", "img", "br", "path")
BLACK_TO_WHITE = ("#000", "#fff", "#ffff00", "#00ff00", "#c8102e", "#1f3a5f", "#777777", "#f8c8dc")


class Outline(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, html):
        super().__init__()
        self.open, self.levels, self.tags, self.ids, self.addresses = [], [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note what begins."""
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.addresses += [values[key] for key in ("src", "data", "srcset") if key in values]
        if tag == "link":
            self.addresses.append(values["href"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Find that what ends is what began last."""
        assert self.open.pop() == tag


def export_page(load_text, text=PROFILE, **wish):
    return take_text(export_profile(load_text(text), ["html"], **wish))


def read_scheme(css, name):
    part = css.partition("@media screen")[{"light": 0, "dark": 2}[name]]
    return dict(re.findall(r"--([a-z-]+): (#\w{6})\b", part))


def read_graph(page):
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(text)["@graph"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_of_any_theme_is_well_formed_and_asks_for_nothing(theme):
    page = take_text(export_path(example("ada-example"), ["html"], theme=theme))
    outline = Outline(page)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(new - old <= 1 for old, new in zip(outline.levels, outline.levels[1:], strict=False))
    assert {"header", "nav", "main", "address"} <= {*outline.tags}
    assert all(address.startswith("data:") for address in outline.addresses)
    assert not re.search(r"url\((?!data:)|@import|\bfetch\(", page)


def list_said(document):
    """List all that a document says, in the order of reading; a period may stand before or after a title."""
    for section in document.sections:
        yield section.title
        for item in section.items:
            yield from (
                item.number,
                *item.badges,
                item.citation,
                item.title,
                item.people,
                item.subtitle,
                item.place,
            )
            yield from (item.status, *item.notes)
            yield from (detail.text for detail in item.details)
            yield from item.body_texts
            yield from (link.label for link in item.links)
        yield from (meaning for _, meaning in section.legend)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_says_all_of_the_document_in_its_order(name):
    profile = load_profile(example(name))
    document = compose_plan(resolve(profile, Request(), Environment(TODAY))).document
    page = take_text(export_profile(profile, ["html"]))
    main = re.sub(
        r"<details class=.fold reference.*?</details>",
        "",
        page.partition("<main")[2],
        flags=re.DOTALL,
    )
    for item in (item for section in document.sections for item in section.items):
        assert str(item.period) in main
    reached = 0
    for said in list_said(document):
        if not said:
            continue
        found = main.find(str(said), reached)
        assert found >= 0, (said, main[reached : reached + 200])
        reached = found


def test_every_script_that_runs_is_named_by_the_policy(load_text):
    page = export_page(load_text)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (named,) = re.findall(r"script-src 'sha256-(.*?)'", page)
    assert [sha256(script.encode()).digest() for script in scripts] == [b64decode(named)]
    assert not re.search(r"<[^>]+\son[a-z]+=", page)


@pytest.mark.parametrize("accent", BLACK_TO_WHITE)
def test_text_is_legible_in_any_accent(accent):
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    css = format_colors(accent)
    for name in ("light", "dark"):
        scheme = read_scheme(css, name)
        for ink in ("ink", "quiet", "accent-text"):
            assert compute_contrast(scheme[ink], scheme["paper"]) >= 4.5
            assert compute_contrast(scheme[ink], scheme["tint"]) >= 4.5
    light = read_scheme(css, "light")
    assert compute_contrast(light["on-band"], light["band"]) >= 4.5


def test_every_theme_has_a_look_and_every_language_its_words():
    looks = read_table("exporters/looks")
    words = read_table("exporters/page_words")
    assert {*looks} == {*THEMES, "base"}
    assert [*words] == sorted(list_languages())
    assert {tuple(said) for said in words.values()} == {tuple(words["en"])}


def test_an_accent_that_is_legible_stays():
    assert fit_contrast("#1f3a5f", "#ffffff", 4.5) == "#1f3a5f"


def test_points_keep_their_levels(load_text):
    page = export_page(load_text)
    assert re.search(r"<li>One\s*<ul[^>]*>\s*<li>Two\s*<ul[^>]*>\s*<li>Three</li>", page)
    assert "a &lt;b&gt; &amp; “c”" in page


def test_a_long_abstract_is_folded_and_a_short_one_is_not(load_text):
    page = export_page(load_text)
    (folded,) = re.findall(r'<details class="fold abstract">(.*?)</details>', page, re.DOTALL)
    assert "What was done" in folded
    assert "Few words." in page.replace(folded, "")


def test_the_bibtex_of_each_work_is_that_of_the_file(load_text):
    profile = load_text(PROFILE)
    page = take_text(export_profile(profile, ["html"]))
    bibliography = take_text(export_profile(profile, ["bibtex"]))
    shown = re.findall(r"<pre[^>]*><code>(.*?)</code>", page, re.DOTALL)
    unescaped = [
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for text in shown
    ]
    assert len(shown) == 2
    assert all(text in bibliography for text in unescaped)


def test_search_engines_learn_who_it_is_and_what_was_published(load_text):
    _, person, article, review = read_graph(export_page(load_text))
    assert person["@type"] == "Person"
    assert (person["name"], person["alternateName"], person["jobTitle"]) == (
        "Ada Example",
        ["艾达"],
        "Physicist",
    )
    assert person["worksFor"] == [{"@type": "Organization", "name": "Open Ltd"}]
    assert person["alumniOf"] == [{"@type": "Organization", "name": "Open University"}]
    assert article["@type"] == "ScholarlyArticle"
    assert article["headline"] == "A </script> & great work"
    assert article["author"] == [{"@id": person["@id"]}, {"@type": "Person", "name": "Bo Other"}]
    assert article["isPartOf"] == {"@type": "Periodical", "name": "Open Journal"}
    assert article["sameAs"] == ["https://doi.org/10.5555/open"]
    assert (article["datePublished"], "datePublished" in review) == ("2020", False)


def test_an_anonymous_page_is_nothing_for_search_engines(load_text):
    page = export_page(load_text, anonymous=True)
    assert '<meta name="robots" content="noindex">' in page
    assert "ld+json" not in page


def test_a_page_is_in_its_language_and_runs_its_way(load_text):
    page = export_page(
        load_text,
        "basics: {name: ليلى}\nlanguage: ar\nskills: [Python]\npublications: [{name: One}]",
    )
    assert '<html lang="ar" dir="rtl"' in page
    assert "انتقل إلى المحتوى" in page


def test_a_font_is_embedded_with_the_letters_of_the_page_and_few_more(load_text):
    page = export_page(load_text, embeds_fonts=True)
    faces = {}
    for family, weight, style, data in re.findall(
        r'font-family: "([^"]+)"; font-weight: (\d+); font-style: (\w+);.*?base64,([^)]+)\)', page
    ):
        faces[family, weight, style] = TTFont(BytesIO(b64decode(data))).getBestCmap()
    assert {*map(ord, "PhysicstA&")} <= {*faces["XCharter", "400", "normal"]}
    assert {*map(ord, "艾达")} <= {*faces["Noto Serif SC", "400", "normal"]}
    assert all(len(letters) < 150 for letters in faces.values())
    assert len(page) < 150_000


def test_a_font_that_may_not_be_handed_on_is_told_and_left_out(load_text, tmp_path):
    """Bit 1 of fsType (OpenType 1.9, OS/2)."""
    (tmp_path / "fonts").mkdir()
    with TTFont(find_installed_fonts() / "Lato" / "Lato-Regular.ttf") as font:
        font["OS/2"].fsType = 2
        for name_id in (1, 16):
            font["name"].setName("Closed Face", name_id, 3, 1, 0x409)
        font.save(tmp_path / "fonts" / "closed.ttf")
    profile = load_text("basics: {name: Ada}")
    exported = export_profile(
        profile, ["html"], embeds_fonts=True, options={"font-body": "Closed Face"}
    )
    assert [found.code for found in exported.findings] == ["X150"]
    assert '@font-face { font-family: "Closed' not in take_text(exported)


def test_a_page_may_be_set_in_what_the_device_has(load_text):
    page = export_page(load_text)
    assert "@font-face" not in page
    assert '--body: "XCharter", ' in page


def test_a_photo_says_nothing_beside_its_pixels(load_text, tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    for name in ("photo.jpg", "photo.png"):
        Image.new("RGB", (1200, 1600), "#345").save(tmp_path / name, exif=exif)
        profile = load_text(f"basics: {{name: Ada, image: {name}}}")
        page = take_text(export_profile(profile, ["html"]))
        (data,) = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', page)
        with Image.open(BytesIO(b64decode(data))) as image:
            assert not image.getexif()
            assert image.size == (360, 480)


def test_a_site_is_whole_in_its_folder(load_text):
    files = list_files(export_profile(load_text(PROFILE), ["site"], audience="public"))
    page = files["/index.html"].decode()
    for name in re.findall(r'href="([^"#:]+)" download', page):
        assert files[f"/{name}"]
    assert files["/cv.pdf"].startswith(b"%PDF")
    assert b"@article" in files["/papers.bib"]
    assert files["/contact.vcf"].startswith(b"BEGIN:VCARD")
    assert "/.nojekyll" in files
    matter, _, body = files["/jekyll/academicpages/_pages/cv.md"].decode()[4:].partition("\n---\n")
    assert "permalink: /cv/" in matter.splitlines()
    assert "Open University" in body
    assert files["/jekyll/al-folio/_data/cv.yml"].startswith(b"cv:")
    assert (
        json.loads(files["/jekyll/al-folio/assets/json/resume.json"])["basics"]["name"]
        == "Ada Example"
    )


def test_a_site_that_is_not_for_all_is_told(load_text):
    def list_codes(**wish):
        return [
            found.code
            for found in export_profile(load_text("basics: {name: Ada}"), ["site"], **wish).findings
        ]

    assert "X151" in list_codes()
    assert "X151" not in list_codes(audience="public")


def test_every_page_of_the_pdf_becomes_a_picture(load_text):
    """A4 is 8.27 by 11.69 inches, at 200 pixels each."""
    text = "basics: {name: Ada}\nawards:\n- One\n- {title: Two, pageBreakBefore: true}"
    files = list_files(export_profile(load_text(text), ["png"]))
    assert [*files] == ["-1.png", "-2.png"]
    for data in files.values():
        with Image.open(BytesIO(data)) as image:
            assert image.size == (1654, 2339)


@pytest.mark.skipif(not CHROMIUM, reason="it takes a browser")
def test_a_phone_shows_the_page_without_scrolling_sideways(tmp_path):
    """A frame as narrow as a phone, whose width a script then writes into the page that holds it."""
    page = take_text(export_path(example("ada-example"), ["html"], theme="modern"))
    probe = "<script>parent.postMessage([innerWidth, document.documentElement.scrollWidth - document.documentElement.clientWidth, document.querySelector('.print').hidden], '*')</script>"
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page).replace(
        "</html>", f"{probe}</html>"
    )
    (tmp_path / "page.html").write_text(page)
    frame = tmp_path / "frame.html"
    frame.write_text(
        '<iframe src="page.html" width="360" height="800"></iframe><p id="said"></p>'
        "<script>onmessage = event => { said.textContent = event.data.join() }</script>"
    )
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=3000",
        "--dump-dom",
    ]
    run = subprocess.run(
        [*command, frame.as_uri()], capture_output=True, text=True, timeout=60, check=True
    )
    assert '<p id="said">360,0,false</p>' in run.stdout
