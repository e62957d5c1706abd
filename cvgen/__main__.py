"""Run the command line: `python -m cvgen`, or the command `cvgen`."""

from __future__ import annotations

import os
import sys

# Nothing else is imported here, so that hardly any moment is left before this module is at work.
_INTERRUPTED = 130


def main() -> None:
    """Run the command line; whenever somebody stops it, one line says so."""
    sys.unraisablehook = _stop_in_destructor
    try:
        from cvgen.cli import main as run_command

        run_command()
    except KeyboardInterrupt:
        _stop()


def _stop() -> None:
    # Not by `print`, whose buffer may be what was interrupted.
    os.write(2, b"\nstopped; earlier files are untouched\n")
    os._exit(_INTERRUPTED)


def _stop_in_destructor(ignored: sys.UnraisableHookArgs) -> None:
    """Stop where Python would print that it ignored the interruption, and go on."""
    if issubclass(ignored.exc_type, KeyboardInterrupt):
        _stop()
    sys.__unraisablehook__(ignored)


if __name__ == "__main__":
    main()
