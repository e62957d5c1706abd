"""Run a call that somebody else's theme has a part in as a process of its own.

A theme may hang, or ask for more memory than there is: the process has limits, and its end is not
ours.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

from cvgen import errors
from cvgen.errors import CvgenError, Diagnostic, Place, StoppedThemeError, ThemeError

MOST_SECONDS = 60
MOST_MEMORY = 2_000_000_000
_DONE = "done"
_BROKEN = "broken"


def run_in_sandbox(call: Callable[[Any], Any], job: object, theme: Place) -> Any:
    """Call a function of ours with one argument in another process.

    Raises the CvgenError that it raised, or ThemeError where it took too long, too much, or broke
    the engine.
    """
    answer = _start_process(pickle.dumps((call, job)), theme)
    kind, value = pickle.loads(answer)  # noqa: S301 - our own process wrote it
    if kind == _DONE:
        return value
    if kind == _BROKEN:
        message = f"the engine cannot set this theme: {value}"
        hint = "take out the rule that was changed last"
        raise ThemeError(Diagnostic("T123", message, theme, hint))
    error_type = getattr(errors, kind)
    raise error_type(*value)


def _start_process(request: bytes, theme: Place) -> bytes:
    # -P: no module is taken from the folder that the user is in
    command = [sys.executable, "-P", "-m", __name__]
    try:
        process = subprocess.run(  # noqa: S603 - our own program
            command, input=request, capture_output=True, timeout=MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _stop_error(f"took more than {MOST_SECONDS} seconds", theme) from None
    if process.returncode:
        raise _stop_error("took more memory than it may, or broke the engine", theme)
    return process.stdout


def _stop_error(problem: str, theme: Place) -> StoppedThemeError:
    message = f"the theme {problem}, and was stopped"
    hint = "try the profile with 'classic'; if that works, it is the theme"
    return StoppedThemeError(Diagnostic("T124", message, theme, hint))


def _answer_call(call: Callable[[Any], Any], job: object) -> tuple[str, Any]:
    """Give what the call gave, or which error it raised and what that carries."""
    try:
        return _DONE, call(job)
    except CvgenError as error:
        return type(error).__name__, error.diagnostics
    except MemoryError:
        return _BROKEN, "it took more memory than it may"
    except Exception as error:  # noqa: BLE001 - a style sheet can fail the engine in any way
        return _BROKEN, f"{type(error).__name__}: {error}"


def _limit_process() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_process()
    with redirect_stdout(sys.stderr):
        function, argument = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - our own process wrote it
        answer = _answer_call(function, argument)
    sys.stdout.buffer.write(pickle.dumps(answer))
