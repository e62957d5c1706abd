"""A draft reads back as what was asked for, whatever stands in names, fields and file names."""

from datetime import date
from email import message_from_bytes, policy

import pytest

from cvgen.application.mail import MailAttachment, MailMessage, format_mail
from cvgen.compose import locale
from cvgen.errors import PacketError

DAY = date(2026, 11, 21)
ENGLISH = locale.find_locale("en")


def make_message(**changed):
    said = {
        "sender": "Ada Example <ada@example.org>",
        "to": ("Fay Fictitious <fay@example.org>",),
        "subject": "Application QM-2027-03",
        "body": "Dear Prof. Fictitious,\n\nplease find *attached* what you asked for.\n",
        "day": DAY,
    }
    return MailMessage(**{**said, **changed})


def make_mail(files=(), words=ENGLISH, **changed):
    return format_mail(make_message(**changed), words, files)


def parse_mail(mail):
    parsed = message_from_bytes(mail.data, policy=policy.default)
    assert [part.defects for part in parsed.walk() if part.defects] == []
    return parsed


def get_text(mail):
    return parse_mail(mail).get_body(("plain",)).get_content().replace("\r\n", "\n")


def get_html(mail):
    return parse_mail(mail).get_body(("html",)).get_content().replace("\r\n", "\n")


def test_a_draft_says_who_writes_to_whom_about_what_and_when():
    mail = parse_mail(make_mail(cc=("office@example.org",)))
    assert (mail["From"], mail["To"], mail["Cc"]) == (
        "Ada Example <ada@example.org>",
        "Fay Fictitious <fay@example.org>",
        "office@example.org",
    )
    assert mail["Subject"] == "Application QM-2027-03"
    assert mail["Date"].datetime.date() == DAY


def test_outlook_opens_it_as_a_draft_and_nothing_names_it_as_sent():
    mail = parse_mail(make_mail())
    assert mail["X-Unsent"] == "1"
    assert mail["Message-ID"] is None


@pytest.mark.parametrize(
    "name", ["Łukasz Müller", "张三", "علي", "Ada, PhD", "张三, 博士", 'O\'Brien "Bo" Sample']
)
def test_names_in_any_letters_arrive(name):
    mail = parse_mail(
        make_mail(sender=f"{name} <ada@example.org>", to=(f"{name} <fay@example.org>",))
    )
    for head in ("From", "To"):
        assert [address.display_name for address in mail[head].addresses] == [name]


def test_heads_travel_in_ascii():
    data = make_mail(
        sender="张三 <ada@example.org>", subject="Bewerbung für 量子", to=("fay@bücher.example",)
    ).data
    assert data.partition(b"\r\n\r\n")[0].isascii()
    assert (
        parse_mail(make_mail(subject="Bewerbung für 量子" * 9))["Subject"]
        == "Bewerbung für 量子" * 9
    )
    assert (
        parse_mail(make_mail(to=("fay@bücher.example",)))["To"].addresses[0].domain
        == "xn--bcher-kva.example"
    )


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b", "\n\n", "\x00\n "])
def test_a_new_line_in_a_field_starts_no_other_head(mark):
    evil = f"{mark}Bcc: spy@example.com{mark}{mark}<script>"
    mail = parse_mail(
        make_mail(
            subject="Hello" + evil, sender=f"Ada{evil.replace('<script>', '')} <ada@example.org>"
        )
    )
    assert mail["Bcc"] is None
    assert {*mail.keys()} == {
        "From",
        "To",
        "Subject",
        "Date",
        "X-Unsent",
        "MIME-Version",
        "Content-Type",
    }
    assert mail["Subject"].startswith("Hello Bcc: spy@example.com")
    assert get_text(make_mail(subject="Hello" + evil)).startswith("Dear Prof. Fictitious,")


def test_a_new_line_in_a_file_name_starts_no_other_head():
    mail = parse_mail(make_mail([MailAttachment("a\r\nX-Evil: 1\r\n\r\nb.pdf", b"%PDF")]))
    (file,) = mail.iter_attachments()
    assert file["X-Evil"] is None
    assert file.get_filename() == "a X-Evil: 1 b.pdf"


@pytest.mark.parametrize(
    "address",
    ["fay", "fay@", "@example.org", "fay@example", "fay@@example.org", "a b@example.org", "fay@example.org, spy@example.com",
     "Fay <fay@example.org> <spy@example.com>", "fay@example.org\nBcc: spy@example.com", "", "fäy@example.org", "<fay@example.org", "a" * 250 + "@example.org", "fay@" + "a" * 70 + ".org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(address):
    with pytest.raises(PacketError) as caught:
        make_mail(to=("bo@example.org", address))
    assert [mail.code for mail in caught.value.diagnostics] == ["A400"]


def test_all_wrong_addresses_are_told_at_once():
    with pytest.raises(PacketError) as caught:
        make_mail(to=("fay",), cc=("bo", "ada@example.org"))
    assert len(caught.value.diagnostics) == 2


@pytest.mark.parametrize(
    "name",
    ["Example_CV.pdf", "Müller Lebenslauf.pdf", "张三_简历.pdf", "a very long name " * 6 + "ü.pdf"],
)
def test_files_arrive_whole_under_their_names(name):
    data = bytes(range(256)) * 300
    (file,) = parse_mail(make_mail([MailAttachment(name, data)])).iter_attachments()
    assert (file.get_filename(), file.get_content(), file.get_content_type()) == (
        name,
        data,
        "application/pdf",
    )
    assert file.get_param("name").isascii()


def test_the_text_comes_as_plain_text_and_as_html():
    mail = make_mail(
        body="Dear **Fay**,\n\nsee [my page](https://example.org/ada) and H~2~O & <b>.\n\n- one\n- two\n"
    )
    assert (
        get_text(mail)
        == "Dear Fay,\n\nsee my page <https://example.org/ada> and H₂O & <b>.\n\n- one\n- two\n"
    )
    assert '<a href="https://example.org/ada">my page</a>' in get_html(mail)
    assert "H<sub>2</sub>O &amp; &lt;b&gt;" in get_html(mail)
    assert "<ul><li>one</li><li>two</li></ul>" in get_html(mail)


def test_long_lines_are_soft_so_that_programs_join_them_again():
    words = "word " * 60
    mail = make_mail(body=f"{words}\n\n> said\n\nFrom here\n")
    assert parse_mail(mail).get_body(("plain",)).get_param("format") == "flowed"
    lines = get_text(mail).split("\n")
    assert max(map(len, lines)) <= 76
    first = lines[: lines.index("")]
    assert all(line.endswith(" ") for line in first[:-1])
    assert "".join(first).split() == words.split()
    assert " From here" in lines  # stuffed, as RFC 3676 has it


def test_lines_of_a_signature_stay_apart_and_those_of_a_paragraph_are_joined():
    mail = make_mail(
        body="This paragraph was broken by an editor at the usual width, and\ngoes on here.\n\nKind regards,\nAda Example\nLondon\n"
    )
    assert get_text(mail).split("\n\n") == [
        "This paragraph was broken by an editor at the usual width, and goes on \nhere.",
        "Kind regards,\nAda Example\nLondon\n",
    ]
    assert "Kind regards,<br>\nAda Example<br>\nLondon" in get_html(mail)


def test_html_says_its_language_and_direction():
    assert '<html lang="ar" dir="rtl">' in get_html(
        make_mail(words=locale.find_locale("ar"), body="السلام عليكم")
    )


def test_the_same_message_gives_the_same_bytes():
    files = [MailAttachment("a.pdf", b"%PDF"), MailAttachment("ü.pdf", b"%PDF-2")]
    assert make_mail(files).data == make_mail(files).data


@pytest.mark.parametrize(
    ("size", "limit"),
    [(7_200_000, None), (7_500_000, "10 MB"), (15_000_000, "20 MB"), (19_000_000, "25 MB")],
)
def test_a_large_mail_is_told_by_its_size_on_the_way(size, limit):
    """Base64 with its line ends makes 78 bytes of 57."""
    messages = [
        warning.message for warning in make_mail([MailAttachment("a.pdf", b"x" * size)]).warnings
    ]
    assert messages == [] if limit is None else limit in messages[0]
    if limit:
        assert f"{size * 78 / 57 / 1e6:.1f} MB" in messages[0]


def test_what_is_missing_is_told_and_a_draft_is_made_all_the_same():
    mail = make_mail(to=(), subject=" ", body="")
    assert [warning.code for warning in mail.warnings] == ["A401"] * 3
    assert parse_mail(mail)["To"] is None
