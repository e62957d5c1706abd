"""Which item of one list is which of another."""

import pytest

from cvgen.diff.match import compute_likeness, find_moved, match_items


def themselves(item):
    return [item]


def test_equal_items_are_paired_in_order():
    assert match_items("abca", "acba", [themselves], compute_likeness).pairs == {
        0: 0,
        1: 2,
        2: 1,
        3: 3,
    }


def test_the_likest_items_are_paired_first():
    before = ["the quick brown fox", "the quick brown bear jumps"]
    after = ["the quick brown bear", "nothing in common"]
    assert match_items(before, after, [], compute_likeness).pairs == {1: 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Compresing", "Compressing"), ("物理学博士", "物理学硕士"), ("a b c d", "d c b x")],
)
def test_texts_that_share_most_words_or_letters_are_alike(one, other):
    assert compute_likeness(one, other) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MSc", "PhD"),
        ("", ""),
        ("Chess", "Go"),
        ("Area laws of networks", "Tensor trains of water"),
    ],
)
def test_others_are_not(one, other):
    assert compute_likeness(one, other) < 0.5


@pytest.mark.parametrize(
    ("places", "out"), [([], 0), ([0, 1, 2], 0), ([2, 0, 1], 1), ([1, 2, 0], 1), ([2, 1, 0], 2)]
)
def test_as_few_as_can_be_have_moved(places, out):
    assert len(find_moved(places)) == out


def test_what_has_not_moved_rises():
    places = [place * 23 % 61 for place in range(61)]
    rest = [place for place in places if place not in find_moved(places)]
    assert rest == sorted(rest)
