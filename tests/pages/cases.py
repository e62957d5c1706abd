"""Takes nothing, names what is printed once and looked at by many tests: every example in every theme."""

from dataclasses import dataclass

from printed import Printed
from shipped import EXAMPLES, THEMES
from written import Written

CASES = [
    *((name, theme, "A4", None) for theme in THEMES for name in EXAMPLES),
    *(("ada-example", theme, "A4", "chinese") for theme in THEMES),
]
# Every theme with half of the examples, and every example in half of the themes.
LETTER_CASES = [
    (name, theme, "Letter", None)
    for number, theme in enumerate(THEMES)
    for name in EXAMPLES[number % 2 :: 2]
]


@dataclass(frozen=True)
class Case:
    """An example in a theme: what must be printed, and what was; `shipped` as it is, not in a variant."""

    theme: str
    shipped: bool
    says: Written
    pdf: Printed
