"""Expand the macros of BibTeX: those of @string, the months, and the journals of ADS."""

from __future__ import annotations

from cvgen.bibliography.bibtex_entry import is_printed
from cvgen.bibliography.bibtex_fields import Field
from cvgen.bibliography.bibtex_values import ValuePart
from cvgen.bibliography.source import Source, describe_work, shorten
from cvgen.bibliography.tables import load_table
from cvgen.errors import Diagnostic

_MOST_EXPANDED_TEXT = 20_000_000
_LONGEST_MACRO = 40


class MacroExpander:
    """The text of each macro, and how much text may still be expanded from them.

    `text_by_macro` may have the macros of files that were read before.
    """

    def __init__(self, source: Source, text_by_macro: dict[str, str]) -> None:
        self.source = source
        self.text_left = _MOST_EXPANDED_TEXT
        self.text_by_macro = text_by_macro
        self.key = ""  # of the entry whose values are expanded
        for spellings in load_table("months"):
            english = spellings[0]
            self.text_by_macro.setdefault(english[:3], english.capitalize())

    def define_macro(self, definition: Field) -> None:
        """Define a macro from a @string; of two with one name, the later holds."""
        self.text_by_macro[definition.name] = self.expand_value(definition)

    def expand_value(self, block_field: Field) -> str:
        """Join the parts of a value.

        When macros expand to more text than any bibliography has, the value is left empty.
        """
        texts = [self._expand_part(part, block_field) for part in block_field.value]
        if not any(part.is_macro for part in block_field.value):
            return "".join(texts)
        was_exhausted = self.text_left < 0
        self.text_left -= sum(map(len, texts))
        if self.text_left >= 0:
            return "".join(texts)
        if not was_exhausted:
            megabytes = _MOST_EXPANDED_TEXT // 1_000_000
            message = f"the macros of this file unfold to more than {megabytes} MB"
            hint = "are the macros in @string meant to hold each other?"
            self.source.error("B105", message, self.source.locate(block_field.offset), hint)
        return ""

    def _expand_part(self, part: ValuePart, block_field: Field) -> str:
        if not part.is_macro:
            return part.text
        name = part.text.lower()
        if name in self.text_by_macro:
            return self.text_by_macro[name]
        journal = load_table("journals").get(name)
        if journal:
            return str(journal)
        if block_field.name != "month" and is_printed(block_field.name):
            word = shorten(part.text, _LONGEST_MACRO)
            message = f"'{word}' stands for nothing, and prints as typed"
            if self.key:
                message = f"{describe_work(self.key, '')}: {message}"
            place = self.source.locate(block_field.offset)
            hint = "define it with @string, here or in a file before, or put it in braces"
            warning = Diagnostic("B206", message, place, hint, "warning")
            self.source.warn_of_kind(f"macro {name}", warning)
        return part.text
