"""Which item of one list is which of another."""

import pytest

from cvgen.diff.match import likeness, moved, paired


def themselves(item):
    return [item]


def test_equal_items_are_paired_in_order():
    assert paired("abca", "acba", [themselves], likeness) == {0: 0, 1: 2, 2: 1, 3: 3}


def test_the_likest_items_are_paired_first():
    before = ["the quick brown fox", "the quick brown bear jumps"]
    after = ["the quick brown bear", "nothing in common"]
    assert paired(before, after, [], likeness) == {1: 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Compresing", "Compressing"), ("物理学博士", "物理学硕士"), ("a b c d", "d c b x")],
)
def test_texts_that_share_most_words_or_letters_are_alike(one, other):
    assert likeness(one, other) >= 0.5


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
    assert likeness(one, other) < 0.5


@pytest.mark.parametrize(
    ("places", "out"), [([], 0), ([0, 1, 2], 0), ([2, 0, 1], 1), ([1, 2, 0], 1), ([2, 1, 0], 2)]
)
def test_as_few_as_can_be_have_moved(places, out):
    assert len(moved(places)) == out


def test_what_has_not_moved_rises():
    places = [place * 23 % 61 for place in range(61)]
    rest = [place for place in places if place not in moved(places)]
    assert rest == sorted(rest)
