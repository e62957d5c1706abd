"""Every example in every theme, each built once per process."""

from functools import cache

import pytest
from cases import CASES, Case
from printed import Printed
from shipped import example
from written import written

from cvgen.build import build, load_profile
from cvgen.request import Request


@pytest.fixture(scope="session")
def printed(around):
    """Print an example; the same wish is printed once."""

    @cache
    def printed(name, theme, paper="A4", variant=None, options=()):
        wish = Request(theme=theme, variant=variant, options={"paper": paper, **dict(options)})
        return Printed(build(load_profile(example(name)), wish, around))

    return printed


@pytest.fixture(scope="session", params=CASES, ids=lambda case: "-".join(filter(None, case)))
def case(printed, request):
    name, theme, paper, variant = request.param
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
