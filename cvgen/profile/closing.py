"""What a CV says below all its sections, where the profile asks for it."""

from __future__ import annotations

from typing import Annotated

from cvgen.profile.checkers import Described
from cvgen.profile.fields import Text
from cvgen.profile.record import Record


def _describe(description: str, example: str = "") -> Described:
    examples = [example or True]
    return Described({"description": description, "examples": examples}, beside=True)


class Closing(Record):
    """Lines below all sections: a consent, references on request, the day, and room to sign."""

    consent: Annotated[
        Text | None,
        _describe("That one's data may be processed: 'poland', 'italy', or a text.", "poland"),
    ] = None
    references: Annotated[bool, _describe("Whether it says that references follow on request.")] = (
        False
    )
    updated: Annotated[bool, _describe("Whether it says when it was last changed.")] = False
    signature: Annotated[bool, _describe("Whether there is a line to sign on, above the name.")] = (
        False
    )
    place: Annotated[
        Text | None, _describe("Where it is signed; the day stands behind it.", "Warsaw")
    ] = None
