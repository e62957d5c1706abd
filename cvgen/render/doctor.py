"""Check what printing needs of this machine: packages, Pango, HarfBuzz, fonts.

Each finding has the command that mends it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from cvgen.errors import EngineError, RenderError
from cvgen.render import engine, fonts
from cvgen.render.missing_pango import describe_missing_pango
from cvgen.render.requirements import DISTRIBUTION, Requirement, read_requirements
from cvgen.render.vector import find_vector_program, hint_installation

_SUBSETTER_HINTS = {
    "linux": (
        "Debian, Ubuntu: sudo apt-get install libharfbuzz-subset0; elsewhere it comes with HarfBuzz"
    ),
    "darwin": "brew install harfbuzz",
    "win32": "it comes with MSYS2's pango",
}
_SAMPLES = {
    "Latin": "Aé",
    "Greek": "α",
    "Cyrillic": "Ж",
    "Chinese": "高泽峰",
    "Japanese": "かな",
    "Korean": "한글",
    "Devanagari": "अ",
    "Arabic": "ع",
    "Hebrew": "א",
}


class Finding(Struct, frozen=True):
    """One thing that was checked; `is_needed` says whether cvgen cannot do without it."""

    message: str
    is_good: bool
    is_needed: bool = True
    hint: str = ""
    is_package: bool = False


def examine_machine(cache_folder: Path | None) -> list[Finding]:
    """Check everything that printing stands on."""
    findings = [*_check_packages(), _check_fonts(), _check_engine(cache_folder)]
    if all(finding.is_good for finding in findings if finding.is_needed):
        findings += [_check_subsetter(), *_check_scripts()]
    return [*findings, _check_vector_program()]


def _check_packages() -> Iterator[Finding]:
    """Check every package that is declared; those of extras are not needed."""
    from importlib.metadata import PackageNotFoundError

    try:
        requirements = read_requirements()
    except PackageNotFoundError:
        message = f"{DISTRIBUTION} is not installed, so nothing says which packages it needs"
        hint = f"{sys.executable} -m pip install {DISTRIBUTION}"
        yield Finding(message, is_good=False, is_needed=False, hint=hint)
        return
    for requirement in requirements:
        yield _check_package(requirement)


def _check_package(requirement: Requirement) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    name = requirement.name
    is_needed = not requirement.extra
    hint = f"{sys.executable} -m pip install '{name}{requirement.bounds}'"
    if requirement.extra:
        hint = f"{sys.executable} -m pip install '{DISTRIBUTION}[{requirement.extra}]'"
    try:
        number = version(name)
    except PackageNotFoundError:
        message = f"{name} is not installed"
        if requirement.extra:
            message = (
                f"{name} is not installed, and only needed for the extra '{requirement.extra}'"
            )
        return Finding(message, is_good=False, is_needed=is_needed, hint=hint)
    if not requirement.accepts(number):
        message = f"{name} {number} is of another version than {requirement.bounds}"
        return Finding(message, is_good=False, is_needed=is_needed, hint=hint)
    return Finding(f"{name} {number}", is_good=True, is_needed=is_needed, is_package=True)


def _check_fonts() -> Finding:
    try:
        families = sorted(fonts.list_font_families(fonts.list_font_folders(())))
    except EngineError as error:
        (finding,) = error.diagnostics
        return Finding(finding.message, is_good=False, hint=finding.hint)
    return Finding(f"{len(families)} font families: {', '.join(families)}", is_good=True)


def _check_engine(cache_folder: Path | None) -> Finding:
    """Check that WeasyPrint can be loaded, and is the one that cvgen is written for."""
    try:
        engine.load_engine(fonts.list_font_folders(()), cache_folder)
        from weasyprint.text.ffi import pango

        number = _format_pango_version(pango.pango_version())
        _check_patches()
    except RenderError as error:
        (finding,) = error.diagnostics
        return Finding(finding.message, is_good=False, hint=finding.hint)
    except Exception as error:  # noqa: BLE001 - whatever the reason, the hint is the same
        finding = describe_missing_pango(error)
        return Finding(finding.message, is_good=False, hint=finding.hint)
    return Finding(f"Pango {number}", is_good=True)


def _check_patches() -> None:
    from cvgen.render.patches import check_engine
    from cvgen.render.weasyprint_patches import PATCHES, REQUIRED_NAMES

    with engine.ENGINE_LOCK:
        check_engine(PATCHES, REQUIRED_NAMES)


def _format_pango_version(number: int) -> str:
    """Format a version of Pango, which is 15204 for 1.52.4."""
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _check_subsetter() -> Finding:
    from weasyprint.text.ffi import harfbuzz_subset

    if harfbuzz_subset is not None:
        return Finding("HarfBuzz's subsetter", is_good=True)
    message = "HarfBuzz's subsetter is missing: builds are slower"
    hint = _SUBSETTER_HINTS.get(sys.platform, "")
    return Finding(message, is_good=False, is_needed=False, hint=hint)


def _check_vector_program() -> Finding:
    if find_vector_program():
        return Finding("poppler's pdftocairo", is_good=True, is_needed=False)
    message = "poppler's pdftocairo is missing: 'cvgen export' draws no SVG"
    return Finding(message, is_good=False, is_needed=False, hint=hint_installation())


def _check_scripts() -> Iterator[Finding]:
    """Ask the fonts themselves which scripts they cover."""
    characters = _read_characters()
    covered = []
    missing = []
    for script, sample in _SAMPLES.items():
        if characters.issuperset(map(ord, sample)):
            covered.append(script)
        else:
            missing.append(script)
    yield Finding(f"scripts: {', '.join(covered)}", is_good=True)
    if missing:
        message = f"no font for: {', '.join(missing)}"
        hint = "put font files for them into a folder 'fonts/' beside the profile"
        yield Finding(message, is_good=False, is_needed=False, hint=hint)


def _read_characters() -> set[int]:
    """Read the code points that the shipped regular faces can draw."""
    from fontTools.ttLib import TTFont

    characters: set[int] = set()
    for folder in fonts.list_font_folders(()):
        for path in folder.glob("*Regular*"):
            if path.suffix in (".ttf", ".otf"):
                with TTFont(path, lazy=True) as font:
                    characters.update(font.getBestCmap())
    return characters
