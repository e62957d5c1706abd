"""Files are named after the person in ASCII, by the target's pattern, and by nothing that a system could trip over."""

from pathlib import Path

import pytest
from shipped import ROOT

from cvgen.errors import VariantError
from cvgen.plan.filename import (
    MOST_CHARACTERS,
    AsciiName,
    FileSubject,
    fill_pattern,
    name_cv_file,
    name_letter_file,
    romanize_person,
)
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.profile import letter as letters
from cvgen.target.target import Target
from cvgen.text.transliterate import romanize


@pytest.fixture
def name_cv(around):
    """Name the CV of a profile, as it would be built with what is wished."""

    def name_cv(profile, *, with_theme=False, **wish):
        return name_cv_file(resolve(profile, Request(**wish), around), with_theme=with_theme)

    return name_cv


@pytest.fixture
def named(load_text, name_cv):
    """Name the CV of a profile with this line for a name, by a pattern and what else is wished."""

    def named(name, pattern="", characters="ascii", **wish):
        profile = load_text(f"basics:\n  name: {name}\n")
        if not pattern:
            return name_cv(profile, **wish)
        folder = profile.folder / "targets"
        folder.mkdir(exist_ok=True)
        text = f"title: T\nsource: S\nchecked_on: 2026\nfile-name: '{pattern}'\nfile-characters: {characters}\n"
        (folder / "mine.yaml").write_text(text, "utf-8")
        return name_cv(profile, target="mine", **wish)

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
    assert romanize(text, language) == expected


@pytest.mark.parametrize("name", ["高泽峰", "سارة أحمد", "שרה כהן", "さくら", "김철수"])
def test_a_pattern_that_needs_a_name_asks_for_one_that_can_be_written(named, name):
    """A name has many readings, and none of them is guessed."""
    with pytest.raises(VariantError) as refused:
        named(name, "{surname}.pdf")
    (found,) = refused.value.diagnostics
    assert (found.code, found.place.line) == ("V110", 2)
    assert "name: {en:" in found.hint


def test_without_a_pattern_the_folder_names_what_nothing_else_can(load_text, name_cv):
    profile = load_text("basics: {name: 高泽峰}")
    assert name_cv(profile) == profile.folder.name.replace(".", "_") + "_CV.pdf"


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
    assert romanize_person(load_text(f"basics:\n  name: {name}\n")) == AsciiName(given, surname)


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
        fill_pattern(
            asked, AsciiName("Ada", "Example"), FileSubject("CV", "2026/17", "Physics & Maths")
        )
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


def test_a_long_name_is_cut_and_keeps_what_was_chosen(load_text, name_cv):
    profile = load_text(
        f"basics: {{name: {'Ada ' * 60}}}\nvariants: {{industry: {{}}, phd: {{}}}}\n"
    )
    names = {name_cv(profile, variant=variant) for variant in ("industry", "phd")}
    assert {name.rpartition("_")[2] for name in names} == {"industry.pdf", "phd.pdf"}
    assert all(len(name) <= MOST_CHARACTERS for name in names)


def test_a_long_name_in_a_pattern_is_cut(named):
    assert len(named("Ada " * 60, "{surname}_{given}.pdf")) <= MOST_CHARACTERS


def test_what_was_chosen_stands_behind(named, load_text, name_cv):
    assert named("Ada", target="cambridge") == "Ada_CV_cambridge.pdf"
    assert named("Ada", audience="portal", language="de") == "Ada_CV_portal_de.pdf"
    assert (
        name_cv(
            load_text("basics: {name: Ada}"), theme=str(ROOT / "themes" / "modern"), with_theme=True
        )
        == "Ada_CV_modern.pdf"
    )


def test_a_target_without_a_pattern_may_still_refuse_punctuation(named):
    assert named("Ada Example-Lovelace", target="embark") == "AdaExampleLovelaceCVembark.pdf"


def test_a_target_may_take_letters_digits_and_lines_only(named):
    pattern = "{surname} ({document}).pdf"
    assert named("Ada Example", pattern, characters="ascii-words") == "Example_CV.pdf"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ada Example", "Example_CV.pdf"), ("Bo Featherstonehaugh", "Feathers_CV.pdf")],
)
def test_a_name_is_as_short_as_the_target_takes_and_still_says_what_it_is(named, name, expected):
    """NSERC takes 15 characters, the ending among them."""
    assert named(name, target="nserc") == expected
    assert len(expected) <= 15


@pytest.mark.parametrize(
    ("file", "target", "settings", "expected"),
    [
        ("cover letter.md", None, "", "Lukasz_Zolc_cover_letter.pdf"),
        ("動機.md", None, "", "Lukasz_Zolc_letter.pdf"),
        ("motivation.md", "mine", "", "Zolc_motivation.pdf"),
        ("motivation.md", "mine", "\nanonymous: true", "Anonymous_motivation.pdf"),
        ("motivation.md", None, "\nanonymous: true", "Anonymous_motivation.pdf"),
    ],
)
def test_a_letter_is_named_by_its_own_file_and_by_the_pattern(
    load_text, around, file, target, settings, expected
):
    profile = load_text("basics: {name: Łukasz Żółć}" + settings)
    folder = profile.folder / "targets"
    folder.mkdir()
    pattern = "title: T\nsource: S\nchecked_on: 2026\nfile-name: '{surname}_{document}.pdf'\n"
    (folder / "mine.yaml").write_text(pattern, "utf-8")
    path = profile.folder / file
    path.write_text("Dear all,\n", "utf-8")
    plan = resolve(profile, Request(target=target), around, letters.read_letter(path))
    assert name_letter_file(plan, path) == expected


def test_a_variant_named_after_the_person_does_not_name_an_anonymous_file(load_text, name_cv):
    profile = load_text(
        "basics: {name: Ada Zorro}\nwork: [Clerk]\nvariants: {ada-zorro: {sections: [work]}, blind: {sections: [work]}}"
    )
    assert name_cv(profile, variant="ada-zorro", anonymous=True) == "Anonymous_CV.pdf"
    assert name_cv(profile, variant="blind", anonymous=True) == "Anonymous_CV_blind.pdf"
