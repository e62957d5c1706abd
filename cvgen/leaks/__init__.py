"""Search a finished PDF for what must not be in it."""

from cvgen.leaks.collect import Secret, kept_back, secrets_of
from cvgen.leaks.search import search

__all__ = ["Secret", "kept_back", "search", "secrets_of"]
