"""Every example in every theme, each built once for all workers."""

import os
import pickle
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from cases import CASES, LETTER_CASES, Case
from printed import Printed
from shipped import example
from written import written

from cvgen.build import build, load_profile
from cvgen.request import Request


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
def printed(around, shared_folder):
    """Print an example; what one worker has printed with the same wish, the others read."""

    @cache
    def printed(name, theme, paper="A4", variant=None, options=()):
        wish = repr((name, theme, paper, variant, options))
        path = shared_folder / sha256(wish.encode()).hexdigest()
        if not path.exists():
            request = Request(
                theme=theme, variant=variant, options={"paper": paper, **dict(options)}
            )
            built = build(load_profile(example(name)), request, around)
            write_whole(path, pickle.dumps((built.pdf.data, built.warnings)))
        return Printed(*pickle.loads(path.read_bytes()))  # noqa: S301 - this run wrote it

    return printed


def write_whole(path, data):
    """Another worker may look for the file at any moment."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).replace(path)


def name_case(case):
    return "-".join(filter(None, case))


@pytest.fixture(scope="session", params=CASES, ids=name_case)
def case(printed, request):
    return make_case(printed, *request.param)


@pytest.fixture(scope="session", params=[*CASES, *LETTER_CASES], ids=name_case)
def paper_case(printed, request):
    """As `case`, and on Letter: for what the size of the paper could change."""
    return make_case(printed, *request.param)


def make_case(printed, name, theme, paper, variant):
    return Case(
        theme,
        variant is None,
        written(example(name), variant),
        printed(name, theme, paper, variant),
    )


@pytest.fixture(scope="session")
def with_options(printed):
    """Print an example with options of its theme."""

    def with_options(name, theme, options):
        return Case(
            theme,
            shipped=False,
            says=written(example(name), date_style=options.get("date-style", "short")),
            pdf=printed(name, theme, options=tuple(options.items())),
        )

    return with_options
