"""The codes of findings: what is wrong, why it matters, what to do (`data/codes.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from cvgen.errors import CvgenError, Diagnostic, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER

_TABLE = DATA_FOLDER / "codes.yaml"


class Code(Struct, frozen=True):
    """One code, such as P202, with three clauses that begin small and have no full stop.

    Of a rule of `cvgen check` or `cvgen themes check`, `what` is what the rule asks for.
    """

    name: str
    what: str
    why: str
    mend: str
    is_rule: bool = False


def find_code(name: str) -> Code:
    """Return the code of this name, in capitals or not.

    Raises CvgenError.
    """
    table = _read_table()
    code = table.get(name.strip().upper())
    if code is None:
        message = f"there is no code '{name}'"
        hint = did_you_mean(name.upper(), table) or "'cvgen explain' lists all"
        raise CvgenError(Diagnostic("E100", message, hint=hint))
    return code


def list_codes() -> tuple[Code, ...]:
    """Return all codes, sorted by name."""
    return tuple(_read_table().values())


@cache
def _read_table() -> Mapping[str, Code]:
    data = yamlfile.read_yaml(_TABLE).data
    return {name: _read_code(name, data[name]) for name in sorted(data)}


def _read_code(name: str, entry: Mapping[str, str]) -> Code:
    return Code(name, entry["what"], entry["why"], entry["mend"], is_rule="rule" in entry)
