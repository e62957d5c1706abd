"""Set fontconfig up by its environment variables so that it sees the fonts of given folders only.

The same fonts on every machine are the same bytes in every PDF, and no system font is searched.
"""

import atexit
import os
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from cvgen.files.cache_file import replace_cache_file

_MOST_KEPT = 4
# What the engine knows of fonts, by those that could be seen; what was used last stands last. Only
# the thread that has the engine touches it.
_kept: dict[tuple[str, ...], Any] = {}
_FONT_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}


def restrict_fonts(font_folders: Sequence[Path], cache_folder: Path | None) -> None:
    """Point fontconfig, by way of its environment variables, at these folders and nothing else.

    Raises FileNotFoundError when there is no font in them.
    """
    os.environ["FONTCONFIG_FILE"] = str(_prepare_configuration(font_folders, cache_folder))
    # fontconfig would distrust its cache; the day comes as an argument
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    os.environ.pop("FONTCONFIG_SYSROOT", None)  # it would be put before every folder


def get_font_configuration(sheets: Iterable[str], font_folders: Iterable[Path]) -> Any:
    """Get what the engine knows of fonts, which is kept: to make it anew costs time and memory.

    A sheet that brings a font by `@font-face` changes it, and gets one of its own.
    """
    from weasyprint.text.fonts import FontConfiguration

    if any("@font-face" in text.lower() for text in sheets):
        return FontConfiguration()
    # The file of fontconfig's set-up is called after the folders that it sees.
    seen = [os.environ.get("FONTCONFIG_FILE", "")]
    seen += (str(folder.stat().st_mtime_ns) for folder in font_folders)
    key = tuple(seen)
    kept = _kept.pop(key, None) or FontConfiguration()
    _kept[key] = kept
    if len(_kept) > _MOST_KEPT:
        del _kept[next(iter(_kept))]
    return kept


class LeanFontconfig:
    """The library fontconfig, which reads its set-up and no templates of others.

    It would parse the 42 of the system each time that a set-up is loaded, to be able to say what
    they are called: by the engine when it is imported, for each configuration of its fonts, and
    by Pango for a default one, which nobody uses.
    """

    def __init__(self, library: Any, null: Any) -> None:
        self._library = library
        self._null = null
        library.FcConfigSetCurrent(library.FcConfigCreate())

    def __getattr__(self, name: str) -> Any:
        member = getattr(self._library, name)
        setattr(self, name, member)
        return member

    def FcInitLoadConfigAndFonts(self) -> Any:  # noqa: N802 - its name in C
        """Load the set-up that the environment names, and look for its fonts."""
        library = self._library
        config = library.FcConfigCreate()
        if library.FcConfigParseAndLoad(config, self._null, True):  # noqa: FBT003 - as C takes it
            library.FcConfigBuildFonts(config)
            return config
        library.FcConfigDestroy(config)
        return library.FcInitLoadConfigAndFonts()


def _prepare_configuration(font_folders: Sequence[Path], cache_folder: Path | None) -> Path:
    folders = [folder.resolve() for folder in font_folders]
    if not any(map(_has_font, folders)):  # the engine would crash on the first letter
        names = ", ".join(map(str, folders)) or "no folder at all"
        raise FileNotFoundError(f"no font in {names}")
    if cache_folder is None:
        return _write_configuration(folders, _make_temporary_folder())
    try:
        return _write_configuration(folders, cache_folder.absolute())
    except OSError:
        return _write_configuration(folders, _make_temporary_folder())


def _has_font(folder: Path) -> bool:
    return any(path.suffix.lower() in _FONT_SUFFIXES for path in folder.rglob("*"))


@cache
def _make_temporary_folder() -> Path:
    folder = Path(mkdtemp(prefix="cvgen-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


def _write_configuration(folders: Sequence[Path], home: Path) -> Path:
    """Name the file after its content, so that two processes never want different things of it."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = os.fsencode(_format_configuration(folders, home / "fontconfig"))
    path = home / f"fonts-{sha256(content).hexdigest()[:16]}.conf"
    if not path.is_file() or path.read_bytes() != content:
        replace_cache_file(path, content)
    return path


def _format_configuration(folders: Sequence[Path], cache_folder: Path) -> str:
    lines = ['<?xml version="1.0"?>', "<fontconfig>"]
    for folder in folders:
        lines.append(f"<dir>{escape(str(folder), quote=False)}</dir>")
    lines.append(f"<cachedir>{escape(str(cache_folder), quote=False)}</cachedir>")
    lines.append("</fontconfig>")
    return "\n".join(lines) + "\n"
