"""Every example in every theme, each built once for all workers."""

from functools import cache

import pytest
from cases import CASES, LETTER_CASES, Case
from printed import Printed
from shipped import example
from written import written


@pytest.fixture(scope="session")
def printed(build_example):
    """Print an example, and open it once on each worker."""

    @cache
    def printed(name, theme, paper="A4", variant=None, options=()):
        return Printed.of(build_example(name, theme, paper, variant, options))

    return printed


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
            says=written(
                example(name),
                date_style=options.get("date-style", "short"),
                link_addresses=options.get("link-addresses") == "true",
                heading_words=options.get("heading-words", "own"),
            ),
            pdf=printed(name, theme, options=tuple(options.items())),
        )

    return with_options
