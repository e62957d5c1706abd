"""Takes a finished PDF and what must not be in it, gives a finding for each place where it is."""

from cvgen.leaks.collect import Secret, kept_back, secrets_of
from cvgen.leaks.search import search

__all__ = ["Secret", "kept_back", "search", "secrets_of"]
