"""Names of before, until all rooms use the new ones."""

from cvgen.target.values import DOCUMENT_KINDS as KINDS
from cvgen.target.values import PLACEHOLDERS, UNKNOWN

__all__ = ["KINDS", "PLACEHOLDERS", "UNKNOWN"]
