"""Font folders and a cache folder go in; an environment in which fontconfig sees only those comes out.

The same fonts on every machine are the same bytes in every PDF, and no system font is searched.
"""

import atexit
import os
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from shutil import rmtree
from tempfile import NamedTemporaryFile, mkdtemp

_FONTS = {".ttf", ".otf", ".ttc", ".otc"}


def see_only(font_folders: Sequence[Path], cache_folder: Path | None) -> None:
    """Point fontconfig, by way of its environment variables, at these folders and nothing else.

    Raises FileNotFoundError when there is no font in them.
    """
    os.environ["FONTCONFIG_FILE"] = str(_set_up(font_folders, cache_folder))
    os.environ.pop(
        "SOURCE_DATE_EPOCH", None
    )  # fontconfig would distrust its cache; the day comes as an argument
    os.environ.pop("FONTCONFIG_SYSROOT", None)  # it would be put before every folder


def _set_up(font_folders: Sequence[Path], cache_folder: Path | None) -> Path:
    folders = [folder.resolve() for folder in font_folders]
    if not any(map(_has_font, folders)):  # the engine would crash on the first letter
        raise FileNotFoundError(f"no font in {', '.join(map(str, folders)) or 'no folder at all'}")
    if cache_folder is None:
        return _written(folders, _own_folder())
    try:
        return _written(folders, cache_folder.absolute())
    except OSError:
        return _written(folders, _own_folder())


def _has_font(folder: Path) -> bool:
    return any(path.suffix.lower() in _FONTS for path in folder.rglob("*"))


@cache
def _own_folder() -> Path:
    folder = Path(mkdtemp(prefix="cvgen-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    return folder


def _written(folders: Sequence[Path], home: Path) -> Path:
    """Name the set-up after its content, so that two processes never want different things of it."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = os.fsencode(_configuration(folders, home / "fontconfig"))
    path = home / f"fonts-{sha256(content).hexdigest()[:16]}.conf"
    if not path.is_file() or path.read_bytes() != content:
        _replace(path, content)
    return path


def _replace(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix="fonts-", delete=False) as beside:
        beside.write(content)
    Path(beside.name).replace(path)


def _configuration(folders: Sequence[Path], cache_folder: Path) -> str:
    tags = [f"<dir>{escape(str(folder), quote=False)}</dir>" for folder in folders]
    tags.append(f"<cachedir>{escape(str(cache_folder), quote=False)}</cachedir>")
    return "\n".join(['<?xml version="1.0"?>', "<fontconfig>", *tags, "</fontconfig>", ""])
