"""Every code of the source stands in the table, with one meaning in plain clauses, and no other."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cvgen.checks import pdf as preflight
from cvgen.cli import app
from cvgen.codes import find_code, list_codes
from cvgen.errors import CvgenError

SOURCE = Path(__file__).parent.parent / "cvgen"
TABLE = SOURCE / "data" / "codes.yaml"
CODE = re.compile(r"[A-Z]\d{3}")
# Codes that a test of a code may ask for: what they steer would hang on the text of a message.
ATTRIBUTE = "code"


def list_trees():
    """Parse every module of the program."""
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def is_code(node):
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and bool(CODE.fullmatch(node.value))
    )


def test_every_code_of_the_source_is_in_the_table_and_the_other_way_round():
    used = {node.value for _, tree in list_trees() for node in ast.walk(tree) if is_code(node)}
    assert used == {code.name for code in list_codes()}


def test_no_module_makes_a_code_from_parts_or_compares_one():
    """A code is written whole where it is raised, and the program does not steer by it."""
    steering = []
    for path, tree in list_trees():
        for node in ast.walk(tree):
            compared = isinstance(node, ast.Compare) and any(
                is_code(side) for side in (node.left, *node.comparators)
            )
            cut = (
                isinstance(node, ast.Subscript)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr == ATTRIBUTE
            )
            prefix = (
                isinstance(node, ast.Attribute)
                and node.attr in ("startswith", "endswith")
                and isinstance(node.value, ast.Attribute)
                and node.value.attr == ATTRIBUTE
            )
            if compared or cut or prefix:
                steering.append(f"{path.name}:{node.lineno}")
    assert steering == []


def test_each_code_stands_once_in_order_and_below_its_letter():
    names = []
    letters = []
    for line in TABLE.read_text("utf-8").splitlines():
        if match := re.match(r"([A-Z]\d{3}):$", line):
            names.append(match[1])
        elif match := re.match(r"# ([A-Z]): \w", line):
            letters.append((match[1], len(names)))
    assert names == sorted(set(names)) == [code.name for code in list_codes()]
    assert [letter for letter, _ in letters] == sorted({name[0] for name in names})
    assert [names[index][0] for _, index in letters] == [letter for letter, _ in letters]


def test_no_two_codes_mean_the_same():
    counts = Counter(code.what for code in list_codes())
    assert [what for what, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("field", ["what", "why", "mend"])
def test_every_code_is_explained_in_plain_clauses(field):
    """As messages are: they begin small, end without a full stop, and are more than a word."""
    bad = []
    for code in list_codes():
        text = getattr(code, field)
        words = text.split()
        least = 1 if words[0] == "nothing;" else 2
        plain = (
            len(words) >= least
            and text == " ".join(words)
            and not text.endswith((".", ",", ":", ";"))
            and not (words[0].isalpha() and words[0].istitle())
        )
        if not plain:
            bad.append(f"{code.name}: {text}")
    assert bad == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("R213", "package"),
        ("R220", "fits"),
        ("W310", "preparation"),
        ("W311", "words"),
        ("A144", "target"),
        ("A145", "not built"),
        ("A113", "number"),
        ("A115", "file"),
    ],
)
def test_what_once_had_one_code_has_two(code, words):
    assert words in find_code(code).what


def test_a_code_is_found_in_small_letters_and_an_unknown_one_is_refused():
    assert find_code("p202").name == "P202"
    with pytest.raises(CvgenError, match=r"there is no code 'P2002'.*did you mean"):
        find_code("P2002")


def test_explain_prints_what_why_and_what_to_do():
    done = CliRunner().invoke(app, ["explain", "p202", "F104"])
    code = find_code("P202")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:4] == [
        f"P202: {code.what}.",
        f"  Why: {code.why}.",
        f"  What to do: {code.mend}.",
        "",
    ]
    assert done.stdout.splitlines()[4].startswith("F104, a rule: ")


def test_the_codes_of_rules_are_marked_as_such():
    rules = {rule.code for rule in preflight.RULES} | {f"T2{number:02}" for number in range(1, 20)}
    assert {code.name for code in list_codes() if code.is_rule} == rules


def test_explain_without_a_code_lists_all():
    done = CliRunner().invoke(app, ["explain"])
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        code.name for code in list_codes()
    ]


def test_explain_prints_nothing_where_one_code_is_unknown():
    done = CliRunner().invoke(app, ["explain", "P202", "nonsense"])
    assert (done.stdout, done.exit_code) == ("", 1)
    assert done.exception.diagnostics[0].code == "E100"
