"""Nobody is left by name in an anonymous profile, in whatever role."""

from cvgen.profile.anonymize import anonymize_profile


def test_editors_and_translators_are_anonymized_like_authors(load_text):
    profile = load_text(
        "basics: {name: Ada Example}\npublications: "
        "[{name: T, authors: [Bo Roe], editors: [A. M. Example], translators: ['Example, Ada']}]"
    )
    [paper] = anonymize_profile(profile, "X").sections[0].entries
    assert [person.name for person in (*paper.editors, *paper.translators)] == ["X", "X"]
    assert paper.authors[0].name == "Bo Roe"
