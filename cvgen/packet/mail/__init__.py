"""Takes an application and its files, gives the draft of an e-mail."""

from cvgen.packet.mail.draft import MEGABYTE, Attached, Draft, Message, draft, written

__all__ = ["MEGABYTE", "Attached", "Draft", "Message", "draft", "written"]
