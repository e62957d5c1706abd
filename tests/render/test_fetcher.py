"""A page reads the files of its theme and what its addresses hold themselves, and nothing else."""

import pytest

from cvgen.render.engine import load_engine
from cvgen.render.fetcher import RefusedError, make_fetcher
from cvgen.render.fonts import list_font_folders


@pytest.fixture
def fetch(tmp_path):
    load_engine(list_font_folders(()), None)
    return make_fetcher((tmp_path,), {}, [])


@pytest.mark.parametrize("name", ["plain.png", "with blank.png", "100%.png", "x%41.png", "ä.png"])
def test_a_file_of_the_theme_is_read_by_its_address(fetch, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"bytes")
    read = fetch(path.as_uri())
    assert (read.read(), read.content_type) == (b"bytes", "image/png")


def test_what_an_address_holds_itself_is_read(fetch):
    read = fetch("data:image/png;base64,AAEC")
    assert (read.read(), read.content_type) == (b"\0\1\2", "image/png")
    drawing = fetch("data:image/svg+xml,%3Csvg/%3E")
    assert (drawing.read(), drawing.content_type) == (b"<svg/>", "image/svg+xml")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "file://elsewhere/etc/hostname",
        "https://example.org/a.png",
        "ftp://example.org/a.png",
        "data:text/html,hello",
        "../a.png",
    ],
)
def test_anything_else_is_refused_and_told(tmp_path, address):
    refusals = []
    fetch = make_fetcher((tmp_path,), {}, refusals)
    with pytest.raises(RefusedError):
        fetch(address)
    assert len(refusals) == 1
