"""A message is short, whatever somebody wrote that it quotes."""

from pathlib import Path

import pytest
import yaml

from cvgen.errors import CvgenError, Diagnostic
from cvgen.files.data import DATA_FOLDER
from cvgen.profile.load import read_profile

BAD = sorted((Path(__file__).parent / "profile" / "bad").rglob("*.yaml"))
CODES = yaml.safe_load((DATA_FOLDER / "codes.yaml").read_text("utf-8"))


@pytest.mark.parametrize("value", ["x" * 5000, "it's " * 1000, "a b c d, 'c' d" * 500])
def test_a_long_value_is_quoted_by_its_beginning(value):
    message = Diagnostic("P202", f"'{value}' is not a key of 'basics' here").message
    assert len(message) <= 160
    assert message.startswith(f"'{value[:10]}")


def test_a_message_of_usual_length_stays():
    message = "the extent 'one', which is not 'another', " + "and some more " * 8
    assert Diagnostic("P202", message).message == message


@pytest.mark.parametrize("severity", ["error", "warning", "note"])
def test_of_a_long_message_the_beginning_and_the_end_stay(severity):
    message = "'one' is what is wrong, " + "because of many things, " * 30 + "and nothing prints"
    shown = Diagnostic("P202", message, severity=severity).message
    assert len(shown) <= 160
    assert shown.startswith("'one' is what is wrong, because")
    assert shown.endswith("many things, and nothing prints")
    assert " … " in shown


def test_a_message_without_blanks_is_short_too():
    assert len(Diagnostic("P202", "x" * 9000).message) <= 160


def test_a_list_in_a_hint_ends_where_the_line_is_full():
    words = ", ".join(f"word{number}" for number in range(100))
    found = Diagnostic("P202", "'x' is not a word here", None, f"known: {words}")
    assert len(f"{found.message} ({found.hint})") <= 160
    assert found.hint.startswith("known: word0, word1")
    assert found.hint.endswith(" …")


@pytest.mark.parametrize("hint", ["write it again " * 40, "say '" + "y" * 5000 + "'", "z" * 5000])
def test_a_long_hint_is_cut(hint):
    shown = Diagnostic("P202", "this is wrong", None, hint).hint
    assert len(shown) <= 160
    assert shown.startswith(hint[:20])


def test_a_short_hint_stays_whole():
    hint = "write '---' above, and below; or leave both out"
    assert Diagnostic("P202", "m " * 75, None, hint).hint == hint


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_mistake_in_a_profile_is_told_in_a_line_that_is_not_too_long(path):
    try:
        found = read_profile(path).warnings
    except CvgenError as error:
        found = error.diagnostics
    for one in found:
        assert len(str(one).removeprefix(f"{one.place}: {one.severity} {one.code}: ")) <= 160


def test_the_words_about_every_code_are_short():
    """`explain` prints them; a message says the same of one place."""
    assert [
        (code, part) for code in CODES for part in ("what", "mend") if len(CODES[code][part]) > 160
    ] == []


@pytest.mark.parametrize("key", ["label", "zzz", "email", "image", "phone", "url"])
@pytest.mark.parametrize("value", ["x" * 5000, "a b, " * 800, "'" * 300 + " '" * 300, "x@" * 900])
def test_a_long_value_of_a_user_makes_no_long_message(tmp_path, key, value):
    path = tmp_path / "profile.yaml"
    data = {"basics": {"name": "Ada Example", key: value}, "work": [{"position": 1, value: key}]}
    path.write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(CvgenError) as caught:
        read_profile(path)
    for one in caught.value.diagnostics:
        assert max(len(one.message), len(one.hint)) <= 160
