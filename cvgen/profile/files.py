"""Takes the path of a profile and of files to lay over it, gives one tree of these and of the files that belong to it.

Lowest first: the profile, `variants/NAME.yaml` beside it, its private file (`profile.private.yaml`), the others as they come.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files import merge as overlay
from cvgen.files import yamlfile
from cvgen.files.yamlfile import Tree
from cvgen.profile.private import MARKED, unmarked

PROFILE_FILE_NAMES = ("profile.yaml", "profile.yml", "resume.json")
VARIANTS = "variants"
_PRIVATE = ".private"
_BESIDE = {_PRIVATE: "what is private", ".translations": "what translations were made from"}
_ENDINGS = (".yaml", ".yml")


def read(path: Path, overrides: tuple[Path, ...] = ()) -> Tree:
    """Read all files of a profile, and lay them upon it.

    Raises ProfileError with the findings of all files.
    """
    for ending, holds in _BESIDE.items():
        if path.stem.lower().endswith(ending):
            hint = "name the profile itself, beside which this file is found"
            raise ProfileError(
                Diagnostic(
                    "P233",
                    f"this file holds {holds}, and is no profile by itself",
                    Place(str(path)),
                    hint,
                )
            )
    reader = _Reader()
    profile = reader.tree(path)
    reader.variants_at = _declared(profile)
    beside = os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for long names
    variants = [reader.variant(file) for file in _variants(path.parent)] if beside else []
    private = [reader.tree(file) for file in reader.private(path)] if beside else []
    others = [reader.override(file) for file in overrides]
    if reader.errors or profile is None:
        raise ProfileError(*reader.errors, *reader.warnings)
    return overlay.laid([tree for tree in (profile, *variants, *private, *others) if tree])


class _Reader:
    """Carries what is wrong with the files, and where each variant stands."""

    def __init__(self) -> None:
        self.errors: list[Diagnostic] = []
        self.warnings: list[Diagnostic] = []
        self.variants_at: dict[str, Place] = {}

    def tree(self, path: Path) -> Tree | None:
        """Read a file; what is wrong with it is kept."""
        try:
            tree = unmarked(yamlfile.read(path))
        except ProfileError as error:
            self.errors += error.diagnostics
            return None
        self.warnings += tree.warnings
        if not _is_private(path):
            return tree
        hint = "only basics and sections can be kept back: say it in the profile itself"
        others = (
            [key for key in tree.data if key not in MARKED] if isinstance(tree.data, dict) else []
        )
        self.errors += [
            Diagnostic("P236", f"'{key}' cannot be private", tree.place((key,), key=True), hint)
            for key in others
        ]
        return replace(tree, private=tree.private | {()})

    def override(self, path: Path) -> Tree | None:
        """Read a file that the call names."""
        tree = self.tree(path)
        for index, found in enumerate(self.errors):
            if (
                found.place == Place(str(path))
                and found.code == "P100"
                and not found.hint.startswith("beside")
            ):
                self.errors[index] = replace(
                    found, hint="name a YAML file that says what differs from the profile"
                )
        return tree

    def variant(self, path: Path) -> Tree | None:
        """Read the file of a variant, and put it where the profile would say it."""
        here = Place(str(path))
        other = self.variants_at.setdefault(path.stem, here)
        if other != here:
            self.errors.append(
                Diagnostic(
                    "P232",
                    f"the variant '{path.stem}' stands here, and at {other}",
                    here,
                    "keep one of them",
                )
            )
        tree = self.tree(path)
        return tree and overlay.under(tree, (VARIANTS, path.stem))

    def private(self, path: Path) -> list[Path]:
        """Find the private file of a profile."""
        # A link that leads nowhere is there, and told: its content must not be missing in silence.
        found = [
            file
            for ending in _ENDINGS
            if os.path.lexists(file := path.with_name(path.stem + _PRIVATE + ending))
        ]
        if len(found) > 1:
            self.errors.append(
                Diagnostic(
                    "P232",
                    f"the private file stands here, and at {found[0]}",
                    Place(str(found[1])),
                    "keep one of them",
                )
            )
        return found


def _declared(profile: Tree | None) -> dict[str, Place]:
    """Say where a profile itself has its variants."""
    said = overlay.at(profile.data, (VARIANTS,)) if profile else None
    return (
        {name: profile.place((VARIANTS, name), key=True) for name in said}
        if profile and isinstance(said, dict)
        else {}
    )


def _is_private(path: Path) -> bool:
    return path.stem.lower().endswith(_PRIVATE)


def _variants(folder: Path) -> list[Path]:
    """List the files of variants beside a profile."""
    return sorted(
        file
        for ending in _ENDINGS
        for file in (folder / VARIANTS).glob(f"*{ending}")
        if not file.name.startswith(".")
    )


def find_profile_in(folder: Path) -> Path:
    """Find the profile in a folder, or name what it should be called."""
    for name in PROFILE_FILE_NAMES:
        if (folder / name).is_file():
            return folder / name
    return folder / PROFILE_FILE_NAMES[0]
