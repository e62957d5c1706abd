"""The commands: each reads what was typed, makes one call, and prints one result.

Exit codes: 0 done, 1 something that the user can mend, 2 wrong usage, 70 a bug of ours, 130
interrupted. Nothing else is imported here, so that hardly any moment is left in which somebody who
stops a command is not understood.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # as of `typing`, which takes longer to import than all before it
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from cvgen.cli.command import CommandGroup

    app: CommandGroup

_BUG = 70
_OBJECTS_BETWEEN_COLLECTIONS = 500_000
_ROOM_FOR_FRAMES = 60_000  # values, which is half a megabyte
_INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line; whenever somebody stops it, one line says so."""
    sys.unraisablehook = _stop_in_destructor
    # Modules and documents are kept to the end: looking through them for what can go is in vain.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        from cvgen.text.patterns import compile_libraries_late

        compile_libraries_late()
        # Python takes memory for the frames of functions in pieces of 16 kB, and gives each back
        # when its first function returns: 1,200 times in four pages, 2 % of their time. A function
        # that may need much gets one piece, which holds all that it calls.
        _run.__code__ = _run.__code__.replace(co_stacksize=_ROOM_FOR_FRAMES)
        from cvgen.render.engine import exit_process

        exit_process(_run())
    except KeyboardInterrupt:
        _stop()


def _stop() -> NoReturn:
    # Not by `print`, whose buffer may be what was interrupted.
    os.write(2, b"\nstopped; earlier files are untouched\n")
    os._exit(_INTERRUPTED)


def _stop_in_destructor(ignored: sys.UnraisableHookArgs) -> None:
    """Stop where Python would print that it ignored the interruption, and go on."""
    if issubclass(ignored.exc_type, KeyboardInterrupt):
        _stop()
    sys.__unraisablehook__(ignored)


def _run() -> int:
    """Run a command, and return its exit code."""
    from cvgen.cli import console
    from cvgen.cli.commands import make_app
    from cvgen.errors import CvgenError

    try:
        make_app(sys.argv[1:])(standalone_mode=True)
    except SystemExit as ended:
        return _read_exit_code(ended)
    except CvgenError as error:
        console.print_findings(error.diagnostics)
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:
        subject = error.filename or "the result"
        console.print_message(f"{subject}: {error.strerror or error}")
        return 1
    except Exception as error:
        import shlex

        if "--debug" in sys.argv:
            raise
        again = shlex.join(["cvgen", "--debug", *sys.argv[1:]])
        console.print_message(
            f"this is a bug in cvgen, not yours: {type(error).__name__}: {error} "
            f"(report what this prints: {again})"
        )
        return _BUG
    return 0


def _read_exit_code(ended: SystemExit) -> int:
    from cvgen.cli import console

    if ended.code == _INTERRUPTED:
        console.print_message("stopped; earlier files are untouched")
    if isinstance(ended.code, int):
        return ended.code
    return 1 if ended.code else 0


def __getattr__(name: str) -> Any:
    """Import the commands where somebody asks for them by this module."""
    if name != "app":
        raise AttributeError(name)
    from cvgen.cli.commands import make_app

    return make_app()
