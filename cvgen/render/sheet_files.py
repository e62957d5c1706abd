"""Keep what the engine made of a style sheet in a file: parsing takes a twelfth of a cold build.

The file holds Python's own form of it, as the prepared templates beside it do, and is named after
all that it was made of. A file that is broken or cannot be written is as good as none.
"""

import io
import marshal
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from cvgen.files.cache_file import replace_cache_file

_FORMAT = 2  # of what is kept; another number forgets all
_LEAST_TEXT = 1000  # characters: a shorter sheet is parsed sooner than a file is opened


def load_sheet(
    folder: Path | None, text: str, address: str, parse: Callable[[], tuple[Any, bool]]
) -> Any:
    """Load what was kept of a sheet, or parse it.

    `parse` gives the sheet, and whether it may be kept: it hangs on nothing but text and address.
    """
    if folder is None or len(text) < _LEAST_TEXT:
        return parse()[0]
    path = folder / _name_file(text, address)
    with suppress(Exception):  # a file that was cut off fails in any way
        kept = pickle.loads(path.read_bytes())  # noqa: S301 - it was written here, for oneself
        if kept:
            return kept
    parsed, may_be_kept = parse()
    if may_be_kept:
        _write(parsed, path)
    return parsed


def _name_file(text: str, address: str) -> str:
    import cssselect2
    import tinycss2
    import weasyprint

    versions = (weasyprint.__version__, tinycss2.__version__, cssselect2.__version__)
    made_of = (_FORMAT, sys.hexversion, versions, text, address)
    return f"sheet-{sha256(repr(made_of).encode()).hexdigest()[:32]}"


def _write(parsed: Any, path: Path) -> None:
    with suppress(Exception):  # what cannot be pickled is not kept
        file = io.BytesIO()
        _SheetPickler(file, pickle.HIGHEST_PROTOCOL).dump(parsed)
        replace_cache_file(path, file.getvalue())


class _SheetPickler(pickle.Pickler):
    """Writes the functions that selectors are compiled to as well."""

    def reducer_override(self, value: Any) -> Any:
        """Say how a selector's function is made again."""
        if not isinstance(value, FunctionType) or value.__name__ != "<lambda>":
            return NotImplemented
        return _make_selector, (marshal.dumps(value.__code__),)


def _make_selector(code: bytes) -> FunctionType:
    from cssselect2 import compiler

    loaded: CodeType = marshal.loads(code)  # noqa: S302 - as above
    return FunctionType(loaded, vars(compiler))
