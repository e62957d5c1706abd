"""Trees laid upon each other: what wins, what is gone, where everything was written, and what stays private."""

import pytest

from cvgen.errors import ProfileError
from cvgen.files import yamlfile
from cvgen.files.merge import merge_layers, nest_tree
from cvgen.files.yamldump import write_yaml


@pytest.fixture
def trees(tmp_path):
    """Read texts as files 0.yaml, 1.yaml and so on."""

    def trees(*texts):
        paths = [tmp_path / f"{number}.yaml" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        return [yamlfile.read_yaml(path) for path in paths]

    return trees


@pytest.mark.parametrize(
    ("below", "above", "data"),
    [
        ("a: 1\nb: 2", "b: 3\nc: 4", {"a": "1", "b": "3", "c": "4"}),
        ("a: {b: 1, c: 2}", "a: {c: 3, d: 4}", {"a": {"b": "1", "c": "3", "d": "4"}}),
        ("a: [1, 2]", "a: [3]", {"a": ["3"]}),
        ("a: [1, 2]", "a: []", {"a": []}),
        ("a: text", "a: {b: 1}", {"a": {"b": "1"}}),
        ("a: {b: 1}", "a: text", {"a": "text"}),
        ("a: {b: 1, c: 2}", "a: {b: }", {"a": {"c": "2"}}),
        ("a: 1\nb: 2", "a: null", {"b": "2"}),
        ("a: 1", "b: null", {"a": "1", "b": None}),
        ("a: 1", "# nothing", {"a": "1"}),
        ("a: [{x: 1}]", "a: [{x: 2}, {x: 3}]", {"a": [{"x": "2"}, {"x": "3"}]}),
        (
            "a: [{id: x, b: 1, c: 2}, {d: 1}]",
            "a: [{id: x, b: 3, c: }]",
            {"a": [{"id": "x", "b": "3"}, {"d": "1"}]},
        ),
        (
            "a: [{id: x}, {id: y}]",
            "a: [{id: y, b: 1}, {id: x, b: 2}]",
            {"a": [{"id": "x", "b": "2"}, {"id": "y", "b": "1"}]},
        ),
        (
            "a: [{id: x, b: [{id: y}]}]",
            "a: [{id: x, b: [{id: y, c: 1}]}]",
            {"a": [{"id": "x", "b": [{"id": "y", "c": "1"}]}]},
        ),
        ("b: 1", "a: [{id: x, c: 1}]", {"b": "1", "a": [{"id": "x", "c": "1"}]}),
        (
            "publications: [{key: x, id: y}]",
            "publications: [{key: x, a: 1}]",
            {"publications": [{"key": "x", "id": "y", "a": "1"}]},
        ),
        ("work: [{key: x, a: 1}]", "work: [{key: x, b: 1}]", {"work": [{"key": "x", "b": "1"}]}),
    ],
)
def test_the_upper_one_wins(trees, below, above, data):
    assert merge_layers(trees(below, above)).data == data


def test_what_is_below_keeps_its_order_and_what_is_new_follows(trees):
    assert list(merge_layers(trees("b: 1\na: 2", "c: 3\na: 4")).data) == ["b", "a", "c"]


def test_every_value_and_every_key_keeps_the_place_where_it_was_written(trees):
    tree = merge_layers(
        trees(
            "a: {b: 1, c: 2}\nd: [{id: x, e: 1}]",
            "a:\n  c: 3\nd:\n- {id: x, f: 2}",
            "a:\n  c:\n    g: 4",
        )
    )
    places = {
        (path, key): str(tree.find_place(path, key=key)).rpartition("/")[2]
        for path in (("a",), ("a", "b"), ("a", "c"), ("a", "c", "g"), ("d", 0, "e"), ("d", 0, "f"))
        for key in (False, True)
    }
    assert places == {
        (("a",), False): "0.yaml:1:4",
        (("a",), True): "0.yaml:1:1",
        (("a", "b"), False): "0.yaml:1:8",
        (("a", "b"), True): "0.yaml:1:5",
        (("a", "c"), False): "2.yaml:3:5",
        (("a", "c"), True): "2.yaml:2:3",
        (("a", "c", "g"), False): "2.yaml:3:8",
        (("a", "c", "g"), True): "2.yaml:3:5",
        (("d", 0, "e"), False): "0.yaml:2:16",
        (("d", 0, "e"), True): "0.yaml:2:13",
        (("d", 0, "f"), False): "1.yaml:4:14",
        (("d", 0, "f"), True): "1.yaml:4:11",
    }


def test_no_place_of_what_was_replaced_is_left(trees):
    tree = merge_layers(trees("a: [{b: 1}, {b: 2}]\nc: 1", "a: [3]\nc: null"))
    assert set(tree.values) == {(), ("a",), ("a", 0)}
    assert set(tree.keys) == {("a",)}


def private(tree, *paths):
    return yamlfile.Tree(
        tree.data, tree.file, tree.keys, tree.values, tree.warnings, frozenset(paths)
    )


@pytest.mark.parametrize(
    ("texts", "paths"),
    [
        (("a: {b: 1}", "a: {c: {d: 2}, e: 3}"), {("a", "c", "d"), ("a", "e")}),
        (("a: 1", "work: [{b: 1}, {b: 2}]"), {("work",)}),
        (("a: [{id: x}, {id: y}]", "a: [{id: y, b: 1}]"), {("a", 1, "b")}),
        (("a: 1", "a: 2", "a: 3"), {("a",)}),
        (("a: 1", "a: ", "a: 3"), {("a",)}),
        (("a: 1", "a: 2", "a: "), set()),
        (("a: {b: 1}", "a: {b: 2}", "a: text"), {("a",)}),
        (("a: [{id: x}]", "a: [{id: x, b: 2}]", "a: [{c: 1}, {b: 2}]"), {("a",)}),
        (("a: [{id: x}]", "a: [{id: x, b: 2}]", "a: [{id: x, c: 1}]"), {("a", 0, "b")}),
    ],
)
def test_what_a_private_file_gives_is_private_and_stays_so(trees, texts, paths):
    below, above, *later = trees(*texts)
    assert merge_layers([below, private(above, ()), *later]).private == paths


def test_a_mark_moves_with_the_entry_that_it_stands_on(trees):
    below, above = trees("a: [{id: x}, {id: y, b: 1}]", "a: [{id: y, c: 2}]")
    assert merge_layers([below, private(above, ("a", 0))]).private == {("a", 1)}


def test_all_that_is_wrong_is_told_at_once(trees):
    with pytest.raises(ProfileError) as caught:
        merge_layers(trees("a: [{id: x}, {id: x}]", "a: [{id: z}]", "[1]"))
    assert [(finding.place.file[-6:], finding.code) for finding in caught.value.diagnostics] == [
        ("0.yaml", "P231"),
        ("1.yaml", "P230"),
        ("2.yaml", "P201"),
    ]


def test_a_file_can_stand_for_what_is_under_a_path(trees):
    below, above = trees("variants: {a: {theme: x}}", "theme: y\noptions: {b: 1}")
    tree = merge_layers([below, nest_tree(above, ("variants", "c"))])
    assert tree.data == {
        "variants": {"a": {"theme": "x"}, "c": {"theme": "y", "options": {"b": "1"}}}
    }
    assert str(tree.find_place(("variants", "c", "options", "b"))).endswith("1.yaml:2:14")
    assert str(tree.find_place(("variants",))).endswith("0.yaml:1:11")


def test_a_profile_that_is_no_mapping_is_left_for_its_reader_to_refuse(trees):
    assert merge_layers(trees("[1]", "a: 1")).data == ["1"]


def test_many_values_are_laid_at_once(trees):
    entries = "".join(f"- {{id: e{number}, a: 1, b: [1, 2, 3]}}\n" for number in range(3000))
    below, above = trees("a:\n" + entries, "a:\n" + entries)
    assert len(merge_layers([below, private(above, ())]).private) == 6000


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "3.80",
        "007",
        "2024-05-06",
        "null",
        "~",
        "",
        "<<",
        "=",
        "a: b",
        "- a",
        "#1",
        "C #1",
        "'",
        '"',
        "*x*",
        "@a",
        "`a`",
        "{a}",
        "&a",
        "!a",
        "?",
        "\\tau",
        "a\nb",
        "a\n\n  b\n",
        " a ",
        "a\n ",
        "艾达",
        "𝒜 🎓",
        "a" * 300 + " b",
        "word " * 60,
        "\u202e",
        "\xa0",
        "a\tb",
        "%a",
        "|",
        ">",
        "yes",
    ],
)
def test_what_is_written_reads_back_as_the_same(tmp_path, text):
    data = {
        "key": text,
        "list": [text, None, {text or "empty": text}],
        "nothing": None,
        "none": [],
        "no": {},
    }
    path = tmp_path / "a.yaml"
    path.write_text(write_yaml(data), "utf-8")
    tree = yamlfile.read_yaml(path)
    assert tree.data == data
    assert tree.warnings == []


def test_only_what_needs_quotes_is_written_in_quotes():
    data = {"a": "NO", "b": "2024-05-06", "c": "3.80", "d": "艾达", "e": "null", "f": "x: y"}
    assert write_yaml(data) == "a: NO\nb: 2024-05-06\nc: 3.80\nd: 艾达\ne: 'null'\nf: 'x: y'\n"
