"""Takes a profile and a locale, gives the Document that themes print: the only place that turns facts into words."""

from cvgen.compose.document import compose
from cvgen.compose.letter import compose_letter

__all__ = ["compose", "compose_letter"]
