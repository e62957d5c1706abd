"""Run the command line: `python -m cvgen`."""

from cvgen.cli import main

if __name__ == "__main__":
    main()
