"""Describe what went wrong in a theme's templates.

Which file, which line, and what the contract has that is spelled nearly so.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.compose import view
from cvgen.errors import Diagnostic, Place, did_you_mean
from cvgen.theme.load import Theme

if TYPE_CHECKING:
    from jinja2 import TemplateError

_VIEW_OBJECT = rf"'{re.escape(view.__name__)}\.(\w+) object'"


def describe_template_error(error: TemplateError, theme: Theme) -> Diagnostic:
    """Describe a template that is broken, missing, or failed as Jinja says."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        message = f"the template is broken: {error.message}"
        return Diagnostic(
            "T121", message, Place(str(error.filename or error.name), error.lineno, 1)
        )
    if isinstance(error, TemplateNotFound):
        message = f"the theme has no template '{error.name}'"
        return Diagnostic("T120", message, Place(str(theme.folders[0])))
    return describe_failure(error, theme)


def describe_failure(error: Exception, theme: Theme) -> Diagnostic:
    """Describe any error that arose in a template."""
    message = re.sub(_VIEW_OBJECT, r"'\1'", str(error)) or type(error).__name__
    place = _find_place(error, theme)
    return Diagnostic("T122", f"the template failed: {message}", place, _suggest_name(error))


def _find_place(error: Exception, theme: Theme) -> Place:
    """Find where in the templates an error arose: the last frame that lies in one."""
    place = Place(str(theme.folders[0]))
    traceback = error.__traceback__
    while traceback:
        file = traceback.tb_frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in theme.folders):
            place = Place(file, traceback.tb_lineno, 1)
        traceback = traceback.tb_next
    return place


def _suggest_name(error: Exception) -> str:
    """Name what the contract has that is spelled nearly so."""
    match = re.search(rf"{_VIEW_OBJECT} has no attribute '(\w+)'", str(error))
    if match is None:
        return ""
    class_name, attribute = match.groups()
    return did_you_mean(attribute, getattr(view, class_name).__struct_fields__)
