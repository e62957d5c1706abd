"""What is found in a finished file is told at its place in the profile."""

from cvgen.errors import Diagnostic, Place
from cvgen.files.yamlfile import Tree
from cvgen.plan.places import place_findings

TREE = Tree(
    {"basics": {"name": "Ada Example"}, "work": [{"summary": "Led by Ada Example in 2020"}]},
    "cv.yaml",
    {},
    {
        ("basics", "name"): Place("cv.yaml", 1, 16),
        ("work", 0, "summary"): Place("cv.yaml", 3, 5),
    },
)


def find_place(message, place=None):
    (finding,) = place_findings([Diagnostic("X101", message, place)], TREE)
    return finding.place


def test_the_words_around_a_quote_say_which_place_is_meant():
    excerpt = "…Experience Led by Ada Example in 2020 Educ…"
    message = f"the name 'Ada Example' is in the text of page 1: {excerpt}"
    assert find_place(message) == Place("cv.yaml", 3, 5)


def test_else_the_quote_is_looked_for_and_else_the_first_line_counts():
    assert find_place("the name 'Ada Example' is in the metadata") == Place("cv.yaml", 1, 16)
    assert find_place("not read: 'https://example.org'") == Place("cv.yaml", 1, 1)


def test_a_place_that_is_known_stays():
    assert find_place("'Ada Example'", Place("style.css", 7, 1)) == Place("style.css", 7, 1)
