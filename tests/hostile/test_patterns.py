"""No regular expression of cvgen takes a time that grows faster than the square of what it reads."""

from __future__ import annotations

import re
import subprocess
import sys

import patterns
import pytest

_LENGTH = 240
_MANY = 250  # expressions: fewer would mean that they are not found


def test_every_expression_ends_soon_on_texts_that_repeat_what_it_repeats() -> None:
    """The limit is one of the processor's time, two hundred times what the square of the length takes."""
    command = [sys.executable, patterns.__file__, str(_LENGTH)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *slow, tried = done.stdout.splitlines()
    assert slow == []
    assert int(tried.split()[1]) > _MANY


def test_one_that_doubles_its_time_with_each_letter_is_found() -> None:
    assert patterns.is_slow(re.compile("(?:a+)+b"), 100)
    assert not patterns.is_slow(re.compile("(?:a+,)+b"), 100)


@pytest.mark.parametrize(
    ("number", "formula"),
    [
        ("5e-3", r"5\times 10^{-3}"),
        (" 1e6 ", "10^{6}"),
        (r"2.5 \pm 0.1", r"2.5\pm 0.1"),
        ("1 000", "1 000"),
        ("x", "x"),
    ],
)
def test_numbers_are_read_as_siunitx_reads_them(number: str, formula: str) -> None:
    from cvgen.text.science import _expand_number

    assert _expand_number(number) == formula
