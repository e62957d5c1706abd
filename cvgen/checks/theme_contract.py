"""Takes nothing, gives the contract with themes in Markdown: made from the code, so that the guide cannot say anything else."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from cvgen.compose import view
from cvgen.render import html
from cvgen.theme import load as themes
from cvgen.theme.options import Option

_VIEWS = (
    view.Document,
    view.Section,
    view.Group,
    view.Item,
    view.Contact,
    view.Detail,
    view.Link,
    view.Photo,
    view.Letter,
    view.Block,
)
_TYPES = {
    "choice": "{choices}",
    "boolean": "true, false",
    "color": "a colour",
    "length": "a length",
    "font": "a family",
    "text": "any words",
}


def markdown() -> str:
    """Write down what a template sees, what it may override, and which options it takes."""
    ground = themes.ground("base")
    parts = [
        *_seen(ground),
        "### Options of every theme\n",
        *_options(ground),
        "\n### Templates to override\n",
        *_templates(ground.folders[0]),
    ]
    return "\n".join(parts)


def _seen(ground: themes.Theme) -> Iterator[str]:
    yield f"Contract {view.CONTRACT}. {_sentences(view)[1]}\n"
    yield "A template sees `document` (a `Document`), in letters also `letter` (a `Letter`), and `options`, where `font-size` is"
    yield "`options.font_size`. Functions:\n"
    for name, function in html.functions(ground).items():
        parameters = ", ".join(inspect.signature(function).parameters)
        yield f"- `{name}({parameters})`: {_first(function)}"
    yield ""
    for one in _VIEWS:
        yield from _view(one)


def _view(one: type) -> Iterator[str]:
    """Write down one class: what it is, and the type of each field; then what is worked out from them."""
    hints = get_type_hints(one)
    said = {
        field.name: _type(hints[field.name])
        for field in fields(one)
        if not field.metadata.get("inside")
    }
    said |= {
        name: _first(value) for name, value in vars(one).items() if isinstance(value, property)
    }
    width = max(map(len, said))
    yield f"**{one.__name__}.** {' '.join(_sentences(one))}\n"
    yield "```"
    yield from (f"{name:{width}}  {text}" for name, text in said.items())
    yield "```\n"


def _type(hint: Any) -> str:
    kind, parts = get_origin(hint), get_args(hint)
    if kind is Literal:
        return " | ".join(parts)
    if kind in (UnionType, Union):
        return " or ".join("nothing" if part is NoneType else _type(part) for part in parts)
    if kind is tuple:
        return (
            f"several of {_type(parts[0])}"
            if parts[-1] is ...
            else f"({', '.join(map(_type, parts))})"
        )
    return {"str": "text", "bool": "true or false"}.get(hint.__name__, str(hint.__name__))


def _sentences(documented: object) -> list[str]:
    """Give the paragraphs of a docstring, each on one line."""
    return [" ".join(part.split()) for part in (inspect.getdoc(documented) or "").split("\n\n")]


def _first(documented: object) -> str:
    return _sentences(documented)[0]


def _options(ground: themes.Theme) -> Iterator[str]:
    yield "| option | default | may be | what it is |\n|---|---|---|---|"
    for option in ground.options.values():
        yield f"| `{option.name}` | {option.default or '(nothing)'} | {_values(option)} | {option.about} |"


def _values(option: Option) -> str:
    limits = f", {option.least} to {option.most}" if option.least and option.most else ""
    return _TYPES.get(option.type, option.type).format(choices=", ".join(option.choices)) + limits


def _templates(folder: Path) -> Iterator[str]:
    """List the files, with the comment that each begins with, and the classes that style sheets may speak of."""
    yield "| file | draws | classes |\n|---|---|---|"
    home = folder / "templates"
    for path in sorted(home.rglob("*.html")):
        text = path.read_text("utf-8")
        comment = re.match(r"\s*{#(.+?)#}", text, re.DOTALL)
        about = " ".join(comment[1].split()) if comment else ""
        yield f"| `{path.relative_to(home).as_posix()}` | {about} | {_classes(text)} |"


def _classes(text: str) -> str:
    """Name the classes in a template; a star stands for what it fills in."""
    written = (
        re.sub(r"{%.*?%}", " ", re.sub(r"({{.*?}})+", "*", value))
        for value in re.findall(r'class="((?:{{.*?}}|{%.*?%}|[^"])*)"', text)
    )
    names = dict.fromkeys(
        name if name.endswith("-*") else name.rstrip("*")
        for value in written
        for name in value.split()
        if name.strip("*")
    )
    return " ".join(f"`{name}`" for name in names)
