"""The frame that rules stand in: who is asked, what is told, and when it is over."""

from cvgen.checks.rules import Finding, Rules, try_rules
from cvgen.codes import find_code
from cvgen.errors import Diagnostic, Place, ThemeError

HERE = Place("here", 1, 2)
SAID = Diagnostic("R203", "the engine says so")


def verdicts(*checks, decisive=False):
    """Judge by rules that are made of functions; their texts are those of the codes."""
    rules = Rules()
    for number, check in enumerate(checks, start=1):
        rules.add_rule(f"T20{number}", is_decisive=decisive)(check)
    return list(try_rules(rules.all, "subject"))


def test_a_rule_that_finds_nothing_is_kept():
    (verdict,) = verdicts(lambda _: ())
    assert (verdict.result, verdict.findings) == ("ok", ())


def test_what_a_rule_finds_carries_its_code_and_what_mends_it():
    (verdict,) = verdicts(lambda subject: [Finding(f"{subject} is wrong", HERE)])
    assert verdict.result == "broken"
    assert list(map(str, verdict.findings)) == [
        f"here:1:2: error T201: subject is wrong ({find_code('T201').mend})"
    ]


def test_a_warning_breaks_no_rule():
    (verdict,) = verdicts(lambda _: [Finding("odd", HERE, "warning")])
    assert (verdict.result, len(verdict.findings)) == ("ok", 1)


def test_what_a_rule_raises_is_a_finding():
    def refuses(_):
        yield Finding("first")
        raise ThemeError(SAID)

    def breaks(_):
        raise ZeroDivisionError("by zero")

    refused, broke = verdicts(refuses, breaks)
    assert [found.code for found in refused.findings] == ["T201", "R203"]
    assert (broke.result, "ZeroDivisionError" in broke.findings[0].message) == ("broken", True)


def test_a_finding_is_told_once_and_a_rule_that_had_no_other_counts_as_not_tried():
    first, again, more = verdicts(
        lambda _: [SAID], lambda _: [SAID], lambda _: [SAID, Finding("more")]
    )
    assert (first.result, again.result, more.result) == ("broken", "skipped", "broken")
    assert [found.message for found in more.findings] == ["more"]


def test_after_a_decisive_rule_that_is_broken_no_other_is_tried():
    def never(_):
        raise AssertionError("it was tried")

    assert [verdict.result for verdict in verdicts(lambda _: [SAID], never, decisive=True)] == [
        "broken",
        "skipped",
    ]
