"""The engine is patched only while it prints, by one thread at a time, and checked first."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from shipped import example

from cvgen.build import build, load_profile
from cvgen.errors import RenderError
from cvgen.plan.request import Request
from cvgen.render import engine
from cvgen.render.patches import Patch, apply_patches, read_private
from cvgen.render.weasyprint_patches import PATCHES, REQUIRED_NAMES

JOBS = (
    ("jifeng-song", "classic"),
    ("peking-undergraduate", "sidebar"),
    ("daize-dong", "classic"),
    ("jifeng-song", "song"),
)
NAMES = sorted({*REQUIRED_NAMES, *(f"{patch.module}:{patch.name}" for patch in PATCHES)})


def find_owner(name):
    """Find what has an attribute, and the attribute's name."""
    module, _, path = name.partition(":")
    owner = import_module(module)
    *parents, attribute = path.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    return owner, attribute


def read_engine():
    """Read what stands now under every name that is patched."""
    values = {}
    for patch in PATCHES:
        owner, attribute = find_owner(f"{patch.module}:{patch.name}")
        values[patch.module, patch.name] = vars(owner)[attribute]
    return values


def build_example(name, theme, around):
    return build(load_profile(example(name)), Request(theme=theme), around).pdf.data


def test_threads_make_the_same_bytes_as_one_and_leave_nothing_patched(around):
    alone = [build_example(*job, around) for job in JOBS]
    before = read_engine()
    with ThreadPoolExecutor(len(JOBS)) as pool:
        together = list(pool.map(lambda job: build_example(*job, around), JOBS * 2))
    assert together == alone * 2
    assert read_engine() == before


def test_a_thread_waits_while_another_has_the_patches(print_html):
    print_html()
    before = read_engine()
    with ThreadPoolExecutor(1) as pool, apply_patches(PATCHES):
        other = pool.submit(print_html)
        with pytest.raises(TimeoutError):
            other.result(timeout=0.2)
        assert read_engine() != before
        pool.submit(lambda: None)
    assert other.result().data == print_html().data
    assert read_engine() == before


def test_the_same_thread_may_enter_again(print_html):
    alone = print_html().data
    before = read_engine()
    with apply_patches(PATCHES, REQUIRED_NAMES):
        patched = read_engine()
        assert print_html().data == alone
        assert read_engine() == patched
    assert read_engine() == before


def test_what_fails_leaves_nothing_patched(print_html):
    print_html()
    before = read_engine()
    with pytest.raises(ZeroDivisionError), apply_patches(PATCHES):
        1 / 0  # noqa: B018 - anything that fails
    assert read_engine() == before

    def fail(_):
        raise ValueError("in making")

    broken = Patch("pydyf", "PDF.page_references", (), fail, "")
    with pytest.raises(ValueError, match="in making"), apply_patches((*PATCHES, broken)):
        pass
    assert read_engine() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_gone_is_one_error_that_names_it(name, print_html, monkeypatch):
    print_html()
    owner, attribute = find_owner(name)
    monkeypatch.delattr(owner, attribute)
    with pytest.raises(RenderError) as caught:
        print_html()
    (finding,) = caught.value.diagnostics
    assert finding.code == "R209"
    assert "WeasyPrint 70." in finding.message
    assert f"'{name.replace(':', '.')}'" in finding.message
    monkeypatch.undo()
    assert print_html().data


@pytest.mark.parametrize(
    "name", [f"{patch.module}:{patch.name}" for patch in PATCHES if patch.parameters]
)
def test_a_function_that_takes_other_arguments_is_an_error(name, print_html, monkeypatch):
    print_html()
    owner, attribute = find_owner(name)

    def other(context, surprise):
        pass

    monkeypatch.setattr(owner, attribute, other)
    with pytest.raises(RenderError, match="is not the engine that cvgen is written for"):
        print_html()


def test_another_version_is_an_error_that_names_it(around, monkeypatch):
    build_example(*JOBS[0], around)
    monkeypatch.setattr(import_module("weasyprint"), "__version__", "71.0")
    with pytest.raises(RenderError) as caught:
        build_example(*JOBS[0], around)
    (finding,) = caught.value.diagnostics
    assert finding.code == "R209"
    assert "WeasyPrint 71.0 with pydyf " in finding.message
    assert "'weasyprint>=70,<71'" in finding.hint


def test_an_engine_that_cannot_be_imported_is_an_error(print_html, monkeypatch):
    def fail(*_):
        raise ImportError("no module named weasyprint")

    monkeypatch.setattr(engine, "load_engine", fail)
    with pytest.raises(RenderError, match="cannot be imported"):
        print_html()


def test_a_private_attribute_that_is_gone_is_an_error():
    with pytest.raises(RenderError, match="'object' has no '_page_box'"):
        read_private(object(), "_page_box")


def test_every_patch_says_why():
    assert all(patch.why for patch in PATCHES)
    assert all(patch.upstream.startswith("https://") for patch in PATCHES if patch.upstream)
