"""Make the files that a PDF carries so that the profile can be read back from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from cvgen.errors import Diagnostic, Place
from cvgen.plan.plan import Plan
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


def make_embedded_files(plan: Plan) -> tuple[AttachedFile, ...]:
    """Make the profile as it is printed, with the pictures that it names; nothing if not asked."""
    if not embeds_profile(plan):
        return ()
    profile = plan.profile
    data = write_plain_profile(profile)
    pictures: dict[str, Path] = dict(profile.images)
    if profile.picture and plan.style.options.get("photo") != "false":
        name = f"photo{profile.picture.suffix.lower()}"
        data["basics"]["image"] = name
        pictures[name] = profile.picture
    else:
        data["basics"].pop("image", None)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    description = "The profile that this CV was made of, for 'cvgen import'"
    embedded = AttachedFile(PROFILE_FILE, text.encode(), description, plan.today)
    return (embedded, *_list_pictures(pictures, plan.today))


def _list_pictures(pictures: Mapping[str, Path], day: date) -> Iterator[AttachedFile]:
    """List the pictures without their metadata."""
    from cvgen.files.photo import make_printable

    for name, path in pictures.items():
        data = make_printable(path.read_bytes())
        yield AttachedFile(name, data, "A picture of the profile", day)
