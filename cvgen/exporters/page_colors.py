"""Choose the colours of a web page: those of paper by day and by night, and a legible accent."""

from __future__ import annotations

import colorsys
from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.theme.options import compute_contrast

_STEP = 0.01
_GREY = 0.05  # the most by which the channels of a grey differ
_SHADES = ("paper", "tint", "ink", "quiet", "rule")


@cache
def _load_colors() -> dict[str, dict[str, str]]:
    data: dict[str, Any] = read_table("exporters/page_colors")
    return data


def format_colors(accent: str, side: str = "") -> str:
    """Write the colours as CSS variables, for light and for dark.

    The accent is #rgb or #rrggbb, as is the colour of a narrow column, if there is one.
    """
    band = _load_colors()["band"]
    dark = _format_scheme("dark", accent, "")
    return (
        f":root {{ --band: {fit_contrast(accent, band['on'], float(band['contrast']))}; "
        f"--on-band: {band['on']}; {_format_scheme('light', accent, side)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def _format_scheme(name: str, accent: str, side: str) -> str:
    colors = _load_colors()[name]
    legible = fit_contrast(accent, colors["tint"], float(colors["contrast"]))
    if side:
        legible = fit_contrast(legible, side, float(colors["contrast"]))
    if legible != accent and _is_grey(accent):
        legible = colors["ink"]
    variables = {shade: colors[shade] for shade in _SHADES}
    variables["accent"] = accent if name == "light" else legible
    variables["accent-text"] = variables["bullet"] = legible
    variables["side"] = side or colors["tint"]
    variables["underline"] = f"{legible}66"
    variables["chosen"] = f"{legible}33"
    return " ".join(f"--{name}: {value};" for name, value in variables.items())


def _is_grey(color: str) -> bool:
    channels = _read_channels(color)
    return max(channels) - min(channels) < _GREY


def _read_channels(color: str) -> list[float]:
    """Read #rgb or #rrggbb as three numbers from 0 to 1."""
    digits = color[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]


def fit_contrast(color: str, behind: str, least: float) -> str:
    """Make a colour darker on a light ground, or lighter on a dark one, until it is legible.

    Its hue stays. Colours are #rgb or #rrggbb, and the contrast is that of WCAG 2.2.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_read_channels(color))
    fitted = _format_color(hue, lightness, saturation)
    step = -_STEP
    if compute_contrast("#ffffff", behind) > compute_contrast("#000000", behind):
        step = _STEP
    while compute_contrast(fitted, behind) < least and 0 <= lightness <= 1:
        lightness += step
        fitted = _format_color(hue, min(max(lightness, 0), 1), saturation)
    return fitted


def _format_color(hue: float, lightness: float, saturation: float) -> str:
    channels = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
