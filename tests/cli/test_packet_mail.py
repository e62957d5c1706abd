"""`cvgen packet mail` as a user runs it."""

from email import message_from_bytes, policy

from desks import Desk

PROFILE = "basics: {name: Ada Example, email: ada@example.org}\n"
APPLICATION = """\
programme: PhD in Quantum Materials
reference: QM-1
documents: [cv]
mail: {to: Fay Fictitious <fay@example.org>, subject: 'Application {{ reference }}', body: mail.md}
"""
BODY = "Dear Fay,\n\nhere is my application for the {{ programme }}.\n\nBest,\n{{ name }}\n"
CV = b"%PDF-1.7\n%%EOF\n"


def write_application(
    desk: Desk, application: str = APPLICATION, profile: str = PROFILE, body: str = BODY
) -> None:
    desk.write("profile.yaml", profile)
    desk.write("applications/kyoto/application.yaml", application)
    desk.write("applications/kyoto/mail.md", body)
    desk.write("output/kyoto/Example_CV.pdf", CV)


MAIL = ("packet", "mail", "applications/kyoto", "--date", "2026-11-21")


def mail(desk: Desk, *arguments: str):
    return desk.run_within(*MAIL, *arguments)


def test_a_draft_lies_beside_the_finished_files_with_all_of_them(desk: Desk) -> None:
    write_application(desk)
    run = desk.run(*MAIL)
    assert (run.code, run.out) == (0, "output/kyoto/mail.eml\n")
    draft = message_from_bytes(
        (desk.folder / "output/kyoto/mail.eml").read_bytes(), policy=policy.default
    )
    assert (draft["From"], draft["Subject"]) == (
        "Ada Example <ada@example.org>",
        "Application QM-1",
    )
    assert "PhD in Quantum Materials" in draft.get_body(("plain",)).get_content()
    assert [(file.get_filename(), file.get_content()) for file in draft.iter_attachments()] == [
        ("Example_CV.pdf", CV)
    ]
    assert desk.stayed_at_home(run)


def test_the_size_is_told_and_that_nothing_is_sent(desk: Desk) -> None:
    write_application(desk)
    assert (
        "0.0 MB on the way, with Example_CV.pdf; open it in a mail program to send it"
        in mail(desk).err
    )


def test_the_same_day_gives_the_same_bytes(desk: Desk) -> None:
    write_application(desk)
    mail(desk)
    first = desk.files()
    mail(desk)
    assert desk.files() == first


def test_what_lies_there_from_other_builds_is_not_sent(desk: Desk) -> None:
    write_application(desk)
    desk.write("output/kyoto/Old_CV.pdf", CV)
    mail(desk)
    assert b"Old_CV" not in (desk.folder / "output/kyoto/mail.eml").read_bytes()


def test_before_anything_is_built_nothing_is_drafted(desk: Desk) -> None:
    write_application(desk)
    (desk.folder / "output/kyoto/Example_CV.pdf").unlink()
    run = mail(desk)
    assert (run.code, run.out) == (1, "")
    assert "A404" in run.err
    assert "packet build" in run.err


def test_a_wrong_address_is_told_at_its_place_and_an_earlier_draft_stays(desk: Desk) -> None:
    write_application(desk)
    mail(desk)
    before = desk.files()["output/kyoto/mail.eml"]
    desk.write(
        "applications/kyoto/application.yaml",
        APPLICATION.replace("fay@example.org", "fay at example.org"),
    )
    run = mail(desk)
    assert run.code == 1
    assert "applications/kyoto/application.yaml:4:" in run.err
    assert desk.files()["output/kyoto/mail.eml"] == before


def test_an_unknown_field_is_told_at_its_line(desk: Desk) -> None:
    write_application(desk, body="Dear Fay,\n\nthe {{ programm }}\n")
    run = mail(desk)
    assert run.code == 1
    assert "applications/kyoto/mail.md:3:" in run.err
    assert "programme" in run.err


def test_without_a_mail_in_the_application_there_is_a_draft_to_fill_in(desk: Desk) -> None:
    write_application(
        desk, application="programme: PhD in Quantum Materials\nreference: QM-1\ndocuments: [cv]\n"
    )
    run = mail(desk)
    assert run.code == 0
    assert run.err.count("A401") == 2
    draft = message_from_bytes(
        (desk.folder / "output/kyoto/mail.eml").read_bytes(), policy=policy.default
    )
    assert draft["Subject"] == "PhD in Quantum Materials (QM-1): Ada Example"


def test_who_has_no_address_cannot_write(desk: Desk) -> None:
    write_application(desk, profile="basics: {name: Ada Example}\n")
    run = mail(desk)
    assert run.code == 1
    assert "profile.yaml:1:1: error A403" in run.err


def test_new_lines_in_fields_start_no_head(desk: Desk) -> None:
    evil = '"x\\nBcc: spy@example.com\\n\\nbody"'
    write_application(
        desk,
        APPLICATION.replace("{{ reference }}", "{{ evil }}") + f"fields: {{evil: {evil}}}\n",
        f"basics: {{name: {evil}, email: ada@example.org}}\n",
    )
    desk.write("output/kyoto/x_Bcc_spy_example_com_body_CV.pdf", CV)
    assert mail(desk).code == 0
    data = (desk.folder / "output/kyoto/mail.eml").read_bytes()
    draft = message_from_bytes(data, policy=policy.default)
    assert draft["Bcc"] is None
    assert draft["Subject"] == "Application x Bcc: spy@example.com body"
    assert draft["From"].addresses[0].display_name == "x Bcc: spy@example.com body"
    assert draft["From"].addresses[0].addr_spec == "ada@example.org"


def test_an_address_that_is_private_is_not_told_by_a_draft(desk: Desk) -> None:
    profile = "basics: {name: Ada Example, email: {value: ada@example.org, private: true}}\n"
    write_application(desk, profile=profile)
    run = mail(desk)
    assert run.code == 0
    assert "profile.yaml:1:" in run.err
    assert "warning A406" in run.err
    draft = (desk.folder / "output/kyoto/mail.eml").read_bytes()
    assert b"ada@example.org" not in draft
    assert message_from_bytes(draft, policy=policy.default)["From"] is None
