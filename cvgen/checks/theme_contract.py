"""The contract with themes in Markdown, made from the code, so that the guide says the same."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from cvgen.compose import view
from cvgen.render.templates import list_template_functions
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, Point
from cvgen.theme.load import Theme, find_base_theme
from cvgen.theme.options import Option

_VIEWS = (
    view.Document,
    view.Closing,
    view.Section,
    view.Group,
    view.Item,
    view.Contact,
    view.Detail,
    view.Link,
    view.Photo,
    view.Letter,
    Block,
    Point,
    view.Enclosure,
)
_TYPES = {
    "choice": "{choices}",
    "words": "several of {choices}",
    "boolean": "true, false",
    "color": "a colour",
    "length": "a length",
    "font": "a family",
    "text": "any words",
}
_NAMES = {"str": "text", "bool": "true or false"}
_COMMENT = compile_late(r"\s*{#(.+?)#}", re.DOTALL)
_CLASS = compile_late(r'class="((?:{{.*?}}|{%.*?%}|[^"])*+)"')


def describe_contract() -> str:
    """Describe what a template sees, what it may override, and which options it takes."""
    base = find_base_theme("base")
    parts = [
        *_describe_views(base),
        "### Options of every theme\n",
        *_describe_options(base),
        "\n### Templates to override\n",
        *_describe_templates(base.folders[0]),
    ]
    return "\n".join(parts)


def _describe_views(base: Theme) -> Iterator[str]:
    yield f"Contract {view.CONTRACT}. {_list_paragraphs(view)[1]}\n"
    yield (
        "A template sees `document` (a `Document`), in letters also `letter` (a `Letter`), "
        "and `options`, where `font-size` is"
    )
    yield "`options.font_size`. Functions:\n"
    for name, function in list_template_functions(base).items():
        parameters = ", ".join(inspect.signature(function).parameters)
        yield f"- `{name}({parameters})`: {_list_paragraphs(function)[0]}"
    yield ""
    for each in _VIEWS:
        yield from _describe_view(each)


def _describe_view(cls: type[Struct]) -> Iterator[str]:
    """Describe one class: what it is, the type of each field, and its properties."""
    hints = get_type_hints(cls)
    descriptions = {}
    for name in cls.__struct_fields__:
        if name not in view.INSIDE:
            descriptions[name] = _describe_type(hints[name])
    for name, value in vars(cls).items():
        if isinstance(value, property):
            descriptions[name] = _list_paragraphs(value)[0]
    width = max(map(len, descriptions))
    yield f"**{cls.__name__}.** {' '.join(_list_paragraphs(cls))}\n"
    yield "```"
    for name, text in descriptions.items():
        yield f"{name:{width}}  {text}"
    yield "```\n"


def _describe_type(hint: Any) -> str:
    kind = get_origin(hint)
    parts = get_args(hint)
    if kind is Literal:
        return " | ".join(parts)
    if kind in (UnionType, Union):
        return " or ".join(map(_describe_type, parts))
    if kind is tuple and parts[-1] is ...:
        return f"several of {_describe_type(parts[0])}"
    if kind is tuple:
        return f"({', '.join(map(_describe_type, parts))})"
    if hint is NoneType:
        return "nothing"
    name = str(hint.__name__)
    return _NAMES.get(name, name)


def _list_paragraphs(documented: object) -> list[str]:
    """List the paragraphs of a docstring, each on one line."""
    docstring = inspect.getdoc(documented) or ""
    return [" ".join(paragraph.split()) for paragraph in docstring.split("\n\n")]


def _describe_options(base: Theme) -> Iterator[str]:
    yield "| option | default | may be | what it is |\n|---|---|---|---|"
    for option in base.options.values():
        default = option.default or "(nothing)"
        yield f"| `{option.name}` | {default} | {_describe_values(option)} | {option.about} |"


def _describe_values(option: Option) -> str:
    values = _TYPES.get(option.type, option.type).format(choices=", ".join(option.choices))
    if option.type == "text" and option.choices:
        return f"{values}, and in braces {', '.join(option.choices)}"
    if option.least and option.most:
        return f"{values}, {option.least} to {option.most}"
    return values


def _describe_templates(folder: Path) -> Iterator[str]:
    """List the files, each with the comment that it begins with, and its classes."""
    yield "| file | draws | classes |\n|---|---|---|"
    home = folder / "templates"
    for path in sorted(home.rglob("*.html")):
        text = path.read_text("utf-8")
        comment = _COMMENT.match(text)
        about = ""
        if comment:
            about = " ".join(comment[1].split())
        name = path.relative_to(home).as_posix()
        yield f"| `{name}` | {about} | {_list_classes(text)} |"


def _list_classes(text: str) -> str:
    """List the classes in a template; a star stands for what it fills in."""
    names: dict[str, None] = {}
    for value in _CLASS.findall(text):
        filled = re.sub(r"({{.*?}})+", "*", value)
        plain = re.sub(r"{%.*?%}", " ", filled)
        for name in plain.split():
            if not name.strip("*"):
                continue
            if name.endswith("-*"):
                names[name] = None
            else:
                names[name.rstrip("*")] = None
    return " ".join(f"`{name}`" for name in names)
