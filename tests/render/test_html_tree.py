"""A page that is read fast is read as HTML is: the engine's own parser is the judge."""

import pytest
import tinyhtml5

from cvgen.render.html_tree import read_strict_page

PAGE = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>A</title>\n</head>\n{body}\n</html>\n'
READ = {
    "elements and texts": "<body><p>A <b>b</b> c</p>\n<ul>\n<li>d</li>\n</ul></body>",
    "nothing": "<body></body>",
    "empty elements": '<body><p>A<br>b<img src="a.png" alt="A &gt; B"></p><hr></body>',
    "names of characters": '<body><p title="&quot;">A&nbsp;&amp;&#32;B &lt;i&gt; &#39;c&#34;</p></body>',
    "attributes without a value": '<body class=""><p id="a">A</p></body>',
    "a table": "<body><table><thead><tr><th>A</th></tr></thead><tbody>\n<tr>\n<td>B</td></tr></tbody></table></body>",
    "rules beside the text": "<body><main><style>p > b { color: red }</style><p>A</p></main></body>",
    "other scripts": '<body><p dir="rtl">سارة</p><p>赵 \N{GRINNING FACE}</p></body>',
}
LEFT = {
    "a block in a paragraph": "<body><p>A<div>B</div></p></body>",
    "a heading in a heading": "<body><h1>A<h2>B</h2></h1></body>",
    "a point outside of lists": "<body><div><li>A</li></div></body>",
    "a link in a link": '<body><p><a href="#a">A<b><a href="#b">B</a></b></a></p></body>',
    "rows without a body": "<body><table><tr><td>A</td></tr></table></body>",
    "a text between rows": "<body><table><tbody>A<tr><td>B</td></tr></tbody></table></body>",
    "open tags": "<body><p>A<p>B</body>",
    "bare attributes": "<body><p class=a>A</p></body>",
    "capitals": "<body><P>A</P></body>",
    "capitals of attributes": '<body><p CLASS="a">A</p></body>',
    "a comment": "<body><p>A<!-- b --></p></body>",
    "a drawing": '<body><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></body>',
    "a name of a character": "<body><p>&eacute;</p></body>",
    "a number of a character": "<body><p>&#150;</p></body>",
    "a bare ampersand": "<body><p>R&D</p></body>",
    "a line break in an attribute": '<body><p title="A\nB">C</p></body>',
    "a tab in an attribute": "<body><p title = 'A\tB'>C</p></body>",
    "a slash that closes nothing": '<body><p>A<span class="b"/>B</p></body>',
    "a name of a character in rules": '<body><style>p::before { content: "&amp;" }</style></body>',
    "a thousand elements in each other": f"<body>{'<div>' * 3000}{'</div>' * 3000}</body>",
    "text in the wrong place": "A<body></body>",
    "a script": "<body><script>1</script></body>",
    "text as typed": "<body><pre>\nA</pre></body>",
    "no body": "<p>A</p>",
}


def list_nodes(element):
    """List an element's tag, attributes and texts, and those of all in it."""
    children = [(list_nodes(child), child.tail or "") for child in element]
    return element.tag, list(element.items()), element.text or "", children


@pytest.mark.parametrize("name", READ)
def test_a_page_written_like_xml_is_read_as_html_is(name):
    page = PAGE.format(body=READ[name])
    own = tinyhtml5.parse(page, namespace_html_elements=False)
    assert list_nodes(read_strict_page(page)) == list_nodes(own)


@pytest.mark.parametrize("name", LEFT)
def test_what_html_could_read_otherwise_is_left_to_its_own_parser(name):
    assert read_strict_page(PAGE.format(body=LEFT[name])) is None


@pytest.mark.parametrize("page", ["", "<html></html>", "<!DOCTYPE html>", "<!DOCTYPE html><p>A"])
def test_what_is_no_whole_page_is_left_to_its_own_parser(page):
    assert read_strict_page(page) is None
