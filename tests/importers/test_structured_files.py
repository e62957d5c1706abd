"""JSON and XML of services: values with their lines, and a clear refusal of what is broken or hostile."""

import json

import pytest

from cvgen.errors import SourceError
from cvgen.importers.json_file import parse_json
from cvgen.importers.xml_file import parse_xml

VALUE = {"a": ["x", {"b": 'two\nlines, a " and é'}], "c": {}, "d": [], "e": ""}


@pytest.mark.parametrize("indent", [None, 2])
def test_json_reads_as_it_is_with_every_line(indent):
    text = json.dumps(VALUE, indent=indent)
    tree = parse_json(text, "f.json")
    assert tree.data == VALUE
    line = text[: text.index("two")].count("\n") + 1
    assert tree.find_place(("a", 1, "b")).line == line


def test_scalars_of_json_stay_as_they_are_written():
    assert parse_json('[1.50, true, null, "\\ud834x"]', "f").data == [
        "1.50",
        "true",
        None,
        "\ufffdx",
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "}", '{"a" 1}', '{"a":}', "[1 2]", "[,]", '{"a', "{1:2}", '["a":1]', "[1]]"),
        *("[nope]", '{"a":1:2}', "[1}", "[" * 100 + "]" * 100),
    ],
)
def test_broken_or_deep_json_is_refused(text):
    with pytest.raises(ValueError):
        parse_json(text, "f")


def test_xml_reads_as_mappings_by_the_names_of_elements():
    tree = parse_xml(
        b'<r:a xmlns:r="u" k="v">\n<b>t</b>\n<b x="1">u</b><d>&lt;i&gt;</d></r:a>', "f"
    )
    assert tree.data == {"a": {"k": "v", "b": ["t", {"x": "1", "value": "u"}], "d": "<i>"}}
    assert tree.find_place(("a", "b", 1)).line == 3


BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB.encode(), "I120"),
        (f'<?xml version="1.0" encoding="utf-16"?>{BOMB}'.encode("utf-16"), "I120"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "I120"),
        (b"<a><b></a>", "I102"),
        (b"\x00\x01\x02", "I102"),
        (b"<a>&x;</a>", "I102"),
        (b"<a>" * 100_000, "I103"),
    ],
    ids=range(7),
)
def test_hostile_xml_is_refused_before_it_unfolds(content, code):
    with pytest.raises(SourceError) as refused:
        parse_xml(content, "f.xml")
    assert [found.code for found in refused.value.diagnostics] == [code]
