"""Resolve a request.

Decide all that holds for one document, each thing once, and read each file once.

Nothing is rendered here. Who asks most nearly wins: the call, the letter, the variant, the profile,
the target, the theme.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from cvgen.compose import locale, region
from cvgen.compose.evidence import check_evidence
from cvgen.compose.locale import Locale
from cvgen.compose.region import Region
from cvgen.compose.territory import adapt_to_region
from cvgen.errors import Diagnostic, Place, ThemeError
from cvgen.plan.filename import check_surname_guess
from cvgen.plan.logos import check_logos
from cvgen.plan.metrics import check_metrics, forbid_metrics, leave_out_metrics
from cvgen.plan.modules import apply_modules
from cvgen.plan.personal_facts import leave_out_facts
from cvgen.plan.plan import PageBudget, Plan, Style
from cvgen.plan.request import Environment, Request
from cvgen.plan.target_defaults import apply_demands, apply_target_settings
from cvgen.profile import anonymize
from cvgen.profile.audience import Audience, find_audience
from cvgen.profile.letter import LetterSource
from cvgen.profile.model import Profile
from cvgen.profile.select import find_setting_path, resolve_settings, select_entries
from cvgen.render import fonts
from cvgen.target.age import find_age_findings
from cvgen.target.demands import Demands
from cvgen.target.load import find_target
from cvgen.target.target import Target
from cvgen.theme.load import Theme, find_theme
from cvgen.theme.options import RequestedValue, resolve_options

DEFAULT_THEME = "classic"


def resolve(
    source: Profile,
    request: Request,
    environment: Environment,
    letter: LetterSource | None = None,
) -> Plan:
    """Decide all that holds for a CV, or for a letter of the profile's person.

    The front matter of a letter wins over the profile, whose variants it does not follow.
    Raises VariantError, TargetError, ThemeError or ProfileError with all findings.
    """
    variant = None if letter else request.variant
    profile = replace(source, settings=resolve_settings(source, variant))
    target = find_requested_target(profile, request, environment)
    kind = request.kind or (letter.settings.kind if letter else "cv")
    profile = _apply_request(apply_target_settings(profile, target, kind), request, letter)
    audience = _find_audience(profile, request)
    demands = target.get_demands(kind) if target else Demands()
    selected = apply_modules(select_entries(profile, variant, audience), demands)
    chosen_region = region.select_region(selected, request.variant, request.region, letter)
    defaults = _list_default_options(chosen_region, audience)
    style, style_warnings = _resolve_style(selected, request, environment, defaults, demands)
    style = forbid_metrics(style, demands)
    words = _resolve_locale(selected, request, style, chosen_region, letter)
    printed = leave_out_facts(selected, chosen_region)
    if selected.settings.anonymous:
        printed = anonymize.anonymize_profile(selected, words.words["anonymous"])
    plan = Plan(
        request=request,
        today=environment.today,
        source=source,
        selected=selected,
        profile=leave_out_metrics(printed, style),
        target=target,
        audience=audience,
        kind=kind,
        locale=words,
        region=chosen_region,
        style=style,
        budget=None if letter else _resolve_budget(selected, request),
        letter=letter,
    )
    return replace(plan, warnings=(*style_warnings, *_list_warnings(plan)))


def find_requested_target(
    profile: Profile, request: Request, environment: Environment
) -> Target | None:
    """Find the target that was asked for: by the call, else by the settings of the profile.

    Raises TargetError.
    """
    name = request.target or profile.settings.target
    if not name:
        return None
    place = None
    if not request.target:
        place = profile.tree.find_place(find_setting_path(profile, request.variant, "target"))
    folders = (profile.folder / "targets", *environment.targets_folders)
    return find_target(name, folders, place)


def _apply_request(profile: Profile, request: Request, letter: LetterSource | None) -> Profile:
    """Let the call win over the settings in who reads and who is named, and a letter in looks."""
    changes: dict[str, object] = {}
    if request.audience is not None:
        changes["audience"] = request.audience
    if request.anonymous is not None:
        changes["anonymous"] = request.anonymous
    if letter:
        own = letter.settings
        changes["theme"] = own.theme or profile.settings.theme
        changes["options"] = {**profile.settings.options, **own.options}
    if not changes:
        return profile
    return replace(profile, settings=profile.settings.model_copy(update=changes))


def _find_audience(profile: Profile, request: Request) -> Audience:
    """Find who reads: as the call says, else the variant, the profile, or the target.

    Raises VariantError at the place of an unknown one.
    """
    place = None
    if request.audience is None:
        place = profile.tree.find_place(find_setting_path(profile, request.variant, "audience"))
    return find_audience(profile.settings.audience, place)


def _resolve_style(
    profile: Profile,
    request: Request,
    environment: Environment,
    defaults: Mapping[str, str],
    demands: Demands,
) -> tuple[Style, list[Diagnostic]]:
    theme = find_requested_theme(profile, request, environment)
    font_folders = fonts.list_font_folders((profile.folder, *theme.folders))
    families = fonts.list_font_families(font_folders)
    chosen = frozenset({*profile.settings.options, *request.options})
    theme = apply_demands(theme, demands, chosen, families)
    given = _list_given_options(profile, request, theme, defaults)
    options, findings = resolve_options(theme.options, given, families)
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise ThemeError(*errors)
    style = Style(
        theme=theme,
        options=options,
        chosen=chosen,
        font_folders=font_folders,
        template_cache=_make_cache(environment, "templates"),
        engine_cache=_make_cache(environment, "engine"),
    )
    return style, findings


def find_requested_theme(profile: Profile, request: Request, environment: Environment) -> Theme:
    """Find the theme that was asked for: by the call, else by the variant, else by the profile."""
    folders = [profile.folder / "themes", *environment.themes_folders]
    if request.theme:
        return find_theme(request.theme, folders)
    place = None
    if profile.settings.theme:
        place = profile.tree.find_place(find_setting_path(profile, request.variant, "theme"))
    return find_theme(profile.settings.theme or DEFAULT_THEME, folders, place)


def _list_default_options(chosen_region: Region | None, audience: Audience) -> dict[str, str]:
    """List the options that suit the region and the reader, where nobody says otherwise."""
    defaults = dict(audience.options)
    if chosen_region:
        defaults["paper"] = chosen_region.paper
    return defaults


def _list_given_options(
    profile: Profile, request: Request, theme: Theme, defaults: Mapping[str, str]
) -> dict[str, RequestedValue]:
    """List the options that were given, with their places.

    A default that the theme can take is the least, the call the last word.
    """
    given: dict[str, RequestedValue] = {}
    for name, value in defaults.items():
        option = theme.options.get(name)
        if option and (not option.choices or value in option.choices):
            given[name] = RequestedValue(value)
    for name, value in profile.settings.options.items():
        given[name] = RequestedValue(value, profile.tree.find_key(name, value))
    for name, value in request.options.items():
        given[name] = RequestedValue(value)
    return given


def _make_cache(environment: Environment, name: str) -> Path | None:
    """Make a folder for a cache that only this user can write to; without one, nothing is kept."""
    if environment.cache_folder is None:
        return None
    folder = environment.cache_folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_own = not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    except OSError:
        return None
    return folder if is_own else None


def _resolve_locale(
    profile: Profile,
    request: Request,
    style: Style,
    chosen_region: Region | None,
    letter: LetterSource | None,
) -> Locale:
    requested = request.language or (letter.settings.language if letter else None)
    place = None
    if not requested:
        place = profile.tree.find_place(find_setting_path(profile, request.variant, "language"))
    words = locale.find_locale(requested or profile.settings.language or "en", place)
    if chosen_region:
        words = adapt_to_region(words, chosen_region)
    if request.kind in words.headings:  # a list of publications is no curriculum vitae
        words = words.adapt_words({"words": {"document": words.headings[request.kind]}})
    with_durations = style.options["durations"] == "true"
    return replace(words, date_style=style.options["date-style"], with_durations=with_durations)


def _resolve_budget(profile: Profile, request: Request) -> PageBudget | None:
    """Find the most pages that were asked for.

    By the call, else by the variant, else by the profile.
    """
    if request.pages:
        return PageBudget(request.pages, None)
    if profile.settings.pages:
        place = profile.tree.find_place(find_setting_path(profile, request.variant, "pages"))
        return PageBudget(profile.settings.pages, place)
    return None


def _check_age(plan: Plan) -> Iterator[Diagnostic]:
    """Report why the rules of the target may hold no longer, where it was asked for."""
    if plan.target is None:
        return
    place = Place(plan.source.tree.file)
    if not plan.request.target:
        path = find_setting_path(plan.source, plan.request.variant, "target")
        place = plan.source.tree.find_place(path)
    yield from find_age_findings(plan.target, plan.today, place)


def _list_warnings(plan: Plan) -> Iterator[Diagnostic]:
    """List what was odd about the profile, the letter's file, and the habits of the region."""
    yield from plan.profile.warnings
    yield from check_logos(plan)
    yield from check_surname_guess(plan)
    yield from check_evidence(plan.source)
    yield from _check_age(plan)
    yield from check_metrics(plan)
    if plan.letter:
        yield from plan.letter.tree.warnings
        yield from region.check_habits(plan.region, plan.profile, prints_photo=False, is_cv=False)
    elif not plan.is_anonymous:
        prints_photo = plan.style.options.get("photo") != "false"
        yield from region.check_habits(plan.region, plan.profile, prints_photo=prints_photo)
