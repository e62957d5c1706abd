"""Expressions that are kept between two runs match as those that are compiled anew."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from cvgen.cli.pattern_file import PatternKeeper
from cvgen.text.patterns import LatePattern, compile_late

HOUSE = Path(__file__).parents[2] / "cvgen"
MODULES = sorted(
    ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts)
    for path in HOUSE.rglob("*.py")
    if "re.compile(" in path.read_text("utf-8") or "compile_late(" in path.read_text("utf-8")
)


@pytest.fixture
def make_keeper(tmp_path, monkeypatch):
    """Make keepers of one folder, each as of a process of its own."""

    def make():
        keeper = PatternKeeper(tmp_path / "patterns")
        monkeypatch.setattr(re._compiler, "compile", keeper.compile_pattern)
        re.purge()
        return keeper

    return make


def list_patterns():
    for name in MODULES:
        for value in vars(import_module(name)).values():
            if isinstance(value, (re.Pattern, LatePattern)):
                yield value.pattern, value.flags


def test_every_expression_of_ours_is_the_same_when_it_is_kept(make_keeper):
    patterns = list(list_patterns())
    assert len(patterns) > 200
    own = [re.compile(pattern, flags) for pattern, flags in patterns]
    first = make_keeper()
    for pattern, flags in patterns:
        compile_late(pattern, flags).compile()
    first.save_patterns()
    second = make_keeper()
    compiled = [second.compile_pattern(pattern, flags) for pattern, flags in patterns]
    assert compiled == own
    assert [(each.groups, each.groupindex) for each in compiled] == [
        (each.groups, each.groupindex) for each in own
    ]


def test_it_is_compiled_once_for_all_runs(make_keeper, monkeypatch):
    first = make_keeper()
    compile_late("(?P<year>[0-9]{4})-x").compile()
    first.save_patterns()
    make_keeper()
    monkeypatch.setattr(re._parser, "parse", None)
    assert compile_late("(?P<year>[0-9]{4})-x").compile().match("1984-x")["year"] == "1984"


def test_words_of_a_profile_are_not_kept(make_keeper, tmp_path):
    def find(word, text):
        return re.search(re.escape(word), text)

    keeper = make_keeper()
    assert find("Ada Secret", "by Ada Secret")
    compile_late("ours").compile()
    keeper.save_patterns()
    [file] = (tmp_path / "patterns").iterdir()
    assert b"Secret" not in file.read_bytes()
    assert b"ours" in file.read_bytes()


@pytest.mark.parametrize("junk", [b"", b"junk", b"\xe9\x01", None])
def test_a_broken_file_is_as_good_as_none(make_keeper, tmp_path, junk):
    first = make_keeper()
    compile_late("a+b").compile()
    first.save_patterns()
    [file] = (tmp_path / "patterns").iterdir()
    file.write_bytes(file.read_bytes()[:-20] if junk is None else junk)
    again = make_keeper()
    assert compile_late("a+b").compile().match("aab")
    again.save_patterns()
    make_keeper()
    assert compile_late("a+b").compile().match("aab")


def test_an_expression_that_is_wrong_says_so(make_keeper):
    make_keeper()
    with pytest.raises(re.error, match="unterminated"):
        compile_late("(").compile()


@pytest.mark.parametrize(("switch", "kept"), [("on", True), ("off", False)])
def test_the_command_keeps_them_in_the_cache_alone(tmp_path, switch, kept):
    cache = tmp_path / "cache"
    environment = {"HOME": str(tmp_path), "CVGEN_CACHE": "off" if switch == "off" else str(cache)}
    command = [sys.executable, "-P", "-m", "cvgen", "explain", "P202"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0
    assert bool(list(tmp_path.rglob("patterns-*"))) is kept
    assert all(cache in path.parents for path in tmp_path.rglob("patterns-*"))
