"""What is not translated is told where it stands, and so is what has changed since; what needs no translation is not."""

import json
from itertools import count

import pytest

from cvgen.compose import translations
from cvgen.errors import ProfileError, VariantError
from cvgen.profile.faults import WrongValueError
from cvgen.profile.fields import Record
from cvgen.profile.kinds import KINDS
from cvgen.profile.load import read_profile

BASICS = "basics: {name: Ada Example}\n"


@pytest.fixture
def list_findings(load_text):
    """Report on a profile's text for one language: the messages, each with what stands at its place."""

    def list_findings(text, language="zh", known=None, name="profile.yaml"):
        profile = load_text(text, name)
        total, _ = translations.report_translations(profile, language, known or {})
        return [
            (finding.code, finding.message, at(text, finding.place)) for finding in total.findings
        ]

    return list_findings


@pytest.fixture
def counts(load_text):
    """Count a profile's text for one language: translated, missing, out of date."""

    def counts(text, language="zh", known=None):
        total, _ = translations.report_translations(load_text(text), language, known or {})
        return total.translated, total.missing, total.out_of_date

    return counts


def at(text, place):
    return text.splitlines()[place.line - 1][place.column - 1 :]


# --- every field of every kind ------------------------------------------------------------------------------------

PEOPLE = ("supervisors", "investigators", "inventors", "authors", "editors", "translators")
SHARED = {
    ("references", "name"),
    ("supervision", "name"),
    ("software", "name"),
    ("service", "venues"),
    *(("publications", field) for field in ("name", "publisher", "badge", "publisherPlace")),
    *(
        ("publications", f"{part}Title")
        for part in ("container", "collection", "event", "original")
    ),
}
WORD = {"en": "?"}
NO_TEXT = {"not a language": "?"}


def subclasses(model):
    for child in model.__subclasses__():
        yield child
        yield from subclasses(child)


def accepts(kind, field, value):
    data = {"name": "A paper", field: value} if kind is KINDS["publications"] else {field: value}
    try:
        kind.model_validate(data)
    except WrongValueError:
        return False
    return True


def forms():
    """Give every way in which one text may stand in a field: alone, in a list, in a record, in one of a list."""
    for part in dict.fromkeys(
        name for record in subclasses(Record) for name in record.model_fields
    ):
        for rest in ({}, {"name": "1"}):
            yield part, lambda word, part=part, rest=rest: {**rest, part: word}
            yield part, lambda word, part=part, rest=rest: [{**rest, part: word}]
    yield "", lambda word: word
    yield "", lambda word: [word]


def texts_of_the_model():
    """Ask the model what takes one text per language, and no other mapping: the kind, its field, the part of it, the form."""
    for section, kind in KINDS.items():
        for field in kind.model_fields:
            for part, form in forms():
                if accepts(kind, field, form(WORD)) and not accepts(kind, field, form(NO_TEXT)):
                    yield section, field, part, form


def test_every_text_of_every_kind_is_found(list_findings):
    numbers, expected, data = count(1000), set(), {"basics": {"name": "Ada"}}
    for section, field, part, form in texts_of_the_model():
        word = f"word{next(numbers)}"
        title = {"name": "A paper"} if section == "publications" else {}
        data.setdefault(section, []).append({**title, field: form({"en": word})})
        if (section, field) not in SHARED and not (field in PEOPLE and part == "name"):
            expected.add(word)
    findings = list_findings(json.dumps(data))
    assert len(expected) > len(KINDS)
    assert {message.split("'")[1] for _, message, _ in findings} == expected
    assert all(
        excerpt.startswith(f'{{"en": "{message.split(chr(39))[1]}"')
        for _, message, excerpt in findings
    )


@pytest.mark.parametrize(
    "text",
    [
        "basics: {name: Ada, label: Physicist}",
        BASICS + "statement: Physicist",
        BASICS + "news: [Physicist]",
        BASICS + "work: [{highlights: [Physicist]}]",
        BASICS + "work: [{highlights: [{text: Physicist, tags: [a]}]}]",
        BASICS + "education: [{area: {zh: 物理}, score: {name: Physicist, value: 3}}]",
        BASICS + "talks: [{name: {zh: 报告}, location: Physicist}]",
        BASICS + "custom: [{title: Physicist, entries: [{title: {zh: 其他}}]}]",
        BASICS + "custom: [{title: {zh: 其他}, entries: [Physicist]}]",
        BASICS + "headings: {work: Physicist}",
        BASICS + "publicationLists: [{title: Physicist}]",
        BASICS + "variants: {phd: {headings: {work: Physicist}}}",
        BASICS + "work: [{name: {en: Works, zh: 工厂}, short: {name: Physicist}}]",
        BASICS
        + "work: [{name: {en: Works, zh: 工厂}, position: Physicist, short: {name: {en: W, zh: 厂}}}]",
    ],
)
def test_a_text_is_found_wherever_it_may_stand(list_findings, text):
    ((code, message, excerpt),) = list_findings(text)
    assert (code, message) == ("W330", "not translated into zh: 'Physicist'")
    assert excerpt.startswith("Physicist")


def test_an_alias_repeats_where_it_was_written(counts):
    assert counts(BASICS + "talks:\n- {name: &t A talk}\n- {name: *t}\n") == (0, 1, 0)


# --- what needs no translation ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "basics: {name: Ada Example, url: https://example.org, email: a@example.org, profiles: [{network: GitHub, username: ada}]}",
        BASICS
        + "publications: [{name: A paper, authors: [Bo Example], publisher: A journal, notes: [Oral]}]",
        BASICS
        + "education: [{area: {zh: 物理}, score: {value: 3.8, rank: 2 of 120}, supervisors: [Bo Example, {name: Chen}]}]",
        BASICS + "references: [{name: Bo Example}]",
        BASICS + "awards: [{title: '1,000'}, {title: https://example.org/a}, {title: '10th'}]",
        BASICS + "skills: [{name: {zh: 编程}, keywords: [C++, R]}]",
    ],
)
def test_names_addresses_numbers_and_papers_need_no_translation(list_findings, text):
    assert list_findings(text) == []


@pytest.mark.parametrize("text", ["Top 5 of 120", "4 months", "PhD", "AI", "第2名"])
def test_words_need_translation(list_findings, text):
    assert list_findings(f"{BASICS}awards: [{{title: {text}}}]", "de")


@pytest.mark.parametrize(
    ("text", "own", "language", "missing"),
    [
        ("物理学", "en", "zh", 0),
        ("物理学", "en", "zh-Hant", 0),
        ("使用 PyTorch 训练 Transformer 模型", "en", "zh", 0),
        ("Worked at 北京大学 on tensor networks", "en", "zh", 1),
        ("Physics", "zh", "en", 0),
        ("物理学", "zh", "en", 1),
        ("物理学", "zh", "zh-Hant", 1),
        ("Физика", "en", "ru", 0),
        ("Физика", "en", "zh", 1),
        ("Physik", "en", "de", 1),
        ("물리학", "en", "ko", 0),
        ("テンソル", "zh", "ja", 0),
        ("פיזיקה", "en", "he", 0),
    ],
)
def test_a_plain_text_in_the_script_of_the_language_is_one_in_it(
    counts, text, own, language, missing
):
    assert counts(f"{BASICS}language: {own}\nawards: [{{title: {text}}}]\n", language)[1] == missing


@pytest.mark.parametrize(
    ("tag", "requested", "missing"),
    [
        ("zh-Hans", "zh", 0),
        ("zh", "zh-CN", 0),
        ("zh-Hant", "zh", 1),
        ("zh-TW", "zh-Hant", 0),
        ("de-AT", "de", 0),
        ("nb", "no", 0),
    ],
)
def test_a_version_serves_its_language_in_its_script(counts, tag, requested, missing):
    assert (
        counts(f"{BASICS}awards: [{{title: {{en: Prize, {tag}: X}}}}]\n", requested)[1] == missing
    )


def test_the_profiles_own_language_is_not_missing_from_what_is_written_once(list_findings):
    text = BASICS + "language: zh\nawards: [{title: 奖项}, {title: {en: Prize}}]\n"
    assert list_findings(text, "zh") == [
        ("W330", "not translated into zh: 'Prize'", "{en: Prize}}]")
    ]


# --- languages ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("awards: [{title: {en: A, zh: B, de: C}}, {title: {en: D, zh-Hans: E}}]", ("zh", "de")),
        ("language: zh\nawards: [{title: {en: A, zh-Hans: B}}]", ("en",)),
        ("awards: [{title: A}]\nvariants: {cn: {language: zh}}", ("zh",)),
        ("awards: [{title: A}]", ()),
        ("references: [{name: {en: Bo, zh: 博}}]", ()),
    ],
)
def test_without_a_wish_the_languages_are_those_of_the_profile_but_its_own(
    load_text, text, languages
):
    assert translations.list_target_languages(load_text(BASICS + text)) == languages


@pytest.mark.parametrize(
    ("requested", "words"),
    [("klingon", "is no language tag"), ("tlh", "there are no words for the language 'tlh'")],
)
def test_an_unknown_language_is_refused_as_a_build_refuses_it(load_text, requested, words):
    with pytest.raises(VariantError, match=f"V102: .*{words}"):
        translations.list_target_languages(load_text(BASICS), [requested])


# --- what has changed since ---------------------------------------------------------------------------------------

TEXT = (
    BASICS + "work:\n- position: {en: Physicist, zh: 物理学家}\n- position: {en: Clerk, zh: 职员}\n"
)


@pytest.fixture
def known(load_text):
    """Remember what a profile's text has, after what was known before."""

    def known(text, before=None, accepted=()):
        return translations.update_sources(load_text(text), before or {}, accepted)

    return known


def test_what_is_new_was_made_from_what_is_there(counts, known):
    assert counts(TEXT, known=known(TEXT)) == (2, 0, 0)


def test_a_source_that_changed_is_told_at_its_translation_until_that_changes_too(
    list_findings, known
):
    changed = TEXT.replace("Physicist", "Senior physicist")
    first = known(TEXT)
    second = known(changed, first)
    for memory in (first, second, known(changed, second)):
        ((code, message, excerpt),) = list_findings(changed, known=memory)
        assert code == "W331"
        assert "'Senior physicist'" in message
        assert excerpt.startswith("物理学家")
    again = changed.replace("物理学家", "高级物理学家")
    assert list_findings(again, known=known(again, second)) == []


def test_a_source_that_changes_back_is_up_to_date(list_findings, known):
    assert (
        list_findings(TEXT, known=known(TEXT, known(TEXT.replace("Clerk", "Typist"), known(TEXT))))
        == []
    )


def test_entries_may_move_and_texts_be_set_anew(list_findings, known):
    moved = (
        BASICS
        + "volunteer:\n- position:\n    zh: 职员\n    en: >-\n      Clerk\nwork:\n- position: {zh: 物理学家, en: '  Physicist '}\n"
    )
    before = known(TEXT)
    assert list_findings(moved, known=before) == []
    assert known(moved, before) == before


def test_what_is_accepted_is_up_to_date_in_that_language_alone(list_findings, known):
    text = BASICS + "work: [{position: {en: Clerk, zh: 职员, de: Schreiber}}]\n"
    changed = text.replace("Clerk", "Typist")
    memory = known(changed, known(text), accepted=["zh-Hans"])
    assert list_findings(changed, "zh", memory) == []
    assert [code for code, _, _ in list_findings(changed, "de", memory)] == ["W331"]


def test_what_is_no_longer_in_the_profile_is_forgotten(known):
    alone = BASICS + "work:\n- position: {en: Clerk, zh: 职员}\n"
    assert known(alone, known(TEXT)) == known(alone)


def test_one_translation_may_stand_for_two_texts(list_findings, known):
    both = (
        BASICS
        + "awards: [{title: {en: National, zh: 国家级}}, {title: {en: National level, zh: 国家级}}]\n"
    )
    assert list_findings(both, known=known(both)) == []
    added = TEXT + "- position: {en: Employee, zh: 职员}\n"
    assert [code for code, _, _ in list_findings(added, known=known(added, known(TEXT)))] == [
        "W331"
    ]
    assert list_findings(added, known=known(added, known(TEXT), ["zh"])) == []


def test_a_translation_may_be_made_from_another_language_than_the_profiles_own(
    list_findings, known
):
    text = BASICS + "language: fr\nwork: [{position: {de: Schreiber, en: Clerk, zh: 职员}}]\n"
    changed = text.replace("Clerk", "Typist")
    assert [
        "Typist" in message
        for _, message, _ in list_findings(changed, "zh", known(changed, known(text)))
    ] == [True]
    assert list_findings(text.replace("fr", "de"), "de") == []


def test_what_is_remembered_is_read_as_it_was_written(tmp_path, load_text, known):
    profile, both = (
        load_text(TEXT),
        known(TEXT + "- position: {en: Employee, zh: 职员, de: 'no'}\n"),
    )
    path = translations.get_sources_path(profile)
    assert path == tmp_path / "profile.translations.yaml"
    assert translations.read_sources(path) == {}
    path.write_bytes(translations.format_sources(both, profile))
    assert translations.read_sources(path) == both
    first, _, *lines = path.read_text("utf-8").splitlines()
    assert first.startswith("# What each translation in profile.yaml was made from")
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("zh 0123456789abcdef: 0123456789abcde\n", "P290", 1),
        ("# ok\nzh: 0123456789abcdef\n", "P290", 2),
        ("- zh\n", "P290", 1),
        ("[]\n", "P290", 1),
        ("zh 0123456789abcdef: [0123456789abcdef]\n", "P290", 1),
        ("<<<<<<< HEAD\nzh 0123456789abcdef: 0123456789abcdef\n", "P101", 2),
        (
            "zh 0123456789abcdef: 0123456789abcdef\nzh 0123456789abcdef: 1123456789abcdef\n",
            "P103",
            2,
        ),
    ],
)
def test_a_memory_that_somebody_edited_is_refused_with_its_place(tmp_path, content, code, line):
    path = tmp_path / "profile.translations.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(ProfileError) as caught:
        translations.read_sources(path)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.place.file, finding.place.line) == (code, str(path), line)
    assert "version control" in finding.hint


def test_what_is_private_is_told_and_not_remembered(load_text, tmp_path):
    text = (
        BASICS
        + "work:\n- position: {value: {en: Clerk, zh: 职员}, private: true}\n- position: {en: Typist, zh: 打字员}\n"
    )
    (tmp_path / "profile.private.yaml").write_text(
        "basics: {nationality: {en: Chinese, zh: 中国}, pronouns: she}\n", "utf-8"
    )
    kept = translations.update_sources(load_text(text), {})
    assert kept == translations.update_sources(
        load_text(BASICS + "work: [{position: {en: Typist, zh: 打字员}}]", "other.yaml"), {}
    )
    assert len(kept) == 1
    profile = load_text(text)
    total, _ = translations.report_translations(profile, "zh", kept)
    assert [finding.message for finding in total.findings] == ["not translated into zh: 'she'"]
    assert (total.texts, total.translated) == (4, 3)


def test_an_empty_version_is_none(list_findings):
    assert [
        code for code, _, _ in list_findings(BASICS + "headings: {work: {en: Jobs, zh: ''}}\n")
    ] == ["W330"]


def test_a_text_in_an_included_file_is_told_there(tmp_path):
    (tmp_path / "work.yaml").write_text("- position: Clerk\n", "utf-8")
    (tmp_path / "profile.yaml").write_text(BASICS + "work: !include work.yaml\n", "utf-8")
    total, (section,) = translations.report_translations(
        read_profile(tmp_path / "profile.yaml"), "zh", {}
    )
    (finding,) = total.findings
    assert str(finding.place) == f"{tmp_path / 'work.yaml'}:1:13"
    assert (section.name, section.texts, section.missing) == ("work", 1, 1)
