"""What others may send, changed at random, is read or refused in our own words.

CVGEN_FUZZ=5000 runs so many of each kind, and CVGEN_FUZZ_SEED=7000 begins at that number.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_COUNT = int(os.environ.get("CVGEN_FUZZ", "25"))
_FIRST = int(os.environ.get("CVGEN_FUZZ_SEED", "0"))


@pytest.mark.parametrize("kind", ["pdf", "picture", "bib", "profile", "tex"])
def test_what_is_changed_at_random_is_read_or_refused(kind: str) -> None:
    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("fuzz.py")), kind]
    done = subprocess.run(
        [*command, str(_FIRST), str(_COUNT)],
        capture_output=True, text=True, timeout=60 + 10 * _COUNT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-300:]
