"""Every document of an application is made: what is printed, for whom, on how many pages, and what cannot be."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from cvgen.application.build import build_documents
from cvgen.application.context import load_context
from cvgen.application.delivery import check_bytes_in_all, make_files, plan_files
from cvgen.application.load import load_application
from cvgen.errors import CvgenError, PacketError
from cvgen.plan.request import Environment

PROFILE = """
basics: {name: {en: Ada Example, de: Ada Beispiel}, email: ada@example.org, url: "https://example.org/ada", summary: I fold networks.}
education: [{institution: Invented University, area: Physics, startDate: 2021, endDate: 2025}]
publications: [{name: Area laws, authors: [Ada Example, Bo Sample], releaseDate: 2026}]
references:
  - {id: wen, name: Prof. Wen, email: wen@example.org, consent: agreed}
  - {name: Prof. Fay Fictitious, consent: agreed}
  - {id: gus, name: Prof. Gus Gone, email: gus@example.org, consent: declined}
options: {density: normal}
variants:
  short: {sections: [education], tags: [], withoutSections: [publications], options: {accent: '#123456'}}
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def make_context(tmp_path, cache):
    """Lay out an application from its text, with files beside it by name."""

    def make_context(text, **files):
        (tmp_path / "profile.yaml").write_text(PROFILE, "utf-8")
        (tmp_path / "application.yaml").write_text(text, "utf-8")
        for name, content in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_context(load_application(tmp_path), Environment(date(2026, 11, 20), (), cache))

    return make_context


@pytest.fixture
def build_parts(make_context):
    """Make the documents of an application."""
    return lambda text, **files: build_documents(make_context(text, **files))


def catch_findings(call):
    with pytest.raises(CvgenError) as error:
        call()
    return error.value.diagnostics


def extract_words(part_or_data):
    data = part_or_data if isinstance(part_or_data, bytes) else part_or_data.data
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split()
    )


def make_blank_pdf(pages):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595.28, 841.89)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_documents_come_in_the_order_of_the_file_each_as_it_is_asked_for(build_parts):
    made = build_parts(
        "documents: [cv, {letter: letter.md}, {transcript: grades.pdf}]\n",
        letter_md="I apply.\n",
        grades_pdf=make_blank_pdf(2),
    )
    assert [(part.kind, part.page_count) for part in made] == [
        ("cv", 1),
        ("letter", 1),
        ("transcript", 2),
    ]
    assert "Invented University" in extract_words(made[0])
    assert "I apply." in extract_words(made[1])


def test_a_letter_is_filled_in_from_application_profile_and_own_fields(build_parts):
    (letter,) = build_parts(
        "programme: PhD in Matter\ninstitution: Invented Institute\nreference: QM-7\ndeadline: 2026-12-01 UTC\n"
        "recipient: [Prof. Fay Fictitious, Kyoto]\nfields: {group: Imaginary Matter}\ndocuments: [{letter: letter.md}]\n",
        letter_md="---\nopening: 'Dear {{ recipient }},'\n---\nI, {{ name }}, apply to {{ group }} at {{ institution }} by {{ deadline }}.\n",
    )
    text = extract_words(letter)
    assert "Dear Prof. Fay Fictitious, Kyoto," in text
    assert (
        "I, Ada Example, apply to Imaginary Matter at Invented Institute by 1 December 2026."
        in text
    )
    assert "QM-7" in text
    assert "Application: PhD in Matter" in text
    assert "20 November 2026" in text


def test_the_front_matter_wins_over_the_application(build_parts):
    text = "programme: PhD\nreference: QM-7\nrecipient: [Kyoto]\ndocuments: [{letter: letter.md}]\n"
    (letter,) = build_parts(
        text, letter_md="---\nsubject: Mine\nreference: Other 8\nrecipient: Oslo\n---\nHello.\n"
    )
    assert all(word in extract_words(letter) for word in ("Mine", "Other 8", "Oslo"))
    assert not any(word in extract_words(letter) for word in ("PhD", "QM-7", "Kyoto"))


def test_what_depends_on_a_field_is_left_out_where_it_is_empty(build_parts):
    letter = "Hello\n{% if group %}\nand {{ group }}\n{% endif %}\nthere.\n"
    (without,) = build_parts(
        "fields: {group: ''}\ndocuments: [{letter: letter.md}]\n", letter_md=letter
    )
    (there,) = build_parts(
        "fields: {group: friends}\ndocuments: [{letter: letter.md}]\n", letter_md=letter
    )
    assert "Hello there." in extract_words(without)
    assert "Hello and friends there." in extract_words(there)


def test_fields_that_cannot_be_filled_in_are_told_all_at_once_with_their_places(make_context):
    letter = "---\nsubject: 'For {{ programm }}'\n---\n\nOne {{ institution }}\ntwo {{ grup }}.\n"
    context = make_context("programme: PhD\ndocuments: [{letter: letter.md}]\n", letter_md=letter)
    findings = catch_findings(lambda: build_documents(context))
    assert [(finding.place.line, finding.place.column, finding.code) for finding in findings] == [
        (2, 10, "A160"),
        (5, 8, "A162"),
        (6, 8, "A160"),
    ]
    assert "'programme'" in findings[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "{{ name.__class__ }}",
        "{% for x in name %}x{% endfor %}",
        "{{ name * 9 }}",
        "{{ name|upper }}",
        "{% set a = 1 %}",
        "{{ (((",
        "{% include 'x' %}",
    ],
)
def test_fields_reach_nothing_but_their_values(make_context, text):
    context = make_context("documents: [{letter: letter.md}]\n", letter_md=f"Hello {text}\n")
    assert [
        (finding.code, finding.place.line)
        for finding in catch_findings(lambda: build_documents(context))
    ] == [("A161", 1)]


def test_a_statement_has_a_title_and_no_signature(build_parts):
    (statement,) = build_parts(
        "documents: [{statement: {file: plan.md, title: My plan}}]\n", plan_md="I plan.\n"
    )
    assert statement.title == "My plan"
    assert "My plan I plan." in extract_words(statement)
    assert "Yours" not in extract_words(statement)


def test_only_the_letter_and_the_cv_have_a_letterhead(build_parts):
    letter, cv, *others = build_parts(
        "documents: [{letter: a.md}, cv, publications, {statement: a.md}, {referees: {audience: print}}, enclosures]\n",
        a_md="Hello.\n",
    )
    for part in (letter, cv):
        assert extract_words(part).startswith("Ada Example Ada Beispiel ada@example.org")
    titles = ["Publications", "Statement", "References", "Enclosures"]
    for part, title in zip(others, titles, strict=True):
        assert extract_words(part).startswith(f"Ada Example Ada Beispiel {title} ")
        assert extract_words(part).count(title) == 1
        assert "ada@example.org" not in extract_words(part)


def test_publications_are_the_list_alone(build_parts):
    (part,) = build_parts("variant: short\ndocuments: [publications]\n")
    assert part.title == "Publications"
    assert "Area laws" in extract_words(part)
    assert not any(
        word in extract_words(part) for word in ("Invented University", "I fold networks")
    )


@pytest.mark.parametrize(
    ("named", "there", "gone"),
    [("[wen]", "Prof. Wen", "Fictitious"), ("[Prof. Fay Fictitious]", "Fictitious", "Prof. Wen")],
)
def test_referees_are_those_that_were_asked(build_parts, named, there, gone):
    (block,) = build_parts(f"referees: {named}\ndocuments: [referees]\n")
    assert there in extract_words(block)
    assert gone not in extract_words(block)


@pytest.mark.parametrize("named", ["", "referees: [wen, gus]\n"])
def test_a_referee_who_declined_is_in_no_document(build_parts, named):
    listed, cv = build_parts(named + "documents: [referees, cv]\n")
    for part in (listed, cv):
        assert "Prof. Wen" in extract_words(part)
        assert "Gone" not in extract_words(part)
        assert b"gus@example.org" not in part.data


def test_where_all_who_are_named_declined_there_is_nothing_to_print(make_context):
    context = make_context("referees: [gus]\ndocuments: [referees]\n")
    findings = catch_findings(lambda: build_documents(context))
    assert [finding.code for finding in findings] == ["A124"]
    assert "declined" in findings[0].hint


def test_an_unknown_referee_is_told_with_who_was_meant(make_context):
    context = make_context("referees: [wem]\ndocuments: [cv]\n")
    (finding,) = catch_findings(lambda: build_documents(context))
    assert (finding.place.line, finding.place.column) == (1, 12)
    assert "'wen'" in finding.hint


def test_what_an_audience_does_not_see_cannot_be_a_document(make_context):
    context = make_context("documents:\n  - referees: {audience: public}\n")
    (finding,) = catch_findings(lambda: build_documents(context))
    assert (finding.code, finding.place.line) == ("A124", 2)


def test_a_title_page_says_what_it_is_for(build_parts):
    (page,) = build_parts(
        "programme: '# PhD'\ninstitution: 1. Institute\nreference: QM-7\nlanguage: de\ndocuments: [title-page]\n"
    )
    assert page.title == "Bewerbung"
    assert extract_words(page) == (
        "Ada Beispiel Ada Example Bewerbung # PhD 1. Institute QM-7 20. November 2026 "
        "ada@example.org example.org/ada"
    )


def test_the_list_of_what_is_enclosed_counts_the_pages_of_the_one_file(build_parts):
    text = "delivery: one\ndocuments: [{letter: a.md}, enclosures, cv, {transcript: grades.pdf}, {statement: {file: a.md, title: Plan}}]\n"
    made = build_parts(text, a_md="Hello.\n", grades_pdf=make_blank_pdf(3))
    assert "1. Curriculum vitae p. 3 2. Transcript of records p. 4–6 3. Plan p. 7" in extract_words(
        made[1]
    )
    assert "Letter" not in extract_words(made[1])


def test_a_list_of_two_pages_counts_itself(build_parts):
    title = (
        "What is to be found out first, what then, and how long each of these will take us: " * 16
    )
    many = "".join(
        f"  - statement: {{file: a.md, title: '{title}Plan {number}'}}\n" for number in range(4)
    )
    made = build_parts(
        f"delivery: one\noptions: {{font-size: 12pt}}\ndocuments:\n  - enclosures\n{many}",
        a_md="Hello.\n",
    )
    assert made[0].page_count > 1
    assert f"Plan 0 p. {made[0].page_count + 1} " in extract_words(made[0])
    assert f"Plan 3 p. {made[0].page_count + 4}" in extract_words(made[0])


def test_separate_files_have_no_common_page_numbers(build_parts):
    (_, part) = build_parts("delivery: separate\ndocuments: [cv, enclosures]\n")
    assert "1. Curriculum vitae" in extract_words(part)
    assert "p. 1" not in extract_words(part)


def test_documents_over_their_pages_are_told_all_at_once(make_context):
    text = "target: tight\ndocuments:\n  - transcript: {file: grades.pdf, pages: 1}\n  - certificate: grades.pdf\n  - letter: letter.md\n"
    context = make_context_for_target(
        make_context,
        "documents: {certificate: {pages: 2}, letter: {pages: 1}}\n",
        text,
        letter_md="Long.\n\n" * 200,
        grades_pdf=make_blank_pdf(3),
    )
    findings = catch_findings(lambda: build_documents(context))
    assert [(finding.code, finding.place.line) for finding in findings] == [
        ("A140", 3),
        ("A140", 4),
        ("A140", 5),
    ]
    assert "has 3 pages, and this asks for at most 1" in findings[0].message
    assert "the target 'tight' asks for at most 2" in findings[1].message


def make_context_for_target(make_context, rules, text, **files):
    head = "title: Tight\nsource: nowhere\nchecked_on: unknown\n"
    context = make_context("documents: [cv]\n", **files)
    folder = context.application.path.parent
    (folder / "targets").mkdir()
    (folder / "targets" / "tight.yaml").write_text(head + rules, "utf-8")
    return make_context(text, **files)


def test_a_list_of_publications_may_be_longer_than_the_cv(make_context):
    context = make_context_for_target(
        make_context, "documents: {cv: {pages: 1}}\n", "target: tight\ndocuments: [publications]\n"
    )
    many = "".join(
        f"  - {{name: Area law {number}, authors: [Ada Example], releaseDate: 2026}}\n"
        for number in range(60)
    )
    (context.profile.folder / "profile.yaml").write_text(
        f"basics: {{name: Ada Example}}\npublications:\n{many}", "utf-8"
    )
    (part,) = build_documents(load_context(context.application, context.environment))
    assert part.page_count > 1
    assert not [finding for finding in (*part.warnings, *part.notes) if "page" in finding.message]


def test_the_order_that_a_target_demands_of_one_file_is_held(make_context):
    rules, text = (
        "order: [letter, cv, transcript]\n",
        "target: tight\ndocuments: [title-page, cv, {letter: letter.md}]\n",
    )
    context = make_context_for_target(
        make_context, rules, "delivery: one\n" + text, letter_md="Hello.\n"
    )
    (finding,) = catch_findings(lambda: build_documents(context))
    assert (finding.code, finding.place.line, finding.place.column) == ("A141", 3, 38)
    assert "move it before 'cv'" in finding.hint
    assert [
        part.kind
        for part in build_documents(
            make_context("delivery: separate\n" + text, letter_md="Hello.\n")
        )
    ] == ["title-page", "cv", "letter"]


def test_an_unknown_variant_is_told_where_it_is_asked_for(make_context):
    (finding,) = catch_findings(lambda: make_context("documents:\n  - cv: {variant: shot}\n"))
    assert (finding.place.line, finding.code) == (2, "A114")
    assert "'short'" in finding.hint


def test_letters_look_as_the_variant_does(build_parts):
    (plain,) = build_parts("documents: [{statement: {file: a.md, title: Plan}}]\n", a_md="Hello.\n")
    (looking,) = build_parts(
        "variant: short\ndocuments: [{statement: {file: a.md, title: Plan}}]\n", a_md="Hello.\n"
    )
    assert looking.data != plain.data


def test_an_anonymous_application_says_nowhere_whose_it_is(make_context):
    text = "anonymous: true\ndelivery: both\nprogramme: PhD\ndocuments: [title-page, {letter: letter.md}, cv, publications, enclosures]\n"
    context = make_context(
        text, letter_md="I am {{ name }}; see [here](https://example.org/ada).\n"
    )
    files = make_files(context, build_documents(context))
    assert [file.name for file in files][:3] == [
        "Anonymous_Application.pdf",
        "Anonymous_Title_page.pdf",
        "Anonymous_Letter.pdf",
    ]
    for file in files:
        reader = PdfReader(io.BytesIO(file.data))
        content = " ".join(
            (
                extract_words(file.data),
                *map(str, (reader.metadata or {}).values()),
                *(
                    str(annotation)
                    for page in reader.pages
                    for annotation in page.get("/Annots", ())
                ),
            )
        )
        assert not any(
            secret in content for secret in ("Ada Example", "ada@example.org", "example.org/ada")
        )
    assert "I am Anonymous; see here." in extract_words(files[2].data)


def test_a_leak_in_an_anonymous_letter_is_an_error_with_its_place(make_context):
    context = make_context(
        "anonymous: true\ndocuments:\n  - cv\n  - letter: letter.md\n",
        letter_md="I am Ada Example.\n",
    )
    (finding,) = catch_findings(lambda: build_documents(context))
    assert (finding.code, Path(finding.place.file).name) == ("X101", "letter.md")


def test_a_document_of_others_that_says_whose_it_is_is_refused_where_nobody_is_named(
    make_context, build_parts
):
    (named,) = build_parts("documents: [cv]\n")
    context = make_context(
        "anonymous: true\ndocuments:\n  - transcript: grades.pdf\n", grades_pdf=named.data
    )
    findings = catch_findings(lambda: build_documents(context))
    assert {
        (finding.code, finding.place.line) for finding in findings if finding.severity == "error"
    } == {("X101", 3)}


def test_files_are_named_by_document_and_none_like_another(make_context):
    text = "documents: [cv, {certificate: a.pdf}, {certificate: a.pdf}, {transcript: {file: a.pdf, title: Noten & Zeugnis}}]\n"
    names = [file.name for file in plan_files(make_context(text, a_pdf=make_blank_pdf(1)))]
    assert names == [
        "Example_CV.pdf",
        "Example_Certificate.pdf",
        "Example_Certificate_2.pdf",
        "Example_Noten_Zeugnis.pdf",
    ]


def test_a_pattern_without_the_document_names_the_one_file(make_context):
    rules, text = "file-name: '{SURNAME}.pdf'\n", "target: tight\ndocuments: [{letter: a.md}, cv]\n"
    make_context_for_target(make_context, rules, text, a_md="Hello.\n")
    both = [
        file.name for file in plan_files(make_context("delivery: both\n" + text, a_md="Hello.\n"))
    ]
    assert both == ["EXAMPLE.pdf", "Ada_Example_Letter.pdf", "Ada_Example_CV.pdf"]
    separate = [
        file.name
        for file in plan_files(make_context("delivery: separate\n" + text, a_md="Hello.\n"))
    ]
    assert separate == ["Ada_Example_Letter.pdf", "EXAMPLE.pdf"]


def test_name_and_reference_stand_on_every_page_where_a_target_asks_for_it(make_context):
    context = make_context_for_target(
        make_context,
        "demands: {enclosure-mark: true}\n",
        "target: tight\nreference: QM-7\ndocuments: [cv, {transcript: a.pdf}]\n",
        a_pdf=make_blank_pdf(2),
    )
    for file in make_files(context, build_documents(context)):
        for page in PdfReader(io.BytesIO(file.data)).pages:
            assert "Ada Example" in page.extract_text()
            assert "QM-7" in page.extract_text()


@pytest.mark.parametrize(("rule", "foot"), [("", True), ("demands: {running-lines: false}", False)])
def test_no_page_has_a_foot_where_a_target_wants_none_also_in_the_one_file(
    make_context, rule, foot
):
    rules, text = f"delivery: both\n{rule}\n", "target: tight\ndocuments: [{letter: a.md}, cv]\n"
    context = make_context_for_target(make_context, rules, text, a_md="Hi.\n")
    whole = make_files(context, build_documents(context))[0]
    assert ("· 2 / 2" in extract_words(whole.data)) == foot


def test_names_of_files_are_as_short_as_the_target_takes_and_none_like_another(make_context):
    text = "target: nserc\ndocuments: [cv, {certificate: a.pdf}, {certificate: a.pdf}]\n"
    names = [file.name for file in plan_files(make_context(text, a_pdf=make_blank_pdf(1)))]
    assert len(set(names)) == 3
    assert max(map(len, names)) <= 15


def test_files_that_are_too_large_together_are_told(make_context):
    text = "target: tight\ndocuments: [cv, {certificate: a.pdf}]\n"
    context = make_context_for_target(
        make_context, "bytes-in-all: 2 MB\n", text, a_pdf=make_blank_pdf(1)
    )
    sizes = [("cv", 1_500_000), ("certificate", 600_000), ("application", 1_900_000)]
    (found,) = check_bytes_in_all(context, sizes, "warning")
    assert (found.code, found.place.line) == ("K135", 1)
    assert "2.1 MB in all" in found.message
    assert list(check_bytes_in_all(context, sizes[1:], "warning")) == []


def test_errors_of_several_documents_come_together(make_context):
    context = make_context(
        "documents:\n  - cv: {theme: nope}\n  - transcript: a.pdf\n", a_pdf=b"no pdf"
    )
    with pytest.raises(PacketError) as error:
        build_documents(context)
    assert len({finding.code for finding in error.value.diagnostics}) == 2
