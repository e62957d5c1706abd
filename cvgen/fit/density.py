"""Closer settings of a style that may be tried for a page budget.

None of them below what reads well.
"""

from __future__ import annotations

from cvgen.plan.plan import Style
from cvgen.text.units import MILLIMETRE, parse_length

# The body is 10.5 to 11 points where nothing presses, and nothing is under 9 (Butterick,
# Practical Typography, on résumés asks for 10 to 12); half a point between keeps what is set
# smaller than the body above 9 too.
LEAST_BODY = 9.5  # points
_LESS_BODY = 0.5  # points
LEAST_MARGIN = 12.0  # millimetres: what printers and a thumb leave free
_LESS_MARGIN = 0.75  # of the theme's own


def list_denser_settings(style: Style) -> list[dict[str, str]]:
    """List changes of options, each closer than the one before.

    What somebody chose stays as it is.
    """
    tight = {}
    if style.options.get("density") == "auto":
        tight["density"] = "tight"
    closest = tight | _reduce_margin(style) | _reduce_body(style)
    steps = [tight, closest] if closest != tight else [tight]
    return [changes for changes in steps if changes]


def _reduce_margin(style: Style) -> dict[str, str]:
    option = style.find_free_option("margin")
    if option is None:
        return {}
    own = parse_length(option.default) / MILLIMETRE
    reduced = int(own * _LESS_MARGIN * 2) / 2  # whole and half millimetres
    least = LEAST_MARGIN
    if option.least:
        least = max(least, parse_length(option.least) / MILLIMETRE)
    reduced = max(reduced, least)
    if reduced * MILLIMETRE >= parse_length(option.default):
        return {}
    return {"margin": f"{reduced:g}mm"}


def _reduce_body(style: Style) -> dict[str, str]:
    option = style.find_free_option("font-size")
    if option is None:
        return {}
    own = parse_length(option.default)
    reduced = max(own - _LESS_BODY, LEAST_BODY)
    if option.least:
        reduced = max(reduced, parse_length(option.least))
    if reduced >= own:
        return {}
    return {"font-size": f"{reduced:g}pt"}
