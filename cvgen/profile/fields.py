"""The kinds of value that a profile is made of: takes what YAML gave, gives checked text, dates, people and links.

Every checker raises PydanticCustomError, whose type is the code of the finding and whose message is for the user.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from cvgen.text import dates
from cvgen.text.dates import PartialDate, Period
from cvgen.text.language_tags import nearest
from cvgen.text.links import LINK_SCHEMES

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_EMAIL = re.compile(r"[^\s@<>()\",;:]+@[^\s@<>()\",;:]+\.[^\s@<>()\",;:.]{2,}")
_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_SITE = re.compile(r"[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}([/?#:].*)?")


class Record(BaseModel):
    """A part of a profile: frozen, and with no key that is not asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def wrong(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Make the error of a checker; the hint travels in its context."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def is_language(tag: object) -> bool:
    """Say whether a word has the form of a BCP 47 language tag, such as `en` or `zh-Hans`."""
    return isinstance(tag, str) and bool(_LANGUAGE.fullmatch(tag))


def _check_text(value: Any) -> Any:
    if isinstance(value, str) and value.strip():
        return value
    if (
        isinstance(value, Mapping)
        and value
        and all(is_language(tag) and isinstance(text, str) for tag, text in value.items())
    ):
        return value
    hint = "write text, or one text per language: {en: …, zh: …}"
    if isinstance(value, Mapping):
        hint += "; quote text that has ': ' in it"
    raise wrong("P204", f"this must be text, not {_what(value)}", hint)


def _check_language(tag: Any) -> str:
    if not is_language(tag):
        raise wrong("P210", f"'{tag}' is no language tag", "write en, de, zh-Hans, …")
    return str(tag)


def _what(value: Any) -> str:
    if isinstance(value, str):
        return "white space"
    if isinstance(value, Mapping):
        return "keys and values"
    return "a list" if isinstance(value, list) else "nothing"


def _checked(check: Callable[[str], str]) -> Callable[[Any], str]:
    def checked(value: Any) -> str:
        if not isinstance(value, str):
            raise wrong("P204", f"this must be text, not {_what(value)}")
        return check(value.strip())

    return checked


def _check_url(url: str) -> str:
    scheme, colon, _ = url.partition(":")
    if re.search(r"\s", url):
        raise wrong("P207", f"the address '{_short(url)}' has a space in it", "write %20 for it")
    if not colon or "." in scheme:
        if _SITE.fullmatch(url):
            return "https://" + url
        raise wrong("P207", f"'{_short(url)}' is no web address", "write it in full: https://…")
    if scheme.lower() not in LINK_SCHEMES:
        raise wrong(
            "P207",
            f"links of the kind '{scheme}:' are not printed",
            "allowed: " + ", ".join(LINK_SCHEMES),
        )
    try:
        complete = scheme.lower() not in ("http", "https") or bool(urlsplit(url).hostname)
    except ValueError:
        complete = False
    if not complete:
        raise wrong("P207", f"'{_short(url)}' is no web address", "write it in full: https://…")
    return url


def _check_email(address: str) -> str:
    if not _EMAIL.fullmatch(address):
        raise wrong("P206", f"'{_short(address)}' is no e-mail address", "write name@example.org")
    return address


def _check_doi(doi: str) -> str:
    match = _DOI.fullmatch(doi)
    if not match:
        raise wrong(
            "P208", f"'{_short(doi)}' is no DOI", "write 10.1234/abc, or its address at doi.org"
        )
    return match[1]


def _check_arxiv(number: str) -> str:
    bare = re.sub(
        r"^(?:https?://arxiv\.org/(?:abs|pdf)/|arxiv:)", "", number, flags=re.IGNORECASE
    ).removesuffix(".pdf")
    if not re.fullmatch(r"\d{4}\.\d{4,5}(v\d+)?|[a-z.-]+(\.[A-Z]{2})?/\d{7}(v\d+)?", bare):
        raise wrong("P208", f"'{_short(number)}' is no arXiv number", "write 2406.06562")
    return bare


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _date(value: str) -> Any:
    try:
        return dates.parse(value)
    except ValueError as error:
        raise wrong("P205", str(error)) from None


def _check_date(value: Any) -> PartialDate:
    if not isinstance(value, str):
        raise wrong("P205", f"this must be a date, not {_what(value)}", dates.HOW_TO)
    return _date(value)  # type: ignore[no-any-return]


def _check_end(value: Any) -> PartialDate | Literal["present"]:
    if isinstance(value, str) and dates.is_present(value):
        return "present"
    return _check_date(value)


def _check_moment(value: Any) -> Period:
    if not isinstance(value, str):
        return Period(_check_date(value))
    try:
        return dates.parse_moment(value)
    except ValueError as error:
        raise wrong("P205", str(error)) from None


def _check_mapping(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    raise wrong("P203", "this must be keys and values", "write 'key: value' lines, indented")


# What a record says in fewer words: some of its own fields, which the loader checks and makes a record of.
Shorter = Annotated[Any, BeforeValidator(_check_mapping), WithJsonSchema({"type": "object"})]
Text = Annotated[
    str | dict[str, str], BeforeValidator(_check_text, json_schema_input_type=str | dict[str, str])
]
LanguageTag = Annotated[str, PlainValidator(_check_language, json_schema_input_type=str)]
Url = Annotated[str, PlainValidator(_checked(_check_url), json_schema_input_type=str)]
Email = Annotated[str, PlainValidator(_checked(_check_email), json_schema_input_type=str)]
Doi = Annotated[str, PlainValidator(_checked(_check_doi), json_schema_input_type=str)]
Arxiv = Annotated[str, PlainValidator(_checked(_check_arxiv), json_schema_input_type=str)]
Date = Annotated[PartialDate, PlainValidator(_check_date, json_schema_input_type=str)]
EndDate = Annotated[
    PartialDate | Literal["present"], PlainValidator(_check_end, json_schema_input_type=str)
]
Moment = Annotated[Period, PlainValidator(_check_moment, json_schema_input_type=str)]


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


def _named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _as_scores(value: Any) -> Any:
    scores = value if isinstance(value, list) else [value]
    return [{"value": score} if isinstance(score, str) else score for score in scores]


Person = Annotated[PersonRecord, BeforeValidator(_named, json_schema_input_type=str | PersonRecord)]
Location = Annotated[
    LocationRecord,
    BeforeValidator(
        lambda value: {"city": value} if isinstance(value, str) else value,
        json_schema_input_type=str | LocationRecord,
    ),
]
Scores = Annotated[
    tuple[ScoreRecord, ...],
    BeforeValidator(_as_scores, json_schema_input_type=str | ScoreRecord | list[str | ScoreRecord]),
]


def in_language(text: str | dict[str, str], languages: tuple[str, ...]) -> tuple[str, str]:
    """Choose the version of a text for the wished languages, best first; give its language ("" if not said) and the text."""
    if isinstance(text, str):
        return "", text
    tag = next(filter(None, (nearest(wish, text) for wish in languages)), None) or next(iter(text))
    return tag, text[tag]
