"""Takes a call that a stranger's theme has a part in, runs it in a process of its own, gives what it gave.

A theme may hang, or ask for more memory than there is: the process has limits, and its end is not ours.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

from cvgen import errors
from cvgen.errors import CvgenError, Diagnostic, Place, ThemeError

MOST_SECONDS = 60
MOST_MEMORY = 2_000_000_000


def run(call: Callable[[Any], Any], job: object, theme: Place) -> Any:
    """Call a function of ours with one argument in another process.

    Raises the CvgenError that it raised, or ThemeError where it took too long, too much, or broke the engine.
    """
    command = [
        sys.executable,
        "-P",
        "-m",
        __name__,
    ]  # -P: no module is taken from the folder that the user is in
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command,
            input=pickle.dumps((call, job)),
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ThemeError(_stopped(f"took more than {MOST_SECONDS} seconds", theme)) from None
    if done.returncode:
        raise ThemeError(_stopped("took more memory than it may, or broke the engine", theme))
    kind, value = pickle.loads(done.stdout)  # noqa: S301 - our own process wrote it
    if kind == "done":
        return value
    if kind == "broken":
        hint = "take out the rule that was changed last"
        raise ThemeError(
            Diagnostic("T123", f"the engine cannot set this theme: {value}", theme, hint)
        )
    raise getattr(errors, kind)(*value)


def _stopped(what: str, theme: Place) -> Diagnostic:
    return Diagnostic(
        "T124",
        f"the theme {what}, and was stopped",
        theme,
        "try the profile with 'classic'; if that works, it is the theme",
    )


def _answer(call: Callable[[Any], Any], job: object) -> tuple[str, Any]:
    try:
        return "done", call(job)
    except CvgenError as error:
        return type(error).__name__, error.diagnostics
    except MemoryError:
        return "broken", "it took more memory than it may"
    except Exception as error:  # noqa: BLE001 - a style sheet can fail the engine in any way
        return "broken", f"{type(error).__name__}: {error}"


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    with redirect_stdout(sys.stderr):
        answer = _answer(*pickle.loads(sys.stdin.buffer.read()))  # noqa: S301 - our own process wrote it
    sys.stdout.buffer.write(pickle.dumps(answer))
