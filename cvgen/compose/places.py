"""Say where something was: places, countries, and organizations with what is said of each."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.countries import find_code_place, load_countries
from cvgen.compose.view import NOTHING
from cvgen.compose.wording import Wording, join_unbroken, link_text
from cvgen.profile.fields import LocationRecord
from cvgen.profile.organizations import OrganizationRecord


def format_location(location: LocationRecord, wording: Wording) -> Markup:
    """Format a place from the street to the country, in the order of that."""
    address = wording.format_text(location.address)
    city = wording.format_text(location.city)
    region = wording.format_text(location.region)
    country = format_country(location.countryCode, wording)
    code = Markup.escape((location.postalCode or "").replace(" ", "\N{NO-BREAK SPACE}"))
    code_place = find_code_place((location.countryCode or "").upper())
    if code_place == "after-region" and region:
        region = join_unbroken([region, code])
    elif code_place:
        city = join_unbroken([city, code])
    else:
        city = join_unbroken([code, city])
    return wording.join_parts([address, city, region, country])


def format_locations(locations: Sequence[LocationRecord], wording: Wording) -> Markup:
    """Format the places of an entry, mostly one."""
    places = [format_location(location, wording) for location in locations]
    return wording.join_people([place for place in places if place])


def format_country(code: str | None, wording: Wording) -> Markup:
    """Name a country by its code, or print what was given."""
    if not code:
        return NOTHING
    countries = load_countries(wording.locale.words_of, wording.locale.territory)
    return Markup.escape(countries.get(code.upper(), code))


def format_organization(organization: OrganizationRecord, wording: Wording) -> Markup:
    """Format one of several organizations, with what is said of it alone in brackets."""
    name = link_text(wording.format_text(organization.name), organization.url)
    extra = wording.join_parts(
        [
            wording.format_text(organization.department),
            wording.format_text(organization.role),
            format_locations(organization.location, wording),
            _format_times(organization, wording),
        ]
    )
    if not extra:
        return name
    return wording.isolate(Markup("{} ({})").format(wording.isolate(name), extra))


def _format_times(organization: OrganizationRecord, wording: Wording) -> Markup:
    """Say when it was, without how long: no brackets stand within brackets."""
    locale = replace(wording.locale, with_durations=False)
    return replace(wording, locale=locale).format_periods(organization.list_periods())
