"""The appearance of a Word document: faces, sizes, colours and languages, by theme and language."""

from __future__ import annotations

from functools import cache
from typing import Any

from cvgen.compose.view import Document
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.plan.plan import Plan
from cvgen.text.bidi import is_cjk, is_rtl
from cvgen.text.language_tags import find_script
from cvgen.text.units import PAPERS, parse_length

_TWIPS = 20  # in a point
_HALF_POINTS = 2
_LINES = {"airy": 288, "normal": 264, "auto": 264, "tight": 247}  # 240 is the face's own
_NUMBER_WIDTH = 2.4  # ems
_SCRIPTS = {"Hans": "zh-Hans", "Hant": "zh-Hant", "Jpan": "ja", "Kore": "ko"}


@cache
def load_word_data() -> dict[str, Any]:
    """Load the faces and languages that Word has."""
    return yamlfile.read_yaml(DATA_FOLDER / "exporters" / "docx.yaml").data  # type: ignore[no-any-return]


def find_word_language(tag: str) -> str:
    """Find the language of Word for a tag, which has a region."""
    tags: dict[str, str] = load_word_data()["tags"]
    script = tag if tag in tags else "-".join(tag.split("-")[:2])
    if "-" in tag and len(tag.rpartition("-")[2]) == 2:
        return tag
    return tags.get(script) or tags.get(tag.split("-", maxsplit=1)[0]) or tag


def choose_appearance(plan: Plan, document: Document) -> dict[str, str]:
    """Make the values of the styles, of the page, and of the settings; lengths are in twips."""
    options = plan.style.options
    size = parse_length(options["font-size"])
    margin = round(parse_length(options["margin"]) * _TWIPS)
    width, height = (round(side * _TWIPS) for side in PAPERS[options["paper"]])
    return {
        **_choose_faces(options, document.language),
        **_choose_sizes(size),
        **_choose_languages(document.language),
        **_choose_directions(document.direction),
        "accent": widen_color(options["accent"]),
        "line": str(_LINES[options["density"]]),
        "width": str(width),
        "height": str(height),
        "margin": str(margin),
        "foot": str(margin // 2),
        "text_width": str(width - 2 * margin),
    }


def _choose_faces(options: dict[str, str], language: str) -> dict[str, str]:
    body = options["font-body"]
    faces = load_word_data()["faces"][classify_family(body)]
    script = _SCRIPTS.get(find_script(language), "zh-Hans")
    return {
        "face": _choose_latin_face(body),
        "heading_face": _choose_latin_face(options["font-heading"]),
        "east_face": faces[script],
        "complex_face": faces["complex"],
    }


def classify_family(family: str) -> str:
    """Say whether a family of a theme is "serif" or "sans"."""
    return "serif" if family in load_word_data()["serif"] else "sans"


def _choose_latin_face(family: str) -> str:
    data = load_word_data()
    if family in data["kept"]:
        return family
    return str(data["faces"][classify_family(family)]["latin"])


def _choose_sizes(size: float) -> dict[str, str]:
    """Choose sizes in half points, and what is measured by them."""
    em = size * _TWIPS
    return {
        "size": str(round(size * _HALF_POINTS)),
        "title_size": str(round(size * 2.1 * _HALF_POINTS)),
        "heading_size": str(round(size * 1.18 * _HALF_POINTS)),
        "small_size": str(round(max(size * 0.86, 9) * _HALF_POINTS)),
        "before": str(round(em * 1.1)),
        "number_width": str(round(em * _NUMBER_WIDTH)),
    }


def _choose_languages(language: str) -> dict[str, str]:
    """Choose a language for each kind of script, of which the document's is one, and italics."""
    languages = {"latin": "en-US", "east": "zh-CN", "complex": "ar-SA"}
    kind = find_script_kind(language)
    languages[kind] = find_word_language(language)
    # Neither Chinese nor Arabic is set slanted.
    italic = "<w:i/>" if kind == "latin" else ""
    return {**languages, "italic": italic}


def find_script_kind(language: str) -> str:
    """Find which of the three kinds of script that Word knows a language is written in."""
    if is_cjk(language):
        return "east"
    return "complex" if is_rtl(language) else "latin"


def _choose_directions(direction: str) -> dict[str, str]:
    mark = "<w:bidi/>" if direction == "rtl" else ""
    return {"paragraph_direction": mark, "section_direction": mark}


def widen_color(color: str) -> str:
    """Write #rgb or #rrggbb as Word does."""
    digits = color.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return digits.upper()
