"""Read a theme's manifest, `theme.yaml`.

What it is called, which theme it extends, and the options that it declares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from cvgen.compose.view import CONTRACT
from cvgen.errors import Diagnostic, Place, ThemeError, did_you_mean
from cvgen.files import yamlfile
from cvgen.theme.options import TYPES, Option, check_option

_KEYS = frozenset(
    {
        "name",
        "title",
        "summary",
        "for",
        "machines",
        "extends",
        "contract",
        "abstract",
        "options",
    }
)
_OPTION_NAME = re.compile(r"[a-z][a-z0-9-]*")
_OPTION_KEYS = frozenset({"type", "default", "about", "choices", "least", "most", "behind"})
_GUIDE = "see themes/README.md"


class Manifest(Struct, frozen=True):
    """What a theme says of itself, without what it inherits.

    `purpose` is what it is for, `machines` how programs read its pages; `parent` is empty where it
    extends none.
    """

    title: str
    summary: str
    purpose: str
    machines: str
    parent: str
    is_abstract: bool
    options: dict[str, Option]
    tree: yamlfile.Tree


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises ThemeError for all that is wrong in it.
    """
    tree = _read_tree(path)
    data: dict[str, Any] = tree.data
    options, findings = _read_options(data.get("options") or {}, tree)
    findings = [*_check_keys(tree), *findings]
    if findings:
        raise ThemeError(*findings)
    return Manifest(
        title=data.get("title") or "",
        summary=data.get("summary") or "",
        purpose=data.get("for") or "",
        machines=data.get("machines") or "",
        parent=data.get("extends") or "",
        is_abstract=data.get("abstract") == "true",
        options=options,
        tree=tree,
    )


def _read_tree(path: Path) -> yamlfile.Tree:
    if not path.resolve().is_relative_to(path.parent.resolve()):
        message = "this file lies outside the theme's folder"
        raise ThemeError(Diagnostic("T105", message, Place(str(path)), "copy it into the folder"))
    tree = yamlfile.read_yaml(path)
    if not isinstance(tree.data, dict):
        finding = Diagnostic("T107", "a theme is keys and values", Place(str(path), 1, 1), _GUIDE)
        raise ThemeError(finding)
    return tree


def _check_keys(tree: yamlfile.Tree) -> Iterator[Diagnostic]:
    for key, value in tree.data.items():
        if key not in _KEYS:
            message = f"'{key}' is not a key of a theme"
            place = tree.find_place((key,), key=True)
            yield Diagnostic("T101", message, place, did_you_mean(key, _KEYS))
        elif key != "options" and not isinstance(value, str):
            yield Diagnostic("T107", f"'{key}' must be text", tree.find_place((key,)), _GUIDE)
    abstract = tree.data.get("abstract")
    if isinstance(abstract, str) and abstract not in ("true", "false"):
        message = f"'abstract' must be true or false, not '{abstract}'"
        yield Diagnostic("T107", message, tree.find_place(("abstract",)), "write true or false")
    contract = tree.data.get("contract")
    if contract != str(CONTRACT):
        message = f"the theme is made for contract {contract}, not {CONTRACT}"
        hint = f"write 'contract: {CONTRACT}'"
        yield Diagnostic("T102", message, tree.find_place(("contract",)), hint)


def _read_options(data: Any, tree: yamlfile.Tree) -> tuple[dict[str, Option], list[Diagnostic]]:
    if not isinstance(data, dict):
        message = "'options' must be names and what they are"
        return {}, [Diagnostic("T104", message, tree.find_place(("options",)), _GUIDE)]
    options = {}
    findings = []
    for name, value in data.items():
        declaration = value
        if isinstance(value, str):
            declaration = {"default": value}
        if _OPTION_NAME.fullmatch(name) and _is_declaration(declaration):
            options[name] = _make_option(name, declaration)
        else:
            findings.append(_describe_bad_option(name, tree))
    return options, findings


def _is_declaration(declaration: Any) -> bool:
    """Say whether an option is declared as options are.

    Known keys, a known type, texts, and a list of choices.
    """
    if not isinstance(declaration, dict) or set(declaration) - _OPTION_KEYS:
        return False
    option_type = declaration.get("type", "text")
    if not isinstance(option_type, str) or option_type not in TYPES:
        return False
    choices = declaration.get("choices") or []
    if not isinstance(choices, list):
        return False
    words = list(choices)
    for key, value in declaration.items():
        if key != "choices":
            words.append(value)
    return all(isinstance(word, str) for word in words)


def _make_option(name: str, declaration: Mapping[str, Any]) -> Option:
    """Make an option; what a child does not say is empty, and comes from its parent."""
    return Option(
        name=name,
        type=declaration.get("type") or "",
        default=declaration.get("default") or "",
        about=declaration.get("about") or "",
        choices=tuple(declaration.get("choices") or ()),
        least=declaration.get("least") or "",
        most=declaration.get("most") or "",
        behind=declaration.get("behind") or "",
    )


def _describe_bad_option(name: str, tree: yamlfile.Tree) -> Diagnostic:
    keys = ", ".join(sorted(_OPTION_KEYS))
    types = ", ".join(sorted(TYPES))
    hint = f"it has: {keys}, which is one of: {types}"
    message = f"the option '{name}' is not declared as one"
    return Diagnostic("T104", message, _find_bad_place(name, tree), hint)


def _find_bad_place(name: str, tree: yamlfile.Tree) -> Place:
    """Find the key of an option that is wrong by itself, or else the option."""
    declaration = tree.data["options"][name]
    if isinstance(declaration, dict) and _OPTION_NAME.fullmatch(name):
        for key, value in declaration.items():
            if not _is_declaration({key: value}):
                return tree.find_place(("options", name, key), key=key not in _OPTION_KEYS)
    return tree.find_place(("options", name))


def merge_options(
    inherited: Mapping[str, Option], declared: Mapping[str, Option]
) -> dict[str, Option]:
    """Add a theme's options to its parent's.

    One that both have says only what differs: its default, say.
    """
    merged = dict(inherited)
    for name, option in declared.items():
        base = inherited.get(name)
        if base is None:
            merged[name] = option
            continue
        merged[name] = Option(
            name=name,
            type=option.type or base.type,
            default=option.default or base.default,
            about=option.about or base.about,
            choices=option.choices or base.choices,
            least=option.least or base.least,
            most=option.most or base.most,
            behind=option.behind or base.behind,
        )
    return merged


def check_defaults(options: Mapping[str, Option], tree: yamlfile.Tree) -> None:
    """Refuse a default that the option itself would refuse.

    Whether a font is there, only a build knows.

    Raises ThemeError.
    """
    findings = []
    for name, option in options.items():
        try:
            _check_default(option)
        except ValueError as problem:
            message = f"the option '{name}' cannot have this default or bound: {problem}"
            hint = getattr(problem, "hint", "")
            place = tree.find_place(("options", name))
            findings.append(Diagnostic("T104", message, place, hint))
    if findings:
        raise ThemeError(*findings)


def _check_default(option: Option) -> None:
    if option.type == "length":
        unbounded = Option(option.name, "length", option.default)
        for bound in (option.least, option.most):
            if bound and bound != option.default:
                check_option(unbounded, bound, frozenset())
    check_option(option, option.default, frozenset({option.default}))
