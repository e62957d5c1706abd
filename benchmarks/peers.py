"""What cvgen is compared with, set up by itself: RenderCV 2.8 in a place of its own, WeasyPrint, Typst."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from measuring import Command

ROOT = Path(__file__).parent.parent
PEOPLE = Path(__file__).parent / "people"
RENDERCV = "rendercv[full]==2.8"
PDF_ONLY = ("-nohtml", "-nomd", "-nopng")
_PYTHONS = ("python3.14", "python3.13", "python3.12")
# RenderCV fetches a package of icons at its first run; where there is no network, a stand-in that
# draws nothing favours it.
_ICONS = Path.home() / ".cache/typst/packages/preview/fontawesome/0.6.0"
_TYPST = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], package_path=sys.argv[3])"
)
_PACKAGES = (
    "import shutil, sys; from rendercv.renderer.pdf_png import get_package_path; "
    "shutil.copytree(get_package_path(), sys.argv[1])"
)
_WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2])"


def set_up_rendercv(folder: Path) -> Path | None:
    """Set RenderCV up in a folder, if it is not there; None where it cannot be had."""
    program = folder / "bin" / "rendercv"
    if program.exists():
        return program
    python = next(filter(_can_run, _PYTHONS), None)
    if python is None:
        return None
    subprocess.run([python, "-m", "venv", folder], check=True)
    done = subprocess.run([folder / "bin" / "pip", "install", "--quiet", RENDERCV], check=False)
    if done.returncode:
        shutil.rmtree(folder)
        return None
    if not _ICONS.exists():
        _ICONS.mkdir(parents=True)
        package = '[package]\nname = "fontawesome"\nversion = "0.6.0"\nentrypoint = "lib.typ"\n'
        (_ICONS / "typst.toml").write_text(package)
        (_ICONS / "lib.typ").write_text("#let fa-icon(name, ..args) = []\n")
    return program


def _can_run(python: str) -> bool:
    """Say whether an interpreter is there: what pyenv puts in the path may only say that it is not."""
    found = shutil.which(python)
    return found is not None and not subprocess.run([found, "-c", ""], check=False).returncode


def make_rendercv_command(program: Path, person: str, folder: Path) -> Command:
    """Let RenderCV print the same words."""
    shutil.copy(PEOPLE / f"{person}.rendercv.yaml", folder / "cv.yaml")
    return Command("RenderCV 2.8", (str(program), "render", "cv.yaml", *PDF_ONLY), folder)


def make_typst_command(program: Path, folder: Path) -> Command:
    """Let Typst alone set what RenderCV has written for it, in `folder`."""
    [source] = (folder / "rendercv_output").glob("*.typ")
    python = program.with_name("python")
    packages = str(folder / "typst-packages")
    subprocess.run([python, "-c", _PACKAGES, packages], check=True)
    words = (str(python), "-c", _TYPST, str(source), str(folder / "typst.pdf"), packages)
    return Command("Typst", words, folder)


def make_weasyprint_command(person: str, folder: Path) -> Command:
    """Let WeasyPrint alone print the page that cvgen makes, with its style sheets."""
    page = folder / "page.html"
    _write_page(person, page)
    words = (sys.executable, "-c", _WEASYPRINT, str(page), str(folder / "weasyprint.pdf"))
    return Command("WeasyPrint", words, folder)


def _write_page(person: str, path: Path) -> None:
    from datetime import date

    from cvgen.build import load_profile
    from cvgen.plan.composition import compose_plan
    from cvgen.plan.request import Environment, Request
    from cvgen.plan.resolve import resolve
    from cvgen.render.html import render_page

    profile = load_profile(ROOT / "examples" / person / "profile.yaml")
    plan = resolve(profile, Request(), Environment(date(2026, 11, 30)))
    style = plan.style.with_options({"density": "normal"})
    page = render_page(compose_plan(plan).document, style.theme, style.options, None)
    sheets = "".join(f"<style>{text}</style>" for text, _ in page.styles)
    # Its photo is asked of cvgen's own fetcher, and stays away.
    html = str(page.html).replace("profile:photo", "")
    path.write_text(html.replace("</head>", f"{sheets}</head>"), "utf-8")
