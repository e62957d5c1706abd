"""`cvgen explain`: print what a code means, why it matters, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import complete, console

if TYPE_CHECKING:
    from cvgen.codes import Code


def explain(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CODE …",
            autocompletion=complete.offer_codes,
            help="Codes, such as P202; without one, all are listed.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explain the code of a message: what is wrong, why it matters, and what to do about it."""
    from cvgen.codes import find_code, list_codes

    if not names:
        for code in list_codes():
            console.print_result(f"{code.name}  {code.what}")
        return
    codes = [find_code(name) for name in names]
    console.print_result("\n\n".join(_describe_code(code) for code in codes))


def _describe_code(code: Code) -> str:
    subject = f"{code.name}, a rule" if code.is_rule else code.name
    lines = (
        f"{subject}: {code.what}.",
        f"  Why: {code.why}.",
        f"  What to do: {code.mend}.",
    )
    return "\n".join(lines)
