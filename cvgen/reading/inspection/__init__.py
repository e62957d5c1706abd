"""Takes any PDF, gives the facts by which it is judged, each read once."""

from cvgen.reading.inspection.facts import Action, Comment, Font, Image, Inspected, Link, Page, Text
from cvgen.reading.inspection.whole import inspect

__all__ = ["Action", "Comment", "Font", "Image", "Inspected", "Link", "Page", "Text", "inspect"]
