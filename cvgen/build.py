"""The story, to be read first: takes a profile file and wishes, gives a finished PDF.

profile.yaml → Tree → Profile → (a variant of it) → Document → Page → Pdf → a file
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cvgen import locale, region, themes
from cvgen.compose import compose, compose_letter
from cvgen.errors import Diagnostic, OutputError, Place, RenderError, ThemeError, in_order
from cvgen.options import Given, settle
from cvgen.profile.fields import in_language
from cvgen.profile.letter import LetterSource
from cvgen.profile.load import Profile
from cvgen.profile.load import load as read
from cvgen.profile.publications import Publication
from cvgen.region import Region
from cvgen.render import apart, fonts, html
from cvgen.render import pdf as printing
from cvgen.selection import select
from cvgen.themes import Theme
from cvgen.view import PHOTO, PICTURE, Document, Letter

DEFAULT_THEME = "classic"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants printed; what is None or missing comes from the variant, then from the profile."""

    theme: str | None = None
    variant: str | None = None
    language: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The day, and the folders of this user: their own themes, and a place for caches (None: keep nothing)."""

    today: date
    themes_folders: tuple[Path, ...] = ()
    cache_folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A finished PDF in memory, with everything that was odd on the way, and what was left out or changed as asked."""

    pdf: printing.Pdf
    warnings: tuple[Diagnostic, ...]
    notes: tuple[Diagnostic, ...] = ()


def load(path: Path) -> Profile:
    """Read a profile, and the bibliography files that it names.

    Raises ProfileError with all findings.
    """
    profile = read(path)
    if not any(section.kind == "publications" for section in profile.sections):
        return profile
    if not profile.bibliography and not _has_keys(profile):
        return profile
    from cvgen.bibliography.join import joined

    return joined(profile)


def _has_keys(profile: Profile) -> bool:
    papers = publications(profile, None)
    return any(paper.key for paper in papers)


def publications(profile: Profile, variant: str | None) -> list[Publication]:
    """List the publications that a profile, or a variant of it, prints."""
    seen = select(profile, variant)
    return [entry for section in seen.sections for entry in section.entries if isinstance(entry, Publication)]


def build(profile: Profile, wish: Wish, around: Surroundings) -> Built:
    """Print a profile.

    Raises VariantError, ThemeError or RenderError with all findings.
    """
    seen = select(profile, wish.variant)
    where = region.chosen(seen, wish.variant, wish.region)
    look = _look(seen, wish, around, where)
    document, odd_words = compose(seen, _words(seen, wish, look, where), around.today)
    odd_there = region.odd(where, seen, photo=look.options.get("photo") != "false")
    return _finished(Typesetting(document, seen, look), (*profile.warnings, *odd_words, *odd_there))


def build_letter(source: LetterSource, profile: Profile, wish: Wish, around: Surroundings) -> Built:
    """Print a letter, or a statement, of the profile's person; its front matter wins over the profile.

    Raises VariantError, ThemeError or RenderError with all findings.
    """
    own = source.settings
    options = {**profile.settings.options, **own.options}
    settings = profile.settings.model_copy(update={"theme": own.theme or profile.settings.theme, "options": options})
    writer = replace(profile, settings=settings)
    where = region.chosen(writer, wish.variant, wish.region, source)
    look = _look(writer, wish, around, where)
    words = _words(writer, replace(wish, language=wish.language or own.language), look, where)
    document, letter, odd_words = compose_letter(source, writer, words, around.today)
    odd = (*profile.warnings, *source.tree.warnings, *odd_words, *region.odd(where, writer, photo=False, whole=False))
    return _finished(Typesetting(document, writer, look, letter), odd)


def _look(profile: Profile, wish: Wish, around: Surroundings, where: Region | None) -> Look:
    theme = chosen_theme(profile, wish, around)
    font_folders = fonts.folders((profile.folder, *theme.folders))
    options, odd = _options(profile, wish, theme, where, fonts.families(font_folders))
    return Look(theme, options, font_folders, (_kept(around, "templates"), _kept(around, "engine")), tuple(odd))


def _words(profile: Profile, wish: Wish, look: Look, where: Region | None) -> locale.Locale:
    words = locale.find(wish.language or profile.settings.language or "en")
    words = words.adapted(where.changes.get(words.words_of, {})) if where else words
    return replace(words, date_style=look.options["date-style"])  # type: ignore[arg-type]


def _finished(job: Typesetting, odd: tuple[Diagnostic, ...]) -> Built:
    theme = job.look.theme
    finished = typeset(job) if theme.shipped else apart.run(typeset, job, Place(str(theme.folders[0])))
    said = in_order((*odd, *job.look.odd, *finished.warnings))
    notes = tuple(one for one in said if one.severity == "note")
    return Built(finished, tuple(one for one in said if one not in notes), notes)


@dataclass(frozen=True, slots=True)
class Look:
    """How it is to look: theme, options, font folders, where templates and the engine keep what they made, and what was odd."""

    theme: Theme
    options: dict[str, str]
    font_folders: tuple[Path, ...]
    caches: tuple[Path | None, Path | None]
    odd: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Typesetting:
    """What it takes to print: the words, whose they are, the look; and the letter, if it is one."""

    document: Document
    profile: Profile
    look: Look
    letter: Letter | None = None


def typeset(job: Typesetting) -> printing.Pdf:
    """Print a job; where a nearly empty last page would end it and the density is left to us, print it closer, or else wider.

    Raises ThemeError or RenderError. A theme that is not ours runs in a process of its own (`apart`).
    """
    if job.look.options.get("density") != "auto":
        return _typeset(job)
    first = _typeset(_with_density(job, "normal"))
    if not _ends_thin(first):
        return first
    others = (_typeset(_with_density(job, density)) for density in ("tight", "airy"))
    return next((other for other in others if not _ends_thin(other)), first)


def _ends_thin(finished: printing.Pdf) -> bool:
    return any(warning.code == printing.THIN for warning in finished.warnings)


def _with_density(job: Typesetting, density: str) -> Typesetting:
    return replace(job, look=replace(job.look, options={**job.look.options, "density": density}))


def _typeset(job: Typesetting) -> printing.Pdf:
    """Print with the families that the theme names; only if a character is missing, look for it in all of them."""
    look = job.look
    page = html.page(job.document, look.theme, look.options, look.caches[0], job.letter)
    few = fonts.mentioned(look.font_folders, "".join(text for text, _ in page.styles), page.html)
    try:
        return _printed(page, job, few)
    except RenderError:
        return _printed(page, job, look.font_folders)


def _printed(page: html.Page, job: Typesetting, font_folders: tuple[Path, ...]) -> printing.Pdf:
    pictures = {PICTURE + name: path for name, path in job.profile.images.items()}
    if job.profile.picture:
        pictures[PHOTO] = job.profile.picture
    workshop = printing.Workshop((*job.look.theme.folders, *font_folders), pictures, font_folders, job.look.caches[1])
    return printing.pdf(page, workshop, job.profile.tree.find)


def chosen_theme(profile: Profile, wish: Wish, around: Surroundings) -> Theme:
    """Find the theme that was asked for: by the call, else by the variant, else by the profile."""
    beside = [profile.folder / "themes", *around.themes_folders]
    place = profile.tree.place(("theme",)) if not wish.theme and profile.settings.theme else None
    return themes.find(wish.theme or profile.settings.theme or DEFAULT_THEME, beside, place)


def _options(
    profile: Profile, wish: Wish, theme: Theme, where: Region | None, families: frozenset[str]
) -> tuple[dict[str, str], list[Diagnostic]]:
    tree, paper = profile.tree, theme.options.get("paper")
    given = {"paper": Given(where.paper)} if where and paper and where.paper in paper.choices else {}
    given |= {name: Given(value, tree.find_key(name, value)) for name, value in profile.settings.options.items()}
    given |= {name: Given(value) for name, value in wish.options.items()}
    values, found = settle(theme.options, given, families)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        raise ThemeError(*errors)
    return values, found


def _kept(around: Surroundings, name: str) -> Path | None:
    """Make a folder for a cache that only this user can write to; without one, nothing is kept."""
    if around.cache_folder is None:
        return None
    folder = around.cache_folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid() else None
    except OSError:
        return None


def file_name(profile: Profile, wish: Wish, *, with_theme: bool) -> str:
    """Name the file after the person, in ASCII, with what was chosen: `Ada_Example_CV_phd.pdf`."""
    parts = [_person(profile), "CV", wish.variant or "", wish.language or "", Path(wish.theme or "").name if with_theme else ""]
    return "_".join(filter(None, map(_ascii, parts))) + ".pdf"


def letter_file_name(profile: Profile, letter: Path) -> str:
    """Name the file after the person and the letter: `Ada_Example_cover-letter.pdf`."""
    return "_".join(filter(None, [_person(profile), _ascii(letter.stem) or "letter"])) + ".pdf"


def _person(profile: Profile) -> str:
    name = profile.basics.name
    spelled = [in_language(name, ("en",))[1], *(name.values() if isinstance(name, dict) else ())]
    return next(filter(None, map(_ascii, spelled)), _ascii(profile.folder.resolve().name) or "profile")


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans("łŁøØđĐæÆßı", "lLoOdDaAsi")))
    return re.sub(r"[^A-Za-z0-9-]+", "_", "".join(part for part in plain if not unicodedata.combining(part))).strip("_-")[:80]


def write(data: bytes, path: Path) -> Path:
    """Write a file whole or not at all: what stood there stays until the new one is complete.

    Raises OutputError.
    """
    temporary: Path | None = None
    try:
        _make_folder(path.parent)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "an earlier file of this name is untouched" if path.is_file() else ""
        raise OutputError(Diagnostic("O100", f"the file cannot be written: {reason}", Place(str(path)), hint)) from None
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
    return path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        hint = "name a folder, or a file that ends in .pdf"
        raise OutputError(Diagnostic("O103", "this is a file, not a folder", Place(str(folder)), hint)) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


__all__ = ["Built", "Surroundings", "Wish", "build", "build_letter", "file_name", "letter_file_name", "load", "publications", "write"]
