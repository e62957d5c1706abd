"""The model of a profile: basics, sections of entries, settings and variants, all frozen."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from cvgen.errors import Diagnostic
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.profile.basics import Basics
from cvgen.profile.fields import Text
from cvgen.profile.sections import Entry
from cvgen.profile.settings import Settings, Variant


class Section(Struct, frozen=True):
    """Entries of one kind, in the order in which they print.

    `title` is set where the profile words it. A group is a section by itself: `group` is its title,
    and `whole` the path of the section that it is in.
    """

    kind: str
    entries: tuple[Entry, ...]
    title: Text | None = None
    path: KeyPath = ()
    on_new_page: bool = False
    kept_together: bool = False
    group: Text | None = None
    whole: KeyPath = ()


class Profile(Struct, frozen=True):
    """A person and what they did, each fact once, and how they want it printed."""

    basics: Basics
    sections: tuple[Section, ...]
    settings: Settings
    variants: dict[str, Variant] = field(default_factory=dict)
    bibliography: tuple[str, ...] = ()
    coauthors: dict[str, str] = field(default_factory=dict)
    picture: Path | None = None
    images: dict[str, Path] = field(default_factory=dict)
    tree: Tree = field(default_factory=lambda: Tree(None, ""))
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder that the profile's own files are read from."""
        return Path(self.tree.file).parent
