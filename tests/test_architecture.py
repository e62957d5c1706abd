"""The house keeps its rules: who imports whom, what is documented, and how long things may be."""

import ast
import re
import sys
import sysconfig
import tomllib
from functools import cache
from importlib.metadata import packages_distributions

from shipped import ROOT
from typer.main import get_command

from cvgen.cli import app

MODULES = sorted((ROOT / "cvgen").rglob("*.py"))
MOST_LINES_OF_A_FUNCTION = 45  # without its docstring
MOST_LINES_OF_A_FILE = 350
# Words of our own that once stood in names, where the field has words for the same.
DIALECT = {
    *(
        "heed",
        "laid",
        "raised",
        "overlay",
        "leaving",
        "closer",
        "mends",
        "mended",
        "reading",
    ),
    *(
        "beside",
        "leftovers",
        "told",
        "telling",
        "say",
        "unseen",
        "lend",
        "draft",
        "pieces",
        "apart",
    ),
    *("workshop", "look", "desk", "odd", "found", "kept"),
}


def test_rooms_import_from_lower_floors_and_heavy_libraries_have_one_door(python):
    """The contracts stand in pyproject.toml."""
    program = f"{sysconfig.get_path('scripts')}/lint-imports"
    said = python(program, "--no-cache", cwd=ROOT)
    assert " 0 broken" in said


@cache
def read_trees():
    """Parse every module, when a test asks for it: not on each worker."""
    return {path.relative_to(ROOT): ast.parse(path.read_text("utf-8")) for path in MODULES}


def test_every_module_and_all_that_is_public_in_it_says_what_it_is():
    silent = [str(path) for path, tree in read_trees().items() if not ast.get_docstring(tree)]
    for path, tree in read_trees().items():
        silent += [f"{path}:{item.lineno}" for item in public(tree) if not ast.get_docstring(item)]
    assert silent == []


def test_functions_and_files_are_short():
    lengths = {}
    for path, tree in read_trees().items():
        for item in ast.walk(tree):
            if isinstance(item, ast.FunctionDef):
                lengths[f"{path}:{item.lineno} {item.name}"] = count_lines(item)
    long = {item: length for item, length in lengths.items() if length > MOST_LINES_OF_A_FUNCTION}
    assert long == {}
    files = {str(path): len((ROOT / path).read_text("utf-8").splitlines()) for path in read_trees()}
    assert [path for path, length in files.items() if length > MOST_LINES_OF_A_FILE] == []


def test_names_are_the_fields_and_no_dialect():
    """Of modules, classes, functions, and the options of commands."""
    names = [(str(path), path.stem) for path in read_trees()]
    for path, tree in read_trees().items():
        for item in ast.walk(tree):
            if isinstance(item, (ast.FunctionDef, ast.ClassDef)):
                names.append((f"{path}:{item.lineno}", item.name))
    for command, option in list_options(get_command(app)):
        names.append((command, option))
    assert [(place, name) for place, name in names if split_words(name) & DIALECT] == []


def split_words(name):
    return set(re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().replace("-", "_").split("_"))


def list_options(command):
    for parameter in command.params:
        for option in parameter.opts:
            yield command.name, option
    for inner in getattr(command, "commands", {}).values():
        yield from list_options(inner)


def count_lines(function):
    first = function.body[0]
    documented = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) else 0
    return function.end_lineno - function.lineno + 1 - documented


def test_every_library_that_is_imported_is_declared():
    """In pyproject.toml, among the dependencies or in an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = [
        *project["dependencies"],
        *extras["csl"],
        *extras["preview"],
        *extras["qr"],
        *extras["aes"],
        *extras["docx"],
        *extras["cluster"],
    ]
    names = {re.match(r"[\w.-]+", one)[0].lower().replace("_", "-") for one in declared}
    homes = packages_distributions()
    undeclared = set()
    for tree in read_trees().values():
        for module in imported(tree) - set(sys.stdlib_module_names) - {"cvgen"}:
            distributions = {name.lower().replace("_", "-") for name in homes.get(module, [module])}
            if not distributions & names:
                undeclared.add(module)
    assert undeclared == set()


def imported(tree):
    """Name the top packages that a module imports, wherever it does."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module.partition(".")[0])
    return names


def test_a_theme_is_data():
    """No program lies in a theme's folder."""
    files = [path for path in (ROOT / "themes").rglob("*") if path.is_file()]
    kinds = {path.suffix for path in files if "__pycache__" not in path.parts}
    assert kinds <= {".yaml", ".css", ".html", ".md", ".png", ".svg", ".ttf", ".otf", ".txt", ""}


def public(tree):
    """List classes and functions whose whole path of names is public, but for what Python itself names."""
    for item in tree.body:
        if isinstance(item, (ast.ClassDef, ast.FunctionDef)) and not item.name.startswith("_"):
            yield item
            if isinstance(item, ast.ClassDef):
                yield from public(item)
