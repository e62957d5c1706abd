"""A desk for every test of a command."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import Desk

WHOLE = (".cache", ".gitignore", ".nojekyll")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Share one home, so that its cache is warm."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def desk(tmp_path: Path, home: Path) -> Iterator[Desk]:
    """Give an empty desk, and see at the end that no half file lies on it."""
    folder = tmp_path / "desk"
    folder.mkdir()
    desk = Desk(folder, home, tmp_path / "log")
    yield desk
    assert [path for path in folder.rglob(".*") if path.name not in WHOLE] == []
