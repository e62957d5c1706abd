"""Find and read the files that make up a profile, and merge them into one tree.

Lowest first: the profile, `variants/NAME.yaml` beside it, its private file
(`profile.private.yaml`), the overrides in their order.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files import merge, yamlfile
from cvgen.files.textfile import UnreadableFile
from cvgen.files.yamlfile import Tree
from cvgen.profile.private import MARKABLE_KEYS, strip_private_marks

PROFILE_FILE_NAMES = ("profile.yaml", "profile.yml", "resume.json")
VARIANTS = "variants"
_PRIVATE_SUFFIX = ".private"
_CONTENT_BY_SUFFIX = {
    _PRIVATE_SUFFIX: "what is private",
    ".translations": "what translations were made from",
}
_ENDINGS = (".yaml", ".yml")


def find_profile_in(folder: Path) -> Path:
    """Find the profile in a folder; without one, return the path that it should have."""
    for name in PROFILE_FILE_NAMES:
        path = folder / name
        if _is_file(path):
            return path
    return folder / PROFILE_FILE_NAMES[0]


def read_profile_tree(path: Path, overrides: tuple[Path, ...] = ()) -> Tree:
    """Read all files of a profile, and merge them.

    Raises ProfileError with the findings of all files.
    """
    _check_name(path)
    reader = _ProfileFilesReader()
    profile = reader.read_tree(path)
    layers = [profile]
    if profile is not None:
        reader.note_variants(profile)
    if _is_file(path):
        layers += map(reader.read_variant, _list_variant_files(path.parent))
        layers += map(reader.read_tree, reader.find_private_files(path))
    layers += map(reader.read_override, overrides)
    if reader.errors or profile is None:
        raise ProfileError(*reader.errors, *reader.warnings)
    return merge.merge_layers([tree for tree in layers if tree])


def _check_name(path: Path) -> None:
    """Refuse a file that belongs to a profile, and is none."""
    for suffix, content in _CONTENT_BY_SUFFIX.items():
        if path.stem.lower().endswith(suffix):
            message = f"this file holds {content}, and is no profile by itself"
            hint = "name the profile itself, beside which this file is found"
            raise ProfileError(Diagnostic("P233", message, Place(str(path)), hint))


class _ProfileFilesReader:
    """Reads one file after the other, and collects what is wrong with them."""

    def __init__(self) -> None:
        self.errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self.variant_places: dict[str, Place] = {}

    def read_tree(self, path: Path) -> Tree | None:
        """Read a file; what is wrong with it is kept."""
        try:
            tree = strip_private_marks(yamlfile.read_yaml(path))
        except ProfileError as error:
            self.errors += error.diagnostics
            return None
        self.warnings += tree.warnings
        if not path.stem.lower().endswith(_PRIVATE_SUFFIX):
            return tree
        self.check_private_keys(tree)
        return replace(tree, private=tree.private | {()})

    def check_private_keys(self, tree: Tree) -> None:
        """Report the keys of a private file that cannot be private."""
        if not isinstance(tree.data, dict):
            return
        hint = "only basics and sections can be kept back: say it in the profile itself"
        for key in tree.data:
            if key in MARKABLE_KEYS:
                continue
            message = f"'{key}' cannot be private"
            self.errors.append(Diagnostic("P236", message, tree.find_place((key,), key=True), hint))

    def read_override(self, path: Path) -> Tree | None:
        """Read a file that the call names."""
        tree = self.read_tree(path)
        place = Place(str(path))
        hint = "name a YAML file that says what differs from the profile"
        for index, error in enumerate(self.errors):
            is_missing = error.place == place and isinstance(error, UnreadableFile)
            if is_missing and not error.hint.startswith("beside"):
                self.errors[index] = replace(error, hint=hint)
        return tree

    def note_variants(self, profile: Tree) -> None:
        """Note where the profile itself has its variants."""
        variants = merge.get_value_at(profile.data, (VARIANTS,))
        if not isinstance(variants, dict):
            return
        for name in variants:
            self.variant_places[name] = profile.find_place((VARIANTS, name), key=True)

    def read_variant(self, path: Path) -> Tree | None:
        """Read the file of a variant, and put it where the profile would say it."""
        name = path.stem
        place = Place(str(path))
        first_place = self.variant_places.setdefault(name, place)
        if first_place != place:
            message = f"the variant '{name}' stands here, and at {first_place}"
            self.errors.append(Diagnostic("P232", message, place, "keep one of them"))
        tree = self.read_tree(path)
        if tree is None:
            return None
        return merge.nest_tree(tree, (VARIANTS, name))

    def find_private_files(self, path: Path) -> list[Path]:
        """Find the private file of a profile; more than one are an error."""
        files = []
        for ending in _ENDINGS:
            file = path.with_name(path.stem + _PRIVATE_SUFFIX + ending)
            # A link that leads nowhere counts, so that reading it reports the missing content.
            if os.path.lexists(file):
                files.append(file)
        if len(files) > 1:
            message = f"the private file stands here, and at {files[0]}"
            place = Place(str(files[1]))
            self.errors.append(Diagnostic("P232", message, place, "keep one of them"))
        return files


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for long names


def _list_variant_files(folder: Path) -> list[Path]:
    files: list[Path] = []
    for ending in _ENDINGS:
        files += (folder / VARIANTS).glob(f"*{ending}")
    return sorted(file for file in files if not file.name.startswith("."))
