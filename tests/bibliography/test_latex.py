r"""LaTeX in titles becomes our inline text, and prints as TeX would set it (accents: The TeXbook, chapter 9; signs: Unicode's names)."""

import unicodedata

import pytest

from cvgen.bibliography import latex
from cvgen.bibliography.latex_verbatim import read_verbatim
from cvgen.bibliography.read import read_bibliography
from cvgen.text import markup as inline

# TeX, and the inline text that it becomes.
TEXTS = {
    # accents, in every way that people write them
    r"{\"o}": "ö", r"\"o": "ö", r"\"{o}": "ö", r"{\"{o}}": "ö", r"\" o": "ö",
    r"{\'E}cole": "École", r"\'{\i}": "í", r"\'\i": "í", r"{\'{\i}}": "í", r"\'i": "í", r"\`a": "à", r"\^e": "ê", r"\~n": "ñ", r"\=a": "ā", r"\.z": "ż",
    r"\c{c}": "ç", r"\c c": "ç", r"{\c{S}}": "Ş", r"\v{s}": "š", r"{\v s}": "š", r"\H{o}": "ő", r"\u{g}": "ğ", r"\k{a}": "ą", r"\r{u}": "ů", r"\d{h}": "ḥ", r"\b{d}": "ḏ",
    r"\'{\ae}": "ǽ", r"Erd{\H o}s": "Erdős", r"Fran\c{c}ois": "François", r"\v{\i}": "ǐ",
    # letters
    r"{\ss}": "ß", r"Stra\ss e": "Straße", r"{\L}ukasz": "Łukasz", r"{\o}": "ø", r"\AA ngstr\"om": "Ångström", r"{\aa}": "å", r"\ae{}": "æ", r"{\oe}uvre": "œuvre", r"{\i}": "ı", r"\dh\th": "ðþ",
    # signs
    r"R\&D": "R&D", r"50\%": "50%", r"\#1": "#1", r"a\_b": r"a\_b", r"\$5": r"\$5", r"\{x\}": "{x}", r"\textbackslash{}": "\\\\", r"\ldots": "…", r"\copyright": "©", r"\textdegree C": "°C",
    r"{\textquoteright}s": "’s", r"\S 3": "§3", r"\texteuro{}": "€", r"x\textgreater{}y": "x>y",
    # punctuation
    "1--2": "1–2", "a---b": "a—b", "``q''": "“q”", "`q'": "‘q’", "don't": "don't", "Figure~1": "Figure\N{NO-BREAK SPACE}1", r"10\,nm": "10\N{NARROW NO-BREAK SPACE}nm", r"a\ b\\ c": "a b c",
    # capitals in braces
    "{GPU}s and {{All of It}}": "GPUs and All of It", "{T}he {LaTeX} way": "The LaTeX way",
    # marks
    r"\textit{E. coli}": "*E. coli*", r"{\em so}": "*so*", r"{\it so} it": "*so* it", r"\emph{a \emph{b} c}": "*a* b *c*", r"\textbf{x}": "**x**", r"\textbf{\textit{x}}": "***x***", r"\texttt{x_1}": "`x_1`",
    r"CO\textsubscript{2}": "CO~2~", r"10\textsuperscript{5}": "10^5^", r"\ce{H2O}": "H~2~O", r"\ce{SO4^{2-}}": "SO~4~^2−^", r"\textsc{Smith}": "Smith", r"\underline{x}": "x",
    "CO<sub>2</sub> <i>in vitro</i> <b>x</b>": "CO~2~ *in vitro* **x**", "{\\textless}i{\\textgreater}x{\\textless}/i{\\textgreater}": "*x*", "<label> a < b": "<label> a < b",
    # mathematics
    r"$\alpha$": r"$\alpha$", r"$^{13}$C": r"$^{13}$C", r"$ x $": "$x$", r"\(x^2\)": "$x^2$", r"$$x$$": "$x$", r"\ensuremath{\alpha_s}": r"$\alpha_s$", r"\alpha-decay": "α-decay", r"$\beta$2": r"$\beta{}2$",
    "From $5 to $10": r"From \$5 to \$10", "cash in $": r"cash in \$", r"$a$ and $b$": "$a$ and $b$",
    # entities and addresses
    "A &amp; B &lt; C &#233;": "A & B < C é", r"AT\&T &copy no": "AT&T &copy no", r"\url{http://x.org/a_b}": r"http://x.org/a\_b", r"\href{http://x.org}{the page}": "the page",
    # what must not become a mark
    "a*b_c`d~e^f[g](h)": "a\\*b\\_c‘d\N{NO-BREAK SPACE}e\\^f\\[g](h)", "C* and C*-algebras": r"C\* and C\*-algebras",
    # what is not for print
    r"{\noopsort{1973}}1973": "1973", r"x\thanks{me}": "x", r"\protect\textit{x}": "*x*", r"inter\-na\-tional": "international",
    # what is broken or not known
    "a { b": "a b", "a } b": "a b", "\\": "\\\\", r"\foo{bar}": r"\\foo{bar}", r"\frac{1}{2}": r"\\frac{1}{2}", r"\textit{": "", "white \n\t space ": "white space",
}  # fmt: skip


@pytest.mark.parametrize("tex", TEXTS)
def test_latex_becomes_inline_text(tex):
    assert latex.convert_to_inline(tex) == TEXTS[tex]


@pytest.mark.parametrize(
    "tex", [tex for tex in TEXTS if "$" not in tex and "\\(" not in tex and "math" not in tex]
)
def test_inline_text_prints_the_words_that_the_latex_says(tex):
    """Nothing in a title is taken for a mark by accident, and no mark prints as typed."""
    reports = []
    printed = inline.strip_markup(
        inline.render_inline(
            latex.convert_to_inline(tex), "en", lambda *report: reports.append(report)
        )
    )
    assert printed.replace("\N{NO-BREAK SPACE}", " ").split() == latex.convert_to_plain(tex).split()
    assert reports == []


def test_text_is_composed_as_far_as_unicode_goes():
    assert all(
        unicodedata.is_normalized("NFC", text) for text in map(latex.convert_to_inline, TEXTS)
    )


def test_unknown_commands_are_given():
    assert latex.parse_latex(r"\foo{\bar{x}} \foo").unknown_commands == (r"\foo", r"\bar")


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"https://x.org/\~{}ada/a\_b\%20c", "https://x.org/~ada/a_b%20c"), (r"\url{http://x.org/~a}", "http://x.org/~a"), (r"10.1000/a{\_}b", "10.1000/a_b"),
        (r"http://x.org/$\sim$a", "http://x.org/~a"), (r"http://x.org/{\textasciitilde}a", "http://x.org/~a"), ("http://x.org/?a=1&amp;b=2", "http://x.org/?a=1&b=2"),
        ("http://x.org/a\n  b", "http://x.org/ab"), ("http://x.org/a--b", "http://x.org/a--b"),
    ],
)  # fmt: skip
def test_addresses_are_read_as_they_stand(tex, plain):
    assert read_verbatim(tex) == plain


@pytest.mark.parametrize(
    "piece", ["{", "}", "$", "\\'", "\\foo{", "\\url{", "<", "\\textbf{", "`", "--", "\\href{a}"]
)
def test_no_text_is_too_deep(piece):
    """There is no recursion, and no second look at what was read."""
    assert isinstance(latex.convert_to_inline(piece * 20_000 + "x"), str)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"Actes de la journ{\'e}e \og{}recherche\fg{}", "Actes de la journée «\u00a0recherche\u00a0»"), (r"\og recherche \fg{} et", "«\u00a0recherche\u00a0» et"), (r"\frquote{recherche}", "«\u00a0recherche\u00a0»"), (r"\enquote*{x}", "“x”"),
        (r"\IeC{\'e}t\'e", "été"), (r"{\apj} Letters", "The Astrophysical Journal Letters"), (r"Proc. of \mnras", "Proc. of Monthly Notices of the Royal Astronomical Society"), (r"\PRL", "Physical Review Letters"), (r"\foreignquote{french}{mot}", "“mot”"),
        (r"le XIX\ieme{} si\`ecle", "le XIXe siècle"), (r"\Large Big", "Big"), (r"$A$ \cap B", r"$A$ ∩B"),
    ],
)  # fmt: skip
def test_ordinary_latex_is_known(tex, expected):
    parsed = latex.parse_latex(tex)
    assert (parsed.format_inline(), parsed.unknown_commands) == (expected, ())


@pytest.mark.parametrize("field", ["pages", "volume", "number", "note", "booktitle", "title"])
def test_tex_that_stays_is_told_with_its_work_in_every_field(field, read_text, tmp_path):
    other = {} if field == "title" else {"title": "Something of Note"}
    fields = ", ".join(
        f"{name} = {{{text}}}" for name, text in {**other, field: r"\whoami{} 1"}.items()
    )
    text = f"@incollection{{a, {fields}}}\n@incollection{{b, {fields}}}"
    _, findings = read_text(text)
    assert findings[0] == ("B203", 1)
    [told, *_] = read_bibliography(tmp_path / "papers.bib", "papers.bib")[1]
    assert r"'\whoami'" in told.message
    assert "'a'" in told.message
    assert "1 more" in told.message
