"""What must not be in a finished file is found wherever and however it is written, and nobody else is."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from shipped import EXAMPLES, example

from cvgen.build import build, load_profile
from cvgen.plan.request import Request
from cvgen.target.leaks import Secret, find_leaks, list_identifying_secrets

QUENTIN = """
basics:
  name: {en: Quentin-Marie Zyzzová, zh: 齐宽亭}
  alternateNames: ["Zyzzy, Quentin"]
  email: qmz@zyzz-lab.example
  phone: +49 (0)89 1234 5670
  url: https://www.zyzz-lab.example/~quentin
  location: {address: 17 Invented Lane, city: Munich}
  profiles:
    - {network: GitHub, username: qzyzz-42}
    - {network: ORCID, username: 0000-0002-1694-233X}
    - {network: Mastodon, url: "https://social.example/@zyzzling"}
"""
STRANGER = """
basics:
  name: {en: Wilhelmina Ottokar Brzezinska, zh: 欧阳示例}
  email: wob@brzezinska.example
  phone: +48 601 234 567
  url: https://brzezinska.example
  profiles: [{network: GitHub, username: wobrzez}, {network: ORCID, username: 0000-0001-5109-3700}]
"""


@pytest.fixture
def quentin(load_text):
    return list_identifying_secrets(load_text(QUENTIN, "quentin.yaml"))


@pytest.fixture(scope="module")
def clean(tmp_path_factory, around):
    path = tmp_path_factory.mktemp("bo") / "profile.yaml"
    path.write_text("basics: {name: Bo Sample}", "utf-8")
    return build(load_profile(path), Request(), around).pdf.data


@pytest.fixture
def holding(clean):
    """Make a PDF whose metadata hold a text, or which has a link to one."""

    def holding(text, *, link=False):
        writer, file = PdfWriter(clone_from=io.BytesIO(clean)), io.BytesIO()
        if link:
            target = DictionaryObject(
                {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(text)}
            )
            link = DictionaryObject(
                {NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): target}
            )
            writer.pages[0][NameObject("/Annots")] = ArrayObject([link])
        else:
            writer.add_metadata({"/Subject": text})
        writer.write(file)
        return file.getvalue()

    return holding


def whats(findings, code="X101"):
    return {found.message.split(" '")[0] for found in findings if found.code == code}


# --- how a secret is spelled ------------------------------------------------------------------------------------

SPELLED = {
    "the name": [
        *(
            "Quentin-Marie Zyzzová",
            "QUENTIN MARIE ZYZZOVA",
            "Zyzzová, Quentin-Marie",
            "Zyzzová Quentin‑Marie",
            "QuentinMarieZyzzova",
        ),
        *(
            "Quentin-\nMarie Zyz-\nzová",
            "Quentin\N{SOFT HYPHEN}Marie  Zyzzova\u0301",
            "Ｑｕｅｎｔｉｎ　Ｍａｒｉｅ　Ｚｙｚｚｏｖａ",
        ),
        *(
            "Q.-M. Zyzzová",
            "Q. M. Zyzzova",
            "Zyzzová QM",
            "zyzzova_quentin_marie.pdf",
            "by Zyzzová, Q.-M., and others",
        ),
        *(
            "齐宽亭",
            "作者：齐宽亭等",
            "齐 宽\n亭",
            "Quentin Zyzzy",
            "\\u9f50\\u5bbd\\u4ead",
            "Quentin&nbsp;Zyzzy",
            "Quentin%20Zyzzy",
        ),
    ],
    "the e-mail address": [
        "qmz@zyzz-lab.example",
        "QMZ@ZYZZ-LAB.EXAMPLE",
        "qmz@zyzz-\nlab.example",
        "qmz at zyzz-lab dot example",
    ],
    "the phone number": [
        "+49 (0)89 1234 5670",
        "+49-89-12345670",
        "00498912345670",
        "089 / 1234 5670",
        "089.12.34.56.70",
        "+49 89 1234\n5670",
    ],
    "the web address": [
        "https://www.zyzz-lab.example/~quentin",
        "zyzz-lab.example/%7Equentin",
        "see zyzz-lab.example/\n~quentin/papers",
    ],
    "the street address": ["17 Invented Lane", "17, invented lane, 80331 Munich"],
    "the account at GitHub": [
        "github.com/qzyzz-42",
        "https://github.com/QZyzz-42/tool",
        "qzyzz-42",
    ],
    "the account at Mastodon": ["https://social.example/@zyzzling"],
    "the ORCID": ["0000-0002-1694-233X", "https://orcid.org/000000021694233x"],
}


@pytest.mark.parametrize(
    ("what", "text"), [(what, text) for what, texts in SPELLED.items() for text in texts]
)
def test_a_secret_is_found_however_it_is_written(holding, quentin, what, text):
    assert what in whats(find_leaks(holding(text), quentin))


LINKS = {
    "mailto:qmz@zyzz-lab.example?subject=Hello": "the e-mail address",
    "mailto:qmz%40zyzz-lab.example": "the e-mail address",
    "tel:+49-89-12345670": "the phone number",
    "https://github.com/qzyzz-42/code#readme": "the account at GitHub",
    "https://example.org/?author=Quentin%2DMarie+Zyzzov%C3%A1": "the name",
    "https://example.org/%E9%BD%90%E5%AE%BD%E4%BA%AD": "the name",
    "https://example.org/a&amp;b/quentin&#45;marie-zyzzova": "the name",
    "https://zyzz-lab.example/~quentin": "the web address",
}


@pytest.mark.parametrize("target", LINKS)
def test_a_secret_is_found_in_the_target_of_a_link(holding, quentin, target):
    found = find_leaks(holding(target, link=True), quentin)
    assert LINKS[target] in whats(found)
    assert all("is in the link on page 1: " in one.message for one in found if one.code == "X101")


OTHERS = [
    *(
        "Quentin Tarantula",
        "Marie Zyx",
        "Zyzzovalis",
        "A quantum of zyzz",
        "github.com/qzyzz-421",
        "xqmz@zyzz-lab.example.net",
    ),
    *(
        "https://www.zyzz-lab.example",
        "zyzz-lab.example quentin",
        "+49 89 1234 5678",
        "0000-0002-1694-2330",
        "大齐宽广",
        "Munich",
        "https://github.com",
    ),
]


@pytest.mark.parametrize("text", OTHERS)
def test_what_only_looks_like_it_is_let_be(holding, quentin, text):
    assert whats(find_leaks(holding(text), quentin)) == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("An Ding", "an understanding of finding and ending"),
        ("Ada Example", "Canada example"),
        ("Ada Young", "as a young woman, when young. A second"),
        ("Li Na", "Carolina, linalool, in a line a mile long"),
        ("Anna Li", "Ali and Alice listed a list: li"),
    ],
)
def test_a_name_is_not_put_together_from_other_words(holding, load_text, name, text):
    assert (
        find_leaks(holding(text), list_identifying_secrets(load_text(f"basics: {{name: {name}}}")))
        == ()
    )


def test_a_name_that_is_broken_over_two_lines_of_a_page_is_found(print_text, quentin):
    words = " ".join(["many words before it"] * 40)
    summaries = [f"{words[: 20 + shift]} Quentin-Marie Zyzzová and after" for shift in range(120)]
    profile = "basics: {name: Bo}\nreferences:\n" + "".join(
        f"  - {{name: Cy, reference: '{text}'}}\n" for text in summaries
    )
    (found, *_) = find_leaks(print_text(profile).pdf.data, quentin)
    assert "is in the text of page 1" in found.message


def test_an_author_list_gives_a_name_away(print_text, load_text):
    profile = "basics: {name: Ze-Feng Gao}\npublications: [{name: A title, authors: [Bo Sample, Z.-F. Gao*], releaseDate: 2024}]"
    found = find_leaks(
        print_text(profile.replace("Ze-Feng Gao", "Nobody")).pdf.data,
        list_identifying_secrets(load_text(profile)),
    )
    assert {one.message.partition(":")[0] for one in found} == {
        "the name 'Ze-Feng Gao' is in the text of page 1"
    }
    assert "Z.-F. Gao" in found[0].message


# --- what may be somebody else ----------------------------------------------------------------------------------


def test_a_surname_alone_is_a_warning(holding, quentin):
    (found,) = find_leaks(holding("with Eva Zyzzová"), quentin)
    assert (found.code, found.severity) == ("X102", "warning")
    assert found.message == "the surname 'Zyzzová' is in the metadata's subject: with Eva Zyzzová"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("with Li", ["X102"]),
        ("LI, B.", ["X102"]),
        ("Link, li, alibi", []),
        ("A. Li", ["X102", "X102"]),
    ],
)
def test_a_short_name_is_found_as_a_word_and_never_certain(holding, load_text, text, codes):
    assert [
        found.code
        for found in find_leaks(
            holding(text), list_identifying_secrets(load_text("basics: {name: An Li}"))
        )
    ] == codes


def test_a_surname_is_not_told_beside_the_name_it_is_in(holding, quentin):
    assert [found.code for found in find_leaks(holding("Quentin-Marie Zyzzová"), quentin)] == [
        "X101"
    ]


# --- what is told -----------------------------------------------------------------------------------------------


def test_a_finding_says_what_where_and_what_to_do(holding):
    (found,) = find_leaks(
        holding("https://ada-example.org", link=True), [Secret("Ada Example", "the name")]
    )
    assert (
        found.message == "the name 'Ada Example' is in the link on page 1: https://ada-example.org"
    )
    assert (found.code, found.severity, found.hint) == ("X101", "error", "leave this link out")


def test_each_place_is_told_once_and_many_are_counted(print_text):
    interests = "".join(
        f"  - {{name: Quentin Zyzz, summary: page {page}}}\n" for page in range(400)
    )
    found = find_leaks(
        print_text("basics: {name: Bo}\nawards:\n" + interests.replace("name", "title")).pdf.data,
        [Secret("Quentin Zyzz", "the name")],
    )
    assert len(found) == len({one.message for one in found}) == 7
    assert found[-1].message.endswith(" more places")


def test_findings_stand_in_the_order_of_the_secrets(holding, quentin):
    pdf = holding("+49 89 12345670, qmz@zyzz-lab.example, Quentin-Marie Zyzzová")
    told = [found.message.split(" '")[0] for found in find_leaks(pdf, quentin)]
    assert told == ["the name", "the e-mail address", "the phone number"]
    assert find_leaks(pdf, quentin) == find_leaks(pdf, quentin)


def test_what_tells_who_a_person_is(quentin):
    more = {"the surname", "the given name", "the name in the e-mail address"}
    assert {secret.what for secret in quentin} == {*SPELLED, *more}
    assert {secret.text for secret in quentin if secret.loose} == {"Zyzzová", "Zyzzy", "宽亭"}


def test_the_host_of_many_is_no_secret(load_text):
    profile = load_text(
        "basics: {name: Bo Sample, url: 'https://github.com', profiles: [{network: x, url: 'https://www.linkedin.com/'}]}"
    )
    assert {secret.what for secret in list_identifying_secrets(profile)} == {
        "the name",
        "the surname",
    }


# --- no false alarm, no silence ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_stranger_is_in_no_example(name, build_example, load_text):
    pdf = build_example(name, "classic").pdf.data
    found = find_leaks(pdf, list_identifying_secrets(load_text(STRANGER)))
    # The Chinese given name of all invented people is the word for "example".
    assert whats(found) <= {"the given name"}
    assert {one.severity for one in found} <= {"warning"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_person_is_in_each_example(name, build_example):
    secrets = list_identifying_secrets(load_profile(example(name)))
    assert "the name" in whats(find_leaks(build_example(name, "classic").pdf.data, secrets))


@pytest.mark.parametrize(
    ("cut", "why"),
    [
        (lambda _: b"", "it is empty"),
        (lambda _: b"hello", "it is no PDF"),
        (lambda pdf: pdf[:3000], "it is broken"),
        ("locked", "it is locked by a password"),
    ],
)
def test_a_file_that_cannot_be_searched_is_an_error(clean, quentin, cut, why):
    (found,) = find_leaks(locked(clean) if cut == "locked" else cut(clean), quentin)
    assert (found.code, found.severity) == ("X103", "error")
    assert found.message == f"the file cannot be searched for what must not be in it: {why}"


def locked(pdf):
    writer, file = PdfWriter(clone_from=io.BytesIO(pdf)), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def test_a_part_that_cannot_be_searched_is_a_warning(clean, quentin):
    writer, file = PdfWriter(clone_from=io.BytesIO(clean)), io.BytesIO()
    writer.add_attachment("cv.pdf", locked(clean))
    writer.write(file)
    (found,) = find_leaks(file.getvalue(), quentin)
    assert (found.code, found.severity) == ("X103", "warning")
    assert "the attachment 'cv.pdf' cannot be searched" in found.message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Steven Hall", "as shall be shown"),
        ("Peter Lane", "by plane"),
        ("Steven Park", "with Spark"),
        ("Peter Rice", "the Price of rice"),
        ("Art Direct", "art direction and art direct"),
        ("Mark Price", "we mark price changes"),
        ("Tran Sport", "public transport"),
        ("Li Wei", "with Liwei Chen"),
    ],
)
def test_words_that_happen_to_be_a_name_stop_no_build(holding, load_text, name, text):
    found = find_leaks(
        holding(text), list_identifying_secrets(load_text(f"basics: {{name: {name}}}"))
    )
    assert {one.severity for one in found} <= {"warning"}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("Siobhán O'Neil", "the O’Neil method", "X102"),
        ("Karin Müller-Lüdenscheidt", "the Müller-Lüdenscheidt prize", "X102"),
        ("Karin Müller", "by Karin Mueller", "X101"),
        ("Łukasz Wójcik", "by Lukasz Wojcik", "X101"),
        ("José García López", "by José García", "X102"),
        ("Mark Price", "by Mark Price", "X101"),
        ("Steven Hall", "by S. Hall", "X101"),
    ],
)
def test_names_are_found_as_they_are_written_elsewhere(holding, load_text, name, text, code):
    found = find_leaks(
        holding(text), list_identifying_secrets(load_text(f'basics: {{name: "{name}"}}'))
    )
    assert code in {one.code for one in found}
