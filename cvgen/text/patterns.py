"""Regular expressions that are compiled when they are first used: a command uses few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_compile_now = re.compile


class LatePattern:
    """A regular expression that compiles itself when it is first asked to do something.

    From then on it hands over what the compiled one does, at no cost. It passes for a compiled one,
    so that the functions of `re` take it too.
    """

    __class__ = re.Pattern  # type: ignore[assignment]

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = self.compile()
        for method in ("fullmatch", "match", "search", "sub", "split", "findall", "finditer"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return compile_late, (self.pattern, self._flags)

    def compile(self) -> re.Pattern[Any]:
        """Compile the expression.

        Raises re.error.
        """
        return _compile_now(self.pattern, self._flags)


def compile_late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Make an expression like `re.compile`, but leave the work to its first use."""
    return cast("re.Pattern[AnyStr]", LatePattern(pattern, flags))


def compile_libraries_late() -> None:
    """Let all that is imported from now on make its expressions like `compile_late`.

    For a process that is cvgen's own: of the expressions that its libraries make for themselves,
    a command uses a tenth. They cost 6 % of a build of two pages. What is no expression is found
    out when it is first used.
    """
    re.compile = compile_late  # type: ignore[assignment]
