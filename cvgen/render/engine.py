"""Font folders and a cache folder go in; WeasyPrint comes out, imported fast, seeing no other fonts.

A plain import starts up to 200 child processes to find its libraries, parses its C declarations,
and loads fontTools, which a machine with HarfBuzz's subsetter never uses: half a second. Each
short cut here stands in for a module while WeasyPrint is being imported and is gone afterwards;
if the engine is not the one they were written for, the plain import is done instead.
"""

import gc
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any, NoReturn

_WRITTEN_FOR = "70."
_DECLARATIONS = Path(__file__).with_name("engine_ffi.json")
_SELDOM_USED = ("fontTools", "fontTools.ttLib", "fontTools.varLib.instancer")
_LOCK = Lock()


def load(font_folders: Sequence[Path], cache_folder: Path | None) -> ModuleType:
    """Import WeasyPrint so that what it renders from now on sees the fonts in these folders only."""
    from cvgen.render.engine_fonts import see_only

    see_only(font_folders, cache_folder)
    # WeasyPrint prints what it misses, and standard output is for results.
    with _LOCK, collector_off(), redirect_stdout(io.StringIO()):
        return sys.modules.get("weasyprint") or _steadied(_imported())


@contextmanager
def collector_off() -> Iterator[None]:
    """Hold the garbage collector off while one document is made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def leave(code: int) -> NoReturn:
    """End the process without taking the interpreter down piece by piece."""
    import atexit

    try:
        atexit._run_exitfuncs()  # noqa: SLF001 - the only way to call them; they remove temporary folders
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _imported() -> ModuleType:
    if sys.platform == "linux":
        try:
            return _imported_fast()
        except Exception:  # noqa: BLE001 - whatever it is, the plain import says it better
            _forget()
    return import_module("weasyprint")


def _imported_fast() -> ModuleType:
    import ssl
    from importlib import resources

    with (
        _standing_in(_late_modules() | {"cffi": _declared_cffi()}),
        _swapped(ssl, "_create_default_https_context", _trusting_nobody),
        _swapped(resources, "files", partial(_folder, resources.files)),
    ):
        weasyprint = import_module("weasyprint")
    if not weasyprint.__version__.startswith(_WRITTEN_FOR):
        raise ImportError(f"WeasyPrint {weasyprint.__version__}")
    return weasyprint


def _forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        del sys.modules[name]


@contextmanager
def _standing_in(stand_ins: Mapping[str, ModuleType]) -> Iterator[None]:
    kept = {name: sys.modules[name] for name in stand_ins if name in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
        sys.modules.update(kept)


def _declared_cffi() -> ModuleType:
    """Stand in for cffi: its `FFI` knows WeasyPrint's C declarations without parsing them.

    Such an FFI also leaves the search for libraries to the system's loader.
    """
    import json
    from hashlib import sha256

    from _cffi_backend import FFI

    known = json.loads(_DECLARATIONS.read_bytes())

    class DeclaredFFI(FFI):  # type: ignore[misc]
        def cdef(self, text: str) -> None:
            if sha256(text.encode()).hexdigest() != known["sha256"]:
                raise ImportError("other C declarations than those kept")

    stand_in = ModuleType("cffi")
    tables = {name: _as_cffi_wants(table) for name, table in known["tables"].items()}
    stand_in.FFI = lambda: DeclaredFFI("weasyprint", **tables)  # type: ignore[attr-defined]
    return stand_in


def _as_cffi_wants(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_as_cffi_wants, value))
    return value.encode("latin-1") if isinstance(value, str) else value


def _late_modules() -> dict[str, ModuleType]:
    if "fontTools" in sys.modules:
        return {}
    return {name: _late_module(name) for name in _SELDOM_USED}


def _late_module(name: str) -> ModuleType:
    stand_in = ModuleType(name)
    stand_in.__getattr__ = lambda attribute: _Late(f"{name}.{attribute}")  # type: ignore[method-assign]
    return stand_in


class _Late:
    """A name that was imported, but whose module is loaded when the name is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return self._name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(_settled(self._name), attribute)

    @property
    def __call__(self) -> Any:
        return _settled(self._name)


def _settled(name: str) -> Any:
    """Put the real things in the place of all late ones: an `except` clause needs the real class."""
    from pkgutil import resolve_name

    users = [module for key, module in sys.modules.items() if key.startswith("weasyprint.")]
    for user in users:
        for key, value in list(vars(user).items()):
            if isinstance(value, _Late):
                setattr(user, key, resolve_name(str(value)))
    return resolve_name(name)


def _steadied(weasyprint: ModuleType) -> ModuleType:
    if weasyprint.__version__.startswith(_WRITTEN_FOR):
        weasyprint.pdf.fonts.TTFont = _font_without_time
    return weasyprint


def _font_without_time(*file: Any, **choice: Any) -> Any:
    """Open a font so that saving it does not write the time of day into the PDF.

    The environment's SOURCE_DATE_EPOCH would do the same and make fontconfig distrust its cache.
    """
    return _settled("fontTools.ttLib.TTFont")(*file, recalcTimestamp=False, **choice)


@contextmanager
def _swapped(owner: ModuleType, name: str, value: object) -> Iterator[None]:
    kept = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, kept)


def _trusting_nobody() -> Any:
    """Give a context for secure connections without reading the system's certificates.

    WeasyPrint makes a fetcher for each of its own style sheets, which fetch nothing; from Python
    3.12 on each of them reads the certificates. A connection that someone else makes in the
    meantime fails, which is safe.
    """
    import ssl

    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _folder(files: Callable[[Any], Any], package: Any) -> Any:
    return _Folder(files(package))


class _Folder:
    """A folder of package data in which the sheet for presentational attributes is empty: our pages have none."""

    def __init__(self, folder: Any) -> None:
        self._folder = folder

    def __truediv__(self, name: str) -> Any:
        return Path(os.devnull) if name == "html5_ph.css" else self._folder / name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self._folder, attribute)
