"""A profile is printed as it comes: to fit, it may be set closer, or wider apart."""

import pytest

from cvgen.build import build
from cvgen.plan.request import Request


@pytest.fixture
def print_text(load_text, around):
    """Build a profile from its text, with what else is wished, and its density left open."""

    def print_text(text, name="profile.yaml", **wish):
        return build(load_text(text, name), Request(**wish), around)

    return print_text
