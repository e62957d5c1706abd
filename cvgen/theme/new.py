"""Make the files of a new theme.

A small child of another one, or a copy of it that stands on its own.

A copy is the same page: what was inherited lies in its own files, parents first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from cvgen.compose.view import CONTRACT
from cvgen.errors import Diagnostic, ThemeError
from cvgen.theme.load import MANIFEST, SHIPPED, Theme, is_file_inside
from cvgen.theme.options import Option

Files = dict[str, bytes]
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_SHEETS = ("style.css", "choices.css")
_NOT_COPIED = (MANIFEST, "README.md", "preview.png", *_SHEETS)
_DATA_SUFFIXES = (
    ".css",
    ".svg",
    ".png",
    ".jpg",
    ".jpeg",
    ".ttf",
    ".otf",
    ".ttc",
    ".txt",
    ".md",
    "",
)
_ENCODING = "utf-8"
_ON_ERROR = "surrogateescape"  # what is not UTF-8 is copied as it is
_CHILD = """\
# What is not said here is as in '{parent}'. 'cvgen themes show {name}' lists the options.
title: {title}
summary: {summary}
extends: {parent}
contract: {contract}
options:
  accent: {accent}
  # font-body: Source Sans 3
  # font-heading: Source Sans 3
"""
_CHILD_STYLE = """\
/* Read after the style sheet of '{parent}': a rule that stands here wins over its.\
 Take the marks around one away to try it. */

/* h1 {{ font-weight: bold; letter-spacing: 0.02em; }} */
/* h2 {{ border-bottom: 1pt solid var(--accent); }} */
/* .period {{ color: #444; }} */
"""
_COPY = """\
# A copy of '{parent}' with all that it was made of; it inherits nothing.
title: {title}
summary: {summary}
for: {purpose}
machines: {machines}
contract: {contract}
options:
"""
_LAYERS_COMMENT = (
    "/* What stands in a later layer wins over an earlier one;"
    " what you add at the end wins over all. */\n\n"
)


class _Sheet(Struct, frozen=True):
    """The text of a style sheet, and the theme that it comes from."""

    owner: str
    text: str


def check_theme_name(name: str) -> None:
    """Refuse a name that no theme can have, or that a shipped one has.

    Raises ThemeError.
    """
    if not _NAME.fullmatch(name):
        hint = "write small letters, digits and hyphens, a letter first"
        suggestion = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")
        if suggestion:
            hint += f", such as '{suggestion[:40]}'"
        raise ThemeError(Diagnostic("T130", f"'{name}' cannot be the name of a theme", hint=hint))
    if (SHIPPED / name / MANIFEST).is_file():
        message = f"a theme that comes with cvgen is called '{name}'"
        hint = f"take another name, such as 'my-{name}'"
        raise ThemeError(Diagnostic("T131", message, hint=hint))


def make_child_theme(name: str, parent: Theme) -> Files:
    """Make a theme that says only what differs: so far nothing."""
    accent = "#1f3a5f"
    if "accent" in parent.options:
        accent = parent.options["accent"].default
    manifest = _CHILD.format(
        name=name,
        title=json.dumps(_make_title(name)),
        summary=_to_json(f"{parent.title}, changed."),
        parent=parent.name,
        contract=CONTRACT,
        accent=json.dumps(accent),
    )
    style = _CHILD_STYLE.format(parent=parent.name)
    return {MANIFEST: manifest.encode(), "style.css": style.encode()}


def copy_theme(name: str, theme: Theme) -> Files:
    """Make a theme that has all that another one has, and inherits nothing."""
    files = {MANIFEST: _format_manifest(name, theme).encode()}
    new_names = {}
    for folder, owner in zip(theme.folders, theme.names, strict=True):
        new_names[folder] = _copy_data(folder, owner, files)
    for sheet_name in _SHEETS:
        sheets = []
        for folder, owner in reversed(list(zip(theme.folders, theme.names, strict=True))):
            path = folder / sheet_name
            if is_file_inside(path, folder):
                sheets.append(_Sheet(owner, _read_style_sheet(path, new_names[folder])))
        if sheets:
            files[sheet_name] = _join_style_sheets(sheets).encode(_ENCODING, _ON_ERROR)
    return files | _copy_templates(theme)


def _make_title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _to_json(value: object) -> str:
    """Write a value as JSON, which is YAML, with its letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def _format_manifest(name: str, theme: Theme) -> str:
    lines = [
        _COPY.format(
            parent=theme.name,
            title=json.dumps(_make_title(name)),
            summary=_to_json(theme.summary),
            purpose=_to_json(theme.purpose),
            machines=_to_json(theme.machines),
            contract=CONTRACT,
        )
    ]
    for option in theme.options.values():
        lines += _format_option(option)
    return "".join(lines)


def _format_option(option: Option) -> Iterator[str]:
    yield f"  {option.name}:\n"
    declaration = {
        "type": option.type,
        "choices": option.choices,
        "default": option.default,
        "least": option.least,
        "most": option.most,
        "behind": option.behind,
        "about": option.about,
    }
    for key, value in declaration.items():
        if value or key == "default":
            yield f"    {key}: {_to_json(value)}\n"


def _copy_data(folder: Path, owner: str, files: Files) -> dict[str, str]:
    """Copy what lies in a theme beside manifest, style sheets and templates.

    Fonts with their licences, pictures.

    Return the new names of the files by their old ones.
    """
    new_names = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if is_file_inside(path, folder) and _is_data(relative):
            new_names[relative.as_posix()] = _add_file(files, relative, path.read_bytes(), owner)
    return new_names


def _is_data(relative: Path) -> bool:
    if relative.parts[0] == "templates" or any(part[0] in "._" for part in relative.parts):
        return False
    is_copied = relative.as_posix() not in _NOT_COPIED
    return is_copied and relative.suffix.lower() in _DATA_SUFFIXES


def _add_file(files: Files, relative: Path, content: bytes, owner: str) -> str:
    """Add a file under its name.

    Where a child has another one of that name, the name of its theme goes before it.
    """
    name = relative.as_posix()
    if files.get(name, content) != content:
        name = (relative.parent / f"{owner}-{relative.name}").as_posix()
    files[name] = content
    return name


def _read_style_sheet(path: Path, new_names: dict[str, str]) -> str:
    """Read a style sheet, with the new names of the files that it speaks of."""
    text = path.read_text(_ENCODING, _ON_ERROR)
    for old, new in new_names.items():
        if old != new:
            url = rf"(url\(\s*[\"']?(?:\./)?){re.escape(old)}(?=[\"'#?)\s])"
            text = re.sub(url, rf"\g<1>{new}", text)
    return text


def _join_style_sheets(sheets: Sequence[_Sheet]) -> str:
    """Join style sheets so that a later one wins, and what is added below them wins over all."""
    if len(sheets) == 1:
        return sheets[0].text
    layers = []
    for number, sheet in enumerate(sheets, start=1):
        rules = sheet.text.strip()
        layers.append(f"@layer part{number} {{ /* {sheet.owner} */\n{rules}\n}}\n")
    return _LAYERS_COMMENT + "\n".join(layers)


def _copy_templates(theme: Theme) -> Files:
    """Copy the template that is used for each name, and those of parents that it asks for."""
    own_names = _list_template_names(theme)
    templates: dict[str, bytes] = {}
    queue = list(own_names)
    while queue:
        name = queue.pop()
        path = theme.find_template(name)
        if path is None or name in templates:
            continue
        templates[name] = path.read_bytes()
        for owner, start in _find_references(templates[name], theme):
            for own_name in own_names:
                if own_name.startswith(start):
                    queue.append(f"{owner}/{own_name}")
    return {f"templates/{name}": content for name, content in sorted(templates.items())}


def _list_template_names(theme: Theme) -> list[str]:
    names = set()
    for folder in theme.folders:
        home = folder / "templates"
        for path in home.rglob("*"):
            if path.is_file():
                names.add(path.relative_to(home).as_posix())
    return sorted(names)


def _find_references(template: bytes, theme: Theme) -> list[tuple[str, str]]:
    """Find what a template names of one of the themes, such as `"base/document.html"`.

    The theme, and the name or its start.
    """
    owners = "|".join(map(re.escape, theme.names))
    pattern = rf"[\"']({owners})/([^\"'\s]*)[\"']"
    return re.findall(pattern, template.decode("utf-8", "replace"))


__all__ = ["check_theme_name", "copy_theme", "make_child_theme"]
