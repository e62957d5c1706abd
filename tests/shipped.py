"""Takes nothing, names what the tests measure: the shipped themes and examples, and one day for all builds."""

from datetime import date
from pathlib import Path

from cvgen.theme import load as themes

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 20)
THEMES = [theme.name for theme in themes.list_themes()]
EXAMPLES = sorted(
    path.name for path in (ROOT / "examples").iterdir() if (path / "profile.yaml").is_file()
)


def example(name):
    return ROOT / "examples" / name / "profile.yaml"
