"""What the engine made of a sheet is kept in the cache folder, and no page can tell."""

import pytest
from msgspec.structs import replace

from cvgen.render import style_sheets
from cvgen.render.pdf import lay_out_page, write_pdf

FILLING = "h2 { color: #123456 }\n" * 60  # a short sheet is not worth a file


@pytest.fixture
def print_kept(make_source, tmp_path, monkeypatch):
    """Print as a process does that has parsed nothing yet, with a cache folder."""

    def print_kept(rule):
        monkeypatch.setattr(style_sheets, "_KEPT", {})
        source = make_source()
        page = replace(source.page, styles=(*source.page.styles, (rule + FILLING, tmp_path)))
        context = replace(source.context, cache_folder=tmp_path)
        return write_pdf(lay_out_page(page, context), lambda _: None)

    return print_kept


def list_kept(folder):
    return sorted(folder.glob("sheet-*"))


def test_a_page_from_a_kept_sheet_is_the_same_page(print_kept, tmp_path):
    rule = "h1:first-child, p > b, [lang|=en] p { font-size: 31pt; margin: var(--gap, 3pt) }"
    parsed = print_kept(rule).data
    kept = list_kept(tmp_path)
    assert kept
    assert print_kept(rule).data == parsed
    assert list_kept(tmp_path) == kept


def test_a_sheet_that_was_changed_is_not_taken_from_the_cache(print_kept):
    widths = [print_kept(f"@page {{ size: {size}mm 90mm }}").pages[0][0] for size in (50, 60)]
    assert widths == pytest.approx([50 / 25.4 * 72, 60 / 25.4 * 72], abs=0.02)


@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05N."])
def test_a_kept_sheet_that_is_broken_is_parsed_anew(print_kept, tmp_path, content):
    parsed = print_kept("h1 { font-size: 31pt }").data
    for path in list_kept(tmp_path):
        path.write_bytes(content)
    assert print_kept("h1 { font-size: 31pt }").data == parsed


def test_a_sheet_with_a_fault_is_told_every_time_and_not_kept(print_kept, tmp_path):
    for _ in range(2):
        assert "colour" in str(print_kept("h1 { colour: #112233 }").warnings[0])
    assert not [path for path in list_kept(tmp_path) if b"112233" in path.read_bytes()]
