"""Takes the documents of an application, gives one PDF of them all."""

from cvgen.packet.assembly.assemble import About, Assembled, assembled

__all__ = ["About", "Assembled", "assembled"]
