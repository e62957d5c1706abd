"""A tag is spelled as BCP 47 does, and the nearest text is the one in the same script."""

from datetime import date

import pytest

from cvgen.compose import locale
from cvgen.compose.wording import Wording
from cvgen.files.yamlfile import Tree
from cvgen.profile.fields import choose_language_version
from cvgen.text.language_tags import _read_likely_scripts, find_script, normalize_tag


@pytest.mark.parametrize(
    ("tag", "spelled"),
    [
        ("EN", "en"),
        ("zh-tw", "zh-TW"),
        ("ZH-hant-hk", "zh-Hant-HK"),
        ("iw", "he"),
        ("in", "id"),
        ("nb", "nb"),
        ("es-419", "es-419"),
    ],
)
def test_a_tag_is_spelled_as_bcp_47_does_by_the_name_of_today(tag, spelled):
    assert normalize_tag(tag) == spelled


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("zh-TW", "Hant"),
        ("zh-hk", "Hant"),
        ("zh-MO", "Hant"),
        ("zh-CN", "Hans"),
        ("zh-Hans-TW", "Hans"),
        ("zh", "Hans"),
        ("ja", "Jpan"),
        ("sr-Latn", "Latn"),
        ("fr", "Latn"),
    ],
)
def test_a_tag_has_the_script_that_it_says_or_the_likely_one(tag, script):
    assert find_script(tag) == script


def test_likely_scripts_are_those_of_cldr():
    likely = pytest.importorskip("babel.core").get_global("likely_subtags")
    ours = {tag: likely[tag.replace("-", "_")].split("_")[1] for tag in _read_likely_scripts()}
    assert ours == _read_likely_scripts()


@pytest.mark.parametrize(
    ("requested", "tags", "chosen"),
    [
        ("zh-TW", ["zh", "zh-Hant"], "zh-Hant"),
        ("zh-HK", ["en", "zh", "zh-TW", "zh-Hant"], "zh-Hant"),
        ("zh-Hant", ["zh-CN", "zh-TW"], "zh-TW"),
        ("zh-TW", ["en", "zh"], "zh"),
        ("zh", ["zh-Hant", "zh-Hans"], "zh-Hans"),
        ("zh-CN", ["zh-Hant", "zh"], "zh"),
        ("en-GB", ["en-US", "en"], "en"),
        ("en", ["en-US", "en-GB"], "en-US"),
        ("de-1901", ["de", "de-1901"], "de-1901"),
        ("nb", ["nn", "no"], "no"),
        ("no", ["en", "nb"], "nb"),
        ("he", ["en", "iw"], "iw"),
        ("fr", ["en", "de"], "en"),
    ],
)
def test_of_several_texts_the_nearest_is_chosen_its_script_before_all(requested, tags, chosen):
    """English stands in for a language that is not there."""
    assert choose_language_version({tag: f"text in {tag}" for tag in tags}, (requested, "en")) == (
        chosen,
        f"text in {chosen}",
    )


@pytest.mark.parametrize(
    ("document", "written", "markup"),
    [
        ("zh", "zh-hant", '<span lang="zh-Hant">學生</span>'),
        ("zh-TW", "zh-Hant", "學生"),
        ("zh-TW", "zh", '<span lang="zh">學生</span>'),
    ],
)
def test_a_text_in_the_other_script_carries_its_language(document, written, markup):
    """By which the right font and the right voice are chosen."""
    assert (
        Wording(locale.find_locale(document), Tree(None, ""), date(2026, 11, 20)).format_text(
            {written: "學生"}
        )
        == markup
    )
