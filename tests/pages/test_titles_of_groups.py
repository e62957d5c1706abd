"""Entries in groups stand below the title of their group, in every theme and layout."""

import pytest
from printed import Printed
from shipped import THEMES

PROFILE = """
basics: {name: Ada Example}
talks:
  groups:
  - {title: Invited talks, entries: [{name: Lenses, date: 2019}, {name: Mirrors, date: 2020, tags: [m]}]}
  - {title: {en: Contributed, de: Beigetragen}, entries: [Glass]}
awards:
  groups: [{title: Abroad, entries: [{title: Medal}]}]
skills:
  entries: [{name: Optics, keywords: [lasers]}]
  groups: [{title: Machines, entries: [{name: Lathe, keywords: [brass]}]}]
interests:
  groups: [{title: Indoors, entries: [Chess, Chairs]}]
statement:
  groups: [{title: Of old, entries: [{text: Once upon a time}]}]
custom:
- {title: Public lectures, kind: talks, entries: [{name: Seeing, event: A school}]}
- {title: Odds, groups: [{title: Ends, entries: [Kites]}]}
"""
WORDS = [
    "Talks",
    "Invited talks",
    "Lenses",
    "Mirrors",
    "Contributed",
    "Glass",
    "Awards and honours",
    "Abroad",
    "Medal",
    "Public lectures",
    "Seeing",
    "A school",
    "Odds",
    "Ends",
    "Kites",
]


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_prints_titles_of_groups_above_their_entries(print_text, theme):
    words = Printed.of(print_text(PROFILE, theme=theme)).words
    places = [words.find(word) for word in WORDS]
    assert -1 not in places
    main = [place for place, word in zip(places, WORDS, strict=True) if word not in WORDS[6:9]]
    assert main == sorted(main)  # a theme may set awards in another column
    for title, entry in (("Machines", "Lathe"), ("Indoors", "Chess"), ("Of old", "Once upon")):
        assert 0 < words.find(title) < words.find(entry)
