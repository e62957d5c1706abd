"""What a plan holds; see `resolve` for how it is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.compose.locale import Locale
from cvgen.compose.region import Region
from cvgen.errors import Diagnostic, Place
from cvgen.plan.request import Request
from cvgen.profile.audience import Audience
from cvgen.profile.letter import LetterSource
from cvgen.profile.model import Profile
from cvgen.target.demands import Demands
from cvgen.target.target import Target
from cvgen.theme.load import Theme
from cvgen.theme.options import Option


class Style(Struct, frozen=True):
    """How a document looks: the theme, a value for each of its options, and where its fonts lie.

    `chosen` names the options that somebody chose, which are theirs to change. `margins` are those
    that are wider than the theme's own, in points, by side. The caches are folders, or None.
    `with_every_font`: the families that the theme names lack a character, and all that are at hand
    are looked through for it.
    """

    theme: Theme
    options: dict[str, str]
    chosen: frozenset[str]
    font_folders: tuple[Path, ...]
    margins: Mapping[str, float] = field(default_factory=dict)
    template_cache: Path | None = None
    engine_cache: Path | None = None
    with_every_font: bool = False

    def find_free_option(self, name: str) -> Option | None:
        """Find an option that nobody has chosen a value for."""
        if name in self.chosen:
            return None
        return self.theme.options.get(name)

    def with_options(self, changes: dict[str, str]) -> Style:
        """Change some options."""
        return replace(self, options={**self.options, **changes})


class PageBudget(Struct, frozen=True):
    """The most pages that a document may fill, and where that was asked for."""

    pages: int
    place: Place | None


class Plan(Struct, frozen=True):
    """All that holds for one document.

    `source` is the profile as it was loaded, `selected` what the variant and the audience leave of
    it, and `profile` what is printed, which names nobody where `is_anonymous`. `letter` is there
    for letters and statements only.
    """

    request: Request
    today: date
    source: Profile
    selected: Profile
    profile: Profile
    target: Target | None
    audience: Audience
    kind: str
    locale: Locale
    region: Region | None
    style: Style
    budget: PageBudget | None = None
    letter: LetterSource | None = None
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def demands(self) -> Demands:
        """What the target demands of a document of this kind; without a target, nothing."""
        return self.target.get_demands(self.kind) if self.target else Demands()

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is to be named."""
        return bool(self.selected.settings.anonymous)

    def with_options(self, changes: dict[str, str]) -> Plan:
        """Change some options of the theme."""
        return replace(self, style=self.style.with_options(changes))
