"""Networks that academics have accounts at: where an account lives, if its name says anything."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from cvgen.files.yamltable import read_table
from cvgen.text.identifiers import normalize_orcid
from cvgen.text.patterns import compile_late

_ADDRESSES = ("https://", "http://")
_SITE = compile_late(r"(?:www\.)?[\w-]+\.[A-Za-z]{2,}/\S")
_ANY_FORM = "@?(?P<username>.+)"


class Network(Struct, frozen=True):
    """A network: the address of an account, and the forms of what stands for it.

    `opaque` is the form of a number that tells a reader nothing.
    """

    url: str
    form: str = _ANY_FORM
    example: str = ""
    opaque: str = ""

    def has_form(self, username: str) -> bool:
        """Return whether a user name is one of this network."""
        return bool(re.fullmatch(self.form, username))

    def is_opaque(self, username: str) -> bool:
        """Return whether a user name tells a reader nothing; one that is not known does so."""
        if not self.opaque:
            return False
        return not username or bool(re.fullmatch(self.opaque, username))

    def build_url(self, username: str) -> str:
        """Build the address of an account; nothing where it cannot be one of this network."""
        match = re.fullmatch(self.form, normalize_orcid(username))
        if not match:
            return ""
        return self.url.format_map(match.groupdict())


@cache
def load_networks() -> dict[str, Network]:
    """Load the networks, each under all its names in small letters."""
    networks = {}
    for name, data in read_table("networks").items():
        names = data.pop("names", [])
        network = Network(**data)
        for each in (name, *names):
            networks[each] = network
    return networks


def find_network(name: str) -> Network | None:
    """Find a network by one of its names."""
    return load_networks().get(name.strip().lower())


def build_account_url(network_name: str, username: str) -> str:
    """Build the address of an account where its network is known, or the user name is one."""
    if username.startswith(_ADDRESSES):
        return username
    if _SITE.match(username):
        return f"https://{username}"
    network = find_network(network_name)
    if network is None:
        return ""
    return network.build_url(username.strip())


def is_opaque_account(network_name: str, username: str) -> bool:
    """Return whether an account is better named by its network than by its user name."""
    network = find_network(network_name)
    return network is not None and network.is_opaque(username.strip())
