"""The words that stand in names beside given and family names: titles, particles, suffixes."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late


@cache
def load_name_words(part: str) -> frozenset[str]:
    """Load one list of the words that stand in names."""
    return frozenset(_load_names()[part])


@cache
def load_name_endings(script: str) -> frozenset[str]:
    """Load the endings that grammar puts behind names in a script; one is none at all."""
    return frozenset(_load_names()["endings"][script])


@cache
def load_changing_ends(script: str) -> dict[str, list[str]]:
    """Load what grammar puts in the place of the ends of names in a script."""
    ends: dict[str, list[str]] = _load_names()["changing_ends"][script]
    return ends


@cache
def load_lookalikes() -> dict[int, int]:
    """Load the Latin letters by those of other scripts that look like them."""
    letters = _load_names()["lookalikes"]
    return str.maketrans(letters["these"], letters["latin"])


@cache
def _load_names() -> dict[str, Any]:
    data: dict[str, Any] = read_table("names")
    return data


def is_group(name: str) -> bool:
    """Say whether a name is a group's, such as a collaboration's or a company's."""
    return bool(_compile_group_pattern().search(name))


@cache
def _compile_group_pattern() -> re.Pattern[str]:
    words = sorted(load_name_words("groups"))
    whole = "|".join(re.escape(word) for word in words if word.isascii())
    anywhere = (re.escape(word) for word in words if not word.isascii())
    return compile_late("|".join((rf"(?<!\w)(?:{whole})(?!\w)", *anywhere)), re.IGNORECASE)


def is_suffix(text: str) -> bool:
    """Say whether words are what follows a name, such as Jr, or PhD."""
    stripped = text.strip()
    if not stripped:
        return False
    if stripped.casefold() in load_name_words("suffixes"):
        return True
    known = load_name_words("postnominals")
    return stripped in known or all(word in known for word in stripped.split())


def is_company_suffix(text: str) -> bool:
    """Say whether a word is one that follows a company's name, such as Inc."""
    return text.casefold() in load_name_words("companies")
