"""The territory of a language tag: whose months, numbers and words print for pt-PT or de-AT."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cvgen.compose.region import Region, find_region
from cvgen.errors import Diagnostic, Place
from cvgen.files.yamltable import read_table
from cvgen.text.language_tags import find_territory

if TYPE_CHECKING:
    from cvgen.compose.locale import Locale


def adapt_to_territory(words: Locale, place: Place | None) -> Locale:
    """Change what the territory of a tag writes otherwise; warn where nobody knows how it does."""
    territory = find_territory(words.language)
    if not territory:
        return words
    model = find_model(words.words_of, territory)
    if not model:
        return replace(words, warnings=(*words.warnings, _warn(words, place)))
    return _adapt(words, find_region(model))


def adapt_to_region(words: Locale, region: Region) -> Locale:
    """Change what a region writes otherwise, but not against a territory that the tag names."""
    if find_territory(words.language):
        return words
    return _adapt(words, region)


def _adapt(words: Locale, region: Region) -> Locale:
    changes = region.changes.get(words.words_of, {})
    return replace(words.adapt_words(changes), territory=region.code.upper())


@cache
def find_model(language: str, territory: str) -> str:
    """Find the territory with habits of ours that another one shares in a language; else nothing.

    A territory is its own model where it has some.
    """
    models: dict[str, list[str]] = read_table("territories").get(language, {})
    for model, others in models.items():
        if territory == model or territory in others:
            return model
    return ""


def _warn(words: Locale, place: Place | None) -> Diagnostic:
    message = f"how '{words.language}' differs from '{words.words_of}' is not known"
    hint = f"it prints as '{words.words_of}' does; write that to silence this"
    return Diagnostic("W350", message, place, hint, "warning")
