"""Join texts, of which some may be missing."""

from __future__ import annotations


def join_filled(separator: str, *texts: str | None) -> str:
    """Join the texts that are not empty."""
    return separator.join(filter(None, texts))
