"""Make the files that a PDF carries so that the profile can be read back from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cvgen.errors import Diagnostic, Place
from cvgen.files.yamlfile import KeyPath
from cvgen.plan.composition import Composition
from cvgen.plan.plan import Plan
from cvgen.profile.model import Profile
from cvgen.profile.plain_data import write_plain_profile
from cvgen.render.attachments import AttachedFile

PROFILE_FILE = "cvgen-profile.json"


def embeds_profile(plan: Plan) -> bool:
    """Say whether a PDF carries its profile: where it is asked for, and the target allows it."""
    is_forbidden = plan.demands.attachments is False
    return plan.request.embeds_profile and not plan.letter and not is_forbidden


def check_embedding(plan: Plan) -> Iterator[Diagnostic]:
    """Say that a target does not take a file with others in it."""
    if plan.request.embeds_profile and plan.target and plan.demands.attachments is False:
        message = f"the profile is not in the PDF: '{plan.target.name}' takes no attached files"
        hint = "build another one, without the target"
        yield Diagnostic("X170", message, Place(plan.source.tree.file), hint, "warning")


def make_embedded_files(composition: Composition) -> tuple[AttachedFile, ...]:
    """Make the profile as it is printed, with the pictures that it names; nothing if not asked.

    Entries that only the number of pages leaves out are in it.
    """
    plan = composition.plan
    if not embeds_profile(plan):
        return ()
    profile = plan.profile
    printed: set[KeyPath] = set()
    for section in composition.document.sections:
        printed.update(item.origin for item in section.items)
    data = write_plain_profile(profile, printed)
    pictures = _rename_pictures(data, profile, has_photo=_prints_photo(plan))
    text = json.dumps(data, ensure_ascii=False, indent=1)
    description = "The profile that this CV was made of, for 'cvgen import'"
    embedded = AttachedFile(PROFILE_FILE, text.encode(), description, plan.today)
    files = [embedded]
    for name, content in pictures.items():
        files.append(AttachedFile(name, content, "A picture of the profile", plan.today))
    return tuple(files)


def _prints_photo(plan: Plan) -> bool:
    return plan.style.options.get("photo") != "false"


def _rename_pictures(
    data: dict[str, Any], profile: Profile, *, has_photo: bool
) -> dict[str, bytes]:
    """Name pictures by what they are, without folders; what is not there is not named."""
    pictures: dict[str, bytes] = {}
    data["basics"].pop("image", None)
    if profile.picture and has_photo:
        name, content = _read_picture(profile.picture, "photo")
        pictures[name] = content
        data["basics"]["image"] = name
    for number, work in enumerate(data.get("publications", ()), start=1):
        path = profile.images.get(work.pop("image", ""))
        if path:
            name, content = _read_picture(path, f"work-{number}")
            pictures[name] = content
            work["image"] = name
    closing = data.get("closing", {})
    path = profile.images.get(closing.get("signature", ""))
    if path:
        name, content = _read_picture(path, "signature")
        pictures[name] = content
        closing["signature"] = name
    return pictures


def _read_picture(path: Path, stem: str) -> tuple[str, bytes]:
    """Read a picture without its metadata, and name it."""
    from cvgen.files.photo import make_printable

    content = make_printable(path.read_bytes())
    ending = ".png" if content.startswith(b"\x89PNG") else ".jpg"
    return stem + ending, content
