"""Takes a theme and a name, gives the files of a new theme: a small child of it, or a copy that stands on its own.

A copy is the same page: what was inherited lies in its own files, parents first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from cvgen.compose.view import CONTRACT
from cvgen.errors import Diagnostic, ThemeError
from cvgen.theme.load import MANIFEST, SHIPPED, Theme, inside
from cvgen.theme.options import Option

Files = dict[str, bytes]
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_SHEETS = ("style.css", "choices.css")
_LEFT_OUT = (MANIFEST, "README.md", "preview.png", *_SHEETS)
_DATA = (".css", ".svg", ".png", ".jpg", ".jpeg", ".ttf", ".otf", ".ttc", ".txt", ".md", "")
_UTF_8 = ("utf-8", "surrogateescape")  # what is not UTF-8 is copied as it is
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
/* Read after the style sheet of '{parent}': a rule that stands here wins over its. Take the marks around one away to try it. */

/* h1 {{ font-weight: bold; letter-spacing: 0.02em; }} */
/* h2 {{ border-bottom: 1pt solid var(--accent); }} */
/* .period {{ color: #444; }} */
"""


def check_name(name: str) -> None:
    """Refuse a name that no theme can have, or that a shipped one has.

    Raises ThemeError.
    """
    if not _NAME.fullmatch(name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")
        hint = "write small letters, digits and hyphens, a letter first" + (
            f", such as '{near[:40]}'" if near else ""
        )
        raise ThemeError(Diagnostic("T130", f"'{name}' cannot be the name of a theme", hint=hint))
    if (SHIPPED / name / MANIFEST).is_file():
        hint = f"take another name, such as 'my-{name}'"
        raise ThemeError(
            Diagnostic("T131", f"a theme that comes with cvgen is called '{name}'", hint=hint)
        )


def child(name: str, parent: Theme) -> Files:
    """Make a theme that says only what differs: so far nothing."""
    accent = parent.options.get("accent")
    words = {
        "name": name,
        "title": json.dumps(_title(name)),
        "parent": parent.name,
        "contract": CONTRACT,
    }
    words["summary"] = json.dumps(f"{parent.title}, changed.", ensure_ascii=False)
    manifest = _CHILD.format(**words, accent=json.dumps(accent.default if accent else "#1f3a5f"))
    return {MANIFEST: manifest.encode(), "style.css": _CHILD_STYLE.format(**words).encode()}


def copy(name: str, theme: Theme) -> Files:
    """Make a theme that has all that another one has, and inherits nothing."""
    files = {MANIFEST: _manifest(name, theme).encode()}
    moved = {
        folder: _move(folder, owner, files)
        for folder, owner in zip(theme.folders, theme.names, strict=True)
    }
    for name_of_sheet in _SHEETS:
        sheets = [
            (owner, folder / name_of_sheet, folder)
            for folder, owner in zip(theme.folders, theme.names, strict=True)
        ]
        parts = [
            (owner, _renamed(path, moved[folder]))
            for owner, path, folder in reversed(sheets)
            if inside(path, folder)
        ]
        if parts:
            files[name_of_sheet] = _layered(parts).encode(*_UTF_8)
    return files | _templates(theme)


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _manifest(name: str, theme: Theme) -> str:
    head = f"# A copy of '{theme.name}' with all that it was made of; it inherits nothing.\n"
    head += f"title: {json.dumps(_title(name))}\nsummary: {json.dumps(theme.summary, ensure_ascii=False)}\ncontract: {CONTRACT}\noptions:\n"
    return head + "".join(line for option in theme.options.values() for line in _declared(option))


def _declared(option: Option) -> Iterator[str]:
    yield f"  {option.name}:\n"
    said = {
        "type": option.type,
        "choices": option.choices,
        "default": option.default,
        "least": option.least,
        "most": option.most,
        "about": option.about,
    }
    for key, value in said.items():
        if value or key == "default":
            yield f"    {key}: {json.dumps(value, ensure_ascii=False)}\n"


def _move(folder: Path, owner: str, files: Files) -> dict[str, str]:
    """Keep what lies in a theme beside manifest, style sheets and templates: fonts with their licences, pictures; give the new names."""
    renamed = {}
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        hidden = place.parts[0] == "templates" or any(part[0] in "._" for part in place.parts)
        if (
            inside(path, folder)
            and not hidden
            and place.suffix.lower() in _DATA
            and place.as_posix() not in _LEFT_OUT
        ):
            renamed[place.as_posix()] = _put(files, place, path.read_bytes(), owner)
    return renamed


def _put(files: Files, place: Path, content: bytes, owner: str) -> str:
    """Keep a file under its name; where a child has another one of that name, the name of its theme goes before it."""
    wanted = place.as_posix()
    name = (
        wanted
        if files.get(wanted, content) == content
        else (place.parent / f"{owner}-{place.name}").as_posix()
    )
    files[name] = content
    return name


def _renamed(sheet: Path, moved: dict[str, str]) -> str:
    """Read a style sheet, with the new names of the files that it speaks of."""
    text = sheet.read_text(*_UTF_8)
    for old, new in moved.items():
        if old != new:
            text = re.sub(
                rf"(url\(\s*[\"']?(?:\./)?){re.escape(old)}(?=[\"'#?)\s])", rf"\g<1>{new}", text
            )
    return text


def _layered(parts: list[tuple[str, str]]) -> str:
    """Join style sheets so that a later one wins over an earlier one, and what is added below them over all."""
    if len(parts) == 1:
        return parts[0][1]
    sheets = [
        f"@layer part{number} {{ /* {owner} */\n{text.strip()}\n}}\n"
        for number, (owner, text) in enumerate(parts, start=1)
    ]
    return (
        "/* What stands in a later layer wins over an earlier one; what you add at the end wins over all. */\n\n"
        + "\n".join(sheets)
    )


def _templates(theme: Theme) -> Files:
    """Take the template that is used for each name, and below the name of a parent those that are asked for of it."""
    names, found = _template_names(theme), dict[str, bytes]()
    wanted = [*names]
    while wanted:
        name = wanted.pop()
        path = theme.template(name)
        if path and name not in found:
            found[name] = path.read_bytes()
            wanted += [
                f"{owner}/{one}"
                for owner, start in _asked_for(found[name], theme)
                for one in names
                if one.startswith(start)
            ]
    return {f"templates/{name}": content for name, content in sorted(found.items())}


def _template_names(theme: Theme) -> list[str]:
    homes = [folder / "templates" for folder in theme.folders]
    return sorted(
        {
            path.relative_to(home).as_posix()
            for home in homes
            for path in home.rglob("*")
            if path.is_file()
        }
    )


def _asked_for(template: bytes, theme: Theme) -> list[tuple[str, str]]:
    """List what a template names of one of the themes, such as `"base/document.html"`: the theme, and the name or its start."""
    owners = "|".join(map(re.escape, theme.names))
    return re.findall(rf"[\"']({owners})/([^\"'\s]*)[\"']", template.decode("utf-8", "replace"))


__all__ = ["check_name", "child", "copy"]
