"""Takes a job and the most pages that it may fill, gives the PDF, or says why it cannot be had and what would help."""

from cvgen.fit.budget import fitted
from cvgen.fit.typesetting import Budget, Look, Typesetting, Worded

__all__ = ["Budget", "Look", "Typesetting", "Worded", "fitted"]
