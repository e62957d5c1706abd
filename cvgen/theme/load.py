"""Takes a theme's name, gives the theme with its parents: folders of data, never of code.

Looked for, nearest first: the path of a folder; the folders `beside`; installed packages; the shipped ones.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cvgen.compose.view import CONTRACT
from cvgen.errors import CvgenError, Diagnostic, Place, ThemeError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import PACKAGE_FOLDER
from cvgen.theme.options import TYPES, Option, check

_INSTALLED = PACKAGE_FOLDER / "_themes"
SHIPPED = _INSTALLED if _INSTALLED.is_dir() else PACKAGE_FOLDER.parent / "themes"
MANIFEST = "theme.yaml"
PACKAGES = "cvgen.themes"  # the group of entry points by which installed packages bring themes
_KEYS = frozenset({"name", "title", "summary", "extends", "contract", "abstract", "options"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_OPTION_KEYS = frozenset({"type", "default", "about", "choices", "least", "most"})
Named = tuple[str, Path]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme ready to use; `folders` holds its own folder first, then its parents', and `names` what each is called."""

    name: str
    title: str
    summary: str
    folders: tuple[Path, ...]
    names: tuple[str, ...]
    options: dict[str, Option]
    abstract: bool = False

    @property
    def shipped(self) -> bool:
        """Say whether all of it comes with cvgen."""
        return all(folder.resolve().parent == SHIPPED.resolve() for folder in self.folders)

    def template(self, name: str) -> Path | None:
        """Find a template, child first; `classic/document.html` names the one that the theme `classic` uses."""
        owner, _, rest = name.partition("/")
        if owner in self.names:
            return _first(self.folders[self.names.index(owner) :], rest) or _first(
                self.folders, name
            )
        return _first(self.folders, name)


def inside(path: Path, folder: Path) -> bool:
    """Say whether a file is there and lies in the folder, wherever links lead."""
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _first(folders: Sequence[Path], name: str) -> Path | None:
    return next(
        (path for folder in folders if inside(path := folder / "templates" / name, folder)), None
    )


def find(wish: str, beside: Sequence[Path] = (), asked_at: Place | None = None) -> Theme:
    """Find a theme to print with.

    Raises ThemeError with the names that there are.
    """
    theme = ground(wish, beside, asked_at)
    if theme.abstract:
        hint = "choose one of: " + ", ".join(
            sorted({name for name, _ in _known(beside)} - {theme.name})
        )
        raise ThemeError(
            Diagnostic(
                "T106",
                f"'{theme.name}' is not a theme to choose: others are made from it",
                asked_at,
                hint,
            )
        )
    return theme


def ground(wish: str, beside: Sequence[Path] = (), asked_at: Place | None = None) -> Theme:
    """Find a theme to make another one from, also one that is not to be chosen.

    Raises ThemeError with the names that there are.
    """
    found = _locate(wish, beside)
    if found is None:
        names = [name for name, _ in _known(beside) if not name.startswith("base")]
        raise ThemeError(
            Diagnostic("T100", f"there is no theme '{wish}'", asked_at, did_you_mean(wish, names))
        )
    return _read(found, beside, ())


def available(beside: Sequence[Path] = ()) -> list[Theme]:
    """List the themes that can be chosen by name; one that is broken is left out."""
    themes: dict[str, Theme] = {}
    for named in _known(beside):
        try:
            themes.setdefault(named[0], _read(named, beside, ()))
        except CvgenError:
            continue
    return [theme for _, theme in sorted(themes.items()) if not theme.abstract]


def _known(beside: Sequence[Path]) -> Iterator[Named]:
    """List what there is, nearest first; packages are only looked at when what stands before them was not enough."""
    yield from _in(beside)
    yield from (
        (name, folder)
        for name, value in _entry_points(tuple(sys.path))
        if (folder := _packaged(name, value))
    )
    yield from _in([SHIPPED])


def _in(homes: Sequence[Path]) -> Iterator[Named]:
    for home in homes:
        if home.is_dir():
            yield from sorted(
                (path.parent.name, path.parent) for path in home.glob(f"*/{MANIFEST}")
            )


@cache
def _entry_points(_: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """List the names and values that installed packages give themes, once for each state of Python's path: it takes milliseconds."""
    from importlib.metadata import entry_points

    try:
        return tuple((point.name, point.value) for point in entry_points(group=PACKAGES))
    except Exception:  # noqa: BLE001 - anybody's broken package would raise whatever comes, and must not stop a build
        return ()


def _packaged(name: str, value: str) -> Path | None:
    """Find the folder that an entry point names: a package, or a folder of its name in it; nothing of it is imported."""
    top, *inner = value.partition(":")[0].strip().split(".")
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return None
    homes = [
        Path(location, *inner) for location in (spec and spec.submodule_search_locations) or ()
    ]
    folders = [folder for home in homes for folder in (home, home / name, home / "themes" / name)]
    return next((folder for folder in folders if (folder / MANIFEST).is_file()), None)


def _locate(wish: str, beside: Sequence[Path]) -> Named | None:
    if "/" in wish or "\\" in wish:
        folder = Path(wish)
        return (
            (folder.name or folder.resolve().name, folder)
            if (folder / MANIFEST).is_file()
            else None
        )
    return next((named for named in _known(beside) if named[0] == wish), None)


def _read(named: Named, beside: Sequence[Path], children: tuple[Named, ...]) -> Theme:
    name, folder = named
    tree = _manifest(folder)
    data: dict[str, Any] = tree.data
    found = [*_odd_keys(tree)]
    options = _options(data.get("options") or {}, tree, found)
    if found:
        raise ThemeError(*found)
    parent = _parent(data.get("extends"), beside, (*children, named))
    inherited = {**parent.options, **_overridden(options, parent)} if parent else options
    _check_defaults(inherited, tree)
    folders, names = (
        ((folder, *parent.folders), (name, *parent.names)) if parent else ((folder,), (name,))
    )
    title, summary = data.get("title") or name, data.get("summary") or ""
    return Theme(name, title, summary, folders, names, inherited, data.get("abstract") == "true")


def _manifest(folder: Path) -> yamlfile.Tree:
    path = folder / MANIFEST
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ThemeError(
            Diagnostic(
                "T105",
                "this file lies outside the theme's folder",
                Place(str(path)),
                "copy it into the folder",
            )
        )
    tree = yamlfile.read(path)
    if not isinstance(tree.data, dict):
        raise ThemeError(
            Diagnostic(
                "T107", "a theme is keys and values", Place(str(path)), "see themes/README.md"
            )
        )
    return tree


def _odd_keys(tree: yamlfile.Tree) -> Iterator[Diagnostic]:
    for key, value in tree.data.items():
        if key not in _KEYS:
            yield Diagnostic(
                "T101",
                f"'{key}' is not a key of a theme",
                tree.place((key,), key=True),
                did_you_mean(key, _KEYS),
            )
        elif key != "options" and not isinstance(value, str):
            yield Diagnostic(
                "T107", f"'{key}' must be text", tree.place((key,)), "see themes/README.md"
            )
    contract = tree.data.get("contract")
    if contract != str(CONTRACT):
        yield Diagnostic(
            "T102",
            f"the theme is made for contract {contract}, not {CONTRACT}",
            tree.place(("contract",)),
            f"write 'contract: {CONTRACT}'",
        )


def _parent(wish: str | None, beside: Sequence[Path], line: tuple[Named, ...]) -> Theme | None:
    if not wish:
        return None
    name, folder = line[-1]
    at, homes = Place(str(folder / MANIFEST)), (folder.parent, *beside)
    children = [child.resolve() for _, child in line]
    parent = _locate(wish, homes)
    if wish == name:  # one of the same name, further away
        parent = next(
            (
                found
                for found in _known(homes)
                if found[0] == name and found[1].resolve() not in children
            ),
            None,
        )
    if parent is None:
        hint = did_you_mean(wish, [known for known, _ in _known(beside)])
        raise ThemeError(
            Diagnostic("T103", f"the theme extends '{wish}', which is not there", at, hint)
        )
    if parent[1].resolve() in children:
        circle = " → ".join(known for known, _ in (*line, parent))
        raise ThemeError(Diagnostic("T103", f"the theme extends itself: {circle}", at))
    return _read(parent, beside, line)


def _options(data: Any, tree: yamlfile.Tree, found: list[Diagnostic]) -> dict[str, Option]:
    options = {}
    if not isinstance(data, dict):
        found.append(
            Diagnostic(
                "T104",
                "'options' must be names and what they are",
                tree.place(("options",)),
                "see themes/README.md",
            )
        )
        return {}
    for name, value in data.items():
        given = {"default": value} if isinstance(value, str) else value
        if not _NAME.fullmatch(name) or not _is_option(given):
            hint = (
                "an option has: "
                + ", ".join(sorted(_OPTION_KEYS))
                + "; its type is one of: "
                + ", ".join(sorted(TYPES))
            )
            found.append(
                Diagnostic(
                    "T104",
                    f"the option '{name}' is not declared as options are",
                    tree.place(("options", name)),
                    hint,
                )
            )
            continue
        choices = tuple(given.get("choices") or ())
        words = {key: given.get(key) or "" for key in ("type", "default", "about", "least", "most")}
        options[name] = Option(name=name, choices=choices, **words)
    return options


def _check_defaults(options: dict[str, Option], tree: yamlfile.Tree) -> None:
    """Refuse a default that the option itself would refuse; whether a font is there, only a build knows."""
    found = []
    for name, option in options.items():
        bounds = (
            [bound for bound in (option.least, option.most) if bound]
            if option.type == "length"
            else []
        )
        try:
            for value in (*bounds, option.default):
                check(
                    option if value == option.default else Option(name, "length", option.default),
                    value,
                    frozenset({value}),
                )
        except ValueError as problem:
            found.append(
                Diagnostic(
                    "T104",
                    f"the option '{name}' cannot have this default or bound: {problem}",
                    tree.place(("options", name)),
                )
            )
    if found:
        raise ThemeError(*found)


def _is_option(given: Any) -> bool:
    if (
        not isinstance(given, dict)
        or set(given) - _OPTION_KEYS
        or given.get("type", "text") not in TYPES
    ):
        return False
    choices = given.get("choices") or []
    words = [value for key, value in given.items() if key != "choices"]
    return isinstance(choices, list) and all(isinstance(word, str) for word in (*choices, *words))


def _overridden(options: dict[str, Option], parent: Theme) -> dict[str, Option]:
    """Let a child say only what differs: its default, say, and not the type again."""
    merged = {}
    for name, own in options.items():
        base = parent.options.get(name)
        if base is None:
            merged[name] = own
            continue
        merged[name] = Option(
            name, own.type or base.type, own.default or base.default, own.about or base.about,
            own.choices or base.choices, own.least or base.least, own.most or base.most,
        )  # fmt: skip
    return merged
