"""What a theme must be, before a page is looked at: its manifest, templates, colours and fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

from cvgen.checks import theme_samples as filled
from cvgen.checks.rules import Found, Rules
from cvgen.checks.theme_subject import Proof
from cvgen.compose.view import NOTHING, Block, Document, Item, Letter
from cvgen.errors import Diagnostic, Place
from cvgen.render import fonts, html
from cvgen.theme import load as themes
from cvgen.theme.load import Theme
from cvgen.theme.options import contrast

RULES: Rules[Proof] = Rules()
LEAST_CONTRAST = 4.5
Job = tuple[Theme, list[tuple[Document, Letter | None]]]
_FONTS = (".ttf", ".otf", ".ttc", ".woff", ".woff2")
_LICENCES = re.compile(r"(ofl|licen[cs]e|copying|gust|unlicense)[^/]*", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:font-family|--family|--fallback|--chinese|--traditional|--japanese|--korean|--arabic|--hebrew|--devanagari)\s*:([^;}]*)"
)


@RULES.rule(
    "T201",
    "the manifest says what the theme is, and the theme takes every shared option",
    why="changing the theme must never break a document",
    mend="themes/README.md shows one",
    decisive=True,
)
def manifest(proof: Proof) -> Iterator[Found]:
    """Read the theme, and see what it does not say."""
    theme = proof.theme
    at = Place(str(theme.folders[0] / themes.MANIFEST))
    if not theme.summary:
        yield Found("'summary' is not said, which 'cvgen themes list' prints", at, "warning")
    for name, option in theme.options.items():
        if not option.about:
            yield Found(f"the option '{name}' does not say what it is about", at)
    for name in themes.ground("base").options:
        if name not in theme.options:
            yield Found(f"the option '{name}' is missing, which every theme takes", at)


@RULES.rule(
    "T202",
    "every template compiles, and asks for nothing that the contract does not have",
    why="a wrong name fails only for the one person whose profile reaches it",
    mend="'cvgen themes contract' lists what there is",
    decisive=True,
)
def templates(proof: Proof) -> Iterator[Diagnostic]:
    """Fill the templates with a document that has everything, and with documents that have hardly anything."""
    whole = proof.document(proof.full.profile)
    bare = [
        proof.document(proof.made(f"bare{number}", data))
        for number, data in enumerate(filled.bare())
    ]
    head = replace(whole, sections=(), photo=None, summary=())
    jobs: list[tuple[Document, Letter | None]] = [
        (document, None) for document in (whole, _cited(whole), *bare)
    ]
    yield from proof.apart(fill, (proof.theme, [*jobs, *((head, letter) for letter in letters())]))


def fill(job: Job) -> list[Diagnostic]:
    """Read all templates of a theme, and fill them.

    Raises ThemeError for the first that fails.
    """
    theme, documents = job
    found = html.misuses(theme)
    options = {name: option.default for name, option in theme.options.items()}
    if not found:
        for document, letter in documents:
            html.page(document, theme, options, None, letter)
    return found


def _cited(document: Document) -> Document:
    """Set the publications as a citation style does."""

    def cited(item: Item) -> Item:
        return replace(
            item,
            citation=item.title,
            title=NOTHING,
            people=NOTHING,
            subtitle=NOTHING,
            status=NOTHING,
            period=NOTHING,
        )

    sections = [
        replace(
            section,
            groups=tuple(
                replace(group, items=tuple(map(cited, group.items))) for group in section.groups
            ),
        )
        if section.layout == "publications"
        else section
        for section in document.sections
    ]
    return replace(document, sections=tuple(sections))


def letters() -> list[Letter]:
    """Make a letter that has everything, one that has nothing but prose, and a statement."""
    text = NOTHING + "Text"
    kinds = get_args(Block.__annotations__["kind"]) or (
        "paragraph",
        "heading",
        "quote",
        "points",
        "numbers",
    )
    blocks = tuple(
        Block(kind, points=(text,)) if kind in ("points", "numbers") else Block(kind, text)
        for kind in kinds
    )
    whole = Letter(
        "letter",
        blocks,
        text,
        (text, text),
        text,
        text,
        text,
        text,
        text,
        "Enclosures",
        (text, text),
        "9 words",
    )
    return [whole, Letter("letter", blocks[:1]), Letter("statement", blocks[:1])]


@RULES.rule(
    "T203",
    "every colour that can be chosen has by default a contrast of 4.5 to 1 with paper",
    why="WCAG 2.2 asks it of text, and readers print in grey",
    mend="take a darker one",
)
def colours(proof: Proof) -> Iterator[Found]:
    """Measure the defaults."""
    for option in proof.theme.options.values():
        ratio = (
            contrast(option.default)
            if option.type == "color" and re.fullmatch("#.{3}(.{3})?", option.default)
            else LEAST_CONTRAST
        )
        # Other colours than the accent may be meant for what lies behind text; what text has, T209 measures.
        if ratio < LEAST_CONTRAST and option.name == "accent":
            yield Found(
                f"the default of '{option.name}', {option.default}, is faint on paper: {ratio:.1f} to 1",
                _manifest(proof.theme),
            )


@RULES.rule(
    "T204",
    "every family that the options and style sheets name is there",
    why="the engine takes another one without a word",
    mend="name one that 'cvgen doctor' lists, or put its files into the theme's folder 'fonts/'",
)
def families(proof: Proof) -> Iterator[Found]:
    """Compare names with what the theme's user will have."""
    theme = proof.theme
    known = {family.casefold() for family in fonts.families(fonts.folders(theme.folders))}
    for option in theme.options.values():
        if option.type == "font" and option.default.casefold() not in known:
            yield Found(
                f"the option '{option.name}' names '{option.default}', which is not there",
                _manifest(theme),
            )
    for folder in theme.folders:
        for sheet in (path for path in sorted(folder.glob("*.css")) if themes.inside(path, folder)):
            text = sheet.read_text("utf-8", "replace")
            named = {
                name
                for value in _NAMED.findall(text)
                for pair in re.findall(r"\"([^\"]+)\"|'([^']+)'", value)
                for name in pair
                if name
            }
            yield from (
                Found(f"the family '{name}' is not there", Place(str(sheet)))
                for name in sorted(named)
                if name.casefold() not in known
            )


@RULES.rule(
    "T205",
    "every font file opens, may be embedded, is static, and has its licence beside it",
    why="the file goes into every PDF, and variable fonts and web fonts are slow",
    mend="take static TTF or OTF files under a free licence, and put its text (OFL.txt) beside them",
)
def font_files(proof: Proof) -> Iterator[Found]:
    """Open each."""
    for folder in proof.theme.folders:
        home = folder / "fonts"
        files = [path for path in sorted(home.rglob("*")) if path.suffix.lower() in _FONTS]
        for path in files:
            yield from (Found(problem, Place(str(path))) for problem in _problems(path))
        for place in sorted({path.parent for path in files}):
            if not any(
                _LICENCES.fullmatch(path.name) for path in (*place.iterdir(), *home.iterdir())
            ):
                yield Found("there is no licence beside these fonts", Place(str(place)))


def _problems(path: Path) -> Iterator[str]:
    """List what is wrong with a font file."""
    if path.suffix.lower() in (".woff", ".woff2"):
        yield "this is a web font"
        return
    facts = fonts.facts(path)
    if facts is None:
        yield "this font cannot be opened"
        return
    if facts.restricted:
        yield "this font forbids to be embedded (OS/2 fsType)"
    if facts.variable:
        yield "this font is variable"


def _manifest(theme: Theme) -> Place:
    return Place(str(theme.folders[0] / themes.MANIFEST))
