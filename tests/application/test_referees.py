"""Nobody is named as a referee without having agreed, or it is told."""

import pytest

from cvgen.application.load import load_application
from cvgen.application.referees import check_referees
from cvgen.build import load_profile
from cvgen.errors import ProfileError

PROFILE = """\
basics: {name: Ada}
awards: [A prize]
references:
  - {id: bo, name: Prof. Bo Sample, consent: agreed}
  - {id: chen, name: {en: Dr. Chen, zh: 陈}, consent: asked}
  - {id: fay, name: Prof. Fay, consent: declined}
  - {id: dana, name: Dana}
  - {id: eve, name: Eve, consent: agreed, askedFor: [kyoto, QM-2]}
variants:
  short: {withoutSections: [references]}
"""


@pytest.fixture
def check(tmp_path):
    """Give the findings about an application."""

    def check(application, name="oxford"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (tmp_path / "profile.yaml").write_text(PROFILE, "utf-8")
        (folder / "application.yaml").write_text("documents:\n  - cv\n" + application, "utf-8")
        finding = load_application(folder / "application.yaml")
        return check_referees(finding, load_profile(finding.profile))

    return check


def test_who_agreed_is_not_told(check):
    assert check("referees: [bo]") == []


@pytest.mark.parametrize(
    ("name", "words", "line"),
    [
        ("chen", "Dr. Chen was asked", 5),
        ("陈", "Dr. Chen was asked", 5),
        ("fay", "Prof. Fay declined", 6),
        ("Dana", "nothing says that Dana agreed", 7),
    ],
)
def test_who_has_not_agreed_is_told_at_their_place(check, name, words, line):
    (finding,) = check(f"referees: [{name}]")
    assert (finding.code, finding.severity, finding.place.line) == ("A301", "warning", line)
    assert finding.message.startswith(words)


def test_a_name_that_no_reference_has_is_an_error(check):
    (finding,) = check("referees: [bob]")
    assert (finding.code, finding.severity, finding.place.line) == ("A300", "error", 3)
    assert "'bo'" in finding.hint


def test_who_agreed_for_other_applications_only_is_told(check):
    assert [finding.code for finding in check("referees: [eve]")] == ["A302"]


@pytest.mark.parametrize(
    ("application", "name"),
    [("referees: [eve]", "kyoto"), ("referees: [eve]\nreference: QM-2", "oxford")],
)
def test_who_was_asked_for_this_one_is_not_told(check, application, name):
    assert check(application, name) == []


def test_all_whom_the_cv_prints_are_looked_at(check):
    """Prof. Fay declined, and so is not printed."""
    assert [finding.code for finding in check("")] == ["A301", "A301", "A302"]
    assert [finding.code for finding in check("  - referees\n")] == ["A301", "A301", "A302"]


def test_whom_the_variant_leaves_out_nobody_sees(check):
    assert check("variant: short") == []


def test_a_word_that_says_nothing_about_consent_is_refused(load_text):
    with pytest.raises(ProfileError) as caught:
        load_text("basics: {name: Ada}\nreferences: [{name: Bo, consent: agree}]\n")
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.hint) == ("P212", "did you mean 'agreed'?")


def test_consent_is_never_printed(print_text):
    text = "basics: {name: Ada}\nreferences: [{name: Bo, consent: agreed, askedFor: [kyoto]}]\n"
    assert (
        print_text(text).pdf.data
        == print_text("basics: {name: Ada}\nreferences: [{name: Bo}]\n").pdf.data
    )
