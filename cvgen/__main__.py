"""Run the command line: `python -m cvgen`, or the command `cvgen`."""

from __future__ import annotations

from cvgen.cli import main

if __name__ == "__main__":
    main()
