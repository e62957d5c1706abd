"""Parse WeasyPrint's C declarations once, into `engine_ffi.json`, so that no start has to.

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

DECLARATIONS_FILE = Path(__file__).with_name("engine_ffi.json")
# What `engine_fonts` calls beside what the engine calls.
_OWN = """
    FcConfig * FcConfigCreate (void);
    FcBool FcConfigParseAndLoad (FcConfig *config, const FcChar8 *file, FcBool complain);
    FcBool FcConfigBuildFonts (FcConfig *config);
    FcBool FcConfigSetCurrent (FcConfig *config);
"""


def format_declarations() -> str:
    """Format the installed engine's C declarations and ours as cffi parses them.

    With the hash of the engine's.
    """
    text = _read_declarations()
    parsed = {"sha256": sha256(text.encode()).hexdigest(), "tables": _parse_tables(text + _OWN)}
    return json.dumps(parsed, indent=1, default=_decode_bytes) + "\n"


def _read_declarations() -> str:
    spec = find_spec("weasyprint")
    assert spec
    assert spec.origin
    source = Path(spec.origin).parent / "text" / "ffi.py"
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "ffi.cdef":
            return str(ast.literal_eval(node.args[0]))
    raise LookupError(f"no call of ffi.cdef in {source}")


def _parse_tables(text: str) -> dict[str, object]:
    """Let cffi write the module of its out-of-line ABI mode, and take the tables out of it."""
    import cffi  # type: ignore[import-untyped]

    ffi = cffi.FFI()
    ffi.cdef(text)
    ffi.set_source("declared", None)
    with TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        module = Path(folder, "declared.py")
        ffi.emit_python_code(str(module))
        tree = ast.parse(module.read_text("utf-8"))
    tables: dict[str, object] = {}
    for keyword in _find_call(tree).keywords:
        tables[str(keyword.arg)] = ast.literal_eval(keyword.value)
    return tables


def _find_call(tree: ast.Module) -> ast.Call:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            return node
    raise LookupError("cffi wrote a module without a call")


def _decode_bytes(value: bytes) -> str:
    return value.decode("latin-1")


if __name__ == "__main__":
    DECLARATIONS_FILE.write_text(format_declarations(), "utf-8")
