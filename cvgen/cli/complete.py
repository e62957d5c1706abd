"""What the shell completes: the names that an option or an argument can take.

A name that cannot be listed is not offered; nothing that goes wrong here may reach the prompt.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

_LISTS = ("all",)
_TRUTH = {"boolean": ("true", "false")}


def _offer(incomplete: str, list_names: Callable[[], Iterable[str]]) -> list[str]:
    """Offer the names that begin as what is typed does."""
    try:
        names = list(list_names())
    except Exception:  # noqa: BLE001 - whatever it is, the prompt is no place to tell of it
        return []
    return [name for name in names if name.startswith(incomplete)]


def offer_nothing(incomplete: str) -> list[str]:
    """Offer nothing, and so leave it to the shell, which offers files."""
    del incomplete
    return []


def offer_themes(incomplete: str) -> list[str]:
    """Offer the themes that there are."""
    from cvgen.cli import console
    from cvgen.theme import load

    return _offer(
        incomplete, lambda: [one.name for one in load.list_themes(console.list_themes_folders())]
    )


def offer_themes_and_all(incomplete: str) -> list[str]:
    """Offer the themes, and the word for all of them."""
    return [*offer_themes(incomplete), *_offer(incomplete, lambda: _LISTS)]


def offer_languages(incomplete: str) -> list[str]:
    """Offer the languages that there are words for."""
    from cvgen.compose import locale

    return _offer(incomplete, locale.list_languages)


def offer_regions(incomplete: str) -> list[str]:
    """Offer the regions whose habits are known."""
    from cvgen.compose import region

    return _offer(incomplete, region.list_regions)


def offer_audiences(incomplete: str) -> list[str]:
    """Offer the audiences."""
    from cvgen.profile import audience

    return _offer(incomplete, audience.load_audiences)


def offer_papers(incomplete: str) -> list[str]:
    """Offer the usual papers."""
    return _offer(incomplete, lambda: ("A4", "Letter"))


def offer_targets(incomplete: str) -> list[str]:
    """Offer the calls and portals that there are rules of."""
    from cvgen.cli import console
    from cvgen.target import load

    return _offer(incomplete, lambda: load.list_targets(console.list_targets_folders()))


def offer_codes(incomplete: str) -> list[str]:
    """Offer the codes of messages."""
    from cvgen import codes

    return _offer(incomplete, lambda: [code.name for code in codes.list_codes()])


def offer_formats(incomplete: str) -> list[str]:
    """Offer the formats of an export, also behind a comma."""
    from cvgen.files.yamltable import read_table

    before, comma, last = incomplete.rpartition(",")
    return [before + comma + name for name in _offer(last, lambda: read_table("exporters"))]


def offer_documents(incomplete: str) -> list[str]:
    """Offer the kinds of documents."""
    from cvgen.target import values

    return _offer(incomplete, lambda: values.DOCUMENT_KINDS)


def offer_options(incomplete: str) -> list[str]:
    """Offer the options of the theme that was typed, or of all, each with what it can be."""
    return _offer(incomplete, _list_options)


def _list_options() -> Iterable[str]:
    from cvgen.cli import console
    from cvgen.theme.load import list_themes

    typed = set(_list_typed_words())
    themes = list_themes(console.list_themes_folders())
    chosen = [theme for theme in themes if theme.name in typed]
    pairs: dict[str, None] = {}
    for theme in chosen or themes:
        for name, option in theme.options.items():
            values = option.choices or _TRUTH.get(option.type) or (option.default,)
            pairs |= dict.fromkeys(f"{name}={value}" for value in values)
    return sorted(pairs)


def offer_variants(incomplete: str) -> list[str]:
    """Offer the variants of the profile that was typed, or of the one in this folder."""
    return _offer(incomplete, lambda: [*_read_variants(), *_LISTS])


def offer_applications(incomplete: str) -> list[str]:
    """Offer the applications in this folder."""
    from cvgen.cli.packet_options import APPLICATIONS_FOLDER

    return _offer(
        incomplete,
        lambda: sorted(path.stem for path in APPLICATIONS_FOLDER.iterdir()),
    )


def _read_variants() -> Iterable[str]:
    from cvgen.cli import options
    from cvgen.profile.load import read_profile

    return read_profile(options.find_profile(_find_typed_profile())).variants


def _find_typed_profile() -> Path | None:
    """Find the first word of the unfinished command that is a file or a folder."""
    for word in _list_typed_words():
        if not word.startswith("-") and Path(word).exists():
            return Path(word)
    return None


def _list_typed_words() -> list[str]:
    """List the words behind the command that is being typed."""
    words = os.environ.get("COMP_WORDS", os.environ.get("_TYPER_COMPLETE_ARGS", "")).split()
    return (words or sys.argv)[2:]
