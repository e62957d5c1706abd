"""Adapt a JSON Resume file as people have it: blanks are nothing, and names before 1.0 are ours."""

from __future__ import annotations

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place
from cvgen.files.yamlfile import Tree
from cvgen.files.yamltable import read_table
from cvgen.profile.json_shapes import settle_shapes
from cvgen.profile.networks import find_network

_MOST_NAMED = 4  # things passed over that the summary names


def adapt_json_resume(tree: Tree, *, with_shapes: bool = False) -> Tree:
    """Adapt the data of a file; one warning sums up what of it is passed over.

    `with_shapes` also makes lists of what stands for them, so that it is a profile as it is.
    """
    if not isinstance(tree.data, dict):
        return tree
    passed: list[str] = []
    data: dict[str, Any] = {}
    for section, value in _rename_keys(tree.data, _load_old_names()["$sections"]).items():
        filled = _drop_blanks(value)
        data[section] = _rename_keys(filled, _load_old_names().get(section, {}))
        _rename_in_positions(data[section])
        _read_lists(data[section])
    if with_shapes:
        settle_shapes(data, passed)
    _adapt_accounts(data.get("basics"), passed)
    _adapt_links(data)
    warnings = list(tree.warnings)
    if passed:
        named = ", ".join(passed[:_MOST_NAMED])
        if len(passed) > _MOST_NAMED:
            named += f" and {len(passed) - _MOST_NAMED} more"
        message = f"passed over, because it cannot be printed: {named}"
        warnings.append(Diagnostic("P238", message, Place(tree.file, 1, 1), "", "warning"))
    return replace(tree, data=data, warnings=warnings)


def _drop_blanks(value: Any) -> Any:
    """Leave out the items of lists, at every level, that say nothing."""
    if isinstance(value, dict):
        return {key: _drop_blanks(part) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    items = []
    for item in value:
        filled = _drop_blanks(item)
        if not _is_blank(filled):
            items.append(filled)
    return items


def _is_blank(value: Any) -> bool:
    """Say whether a value says nothing, at every level."""
    if isinstance(value, dict):
        return all(map(_is_blank, value.values()))
    if isinstance(value, list):
        return all(map(_is_blank, value))
    return value is None or not value.strip()


def _rename_keys(value: Any, names: dict[str, str]) -> Any:
    """Rename the old keys of a record, or of each in a list, where the new one is not there."""
    if isinstance(value, list):
        return [_rename_keys(item, names) for item in value]
    if not isinstance(value, dict):
        return value
    renamed = {}
    for key, part in value.items():
        name = names.get(key, key)
        if name != key and not _is_blank(value.get(name)):
            name = key
        renamed[name] = part
    return renamed


def _rename_in_positions(section: Any) -> None:
    """Rename the keys of the positions in the entries of a section."""
    if not isinstance(section, list):
        return
    for entry in section:
        if isinstance(entry, dict) and isinstance(entry.get("positions"), list):
            entry["positions"] = _rename_keys(entry["positions"], _load_old_names()["$positions"])


def _read_lists(value: Any) -> None:
    """Let the list of several, under a plural, stand for the one that JSON Resume has a key for."""
    if isinstance(value, list):
        for item in value:
            _read_lists(item)
    if not isinstance(value, dict):
        return
    for name, plural in _load_old_names()["$lists"].items():
        if isinstance(value.get(plural), list) and (name in value or "startDate" in value):
            value[name] = value.pop(plural)
            if name == "date":
                value.pop("startDate", None)
                value.pop("endDate", None)
    _read_lists(value.get("positions"))


def _adapt_accounts(basics: Any, passed: list[str]) -> None:
    """Name the network of an account after its host; what says too little is passed over."""
    if not isinstance(basics, dict) or not isinstance(basics.get("profiles"), list):
        return
    accounts = []
    for account in basics["profiles"]:
        if isinstance(account, dict):
            problem = _name_network(account)
            if problem:
                passed.append(problem)
                continue
        accounts.append(account)
    basics["profiles"] = accounts


def _name_network(account: dict[str, Any]) -> str:
    """Name the network of an account; return what is wrong with one that says too little."""
    address = urlsplit(str(account.get("url") or ""))
    has_name = not _is_blank(account.get("username"))
    if not _is_blank(account.get("network")):
        network = account["network"]
        is_known = isinstance(network, str) and find_network(network) is not None
        if is_known and not has_name and not address.netloc:
            return f"the account at '{network}' without a name"
        return ""
    host = (address.hostname or "").removeprefix("www.")
    if not host:
        return f"the account '{account.get('username')}' without a network"
    account["network"] = host
    name = address.path.strip("/")
    if name and not has_name and "/" not in name:
        account["username"] = name
    return ""


def _adapt_links(data: dict[str, Any]) -> None:
    """Make a mapping of the links of an entry that are a list."""
    for section in data.values():
        if not isinstance(section, list):
            continue
        for entry in section:
            if isinstance(entry, dict) and isinstance(entry.get("links"), list):
                entry["links"] = _map_links(entry["links"])


def _map_links(links: list[Any]) -> dict[str, str]:
    mapped = {}
    for link in links:
        url = link
        label = ""
        if isinstance(link, dict):
            url = link.get("url") or ""
            label = str(link.get("label") or link.get("name") or "")
        host = urlsplit(str(url)).hostname or str(url)
        mapped[label or host] = str(url)
    return mapped


@cache
def _load_old_names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = read_table("json_resume")
    return names
