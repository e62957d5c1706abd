"""`cvgen schema`: takes nothing, prints the JSON Schema of a profile, for editors."""

from __future__ import annotations

import json

from cvgen.cli import console


def schema() -> None:
    """Print the JSON Schema of a profile, by which editors complete and check."""
    from cvgen.profile.schema import schema as make

    console.print_result(json.dumps(make(), ensure_ascii=False, indent=2))
