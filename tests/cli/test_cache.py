"""The cache is where the user says, and stays small; nothing else is removed."""

import os

from cvgen.cli.cache import find_cache_folder, limit_cache


def test_it_can_be_switched_off_or_kept_elsewhere(monkeypatch, tmp_path):
    monkeypatch.setenv("CVGEN_CACHE", "off")
    assert find_cache_folder() is None
    monkeypatch.setenv("CVGEN_CACHE", str(tmp_path))
    assert find_cache_folder() == tmp_path / "cvgen"


def test_of_a_cache_that_is_too_large_the_oldest_files_go(tmp_path):
    names = ["engine/old", "templates/middle", "templates/new", "mine.txt", "mine/old"]
    for age, name in enumerate(names):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * 100_000)
        os.utime(path, (age, age))
    limit_cache(tmp_path, 400_000)
    assert all((tmp_path / name).exists() for name in names)
    limit_cache(tmp_path, 250_000)
    assert all((tmp_path / name).exists() for name in names)  # it was looked at just now
    os.utime(tmp_path / "engine/looked-at", (0, 0))
    limit_cache(tmp_path, 250_000)
    left = {name for name in names if (tmp_path / name).exists()}
    assert left == {"templates/new", "mine.txt", "mine/old"}
