"""Keep what Python makes of regular expressions in a file: compiling them is 7 % of a cold build.

The file holds the code that Python's own matcher runs, which checks it, and is named after the
version of Python. Only the expressions of modules are kept: one that is made while a command runs
may hold words of a profile.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import marshal
import sys
from contextlib import suppress
from pathlib import Path
from re import Pattern, _compiler, _parser  # type: ignore[attr-defined]  # they have no public names
from types import FrameType
from typing import Any

from cvgen.files.cache_file import replace_cache_file

_MOST_KEPT = 3000  # expressions; all that cvgen and its libraries have are about 900
_LATE = "cvgen.text.patterns"  # where the expressions of our modules are compiled
_OWN = {__name__, "re", "re._compiler", "enum"}


class PatternKeeper:
    """Stands in for Python's compiler of expressions, and compiles none twice.

    What is kept of one is what the matcher is made of: flags, code, number of groups, and their
    names.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"patterns-{sys.hexversion:x}-{_sre.MAGIC}"
        self._kept = _read_file(self._path)
        self._is_changed = False
        self._compile = _compiler.compile

    def replace_compiler(self) -> None:
        """Compile by it from now on."""
        _compiler.compile = self.compile_pattern

    def compile_pattern(self, pattern: Any, flags: int = 0) -> Any:
        """Compile an expression, or make it of what was kept."""
        try:
            final_flags, code, *groups = self._kept[pattern, flags]
            numbers = memoryview(code).cast("I").tolist()
            return _sre.compile(pattern, final_flags, numbers, *groups)
        except Exception:  # noqa: BLE001 - whatever is wrong with what was kept
            compiled = self._compile(pattern, flags)
        if _is_of_module(sys._getframe(1)) and len(self._kept) < _MOST_KEPT:  # noqa: SLF001 - fast
            self._keep_pattern(compiled, flags)
        return compiled

    def _keep_pattern(self, compiled: Pattern[Any], flags: int) -> None:
        pattern = compiled.pattern
        with suppress(Exception):
            parsed = _parser.parse(pattern, flags)
            code = _compiler._code(parsed, flags)  # noqa: SLF001 - as its compiler does
            names: list[str | None] = [None] * parsed.state.groups
            for name, number in parsed.state.groupdict.items():
                names[number] = name
            made_of = (flags | parsed.state.flags, code, parsed.state.groups - 1)
            groups = (parsed.state.groupdict, tuple(names))
            if _sre.compile(pattern, *made_of, *groups) == compiled:
                packed = b"".join(number.to_bytes(4, sys.byteorder) for number in code)
                self._kept[pattern, flags] = (made_of[0], packed, made_of[2], *groups)
                self._is_changed = True

    def save_patterns(self) -> None:
        """Write what was kept, if there is anything new and a folder for it."""
        if self._is_changed:
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                replace_cache_file(self._path, marshal.dumps(self._kept))


def _read_file(path: Path) -> dict[tuple[str | bytes, int], tuple[Any, ...]]:
    with suppress(Exception):  # a file that was cut off fails in any way
        kept = marshal.loads(path.read_bytes())  # noqa: S302 - it was written here, for oneself
        if isinstance(kept, dict):
            return kept
    return {}


def _is_of_module(frame: FrameType | None) -> bool:
    """Say whether an expression stands in a module or a class, and so is the same every time."""
    while frame and frame.f_globals.get("__name__") in _OWN:
        frame = frame.f_back
    if frame is None:
        return False
    if frame.f_globals.get("__name__") == _LATE:
        return True
    names = frame.f_locals
    return frame.f_globals is names or "__qualname__" in names
