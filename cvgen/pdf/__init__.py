"""The only door to pypdf: takes the bytes of a PDF, gives what a reader, or a machine, finds in it."""

import logging

_LOG = logging.getLogger("pypdf")
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False  # what it thinks of a file is not for our users; `inspection` hears it, and findings tell it
