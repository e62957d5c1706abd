"""Accounts lead to where their networks keep them, and numbers that say nothing are not printed.

The addresses are those of pages of people at each network.
"""

from datetime import date

import pytest

from cvgen.compose import locale
from cvgen.compose.person import list_contacts
from cvgen.compose.wording import Wording
from cvgen.profile.networks import build_account_url

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("network", "username", "url"),
    [
        ("Scopus", "57190000000", "https://www.scopus.com/authid/detail.uri?authorId=57190000000"),
        ("ResearcherID", "A-1234-2010", "https://www.webofscience.com/wos/author/record/A-1234-2010"),
        ("Web of Science", "AAB-1234-2020", "https://www.webofscience.com/wos/author/record/AAB-1234-2020"),
        ("Mastodon", "@ada@social.example", "https://social.example/@ada"),
        ("Mastodon", "ada@social.example", "https://social.example/@ada"),
        ("OSF", "ab1cd", "https://osf.io/ab1cd/"),
        ("dblp", "w/AdaExample", "https://dblp.org/pid/w/AdaExample"),
        ("OpenReview", "~Ada_Example1", "https://openreview.net/profile?id=~Ada_Example1"),
        ("arXiv", "example_a_1", "https://arxiv.org/a/example_a_1"),
        ("HAL", "ada-example", "https://cv.hal.science/ada-example"),
        ("Bluesky", "@ada.bsky.social", "https://bsky.app/profile/ada.bsky.social"),
        ("X", "@ada", "https://x.com/ada"),
        ("YouTube", "@ada", "https://www.youtube.com/@ada"),
        ("ORCID", "000000021694233X", "https://orcid.org/0000-0002-1694-233X"),
        ("GitHub", "github.com/ada", "https://github.com/ada"),
        ("Mastodon", "ada", ""),
        ("Unheard of", "ada", ""),
    ],
)  # fmt: skip
def test_an_account_leads_to_its_page(network, username, url):
    assert build_account_url(network, username) == url


@pytest.mark.parametrize(
    ("account", "text"),
    [
        ("{network: Google Scholar, username: abcdEFGAAAAJ}", "Google Scholar"),
        ("{network: Scholar, url: 'https://scholar.google.com/citations?user=a'}", "Scholar"),
        ("{network: Scopus, username: '57190000000'}", "Scopus"),
        ("{network: Semantic Scholar, username: '1234567'}", "Semantic Scholar"),
        ("{network: Semantic Scholar, username: Ada-Example}", "Ada-Example"),
        ("{network: OpenReview, username: ~Ada_Example1}", "~Ada_Example1"),
    ],
)
def test_a_number_that_says_nothing_prints_as_the_networks_word(load_text, account, text):
    profile = load_text(f"basics: {{name: Ada, profiles: [{account}]}}")
    wording = Wording(locale.find_locale("en"), profile.tree, TODAY)
    (contact,) = list_contacts(profile.basics, wording)
    assert (str(contact.text), bool(contact.url)) == (text, True)


def test_an_account_that_cannot_be_of_its_network_is_told(load_text):
    text = "basics:\n  name: Ada\n  profiles:\n  - {network: Mastodon, username: ada}\n  - {network: Mastodon, username: ada, url: social.example/@ada}\n  - {network: GitHub, username: ada}\n"
    (finding,) = load_text(text).warnings
    assert (finding.code, finding.place.line) == ("P242", 4)
    assert "@ada@example.org" in finding.hint
