"""Takes nothing, names what the tests measure: the shipped themes and examples, and one day for all builds."""

from datetime import date
from pathlib import Path

from cvgen.theme import load as themes

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 20)
THEMES = [theme.name for theme in themes.list_themes()]
# Options of what is no matter of density: a page that is left to it is laid out twice, and short ones wider apart.
NORMAL = {"density": "normal"}
EXAMPLES = sorted(
    path.name for path in (ROOT / "examples").iterdir() if (path / "profile.yaml").is_file()
)


def example(name):
    return ROOT / "examples" / name / "profile.yaml"
