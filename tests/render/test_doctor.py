"""The doctor checks what pyproject.toml declares, and the engine that it finds."""

import importlib.metadata
import re
import tomllib

import pytest
from shipped import ROOT

from cvgen.render import doctor
from cvgen.render.requirements import (
    DISTRIBUTION,
    Requirement,
    parse_requirement,
    read_requirements,
)

DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def examine_with(monkeypatch, **changes):
    for name, change in changes.items():
        monkeypatch.setattr(importlib.metadata, name, change)
    return {finding.message: finding for finding in doctor.examine_machine(None)}


def find_names(lines):
    return {re.match(r"[\w.-]+", line)[0].lower() for line in lines}


def test_every_declared_requirement_can_be_read():
    lines = [*DECLARED["dependencies"], *sum(DECLARED["optional-dependencies"].values(), [])]  # noqa: RUF017 - three short lists
    for line in lines:
        assert parse_requirement(line).name == re.match(r"[\w.-]+", line)[0]


def test_it_checks_what_is_declared_and_nothing_else(monkeypatch):
    lines = [*DECLARED["dependencies"]]
    for extra, requirements in DECLARED["optional-dependencies"].items():
        lines += [f"{line}; extra == '{extra}'" for line in requirements]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: lines)
    requirements = read_requirements()
    always = find_names(DECLARED["dependencies"])
    extras = set()
    for extra in DECLARED["optional-dependencies"].keys() - {"dev", "docs"}:
        extras |= find_names(DECLARED["optional-dependencies"][extra])
    assert {requirement.name for requirement in requirements if not requirement.extra} == always
    assert {requirement.name for requirement in requirements if requirement.extra} == extras


def test_this_machine_has_what_is_needed():
    findings = doctor.examine_machine(None)
    assert [finding for finding in findings if finding.is_needed and not finding.is_good] == []
    assert any(finding.message.startswith("weasyprint 70.") for finding in findings)


def test_a_package_that_is_missing_is_named_with_its_bounds(monkeypatch):
    version = importlib.metadata.version

    def without_pypdf(name):
        if name == "pypdf":
            raise importlib.metadata.PackageNotFoundError(name)
        return version(name)

    finding = examine_with(monkeypatch, version=without_pypdf)["pypdf is not installed"]
    assert (finding.is_good, finding.is_needed) == (False, True)
    assert re.search(r"-m pip install 'pypdf[<>=,\d]+'", finding.hint)


def test_a_package_of_another_version_is_named(monkeypatch):
    version = importlib.metadata.version
    numbers = {"typer": "0.19.9"}
    findings = examine_with(monkeypatch, version=lambda name: numbers.get(name) or version(name))
    (finding,) = [finding for what, finding in findings.items() if "another version" in what]
    assert finding.message.startswith("typer 0.19.9 is of another version than ")
    assert (finding.is_good, finding.is_needed) == (False, True)


def test_a_package_of_an_extra_is_not_needed(monkeypatch):
    lines = ["typer>=0.20", "nowhere-to-be-had>=1; extra == 'csl'"]
    findings = examine_with(monkeypatch, requires=lambda _: lines)
    finding = findings["nowhere-to-be-had is not installed, and only needed for the extra 'csl'"]
    assert (finding.is_good, finding.is_needed) == (False, False)
    assert finding.hint.endswith(f"pip install '{DISTRIBUTION}[csl]'")


def test_a_checkout_that_is_not_installed_says_so(monkeypatch):
    def fail(name):
        raise importlib.metadata.PackageNotFoundError(name)

    findings = examine_with(monkeypatch, requires=fail)
    (finding,) = [finding for what, finding in findings.items() if what.startswith(DISTRIBUTION)]
    assert (finding.is_good, finding.is_needed) == (False, False)


def test_an_engine_that_does_not_fit_is_named(monkeypatch):
    doctor.examine_machine(None)
    monkeypatch.setattr("weasyprint.__version__", "71.2")
    findings = doctor.examine_machine(None)
    (finding,) = [finding for finding in findings if "WeasyPrint 71.2" in finding.message]
    assert (finding.is_good, finding.is_needed) == (False, True)


@pytest.mark.parametrize(
    ("bounds", "version", "accepted"),
    [
        ("<71,>=70", "70.0", True),
        ("<71,>=70", "70.3.1", True),
        ("<71,>=70", "71", False),
        ("<71,>=70", "69.9", False),
        (">=3.1.5", "3.1.10", True),
        (">=3", "3.0.0", True),
        ("==3.0", "3", True),
        ("!=3.0", "3", False),
        ("<=2,>1", "2.0rc1", True),
        ("", "0.0.1", True),
    ],
)
def test_versions_are_compared_as_numbers(bounds, version, accepted):
    assert Requirement("x", bounds).accepts(version) is accepted


@pytest.mark.parametrize(
    "line", ["", "x ~= 1", "x>=1; python_version < '3.12'", "x @ https://example.org/x.whl"]
)
def test_a_requirement_that_is_written_otherwise_is_refused(line):
    with pytest.raises(ValueError, match="this requirement"):
        parse_requirement(line)
