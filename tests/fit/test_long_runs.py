"""A text with nowhere to break is refused with its place before the engine, whose time it would square."""

from datetime import date
from types import SimpleNamespace

import pytest

from cvgen.compose import compose, locale
from cvgen.errors import RenderError
from cvgen.fit.runs import MOST_CHARACTERS, check_runs
from cvgen.plan.composition import Composition

TODAY = date(2026, 11, 20)


@pytest.fixture
def composed(load_text):
    def compose_text(text):
        profile = load_text(text)
        document, _ = compose(profile, locale.find_locale("en"), TODAY)
        return Composition(SimpleNamespace(profile=profile, letter=None), document)

    return compose_text


@pytest.mark.parametrize("run", ["x" * 90_000, "&" * 50_000, "a\\u00a0" * 20_000, "a-" * 9000])
def test_a_run_that_is_longer_than_any_word_is_told_with_its_line_and_key(composed, run):
    text = f'basics: {{name: Ada}}\nwork:\n- position: Clerk\n  summary: "See {run} here"\n'
    with pytest.raises(RenderError) as raised:
        check_runs(composed(text))
    (finding,) = raised.value.diagnostics
    assert (finding.code, finding.place.line) == ("R215", 4)
    assert "'summary'" in finding.message
    assert len(finding.message) <= 160


@pytest.mark.parametrize(
    "text",
    ["word " * 5000, "字" * 20_000, "คำ" * 5000, "x" * MOST_CHARACTERS],
    ids=["words", "Chinese", "Thai", "a long word"],
)
def test_a_text_that_lines_can_end_in_may_be_long(composed, text):
    check_runs(composed(f"basics: {{name: Ada}}\nstatement: '{text}'\n"))


def test_an_address_behind_a_text_may_be_long(composed):
    address = "https://example.org/" + "x" * 5000
    check_runs(composed(f"basics: {{name: Ada}}\nwork: [{{position: C, url: '{address}'}}]\n"))
