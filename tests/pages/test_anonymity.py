"""An anonymous CV says nowhere whose it is, and keeps all else, also the place among authors."""

import io

import pytest
from printed import Printed
from pypdf import PdfReader
from shipped import THEMES

from cvgen.errors import RenderError
from cvgen.plan.filename import name_cv_file
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve

PROFILE = """
basics:
  name: {en: Ada Example-Lovelace, zh: 艾达}
  alternateNames: [A. E. Lovelace]
  label: Physicist
  email: ada@lovelace.example
  phone: '+49 30 5550199'
  url: https://lovelace.example
  pronouns: she/her
  nationality: Atlantean
  birthDate: 1990-05-17
  location: {city: Smalltown}
  summary: Weighs clouds.
  profiles: [{network: GitHub, username: adaloves}, {network: ORCID, username: 0000-0002-1825-0097}]
publications:
- {name: On clouds, authors: [Bo First, 'A. E. Lovelace*', Chen Last], publisher: Journal of Clouds, releaseDate: 2021, doi: 10.1234/clouds, arxiv: '2101.00001', links: {code: 'https://github.com/adaloves/clouds'}}
- {name: On rain, authors: ['Example-Lovelace, Ada', Chen Last], publisher: Rain, releaseDate: 2020, url: 'https://rain.example/paper'}
patents:
- {name: A sieve, inventors: [{name: Ada Example-Lovelace, email: ada@lovelace.example}, Dee Other]}
work:
- {position: Clerk, name: Open Ltd, url: 'https://open.example', summary: 'See [the page](https://lovelace.example/clerk) of it.'}
"""
WHO = (
    "Lovelace",
    "艾达",
    "lovelace.example",
    "5550199",
    "adaloves",
    "0000-0002-1825-0097",
    "Smalltown",
    "she/her",
    "Atlantean",
    "May 1990",
)


@pytest.fixture(scope="module", params=THEMES)
def page(request, tmp_path_factory, around):
    from cvgen.build import build, load_profile

    path = tmp_path_factory.mktemp("anonymous") / "profile.yaml"
    path.write_text(PROFILE, "utf-8")
    return Printed.of(
        build(load_profile(path), Request(theme=request.param, anonymous=True), around)
    )


def test_nothing_says_whose_it_is(page):
    reader = PdfReader(io.BytesIO(page.data))
    metadata = (
        " ".join(map(str, (reader.metadata or {}).values()))
        + reader.xmp_metadata.stream.get_data().decode()
    )
    assert [
        word
        for word in WHO
        if word.replace(" ", "") in page.content.replace(" ", "") or word in metadata
    ] == []


def test_no_link_leads_anywhere(page):
    assert list(page.links) == []


def test_the_placeholder_stands_where_the_name_was_among_the_authors(page):
    assert "BoFirst,Anonymous*,ChenLast" in page.content.replace(" ", "").replace("\n", "")
    assert "Anonymous,ChenLast" in page.content.replace(" ", "").replace("\n", "")


def test_all_else_is_there(page):
    for word in (
        "Physicist",
        "Weighs clouds",
        "On clouds",
        "Journal of Clouds",
        "On rain",
        "A sieve",
        "Dee Other",
        "Clerk",
        "the page",
    ):
        assert word.replace(" ", "") in page.content.replace(" ", "").replace("\n", ""), word


def test_a_style_of_citing_names_nobody_either(print_text):
    page = Printed.of(print_text(PROFILE + "publicationLists: [{style: apa}]", anonymous=True))
    assert "Lovelace" not in page.content
    assert "Anonymous" in page.content


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"anonymous": True}, "Anonymous_CV.pdf"),
        ({"variant": "blind"}, "Anonymous_CV_blind.pdf"),
        ({"variant": "blind", "anonymous": False}, "Ada_Example-Lovelace_CV_blind.pdf"),
    ],
)
def test_the_file_is_not_named_after_the_person(load_text, around, options, expected):
    profile = load_text(PROFILE + "variants: {blind: {anonymous: true}}")
    plan = resolve(profile, Request(**options), around)
    assert name_cv_file(plan, with_theme=False) == expected


def test_the_placeholder_is_in_the_language_of_the_document(print_text):
    assert "匿名" in Printed.of(print_text(PROFILE, anonymous=True, language="zh")).content


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ("work: [{position: Clerk, summary: As Ada Example-Lovelace says.}]", "the text of page 1"),
        ("work: [{position: Clerk, summary: Write to ada@lovelace.example}]", "the text of page 1"),
        ("interests: [{name: The Ada Example-Lovelace method}]", "the metadata"),
        ("headings: {publications: Works of A. E. Lovelace}", "bookmark"),
    ],
)
def test_a_name_that_is_left_is_an_error_with_its_place(print_text, more, where):
    text = PROFILE.partition("\nwork:")[0] + "\n" + more
    with pytest.raises(RenderError) as caught:
        print_text(text, anonymous=True)
    assert any(
        where in finding.message and finding.code == "X101" for finding in caught.value.diagnostics
    ), caught.value


def test_a_surname_that_a_coauthor_has_too_tells_nothing(print_text):
    text = "basics: {name: Ada Example}\npublications: [{name: Work, authors: [Ada Example, Bo Example], releaseDate: 2020}]"
    assert print_text(text, anonymous=True).warnings == ()


def test_works_in_which_the_person_was_not_found_are_told(print_text):
    """The name may be there in another script, and its letters do not say how."""
    text = "basics: {name: 김철수}\npublications: [{name: Work, authors: [C. Kim, Ed Bo], releaseDate: 2020}]"
    built = print_text(text, anonymous=True)
    (finding,) = built.notes
    assert (finding.code, "1 of 1 works: 'Work'" in finding.message) == ("N212", True)
    (warning,) = built.warnings
    assert (warning.code, "alternateNames" in warning.hint) == ("X104", True)


def test_a_name_in_letters_that_say_how_they_are_read_needs_no_other_spelling(print_text):
    assert print_text("basics: {name: Пётр Иванов}\nwork: [Clerk]", anonymous=True).warnings == ()
    given_so = "basics: {name: 김철수, alternateNames: [Chul-soo Kim]}\nwork: [Clerk]"
    assert print_text(given_so, anonymous=True).warnings == ()


def test_a_surname_alone_is_reported(print_text):
    (finding,) = print_text(
        "basics: {name: Ada Example, summary: The Example effect.}", anonymous=True
    ).warnings
    assert (finding.code, "surname" in finding.message) == ("X102", True)


def test_an_entry_that_is_but_an_address_is_gone(print_text):
    page = Printed.of(
        print_text(
            "basics: {name: Ada Example}\nprojects: [{url: 'https://example.org'}]\nwork: [Clerk]",
            anonymous=True,
        )
    )
    assert "Projects" not in page.content
    assert "Clerk" in page.content


@pytest.mark.parametrize(
    "author", ["John Q. Smithson", "Smithson, John Quincy", "J. Smithson", "J. Q. Smithson"]
)
def test_the_person_is_found_among_authors_with_a_middle_name_too(print_text, author):
    built = print_text(
        f"basics: {{name: John Smithson}}\npublications: [{{name: P, authors: ['{author}', Ed Bo], releaseDate: 2020}}]",
        anonymous=True,
    )
    assert "Smithson" not in Printed.of(built).content
    assert "EdBo" in Printed.of(built).content.replace(" ", "")


def test_a_namesake_stays_where_the_person_is_among_the_authors(print_text):
    built = print_text(
        "basics: {name: John Smithson}\npublications: [{name: P, authors: [John Smithson, Jane Smithson], releaseDate: 2020}]",
        anonymous=True,
    )
    assert "Anonymous,JaneSmithson" in Printed.of(built).content.replace(" ", "")


def test_a_name_with_title_and_particle_gives_way_in_every_spelling(print_text):
    text = (
        "basics: {name: 'Prof. Dr. Ada van der Example, PhD'}\n"
        "publications: [{name: A work, authors: [A. van der Example, Bo Sample, 'van der Example AM']}]"
    )
    page = Printed.of(print_text(text, anonymous=True))
    assert "Anonymous,BoSample,Anonymous" in "".join(page.content.split())
    assert "Example" not in page.content


def test_a_blank_version_of_a_text_is_nothing(print_text):
    text = "basics: {name: {en: Ada Example, zh: ' '}, label: {en: Physicist, zh: ''}}"
    assert "Anonymous" in Printed.of(print_text(text, anonymous=True)).content
    assert "Physicist" in Printed.of(print_text(text, language="zh")).content


def test_a_paste_kit_of_an_anonymous_call_names_nobody(tmp_path, around):
    from cvgen.application.context import load_context
    from cvgen.application.load import load_application
    from cvgen.application.paste import build_paste_kit

    (tmp_path / "profile.yaml").write_text(
        "basics: {name: Dr. Ada Example, email: aexam@uni.invalid, phone: '+49 30 5550100'}\n"
        "publications: [{name: A work, authors: [A. Example, Bo Sample]}]",
        "utf-8",
    )
    folder = tmp_path / "applications" / "kyoto"
    folder.mkdir(parents=True)
    (folder / "application.yaml").write_text(
        "programme: A post\ninstitution: Invented\nanonymous: true\ndocuments: [cv]", "utf-8"
    )
    kit = build_paste_kit(load_context(load_application(folder / "application.yaml"), around))
    assert "Anonymous, Bo Sample" in kit.text
    assert not [word for word in ("Example", "aexam", "5550100") if word in kit.text]
