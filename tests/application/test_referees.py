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
def found(tmp_path):
    """Give the findings about an application."""

    def found(application, name="oxford"):
        folder = tmp_path / name
        folder.mkdir()
        (tmp_path / "profile.yaml").write_text(PROFILE, "utf-8")
        (folder / "application.yaml").write_text("documents: [cv]\n" + application, "utf-8")
        one = load_application(folder / "application.yaml")
        return check_referees(one, load_profile(one.profile))

    return found


def test_who_agreed_is_not_told(found):
    assert found("referees: [bo]") == []


@pytest.mark.parametrize(
    ("name", "words", "line"),
    [
        ("chen", "Dr. Chen was asked", 5),
        ("陈", "Dr. Chen was asked", 5),
        ("fay", "Prof. Fay declined", 6),
        ("Dana", "nothing says that Dana agreed", 7),
    ],
)
def test_who_has_not_agreed_is_told_at_their_place(found, name, words, line):
    (one,) = found(f"referees: [{name}]")
    assert (one.code, one.severity, one.place.line) == ("A301", "warning", line)
    assert one.message.startswith(words)


def test_a_name_that_no_reference_has_is_an_error(found):
    (one,) = found("referees: [bob]")
    assert (one.code, one.severity, one.place.line) == ("A300", "error", 2)
    assert "'bo'" in one.hint


def test_who_agreed_for_other_applications_only_is_told(found):
    assert [one.code for one in found("referees: [eve]")] == ["A302"]


@pytest.mark.parametrize(
    ("application", "name"),
    [("referees: [eve]", "kyoto"), ("referees: [eve]\nreference: QM-2", "oxford")],
)
def test_who_was_asked_for_this_one_is_not_told(found, application, name):
    assert found(application, name) == []


def test_all_whom_the_cv_prints_are_looked_at(found):
    assert [one.code for one in found("")] == ["A301", "A301", "A301", "A302"]


def test_whom_the_variant_leaves_out_nobody_sees(found):
    assert found("variant: short") == []


def test_a_word_that_says_nothing_about_consent_is_refused(load_text):
    with pytest.raises(ProfileError) as caught:
        load_text("basics: {name: Ada}\nreferences: [{name: Bo, consent: agree}]\n")
    (one,) = caught.value.diagnostics
    assert (one.code, one.hint) == ("P212", "did you mean 'agreed'?")


def test_consent_is_never_printed(print_text):
    text = "basics: {name: Ada}\nreferences: [{name: Bo, consent: declined, askedFor: [kyoto]}]\n"
    assert (
        print_text(text).pdf.data
        == print_text("basics: {name: Ada}\nreferences: [{name: Bo}]\n").pdf.data
    )
