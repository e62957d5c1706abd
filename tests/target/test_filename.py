"""Files are named after the person in ASCII, by the target's pattern, and by nothing that a system could trip over."""

from pathlib import Path

import pytest

from cvgen.errors import VariantError
from cvgen.request import Request
from cvgen.target.filename import (
    MOST_CHARACTERS,
    Named,
    Person,
    by_pattern,
    file_name,
    letter_file_name,
    person,
)
from cvgen.target.load import Target
from cvgen.text.transliterate import romanised


@pytest.fixture
def named(load_text):
    """Name the CV of a profile with this line for a name, by a pattern and what else is wished."""

    def named(name, pattern="", characters="ascii", **wish):
        profile = load_text(f"basics:\n  name: {name}\n")
        if not pattern:
            return file_name(profile, Request(**wish), with_theme=False)
        folder = profile.folder / "targets"
        folder.mkdir(exist_ok=True)
        text = f"title: T\nsource: S\nchecked_on: 2026\nfile-name: '{pattern}'\nfile-characters: {characters}\n"
        (folder / "mine.yaml").write_text(text, "utf-8")
        return file_name(profile, Request(target="mine", **wish), with_theme=False)

    return named


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Example", "Ada_Example"),
        ("Łukasz Żółć", "Lukasz_Zolc"),
        ("Jürgen Müller-Weiß", "Jurgen_Muller-Weiss"),
        ("Søren Ægir Þór", "Soren_Aegir_Thor"),
        ("Nguyễn Văn Đức", "Nguyen_Van_Duc"),
        ("İbrahim Işık", "Ibrahim_Isik"),
        ("Sinéad O’Brien", "Sinead_OBrien"),
        ("Ёлкин Щука", "Elkin_Shchuka"),
        ("Θεόδωρος Ευαγγέλου", "Theodoros_Evangelou"),
        ("{uk: Григорій Сковорода}", "Hryhorii_Skovoroda"),
        ("{zh: 高泽峰, en: Ze-Feng Gao}", "Ze-Feng_Gao"),
        ("{zh: 高泽峰, en-GB: Ze-Feng Gao}", "Ze-Feng_Gao"),
        ("{de: Jürgen Müller, en: Juergen Mueller}", "Juergen_Mueller"),
        ("高泽峰\n  alternateNames: [Ze-Feng Gao]", "Ze-Feng_Gao"),
        ("高泽峰 Gao", "Gao"),
    ],
)
def test_names_are_written_in_ascii_and_what_the_profile_gives_wins(named, name, expected):
    assert named(name) == expected + "_CV.pdf"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # The first by the examples of ICAO Doc 9303 for Belarusian; the others by its tables and by ELOT 743.
        ("Бабрыковіч Аляксандр", "be", "Babrykovich Aliaksandr"),
        ("СВЯТЛАНА", "be", "SVIATLANA"),
        ("Ігар", "be", "Ihar"),
        ("Ольга Юрьевна", "ru", "Olga Iurevna"),
        ("ЩУКИН", "", "SHCHUKIN"),
        ("Жарко Хаџић", "sr", "Zarko Hadzic"),
        ("Жарко", "ru", "Zharko"),
        ("Ευάγγελος", "", "Evangelos"),
        ("Παύλος", "", "Pavlos"),
        ("Ευτυχία", "", "Eftychia"),
        ("Μπάμπης Γγ", "", "Bampis Ng"),
        ("ΘΕΟΔΩΡΟΣ", "", "THEODOROS"),
        ("Ουρανία", "", "Ourania"),
    ],
)
def test_cyrillic_and_greek_are_written_as_in_passports(text, language, expected):
    assert romanised(text, language) == expected


@pytest.mark.parametrize("name", ["高泽峰", "سارة أحمد", "שרה כהן", "さくら", "김철수"])
def test_a_pattern_that_needs_a_name_asks_for_one_that_can_be_written(named, name):
    """A name has many readings, and none of them is guessed."""
    with pytest.raises(VariantError) as refused:
        named(name, "{surname}.pdf")
    (found,) = refused.value.diagnostics
    assert (found.code, found.place.line) == ("V110", 2)
    assert "name: {en:" in found.hint


def test_without_a_pattern_the_folder_names_what_nothing_else_can(load_text):
    profile = load_text("basics: {name: 高泽峰}")
    assert (
        file_name(profile, Request(), with_theme=False)
        == profile.folder.name.replace(".", "_") + "_CV.pdf"
    )


@pytest.mark.parametrize(
    ("name", "given", "surname"),
    [
        ("Ada Example", "Ada", "Example"),
        ("Ada B. Example-Lovelace", "Ada B.", "Example-Lovelace"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("'Gao, Ze-Feng'", "Ze-Feng", "Gao"),
        ("{zh: 高泽峰, en: Ze-Feng Gao}", "Ze-Feng", "Gao"),
        ("Plato", "", "Plato"),
    ],
)
def test_a_name_is_taken_apart(load_text, name, given, surname):
    assert person(load_text(f"basics:\n  name: {name}\n")) == Person(given, surname)


@pytest.mark.parametrize(
    ("pattern", "characters", "expected"),
    [
        ("{surname}_CV.pdf", "ascii", "Zolc_CV.pdf"),
        ("{SURNAME}.pdf", "ascii", "ZOLC.pdf"),
        ("{surname} {document}.pdf", "ascii", "Zolc CV.pdf"),
        (
            "appl.DRS-COFUND-2013.{surname}.{given}.pdf",
            "ascii",
            "appl.DRS-COFUND-2013.Zolc.Lukasz-Jan.pdf",
        ),
        ("{surname}_{given}-{document}.pdf", "ascii-letters", "ZolcLukaszJanCV.pdf"),
        ("{surname}_{reference}_{document}.pdf", "ascii", "Zolc_CV.pdf"),
        ("{document}_{programme}.pdf", "ascii", "CV.pdf"),
    ],
)
def test_a_target_says_the_pattern(named, pattern, characters, expected):
    assert named("Łukasz-Jan Żółć", pattern, characters) == expected


def test_reference_and_programme_are_filled_in():
    asked = Target(
        "mine", "", "", "", "", "", file_name="{reference}_{surname}_{programme}_{document}.pdf"
    )
    assert (
        by_pattern(asked, Person("Ada", "Example"), Named("CV", "2026/17", "Physics & Maths"))
        == "2026_17_Example_Physics_Maths_CV.pdf"
    )


def test_an_anonymous_file_is_not_named_after_the_person(named):
    assert named("Ada Example", "{surname}_{given}_CV.pdf", anonymous=True) == "Anonymous_CV.pdf"
    assert named("Ada Example", target="oxford-mpls") == "Anonymous_CV_oxford-mpls.pdf"
    assert named("高泽峰", "{surname}.pdf", anonymous=True) == "Anonymous.pdf"


@pytest.mark.parametrize("name", ["Con", "nul", "Aux", "LPT1", "com9"])
@pytest.mark.parametrize("characters", ["ascii", "ascii-letters"])
@pytest.mark.parametrize("pattern", ["{surname}.pdf", "{SURNAME}.{given}.pdf"])
def test_no_name_is_one_of_windows_own(named, name, characters, pattern):
    made = named(name, pattern, characters)
    assert made.partition(".")[0].lower() not in {"con", "nul", "aux", "lpt1", "com9"}
    assert name.lower() in made.lower()


@pytest.mark.parametrize(
    "name",
    [
        "'../../etc/passwd'",
        "'.hidden'",
        "'C:\\Ada'",
        "'a/b\\c:d*e?f\"g<h>i|j'",
        "'Ada. '",
        "'-rf'",
        "'   Ada   '",
        "'$(reboot)'",
        "'%41%2e'",
    ],
)
def test_no_name_leads_anywhere_or_hides(named, name):
    for pattern in ("", "{surname}.pdf", "{given}_{surname}.pdf"):
        made = named(name, pattern)
        assert made.endswith(".pdf")
        assert Path(made).name == made
        assert not set(made) & set('/\\:*?"<>|%$() ')
        assert made[0] not in ".-_"
        assert made.removesuffix(".pdf")[-1] not in ".-_"


def test_a_long_name_is_cut_and_keeps_what_was_chosen(load_text):
    profile = load_text(
        f"basics: {{name: {'Ada ' * 60}}}\nvariants: {{industry: {{}}, phd: {{}}}}\n"
    )
    names = {
        file_name(profile, Request(variant=variant), with_theme=False)
        for variant in ("industry", "phd")
    }
    assert {name.rpartition("_")[2] for name in names} == {"industry.pdf", "phd.pdf"}
    assert all(len(name) <= MOST_CHARACTERS for name in names)


def test_a_long_name_in_a_pattern_is_cut(named):
    assert len(named("Ada " * 60, "{surname}_{given}.pdf")) <= MOST_CHARACTERS


def test_what_was_chosen_stands_behind(named, load_text):
    assert named("Ada", target="cambridge") == "Ada_CV_cambridge.pdf"
    assert named("Ada", audience="portal", language="de") == "Ada_CV_portal_de.pdf"
    assert (
        file_name(load_text("basics: {name: Ada}"), Request(theme="my/theme"), with_theme=True)
        == "Ada_CV_theme.pdf"
    )


def test_a_target_without_a_pattern_may_still_refuse_punctuation(named):
    assert named("Ada Example-Lovelace", target="imprs-cpqm") == "AdaExampleLovelaceCVimprscpqm.pdf"


def test_a_letter_is_named_by_its_own_file_and_by_the_pattern(load_text):
    profile = load_text("basics: {name: Łukasz Żółć}")
    asked = Target("mine", "", "", "", "", "", file_name="{surname}_{document}.pdf")
    assert letter_file_name(profile, Path("cover letter.md")) == "Lukasz_Zolc_cover_letter.pdf"
    assert letter_file_name(profile, Path("動機.md")) == "Lukasz_Zolc_letter.pdf"
    assert letter_file_name(profile, Path("motivation.md"), asked) == "Zolc_motivation.pdf"


def test_a_variant_named_after_the_person_does_not_name_an_anonymous_file(load_text):
    profile = load_text(
        "basics: {name: Ada Zorro}\nwork: [Clerk]\nvariants: {ada-zorro: {sections: [work]}, blind: {sections: [work]}}"
    )
    assert (
        file_name(profile, Request(variant="ada-zorro", anonymous=True), with_theme=False)
        == "Anonymous_CV.pdf"
    )
    assert (
        file_name(profile, Request(variant="blind", anonymous=True), with_theme=False)
        == "Anonymous_CV_blind.pdf"
    )
