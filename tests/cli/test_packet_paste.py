"""`cvgen packet paste` as a user runs it."""

from desks import Desk

PROFILE = "basics: {name: Ada Example, email: ada@example.org, phone: {value: +44 20 7946 0123, private: true}}\n"
TARGET = "title: A portal\nsource: nowhere\nchecked_on: unknown\nfields:\n  - {name: Purpose, words: 3, from: statement}\n  - {name: Phone, from: phone}\n"


def write_application(desk: Desk) -> None:
    desk.write("profile.yaml", PROFILE)
    desk.write("targets/ours.yaml", TARGET)
    desk.write(
        "applications/kyoto/application.yaml",
        "target: ours\ndocuments: [cv, {statement: statement.md}]\n",
    )
    desk.write("applications/kyoto/statement.md", "I want to know “why”.\n")


def test_every_field_of_the_form_is_printed_with_what_does_not_fit(desk: Desk) -> None:
    write_application(desk)
    run = desk.run("packet", "paste", "applications/kyoto")
    assert run.code == 0
    assert (
        run.out.index("Purpose")
        < run.out.index("I want to know “why”.")
        < run.out.index("\nPhone\n")
    )
    assert "warning A600: 'Purpose' is too long: 2 words too many (5 of 3)" in run.err
    assert desk.stayed_at_home(run)


def test_what_is_private_follows_who_reads(desk: Desk) -> None:
    write_application(desk)
    assert "7946" not in desk.run_within("packet", "paste", "applications/kyoto").out
    assert (
        "7946"
        in desk.run_within("packet", "paste", "applications/kyoto", "--audience", "print").out
    )


def test_ascii_is_ascii(desk: Desk) -> None:
    write_application(desk)
    out = desk.run_within("packet", "paste", "applications/kyoto", "--ascii").out
    assert 'I want to know "why".' in out
    assert out.isascii()


def test_an_audience_that_there_is_not_is_told(desk: Desk) -> None:
    write_application(desk)
    run = desk.run_within("packet", "paste", "applications/kyoto", "--audience", "portl")
    assert (run.code, "did you mean 'portal'" in run.err) == (1, True)
