"""Takes `python -m cvgen`, runs the command line."""

from cvgen.cli import main

if __name__ == "__main__":
    main()
