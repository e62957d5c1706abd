"""An address is written in ASCII as browsers do: the host by IDNA, the rest in percents."""

import pytest

from cvgen.text.links import encode_url


@pytest.mark.parametrize(
    ("url", "encoded"),
    [
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("http://BÜCHER.example", "http://xn--bcher-kva.example"),
        ("https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/"),
        (
            "https://ada@bücher.example:8080/?q=ü#ß",
            "https://ada@xn--bcher-kva.example:8080/?q=%C3%BC#%C3%9F",
        ),
        ("https://bücher.example/%C3%A4%20ä", "https://xn--bcher-kva.example/%C3%A4%20%C3%A4"),
        ("mailto:ada@bücher.example", "mailto:ada@xn--bcher-kva.example"),
        (
            "mailto:ädä@bücher.example?subject=ü",
            "mailto:%C3%A4d%C3%A4@xn--bcher-kva.example?subject=%C3%BC",
        ),
        ("https://[::1]/ü", "https://[::1]/%C3%BC"),
        ("doi:10.5555/ü", "doi:10.5555/%C3%BC"),
    ],
)
def test_only_the_host_is_written_by_idna(url, encoded):
    assert encode_url(url) == encoded


@pytest.mark.parametrize(
    ("host", "encoded"),
    [
        ("faß.de", "xn--fa-hia.de"),
        ("βόλος.com", "xn--nxasmm1c.com"),
        ("ශ්\N{ZERO WIDTH JOINER}රී.com", "xn--10cl1a0b660p.com"),
        ("نامه\N{ZERO WIDTH NON-JOINER}ای.com", "xn--mgba3gch31f060k.com"),
        ("例え.テスト", "xn--r8jz45g.xn--zckzah"),
        ("пример.рф", "xn--e1afmkfd.xn--p1ai"),
        ("bücher。example", "xn--bcher-kva.example"),
    ],
)
def test_hosts_are_those_of_uts_46_without_transition(host, encoded):
    """The first four stand in the standard's table 1, the next two in registries."""
    assert encode_url(f"https://{host}/") == f"https://{encoded}/"


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://Example.ORG/A%20b?c=d&e=%zz#f",
            "https://xn--bcher-kva.example/",
            "tel:+44;ext=4",
        ),
        *("mailto:ada@example.org", "https://", "https://example.org/'()*", ""),
    ],
)
def test_what_is_ascii_stays_as_it_is(url):
    assert encode_url(url) == url


def test_a_name_that_no_host_can_have_is_still_ascii():
    assert encode_url(f"https://{'ü' * 80}.example/").isascii()
