"""What a theme must be before a page is looked at: its manifest, templates, colours and fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from cvgen.checks import theme_samples
from cvgen.checks.rules import Finding, Rules
from cvgen.checks.theme_subject import Proof
from cvgen.compose.view import NOTHING, Document, Group, Item, Letter, Section
from cvgen.errors import Diagnostic, Place
from cvgen.render import fonts, html
from cvgen.render.templates import find_template_misuses
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, Point
from cvgen.theme.load import MANIFEST, Theme, find_base_theme, is_file_inside
from cvgen.theme.options import Option, compute_contrast

RULES: Rules[Proof] = Rules()
LEAST_CONTRAST = 4.5  # to 1, of text with what lies behind it (WCAG 2.2, 1.4.3)
_FONTS = (".ttf", ".otf", ".ttc", ".woff", ".woff2")
_LICENCES = compile_late(r"(ofl|licen[cs]e|copying|gust|unlicense)[^/]*", re.IGNORECASE)
_FAMILIES = compile_late(
    r"(?:font-family|--family|--fallback|--chinese|--traditional|--japanese|--korean"
    r"|--arabic|--hebrew|--devanagari)\s*:([^;}]*)"
)
_QUOTED = compile_late(r"\"([^\"]+)\"|'([^']+)'")
_HEX_COLOUR = compile_late("#.{3}(.{3})?")


class Page(Struct, frozen=True):
    """A document to fill the templates with, and its letter if it is one."""

    document: Document
    letter: Letter | None = None


Job = tuple[Theme, list[Page], Path]


@RULES.add_rule("T201", is_decisive=True)
def check_manifest(proof: Proof) -> Iterator[Finding]:
    """Read the theme, and look for what it does not say."""
    theme = proof.theme
    place = _locate_manifest(theme)
    said = {"summary": theme.summary, "for": theme.purpose, "machines": theme.machines}
    for key, text in said.items():
        if not text:
            message = f"'{key}' is not said, which 'cvgen themes list' prints"
            yield Finding(message, place, "warning")
    for name, option in theme.options.items():
        if not option.about:
            yield Finding(f"the option '{name}' does not say what it is about", place)
    for name in find_base_theme("base").options:
        if name not in theme.options:
            yield Finding(f"the option '{name}' is missing, which every theme takes", place)


@RULES.add_rule("T202", is_decisive=True)
def check_templates(proof: Proof) -> Iterator[Diagnostic]:
    """Fill the templates with a document that has everything, and ones with hardly anything."""
    full = proof.compose_document(proof.full.profile)
    pages = [Page(full), Page(_cite_publications(full))]
    for number, data in enumerate(theme_samples.make_bare_profiles()):
        path = proof.write_profile(f"bare{number}", data)
        pages.append(Page(proof.compose_document(path)))
    head = replace(full, sections=(), photo=None, summary=())
    for letter in make_letters():
        pages.append(Page(head, letter))
    yield from proof.run_templates(fill_templates, (proof.theme, pages, proof.folder))


def fill_templates(job: Job) -> list[Diagnostic]:
    """Read all templates of a theme, and fill them; compiled, they are kept in the job's folder.

    Raises ThemeError for the first that fails.
    """
    theme, pages, folder = job
    misuses = find_template_misuses(theme)
    if misuses:
        return misuses
    defaults = {name: option.default for name, option in theme.options.items()}
    for page in pages:
        html.render_page(page.document, theme, defaults, folder, page.letter)
    return []


def _cite_publications(document: Document) -> Document:
    """Print the publications as a citation style does: in one text each."""
    sections = []
    for section in document.sections:
        if section.layout == "publications":
            sections.append(_cite_section(section))
        else:
            sections.append(section)
    return replace(document, sections=tuple(sections))


def _cite_section(section: Section) -> Section:
    groups: list[Group] = []
    for group in section.groups:
        items = tuple(_cite_item(item) for item in group.items)
        groups.append(replace(group, items=items))
    return replace(section, groups=tuple(groups))


def _cite_item(item: Item) -> Item:
    return replace(
        item,
        citation=item.title,
        title=NOTHING,
        people=NOTHING,
        subtitle=NOTHING,
        status=NOTHING,
        period=NOTHING,
    )


def make_letters() -> list[Letter]:
    """Make a letter that has everything, one that has nothing but prose, and a statement."""
    text = NOTHING + "Text"
    kinds = get_args(Block.__annotations__["kind"]) or (
        "paragraph",
        "heading",
        "quote",
        "points",
        "numbers",
    )
    blocks = []
    for kind in kinds:
        if kind in ("points", "numbers"):
            blocks.append(Block(kind, points=(Point(text),)))
        else:
            blocks.append(Block(kind, text))
    full = Letter(
        "letter",
        tuple(blocks),
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
    prose = (blocks[0],)
    return [full, Letter("letter", prose), Letter("statement", prose)]


@RULES.add_rule("T203")
def check_accent(proof: Proof) -> Iterator[Finding]:
    """Measure the default accent.

    Other colours may be meant for what lies behind text; T209 measures what text has.
    """
    option = proof.theme.options.get("accent")
    if option is None or not _is_hex_colour(option):
        return
    ratio = compute_contrast(option.default)
    if ratio < LEAST_CONTRAST:
        message = (
            f"the default of '{option.name}', {option.default}, is faint on paper: {ratio:.1f} to 1"
        )
        yield Finding(message, _locate_manifest(proof.theme))


def _is_hex_colour(option: Option) -> bool:
    return option.type == "color" and bool(_HEX_COLOUR.fullmatch(option.default))


@RULES.add_rule("T204")
def check_families(proof: Proof) -> Iterator[Finding]:
    """Compare the names of families with those that the theme's user will have."""
    theme = proof.theme
    known = {
        family.casefold()
        for family in fonts.list_font_families(fonts.list_font_folders(theme.folders))
    }
    for option in theme.options.values():
        if option.type == "font" and option.default.casefold() not in known:
            message = f"the option '{option.name}' names '{option.default}', which is not there"
            yield Finding(message, _locate_manifest(theme))
    for sheet in _list_style_sheets(theme):
        for name in _list_families(sheet):
            if name.casefold() not in known:
                yield Finding(f"the family '{name}' is not there", Place(str(sheet)))


def _list_style_sheets(theme: Theme) -> Iterator[Path]:
    for folder in theme.folders:
        for path in sorted(folder.glob("*.css")):
            if is_file_inside(path, folder):
                yield path


def _list_families(sheet: Path) -> list[str]:
    """List the families that a style sheet names in quotes."""
    names: set[str] = set()
    for value in _FAMILIES.findall(sheet.read_text("utf-8", "replace")):
        for match in _QUOTED.finditer(value):
            names.add(match[1] or match[2])
    return sorted(names)


@RULES.add_rule("T205")
def check_font_files(proof: Proof) -> Iterator[Finding]:
    """Open each font file of the theme, and look for its licence."""
    for folder in proof.theme.folders:
        home = folder / "fonts"
        files = [path for path in sorted(home.rglob("*")) if path.suffix.lower() in _FONTS]
        for path in files:
            for problem in _list_font_problems(path):
                yield Finding(problem, Place(str(path)))
        for font_folder in sorted({path.parent for path in files}):
            if not _has_licence(font_folder) and not _has_licence(home):
                message = "there is no licence beside these fonts"
                yield Finding(message, Place(str(font_folder)))


def _has_licence(folder: Path) -> bool:
    return any(_LICENCES.fullmatch(path.name) for path in folder.iterdir())


def _list_font_problems(path: Path) -> Iterator[str]:
    if path.suffix.lower() in (".woff", ".woff2"):
        yield "this is a web font"
        return
    facts = fonts.read_font_facts(path)
    if facts is None:
        yield "this font cannot be opened"
        return
    if facts.is_restricted:
        yield "this font forbids to be embedded (OS/2 fsType)"
    if facts.is_variable:
        yield "this font is variable"


def _locate_manifest(theme: Theme) -> Place:
    return Place(str(theme.folders[0] / MANIFEST))
