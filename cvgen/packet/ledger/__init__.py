"""Takes what was sent of an application, keeps it for good, and tells what changed since."""

from cvgen.packet.ledger.kept import FILES, Entry, Sending, entries, hashed, keep

__all__ = ["FILES", "Entry", "Sending", "entries", "hashed", "keep"]
