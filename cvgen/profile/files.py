"""Find and read the files that make up a profile, and merge them into one tree.

Lowest first: the profile, `variants/NAME.yaml` beside it, its private file
(`profile.private.yaml`), the overrides in their order.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files import merge, yamlfile
from cvgen.files.openfile import leads_outside
from cvgen.files.textfile import UnreadableFile
from cvgen.files.yamlfile import Tree
from cvgen.profile.private import MARKABLE_KEYS, strip_private_marks

if TYPE_CHECKING:
    from cvgen.profile.model import Profile

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
        layers += map(reader.read_inner_tree, reader.find_private_files(path))
    layers += map(reader.read_override, overrides)
    if reader.errors or profile is None:
        raise ProfileError(*reader.errors, *reader.warnings)
    return merge.merge_layers([tree for tree in layers if tree])


def list_profile_files(profile: Profile) -> Iterator[Path]:
    """List the files of a profile: with those merged, those that it names, and pictures."""
    tree = profile.tree
    files = [tree.file]
    files += (place.file for place in (*tree.keys.values(), *tree.values.values()))
    yield from map(Path, dict.fromkeys(files))
    for name in profile.bibliography:
        yield profile.folder / name
    yield from profile.images.values()
    if profile.picture:
        yield profile.picture


def list_profiles_in(folder: Path) -> list[Path]:
    """List the profiles that a folder means: the one in it, or else all that it holds.

    Those in folders of it count. Other files are left out, but none that cannot be read, so that
    reading it reports why.
    """
    own = find_profile_in(folder)
    if _is_file(own):
        return [own]
    profiles = []
    for child in sorted(folder.iterdir()):
        if child.name.startswith("."):
            continue
        inner = find_profile_in(child)
        if _is_file(inner):
            profiles.append(inner)
        elif _is_file(child) and (leads_outside(child, folder) or _is_profile(child)):
            profiles.append(child)
    return profiles


def _is_profile(path: Path) -> bool:
    """Say whether a file is a profile by its ending, and by a person's name in it."""
    if path.suffix.lower() not in (*_ENDINGS, ".json"):
        return False
    if any(path.stem.lower().endswith(suffix) for suffix in _CONTENT_BY_SUFFIX):
        return False
    try:
        data = yamlfile.read_yaml(path).data
    except ProfileError:
        return path.suffix.lower() in _ENDINGS
    basics = merge.get_value_at(data, ("basics",))
    return isinstance(basics, dict) and "name" in basics


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

    def read_inner_tree(self, path: Path) -> Tree | None:
        """Read a file that is found beside the profile, unless it is a link that leads elsewhere.

        Nothing of such a file is told.
        """
        folder = path.parent
        if folder.name == VARIANTS:
            folder = folder.parent
        if os.path.exists(path) and leads_outside(path, folder):  # noqa: PTH110 - as _is_file
            self.errors.append(describe_outer_link(path))
            return None
        return self.read_tree(path)

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
        tree = self.read_inner_tree(path)
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


def describe_outer_link(path: Path) -> Diagnostic:
    """Describe a file of a profile that is a link which leads out of the profile's folder."""
    message = "this link leads out of the profile's folder, and is not followed"
    hint = "put the file itself there, or name it with '--with'"
    return Diagnostic("P120", message, Place(str(path)), hint)


def check_profile_link(path: Path, folder: Path) -> None:
    """Refuse a profile that was come upon in a folder, and is a link which leads out of it.

    Raises ProfileError.
    """
    if not leads_outside(path, folder):
        return
    message = "this link leads out of the folder, and is not followed"
    hint = "name the profile itself, or this link with all of its name"
    raise ProfileError(Diagnostic("P120", message, Place(str(path)), hint))


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for long names


def _list_variant_files(folder: Path) -> list[Path]:
    files: list[Path] = []
    for ending in _ENDINGS:
        files += (folder / VARIANTS).glob(f"*{ending}")
    return sorted(file for file in files if not file.name.startswith("."))
