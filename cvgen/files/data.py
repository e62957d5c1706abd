"""The folders and tables that ship inside the package."""

from __future__ import annotations

from pathlib import Path

PACKAGE_FOLDER = Path(__file__).parent.parent
DATA_FOLDER = PACKAGE_FOLDER / "data"
