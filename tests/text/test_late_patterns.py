"""A late expression is one like any other, whoever asks it."""

import copy
import pickle
import re

import pytest

from cvgen.text.patterns import compile_late, compile_libraries_late

DATE = r"(\d{4})-(\d\d)"


def test_a_late_expression_finds_what_a_compiled_one_finds() -> None:
    late, compiled = compile_late(DATE), re.compile(DATE)
    text = "from 2021-05 to 2024-11"
    assert late.findall(text) == compiled.findall(text) == [("2021", "05"), ("2024", "11")]
    assert late.sub(r"\2/\1", text) == "from 05/2021 to 11/2024"
    assert (late.pattern, late.flags, late.groups) == (DATE, compiled.flags, 2)
    assert compile_late("[a-z]+", re.IGNORECASE).fullmatch("AdA")


def test_a_late_expression_is_taken_by_who_takes_compiled_ones() -> None:
    late = compile_late(DATE)
    assert isinstance(late, re.Pattern)
    assert re.sub(late, "now", "until 2024-11") == "until now"
    assert re.split(late, "a 2024-11 b") == ["a ", "2024", "11", " b"]
    assert re.compile(late).search("2024-11")


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_a_late_expression_can_be_copied(copied) -> None:
    match = copied(compile_late(DATE)).search("2024-11")
    assert match[1] == "2024"


def test_an_expression_of_a_library_can_be_sent_to_another_process(monkeypatch) -> None:
    monkeypatch.setattr(re, "compile", re.compile)
    compile_libraries_late()
    sent = pickle.dumps(re.compile(DATE, re.ASCII))
    monkeypatch.undo()
    received = pickle.loads(sent)  # noqa: S301 - our own bytes
    assert received.search("2024-11")[1] == "2024"
    assert received.flags & re.ASCII


def test_a_broken_expression_is_told_when_it_is_used() -> None:
    late = compile_late("(")
    with pytest.raises(re.error):
        late.search("")


def test_a_command_leaves_expressions_of_libraries_that_it_does_not_use(python, tmp_path) -> None:
    """PyYAML's reader, of which the fast parser uses nothing, takes 4 ms for one."""
    profile = tmp_path / "profile.yaml"
    profile.write_text("basics: {name: Ada}\n")
    code = f"""
import os, re, sys

def tell(status):
    from yaml.reader import Reader
    print(status, type(Reader.NON_PRINTABLE) is re.Pattern, file=sys.__stdout__, flush=True)

from cvgen.cli import main
import cvgen.render.engine
cvgen.render.engine.exit_process = tell
sys.argv[1:] = ["check", {str(profile)!r}]
main()
"""
    assert python("-c", code).splitlines()[-1] == "0 False"
