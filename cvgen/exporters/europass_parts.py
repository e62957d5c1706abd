"""Write what recurs in a Europass CV: texts, dates, periods and addresses."""

from __future__ import annotations

from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from cvgen.compose.countries import load_countries
from cvgen.exporters.exporter import ExportOrder
from cvgen.exporters.facts import FactWriter
from cvgen.exporters.plain import read_plain
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.profile.fields import LocationRecord
from cvgen.profile.names import choose_name_version
from cvgen.text.dates import PartialDate, Period
from cvgen.text.patterns import compile_late

_CONTROL = compile_late("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@cache
def load_format() -> dict[str, Any]:
    """Load what the schema knows."""
    described: dict[str, Any] = yamlfile.read_yaml(DATA_FOLDER / "exporters" / "europass.yaml").data
    return described


def add_text(parent: Element, name: str, text: str) -> None:
    """Add an element with a text, if there is one."""
    if text:
        SubElement(parent, name).text = _CONTROL.sub("", text)


def add_address(parent: Element, location: LocationRecord, language: str) -> None:
    """Add an address, with the country by its code and its name."""
    facts = FactWriter(language)
    address = SubElement(SubElement(parent, "Address"), "Contact")
    add_text(address, "AddressLine", facts.choose_text(location.address))
    add_text(address, "PostalCode", location.postalCode or "")
    town = [facts.choose_text(location.city), facts.choose_text(location.region)]
    add_text(address, "Municipality", ", ".join(part for part in town if part))
    code = (location.countryCode or "").upper()
    if code:
        country = SubElement(address, "Country")
        add_text(country, "Code", load_format()["countries"].get(code, code))
        add_text(country, "Label", load_countries(language).get(code, code))


def add_period(parent: Element, period: Period) -> None:
    """Add when something began and ended, or that it goes on."""
    assert period.start is not None
    add_date(parent, "From", period.start)
    if period.end or not period.ongoing:
        add_date(parent, "To", period.end or period.start)
    add_text(parent, "Current", "true" if period.ongoing else "false")


def add_date(parent: Element, name: str, date: PartialDate) -> None:
    """Add a date, whose parts are those of XML Schema."""
    parts = {"year": f"{date.year:04}"}
    if date.month:
        parts["month"] = f"--{date.month:02}"
    if date.day:
        parts["day"] = f"---{date.day:02}"
    SubElement(parent, name, parts)


def split_name(order: ExportOrder) -> tuple[str, str, str]:
    """Split the name that is printed by its parts in the profile, where it has them."""
    languages = (order.document.language, "en")
    parts = choose_name_version(order.plan.profile.basics, languages).parts
    family = " ".join(part for part in (parts.surname, parts.name_suffix) if part)
    return parts.title, parts.given, family or parts.literal or read_plain(order.document.name)
