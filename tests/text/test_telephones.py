"""A number on a letterhead becomes one that a telephone dials (RFC 3966, ITU E.164), or is refused."""

import pytest

from cvgen.text.telephones import build_telephone_url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("+44 (0)20 7946-0123 ext. 45", "tel:+442079460123;ext=45"),
        ("+44 (0) 20 7946 0123", "tel:+442079460123"),
        ("0044 20 7946 0123", "tel:+442079460123"),
        ("(+44) 20 7946 0123", "tel:+442079460123"),
        ("+44–20–7946–0123", "tel:+442079460123"),
        ("+49 (030) 12345-67", "tel:+49301234567"),
        ("+49 (0)30 / 1234567", "tel:+49301234567"),
        ("+39 06 1234567", "tel:+39061234567"),
        ("+39 (06) 1234567", "tel:+39061234567"),
        ("020 7946 0123", "tel:02079460123"),
        ("(0)20 7946 0123", "tel:02079460123"),
        ("030/1234567", "tel:0301234567"),
        ("+٤٤ ٢٠ ٧٩٤٦ ٠١٢٣", "tel:+442079460123"),
        ("＋４４（０）２０ ７９４６ ０１２３", "tel:+442079460123"),
    ],
)
def test_the_zero_for_calls_within_a_country_and_all_signs_are_left_out(text, url):
    assert build_telephone_url(text) == url


@pytest.mark.parametrize(
    "extension",
    [
        *("x45", " x 45", " #45", ";ext=45", ", ext 45", " (ext. 45)", " Extension 45", " EXT45"),
        *(" Durchwahl 45", " poste 45", " int. 45", " доб. 45", " 内線45", " 分机 45", " ext. ٤٥"),
    ],
)
def test_an_extension_is_said_as_the_standard_does(extension):
    assert build_telephone_url("+1 (555) 123-4567" + extension) == "tel:+15551234567;ext=45"


@pytest.mark.parametrize(
    "text",
    [
        *("+44 20 7946 0123 / +44 20 7946 0999", "030 1234567; 0171 2345678", "030 1234567/68"),
        *("+44 20 7946 0123 (mobile)", "on request", "1-800-FLOWERS", "Tel. +44 20 7946 0123"),
        *("", "+", "+49", "+0 12345", "7946 012²", "9" * 40, "1" * 99_999, "()" * 30, "ext. 45"),
    ],
)
def test_what_is_not_one_number_is_refused(text):
    with pytest.raises(ValueError, match=r"^is "):
        build_telephone_url(text)
