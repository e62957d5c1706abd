"""The rules that prove a theme by code, and the manifest of the smallest child."""

from cvgen.checks import theme_application, theme_manifest, theme_pages, theme_text

RULES = {
    rule.code: rule
    for rule in (
        *theme_manifest.RULES.all,
        *theme_text.RULES.all,
        *theme_pages.RULES.all,
        *theme_application.RULES.all,
    )
}
CHILD = "summary: Mine.\nextends: classic\ncontract: 1\n"
