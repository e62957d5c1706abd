"""`cvgen schema`: print the JSON Schema of a profile, for editors."""

from __future__ import annotations

from cvgen.cli import console


def schema() -> None:
    """Print the JSON Schema of a profile, by which editors complete and check."""
    from cvgen.profile.schema import build_profile_schema as make_schema

    console.print_json(make_schema())
