"""The values that a profile is made of: text, dates, people and links, each with its checker.

A checker takes what YAML gave, and raises WrongValueError, whose faults are for the user.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from cvgen.profile import described
from cvgen.profile.checkers import Before, Described, Instead
from cvgen.profile.faults import WrongValueError, make_field_error
from cvgen.profile.record import Record
from cvgen.text.dates import DATE_HINT, PartialDate, Period
from cvgen.text.language_tags import find_nearest_tag
from cvgen.text.links import DOI_PREFIX, LINK_SCHEMES, decode_doi_path
from cvgen.text.patterns import compile_late
from cvgen.text.written_dates import is_written_present
from cvgen.text.written_periods import parse_written_date, parse_written_period

_LANGUAGE = compile_late(described.LANGUAGE_TAG)
_EMAIL = compile_late(r"[^\s@<>()\",;:]+@[^\s@<>()\",;:]+\.[^\s@<>()\",;:.]{2,}")
_DOI = compile_late(
    rf"(?:(?P<resolver>(?:https?://)?(?:(?:dx|www)\.)?doi\.org/)|doi:\s*)?"
    rf"(?P<doi>(?:{DOI_PREFIX}|10\.\d{{4,9}}(?:\.\d+)*%2F)\S+)",
    re.IGNORECASE,
)
_ARXIV_PREFIX = compile_late(r"^(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:)", re.IGNORECASE)
_ARXIV_NUMBER = compile_late(r"\d{4}\.\d{4,5}(v\d+)?|[a-z.-]+(\.[A-Z]{2})?/\d{7}(v\d+)?")
# A name in any script: the vowels of many are no letters to `\w`.
_SITE = compile_late(
    r"[\w\u0300-\U0010ffff-]+(\.[\w\u0300-\U0010ffff-]+)*"
    r"\.([A-Za-z]{2,}|xn--[\w-]+|[\u0300-\U0010ffff]+)([/?#:].*)?"
)


def is_language_tag(tag: object) -> bool:
    """Return whether a word has the form of a BCP 47 language tag, such as `en` or `zh-Hans`."""
    return isinstance(tag, str) and bool(_LANGUAGE.fullmatch(tag))


def check_text(value: Any) -> Any:
    """Check that a value is text, or one text per language; blank versions are left out."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if isinstance(value, Mapping) and _is_multilingual(value):
        versions = {tag: text.strip() for tag, text in value.items() if text.strip()}
        if versions:
            return versions
    hint = "write text, or one text per language: {en: …, zh: …}"
    if isinstance(value, Mapping):
        hint += "; quote text that has ': ' in it"
    raise make_field_error("P204", f"this must be text, not {_describe_value(value)}", hint)


def _is_multilingual(value: Mapping[Any, Any]) -> bool:
    """Return whether a mapping gives one text per language."""
    if not value:
        return False
    return all(is_language_tag(tag) and isinstance(text, str) for tag, text in value.items())


def _check_language(tag: Any) -> str:
    if not is_language_tag(tag):
        raise make_field_error("P210", f"'{tag}' is no language tag", "write en, de, zh-Hans, …")
    return str(tag)


def _describe_value(value: Any) -> str:
    if isinstance(value, str):
        return "white space"
    if isinstance(value, Mapping):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    return "nothing"


def check_url(value: Any) -> str:
    """Check that a value is a web address, which is returned in full."""
    return _make_text_check(_complete_url)(value)


def _make_text_check(check: Callable[[str], str]) -> Callable[[Any], str]:
    """Make a checker of any value out of one of text."""

    def check_value(value: Any) -> str:
        if not isinstance(value, str):
            raise make_field_error("P204", f"this must be text, not {_describe_value(value)}")
        return check(value.strip())

    return check_value


def _complete_url(url: str) -> str:
    scheme, colon, _ = url.partition(":")
    if re.search(r"\s", url):
        message = f"the address '{_truncate(url)}' has a space in it"
        raise make_field_error("P207", message, "write %20 for it")
    if not colon or "." in scheme:
        if not _SITE.fullmatch(url):
            raise _make_address_error(url)
        return "https://" + url
    if scheme.lower() not in LINK_SCHEMES:
        message = f"links of the kind '{scheme}:' are not printed"
        raise make_field_error("P207", message, "allowed: " + ", ".join(LINK_SCHEMES))
    if scheme.lower() in ("http", "https") and not _has_host(url):
        raise _make_address_error(url)
    return url


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _make_address_error(url: str) -> WrongValueError:
    return make_field_error(
        "P207", f"'{_truncate(url)}' is no web address", "write it in full: https://…"
    )


def _check_email(address: str) -> str:
    if not _EMAIL.fullmatch(address):
        message = f"'{_truncate(address)}' is no e-mail address"
        raise make_field_error("P206", message, "write name@example.org")
    return address


def _check_doi(doi: str) -> str:
    match = _DOI.fullmatch(doi)
    if not match:
        hint = "write 10.1234/abc, or its address at doi.org"
        raise make_field_error("P208", f"'{_truncate(doi)}' is no DOI", hint)
    if match["resolver"]:
        return decode_doi_path(match["doi"])
    return match["doi"]


def _check_arxiv(number: str) -> str:
    bare = _ARXIV_PREFIX.sub("", number).removesuffix(".pdf")
    if not _ARXIV_NUMBER.fullmatch(bare):
        raise make_field_error(
            "P208", f"'{_truncate(number)}' is no arXiv number", "write 2406.06562"
        )
    return bare


def _truncate(text: str) -> str:
    """Cut text for a message to 60 characters or less."""
    if len(text) <= 60:
        return text
    return text[:57] + "…"


def _check_date(value: Any) -> PartialDate:
    if not isinstance(value, str):
        message = f"this must be a date, not {_describe_value(value)}"
        raise make_field_error("P205", message, DATE_HINT)
    try:
        return parse_written_date(value)
    except ValueError as error:
        raise make_field_error("P205", str(error)) from None


def _check_end(value: Any) -> PartialDate | Literal["present"]:
    if value == "present" or (isinstance(value, str) and is_written_present(value)):
        return "present"
    return _check_date(value)


def _check_moment(value: Any) -> Period:
    if not isinstance(value, str):
        return Period(_check_date(value))
    try:
        return parse_written_period(value)
    except ValueError as error:
        raise make_field_error("P205", str(error)) from None


def _check_mapping(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    raise make_field_error(
        "P203", "this must be keys and values", "write 'key: value' lines, indented"
    )


def _wrap_in_list(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return value
    return [value]


def _wrap_name(value: Any) -> Any:
    if isinstance(value, str):
        return {"name": value}
    return value


def wrap_records(key: str) -> Callable[[Any], Any]:
    """Make a list of records out of one or several, of which texts are only the key's value."""

    def wrap_value(value: Any) -> Any:
        items = _wrap_in_list(value)
        return [{key: item} if isinstance(item, str) else item for item in items]

    return wrap_value


# What a record says in fewer words: some of its own fields. The loader makes a record of them.
ShortWords = Annotated[Any, Before(_check_mapping), Described({"type": "object"})]
Text = Annotated[str | dict[str, str], Instead(check_text), described.TEXT]
LanguageTag = Annotated[str, Instead(_check_language), described.LANGUAGE]
PrintedLanguage = Annotated[str, Instead(_check_language), described.PRINTED_LANGUAGE]
Url = Annotated[str, Instead(check_url), described.URL]
Email = Annotated[str, Instead(_make_text_check(_check_email)), described.EMAIL]
Doi = Annotated[str, Instead(_make_text_check(_check_doi)), described.DOI]
Arxiv = Annotated[str, Instead(_make_text_check(_check_arxiv)), described.ARXIV]
Date = Annotated[PartialDate, Instead(_check_date), described.DATE]
EndDate = Annotated[PartialDate | Literal["present"], Instead(_check_end), described.END_DATE]
Moment = Annotated[Period, Instead(_check_moment), described.MOMENT]
Moments = Annotated[
    tuple[Moment, ...],
    Before(_wrap_in_list, Moment | list[Moment]),
    Described(name="time-or-times"),
]
# Names, by which editors offer what there is.
Tag = Annotated[str, described.TAG]
ChosenTag = Annotated[str, described.CHOSEN_TAG]
VariantName = Annotated[str, described.VARIANT]
ThemeName = Annotated[str, described.THEME]
TargetName = Annotated[str, described.TARGET]
AudienceName = Annotated[str, described.AUDIENCE]


class PersonRecord(Record):
    """Somebody else: a supervisor, an inventor, an investigator."""

    name: Text
    url: Url | None = None
    role: Text | None = None
    affiliation: Text | None = None
    email: Email | None = None


class LocationRecord(Record):
    """A place, as JSON Resume splits it; `countryCode` is ISO 3166 (two letters)."""

    address: Text | None = None
    postalCode: str | None = None
    city: Text | None = None
    region: Text | None = None
    countryCode: str | None = None


class ScoreRecord(Record):
    """A grade: what it is called, how high it is, on which scale, and the rank that it gave."""

    name: Text | None = None
    value: str | None = None
    scale: str | None = None
    rank: Text | None = None


Person = Annotated[
    PersonRecord, Before(_wrap_name, str | PersonRecord), Described(name="name-or-person")
]
Locations = Annotated[
    tuple[LocationRecord, ...],
    Before(wrap_records("city"), str | LocationRecord | list[str | LocationRecord]),
    Described(name="city-or-places"),
]
Scores = Annotated[
    tuple[ScoreRecord, ...],
    Before(wrap_records("value"), str | ScoreRecord | list[str | ScoreRecord]),
    Described(name="grade-or-grades"),
]


def choose_language_version(text: Text, languages: tuple[str, ...]) -> tuple[str, str]:
    """Choose the version of a text for the wished languages, best first; else the first version.

    Return its language ("" where the profile does not say it) and the text.
    """
    if isinstance(text, str):
        return "", text
    for language in languages:
        tag = find_nearest_tag(language, text)
        if tag:
            return tag, text[tag]
    first = next(iter(text))
    return first, text[first]
