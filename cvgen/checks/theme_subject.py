"""What a theme is judged by: takes its name, gives the theme, and its pages of every sample, each built once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from cvgen import build
from cvgen.build import Built
from cvgen.checks import theme_samples as filled
from cvgen.compose import compose, locale
from cvgen.compose.view import Document
from cvgen.errors import CvgenError, Place, ThemeError
from cvgen.files.data import PACKAGE_FOLDER
from cvgen.pdf.runs import Run, runs
from cvgen.profile import letter
from cvgen.profile.select import select
from cvgen.render import sandbox as apart
from cvgen.request import Environment, Request
from cvgen.theme import load as themes
from cvgen.theme.load import Theme

T = TypeVar("T")
_INSTALLED = PACKAGE_FOLDER / "_example"
_CHECKOUT = PACKAGE_FOLDER.parent / "examples"
EXAMPLE = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT / "ada-example"


@dataclass(frozen=True, slots=True)
class Sample:
    """Something to build: a profile's file, with options and a language, or a letter of the person in it."""

    name: str
    profile: Path
    options: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    letter: Path | None = None

    @property
    def plain(self) -> bool:
        """Say whether it is somebody's CV as it is."""
        return not (
            self.options or self.language or self.letter
        ) and self.profile.parent.parent in (_CHECKOUT, PACKAGE_FOLDER)


@dataclass(frozen=True, slots=True)
class Printed:
    """A sample as it was built, with all its text."""

    sample: Sample
    built: Built
    runs: tuple[Run, ...]


class Proof:
    """Carries one theme through all rules; `folder` is an empty one, for profiles that are made to be printed."""

    def __init__(self, wish: str, around: Environment, folder: Path) -> None:
        self.wish = wish
        self.around = around
        self.folder = folder
        self.known: dict[Sample, Printed | CvgenError] = {}
        self.stopped: CvgenError | None = None

    @cached_property
    def theme(self) -> Theme:
        """The theme.

        Raises ThemeError.
        """
        return themes.find(self.wish, self.around.themes_folders)

    def check_there(self) -> None:
        """See that there is a theme of this name, broken or not.

        Raises ThemeError.
        """
        try:
            _ = self.theme
        except ThemeError as error:
            if any(found.code == "T100" for found in error.diagnostics):
                raise

    @cached_property
    def address(self) -> str:
        """How a build finds the theme from anywhere: by name if it is installed, else by path."""
        installed = {
            theme.name: theme.folders[0] for theme in themes.available(self.around.themes_folders)
        }
        folder = self.theme.folders[0]
        return (
            self.theme.name if installed.get(self.theme.name) == folder else f"{folder.absolute()}/"
        )

    @property
    def home(self) -> Place:
        """Where the theme lies."""
        return Place(str(self.theme.folders[0]))

    def place(self, kind: str, layout: str) -> Path:
        """Name the template that draws a kind of section, or else the theme's folder."""
        names = (f"sections/{kind}.html", f"layouts/{layout}.html")
        return next(filter(None, map(self.theme.template, names)), self.theme.folders[0])

    # --- samples ------------------------------------------------------------------------------------------------

    @cached_property
    def example(self) -> Sample:
        """The example that comes with cvgen."""
        return Sample("the example", EXAMPLE / "profile.yaml")

    @cached_property
    def letter(self) -> Sample:
        """Its letter."""
        # Without a foot, so that the name is found where it signs.
        return replace(
            self.example,
            name="the letter",
            letter=EXAMPLE / "letter.md",
            options=(("page-numbers", "false"),),
        )

    @cached_property
    def others(self) -> list[Sample]:
        """The other examples, where cvgen is a checkout."""
        paths = sorted(_CHECKOUT.glob("*/profile.yaml")) if not _INSTALLED.is_dir() else []
        return [
            Sample(f"examples/{path.parent.name}", path) for path in paths if path.parent != EXAMPLE
        ]

    @cached_property
    def full(self) -> Sample:
        """A profile in which every field is filled."""
        shutil.copy(EXAMPLE / "photo.jpg", self.folder)
        return Sample("the profile with every field", self.made("full", filled.full("photo.jpg")))

    @cached_property
    def long(self) -> Sample:
        """A profile of words that no line holds."""
        return Sample("the profile with long words", self.made("long", filled.long()))

    def made(self, name: str, data: filled.Data) -> Path:
        """Write a profile into the proof's folder."""
        path = self.folder / f"{name}.yaml"  # JSON is YAML, and is read strictly so
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return path

    # --- what becomes of them -----------------------------------------------------------------------------------

    def printed(self, sample: Sample) -> Printed:
        """Build a sample; once.

        Raises what the build raises.
        """
        if sample not in self.known:
            self.known[sample] = self._built(sample)
        found = self.known[sample]
        if isinstance(found, CvgenError):
            raise found
        return found

    def _built(self, sample: Sample) -> Printed | CvgenError:
        if self.stopped:
            return self.stopped
        wish = Request(self.address, None, sample.language, dict(sample.options))
        try:
            profile = build.load_profile(sample.profile)
            if sample.letter:
                built = build.build_letter(letter.load(sample.letter), profile, wish, self.around)
            else:
                built = build.build(profile, wish, self.around)
        except CvgenError as error:
            if any(found.code == "T124" for found in error.diagnostics):
                self.stopped = error  # a theme that hangs would hang in every sample
            return error
        return Printed(sample, built, tuple(runs(built.pdf.data)))

    def document(self, path: Path, language: str = "en") -> Document:
        """Word a profile as a build does."""
        return compose(
            select(build.load_profile(path), None), self.words(language), self.around.today
        )[0]

    def words(self, language: str) -> locale.Locale:
        """Give the words of a language, with dates as the theme writes them."""
        return replace(locale.find(language), date_style=self.theme.options["date-style"].default)  # type: ignore[arg-type]

    def apart(self, call: Callable[[Any], T], job: object) -> T:
        """Call a function that runs the theme's templates; in a process of its own if the theme is not ours."""
        if self.stopped:
            raise self.stopped
        try:
            return call(job) if self.theme.shipped else apart.run(call, job, self.home)
        except ThemeError as error:
            if any(found.code == "T124" for found in error.diagnostics):
                self.stopped = error
            raise
