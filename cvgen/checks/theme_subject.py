"""A theme that is being proved, with its pages of every sample, each built once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from cvgen import build
from cvgen.build import Built
from cvgen.checks import theme_samples
from cvgen.compose import compose, locale
from cvgen.compose.view import Document
from cvgen.errors import CvgenError, Place, StoppedThemeError, ThemeError, UnknownThemeError
from cvgen.files.data import PACKAGE_FOLDER
from cvgen.pdf.runs import Run, read_runs
from cvgen.plan.request import Environment, Request
from cvgen.profile import letter
from cvgen.profile.select import select_variant
from cvgen.render import sandbox
from cvgen.theme.load import Theme, find_theme, list_themes

T = TypeVar("T")
_INSTALLED = PACKAGE_FOLDER / "_example"
_CHECKOUT = PACKAGE_FOLDER.parent / "examples"
EXAMPLE_FOLDER = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT / "ada-example"


class Sample(Struct, frozen=True):
    """Something to build: a profile with options and a language, or a letter of its person."""

    name: str
    profile: Path
    options: tuple[tuple[str, str], ...] = ()
    language: str | None = None
    letter: Path | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it is a shipped example as it is, with no options, language or letter."""
        if self.options or self.language or self.letter:
            return False
        return self.profile.parent.parent in (_CHECKOUT, PACKAGE_FOLDER)


class Printed(Struct, frozen=True, dict=True):
    """A sample as it was built."""

    sample: Sample
    built: Built

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """All its text, read where a rule asks for it."""
        return tuple(read_runs(self.built.pdf.data))


class Proof:
    """One theme on its way through all rules.

    `folder` is an empty one, for profiles that are made to be printed.
    """

    def __init__(self, name: str, environment: Environment, folder: Path) -> None:
        self.name = name
        self.environment = environment
        self.folder = folder
        self._printed: dict[Sample, Printed] = {}
        self._failures: dict[Sample, CvgenError] = {}
        self._stopped: StoppedThemeError | None = None

    @cached_property
    def theme(self) -> Theme:
        """The theme.

        Raises ThemeError.
        """
        return find_theme(self.name, self.environment.themes_folders)

    def require_theme(self) -> None:
        """Refuse a name that no theme has; a theme that is broken is the rules' to report.

        Raises UnknownThemeError.
        """
        try:
            _ = self.theme
        except UnknownThemeError:
            raise
        except ThemeError:
            return

    @cached_property
    def address(self) -> str:
        """How a build finds the theme from anywhere: by name if it is installed, else by path."""
        folder = self.theme.folders[0]
        for theme in list_themes(self.environment.themes_folders):
            if theme.name == self.theme.name and theme.folders[0] == folder:
                return theme.name
        return f"{folder.absolute()}/"

    @property
    def home(self) -> Place:
        """Where the theme lies."""
        return Place(str(self.theme.folders[0]))

    def find_template(self, kind: str, layout: str) -> Path:
        """Find the template that draws a kind of section, or else the theme's folder."""
        for name in (f"sections/{kind}.html", f"layouts/{layout}.html"):
            template = self.theme.find_template(name)
            if template:
                return template
        return self.theme.folders[0]

    # --- samples ------------------------------------------------------------------------------

    @cached_property
    def example(self) -> Sample:
        """The example that comes with cvgen."""
        return Sample("the example", EXAMPLE_FOLDER / "profile.yaml")

    @cached_property
    def letter(self) -> Sample:
        """The letter of the example."""
        # Without a foot, so that the name is found where it signs.
        return replace(
            self.example,
            name="the letter",
            letter=EXAMPLE_FOLDER / "letter.md",
            options=(("page-numbers", "false"),),
        )

    @cached_property
    def others(self) -> list[Sample]:
        """The other examples, where cvgen is a checkout."""
        if _INSTALLED.is_dir():
            return []
        samples = []
        for path in sorted(_CHECKOUT.glob("*/profile.yaml")):
            if path.parent != EXAMPLE_FOLDER:
                samples.append(Sample(f"examples/{path.parent.name}", path))
        return samples

    @cached_property
    def full(self) -> Sample:
        """A profile in which every field is filled."""
        shutil.copy(EXAMPLE_FOLDER / "photo.jpg", self.folder)
        path = self.write_profile("full", theme_samples.make_full_profile("photo.jpg"))
        return Sample("the profile with every field", path)

    @cached_property
    def long(self) -> Sample:
        """A profile of words that no line holds."""
        path = self.write_profile("long", theme_samples.make_long_profile())
        return Sample("the profile with long words", path)

    def write_profile(self, name: str, data: theme_samples.Data) -> Path:
        """Write a profile into the proof's folder."""
        path = self.folder / f"{name}.yaml"  # JSON is YAML, and is read strictly so
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return path

    # --- what becomes of them -----------------------------------------------------------------

    def print_sample(self, sample: Sample) -> Printed:
        """Build a sample, once.

        Raises what the build raises.
        """
        if sample in self._failures:
            raise self._failures[sample]
        if sample not in self._printed:
            try:
                self._printed[sample] = self._build_sample(sample)
            except CvgenError as error:
                self._failures[sample] = error
                raise
        return self._printed[sample]

    def _build_sample(self, sample: Sample) -> Printed:
        if self._stopped:
            raise self._stopped
        request = Request(self.address, None, sample.language, dict(sample.options))
        profile = build.load_profile(sample.profile)
        try:
            if sample.letter:
                source = letter.read_letter(sample.letter)
                built = build.build_letter(source, profile, request, self.environment)
            else:
                built = build.build(profile, request, self.environment)
        except StoppedThemeError as error:
            self._stopped = error  # a theme that hangs would hang in every sample
            raise
        return Printed(sample, built)

    def compose_document(self, path: Path, language: str = "en") -> Document:
        """Compose the document of a profile as a build does."""
        profile = select_variant(build.load_profile(path), None)
        document, _ = compose(profile, self.find_locale(language), self.environment.today)
        return document

    def find_locale(self, language: str) -> locale.Locale:
        """Find the words of a language, with dates as the theme writes them."""
        options = self.theme.options
        return replace(
            locale.find_locale(language),
            date_style=options["date-style"].default,
            with_durations=options["durations"].default == "true",
        )

    def run_templates(self, call: Callable[[Any], T], job: object) -> T:
        """Call a function that runs the theme's templates.

        It runs in a process of its own if the theme does not come with cvgen.
        """
        if self._stopped:
            raise self._stopped
        if self.theme.is_shipped:
            return call(job)
        try:
            result: T = sandbox.run_in_sandbox(call, job, self.home)
        except StoppedThemeError as error:
            self._stopped = error
            raise
        return result
