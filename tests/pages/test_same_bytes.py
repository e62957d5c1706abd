"""The same profile on the same day gives the same bytes on any machine; the day changes nothing but the dates in the file."""

import io
from datetime import date

import pytest
from cases import choose_paper
from printed import Printed
from pypdf.generic import StreamObject
from shipped import THEMES, TODAY, example

from cvgen.build import build, load_profile
from cvgen.plan.request import Environment, Request

PLACES = {
    "one": {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Asia/Shanghai", "HOME": "/nowhere"},
    "other": {
        "PYTHONHASHSEED": "2",
        "LC_ALL": "de_DE.UTF-8",
        "LANG": "zh_CN.UTF-8",
        "TZ": "America/New_York",
    },
}


@pytest.mark.parametrize("place", PLACES)
def test_other_processes_make_the_same_bytes(python, printed, tmp_path, place):
    """As this one, which has seen other builds; the places take turns through some of the themes."""
    themes = THEMES[list(PLACES).index(place) :: 8]
    wish = ["build", example("ada-example"), "--date", TODAY.isoformat(), "-o", tmp_path / "made"]
    for theme in themes:
        wish += ["--theme", theme]
    (tmp_path / "made").mkdir()
    environment = {**PLACES[place], "XDG_CACHE_HOME": str(tmp_path / "cache")}
    python("-m", "cvgen", *wish, cwd=tmp_path, env=environment)
    files = sorted((tmp_path / "made").iterdir())
    assert [path.read_bytes() for path in files] == [
        printed("ada-example", theme).data for theme in themes
    ]


def test_a_copy_of_the_folder_elsewhere_makes_the_same_bytes(printed, around, tmp_path):
    """No path of this machine is in the file."""
    for path in example("ada-example").parent.iterdir():
        if path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    built = build(
        load_profile(tmp_path / "profile.yaml"),
        Request(theme=THEMES[0], options={"paper": "A4"}),
        around,
    )
    assert built.pdf.data == printed("ada-example", THEMES[0]).data


def test_another_day_changes_only_the_dates_in_the_metadata(printed, around):
    today = printed("ada-example", THEMES[0])
    later = Environment(date(2027, 2, 3), (), around.cache_folder)
    other = Printed.of(
        build(
            load_profile(example("ada-example")),
            Request(theme=THEMES[0], options={"paper": "A4"}),
            later,
        )
    )
    assert today.pypdf.metadata.creation_date.date() == TODAY
    assert other.pypdf.metadata.creation_date.date() == date(2027, 2, 3)
    assert contents(other.pypdf) == contents(today.pypdf)


def contents(reader):
    """Write out every object of a PDF but its metadata, and but what packs the others."""
    dated = {reader.trailer.raw_get("/Info").idnum, reader.root_object.raw_get("/Metadata").idnum}
    written = {}
    for number in set(range(1, reader.trailer["/Size"])) - dated:
        found = reader.get_object(number)
        if not (isinstance(found, StreamObject) and found.get("/Type") in ("/ObjStm", "/XRef")):
            found.write_to_stream(written.setdefault(number, io.BytesIO()))
    assert len(written) > 100
    return {number: buffer.getvalue() for number, buffer in written.items()}


@pytest.mark.parametrize("theme", THEMES)
def test_a_two_page_cv_is_small(printed, theme):
    """A CV of two pages in Latin script stays under 60 kB."""
    cv = printed("daize-dong", theme, choose_paper("daize-dong", theme))
    assert len(cv.raw_pages) <= 2
    assert len(cv.data) < 60_000
