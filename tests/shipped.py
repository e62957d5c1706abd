"""Takes nothing, names what the tests measure: the shipped themes and examples, and one day for all builds."""

from datetime import date
from pathlib import Path

from cvgen.checks import theme_pages
from cvgen.theme import load as themes

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 20)
THEMES = [theme.name for theme in themes.list_themes()]
# Options of what is no matter of density: a page that is left to it is laid out twice, and short ones wider apart.
NORMAL = {"density": "normal"}
# What moves the breaks of the example's pages: a theme has each setting of its proof by turns, and the tests of pages
# print it in the same.
SETTINGS = {
    theme: theme_pages._SETTINGS[number % len(theme_pages._SETTINGS)]
    for number, theme in enumerate(THEMES)
}
EXAMPLES = sorted(
    path.name for path in (ROOT / "examples").iterdir() if (path / "profile.yaml").is_file()
)
# The narrative CV, whose headings are its target's, has tests of its own (test_narrative_example.py).
GRID = [name for name in EXAMPLES if name != "noor-placeholder"]
PAIRS = [GRID[start : start + 2] for start in range(0, len(GRID), 2)]
# Two examples are printed on Letter, which take turns through the themes.
ON_LETTER = {theme: PAIRS[number % len(PAIRS)] for number, theme in enumerate(THEMES)}


def example(name):
    return ROOT / "examples" / name / "profile.yaml"
