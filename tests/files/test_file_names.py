"""Windows cannot save a file whose name it takes for a device."""

import pytest

from cvgen.files.names import is_reserved_name


@pytest.mark.parametrize("device", ["CON", "PRN", "AUX", "NUL"])
def test_devices_are_reserved(device):
    assert is_reserved_name(device)


@pytest.mark.parametrize("digit", "0123456789¹²³")
@pytest.mark.parametrize("port", ["COM", "LPT"])
def test_ports_are_reserved(port, digit):
    assert is_reserved_name(port + digit)


@pytest.mark.parametrize(
    "name", ["con", "Con.pdf", "nul.tar.gz", "NUL ", "aux.", "prn. .", "com1 .pdf", "lpt³.txt"]
)
def test_case_extensions_and_spaces_and_dots_at_the_end_make_no_difference(name):
    assert is_reserved_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "CV.pdf",
        "Connor.pdf",
        "con_CV.pdf",
        "COM",
        "COM10",
        "COM⁴",
        "LPT٣",
        "CONIN",
        ".con",
        "my con",
    ],
)
def test_other_names_are_not_reserved(name):
    assert not is_reserved_name(name)
