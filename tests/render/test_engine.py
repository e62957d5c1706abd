"""The engine is imported fast, sees our fonts only, and makes the bytes of a plain import."""

import gc
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from cvgen.render import engine, engine_declare, engine_fonts

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the import is the plain one")
FONTS = Path(str(find_spec("rendercv_fonts").submodule_search_locations[0]))  # type: ignore[union-attr, index]
PAGE = (
    "<html lang=en><title>Ada</title><meta name=dcterms.created content=2026-11-01>"
    "<style>body{font-family:Lato}ul{list-style:'– '}</style>"
    "<h1>Ada <b>Example</b></h1><ul><li><em>Office</em> 12</ul>"
    "<p style='font-family:XCharter'>χ text"
)
START = f"""
import os, sys
from pathlib import Path
from cvgen.render import engine
FONTS, CACHE, PAGE = Path({str(FONTS)!r}), Path(sys.argv[1]), {PAGE!r}
LATO, XCHARTER = FONTS / "Lato", FONTS / "XCharter"
"""
LOAD = START + "weasyprint = engine.load_engine([LATO, XCHARTER], CACHE)\n"
PLAIN = START + (
    "from cvgen.render.engine_fonts import restrict_fonts\n"
    "restrict_fonts([LATO, XCHARTER], CACHE)\nimport weasyprint\n"
)
PRINT = "sys.stdout.buffer.write(weasyprint.HTML(string=PAGE).write_pdf(pdf_variant='pdf/a-3a'))\n"
PRINT_PATCHED = (
    "from cvgen.render.patches import apply_patches\n"
    "from cvgen.render.weasyprint_patches import PATCHES\n"
    "with apply_patches([patch for patch in PATCHES if patch.name == 'TTFont']): " + PRINT
)
SHOW_FONTS = """
import re
def show(weasyprint, page=PAGE):
    pdf = weasyprint.HTML(string=page).write_pdf(uncompressed_pdf=True)
    print(*sorted({name.decode() for name in re.findall(rb"BaseFont /[A-Z]+[+]([^ /]+)", pdf)}))
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def run(code: str, *arguments: object) -> bytes:
    """Run the code in an interpreter of its own: the engine is imported only once in each."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@LINUX
def test_starts_no_child_process(cache: Path) -> None:
    watch = """
def watch(event, arguments):
    if event in {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.exec", "os.system"}:
        print(event, arguments)
sys.addaudithook(watch)
"""
    load = "weasyprint = engine.load_engine([LATO], CACHE)\n"
    assert run(START + watch + load + "weasyprint.HTML(string=PAGE).write_pdf()", cache) == b""


@LINUX
def test_takes_the_short_cuts_with_the_installed_engine(cache: Path) -> None:
    """Or else they would be gone without a word after an upgrade."""
    show = (
        "from weasyprint.text.ffi import ffi; print(type(ffi).__name__, 'pycparser' in sys.modules)"
    )
    assert run(LOAD + show, cache).split() == [b"DeclaredFFI", b"False"]


@LINUX
def test_leaves_fonttools_alone_where_harfbuzz_subsets(cache: Path) -> None:
    show = (
        "weasyprint.HTML(string=PAGE).write_pdf()\n"
        "print(weasyprint.text.ffi.harfbuzz_subset is None, 'fontTools' in sys.modules)"
    )
    lacking, loaded = run(LOAD + show, cache).split()
    assert lacking == loaded


def test_makes_the_same_bytes_as_the_plain_import(cache: Path) -> None:
    plain = run(PLAIN + PRINT, cache)
    assert plain.startswith(b"%PDF-")
    assert run(LOAD + PRINT, cache) == plain


def test_makes_the_same_bytes_where_fonttools_subsets(cache: Path) -> None:
    without = """
import time, weasyprint.pdf.fonts as fonts
fonts.harfbuzz_subset = None
time.time = lambda: int(sys.argv[2])
"""
    steady = (
        "from functools import partial\n"
        "fonts.TTFont = partial(fonts.TTFont, recalcTimestamp=False)\n"
    )
    made = run(LOAD + without + PRINT_PATCHED, cache, 1_000_000_000)
    assert made == run(LOAD + without + PRINT_PATCHED, cache, 2_000_000_000)
    assert made == run(PLAIN + without + steady + PRINT, cache, 2_000_000_000)
    assert made != run(LOAD + PRINT, cache)


def test_fontconfig_trusts_its_cache(cache: Path) -> None:
    """Or else it would read every font at every start."""
    run(LOAD + PRINT, cache)
    times = {path: path.stat().st_mtime_ns for path in (cache / "fontconfig").iterdir()}
    run(LOAD + PRINT, cache)
    assert times == {path: path.stat().st_mtime_ns for path in (cache / "fontconfig").iterdir()}


def test_late_names_become_the_real_ones_all_at_once(cache: Path) -> None:
    """Because `except TTLibError` needs the real class as soon as something can raise it."""
    use = """
import weasyprint.pdf.fonts as pdf, weasyprint.text.fonts as text
try:
    text.TTFont("nothing.ttf")
except FileNotFoundError:
    import fontTools.ttLib, fontTools.subset
    assert text.TTFont is fontTools.ttLib.TTFont
    assert pdf.TTLibError is fontTools.ttLib.TTLibError
    assert pdf.subset is fontTools.subset
    print("real")
"""
    assert run(LOAD + use, cache).strip() == b"real"


def test_what_the_engine_sets_of_the_picture_library_holds_once_it_is_loaded(cache: Path) -> None:
    """It runs no program for a picture in PostScript, and draws one that is cut off."""
    use = """
import sys
print('PIL' in sys.modules)
from weasyprint import images
picture = images.Image.new('RGB', (1, 1))
from PIL import EpsImagePlugin, ImageFile
print(EpsImagePlugin.gs_binary, ImageFile.LOAD_TRUNCATED_IMAGES, images.ImageFile is ImageFile)
"""
    assert run(LOAD + use, cache).split() == [b"False", b"False", b"True", b"True"]


def test_leaves_no_stand_in_behind(cache: Path) -> None:
    show = """
import cffi, ssl, importlib.resources, fontTools.ttLib
print(cffi.__file__ is not None, ssl._create_default_https_context is ssl.create_default_context,
      importlib.resources.files.__module__.startswith("importlib"), fontTools.__file__ is not None)
"""
    assert run(LOAD + show, cache).split() == [b"True"] * 4


@LINUX
def test_loads_nothing_that_connects_to_the_network(cache: Path) -> None:
    show = (
        "weasyprint.HTML(string=PAGE, url_fetcher=make_fetcher((), {}, [])).write_pdf()\n"
        "print(*{'ssl', 'http.client', 'urllib.request', 'email.message'} & set(sys.modules))"
    )
    fetcher = "from cvgen.render.fetcher import make_fetcher\n"
    assert run(LOAD + fetcher + show, cache).split() == []


@LINUX
def test_the_engines_own_fetcher_fetches_nothing(cache: Path) -> None:
    """A theme's address has gone to ours; where none was given, nothing is fetched either."""
    fetch = """
try:
    weasyprint.urls.URLFetcher()("file:///etc/hostname")
except ValueError as error:
    print(error)
"""
    assert run(LOAD + fetch, cache) == b"nothing is fetched\n"


def test_reads_no_certificates(cache: Path) -> None:
    watch = "import ssl\nssl._create_default_https_context = lambda: print('read')\n"
    assert run(START + watch + "engine.load_engine([LATO], CACHE)", cache) == b""


@pytest.mark.parametrize("change", ["ENGINE_VERSION = '1'", "_DECLARATIONS = Path(sys.argv[2])"])
def test_falls_back_when_the_engine_is_another_one(
    change: str, cache: Path, tmp_path: Path
) -> None:
    kept = json.loads(engine_declare.DECLARATIONS_FILE.read_text("utf-8"))
    declarations = tmp_path / "engine_ffi.json"
    declarations.write_text(json.dumps(kept | {"sha256": "other"}), "utf-8")
    code = START + f"engine.{change}\nweasyprint = engine.load_engine([LATO, XCHARTER], CACHE)\n"
    show = "from weasyprint.text.ffi import ffi; assert type(ffi).__module__ == 'cffi.api'\n"
    assert run(code + show + PRINT, cache, declarations) == run(PLAIN + PRINT, cache)


def test_kept_declarations_are_those_of_the_installed_engine() -> None:
    kept = engine_declare.DECLARATIONS_FILE.read_text("utf-8")
    assert kept == engine_declare.format_declarations(), "run python -m cvgen.render.engine_declare"


def test_sees_no_font_of_the_system(cache: Path) -> None:
    page = (
        "<p style='font-family:DejaVu Sans'>a<p style='font-family:sans-serif'>b"
        "<p style='font-family:serif'>c"
    )
    shown = run(LOAD + SHOW_FONTS + f"show(weasyprint, {page!r})", cache).split()
    assert set(shown) <= {b"Lato", b"XCharter"}


def test_sees_other_folders_when_loaded_again(cache: Path) -> None:
    again = "show(engine.load_engine([LATO], CACHE), '<p>a')\nshow(engine.load_engine([XCHARTER], CACHE), '<p>a')"
    assert run(START + SHOW_FONTS + again, cache).split() == [b"Lato", b"XCharter"]


def test_works_where_the_cache_folder_cannot_be_made(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    assert run(LOAD + PRINT, blocked / "cache") == run(LOAD + PRINT, tmp_path / "cache")


def test_takes_folders_of_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Fonts & <b>more</b> 'é'"
    shutil.copytree(FONTS / "Lato", folder)
    code = START + SHOW_FONTS + "show(engine.load_engine([Path(sys.argv[2])], CACHE), '<p>a')"
    assert run(code, tmp_path / "cache & co", folder).split() == [b"Lato"]
    assert any((tmp_path / "cache & co" / "fontconfig").iterdir())


def test_prints_nothing_when_a_library_is_missing(cache: Path) -> None:
    """WeasyPrint itself prints a page of advice to the standard output."""
    lack = """
class Lack:
    def find_spec(name, path, target=None):
        if name == "weasyprint.text.ffi":
            print("advice")
            raise OSError("libpango")
sys.meta_path.insert(0, Lack)
try:
    engine.load_engine([LATO], CACHE)
except OSError as error:
    print(error)
"""
    assert run(START + lack, cache).strip() == b"libpango"


def test_wants_a_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "untouched")
    with pytest.raises(FileNotFoundError, match="no font in"):
        engine_fonts.restrict_fonts([tmp_path], tmp_path)
    assert os.environ["FONTCONFIG_FILE"] == "untouched"


def test_configurations_do_not_overwrite_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    made = []
    for folder in ("Lato", "XCharter", "Lato"):
        engine_fonts.restrict_fonts([FONTS / folder], tmp_path)
        made.append(os.environ["FONTCONFIG_FILE"])
    assert made[0] == made[2] != made[1]
    assert sorted(map(str, tmp_path.iterdir())) == sorted(set(made))


def test_repairs_a_broken_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    engine_fonts.restrict_fonts([FONTS / "Lato"], tmp_path)
    path = Path(os.environ["FONTCONFIG_FILE"])
    whole = path.read_bytes()
    path.write_bytes(whole[:20])
    engine_fonts.restrict_fonts([FONTS / "Lato"], tmp_path)
    assert path.read_bytes() == whole


def test_collector_is_off_only_inside() -> None:
    with engine.pause_garbage_collection():
        assert not gc.isenabled()
        with engine.pause_garbage_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_exit_keeps_code_output_and_exit_functions() -> None:
    code = (
        "import atexit, sys; from cvgen.render.engine import exit_process\n"
        "atexit.register(print, 'bye'); print('hello'); exit_process(int(sys.argv[1]))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, "3"], capture_output=True, env=environment, check=False
    )
    assert (done.returncode, done.stdout.split()) == (3, [b"hello", b"bye"])


def test_a_build_without_pango_says_what_the_doctor_says(tmp_path: Path) -> None:
    lack = """
import sys
class Lack:
    def find_spec(name, path, target=None):
        if name == "weasyprint.text.ffi":
            raise OSError("cannot load library 'libpango'")
sys.meta_path.insert(0, Lack)
from cvgen.cli import main
main()
"""
    (tmp_path / "profile.yaml").write_text("basics: {name: Ada}\n")
    told = {}
    for command in ("build", "doctor"):
        done = subprocess.run(
            [sys.executable, "-c", lack, command], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 1
        told[command] = (done.stdout + done.stderr).decode()
    assert told["build"].startswith(
        "error R212: Pango does not load: cannot load library 'libpango'"
    )
    message, _, hint = told["build"].strip().removeprefix("error R212: ").partition(" (")
    assert message in told["doctor"]
    assert hint.removesuffix(")") in told["doctor"]
