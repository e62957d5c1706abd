"""A message is short, whatever somebody wrote that it quotes."""

import pytest

from cvgen.errors import Diagnostic


@pytest.mark.parametrize("value", ["x" * 5000, "it's " * 1000, "a b c d, 'c' d" * 500])
def test_a_long_value_is_quoted_by_its_beginning(value):
    message = Diagnostic("P202", f"'{value}' is not a key of 'basics' here").message
    assert len(message) <= 160
    assert message.startswith(f"'{value[:10]}")


def test_a_message_of_usual_length_stays():
    message = "the extent 'one', which is not 'another', " + "and some more " * 8
    assert Diagnostic("P202", message).message == message


def test_what_stands_between_two_quotations_stays():
    words = "stands behind " + "a long explanation of ours " * 6
    message = f"'one' {words} and not 'two'"
    assert Diagnostic("P202", message).message == message
