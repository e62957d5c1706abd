"""A theme that is made wrong on purpose, and one rule to judge it by."""

import shutil

import pytest
from shipped import example
from theme_rules import CHILD, RULES

from cvgen.checks import theme_samples, theme_subject
from cvgen.checks.rules import try_rules
from cvgen.checks.theme_subject import Proof
from cvgen.profile.kinds import KINDS
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


EXAMPLE = """
basics:
  name: Ada Example
  label: Physicist
  email: ada@example.org
  summary: I look for a position.
education:
- {studyType: PhD, area: Physics, institution: Example University, startDate: 2020-09, endDate: 2024-06}
skills:
- {name: Programming, keywords: [Python, Fortran]}
"""


@pytest.fixture
def short(tmp_path, monkeypatch):
    """Prove themes by a short example, and by every field of a few kinds of entries: for what hangs on no more."""
    make_full_profile = theme_samples.make_full_profile

    def make_fuller_profile(picture):
        data = make_full_profile(picture)
        kinds = ("work", "publications", "skills")
        return {name: data[name] for name in data if name in kinds or name not in KINDS}

    folder = tmp_path / "example"
    folder.mkdir()
    shutil.copy(example("ada-example").with_name("photo.jpg"), folder)
    shutil.copy(example("ada-example").with_name("letter.md"), folder)
    (folder / "profile.yaml").write_text(EXAMPLE, "utf-8")
    monkeypatch.setattr(theme_subject, "EXAMPLE_FOLDER", folder)
    monkeypatch.setattr(theme_samples, "make_full_profile", make_fuller_profile)


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
