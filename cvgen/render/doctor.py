"""Takes this machine, gives what printing needs of it: found or missing, with the command that mends it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cvgen.render import engine, fonts

_PANGO = {
    "linux": "Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0; Fedora: sudo dnf install pango; Arch: sudo pacman -S pango; Alpine: apk add pango",
    "darwin": "brew install pango",
    "win32": "install MSYS2, run 'pacman -S mingw-w64-ucrt-x86_64-pango' in it, and set WEASYPRINT_DLL_DIRECTORIES=C:\\msys64\\ucrt64\\bin",
}
_SUBSET = {
    "linux": "Debian, Ubuntu: sudo apt-get install libharfbuzz-subset0; elsewhere it comes with HarfBuzz",
    "darwin": "brew install harfbuzz",
    "win32": "it comes with MSYS2's pango",
}
_PACKAGES = (
    "weasyprint",
    "jinja2",
    "pyyaml",
    "pydantic",
    "typer",
    "pypdf",
    "markdown-it-py",
    "rendercv-fonts",
)
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `needed` says whether cvgen can do without it."""

    what: str
    good: bool
    needed: bool = True
    mend: str = ""


def examine(cache_folder: Path | None) -> list[Finding]:
    """Look at everything that printing stands on."""
    found = [*_packages(), _installed_fonts()]
    found.append(_engine(cache_folder))
    if all(finding.good for finding in found if finding.needed):
        found += [_subsetter(), *_scripts()]
    return found


def _packages() -> Iterator[Finding]:
    for name in _PACKAGES:
        try:
            yield Finding(f"{name} {version(name)}", good=True)
        except PackageNotFoundError:
            yield Finding(
                f"{name} is not installed",
                good=False,
                mend=f"{sys.executable} -m pip install {name}",
            )


def _installed_fonts() -> Finding:
    try:
        families = fonts.families(fonts.folders(()))
    except FileNotFoundError as error:
        return Finding(
            str(error), good=False, mend=f"{sys.executable} -m pip install rendercv-fonts"
        )
    return Finding(f"{len(families)} font families: {', '.join(sorted(families))}", good=True)


def _engine(cache_folder: Path | None) -> Finding:
    mend = _PANGO.get(sys.platform, _PANGO["linux"])
    try:
        engine.load(fonts.folders(()), cache_folder)
        from weasyprint.text.ffi import pango

        number = _dotted(pango.pango_version())
    except Exception as error:  # noqa: BLE001 - whatever the reason, the mend is the same
        return Finding(f"Pango does not load: {str(error).splitlines()[0]}", good=False, mend=mend)
    return Finding(f"Pango {number}", good=True)


def _dotted(number: int) -> str:
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _subsetter() -> Finding:
    from weasyprint.text.ffi import harfbuzz_subset

    if harfbuzz_subset is not None:
        return Finding("HarfBuzz's subsetter", good=True)
    return Finding(
        "HarfBuzz's subsetter is missing: builds are slower",
        good=False,
        needed=False,
        mend=_SUBSET.get(sys.platform, ""),
    )


def _scripts() -> Iterator[Finding]:
    """Ask the fonts themselves which scripts they cover."""
    from fontTools.ttLib import TTFont

    files = [
        path
        for folder in fonts.folders(())
        for path in folder.glob("*Regular*")
        if path.suffix in (".ttf", ".otf")
    ]
    covered: set[int] = set()
    for path in files:
        with TTFont(path, lazy=True) as font:
            covered.update(font.getBestCmap())
    have = [name for name, sample in _SAMPLES.items() if covered.issuperset(map(ord, sample))]
    lack = [name for name in _SAMPLES if name not in have]
    yield Finding(f"scripts: {', '.join(have)}", good=True)
    if lack:
        yield Finding(
            f"no font for: {', '.join(lack)}",
            good=False,
            needed=False,
            mend="put font files for them into a folder 'fonts/' beside the profile",
        )
