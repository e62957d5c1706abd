"""YAML becomes plain data with the place of everything; wrong files have their own tests in tests/profiles."""

import pytest

from cvgen.errors import ProfileError
from cvgen.files import yamlfile
from cvgen.files.yamlfile import Tree, read_yaml


@pytest.fixture
def read(tmp_path):
    def read(content, name="profile.yaml", root=None):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return yamlfile.read_yaml(path, root)

    return read


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "yes",
        "on",
        "True",
        "3.80",
        "007",
        "1e3",
        "12:30:45",
        "2024-05-06",
        "0x1F",
        "1_000",
        ".5",
        "=",
        "<<",
    ],
)
def test_a_scalar_stays_the_text_that_was_typed(read, text):
    assert read(f"key: {text}").data == {"key": text}


@pytest.mark.parametrize("text", ["", "~", "null", " # a comment"])
def test_nothing_is_nothing(read, text):
    assert read(f"key: {text}").data == {"key": None}


@pytest.mark.parametrize("text", ["''", '"~"', "'null'"])
def test_what_is_quoted_is_text(read, text):
    assert read(f"key: {text}").data == {"key": text[1:-1]}


def test_keys_keep_the_files_order_and_are_text(read):
    assert list(read("b: 1\na: 2\n3: c\nyes: d").data) == ["b", "a", "3", "yes"]


@pytest.mark.parametrize(
    "text",
    [
        "key: välüe\r\nother: 2\r\n",
        "\ufeffkey: välüe\nother: 2\n",
        '{\t"key": "välüe",\n\t"other": 2}',
    ],
    ids=["CRLF", "BOM", "tabs in JSON"],
)
def test_what_other_editors_save_is_read(read, text):
    assert read(text, "profile.json" if text.startswith("{") else "profile.yaml").data == {
        "key": "välüe",
        "other": "2",
    }


def test_json_escapes_beyond_the_basic_plane_are_read(read):
    assert read(r'{"key": "\ud835\udc9c"}', "profile.json").data == {"key": "𝒜"}


@pytest.mark.parametrize("mark", [r"\r\n", r"\r", r"\n", r"\u000b", r"\f"])
def test_every_line_break_within_a_text_is_one(read, mark):
    assert read(f'{{"key": "First.{mark}Second."}}', "profile.json").data == {
        "key": "First.\nSecond."
    }


def test_an_alias_repeats_what_was_anchored(read):
    assert read("a: &place {city: London}\nb: *place\nc: [*place]").data == {
        "a": {"city": "London"},
        "b": {"city": "London"},
        "c": [{"city": "London"}],
    }


def test_a_merge_gives_way_to_what_stands_in_the_mapping_and_to_what_was_named_first(read):
    data = read(
        "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nboth: {<<: [*one, *two], a: 3}"
    ).data
    assert data["both"] == {"a": "3", "b": "1", "c": "2"}


def test_every_place_is_known(read):
    tree: Tree = read(
        "basics:\n  name: Ada\nwork:\n- position: Clerk\n  highlights: [one,\n    two]\n"
    )
    places = {("basics", "name"): (2, 9), ("work", 0): (4, 3), ("work", 0, "highlights", 1): (6, 5)}
    assert {
        path: (tree.find_place(path).line, tree.find_place(path).column) for path in places
    } == places
    assert (
        tree.find_place(("work", 0, "position"), key=True).line,
        tree.find_place(("work", 0, "position"), key=True).column,
    ) == (4, 3)


def test_the_place_of_what_is_missing_is_that_of_what_it_is_missing_in(read):
    tree: Tree = read("basics:\n  name: Ada\n")
    assert tree.find_place(("basics", "email")).line == 2


def test_an_included_file_stands_where_it_is_named_and_keeps_its_own_places(read, tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "work.yaml").write_text(
        "- position: Clerk\n- !include more.yaml\n", "utf-8"
    )
    (tmp_path / "parts" / "more.yaml").write_text("position: Baker\n", "utf-8")
    tree: Tree = read("work: !include parts/work.yaml")
    assert tree.data == {"work": [{"position": "Clerk"}, {"position": "Baker"}]}
    assert tree.find_place(("work", 1, "position")).file == str(tmp_path / "parts" / "more.yaml")


@pytest.mark.parametrize(
    "name", ["../secret.yaml", "/etc/passwd", "link.yaml", "sub/../../secret.yaml"]
)
def test_an_include_from_outside_the_folder_is_refused(read, tmp_path, name):
    (tmp_path / "secret.yaml").write_text("secret: yes", "utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(ProfileError, match=r"profile.yaml:1:7: error P106"):
        read(f"work: !include {name}", "here/profile.yaml")


def test_a_bomb_of_aliases_is_stopped(read):
    """Ten times ten, nine times over: a thousand million words from three hundred bytes."""
    bomb = "a0: &a0 [" + ", ".join(["lol"] * 10) + "]\n"
    bomb += "".join(
        f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * 10) + "]\n"
        for level in range(1, 9)
    )
    with pytest.raises(ProfileError, match="P109"):
        read(bomb)


def test_a_number_sign_that_swallows_text_is_warned_of(read):
    tree = read("one: C #1 of the list\ntwo: text # a comment\nthree: 'C #1'\n")
    assert tree.data == {"one": "C", "two": "text", "three": "C #1"}
    assert [
        (str(finding.place).rpartition("profile.yaml")[2], finding.code, finding.severity)
        for finding in tree.warnings
    ] == [(":1:8", "P110", "warning")]


def test_a_key_that_stands_twice_is_an_error_that_names_the_first(read):
    with pytest.raises(ProfileError, match=r":3:3: error P103: 'name' .*line 2"):
        read("basics:\n  name: Ada\n  name: Bo\n")


def test_all_errors_of_a_file_are_told_at_once(read):
    with pytest.raises(ProfileError) as caught:
        read("a: 1\na: 2\nb: !python/name:os.system x\nc: {[d]: 1}\n")
    assert [(finding.code, finding.place.line) for finding in caught.value.diagnostics] == [
        ("P103", 2),
        ("P107", 3),
        ("P104", 4),
    ]


def test_comments_in_json_are_read_over_and_no_text_is(tmp_path):
    path = tmp_path / "resume.json"
    path.write_text('{"a": "https://x // no comment", // one\n /* two\n lines */ "b": ["c"] }')
    tree = read_yaml(path)
    assert tree.data == {"a": "https://x // no comment", "b": ["c"]}
    assert tree.find_place(("b",)).line == 3
