"""Let a target decide what nobody else did.

Settings of the profile, and defaults and bounds of the theme's options.

Who asks most nearly wins: the call, the variant, the profile, then the target, then the theme.
"""

from __future__ import annotations

from msgspec.structs import replace

from cvgen.profile.model import Profile
from cvgen.target.demands import Demands
from cvgen.target.fonts import choose_family
from cvgen.target.target import Target
from cvgen.text.units import parse_length
from cvgen.theme.load import Theme
from cvgen.theme.options import Option

LENGTH_TOLERANCE = 0.05  # points, by which a length may miss another and be the same
_SETTINGS = ("audience", "anonymous", "region", "language")


def apply_target_settings(profile: Profile, target: Target | None, kind: str) -> Profile:
    """Let a target say what the settings of a profile do not.

    It has its place in the target's file.
    """
    if target is None:
        return profile
    offered = {"target": target.name, "pages": target.get_demands(kind).pages}
    for name in _SETTINGS:
        offered[name] = getattr(target, name)
    added = {}
    places = dict(profile.tree.values)
    for name, value in offered.items():
        if value is None or getattr(profile.settings, name) is not None:
            continue
        added[name] = value
        if target.place:
            places[(name,)] = target.place
    settings = profile.settings.model_copy(update=added)
    return replace(profile, settings=settings, tree=replace(profile.tree, values=places))


def apply_demands(
    theme: Theme, demands: Demands, chosen: frozenset[str], families: frozenset[str]
) -> Theme:
    """Make demands a theme's own defaults and bounds, as far as it can go.

    But for the options that somebody chose.
    """
    options = dict(theme.options)
    for name, option in theme.options.items():
        if name not in chosen:
            options[name] = _apply_to_option(option, demands, families)
    return replace(theme, options=options)


def _apply_to_option(option: Option, demands: Demands, families: frozenset[str]) -> Option:
    match option.name:
        case "margin":
            return raise_length(option, demands.margin)
        case "font-size" | "least-size":
            return raise_length(option, demands.type_size)
        case "paper":
            return _restrict_choices(option, demands.papers)
        case "photo" | "page-numbers" | "date-style":
            return _set_default(option, demands)
        case "font-body" | "font-heading" if option.type == "font":
            family = choose_family(demands.fonts, families)
            return replace(option, default=family) if family else option
        case _:
            return option


def _set_default(option: Option, demands: Demands) -> Option:
    """Let a demand that knows one value only say it."""
    value = option.default
    if option.name == "photo" and demands.photo is False:
        value = "false"
    if option.name == "page-numbers" and demands.running_lines is False:
        value = "false"
    if option.name == "date-style" and demands.date_form and "numeric" in option.choices:
        value = "numeric"
    return replace(option, default=value)


def raise_length(option: Option, demand: float | None) -> Option:
    """Raise default and lower bound of a length to a demand in points.

    As far as the option goes.
    """
    if demand is None or option.type != "length":
        return option
    least = demand
    if option.most:
        least = min(least, parse_length(option.most))
    if option.least:
        least = max(least, parse_length(option.least))
    default = option.default
    if parse_length(default) < least - LENGTH_TOLERANCE:
        default = _format_points(least)
    bound = min(least, parse_length(default))
    return replace(option, least=_format_points(bound), default=default)


def _format_points(length: float) -> str:
    return f"{length:.4f}".rstrip("0").rstrip(".") + "pt"


def _restrict_choices(option: Option, papers: tuple[str, ...]) -> Option:
    choices = tuple(paper for paper in option.choices if paper in papers)
    if not choices:
        return option
    default = option.default if option.default in choices else choices[0]
    return replace(option, choices=choices, default=default)
