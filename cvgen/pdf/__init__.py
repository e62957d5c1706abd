"""Read any PDF: what its readers see, what machines find, and what is hidden in it."""

import logging

_LOG = logging.getLogger("pypdf")
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False  # what it thinks of a file is not for our users; `inspection` hears it, and findings tell it
