"""Takes how a job looks, gives the closer settings that may be tried for a page budget, none of them below what reads well."""

from __future__ import annotations

from cvgen.fit.typesetting import Look
from cvgen.theme.options import Option
from cvgen.units import MILLIMETRE, parse_length

# The body is 10.5 to 11 points where nothing presses, and nothing is under 9 (Butterick, Practical Typography, on résumés
# asks for 10 to 12); half a point between keeps what is set smaller than the body above 9 too.
LEAST_BODY = 9.5  # points
_LESS_BODY = 0.5  # points
LEAST_MARGIN = 12.0  # millimetres: what printers and a thumb leave free
_LESS_MARGIN = 0.75  # of the theme's own


def settings(look: Look) -> list[dict[str, str]]:
    """List the changes, each closer than the one before; what somebody chose stays as it is."""
    tight = {"density": "tight"} if look.options.get("density") == "auto" else {}
    closest = tight | _margin(look) | _body(look)
    return [changes for changes in (tight, closest) if changes][: 1 if closest == tight else 2]


def _margin(look: Look) -> dict[str, str]:
    option = _free(look, "margin")
    if option is None:
        return {}
    own, millimetre = parse_length(option.default), MILLIMETRE
    wanted = int(own * _LESS_MARGIN / millimetre * 2) / 2  # whole and half millimetres
    least = max(LEAST_MARGIN, parse_length(option.least) / millimetre if option.least else 0)
    return {"margin": f"{max(wanted, least):g}mm"} if max(wanted, least) * millimetre < own else {}


def _body(look: Look) -> dict[str, str]:
    option = _free(look, "font-size")
    if option is None:
        return {}
    own = parse_length(option.default)
    smaller = max(own - _LESS_BODY, LEAST_BODY, parse_length(option.least) if option.least else 0)
    return {"font-size": f"{smaller:g}pt"} if smaller < own else {}


def _free(look: Look, name: str) -> Option | None:
    """Give an option that nobody has chosen a value for."""
    return look.theme.options.get(name) if name not in look.asked else None
