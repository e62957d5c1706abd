"""What editors are told of the kinds of values in a profile, each once, by name.

The patterns refuse only what cvgen refuses too: dates may stand in the words of any language, and
so no more is asked of one than that its figures can be a date.
"""

from __future__ import annotations

from typing import Any

from cvgen.profile.checkers import Described

LANGUAGE_TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_YEAR = "[1-9][0-9]{3}"
_MONTH = "(0?[1-9]|1[0-2])"
_DAY = "(0?[1-9]|[12][0-9]|3[01])"
_DATE = f"({_YEAR}(-{_MONTH}(-{_DAY})?)?|{_MONTH}-{_YEAR}|[0-9]{{8}})"
_SCHOOL_YEAR = "[0-9]{4}-(1[3-9]|[2-9][0-9])"
_PERIOD = f"({_DATE}(-{_DATE})?-*|{_SCHOOL_YEAR})"
_WORDS = "[^0-9-]"  # whatever has them, an editor cannot judge
_DATE_HINT = "write a date as YYYY, YYYY-MM or YYYY-MM-DD, such as 2021-09"
_LANGUAGE_HINT = "write a language tag, such as en, de or zh-Hans"
_EMAIL_HINT = "write name@example.org"
_TEXT = {"type": "string"}


def _name_text(name: str, example: str, pattern: str = "", hint: str = "") -> Described:
    """Name a kind of text, and say what is told where it has not the form that it must have."""
    schema: dict[str, Any] = {**_TEXT, "examples": [example]}
    if pattern:
        schema |= {"pattern": pattern, "patternErrorMessage": hint}
    return Described(schema, name=name)


def _name_figures(name: str, example: str, pattern: str, hint: str) -> Described:
    """Name a kind of text that editors may take for a number, such as a year."""
    described = _name_text(name, example, pattern, hint)
    return Described({**described.schema, "type": ["string", "number"]}, name=name)


def _name_date(name: str, example: str, pattern: str) -> Described:
    """Name a kind of date."""
    return _name_figures(name, example, f"^{pattern}$|{_WORDS}", _DATE_HINT)


TEXT = Described(
    {
        "anyOf": [
            _TEXT,
            {
                "type": "object",
                "additionalProperties": _TEXT,
                "propertyNames": {"pattern": f"^{LANGUAGE_TAG}$"},
            },
        ]
    },
    name="text",
)
LANGUAGE = _name_text("language-tag", "en", f"^{LANGUAGE_TAG}$", _LANGUAGE_HINT)
URL = _name_text("web-address", "https://example.org")
EMAIL = _name_text(
    "email-address", "ada@example.org", r"^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$", _EMAIL_HINT
)
DOI = _name_text("DOI", "10.5555/example.1", r"10\.[0-9]{4,9}", "write 10.1234/abc")
ARXIV = _name_figures(
    "arXiv-number", "2501.00001", r"[0-9]{4}\.[0-9]{4,5}|/[0-9]{7}", "write 2406.06562"
)
DATE = _name_date("date", "2021-10", _DATE)
END_DATE = _name_date("date-or-present", "present", _DATE)
MOMENT = _name_date("date-or-period", "2021-10", _PERIOD)
# What names something that cvgen or the profile's folder holds: the names are filled in.
THEME = _name_text("theme", "classic")
OPTIONS = Described({"type": "object", "additionalProperties": _TEXT}, name="options")
PAPER = _name_text("paper", "A4")
TARGET = _name_text("target", "cambridge")
AUDIENCE = _name_text("audience", "public")
PRINTED_LANGUAGE = _name_text("printed-language", "en", f"^{LANGUAGE_TAG}$", _LANGUAGE_HINT)
REGION = _name_text("region", "gb", "^[A-Za-z]{2}$", "write two letters, such as gb")
VARIANT = _name_text("variant", "short")
TAG = _name_text("tag", "research")
CHOSEN_TAG = _name_text("tag-of-entries", "research")
