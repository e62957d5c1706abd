"""Takes all that it needs to print, gives the finished PDF of one layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cvgen.compose.view import PHOTO, PICTURE, Document, Letter
from cvgen.errors import Diagnostic, Place, RenderError
from cvgen.profile.load import Profile
from cvgen.render import fonts, html
from cvgen.render import pdf as printing
from cvgen.render.pdf import Pdf
from cvgen.theme.load import Theme

Worded = tuple[Document, tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Look:
    """How it is to look: theme, options, font folders, where templates and the engine keep what they made, and what was odd.

    `asked` names the options that somebody chose, which are theirs to change.
    """

    theme: Theme
    options: dict[str, str]
    font_folders: tuple[Path, ...]
    caches: tuple[Path | None, Path | None]
    odd: tuple[Diagnostic, ...] = ()
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Budget:
    """The most pages, where somebody asked for that, and how a smaller profile is worded."""

    pages: int
    place: Place | None
    worded: Callable[[Profile], Worded]


@dataclass(frozen=True, slots=True)
class Typesetting:
    """What it takes to print: the words, whose they are, the look; the letter, if it is one; the budget, if there is one."""

    document: Document
    profile: Profile
    look: Look
    letter: Letter | None = None
    budget: Budget | None = None


def with_options(job: Typesetting, changes: Mapping[str, str]) -> Typesetting:
    """Change how a job looks."""
    return replace(job, look=replace(job.look, options={**job.look.options, **changes}))


def typeset(job: Typesetting) -> Pdf:
    """Print with the families that the theme names; only if a character is missing, look for it in all of them.

    Raises ThemeError or RenderError.
    """
    look = job.look
    page = html.page(job.document, look.theme, look.options, look.caches[0], job.letter)
    few = fonts.mentioned(look.font_folders, "".join(text for text, _ in page.styles), page.html)
    try:
        return _printed(page, job, few)
    except RenderError:
        return _printed(page, job, look.font_folders)


def _printed(page: html.Page, job: Typesetting, font_folders: tuple[Path, ...]) -> Pdf:
    pictures = {PICTURE + name: path for name, path in job.profile.images.items()}
    if job.profile.picture:
        pictures[PHOTO] = job.profile.picture
    workshop = printing.Workshop(
        (*job.look.theme.folders, *font_folders), pictures, font_folders, job.look.caches[1]
    )
    return printing.pdf(page, workshop, job.profile.tree.find)
