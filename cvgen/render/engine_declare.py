"""WeasyPrint's C declarations go in; `engine_ffi.json`, the same declarations ready parsed, comes out.

Run `python -m cvgen.render.engine_declare` after an upgrade of WeasyPrint; a test says when.
"""

import ast
import io
import json
from contextlib import redirect_stdout
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

TARGET = Path(__file__).with_name("engine_ffi.json")


def declarations() -> str:
    """Give the installed engine's C declarations as cffi parses them, and the hash of their text."""
    text = _declared_text()
    parsed = {"sha256": sha256(text.encode()).hexdigest(), "tables": _tables(text)}
    return json.dumps(parsed, indent=1, default=_as_text) + "\n"


def _declared_text() -> str:
    spec = find_spec("weasyprint")
    assert spec
    assert spec.origin
    source = Path(spec.origin).parent / "text" / "ffi.py"
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ffi.cdef":
            return str(ast.literal_eval(node.args[0]))
    raise LookupError(f"no call of ffi.cdef in {source}")


def _tables(text: str) -> dict[str, object]:
    """Let cffi write the module of its out-of-line ABI mode, and take the tables out of it."""
    import cffi  # type: ignore[import-untyped]

    ffi = cffi.FFI()
    ffi.cdef(text)
    ffi.set_source("declared", None)
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        module = Path(folder, "declared.py")
        ffi.emit_python_code(str(module))
        tree = ast.parse(module.read_text("utf-8"))
    call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}


def _as_text(value: bytes) -> str:
    return value.decode("latin-1")


if __name__ == "__main__":
    TARGET.write_text(declarations(), "utf-8")
