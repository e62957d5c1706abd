"""Takes a file from somebody else (a transcript, a certificate), gives what would trouble a portal in it, and on request a mended copy."""

from cvgen.packet.attachments.findings import inspected
from cvgen.packet.attachments.mending import WISHES, Mended, mended

__all__ = ["WISHES", "Mended", "inspected", "mended"]
