"""Takes an application, gives what to paste into the fields of a portal's form."""

from cvgen.packet.paste.fields import Kit
from cvgen.packet.paste.kit import written

__all__ = ["Kit", "written"]
