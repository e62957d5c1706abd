"""A label ends in the colon of its language, in every theme: French has a space before it that stays."""

from datetime import date

import pytest
from shipped import THEMES

from cvgen.compose import compose, locale
from cvgen.render import html
from cvgen.theme.load import find_theme

PROFILE = """
basics: {name: Ada Example, email: ada@example.org}
grants: [{name: A grant, amount: "12000"}]
languages: [{language: Qqq, fluency: native}]
"""
# The space of yamlresume's French, and of the Imprimerie nationale; all others have none.
SPACES = {"fr": "\N{NO-BREAK SPACE}"}
WIDE = {"ja": "：", "zh": "：", "zh-Hant": "："}


@pytest.mark.parametrize("language", locale.list_languages())
def test_a_colon_has_the_space_and_the_width_of_its_language(language):
    colon = locale.find_locale(language).words["colon"]
    end = "" if language in WIDE else " "
    assert colon == SPACES.get(language, "") + WIDE.get(language, ":") + end


@pytest.mark.parametrize("language", ["fr", "ja"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_label_keeps_its_colon_in_every_theme(theme, language, load_text, around):
    theme = find_theme(theme)
    words = locale.find_locale(language)
    defaults = {name: option.default for name, option in theme.options.items()}
    document, _ = compose(load_text(PROFILE), words, date(2026, 11, 20))
    page = html.render_page(document, theme, defaults, around.cache_folder).html
    colon = words.words["colon"].rstrip(" ")
    assert f"{words.words['amount']}{colon}" in page
    assert "Qqq:" not in page
