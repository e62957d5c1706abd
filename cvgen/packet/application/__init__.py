"""Takes application.yaml, gives what an application is made of, checked."""

from cvgen.packet.application.load import FILE, Application, DocumentWish, MailWish, found, load

__all__ = ["FILE", "Application", "DocumentWish", "MailWish", "found", "load"]
