"""Split text into the parts that commas separate, but for those in brackets and in numbers."""

from __future__ import annotations

OPENING = "([（【「[{"
CLOSING = ")]）】」]}"


def split_parts(text: str, separators: str = ",;|·•，；、｜") -> list[str]:
    """Split text at separators that stand outside of brackets, and not within a number."""
    pieces = [""]
    depth = 0
    for number, letter in enumerate(text):
        if letter in OPENING:
            depth += 1
        elif letter in CLOSING:
            depth = max(0, depth - 1)
        if letter in separators and not depth and not _is_in_number(text, number):
            pieces.append("")
        else:
            pieces[-1] += letter
    return [piece.strip() for piece in pieces if piece.strip()]


def _is_in_number(text: str, number: int) -> bool:
    """Say whether a comma stands within a number: `12,000`."""
    around = text[max(0, number - 1) : number] + text[number + 1 : number + 2]
    return text[number] == "," and len(around) == 2 and around.isdigit()
