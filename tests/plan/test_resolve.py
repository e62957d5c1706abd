"""A plan decides each thing once, and a CV and a letter of one person are planned alike."""

from collections import Counter

import pytest
from shipped import example

from cvgen.build import build, build_letter, load_profile
from cvgen.plan import resolve as resolving
from cvgen.plan.request import Request
from cvgen.profile import letter as letters


@pytest.fixture
def calls(monkeypatch):
    """Count how often the target, the settings and the audience of a document are looked up."""
    counts = Counter()

    def count(name):
        original = getattr(resolving, name)

        def counted(*arguments, **options):
            counts[name] += 1
            return original(*arguments, **options)

        monkeypatch.setattr(resolving, name, counted)

    for name in ("find_target", "resolve_settings", "find_audience"):
        count(name)
    return counts


def test_one_build_looks_up_its_target_its_audience_and_its_settings_once(around, calls):
    profile = load_profile(example("ada-example"))
    build(profile, Request(target="cambridge", variant="chinese"), around)
    assert calls == {"find_target": 1, "resolve_settings": 1, "find_audience": 1}


def test_one_letter_looks_up_its_target_its_audience_and_its_settings_once(around, calls):
    path = example("ada-example")
    source = letters.read_letter(path.with_name("letter.md"))
    build_letter(source, load_profile(path), Request(target="cambridge"), around)
    assert calls == {"find_target": 1, "resolve_settings": 1, "find_audience": 1}


def test_one_build_reads_the_file_of_its_target_once(around, load_text, monkeypatch):
    from cvgen.target import load

    profile = load_text("basics: {name: Ada Example}\n")
    folder = profile.folder / "targets"
    folder.mkdir()
    (folder / "mine.yaml").write_text("title: T\nsource: S\nchecked_on: 2026\n", "utf-8")
    read = []
    original = load.read_target
    monkeypatch.setattr(load, "read_target", lambda path: read.append(path) or original(path))
    build(profile, Request(target="mine"), around)
    assert read == [folder / "mine.yaml"]
