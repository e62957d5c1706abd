"""Regular expressions that are compiled when they are first used: a command uses few of them."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class LatePattern:
    """A regular expression that compiles itself when it is first asked to do something.

    From then on it hands over what the compiled one does, at no cost.
    """

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

    def compile(self) -> re.Pattern[Any]:
        """Compile the expression.

        Raises re.error.
        """
        return re.compile(self.pattern, self._flags)


def compile_late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Make an expression like `re.compile`, but leave the work to its first use."""
    return cast("re.Pattern[AnyStr]", LatePattern(pattern, flags))
