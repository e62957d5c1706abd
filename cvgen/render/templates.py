"""Set up Jinja for a theme.

An immutable sandbox that escapes by itself, and what a template can call.

Templates see nothing but the document, the options, and the functions that are named here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from markupsafe import Markup

from cvgen.compose.view import NOTHING, Document, Letter, Section
from cvgen.errors import Diagnostic, Place, ThemeError, did_you_mean
from cvgen.files.data import DATA_FOLDER
from cvgen.render.template_errors import describe_template_error
from cvgen.render.text_width import (
    balance_lines,
    is_serif,
    measure_period,
    measure_periods,
    measure_text,
    share_columns,
)
from cvgen.text.patterns import compile_late
from cvgen.theme.load import Theme, is_file_inside

if TYPE_CHECKING:
    from jinja2 import Environment

MOST_BYTES = 1_000_000
_ICONS = DATA_FOLDER / "icons"
_VIEW_BOX = compile_late(r'viewBox="([^"]+)"')
_OUTLINE = compile_late(r' d="([^"]+)"')


def make_environment(theme: Theme, cache_folder: Path | None) -> Environment:
    """Make Jinja's environment for a theme.

    Compiled templates are kept in the folder, if there is one.
    """
    from jinja2 import StrictUndefined

    bytecode_cache = None
    if cache_folder:
        bytecode_cache = _make_bytecode_cache(cache_folder)
    environment = _load_sandbox()(
        loader=_make_loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=bytecode_cache,
    )
    environment.globals.clear()
    environment.globals.update(list_template_functions(theme))
    return environment


@cache
def _load_sandbox() -> type[Environment]:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Asks once for each type and name: the answer hangs on nothing else."""

        answers: ClassVar[dict[tuple[type, str], bool]] = {}

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            key = (type(obj), attr)
            answer = self.answers.get(key)
            if answer is None:
                answer = self.answers[key] = super().is_safe_attribute(obj, attr, value)
            return answer

    return Sandbox


def _make_loader(theme: Theme) -> Any:
    from jinja2 import FunctionLoader

    def load_template(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = theme.find_template(name)
        if path is None:
            return None
        return read_theme_file(path), str(path), lambda: True

    return FunctionLoader(load_template)


def read_theme_file(path: Path) -> str:
    """Read a template or a style sheet.

    Raises ThemeError where it is too large or not UTF-8.
    """
    if path.stat().st_size > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES // 1_000_000} MB"
        raise ThemeError(Diagnostic("T105", message, Place(str(path))))
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        finding = Diagnostic("T105", "the file is not UTF-8 text", Place(str(path)))
        raise ThemeError(finding) from None


def _make_bytecode_cache(folder: Path) -> Any:
    """Keep compiled templates in a folder.

    A cache that is broken or cannot be written to is as good as none.
    """
    from jinja2 import FileSystemBytecodeCache
    from jinja2.bccache import Bucket

    class BytecodeCache(FileSystemBytecodeCache):
        """Loads and dumps what it can."""

        def load_bytecode(self, bucket: Bucket) -> None:
            try:
                super().load_bytecode(bucket)
            except Exception:  # noqa: BLE001 - marshal and pickle raise whatever comes
                bucket.reset()

        def dump_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    return BytecodeCache(str(folder))


def list_template_functions(theme: Theme) -> dict[str, Callable[..., object]]:
    """Name what a template can call.

    The first sentences of these functions stand in the contract.
    """
    return {
        "template_of": _make_template_chooser(theme),
        "icon": _draw_icon,
        "is_serif": is_serif,
        "measure_text": measure_text,
        "measure_period": measure_period,
        "measure_periods": measure_periods,
        "balance_lines": balance_lines,
        "share_columns": share_columns,
    }


def _make_template_chooser(theme: Theme) -> Callable[[Section], str]:
    def template_of(section: Section) -> str:
        """Choose the template for a section: of a table, for its kind, or else for its layout."""
        template = "layouts/table.html"
        if section.columns and theme.find_template(template):
            return template
        template = f"sections/{section.kind}.html"
        if theme.find_template(template):
            return template
        return f"layouts/{section.layout}.html"

    return template_of


def _draw_icon(kind: str, label: str = "") -> Markup:
    """Draw the icon of a kind of contact, with the word it stands for; nothing if there is none."""
    drawing = _read_icons().get(kind.lower().replace(" ", "-"))
    if not drawing:
        return NOTHING
    view_box, outline = drawing
    return Markup(
        '<svg class="icon" xmlns="http://www.w3.org/2000/svg" viewBox="{}">'
        '<title>{}</title><path d="{}"/></svg>'
    ).format(view_box, label, outline)


@cache
def _read_icons() -> dict[str, tuple[str, str]]:
    """Read the icons: by name, the view box and the outline of each."""
    icons = {}
    for path in _ICONS.glob("*.svg"):
        text = path.read_text("utf-8")
        view_box = _VIEW_BOX.search(text)
        outline = _OUTLINE.search(text)
        if view_box and outline:
            icons[path.stem] = (view_box[1], outline[1])
    return icons


def find_template_misuses(theme: Theme) -> list[Diagnostic]:
    """Find what is broken in a theme's templates, and what they ask for that is not there.

    Templates that no document has reached yet are read too.
    """
    from jinja2 import TemplateSyntaxError

    environment = make_environment(theme, None)
    findings: list[Diagnostic] = []
    for path in _list_templates(theme):
        try:
            tree = environment.parse(read_theme_file(path), filename=str(path))
        except TemplateSyntaxError as error:
            findings.append(describe_template_error(error, theme))
        else:
            findings += _find_unknown_names(tree, theme, path)
    return findings


def _list_templates(theme: Theme) -> list[Path]:
    paths = []
    for folder in theme.folders:
        for path in (folder / "templates").rglob("*.html"):
            if is_file_inside(path, folder):
                paths.append(path)
    return sorted(paths)


def _find_unknown_names(tree: Any, theme: Theme, path: Path) -> Iterator[Diagnostic]:
    """Find what is asked of document, letter and options that they have not.

    A name that the template tests first is its own affair.
    """
    from jinja2 import nodes

    known_names = _list_known_names(theme)
    tested_names = set()
    for node in tree.find_all((nodes.Test, nodes.Filter)):
        if isinstance(node.node, nodes.Getattr):
            tested_names.add(node.node.attr)
    for node in tree.find_all(nodes.Getattr):
        owner = getattr(node.node, "name", "")
        if owner not in known_names or node.attr in known_names[owner] | tested_names:
            continue
        hint = did_you_mean(node.attr, known_names[owner])
        if not hint:
            hint = "'cvgen themes contract' lists what there is"
        place = Place(str(path), node.lineno, 1)
        yield Diagnostic("T125", f"there is no '{owner}.{node.attr}'", place, hint)


def _list_known_names(theme: Theme) -> dict[str, set[str]]:
    known_names = {"options": {name.replace("-", "_") for name in theme.options}}
    for name, view_type in (("document", Document), ("letter", Letter)):
        known_names[name] = {*view_type.__struct_fields__, *vars(view_type)}
    return known_names
