"""A theme that is made wrong on purpose, and one rule to judge it by."""

import pytest
from theme_rules import CHILD, RULES

from cvgen.checks.rules import try_rules
from cvgen.checks.theme_subject import Proof
from cvgen.render import sandbox


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
def found_by_code(proof, make, monkeypatch):
    """Judge a theme by some rules; give what each says, without the folders before it.

    The theme is our own, and needs no process of its own: what that holds off is tested elsewhere.
    """
    monkeypatch.setattr(sandbox, "run_in_sandbox", lambda call, job, _: call(job))

    def found_by_code(codes, files, manifest=CHILD):
        folder = make(files, manifest)
        subject = proof(folder)
        said = {}
        for code in codes:
            (verdict,) = try_rules([RULES[code]], subject)
            said[code] = [
                str(finding).replace(f"{folder}/", "").replace(f"{folder}:", "")
                for finding in verdict.findings
            ]
        return said

    return found_by_code


@pytest.fixture
def found(found_by_code):
    """Judge a theme by one rule."""

    def found(code, files, manifest=CHILD):
        return found_by_code([code], files, manifest)[code]

    return found
