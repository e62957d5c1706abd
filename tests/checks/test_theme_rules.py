"""Each rule for themes finds what it is for, says where, and is content with the themes that come with cvgen."""

import io
import json
import re
import shutil

import pytest
from fontTools.ttLib import TTFont, newTable
from msgspec.structs import replace
from shipped import ON_LETTER, SETTINGS, THEMES, example
from theme_rules import CHILD, RULES
from typer.testing import CliRunner

from cvgen.checks import check_theme
from cvgen.checks import theme_pages as pages
from cvgen.checks.rules import try_rules
from cvgen.checks.theme_subject import Printed, Proof, Sample
from cvgen.cli import app
from cvgen.errors import ThemeError
from cvgen.fit.report import ThinPage
from cvgen.render import fonts
from cvgen.render import sandbox as apart

# Samples of a proof, by options and language, that the tests of pages print and look at too.
SHARED = {
    ((), None): {},
    **{(setting, None): {"options": setting} for setting in pages._SETTINGS},
    ((("paper", "Letter"), *pages._NORMAL), None): {"paper": "Letter"},
    (pages._NORMAL, "zh"): {"variant": "chinese"},
    (pages._NORMAL, "ar"): {"language": "ar", "options": pages._NORMAL},
}
FONT = next(fonts.find_installed_fonts().glob("Lato/*-Regular.ttf"))


@pytest.mark.parametrize("theme", THEMES)
def test_every_shipped_theme_is_proved(
    theme, proof, build_example, build_full, build_long, monkeypatch
):
    """The examples beside Ada's are printed in the themes elsewhere, as hers is in the most ways.

    The second paper, on which every theme prints other examples too, and the settings that move the breaks take turns.
    """
    build_sample = Proof._build_sample

    def build_once(self, sample):
        wish = SHARED.get((sample.options, sample.language))
        if sample == self.full:
            built = build_full(theme)
        elif sample == self.long:
            built = build_long(theme)
        elif sample.profile == self.example.profile and not sample.letter and wish is not None:
            built = build_example("ada-example", theme, **wish)
        else:
            return build_sample(self, sample)
        return Printed(sample, built)

    if "ada-example" not in ON_LETTER[theme]:
        monkeypatch.setattr(pages, "_PAPERS", ("A4",))
    monkeypatch.setattr(pages, "_SETTINGS", (SETTINGS[theme],))
    monkeypatch.setattr(Proof, "others", [])
    monkeypatch.setattr(Proof, "_build_sample", build_once)
    mine = proof(theme)
    verdicts = list(try_rules([RULES[code] for code in sorted(RULES)], mine))
    assert [str(found) for verdict in verdicts for found in verdict.findings] == []
    assert {verdict.result for verdict in verdicts} == {"ok"}


@pytest.mark.parametrize(
    ("code", "files", "said"),
    [
        ("T202", {"templates/parts/name.html": "<h1>\n{% if document.language == 'ja' %}{{ document.nmae }}{% endif %}</h1>"}, "name.html:2:1: error T125: there is no 'document.nmae' .*'name'"),
        ("T202", {"templates/parts/name.html": "<h1>{{ options.acent }}</h1>"}, "name.html:1:1: error T125: there is no 'options.acent' .*'accent'"),
        ("T202", {"templates/parts/name.html": "<h1>{% if %}</h1>"}, "name.html:1:1: error T121"),
        ("T202", {"templates/sections/awards.html": "{% for item in section.items %}\n{{ item.prize }}{% endfor %}"}, "awards.html:2:1: error T122: .*prize"),
        ("T202", {"templates/parts/photo.html": "{{ document.photo.url }}"}, "photo.html:1:1: error T122: .*None.*url"),
        ("T202", {"templates/parts/closing.html": "{{ letter.ending }}"}, "closing.html:1:1: error T125: there is no 'letter.ending'"),
        ("T212", {"style.css": ".item, .row { break-inside: auto } h1, h2, h3 { break-after: auto } html { orphans: 1; widows: 1 }"}, "error T212: .*(split between pages|stands alone)"),
        ("T214", {"style.css": ".title { white-space: nowrap }"}, "error T214: in the profile with long words"),
        ("T219", {"templates/parts/contents.html": "{{ letter.contents[0].title }}"}, "error T219: in the list of enclosures, 'contents' is not printed"),
    ],
)  # fmt: skip
def test_a_rule_finds_what_it_is_for(found, code, files, said):
    findings = found(code, files)
    assert [finding for finding in findings if re.search(said, finding)], findings


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    ("code", "files", "said"),
    [
        ("T208", {"style.css": ".title { position: relative }"}, "entries.html: error T208: in 'work', '.*' stands before 'title'"),
        ("T208", {"templates/document.html": '{% extends "base/document.html" %}{% block body %}<main>{% for section in document.sections %}{% include "parts/section.html" %}{% endfor %}</main>{% include "parts/header.html" %}{% endblock %}'}, "error T208: the name does not come first"),
        ("T208", {"templates/document.html": '{% extends "base/document.html" %}{% block body %}{% include "parts/header.html" %}{% for section in document.sections | reverse %}{% include "parts/section.html" %}{% endfor %}{% endblock %}'}, "error T208: sections stand in another order"),
        ("T211", {"style.css": ".body { margin-top: -11pt }"}, "error T211: .* lie on each other"),
        ("T213", {"style.css": "main { width: 230mm }"}, "error T213: .*page 1: '.*' stands nearer to the edge"),
        ("T215", {"templates/parts/closing.html": "{{ letter.closing }}"}, "error T215: the letter's 'signature' does not follow its 'closing'"),
        ("T218", {"style.css": "h2 { font-size: 1em; font-weight: normal }"}, "warning T218: in the example, the section 'Education' is lost"),
        ("T216", {"style.css": "h2 { text-align: left }"}, "error T216: in the example in Arabic, headings stand at the left"),
    ],
)  # fmt: skip
def test_a_rule_finds_what_it_is_for_on_few_pages(found, code, files, said):
    findings = found(code, files)
    assert [finding for finding in findings if re.search(said, finding)], findings


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"style.css": 'h1 { font-family: "Nowhere Sans", serif } h2 { colour: red } .period { color: #aaa; font-size: 7pt } .label { background: #222; color: #555 }'},
            [
                ("T204", "style.css: error T204: the family 'Nowhere Sans' is not there"),
                ("T206", "error R203: in the example: .*colour"),
                ("T209", "error T209: #aaaaaa on #ffffff is faint, 2.3 to 1: '.*20"),
                ("T209", "#555555 on #222222 is faint"),
                ("T210", "error T210: 7.0 points"),
            ],
        ),
        (
            {
                "templates/layouts/lines.html": "{% for item in section.items %}<p id='{{ item.id }}'>{{ item.title }}</p>{% endfor %}",
                "templates/parts/summary.html": "",
                "templates/parts/row.html": "<div>{{ head }}</div>",
            },
            [
                ("T207", r"lines.html: error T207: an item's 'subtitle' is not printed \(awards, certificates, memberships, media\)"),
                ("T207", "error T207: the document's 'summary' is not printed"),
                ("T207", "entries.html: error T207: an item's 'period' is not printed"),
            ],
        ),
    ],
)  # fmt: skip
def test_rules_that_look_at_the_same_pages_find_what_each_is_for(found_by_code, files, said):
    findings = found_by_code(dict(said), files)
    assert [
        (code, text)
        for code, text in said
        if not any(re.search(text, finding) for finding in findings[code])
    ] == []


@pytest.mark.parametrize(
    ("code", "manifest", "said"),
    [
        ("T201", "contract: 2\n", "theme.yaml:1:11: error T102"),
        (
            "T201",
            "extends: clasic\ncontract: 1\n",
            "theme.yaml:1:10: error T103: .*did you mean 'classic'",
        ),
        (
            "T201",
            "title: Mine\nsummary: All alone.\ncontract: 1\n",
            "theme.yaml: error T201: the option 'accent' is missing",
        ),
        (
            "T201",
            "extends: classic\ncontract: 1\n",
            "theme.yaml: warning T201: 'summary' is not said",
        ),
        (
            "T201",
            CHILD + "options: {own: {type: boolean, default: 'no'}}\n",
            "error T201: the option 'own' does not say what it is about",
        ),
        (
            "T203",
            CHILD + "options: {accent: '#ffcc00'}\n",
            "theme.yaml: error T203: the default of 'accent', #ffcc00, is faint on paper: 1.5 to 1",
        ),
        (
            "T204",
            CHILD + "options: {font-body: Nowhere Sans}\n",
            "theme.yaml: error T204: the option 'font-body' names 'Nowhere Sans'",
        ),
    ],
)
def test_a_rule_finds_what_is_wrong_with_a_manifest(found, code, manifest, said):
    findings = found(code, {}, manifest)
    assert [finding for finding in findings if re.search(said, finding)], findings


@pytest.mark.usefixtures("short")
def test_light_text_on_a_dark_ground_is_dark_enough(found):
    assert found("T209", {"style.css": ".label { background: #222; color: #eee }"}) == []


def test_what_a_template_asks_for_before_it_uses_it_may_be_missing(found):
    template = "<h1>{% if options.motto is defined %}{{ options.motto }}{% endif %}{{ options.device | default('') }}{{ document.name }}</h1>"
    assert found("T202", {"templates/parts/name.html": template}) == []


def changed(**rights):
    """Change what a font's file says of itself."""
    with TTFont(FONT) as font:
        if "rights" in rights:
            font["OS/2"].fsType = rights["rights"]
        if "variable" in rights:
            font["fvar"] = newTable("fvar")
        written = io.BytesIO()
        font.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"fonts/A.ttf": FONT.read_bytes(), "fonts/OFL.txt": ""}, []),
        ({"fonts/a/A.ttf": FONT.read_bytes(), "fonts/LICENSE": ""}, []),
        (
            {"fonts/A.ttf": FONT.read_bytes()},
            ["fonts: error T205: there is no licence beside these fonts"],
        ),
        (
            {"fonts/A.ttf": b"no font", "fonts/OFL.txt": ""},
            ["fonts/A.ttf: error T205: this font cannot be opened"],
        ),
        (
            {"fonts/A.ttf": FONT.read_bytes()[:9000], "fonts/OFL.txt": ""},
            ["fonts/A.ttf: error T205: this font cannot be opened"],
        ),
        (
            {"fonts/A.ttf": lambda: changed(rights=2), "fonts/OFL.txt": ""},
            ["fonts/A.ttf: error T205: this font forbids to be embedded"],
        ),
        (
            {"fonts/A.ttf": lambda: changed(rights=0x100), "fonts/OFL.txt": ""},
            ["fonts/A.ttf: error T205: this font forbids to be embedded"],
        ),
        ({"fonts/A.ttf": lambda: changed(rights=8), "fonts/OFL.txt": ""}, []),
        (
            {"fonts/A.ttf": lambda: changed(variable=True), "fonts/OFL.txt": ""},
            ["fonts/A.ttf: error T205: this font is variable"],
        ),
        (
            {"fonts/A.woff2": b"", "fonts/OFL.txt": ""},
            ["fonts/A.woff2: error T205: this is a web font"],
        ),
    ],
)
def test_font_files_are_opened(found, files, said):
    findings = found(
        "T205",
        {name: content() if callable(content) else content for name, content in files.items()},
    )
    assert [finding.partition(" (")[0] for finding in findings] == said


def test_a_font_that_lies_in_the_theme_is_there(found):
    with TTFont(FONT) as font:
        for record in font["name"].names:
            record.string = record.toUnicode().replace("Lato", "My Family")
        written = io.BytesIO()
        font.save(written)
    manifest = CHILD + "options: {font-body: My Family}\n"
    assert found("T204", {"fonts/A.ttf": written.getvalue()}, manifest) == []


def test_a_theme_that_hangs_is_stopped_once_and_no_other_rule_waits_for_it(
    make, proof, monkeypatch
):
    monkeypatch.setattr(apart, "MOST_SECONDS", 1)
    loops = (
        "{% set long = 'a' * 99999 %}{% for a in long %}{% for b in long %}{% endfor %}{% endfor %}"
    )
    rules = [RULES[code] for code in ("T213", "T214", "T215", "T202")]
    first, *others = try_rules(rules, proof(make({"templates/parts/name.html": loops})))
    assert [found.code for found in first.findings] == ["T124"]
    assert [verdict.result for verdict in others] == ["skipped"] * 3


def test_a_thin_last_page_of_an_example_is_told_and_breaks_no_rule(make, proof, monkeypatch):
    """It hangs on how much a person wrote."""
    mine = proof(make({}))
    printed = mine.print_sample(mine.example)
    warning = ThinPage("R210", "thin", severity="warning")
    thin = replace(
        printed,
        built=replace(printed.built, pdf=replace(printed.built.pdf, warnings=(warning,))),
    )
    assert [found.severity for found in pages.list_page_warnings(thin, mine.home)] == ["warning"]
    assert list(pages.list_page_warnings(replace(thin, sample=mine.long), mine.home)) == []


def test_a_theme_that_is_not_there_is_no_theme_to_judge(around, tmp_path):
    with pytest.raises(ThemeError) as caught:
        list(check_theme("clasic", around, tmp_path))
    assert caught.value.diagnostics[0].hint == "did you mean 'classic'?"


def test_every_rule_says_what_it_asks_why_and_what_mends_it():
    assert sorted(RULES) == [f"T2{number:02}" for number in range(1, len(RULES) + 1)]
    assert [
        rule.code for rule in RULES.values() if not (rule.what and rule.why and rule.mend)
    ] == []


# --- the command ------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(make, monkeypatch, tmp_path):
    """Sit beside a theme of which one thing is wrong."""
    make({"templates/parts/name.html": "<h1>{{ document.nmae }}</h1>"})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


def test_it_prints_a_line_for_each_rule_with_its_findings_below(broken):
    done = CliRunner().invoke(app, ["themes", "check", "mine"])
    lines = done.stdout.splitlines()
    assert done.exit_code == 1
    assert [line.split()[:2] for line in lines[:2]] == [["ok", "T201"], ["BROKEN", "T202"]]
    assert lines[2].split()[0] == "themes/mine/templates/parts/name.html:1:1:"
    assert [line.split()[:2] for line in lines[3:]] == [
        ["skipped", f"T2{number:02}"] for number in range(3, len(RULES) + 1)
    ]


def test_it_prints_the_same_as_json(broken):
    done = CliRunner().invoke(app, ["themes", "check", "mine", "--json"])
    assert done.exit_code == 1
    rules = {rule["code"]: rule for rule in json.loads(done.stdout)["rules"]}
    assert (rules["T201"]["result"], rules["T202"]["result"], rules["T217"]["result"]) == (
        "ok",
        "broken",
        "skipped",
    )
    (found,) = rules["T202"]["findings"]
    assert (found["code"], found["place"]["line"], found["severity"]) == ("T125", 1, "error")


@pytest.mark.usefixtures("short")
def test_a_whole_theme_ends_well(broken, monkeypatch):
    """One of the other examples will do for the rule that they are built by.

    The theme is our own, and needs no process of its own: it has one where the wheel proves a theme.
    """
    other = Sample("examples/sichuan-undergraduate", example("sichuan-undergraduate"))
    monkeypatch.setattr(Proof, "others", [other])
    monkeypatch.setattr(apart, "run_in_sandbox", lambda call, job, _: call(job))
    shutil.rmtree(broken / "themes" / "mine" / "templates")
    done = CliRunner().invoke(app, ["themes", "check", "mine"])
    assert done.exit_code == 0
    assert {line.split()[0] for line in done.stdout.splitlines()} == {"ok"}
