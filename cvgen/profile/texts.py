"""List every text of a profile, with the field that it fills and its path in the file.

Texts are found by the annotations of the model, so that a new field, record or kind of entry needs
no word here.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Struct

from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.profile.custom import Custom, Group
from cvgen.profile.fields import Text
from cvgen.profile.model import Profile
from cvgen.profile.record import Record


class ProfileText(Struct, frozen=True):
    """One text: where it stands, and the record and field that it is of."""

    path: KeyPath
    text: Text
    record: type[Record]
    field: str


def iterate_profile_texts(profile: Profile) -> Iterator[ProfileText]:
    """Iterate over the texts in the order of the file; what an alias repeats comes again."""
    finder = _TextFinder(profile.tree)
    yield from finder.find_in_record(profile.basics, ("basics",))
    for section in profile.sections:
        if section.title:
            yield ProfileText((*section.whole, "title"), section.title, Custom, "title")
        if section.group:
            yield ProfileText((*section.path[:-1], "title"), section.group, Group, "title")
        for index, entry in enumerate(section.entries):
            yield from finder.find_in_record(entry, finder.extend_path(section.path, index))
    yield from finder.find_in_record(profile.settings, ())
    for name, variant in profile.variants.items():
        yield from finder.find_in_record(variant, finder.extend_path(("variants",), name))


class _TextFinder(Struct, frozen=True):
    """Goes through records, and knows the file that they were read from."""

    tree: Tree

    def find_in_record(
        self, record: Record, path: KeyPath, *, is_whole: bool = True
    ) -> Iterator[ProfileText]:
        """Find the texts of a record.

        One that is not whole (`short`) repeats what surrounds it, but for what is written there.
        """
        for name, field in type(record).model_fields.items():
            if not is_whole and (*path, name) not in self.tree.values:
                continue
            types = _list_alternatives(field.annotation)
            field_path = self.extend_path(path, name)
            for leaf_path, leaf in self.find_leaves(getattr(record, name), types, field_path):
                if isinstance(leaf, Record):
                    yield from self.find_in_record(leaf, leaf_path, is_whole=Any not in types)
                else:
                    yield ProfileText(leaf_path, leaf, type(record), name)

    def find_leaves(
        self, value: Any, types: list[Any], path: KeyPath
    ) -> Iterator[tuple[KeyPath, Record | Text]]:
        """Find the records and texts in a value, which is of one of these types."""
        if isinstance(value, Record) or (Text in types and _is_text(value)):
            yield path, value
        elif isinstance(value, tuple | list | dict):
            item_types = _list_item_types(value, types)
            for step, item in _enumerate_items(value):
                yield from self.find_leaves(item, item_types, self.extend_path(path, step))

    def extend_path(self, path: KeyPath, step: str | int) -> KeyPath:
        """Go one step down, where that is one in the file.

        A plain text can stand for a record, and one thing for a list.
        """
        longer = (*path, step)
        if longer in self.tree.values:
            return longer
        return path


def _is_text(value: Any) -> bool:
    """Say whether a value is a text, in one language or several."""
    if isinstance(value, dict):
        return all(isinstance(version, str) for version in value.values())
    return isinstance(value, str)


def _enumerate_items(value: Any) -> Any:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value)


def _list_item_types(value: Any, types: list[Any]) -> list[Any]:
    """List the types of the items (or of a mapping's values) of a value of one of these types."""
    item_types = []
    for container_type in types:
        if get_origin(container_type) is not type(value):
            continue
        arguments = get_args(container_type)
        item_type = arguments[0]
        if isinstance(value, dict):
            item_type = arguments[1]
        item_types += _list_alternatives(item_type)
    return item_types


def _list_alternatives(annotation: Any) -> list[Any]:
    """List the types that an annotation allows, bare of metadata; `Text` counts as one of them."""
    origin = get_origin(annotation)
    if origin is Annotated and annotation != Text:
        return _list_alternatives(get_args(annotation)[0])
    if origin not in (Union, UnionType):
        return [annotation]
    alternatives = []
    for part in get_args(annotation):
        alternatives += _list_alternatives(part)
    return alternatives
