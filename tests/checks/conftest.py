"""A theme that is made wrong on purpose, and one rule to judge it by."""

import pytest
from theme_rules import CHILD, RULES

from cvgen.checks.rules import try_rules
from cvgen.checks.theme_subject import Proof


@pytest.fixture
def make(tmp_path):
    """Make a child of classic from the texts of its files; give its folder."""

    def make(files, manifest=CHILD):
        folder = tmp_path / "themes" / "mine"
        for name, content in {"theme.yaml": manifest, **files}.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make


@pytest.fixture
def proof(tmp_path, around):
    """Carry a theme through rules."""

    def proof(wish):
        (tmp_path / "proof").mkdir()
        return Proof(str(wish), around, tmp_path / "proof")

    return proof


@pytest.fixture
def found(proof, make):
    """Judge a theme by one rule; give what it says, without the folders before it."""

    def found(code, files, manifest=CHILD):
        folder = make(files, manifest)
        (verdict,) = try_rules([RULES[code]], proof(folder))
        return [
            str(finding).replace(f"{folder}/", "").replace(f"{folder}:", "")
            for finding in verdict.findings
        ]

    return found
