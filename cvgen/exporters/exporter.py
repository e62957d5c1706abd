"""What an exporter takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from cvgen.compose.view import Document
from cvgen.errors import Diagnostic
from cvgen.plan.composition import Composition
from cvgen.plan.plan import Plan


class ExportOrder(Struct, frozen=True):
    """What is to be exported, and the name that its files begin with, without an ending.

    `embeds_fonts` says whether a web page brings its faces along.
    """

    composition: Composition
    stem: str
    embeds_fonts: bool = True

    @property
    def document(self) -> Document:
        """The strings ready to print."""
        return self.composition.document

    @property
    def plan(self) -> Plan:
        """What was decided; its `profile` is selected, redacted, and anonymous where asked."""
        return self.composition.plan


class Export(Struct, frozen=True):
    """Files by what follows the stem, such as `.md`, and what the format cannot hold.

    The `companions` are further files, which are left out where one file was asked for. What
    begins with a stroke lies in a folder called after the stem, such as `/index.html`.
    """

    files: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...] = ()
    companions: Mapping[str, bytes] = field(default_factory=dict)


Exporter = Callable[[ExportOrder], Export]
