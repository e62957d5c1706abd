"""Search a finished file for what must not be in it."""

from cvgen.target.leaks.collect import Secret, list_identifying_secrets, list_redacted_secrets
from cvgen.target.leaks.search import find_file_leaks, find_leaks, find_text_leaks

__all__ = [
    "Secret",
    "find_file_leaks",
    "find_leaks",
    "find_text_leaks",
    "list_identifying_secrets",
    "list_redacted_secrets",
]
