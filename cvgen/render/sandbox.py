"""Run a call that somebody else's file has a part in as a process of its own.

A theme or a PDF may hang, or ask for more memory than there is: the process has limits, and its end
is not ours. Windows and macOS have only the limit of time.
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
from cvgen.render.engine import keep_whole_sheet

MOST_SECONDS = 60
MOST_MEMORY = 2_000_000_000
_DONE = "done"
_BROKEN = "broken"
_FULL = "full"


class StoppedCallError(Exception):
    """A call took more than it may, and was stopped; the message goes on from "it"."""


class BrokenCallError(Exception):
    """A call failed in a way that nobody foresaw; the message says how."""


class FullMemoryError(BrokenCallError):
    """A call asked for more memory than it may have."""


def run_in_sandbox(call: Callable[[Any], Any], job: object, theme: Place) -> Any:
    """Call a function of ours with one argument, in which a theme has a part, in another process.

    Raises the CvgenError that it raised, or ThemeError where it took too long, too much, or broke
    the engine.
    """
    try:
        return run_with_limits(call, job, MOST_SECONDS)
    except StoppedCallError as error:
        message = f"the theme {error}, and was stopped"
        hint = "try the profile with 'classic'; if that works, it is the theme"
        raise StoppedThemeError(Diagnostic("T124", message, theme, hint)) from None
    except BrokenCallError as error:
        message = f"the engine cannot set this theme: {error}"
        hint = "take out the rule that was changed last"
        raise ThemeError(Diagnostic("T123", message, theme, hint)) from None


def run_with_limits(
    call: Callable[[Any], Any], job: object, most_seconds: int, most_memory: int = MOST_MEMORY
) -> Any:
    """Call a function of ours with one argument in another process; memory is in bytes.

    Raises the CvgenError that it raised, StoppedCallError, or BrokenCallError.
    """
    answer = _start_process(pickle.dumps((call, job)), most_seconds, most_memory)
    kind, value = pickle.loads(answer)  # noqa: S301 - our own process wrote it
    if kind == _DONE:
        return value
    if kind == _FULL:
        raise FullMemoryError("it took more memory than it may")
    if kind == _BROKEN:
        raise BrokenCallError(value)
    error_type = getattr(errors, kind)
    raise error_type(*value)


def _start_process(request: bytes, most_seconds: int, most_memory: int) -> bytes:
    # -P: no module is taken from the folder that the user is in
    command = [sys.executable, "-P", "-m", __name__, str(most_seconds), str(most_memory)]
    try:
        process = subprocess.run(  # noqa: S603 - our own program
            command, input=request, capture_output=True, timeout=most_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise StoppedCallError(f"took more than {most_seconds} seconds") from None
    if process.returncode:
        raise StoppedCallError("took more memory than it may, or broke the program")
    return process.stdout


def _answer_call(call: Callable[[Any], Any], job: object) -> tuple[str, Any]:
    """Give what the call gave, or which error it raised and what that carries."""
    try:
        return _DONE, call(job)
    except CvgenError as error:
        return type(error).__name__, error.diagnostics
    except MemoryError:
        return _FULL, ""
    except Exception as error:  # noqa: BLE001 - a foreign file can fail what reads it in any way
        return _BROKEN, f"{type(error).__name__}: {error}"


def _limit_process(most_seconds: int, most_memory: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
        resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    keep_whole_sheet()
    _limit_process(int(sys.argv[1]), int(sys.argv[2]))
    with redirect_stdout(sys.stderr):
        function, argument = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - our own process wrote it
        answer = _answer_call(function, argument)
    sys.stdout.buffer.write(pickle.dumps(answer))
