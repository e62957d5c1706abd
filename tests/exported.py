"""Takes a profile and choices, gives the bytes of every file that it is exported to, by format and name."""

from pathlib import Path

from shipped import TODAY

from cvgen.build import load_profile
from cvgen.exporters.export import export_plan
from cvgen.exporters.registry import find_format, list_formats
from cvgen.plan.request import Environment, Request
from cvgen.plan.resolve import resolve

FORMATS = [form.name for form in list_formats()]
HERE = Environment(TODAY)


def export_profile(profile, formats=FORMATS, *, embeds_fonts=False, **wish):
    """Export a profile that is loaded; fonts are embedded where a test is of them, which takes a second."""
    plan = resolve(profile, Request(**wish), HERE)
    chosen = [find_format(name) for name in formats]
    return export_plan(plan, chosen, "cv", embeds_fonts=embeds_fonts)


def export_path(path, formats=FORMATS, **wish):
    """Export the profile of a path."""
    return export_profile(load_profile(Path(path)), formats, **wish)


def list_files(exported):
    """Give all files by the end of their names."""
    files = {}
    for export in exported.exports:
        files |= {**export.files, **export.companions}
    return files


def take_text(exported):
    """Give the main file of the first format as text."""
    (data,) = exported.exports[0].files.values()
    return data.decode()
