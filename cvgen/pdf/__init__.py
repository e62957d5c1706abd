"""Read any PDF: what its readers see, what machines find, and what is hidden in it."""

import logging

_LOG = logging.getLogger("pypdf")
_LOG.addHandler(logging.NullHandler())
# What pypdf logs about a file is not for our users: `inspect` collects it for its findings.
_LOG.propagate = False
