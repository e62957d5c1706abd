"""What somebody asks for, and the day and folders that hold for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field


class Request(Struct, frozen=True):
    """What somebody wants printed.

    What is None or missing comes from the variant, then from the profile.

    `kind` is the kind of document that a target's rules ask for, where it is not a CV, or a letter
    or statement as it says. In an application, where `is_part`, only the CV and the letter have a
    full head. Where it `embeds_profile`, the PDF carries the profile as it is printed.
    """

    theme: str | None = None
    variant: str | None = None
    language: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    region: str | None = None
    audience: str | None = None
    anonymous: bool | None = None
    pages: int | None = None
    target: str | None = None
    kind: str | None = None
    is_part: bool = False
    embeds_profile: bool = False


class Environment(Struct, frozen=True):
    """The day, and the folders of this user.

    Their own themes and targets, and a place for caches (None: keep nothing).
    """

    today: date
    themes_folders: tuple[Path, ...] = ()
    cache_folder: Path | None = None
    targets_folders: tuple[Path, ...] = ()
