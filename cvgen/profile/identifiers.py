"""Check the telephone numbers of a profile, and its identifiers with check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cvgen.errors import Diagnostic
from cvgen.files.yamlfile import KeyPath, Tree, list_children
from cvgen.profile.networks import find_network
from cvgen.text.identifiers import find_fault
from cvgen.text.patterns import compile_late
from cvgen.text.telephones import build_telephone_url

_ADDRESS = compile_late(
    r"\b(?P<network>orcid|isni)\.org/(?:isni/)?(?P<id>[^\s/?#)\]>\"']+)", re.IGNORECASE
)
_NAMES = {"orcid": "ORCID iD", "isni": "ISNI"}
_NOT_FOR_PRINT = frozenset({"meta", "$schema"})
_TELEPHONE_HINT = "write one number, such as +44 20 7946 0123 ext. 45"
_ORCID_HINT = "compare it with your page at orcid.org, such as 0000-0002-1825-0097"
_SHOWN_CHARACTERS = 40


def check_identifiers(tree: Tree) -> Iterator[Diagnostic]:
    """Warn of telephone numbers that no link can dial, and of ORCID iDs and ISNIs with a slip."""
    if not isinstance(tree.data, dict):
        return
    reported = set()
    for key, value in tree.data.items():
        if key in _NOT_FOR_PRINT:
            continue
        for finding in _check_value(value, (key,), tree):
            if finding not in reported:
                reported.add(finding)
                yield finding


def _check_value(value: Any, path: KeyPath, tree: Tree) -> Iterator[Diagnostic]:
    if isinstance(value, str):
        yield from _check_text(value, path, tree)
    network = _find_network(value)
    yield from _check_account(value, path, tree)
    for step, child in list_children(value):
        is_account = network and step == "username" and isinstance(child, str)
        if is_account and not _ADDRESS.search(child):
            yield from _check_identifier(network, child, (*path, step), tree)
        else:
            yield from _check_value(child, (*path, step), tree)


def _check_account(record: Any, path: KeyPath, tree: Tree) -> Iterator[Diagnostic]:
    """Check that a user name is one of its network, where no address says what it leads to."""
    if not isinstance(record, dict) or path[:2] != ("basics", "profiles"):
        return
    network = find_network(str(record.get("network")))
    username = record.get("username")
    if network is None or not isinstance(username, str) or record.get("url"):
        return
    if "/" in username or not username.strip() or network.has_form(username.strip()):
        return
    message = (
        f"'{username[:_SHOWN_CHARACTERS]}' is no account of {record['network']}, so it gets no link"
    )
    hint = f"write it as {network.example}, or give its 'url'"
    yield Diagnostic("P242", message, tree.find_place((*path, "username")), hint, "warning")


def _find_network(record: Any) -> str:
    """Find the network of an account whose names have a check digit."""
    if not isinstance(record, dict):
        return ""
    name = record.get("network")
    if isinstance(name, dict):
        name = next(iter(name.values()), "")
    word = str(name).strip().lower().removesuffix(" id")
    if word in _NAMES:
        return word
    return ""


def _check_text(text: str, path: KeyPath, tree: Tree) -> Iterator[Diagnostic]:
    """Check a text by its key, and the addresses in it."""
    matches = list(_ADDRESS.finditer(text))
    for match in matches:
        yield from _check_identifier(match["network"].lower(), match["id"], path, tree)
    if path[-1] == "orcid" and not matches:
        yield from _check_identifier("orcid", text, path, tree)
    is_telephone = path[-1] == "phone" or path[:-1] == ("basics", "phone")
    if is_telephone and text.strip():
        yield from _check_telephone(text, path, tree)


def _check_identifier(network: str, text: str, path: KeyPath, tree: Tree) -> Iterator[Diagnostic]:
    fault = find_fault(text.strip(" .,;"))
    if fault:
        message = f"'{text[:_SHOWN_CHARACTERS]}' is no {_NAMES[network]}: {fault}"
        yield Diagnostic("P241", message, tree.find_place(path), _ORCID_HINT, "warning")


def _check_telephone(text: str, path: KeyPath, tree: Tree) -> Iterator[Diagnostic]:
    try:
        build_telephone_url(text)
    except ValueError as error:
        message = f"'{text[:_SHOWN_CHARACTERS]}' {error}, so it gets no link"
        yield Diagnostic("P240", message, tree.find_place(path), _TELEPHONE_HINT, "warning")
