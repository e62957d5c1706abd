"""The house keeps its rules: who imports whom, and how long things may be (see CONTRIBUTING in README.md)."""

import ast
import sysconfig
from pathlib import Path

import pytest
from shipped import ROOT

MODULES = sorted((ROOT / "cvgen").rglob("*.py"))
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_FILE = 320
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))


def test_rooms_import_from_lower_floors_and_heavy_libraries_have_one_door(python):
    """The contracts stand in pyproject.toml."""
    program = Path(sysconfig.get_path("scripts"), "lint-imports")
    said = python(program, "--no-cache", cwd=ROOT)
    assert " 0 broken" in said


@each_module
def test_a_module_opens_by_saying_what_it_does(path):
    assert ast.get_docstring(parsed(path))


@each_module
def test_public_classes_and_functions_say_what_they_do(path):
    silent = [item.name for item in public(parsed(path)) if not ast.get_docstring(item)]
    assert silent == []


@each_module
def test_functions_are_short(path):
    functions = [item for item in ast.walk(parsed(path)) if isinstance(item, ast.FunctionDef)]
    assert {item.name: length(item) for item in functions if length(item) > MOST_LINES_OF_A_FUNCTION} == {}


@each_module
def test_files_are_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES_OF_A_FILE


def test_most_functions_are_very_short():
    """Half of them within seven lines, nine in ten under 25."""
    lengths = sorted(length(item) for path in MODULES for item in ast.walk(parsed(path)) if isinstance(item, ast.FunctionDef))
    assert lengths[len(lengths) // 2] <= 7
    assert lengths[len(lengths) * 9 // 10] < 25


def test_a_theme_is_data():
    """No program lies in a theme's folder."""
    kinds = {path.suffix for path in (ROOT / "themes").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert kinds <= {".yaml", ".css", ".html", ".md", ".png", ".svg", ".ttf", ".otf", ".txt", ""}


def parsed(path):
    return ast.parse(path.read_text("utf-8"))


def length(function):
    return function.end_lineno - function.lineno + 1


def public(tree):
    """List classes and functions whose whole path of names is public, but for what Python itself names."""
    for item in tree.body:
        if isinstance(item, (ast.ClassDef, ast.FunctionDef)) and not item.name.startswith("_"):
            yield item
            if isinstance(item, ast.ClassDef):
                yield from public(item)
