"""The last line of a paragraph holds more than one short word, and the text layer keeps plain spaces."""

import re

import pytest

from cvgen.render.last_words import keep_last_words

LONG = "Measured the entropy of forty trained networks, and found a law"


def kept(text):
    """Give what is kept together at the end of a paragraph."""
    found = re.search('<span class="whole">(.*?)</span>', keep_last_words(f"<p>{text}</p>"))
    return found and found[1]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f"{LONG} in 37 of them.", "in 37 of them."),
        (f"{LONG} for <em>all kinds of nets</em>", "kinds of nets"),
        (f"{LONG} in laboratories of representations", None),
        ("Short enough for a line", None),
        (f"{LONG} about <b>tensors</b>", None),
        (f"{LONG} of R&amp;D", "law of R&amp;D"),
    ],
)
def test_short_words_at_the_end_of_a_paragraph_stay_together(text, last):
    assert kept(text) == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("用量子物理中的张量网络压缩神经网络，被三个课题组采用。", "组采用。"),
        ("用量子物理中的张量网络压缩神经网络，平均仅下降 0.3 分。", None),
        ("用张量网络。", None),
    ],
)
def test_three_ideographs_stay_together(text, last):
    assert kept(text) == last


def test_each_point_is_a_paragraph_and_so_is_the_text_above_points():
    points = f"<ul><li>{LONG} of it all\n<ul><li>{LONG} again here</li></ul></li></ul>"
    marked = re.findall('<span class="whole">(.*?)</span>', keep_last_words(points))
    assert marked == ["law of it all", "law again here"]


def test_each_detail_is_a_paragraph():
    detail = f'<span class="detail detail-thesis">{LONG} of it</span>'
    marked = keep_last_words(f'<p class="details">{detail} {detail}</p>')
    assert re.findall('<span class="whole">(.*?)</span>', marked) == ["found a law of it"] * 2


def test_a_hyphenated_part_of_a_name_stays_whole_unless_it_is_longer_than_a_line():
    longest = "Maximiliane-Friederike-Wilhelmine"
    marked = keep_last_words(
        f'<h1 class="a-b">Eva-Maria {longest} Ober-Unter <span>x-y</span></h1>'
    )
    assert re.findall('<span class="whole">(.*?)</span>', marked) == ["Eva-Maria", "Ober-Unter"]


def test_nothing_but_spans_is_added():
    page = f'<body><p class="contacts">{LONG} or so</p><p>{LONG} of it</p></body>'
    marked = keep_last_words(page)
    assert re.sub('<span class="whole">(.*?)</span>', r"\1", marked) == page
    assert f'<p class="contacts">{LONG} or so</p>' in marked
