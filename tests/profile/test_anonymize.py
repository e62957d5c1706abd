"""Nobody is left by name in an anonymous profile, in whatever role."""

import pytest

from cvgen.profile.anonymize import anonymize_profile


def test_editors_and_translators_are_anonymized_like_authors(load_text):
    profile = load_text(
        "basics: {name: Ada Example}\npublications: "
        "[{name: T, authors: [Bo Roe], editors: [A. M. Example], translators: ['Example, Ada']}]"
    )
    [paper] = anonymize_profile(profile, "X").sections[0].entries
    assert [person.name for person in (*paper.editors, *paper.translators)] == ["X", "X"]
    assert paper.authors[0].name == "Bo Roe"


@pytest.mark.parametrize(
    ("name", "authors"),
    [
        ("Иван Петров", ["Ivan Petrov", "I. I. Petrov", "Petrov I.I."]),
        ("张伟", ["Wei Zhang", "Zhang W"]),
        ("Wei Zhang", ["张伟", "張偉"]),
        ("Ivan Petrov", ["Петров И. И.", "Иван Петров"]),
    ],
)
def test_the_name_in_another_script_is_anonymized(load_text, name, authors):
    works = [f"{{name: T, authors: ['{author}', 李明, С. Сидоров]}}" for author in authors]
    text = f"basics: {{name: {name}}}\npublications: [{', '.join(works)}]"
    for paper in anonymize_profile(load_text(text), "X").sections[0].entries:
        assert [author.name for author in paper.authors] == ["X", "李明", "С. Сидоров"]
