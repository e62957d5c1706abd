"""What many tests need: a profile made from its text, its PDF, and a fresh interpreter."""

import os
import subprocess
import sys

import pytest
from shipped import TODAY

from cvgen.build import build, load_profile
from cvgen.request import Environment, Request


def pytest_configure(config):
    # WeasyPrint 70 leaves its colour profile open; ziamath 0.13 reads its fonts in an old way.
    config.addinivalue_line("filterwarnings", "ignore:unclosed file .*sRGB2014.icc:ResourceWarning")
    config.addinivalue_line("filterwarnings", "ignore:path is deprecated:DeprecationWarning")


def pytest_collection_modifyitems(items):
    """Keep what looks at one PDF on one worker, which reads it once."""
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        case = parameters.get("case") or parameters.get("paper_case")
        if isinstance(case, tuple):
            item.add_marker(pytest.mark.xdist_group("-".join(case[:2])))


@pytest.fixture(scope="session")
def around(tmp_path_factory):
    return Environment(TODAY, (), tmp_path_factory.mktemp("cache"))


@pytest.fixture
def load_text(tmp_path):
    """Load a profile from its text."""

    def load_text(text, name="profile.yaml"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return load_profile(path)

    return load_text


@pytest.fixture
def print_text(load_text, around):
    """Build a profile from its text, with what else is wished."""

    def print_text(text, name="profile.yaml", **wish):
        return build(load_text(text, name), Request(**wish), around)

    return print_text


@pytest.fixture(scope="session")
def python():
    """Run Python in a process of its own, which must end well; gives what it wrote to standard output."""

    def python(*arguments, **options):
        environment = (
            os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | options.pop("env", {})
        )
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, env=environment, check=False, **options)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()
        return done.stdout.decode()

    return python
