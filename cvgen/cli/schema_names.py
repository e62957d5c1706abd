"""The names that a schema offers: themes, their options, targets, languages, tags and the like.

What may also be one's own is open: editors offer the names, and refuse no other. A profile adds its
own tags and variants, and the themes and targets of its owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from cvgen.profile.schema import Schema

if TYPE_CHECKING:
    from cvgen.profile.model import Profile
    from cvgen.theme.load import Theme
    from cvgen.theme.options import Option

_LENGTH = r"^\s*[0-9]*\.?[0-9]+(mm|cm|in|pt|pc|px|Q|q)\s*$"
_TRUTH = [True, False, "true", "false", "yes", "no", "on", "off"]
_ANY_VALUE = ["string", "number", "boolean"]


def list_schema_names(profile: Profile | None = None) -> dict[str, Schema]:
    """List the schemas of what has names, by the kind of value that the model calls it."""
    from cvgen.cli import console
    from cvgen.profile.audience import load_audiences
    from cvgen.target.load import list_targets
    from cvgen.theme.load import list_themes

    themes_folders: tuple[Path, ...] = ()
    targets_folders: tuple[Path, ...] = ()
    if profile is not None:
        themes_folders = console.list_themes_folders()
        targets_folders = console.list_targets_folders()
    themes = list_themes(themes_folders)
    audiences = {name: reader.about for name, reader in load_audiences().items()}
    names = {
        "theme": _offer({theme.name: theme.summary for theme in themes}, is_open=True),
        "options": _describe_options(themes),
        "paper": _offer({"A4": "", "Letter": ""}, is_open=True),
        "target": _offer(dict.fromkeys(list_targets(targets_folders), ""), is_open=True),
        "audience": _offer(audiences),
        "printed-language": _describe_languages(),
        "region": _describe_regions(),
    }
    if profile is not None:
        names |= _list_own_names(profile)
    return names


def _offer(names: Mapping[str, str], *, is_open: bool = False) -> Schema:
    """Offer names, each with a sentence; only these, unless there may be others."""
    closed: Schema = {"type": "string", "enum": list(names), "examples": list(names)[:1]}
    if any(names.values()):
        closed["enumDescriptions"] = list(names.values())
    if not is_open:
        return closed
    examples = closed.pop("examples")
    return {"anyOf": [closed, {"type": "string"}], "examples": examples}


def _describe_languages() -> Schema:
    """Offer the languages that there are words for, and let a territory stand behind them."""
    from cvgen.compose.locale import list_languages
    from cvgen.text.language_tags import find_nearest_tag, is_same_language

    known = list_languages()
    codes = []
    for letters in product(ascii_lowercase, repeat=2):
        code = "".join(letters)
        nearest = find_nearest_tag(code, known)
        if nearest and is_same_language(nearest, code):
            codes.append(code)
    pattern = f"^({'|'.join(codes)}|[a-z]{{3}})(-[A-Za-z0-9]{{2,8}})*$"
    hint = "there are no words for this language"
    tag = {"type": "string", "pattern": pattern, "patternErrorMessage": hint}
    return {"anyOf": [{"type": "string", "enum": list(known)}, tag], "examples": ["en"]}


def _describe_regions() -> Schema:
    """Offer the countries whose habits are known."""
    from cvgen.compose.region import find_region, list_regions

    names = {code: find_region(code).name for code in list_regions()}
    letters = {"type": "string", "pattern": "^[A-Za-z]{2}$"}
    return {"anyOf": [_offer(names), letters], "examples": ["gb"]}


def _describe_options(themes: Iterable[Theme]) -> Schema:
    """Describe the options of all themes; others are those of somebody's own theme."""
    declared: dict[str, list[Option]] = {}
    for theme in themes:
        for name, option in theme.options.items():
            declared.setdefault(name, []).append(option)
    options = {name: _describe_option(declared[name]) for name in sorted(declared)}
    return {
        "type": "object",
        "properties": options,
        "additionalProperties": {"type": _ANY_VALUE},
    }


def _describe_option(options: list[Option]) -> Schema:
    """Describe an option as its themes declare it, whose choices add up."""
    first = options[0]
    value: Schema = {"type": _ANY_VALUE}
    kinds = {option.type for option in options}
    if kinds == {"choice"}:
        choices = dict.fromkeys(choice for option in options for choice in option.choices)
        value = {"enum": list(choices)}
    elif kinds == {"boolean"}:
        value = {"enum": _TRUTH}
    elif kinds == {"length"}:
        hint = "write a length, such as 20mm or 10.5pt"
        value = {"type": "string", "pattern": _LENGTH, "patternErrorMessage": hint}
    about = first.about.rstrip(".") or first.name
    examples: list[Any] = [first.default == "true" if kinds == {"boolean"} else first.default]
    return {**value, "description": f"{about[0].upper()}{about[1:]}.", "examples": examples}


def _list_own_names(profile: Profile) -> dict[str, Schema]:
    """List the tags and the variants of a profile; a variant chooses among tags that are there."""
    from cvgen.profile.points import iterate_points
    from cvgen.profile.sections import iterate_entries

    tags: dict[str, str] = {}
    for section in profile.sections:
        for entry in iterate_entries(section.entries):
            tags |= dict.fromkeys(entry.tags, "")
            for point in iterate_points(entry.highlights):
                tags |= dict.fromkeys(point.tags, "")
    variants = dict.fromkeys(profile.variants, "")
    names = {}
    if tags:
        ordered = dict(sorted(tags.items()))
        names["tag"] = _offer(ordered, is_open=True)
        names["tag-of-entries"] = _offer(ordered)
    if variants:
        names["variant"] = _offer(variants)
    return names
