"""Compose profiles and letters into documents: the only place that turns facts into words."""

from cvgen.compose.document import compose
from cvgen.compose.letter import compose_letter

__all__ = ["compose", "compose_letter"]
