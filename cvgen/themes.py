"""Takes a theme's name, gives the theme with its parents: folders of data, never of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvgen import yamlfile
from cvgen.errors import CvgenError, Diagnostic, Place, ThemeError, did_you_mean
from cvgen.options import TYPES, Option, check
from cvgen.view import CONTRACT

_INSTALLED = Path(__file__).parent / "_themes"
SHIPPED = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parent.parent / "themes"
MANIFEST = "theme.yaml"
_KEYS = frozenset({"name", "title", "summary", "extends", "contract", "abstract", "options"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_OPTION_KEYS = frozenset({"type", "default", "about", "choices", "least", "most"})


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme ready to use; `folders` holds its own folder first, then its parents'."""

    name: str
    title: str
    summary: str
    folders: tuple[Path, ...]
    options: dict[str, Option]
    abstract: bool = False

    @property
    def shipped(self) -> bool:
        """Say whether all of it comes with cvgen."""
        return all(folder.parent == SHIPPED for folder in self.folders)


def find(wish: str, beside: Sequence[Path] = (), asked_at: Place | None = None) -> Theme:
    """Find a theme by the path of its folder, or by name in the folders `beside`, then among the shipped ones.

    Raises ThemeError with the names that there are.
    """
    folder = _locate(wish, beside)
    if folder is None:
        names = [path.name for path in _folders(beside) if not path.name.startswith("base")]
        raise ThemeError(Diagnostic("T100", f"there is no theme '{wish}'", asked_at, did_you_mean(wish, names)))
    theme = _read(folder, beside, ())
    if theme.abstract:
        names = [path.name for path in _folders(beside)]
        hint = "choose one of: " + ", ".join(name for name in names if name != theme.name)
        raise ThemeError(Diagnostic("T106", f"'{theme.name}' is not a theme to choose: others are made from it", asked_at, hint))
    return theme


def available(beside: Sequence[Path] = ()) -> list[Theme]:
    """List the themes that can be chosen by name; one that is broken is left out."""
    themes: dict[str, Theme] = {}
    for folder in _folders(beside):
        try:
            themes.setdefault(folder.name, _read(folder, beside, ()))
        except CvgenError:
            continue
    return [theme for _, theme in sorted(themes.items()) if not theme.abstract]


def _folders(beside: Sequence[Path]) -> Iterator[Path]:
    for home in (*beside, SHIPPED):
        if home.is_dir():
            yield from sorted(path.parent for path in home.glob(f"*/{MANIFEST}"))


def _locate(wish: str, beside: Sequence[Path]) -> Path | None:
    if "/" in wish or "\\" in wish:
        return Path(wish) if Path(wish, MANIFEST).is_file() else None
    return next((folder for folder in _folders(beside) if folder.name == wish), None)


def _read(folder: Path, beside: Sequence[Path], children: tuple[Path, ...]) -> Theme:
    tree = _manifest(folder)
    data: dict[str, Any] = tree.data
    found = [*_odd_keys(tree)]
    options = _options(data.get("options") or {}, tree, found)
    if found:
        raise ThemeError(*found)
    parent = _parent(data.get("extends"), folder, beside, children)
    inherited = {**parent.options, **_overridden(options, parent)} if parent else options
    _check_defaults(inherited, tree)
    folders = (folder, *(parent.folders if parent else ()))
    title = data.get("title") or folder.name
    return Theme(folder.name, title, data.get("summary") or "", folders, inherited, data.get("abstract") == "true")


def _manifest(folder: Path) -> yamlfile.Tree:
    path = folder / MANIFEST
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ThemeError(Diagnostic("T105", "this file lies outside the theme's folder", Place(str(path)), "copy it into the folder"))
    tree = yamlfile.read(path)
    if not isinstance(tree.data, dict):
        raise ThemeError(Diagnostic("T107", "a theme is keys and values", Place(str(path)), "see themes/README.md"))
    return tree


def _odd_keys(tree: yamlfile.Tree) -> Iterator[Diagnostic]:
    for key, value in tree.data.items():
        if key not in _KEYS:
            yield Diagnostic("T101", f"'{key}' is not a key of a theme", tree.place((key,), key=True), did_you_mean(key, _KEYS))
        elif key != "options" and not isinstance(value, str):
            yield Diagnostic("T107", f"'{key}' must be text", tree.place((key,)), "see themes/README.md")
    contract = tree.data.get("contract")
    if contract != str(CONTRACT):
        yield Diagnostic("T102", f"the theme is made for contract {contract}, not {CONTRACT}", tree.place(("contract",)), f"write 'contract: {CONTRACT}'")


def _parent(name: str | None, folder: Path, beside: Sequence[Path], children: tuple[Path, ...]) -> Theme | None:
    if not name:
        return None
    at = Place(str(folder / MANIFEST))
    parent = _locate(name, (folder.parent, *beside))
    if name == folder.name:
        parent = next((path for path in _folders(()) if path.name == name), None)
    line = (*children, folder)
    if parent is None:
        raise ThemeError(Diagnostic("T103", f"the theme extends '{name}', which is not there", at, did_you_mean(name, [path.name for path in _folders(beside)])))
    if parent.resolve() in [child.resolve() for child in line]:
        raise ThemeError(Diagnostic("T103", "the theme extends itself: " + " → ".join(path.name for path in (*line, parent)), at))
    return _read(parent, beside, line)


def _options(data: Any, tree: yamlfile.Tree, found: list[Diagnostic]) -> dict[str, Option]:
    options = {}
    if not isinstance(data, dict):
        found.append(Diagnostic("T104", "'options' must be names and what they are", tree.place(("options",)), "see themes/README.md"))
        return {}
    for name, value in data.items():
        given = {"default": value} if isinstance(value, str) else value
        if not _NAME.fullmatch(name) or not _is_option(given):
            hint = "an option has: " + ", ".join(sorted(_OPTION_KEYS)) + "; its type is one of: " + ", ".join(sorted(TYPES))
            found.append(Diagnostic("T104", f"the option '{name}' is not declared as options are", tree.place(("options", name)), hint))
            continue
        choices = tuple(given.get("choices") or ())
        words = {key: given.get(key) or "" for key in ("type", "default", "about", "least", "most")}
        options[name] = Option(name=name, choices=choices, **words)
    return options


def _check_defaults(options: dict[str, Option], tree: yamlfile.Tree) -> None:
    """Refuse a default that the option itself would refuse; whether a font is there, only a build knows."""
    found = []
    for name, option in options.items():
        bounds = [bound for bound in (option.least, option.most) if bound] if option.type == "length" else []
        try:
            for value in (*bounds, option.default):
                check(option if value == option.default else Option(name, "length", option.default), value, frozenset({value}))
        except ValueError as problem:
            found.append(Diagnostic("T104", f"the option '{name}' cannot have this default or bound: {problem}", tree.place(("options", name))))
    if found:
        raise ThemeError(*found)


def _is_option(given: Any) -> bool:
    if not isinstance(given, dict) or set(given) - _OPTION_KEYS or given.get("type", "text") not in TYPES:
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
