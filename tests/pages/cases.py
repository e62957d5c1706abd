"""Takes nothing, names what is printed once and looked at by many tests: the examples in every theme."""

from dataclasses import dataclass

from printed import Printed
from shipped import GRID, ON_LETTER, THEMES
from written import Written

# Every theme prints the examples once: two on Letter, which take turns through the themes, and the others on A4; and one
# on A4 always, in two languages. The largest, whose pages cost as much as all others, is printed in every second theme.
# So is each of two of a kind, which every theme prints with its options too (test_theme_options.py).
ALWAYS = "ada-example"
LARGEST = "ze-feng-gao"
# Those of every second theme are among them in which page budgets are tried (test_page_budget.py).
LEFT_OUT = (("peking-undergraduate", LARGEST), ("sichuan-undergraduate",))
SHOWN = {
    theme: [name for name in GRID if name not in LEFT_OUT[number % 2]]
    for number, theme in enumerate(THEMES)
}
LETTER_CASES = [
    (name, theme, "Letter", None)
    for theme in THEMES
    for name in ON_LETTER[theme]
    if name in SHOWN[theme]
]
CASES = [
    *(
        (name, theme, "A4", None)
        for theme in THEMES
        for name in SHOWN[theme]
        if name == ALWAYS or (name, theme, "Letter", None) not in LETTER_CASES
    ),
    *((ALWAYS, theme, "A4", "chinese") for theme in THEMES),
]


def choose_paper(name, theme):
    """Give the paper on which an example is printed in a theme, so that none is printed on the other too."""
    return "A4" if (name, theme, "A4", None) in CASES else "Letter"


@dataclass(frozen=True)
class Case:
    """An example in a theme: what must be printed, and what was; `shipped` as it is, not in a variant."""

    theme: str
    shipped: bool
    says: Written
    pdf: Printed
