"""A picture prints as it is, or is refused at its line with what to do."""

from __future__ import annotations

import io
import random
import zlib
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cvgen.errors import ProfileError
from cvgen.files.photo import BrokenPhotoError, check_photo, make_printable
from cvgen.profile.load import read_profile


def make_file(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def make_photo(size=(60, 80)):
    """Give a picture that has something different everywhere."""
    noise = random.Random(7).randbytes(size[0] * size[1] * 3)
    return Image.frombytes("RGB", size, noise)


def load(folder: Path, data: bytes, name: str = "photo.png"):
    (folder / name).write_bytes(data)
    (folder / "profile.yaml").write_text(f"basics:\n  name: Ada\n  image: {name}\n", "utf-8")
    return read_profile(folder / "profile.yaml")


def refuse(folder: Path, data: bytes, name: str = "photo.png"):
    with pytest.raises(ProfileError) as caught:
        load(folder, data, name)
    (finding,) = caught.value.diagnostics
    return finding


@pytest.mark.parametrize(("depth", "shade"), [(0, 0), (40_000, 155), (65_535, 255)])
def test_grey_of_sixteen_bits_keeps_its_shade(depth: int, shade: int) -> None:
    data = make_file(Image.new("I;16", (9, 9), depth), "PNG")
    printed = Image.open(io.BytesIO(make_printable(data)))
    assert printed.mode == "L"
    assert abs(printed.getpixel((4, 4)) - shade) <= 1


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_what_the_engine_prints_stays_as_it_is(mode: str) -> None:
    data = make_file(make_photo().convert(mode), "PNG")
    assert make_printable(data) == data


def test_a_webp_becomes_a_png_of_the_same_pixels(tmp_path: Path) -> None:
    photo = make_photo()
    data = make_file(photo, "WEBP", lossless=True)
    assert load(tmp_path, data, "photo.webp").picture == tmp_path / "photo.webp"
    printed = Image.open(io.BytesIO(make_printable(data)))
    assert (printed.format, printed.tobytes()) == ("PNG", photo.tobytes())


def test_a_photo_in_printing_colours_prints_in_those_of_a_screen_and_that_is_told(
    tmp_path: Path,
) -> None:
    data = make_file(Image.new("CMYK", (9, 9), (0, 255, 255, 0)), "JPEG", quality=95)
    (warning,) = load(tmp_path, data, "photo.jpg").warnings
    assert (warning.code, warning.place.line) == ("P222", 3)
    assert "photo.jpg" in warning.message
    printed = Image.open(io.BytesIO(make_printable(data)))
    red, green, blue = printed.convert("RGB").getpixel((4, 4))
    assert printed.mode == "RGB"
    assert red > 200
    assert max(green, blue) < 60


def test_a_photo_that_lies_on_its_side_by_exif_stands_upright() -> None:
    photo = Image.new("RGB", (80, 40), "white")
    photo.paste("black", (0, 0, 40, 40))  # black on the left
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise: the left comes to the top
    printed = Image.open(io.BytesIO(make_printable(make_file(photo, "JPEG", exif=exif))))
    assert printed.size == (40, 80)
    assert printed.convert("L").getpixel((20, 10)) < 40
    assert not printed.getexif()


def test_what_a_jpeg_says_beside_its_pixels_is_left_out_and_its_pixels_stay() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Taken at home"
    photo = make_photo()
    data = make_file(photo, "JPEG", comment=b"Mill Lane 7", exif=exif, xmp=b"<x>Ada</x>")
    printed = make_printable(data)
    for words in (b"Mill Lane 7", b"Taken at home", b"<x>Ada</x>"):
        assert words in data
        assert words not in printed
    before = Image.open(io.BytesIO(data)).tobytes()
    assert Image.open(io.BytesIO(printed)).tobytes() == before


def make_segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data


@pytest.mark.parametrize(
    "hide",
    [
        pytest.param(lambda jpeg, secret: jpeg + secret, id="behind the end"),
        pytest.param(lambda jpeg, secret: jpeg + jpeg[:2] + secret, id="in a second picture"),
        pytest.param(
            lambda jpeg, secret: jpeg[:2] + make_segment(0xE7, secret) + jpeg[2:], id="APP7"
        ),
        pytest.param(
            lambda jpeg, secret: jpeg[:2] + make_segment(0xE0, b"JFXX\0" + secret) + jpeg[2:],
            id="a small picture",
        ),
        pytest.param(
            lambda jpeg, secret: jpeg[:2] + make_segment(0xE2, b"MPF\0" + secret) + jpeg[2:],
            id="a list of pictures",
        ),
    ],
)
def test_no_byte_of_a_jpeg_is_kept_that_its_pixels_do_not_need(hide) -> None:
    data = make_file(make_photo(), "JPEG", icc_profile=b"a profile of colours")
    assert make_printable(hide(data, b"48.8584N 2.2945E")) == data


def test_no_byte_of_a_png_is_kept_that_its_pixels_do_not_need() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Taken at home"
    texts = PngInfo()
    texts.add_text("Comment", "Mill Lane 7")
    photo = make_photo().convert("P")
    data = make_file(photo, "PNG", exif=exif, pnginfo=texts) + b"48.8584N 2.2945E"
    assert b"Taken at home" in data
    assert b"Mill Lane 7" in data
    assert make_printable(data) == make_file(photo, "PNG")


def test_a_png_whose_last_lines_are_missing_is_broken() -> None:
    whole = make_file(Image.new("RGB", (40, 40), "red"), "PNG")
    half = make_file(Image.new("RGB", (40, 20), "red"), "PNG")
    check_photo(half)
    head = whole[: whole.index(b"IDAT") - 4]
    with pytest.raises(BrokenPhotoError, match="last lines"):
        check_photo(head + half[half.index(b"IDAT") - 4 :])


def test_a_jpeg_that_says_nothing_stays_byte_for_byte() -> None:
    data = make_file(make_photo(), "JPEG")
    assert make_printable(data) == data


_DECODED = {("WEBP", "middle"), ("WEBP", "end"), ("JPEG", "end")}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("part", ["middle", "end", "cut"])
def test_a_broken_photo_is_an_error_at_the_line_that_names_it(
    tmp_path: Path, kind: str, part: str
) -> None:
    data = bytearray(make_file(make_photo((200, 200)), kind))
    rubbish = random.Random(3).randbytes(2000)
    if part == "middle":
        data[len(data) // 2 : len(data) // 2 + 2000] = rubbish
    elif part == "end":
        data[-6:] = b"xxxx" + data[-2:]
    else:
        del data[-3000:]
    if (kind, part) in _DECODED:
        pytest.skip("the format has no check there, and all pixels are decoded")
    finding = refuse(tmp_path, bytes(data), f"ada.{kind.lower()}")
    assert (finding.code, finding.place.line) == ("P220", 3)
    assert f"'ada.{kind.lower()}'" in finding.message
    assert "broken" in finding.message or "cut off" in finding.message
    assert finding.hint


@pytest.mark.parametrize(
    ("name", "data", "hint"),
    [
        ("ada.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "PNG"),
        ("ada.heic", b"\0\0\0\x18ftypheic" + b"\0" * 20, "JPEG"),
        ("ada.gif", b"GIF89a" + b"\0" * 20, "save it"),
        ("ada.png", b"", "again"),
    ],
)
def test_what_cannot_print_is_refused_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, hint: str
) -> None:
    finding = refuse(tmp_path, data, name)
    assert finding.code == "P220"
    assert hint in finding.hint


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    data = bytearray(make_file(Image.new("1", (8, 8)), "PNG"))
    data[16:24] = (100_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    with pytest.raises(BrokenPhotoError, match=r"million pixels"):
        check_photo(bytes(data))


def test_a_profile_that_is_a_link_finds_its_photo_beside_the_link_or_the_file(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    here = tmp_path / "here"
    home.mkdir()
    here.mkdir()
    load(home, make_file(make_photo(), "PNG"))
    (here / "profile.yaml").symlink_to(home / "profile.yaml")
    assert read_profile(here / "profile.yaml").picture.read_bytes()
    (here / "photo.png").write_bytes(make_file(Image.new("L", (9, 9)), "PNG"))
    assert read_profile(here / "profile.yaml").picture == here / "photo.png"
