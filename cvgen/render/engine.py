"""Import WeasyPrint fast, and so that it sees no other fonts than those of given folders.

A plain import starts up to 200 child processes to find its libraries, parses its C declarations,
and loads what a CV without pictures never uses: half a second. Each
short cut here stands in for a module while WeasyPrint is being imported and is gone afterwards;
if the engine is not the one they were written for, the plain import is done instead.
"""

import gc
import io
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any, NoReturn

ENGINE_VERSION = "70"
# WeasyPrint is patched, and fontconfig is set up by the environment: one rendering at a time in a
# process.
ENGINE_LOCK = RLock()
_DECLARATIONS = Path(__file__).with_name("engine_ffi.json")
_OWN_SHEET = "html5_ua.css"
_FORM_FIELDS = re.compile(r"/\* Form fields \*/.*?(?=/\* Pages \*/)", re.DOTALL)
_NOTES = re.compile(r"/\* Notes \*/.*?(?=/\* Counters and bookmarks \*/)", re.DOTALL)
_COUNTER = re.compile(r"@counter-style ([\w-]+) ?\{[^}]*\}")
_kept_counters = ["disc", "circle", "square", "decimal", "lower-alpha", "lower-roman"]


def load_engine(font_folders: Sequence[Path], cache_folder: Path | None) -> ModuleType:
    """Import WeasyPrint so that what it renders from now on sees the fonts in these folders only.

    Raises FileNotFoundError when there is no font in them.
    """
    from cvgen.render.engine_fonts import restrict_fonts

    with ENGINE_LOCK:
        restrict_fonts(font_folders, cache_folder)
        loaded = sys.modules.get("weasyprint")
        if loaded is not None:
            return loaded
        # WeasyPrint prints what it misses, and standard output is for results.
        with pause_garbage_collection(), redirect_stdout(io.StringIO()):
            return _import_engine(cache_folder)


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Hold the garbage collector off while one document is made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def exit_process(code: int) -> NoReturn:
    """End the process without taking the interpreter down piece by piece."""
    import atexit

    try:
        atexit._run_exitfuncs()  # noqa: SLF001 - the only way to call them; they remove temporary folders
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _import_engine(cache_folder: Path | None) -> ModuleType:
    if sys.platform == "linux":
        try:
            return _import_fast(cache_folder)
        except Exception:  # noqa: BLE001 - whatever it is, the plain import says it better
            _forget_engine()
    return import_module("weasyprint")


def _import_fast(cache_folder: Path | None) -> ModuleType:
    from importlib import resources

    from cvgen.render.late_modules import make_late_modules

    with (
        _stand_in(make_late_modules() | {"cffi": _make_declared_cffi()}),
        _skip_certificates(),
        _swap(resources, "files", _open_package_folder),
    ):
        weasyprint = import_module("weasyprint")
    if weasyprint.__version__.partition(".")[0] != ENGINE_VERSION:
        raise ImportError(f"WeasyPrint {weasyprint.__version__}")
    _read_own_sheet(weasyprint, cache_folder)
    return weasyprint


def _read_own_sheet(weasyprint: Any, cache_folder: Path | None) -> None:
    """Give the engine its own style sheet, which was empty when it was imported."""
    from cvgen.render.sheet_files import load_sheet

    path = Path(weasyprint.css.__file__).with_name(_OWN_SHEET)
    text = _shorten_sheet(path.read_text("utf-8"))

    def parse() -> tuple[Any, bool]:
        counters = type(weasyprint.UA_COUNTER_STYLE)()
        sheet = weasyprint.CSS(string=text, counter_style=counters)
        return (sheet, counters), True

    weasyprint.UA_STYLESHEET, counters = load_sheet(cache_folder, text, _OWN_SHEET, parse)
    weasyprint.UA_COUNTER_STYLE.update(counters)


def _forget_engine() -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] == "weasyprint":
            del sys.modules[name]


@contextmanager
def _stand_in(stand_ins: Mapping[str, ModuleType]) -> Iterator[None]:
    """Put modules in the place of others, for as long as something is being imported."""
    originals = {name: sys.modules[name] for name in stand_ins if name in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
        sys.modules.update(originals)


@contextmanager
def _swap(owner: ModuleType, name: str, value: object) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


def _make_declared_cffi() -> ModuleType:
    """Stand in for cffi: its `FFI` knows WeasyPrint's C declarations without parsing them.

    Such an FFI also leaves the search for libraries to the system's loader.
    """
    import json
    from hashlib import sha256

    from _cffi_backend import FFI

    from cvgen.render.engine_fonts import LeanFontconfig

    declarations = json.loads(_DECLARATIONS.read_bytes())

    class DeclaredFFI(FFI):  # type: ignore[misc]
        def cdef(self, text: str) -> None:
            if sha256(text.encode()).hexdigest() != declarations["sha256"]:
                raise ImportError("other C declarations than those kept")

        def dlopen(self, name: str, flags: int = 0) -> Any:
            library = super().dlopen(name, flags)
            return LeanFontconfig(library, self.NULL) if "fontconfig" in name else library

    tables = {}
    for name, table in declarations["tables"].items():
        tables[name] = _convert_for_cffi(table)
    stand_in = ModuleType("cffi")
    stand_in.FFI = lambda: DeclaredFFI("weasyprint", **tables)  # type: ignore[attr-defined]
    return stand_in


def _convert_for_cffi(value: Any) -> Any:
    """Turn JSON's lists into tuples, and its texts into bytes."""
    if isinstance(value, list):
        return tuple(map(_convert_for_cffi, value))
    if isinstance(value, str):
        return value.encode("latin-1")
    return value


@contextmanager
def _skip_certificates() -> Iterator[None]:
    """Make contexts for secure connections without reading the system's certificates.

    Where Python's own network is loaded already, WeasyPrint makes a fetcher for each of its style
    sheets, which fetch nothing; from Python 3.12 on each of them reads the certificates. A
    connection that someone else makes in the meantime fails, which is safe.
    """
    ssl = sys.modules.get("ssl")
    if ssl is None:
        yield
        return
    with _swap(ssl, "_create_default_https_context", _make_empty_ssl_context):
        yield


def _make_empty_ssl_context() -> Any:
    import ssl

    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _open_package_folder(package: Any) -> Any:
    # What `files` itself does needs a fifth of the modules that the engine needs.
    module = import_module(package) if isinstance(package, str) else package
    return _PackageFolder(Path(module.__path__[0]))


def keep_whole_sheet() -> None:
    """Let the engine read all of its own style sheet: a theme that does not ship may need it.

    To be called before the engine is loaded.
    """
    _kept_counters.append(".*")


def _shorten_sheet(text: str) -> str:
    """Leave out what none of our pages has: fields of forms, notes, and numbers in other scripts.

    They are more than half of the sheet, and each start would parse them. Notes, and marks of lists
    that are not told from other elements, give every element six more styles.
    """
    if ".*" in _kept_counters:
        return text
    text = _FORM_FIELDS.sub("", text)
    text = _NOTES.sub("", text)
    text = text.replace("\n::marker {", "\nli::marker {")
    return _COUNTER.sub(lambda match: match[0] if match[1] in _kept_counters else "", text)


class _PackageFolder:
    """A folder of package data in which the engine's own style sheets are empty.

    Our pages have no presentational attributes, and the sheet for all pages is read later.
    """

    def __init__(self, folder: Any) -> None:
        self._folder = folder

    def __truediv__(self, name: str) -> Any:
        if name in {"html5_ph.css", _OWN_SHEET}:
            return Path(os.devnull)
        return self._folder / name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self._folder, attribute)
