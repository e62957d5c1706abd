"""Only the few marks are marks; all else prints as typed, and nothing in a text can reach the page's code."""

import pytest
from markupsafe import Markup

from cvgen.text import markup as inline
from cvgen.text.bidi import escape_text
from cvgen.text.markup import strip_markup
from cvgen.text.prose import split_paragraphs, split_point, split_prose


@pytest.fixture
def reports():
    return []


@pytest.fixture
def markup(reports):
    """Turn a text into markup, and keep what is said about it."""

    def markup(text, language="en"):
        return str(inline.render_inline(text, language, lambda *finding: reports.append(finding)))

    return markup


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("an *area law*", "an <em>area law</em>"),
        ("**from July**", "<strong>from July</strong>"),
        ("***both***", "<em><strong>both</strong></em>"),
        ("`powertrace`", "<code>powertrace</code>"),
        ("`*no mark*`", "<code>*no mark*</code>"),
        (
            "[a page](https://example.org/?a=1&b=2)",
            '<a href="https://example.org/?a=1&amp;b=2">a page</a>',
        ),
        (
            "[*set* page](mailto:ada@example.org)",
            '<a href="mailto:ada@example.org"><em>set</em> page</a>',
        ),
        ("H~2~O", "H<sub>2</sub>O"),
        ("x^2^ and 1^st^", "x<sup>2</sup> and 1<sup>st</sup>"),
        ("$x$", '<span class="math"><i>x</i></span>'),
        ("中的*训练*方法", "中的<em>训练</em>方法"),
    ],
)
def test_the_marks(markup, reports, text, page):
    assert markup(text, "zh" if "中" in text else "en") == page
    assert reports == []


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 * 4",
        "*",
        "**",
        "a ~ b ~ c",
        "~5% of ~/home",
        "10^6 and 2^",
        "$5 and $6",
        "costs 5$ or 6$",
        "a $ b $ c",
        "snake_case_name",
        "__init__.py",
        "_not a mark_",
        "[no link]",
        "[no link](",
        "# no heading",
        "- no list",
        "1. no list",
        "> no quote",
        "| no | table |",
        "---",
        "{{ 7 * 7 }} {% x %}",
        "!no-picture",
        "C:\\new",
        ":smile: (c) -- ...",
    ],
)
def test_what_is_no_mark_prints_as_typed(markup, reports, text):
    assert Markup(markup(text)).striptags() == text
    assert reports == []


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "R&D &amp; &lt;x&gt;",
        'a "quoted" word',
        "O'Brien",
    ],
)
def test_text_is_escaped(markup, text):
    assert "<" not in markup(text)
    assert Markup(markup(text)).unescape() == text


def test_marks_around_elements_do_not_let_them_through(markup):
    assert markup("*<b>* [<i>](https://example.org/<u>) `<s>`").count("<") == 6
    assert "<b>" not in markup("*<b>*")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://example.org",
        "vbscript:x",
        "JAVASCRIPT:alert(1)",
        "/relative",
        "page.html",
        "#here",
    ],
)
def test_a_link_that_must_not_be_followed_keeps_its_text_and_is_told_of(markup, reports, address):
    page = markup(f"[my page]({address})")
    assert "href" not in page
    assert strip_markup(Markup(page)) == "my page"
    assert [(code, part) for code, _, _, part in reports] == [("W301", address)]


@pytest.mark.parametrize("text", [r"\*no mark\*", r"\$5\$", r"H\~2\~O", r"\[a\](b)", r"\`code\`"])
def test_a_backslash_takes_a_marks_meaning(markup, text):
    assert markup(text) == text.replace("\\", "")


def test_a_link_that_quotes_cannot_leave_its_attribute(markup):
    assert markup('[x](https://example.org/"onclick="a)').count('"') == 2


@pytest.mark.parametrize(
    ("text", "language", "page"),
    [
        ("Ada 艾达", "en", 'Ada <span lang="zh">艾达</span>'),
        ("艾达 Ada", "zh", "艾达 Ada"),
        ("カメラの話", "en", '<span lang="ja">カメラの話</span>'),
        ("서울대학교", "en", '<span lang="ko">서울대학교</span>'),
        ("漢字", "ja", "漢字"),
        ("שלום עולם!", "en", '<span class="from-right" lang="he" dir="rtl">שלום עולם!</span>'),
        (
            "see نص (مثال) كامل, 2021",
            "en",
            'see <span lang="ar" dir="rtl">نص (مثال) كامل</span>, 2021',
        ),
        ("سلام", "en", '<span class="from-right" lang="ar" dir="rtl">سلام</span>'),
        ("Αθήνα", "en", "Αθήνα"),
    ],
)
def test_a_run_of_another_script_names_its_language(text, language, page):
    assert str(escape_text(text, language)) == page


def test_a_change_of_script_gets_a_space():
    assert escape_text("使用MPO方法", "zh") == "使用 MPO 方法"
    assert escape_text("메모리를 24GB로", "ko") == "메모리를 24GB로"


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("“MPO”算符", '<span class="wide">“</span>MPO<span class="wide">”算符</span>'),
        ("“*强调*”的是", '<span class="wide">“</span><em>强调</em><span class="wide">”的是</span>'),
        ("前者——后者……", '<span class="wide">前者——后者……</span>'),
        ("约翰·冯·诺依曼 · King’s", '<span class="wide">约翰·冯·诺依曼</span> · King’s'),
        ("A “quoted” title", "A “quoted” title"),
        ("“Quoted *title*” — and more…", "“Quoted <em>title</em>”\xa0— and more…"),
    ],
)
def test_marks_of_chinese_are_as_wide_as_its_letters(markup, text, page):
    assert markup(text, "zh") == page


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("+44 20 7946 0123", '<span dir="ltr">+44 20 7946 0123</span>'),
        ("An *area* law (2nd)", '<span dir="ltr">An <em>area</em> law (2nd)</span>'),
        ("باحثة (tensor networks) وأسأل", "باحثة (tensor networks) وأسأل"),
        ("كتبت C++ ثم", 'كتبت <span dir="ltr">C++</span> ثم'),
        ("مع Dr. X (Y Z) ثم", 'مع <span dir="ltr">Dr. X (Y Z)</span> ثم'),
        ("MPO هو مؤثر", "MPO هو مؤثر"),
    ],
)
def test_what_runs_from_left_to_right_does_so_in_arabic(markup, text, page):
    assert markup(text, "ar").replace("\N{NO-BREAK SPACE}", " ") == page
    assert escape_text("（MPO）", "zh") == "（MPO）"


@pytest.mark.parametrize("text", ["12 MB", "B. Example", "60 %", "5 GHz"])
def test_number_and_unit_and_initial_and_name_stay_together(text):
    assert " " not in escape_text(text, "en")


def test_text_splits_into_paragraphs_at_blank_lines():
    assert split_paragraphs("one\ntwo\n\n  \n three \n") == ["one\ntwo", " three"]


@pytest.mark.parametrize(
    "text",
    ["*" * 5000, "[" * 5000, "**a " * 2000, "$" * 4001, "`" * 5001, "~a" * 3000, "[a](" * 2000],
)
def test_no_text_has_too_many_marks(markup, text):
    """These made parsers of Markdown quadratic, or exceed their depth; here the words come out."""
    assert strip_markup(Markup(markup(text)))


def list_parts(parts):
    """List paragraphs as texts and lists as lists, an item with its own below it."""

    def list_items(items):
        listed = []
        for item in items:
            listed.append(item.text)
            if item.items:
                listed.append(list_items(item.items))
        return listed

    return [list_items(part.items) if part.items else part.text for part in parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("- one\n- two", [["one", "two"]]),
        ("Before:\n* one\n* two\n  goes on", ["Before:", ["one", "two\ngoes on"]]),
        ("1. one\n2) two", [["one", "two"]]),
        ("A text\n\n• one\n• two", ["A text", ["one", "two"]]),
        ("- one\n\n- two\n\nAfter", [["one", "two"], "After"]),
        ("- one\n  - below\n    - deep\n- two", [["one", ["below", ["deep"]], "two"]]),
        ("- one\n\t- below\n\t\t- deep\n\t- again", [["one", ["below", ["deep"], "again"]]]),
        ("- a\n  - b\n    - c\n      - d", [["a", ["b", ["c", "d"]]]]),
        ("- a\n    - b\n  - c", [["a", ["b", "c"]]]),
        ("- a dash that is no list", ["- a dash that is no list"]),
        ("From 2019 - 2021\nand on", ["From 2019 - 2021\nand on"]),
    ],
)  # fmt: skip
def test_lines_with_bullets_are_a_list_and_indented_ones_a_list_below(text, parts):
    assert list_parts(split_prose(text)) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Main\n  - below", ["Main", ["below"]]),
        ("Main\n- below\n- below too", ["Main", ["below", "below too"]]),
        ("From 2019\n- 2021", ["From 2019\n- 2021"]),
        ("- its own bullet", ["its own bullet"]),
        ("1. its number", ["1. its number"]),
    ],
)
def test_one_indented_bullet_is_a_list_below_a_point(text, parts):
    assert list_parts(split_point(text)) == parts


def test_lists_in_markdown_keep_their_levels_and_their_numbers():
    text = "1. one\n   - below\n     1. deep\n\n   more of one\n2. two\n"
    (block,) = inline.render_blocks(text, "en", ("“", "”", "‘", "’"), lambda *_: None)
    one, two = block.points
    assert (block.kind, str(one.text), str(two.text)) == ("numbers", "one<br>more of one", "two")
    (below,) = one.points
    (deep,) = below.points
    assert (one.kind, below.text, below.kind, deep.text) == ("points", "below", "numbers", "deep")
