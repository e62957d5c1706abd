"""The only door to Jinja: takes a document, a theme and its options, gives the page in HTML.

Templates run in Jinja's immutable sandbox, escape by themselves, and see nothing but the document and the options.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cvgen.compose import view
from cvgen.compose.view import NOTHING, Document, Letter, Section
from cvgen.errors import CvgenError, Diagnostic, PacketError, Place, ThemeError, did_you_mean
from cvgen.files.data import DATA_FOLDER
from cvgen.theme.load import Theme, inside

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateError

MOST_BYTES = 1_000_000
_ICONS = DATA_FOLDER / "icons"
_QUOTED = frozenset({"font", "text"})
# What a text with fields may be made of: no loops, calls or attributes, so that filling it in ends, and reaches nothing.
_FIELDS = frozenset(
    {
        "Template",
        "Output",
        "TemplateData",
        "Name",
        "If",
        "Not",
        "And",
        "Or",
        "Compare",
        "Operand",
        "Const",
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to print: its HTML, its style sheets in the order in which they win, with the folder of each."""

    html: str
    styles: tuple[tuple[str, Path], ...]


def page(
    document: Document,
    theme: Theme,
    options: Mapping[str, str],
    cache_folder: Path | None,
    letter: Letter | None = None,
) -> Page:
    """Fill a theme's templates with a document, or with a letter, whose `document` has the person alone.

    Raises ThemeError with the template's file and line.
    """
    from jinja2 import TemplateError

    environment = _environment(theme, cache_folder)
    values: dict[str, Any] = {
        "document": document,
        "options": _Options({name: _value(value) for name, value in options.items()}),
    }
    if letter:
        values["letter"] = letter
    try:
        html = environment.get_template("letter.html" if letter else "document.html").render(values)
    except CvgenError:
        raise
    except TemplateError as error:
        raise ThemeError(_broken_template(error, theme)) from None
    except Exception as error:  # noqa: BLE001 - a template may fail in any way that Python can
        raise ThemeError(_failed_template(error, theme)) from None
    styles = (*_styles(theme), (variables(theme, options), theme.folders[0]))
    return Page(html, tuple((text, folder.resolve()) for text, folder in styles))


class _Options(dict[str, Any]):
    """Options by name; `font-size` is also reached as `font_size`, which a template can write."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name.replace("_", "-")]
        except KeyError:
            raise AttributeError(name) from None


def _value(value: str) -> str | bool:
    return {"true": True, "false": False}.get(value, value)


def variables(theme: Theme, options: Mapping[str, str]) -> str:
    """Write the options as CSS variables, and the paper as the page's size."""
    lines = []
    for name, value in options.items():
        quoted = theme.options[name].type in _QUOTED
        lines.append(f"--{name}: {_quoted(value) if quoted else value};")
    return ":root { " + " ".join(lines) + " }\n@page { size: " + options.get("paper", "A4") + " }\n"


def _quoted(text: str) -> str:
    return (
        '"'
        + "".join(
            f"\\{ord(character):x} " if character in '"\\\n<' else character for character in text
        )
        + '"'
    )


def _styles(theme: Theme) -> list[tuple[str, Path]]:
    """Read the style sheets, a layer each: what themes look like, parents first; then what the user may choose of that."""
    folders = [*reversed(theme.folders)]
    sheets = [
        (folder / name, folder) for name in ("style.css", "choices.css") for folder in folders
    ]
    order = "@layer " + ", ".join(f"layer{index}" for index in range(len(sheets))) + ";\n"
    return [
        (f"{order}@layer layer{index} {{\n{_read(path)}\n}}\n", folder)
        for index, (path, folder) in enumerate(sheets)
        if inside(path, folder)
    ]


def _read(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise ThemeError(
            Diagnostic(
                "T105", f"the file is larger than {MOST_BYTES // 1_000_000} MB", Place(str(path))
            )
        )
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ThemeError(
            Diagnostic("T105", "the file is not UTF-8 text", Place(str(path)))
        ) from None


def _environment(theme: Theme, cache_folder: Path | None) -> Environment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=_loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_kept_templates(cache_folder) if cache_folder else None,
    )
    environment.globals.clear()
    environment.globals.update(functions(theme))
    return environment


def functions(theme: Theme) -> dict[str, Callable[..., str]]:
    """Name what a template can call."""
    return {"template_of": _chooser(theme), "icon": _icon}


def misuses(theme: Theme) -> list[Diagnostic]:
    """Read every template, also those that no document has reached yet, for what is broken or asks for what is not there."""
    from jinja2 import TemplateSyntaxError

    environment, found = _environment(theme, None), []
    for path in sorted(
        path
        for folder in theme.folders
        for path in (folder / "templates").rglob("*.html")
        if inside(path, folder)
    ):
        try:
            tree = environment.parse(_read(path), filename=str(path))
        except TemplateSyntaxError as error:
            found.append(_broken_template(error, theme))
        else:
            found += _unknown_names(tree, theme, path)
    return found


def _unknown_names(tree: Any, theme: Theme, path: Path) -> Iterator[Diagnostic]:
    """List what is asked of the document, the letter and the options that they have not, unless the template asks first."""
    from jinja2 import nodes

    known = {
        name: {*cls.__dataclass_fields__, *vars(cls)}
        for name, cls in (("document", Document), ("letter", Letter))
    }
    known["options"] = {name.replace("-", "_") for name in theme.options}
    asked_first = {
        ast.node.attr
        for ast in tree.find_all((nodes.Test, nodes.Filter))
        if isinstance(ast.node, nodes.Getattr)
    }
    for ast in tree.find_all(nodes.Getattr):
        owner = getattr(ast.node, "name", "")
        if owner in known and ast.attr not in known[owner] | asked_first:
            hint = (
                did_you_mean(ast.attr, known[owner])
                or "'cvgen themes contract' lists what there is"
            )
            yield Diagnostic(
                "T125", f"there is no '{owner}.{ast.attr}'", Place(str(path), ast.lineno, 1), hint
            )


def _kept_templates(folder: Path) -> Any:
    """Keep compiled templates in a folder; a cache that is broken or cannot be written to is as good as none."""
    from jinja2 import FileSystemBytecodeCache
    from jinja2.bccache import Bucket

    class Kept(FileSystemBytecodeCache):
        """Loads and dumps what it can."""

        def load_bytecode(self, bucket: Bucket) -> None:
            try:
                super().load_bytecode(bucket)
            except Exception:  # noqa: BLE001 - marshal and pickle raise whatever comes
                bucket.reset()

        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    return Kept(str(folder))


def _chooser(theme: Theme) -> Callable[[Section], str]:
    def template_of(section: Section) -> str:
        """Choose the template for a section: one for its kind, or else the one for its layout."""
        own = f"sections/{section.kind}.html"
        return own if theme.template(own) else f"layouts/{section.layout}.html"

    return template_of


def _icon(kind: str, label: str = "") -> Markup:
    """Draw the picture for a kind of contact, with the word that stands for it; nothing where there is none."""
    drawing = _drawings().get(kind.lower().replace(" ", "-"))
    if not drawing:
        return NOTHING
    return Markup(
        '<svg class="icon" xmlns="http://www.w3.org/2000/svg" viewBox="{}"><title>{}</title><path d="{}"/></svg>'
    ).format(*drawing[:1], label, *drawing[1:])


@cache
def _drawings() -> dict[str, tuple[str, str]]:
    """Read the icons: by name, the box and the outline of each."""
    found = {}
    for path in _ICONS.glob("*.svg"):
        box, outline = (
            re.search(r'viewBox="([^"]+)"', text := path.read_text("utf-8")),
            re.search(r' d="([^"]+)"', text),
        )
        if box and outline:
            found[path.stem] = (box[1], outline[1])
    return found


def _loader(theme: Theme) -> Any:
    from jinja2 import FunctionLoader

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = theme.template(name)
        return (_read(path), str(path), lambda: True) if path else None

    return FunctionLoader(load)


def _broken_template(error: TemplateError, theme: Theme) -> Diagnostic:
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return Diagnostic(
            "T121",
            f"the template is broken: {error.message}",
            Place(str(error.filename or error.name), error.lineno, 1),
        )
    if isinstance(error, TemplateNotFound):
        return Diagnostic(
            "T120", f"the theme has no template '{error.name}'", Place(str(theme.folders[0]))
        )
    return _failed_template(error, theme)


def _failed_template(error: Exception, theme: Theme) -> Diagnostic:
    """Say where in the templates an error arose: the last frame that lies in one."""
    place = Place(str(theme.folders[0]))
    traceback = error.__traceback__
    while traceback:
        file = traceback.tb_frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in theme.folders):
            place = Place(file, traceback.tb_lineno, 1)
        traceback = traceback.tb_next
    return Diagnostic("T122", f"the template failed: {_said(error)}", place, _nearest(error))


def _said(error: Exception) -> str:
    return re.sub(r"'cvgen\.view\.(\w+) object'", r"'\1'", str(error)) or type(error).__name__


def _nearest(error: Exception) -> str:
    """Name what the contract has that is spelled nearly so."""
    found = re.search(r"'cvgen\.view\.(\w+) object' has no attribute '(\w+)'", str(error))
    return did_you_mean(found[2], getattr(view, found[1]).__dataclass_fields__) if found else ""


def filled(text: str, values: Mapping[str, str], place: Place) -> str:
    """Fill in the fields of a text, such as `{{ programme }}`; `{% if group %}` asks whether there is one. `place` is its start.

    Raises PacketError for every field that is unknown, or empty where it would be printed.
    """
    if "{{" not in text and "{%" not in text:
        return text
    from jinja2 import TemplateError, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="\0{#",
        comment_end_string="#}\0",
    )
    try:
        tree = environment.parse(text)
        if wrong := list(dict.fromkeys(_unfilled(tree, values, frozenset()))):
            raise PacketError(
                *(
                    Diagnostic(code, message, _within(text, line, word, place), hint)
                    for code, message, line, word, hint in wrong
                )
            )
        return environment.from_string(text).render(values)
    except TemplateError as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
        hint = "write a field as {{ programme }}; put a space between braces that are text"
        raise PacketError(
            Diagnostic(
                "A161",
                f"this field cannot be read: {error.message}",
                _within(text, line, "{", place),
                hint,
            )
        ) from None


def _unfilled(
    node: Any, values: Mapping[str, str], asked: frozenset[str]
) -> Iterator[tuple[str, str, int, str, str]]:
    """List what cannot be filled in: what is more than a field, fields that nobody knows, and empty ones that nobody asked about."""
    from jinja2 import nodes

    kind = type(node).__name__
    if kind not in _FIELDS:
        yield (
            "A161",
            "only fields and conditions on them are filled in",
            node.lineno,
            "{",
            "write {{ programme }}, or {% if group %} … {% endif %}",
        )
        return
    if kind == "Name" and node.name not in values:
        yield (
            "A160",
            f"there is no field '{node.name}'",
            node.lineno,
            node.name,
            did_you_mean(node.name, values) + "; own ones stand in the application under 'fields:'",
        )
    elif kind == "Name" and not values[node.name] and node.name not in asked:
        yield (
            "A162",
            f"the field '{node.name}' is empty",
            node.lineno,
            node.name,
            f"say '{node.name}:' in the application, or ask first: {{% if {node.name} %}}",
        )
    if kind == "If":
        asked |= {name.name for name in node.test.find_all(nodes.Name)} | (
            {node.test.name} if isinstance(node.test, nodes.Name) else set()
        )
    for child in node.iter_child_nodes():
        yield from _unfilled(child, values, asked)


def _within(text: str, line: int, word: str, place: Place) -> Place:
    """Find a word in a line of a text that starts at a place."""
    if line == 1 and place.column > 1:
        return place
    pattern = r"\{[{%]" if word == "{" else rf"\{{[{{%].*?(?<!\w)({re.escape(word)})"
    found = re.search(pattern, text.splitlines()[line - 1])
    return Place(
        place.file, place.line + line - 1, found.start(found.lastindex or 0) + 1 if found else 1
    )
