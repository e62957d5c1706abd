"""Takes a profile, gives every text in it, with the field that it fills and its path in the file.

Texts are found by the annotations of the model, so that a new field, record or kind of entry needs no word here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from cvgen.files.yamlfile import Path_, Tree
from cvgen.profile.academic import Custom
from cvgen.profile.fields import Record, Text
from cvgen.profile.load import Profile


@dataclass(frozen=True, slots=True)
class Written:
    """One text: where it stands, and the record and field that it is of."""

    path: Path_
    text: Text
    record: type[Record]
    field: str


def texts(profile: Profile) -> Iterator[Written]:
    """Give the texts in the order of the file; what an alias repeats is given again."""
    walk = _Walk(profile.tree)
    yield from walk.record(profile.basics, ("basics",))
    for section in profile.sections:
        if section.title:
            yield Written((*section.path[:-1], "title"), section.title, Custom, "title")
        for index, entry in enumerate(section.entries):
            yield from walk.record(entry, walk.below(section.path, index))
    yield from walk.record(profile.settings, ())
    for name, variant in profile.variants.items():
        yield from walk.record(variant, walk.below(("variants",), name))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through records, and knows the file that they were read from."""

    tree: Tree

    def record(self, record: Record, at: Path_, *, whole: bool = True) -> Iterator[Written]:
        """Give the texts of a record; one that is not whole (`short`) repeats what surrounds it, but for what is written there."""
        for name, field in type(record).model_fields.items():
            if not whole and (*at, name) not in self.tree.values:
                continue
            kinds = [*_alternatives(field.rebuild_annotation())]
            for path, leaf in self.leaves(getattr(record, name), kinds, self.below(at, name)):
                if isinstance(leaf, Record):
                    yield from self.record(leaf, path, whole=Any not in kinds)
                else:
                    yield Written(path, leaf, type(record), name)

    def leaves(
        self, value: Any, kinds: list[Any], at: Path_
    ) -> Iterator[tuple[Path_, Record | Text]]:
        """Give the records and texts in a value, which is of one of these kinds."""
        if isinstance(value, Record) or (Text in kinds and isinstance(value, str | dict)):
            yield at, value
        elif isinstance(value, tuple | list | dict):
            parts = [
                get_args(kind)[isinstance(value, dict)]
                for kind in kinds
                if get_origin(kind) is type(value)
            ]
            inner = [kind for part in parts for kind in _alternatives(part)]
            for step, part in value.items() if isinstance(value, dict) else enumerate(value):
                yield from self.leaves(part, inner, self.below(at, step))

    def below(self, at: Path_, step: str | int) -> Path_:
        """Go one step down, where that is one in the file: a plain text can stand for a record, and one thing for a list."""
        path = (*at, step)
        return path if path in self.tree.values else at


def _alternatives(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in (Union, UnionType):
        for part in get_args(hint):
            yield from _alternatives(part)
    elif get_origin(hint) is Annotated and hint != Text:
        yield from _alternatives(get_args(hint)[0])
    else:
        yield hint
