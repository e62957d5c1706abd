"""Read what cvgen's distribution declares that it needs, and compare it with what is installed.

The declarations are those of pyproject.toml (PEP 508), which an installation keeps as metadata. Of
their syntax this reads what we write: a name, extras, bounds on the version, and `extra == "…"` as
the only marker.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator

from msgspec import Struct

from cvgen.text.patterns import compile_late

DISTRIBUTION = "cvgen-press"
_DEVELOPMENT = ("dev", "docs")
_REQUIREMENT = compile_late(
    r"(?P<name>[\w.-]+)\s*(?:\[[^\]]*\])?\s*\(?(?P<bounds>[^;)]*)\)?\s*(?:;\s*(?P<marker>.+))?"
)
_EXTRA = compile_late(r"""extra\s*==\s*["']([\w-]+)["']""")
_BOUND = compile_late(r"(>=|<=|==|!=|<|>)\s*([\d.]+)")
_OPERATORS = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}


class Requirement(Struct, frozen=True):
    """A package that is needed, always or for one of the extras.

    `bounds` are as they are written, `>=70,<71`.
    """

    name: str
    bounds: str
    extra: str = ""

    def accepts(self, version: str) -> bool:
        """Say whether a version lies within the bounds."""
        release = _parse_release(version)
        for comparison, bound in _BOUND.findall(self.bounds):
            if not _OPERATORS[comparison](release, _parse_release(bound)):
                return False
        return True


def read_requirements() -> list[Requirement]:
    """Read what is needed to run cvgen, and what its extras need; development aside.

    Raises PackageNotFoundError where cvgen is not installed.
    """
    from importlib.metadata import requires

    requirements = []
    for line in requires(DISTRIBUTION) or ():
        requirement = parse_requirement(line)
        if requirement.extra not in _DEVELOPMENT:
            requirements.append(requirement)
    return requirements


def parse_requirement(line: str) -> Requirement:
    """Parse a line of metadata, such as `pypdfium2>=4.30; extra == "preview"`.

    Raises ValueError for what is written otherwise.
    """
    match = _REQUIREMENT.fullmatch(line.strip())
    if match is None:
        raise ValueError(f"this requirement cannot be read: {line}")
    bounds = match["bounds"].strip()
    _check_bounds(bounds, line)
    if match["marker"] is None:
        return Requirement(match["name"], bounds)
    extra = _EXTRA.fullmatch(match["marker"].strip())
    if extra is None:
        raise ValueError(f"this requirement has a marker other than an extra: {line}")
    return Requirement(match["name"], bounds, extra[1])


def _check_bounds(bounds: str, line: str) -> None:
    for bound in bounds.split(","):
        if bound and not _BOUND.fullmatch(bound.strip()):
            raise ValueError(f"this requirement has a bound that cannot be read: {line}")


def _parse_release(version: str) -> tuple[int, ...]:
    """Parse the numbers that a version begins with (PEP 440), without zeros at the end."""
    numbers = list(_list_numbers(version))
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _list_numbers(version: str) -> Iterator[int]:
    for part in version.split("."):
        digits = re.match(r"\d+", part)
        if digits is None:
            return
        yield int(digits[0])
        if digits[0] != part:
            return
