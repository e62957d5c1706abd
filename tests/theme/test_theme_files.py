"""What a theme has in the place of a file and cannot be read is told, and not passed over."""

import os
import sys

import pytest

from cvgen.errors import ThemeError
from cvgen.theme.load import has_theme_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links are others there")


def make_pipe(path, _):
    os.mkfifo(path)


def make_link(path, outside):
    outside.write_text("h1 {color: red}")
    path.symlink_to(outside)


def make_device_link(path, _):
    path.symlink_to("/dev/zero")


def make_broken_link(path, outside):
    path.symlink_to(outside / "nothing")


def make_folder(path, _):
    path.mkdir()


@pytest.mark.parametrize(
    "make", [make_pipe, make_link, make_device_link, make_broken_link, make_folder]
)
def test_a_style_sheet_that_is_no_file_of_the_theme_is_told(make, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    path = folder / "style.css"
    make(path, tmp_path / "outside.css")
    with pytest.raises(ThemeError) as raised:
        has_theme_file(path, folder)
    (finding,) = raised.value.diagnostics
    assert (finding.code, finding.place.file) == ("T105", str(path))


def test_a_file_and_a_link_inside_the_theme_are_read_and_none_is_none(tmp_path):
    (tmp_path / "look.css").write_text("h1 {color: red}")
    (tmp_path / "style.css").symlink_to("look.css")
    assert has_theme_file(tmp_path / "style.css", tmp_path)
    assert not has_theme_file(tmp_path / "choices.css", tmp_path)
