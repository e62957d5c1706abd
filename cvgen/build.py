"""The story, to be read first: takes a profile file and wishes, gives a finished PDF.

profile.yaml → Tree → Profile → (a variant of it) → Document → Page → Pdf → a file
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from cvgen.compose import compose, compose_letter, locale, region
from cvgen.compose.region import Region
from cvgen.compose.unlink import remove_links
from cvgen.compose.view import Document
from cvgen.errors import Diagnostic, RenderError, ThemeError, in_order
from cvgen.fit import Budget, Look, Typesetting, Worded
from cvgen.profile import anonymize as anonymity
from cvgen.profile import audience as redaction
from cvgen.profile.letter import LetterSource
from cvgen.profile.load import Profile
from cvgen.profile.load import load as read
from cvgen.profile.publications import Publication
from cvgen.profile.select import said_at, select
from cvgen.render import fonts
from cvgen.render.pdf import Pdf
from cvgen.request import Environment, Request
from cvgen.target import apply as heed
from cvgen.target.apply import Rules
from cvgen.theme import load as themes
from cvgen.theme.load import Theme
from cvgen.theme.options import Given, settle

DEFAULT_THEME = "classic"


@dataclass(frozen=True, slots=True)
class Built:
    """A finished PDF in memory, with everything that was odd on the way, and what was left out or changed as asked."""

    pdf: Pdf
    warnings: tuple[Diagnostic, ...]
    notes: tuple[Diagnostic, ...] = ()


def load(path: Path, overrides: tuple[Path, ...] = ()) -> Profile:
    """Read a profile with the files laid over it, and the bibliography files that it names.

    Raises ProfileError with all findings.
    """
    profile = read(path, overrides)
    if not any(section.kind == "publications" for section in profile.sections):
        return profile
    if not profile.bibliography and not _has_keys(profile):
        return profile
    from cvgen.bibliography.join import joined

    return joined(profile)


def _has_keys(profile: Profile) -> bool:
    return any(
        isinstance(entry, Publication) and entry.key
        for section in profile.sections
        for entry in section.entries
    )


def publications(profile: Profile, variant: str | None) -> list[Publication]:
    """List the publications that a profile, or a variant of it, prints."""
    seen = select(profile, variant)
    return [
        entry
        for section in seen.sections
        for entry in section.entries
        if isinstance(entry, Publication)
    ]


def build(profile: Profile, wish: Request, around: Environment) -> Built:
    """Print a profile.

    Raises VariantError, TargetError, ThemeError or RenderError with all findings.
    """
    rules = _rules(profile, wish, around, wish.kind or "cv")
    seen = _selected(heed.laid_below(profile, rules), wish)
    where = region.chosen(seen, wish.variant, wish.region)
    look = _look(seen, wish, around, where, rules)
    words = _words(seen, wish, look, where)
    nameless = bool(seen.settings.anonymous)
    printed = anonymity.anonymous(seen, words.words["anonymous"]) if nameless else seen
    document, odd_words = _worded(printed, words, around.today)
    odd_there = (
        () if nameless else region.odd(where, seen, photo=look.options.get("photo") != "false")
    )
    budget = _budget(seen, wish, partial(_worded, words=words, today=around.today))
    built = _finished(
        Typesetting(document, printed, look, budget=budget),
        (*seen.warnings, *odd_words, *odd_there),
        rules,
    )
    return _searched(built, profile, seen)


def _rules(profile: Profile, wish: Request, around: Environment, kind: str) -> Rules:
    return Rules(heed.chosen(profile, wish.variant, wish.target, around.targets_folders), kind)


def _selected(profile: Profile, wish: Request) -> Profile:
    """Select what is wished; what the call says of names wins over variant and profile."""
    seen = select(profile, wish.variant, wish.audience)
    if wish.anonymous is None:
        return seen
    return replace(seen, settings=seen.settings.model_copy(update={"anonymous": wish.anonymous}))


def _worded(profile: Profile, words: locale.Locale, today: date) -> Worded:
    """Word a selected profile."""
    document, odd = compose(profile, words, today)
    return _discreet(document, profile, words), odd


def _discreet(document: Document, profile: Profile, words: locale.Locale) -> Document:
    """Let the audience decide what the file says of itself; an anonymous one links nowhere."""
    told = redaction.audience(profile.settings.audience).metadata
    subject = document.subject if "subject" in told else words.words["document"]
    discreet = replace(
        document, subject=subject, keywords=document.keywords if "keywords" in told else ()
    )
    return remove_links(discreet) if profile.settings.anonymous else discreet


def _searched(built: Built, profile: Profile, seen: Profile) -> Built:
    """Search the finished file for what it is not to say.

    Raises RenderError with the place of every leak.
    """
    if not (seen.settings.anonymous or seen.settings.audience or profile.tree.private):
        return built
    from cvgen import leaks

    secrets = [
        *(leaks.secrets_of(profile) if seen.settings.anonymous else ()),
        *leaks.kept_back(profile, seen),
    ]
    if not secrets:
        return built
    found = leaks.search(built.pdf.data, secrets)
    if any(one.severity == "error" for one in found):
        raise RenderError(*found)
    return replace(built, warnings=(*built.warnings, *found))


def build_letter(
    source: LetterSource, profile: Profile, wish: Request, around: Environment
) -> Built:
    """Print a letter, or a statement, of the profile's person; its front matter wins over the profile.

    Raises VariantError, TargetError, ThemeError or RenderError with all findings.
    """
    rules = _rules(profile, wish, around, wish.kind or source.settings.kind)
    own, seen = (
        source.settings,
        _selected(heed.laid_below(profile, rules), replace(wish, variant=None)),
    )
    options = {**seen.settings.options, **own.options}
    settings = seen.settings.model_copy(
        update={"theme": own.theme or seen.settings.theme, "options": options}
    )
    writer = replace(seen, settings=settings)
    where = region.chosen(writer, wish.variant, wish.region, source)
    look = _look(writer, wish, around, where, rules)
    words = _words(writer, replace(wish, language=wish.language or own.language), look, where)
    nameless = bool(writer.settings.anonymous)
    printed = anonymity.anonymous(writer, words.words["anonymous"]) if nameless else writer
    document, letter, odd_words = compose_letter(source, printed, words, around.today)
    document, letter = (
        _discreet(document, printed, words),
        remove_links(letter) if nameless else letter,
    )
    odd = (
        *writer.warnings,
        *source.tree.warnings,
        *odd_words,
        *region.odd(where, writer, photo=False, whole=False),
    )
    return _searched(
        _finished(Typesetting(document, printed, look, letter), odd, rules), profile, writer
    )


def _look(
    profile: Profile, wish: Request, around: Environment, where: Region | None, rules: Rules
) -> Look:
    theme = chosen_theme(profile, wish, around)
    font_folders = fonts.folders((profile.folder, *theme.folders))
    families = fonts.families(font_folders)
    asked = frozenset({*profile.settings.options, *wish.options})
    theme = heed.raised(theme, rules.demands, asked, families)
    options, odd = _options(profile, wish, theme, where, families)
    return Look(
        theme,
        options,
        font_folders,
        (_kept(around, "templates"), _kept(around, "engine")),
        tuple(odd),
        asked,
    )


def _words(profile: Profile, wish: Request, look: Look, where: Region | None) -> locale.Locale:
    place = (
        None if wish.language else profile.tree.place(said_at(profile, wish.variant, "language"))
    )
    words = locale.find(wish.language or profile.settings.language or "en", place)
    words = words.adapted(where.changes.get(words.words_of, {})) if where else words
    if wish.kind in words.headings:  # a list of publications is no curriculum vitae
        words = words.adapted({"words": {"document": words.headings[wish.kind]}})
    return replace(words, date_style=look.options["date-style"])  # type: ignore[arg-type]


def _finished(job: Typesetting, odd: tuple[Diagnostic, ...], rules: Rules) -> Built:
    finished = heed.printed(job, rules)
    said = in_order((*odd, *job.look.odd, *finished.warnings, *heed.told(rules, job, finished)))
    notes = tuple(one for one in said if one.severity == "note")
    return Built(finished, tuple(one for one in said if one not in notes), notes)


def _budget(seen: Profile, wish: Request, worded: Callable[[Profile], Worded]) -> Budget | None:
    """Find the most pages that were asked for: by the call, else by the variant, else by the profile."""
    pages = wish.pages or seen.settings.pages
    place = None if wish.pages else seen.tree.place(said_at(seen, wish.variant, "pages"))
    return Budget(pages, place, worded) if pages else None


def chosen_theme(profile: Profile, wish: Request, around: Environment) -> Theme:
    """Find the theme that was asked for: by the call, else by the variant, else by the profile."""
    beside = [profile.folder / "themes", *around.themes_folders]
    place = (
        profile.tree.place(said_at(profile, wish.variant, "theme"))
        if not wish.theme and profile.settings.theme
        else None
    )
    return themes.find(wish.theme or profile.settings.theme or DEFAULT_THEME, beside, place)


def _options(
    profile: Profile, wish: Request, theme: Theme, where: Region | None, families: frozenset[str]
) -> tuple[dict[str, str], list[Diagnostic]]:
    tree, paper = profile.tree, theme.options.get("paper")
    given = (
        {"paper": Given(where.paper)} if where and paper and where.paper in paper.choices else {}
    )
    given |= {
        name: Given(value, tree.find_key(name, value))
        for name, value in profile.settings.options.items()
    }
    given |= {name: Given(value) for name, value in wish.options.items()}
    values, found = settle(theme.options, given, families)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        raise ThemeError(*errors)
    return values, found


def _kept(around: Environment, name: str) -> Path | None:
    """Make a folder for a cache that only this user can write to; without one, nothing is kept."""
    if around.cache_folder is None:
        return None
    folder = around.cache_folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid() else None
    except OSError:
        return None


__all__ = ["Built", "build", "build_letter", "load", "publications"]
