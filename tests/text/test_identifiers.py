"""The last character of an ORCID iD tells whether the others are right (ISO 7064, MOD 11-2)."""

import pytest

from cvgen.text.identifiers import find_fault, normalize_orcid

# From ORCID's page "Structure of the ORCID Identifier", and ISO 27729's example of an ISNI.
RIGHT = ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X", "0000 0001 2103 2683"]


@pytest.mark.parametrize("identifier", [*RIGHT, "0000000218250097", "0000-0002-1694-233x"])
def test_what_is_right_has_no_fault(identifier):
    assert find_fault(identifier) == ""


@pytest.mark.parametrize("identifier", RIGHT)
def test_every_slip_in_one_digit_is_seen(identifier):
    for index, character in enumerate(identifier[:-1]):
        if character.isdigit():
            slip = str((int(character) + 1) % 10)
            assert "fit" in find_fault(identifier[:index] + slip + identifier[index + 1 :])


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        "ada",
        "0000-0002-1825-009",
        "O000-0002-1825-0097",
        "٠٠٠٠-0002-1825-0097",
        "²000-0002-1825-0097",
    ],
)
def test_what_has_another_form_is_told(identifier):
    assert "16" in find_fault(identifier)


@pytest.mark.parametrize(
    "text",
    [
        "0000-0002-1694-233X",
        "https://orcid.org/0000-0002-1694-233x",
        "orcid.org/000000021694233X",
        "0000 0002 1694 233X",
    ],
)
def test_an_orcid_is_written_with_hyphens(text):
    assert normalize_orcid(text) == "0000-0002-1694-233X"


def test_what_is_no_orcid_stays_as_it_is():
    assert normalize_orcid("ada-example") == "ada-example"
