"""Pages as people made them with other tools and in other years: each fact is in its field."""

import pytest

LAYOUT_TABLES = """<HTML><TITLE>Walter Beispiel</TITLE><BODY BGCOLOR=white>
<CENTER><FONT SIZE=+3><B>Walter Beispiel</B></FONT><BR>Professor of Mathematics<BR>
Phone: (555) 010-1234 Fax: (555) 010-1235<BR>walter AT math DOT example DOT edu</CENTER>
<TABLE><TR><TD><A HREF="index.html">Start</A><BR><A HREF="p.html">Papers</A><BR><A HREF="l.html">Links</A>
</TD><TD><FONT SIZE=+1><B>Education</B></FONT>
<TABLE><TR><TD>1979<TD>Ph.D., Mathematics, Example Institute of Technology</TABLE>
<P><FONT SIZE=+1><B>Publications</B></FONT><OL>
<LI>W. Beispiel and A. Other, <I>Zeros again</I>, J. Math. Things <B>12</B> (1985), 1-20.
<!-- <LI>W. Beispiel, Secret paper --></OL></TABLE></BODY></HTML>"""
BUILDER = """<html><head><title>Priya Muster</title></head><body><div><h1><span>Priya Muster</span></h1></div>
<section><h2><span>Education</span></h2><div><p><strong>Ph.D. Neuroscience</strong></p>
<p><span>Sample University, 2017 - 2022</span></p><p><span>Advisor: Dr. Ada Other</span></p></div>
<div><p><strong>B.Tech. Biotechnology</strong></p><p><span>Institute of Examples, 2013 - 2017</span></p></div>
</section></body></html>"""
QUARTO = """---
title: "Nadia Quarto"
subtitle: "Associate Professor of Economics"
about: {links: [{icon: envelope, href: "mailto:nadia@quarto.example.org"}]}
---

::: {.hero}
I study labour markets.
:::

## Teaching {.unnumbered}

::: {.callout}
- Econometrics I, Fall 2021
:::
"""
GERMAN = """# Dr. Jürgen Muster

## Werdegang
- seit 10/2021: Akademischer Rat, Universität Musterstadt
- 2014–2018: Promotion (Dr. rer. nat.), TU Beispiel, Betreuer: Prof. Dr. Anna Andere

## Veröffentlichungen
1. Muster, J., Andere, A.: Über Beispiele. In: Zeitschrift für Beispiele 12 (2019), S. 1–20.
"""
JAPANESE = """# 見本 花子（みほん はなこ）

## 学歴
- 2014年4月 – 2016年3月 例示大学大学院 情報学研究科 修士課程 修了

## 職歴
- 2022年4月 – 現在 例示大学 准教授
"""
SPANISH = """# María Ejemplo Muestra

Profesora titular de Historia, Universidad de Ejemplo · m@ue.example.es

## Idiomas
- Español (nativo), Inglés (C1)
"""
PAGES = {
    "layout tables": ("page.html", LAYOUT_TABLES),
    "site builder": ("page.html", BUILDER),
    "Quarto": ("index.qmd", QUARTO),
    "German": ("page.md", GERMAN),
    "Japanese": ("page.md", JAPANESE),
    "Spanish": ("page.md", SPANISH),
}
FACTS = {
    "layout tables": {
        "basics.label": "Professor of Mathematics",
        "basics.phone": "(555) 010-1234",
        "education": [
            {
                "studyType": "Ph.D.",
                "area": "Mathematics",
                "institution": "Example Institute of Technology",
                "date": "1979",
            }
        ],
        "publications.0.name": "Zeros again",
        "publications.0.authors": ["W. Beispiel", "A. Other"],
        "publications.0.volume": "12",
    },
    "site builder": {
        "education.0.area": "Neuroscience",
        "education.0.institution": "Sample University",
        "education.0.supervisors": ["Dr. Ada Other"],
        "education.1.institution": "Institute of Examples",
        "education.1.startDate": "2013",
    },
    "Quarto": {
        "basics.label": "Associate Professor of Economics",
        "basics.email": "nadia@quarto.example.org",
        "basics.summary": "I study labour markets.",
        "teaching": [{"name": "Econometrics I", "date": "2021 Fall"}],
    },
    "German": {
        "work.0.position": "Akademischer Rat",
        "education.0.institution": "TU Beispiel",
        "education.0.supervisors": ["Prof. Dr. Anna Andere"],
        "publications.0.name": "Über Beispiele",
        "publications.0.authors": ["Muster, J.", "Andere, A."],
        "publications.0.publisher": "Zeitschrift für Beispiele",
    },
    "Japanese": {
        "basics.name": "見本 花子",
        "education.0.institution": "例示大学大学院",
        "education.0.department": "情報学研究科",
        "education.0.studyType": "修士課程",
        "work.0.name": "例示大学",
        "work.0.position": "准教授",
    },
    "Spanish": {
        "basics.label": "Profesora titular de Historia, Universidad de Ejemplo",
        "languages": [
            {"language": "Español", "fluency": "nativo"},
            {"language": "Inglés", "fluency": "C1"},
        ],
    },
}
ALFOLIO = {
    "_config.yml": "first_name: Tomás\nlast_name: Ejemplo\n",
    "_pages/about.md": "---\npermalink: /\nsubtitle: Assistant Professor of Linguistics, Example College.\n---\nI work on prosody.\n",
    "_data/socials.yml": "github_username: tejemplo\n",
    "_data/cv.yml": """- title: General Information
  type: map
  contents:
    - {name: Full Name, value: Tomás Ejemplo}
    - {name: Languages, value: "Spanish, English"}
- title: Education
  type: time_table
  contents:
    - title: PhD in Linguistics
      institution: Universidad de Ejemplo
      year: 2016 - 2020
      description: [Thesis on tone.]
- title: Honors and Awards
  type: time_table
  contents:
    - {year: 2019, items: [Best Student Paper, Travel grant]}
""",
}
POSITIONS = """{"basics": {"name": "Rui Amostra"}, "work": [{"name": "Exemplo SA", "positions": [
{"title": "Lead", "startDate": "2022-01"}, {"title": "Developer", "endDate": "2021-12"}]}]}"""


def find(data, path):
    for step in path.split("."):
        data = data[int(step) if step.isdigit() else step]
    return data


@pytest.mark.parametrize("kind", PAGES)
def test_each_fact_of_a_page_is_in_its_field(import_files, read_profile_of, kind):
    name, text = PAGES[kind]
    conversion = import_files({name: text})
    data = read_profile_of(conversion)
    assert {path: find(data, path) for path in FACTS[kind]} == FACTS[kind]
    assert "Secret" not in conversion.files["profile.yaml"].decode()
    (account,) = conversion.accounts
    assert account.added == ()


def test_the_old_lists_of_an_al_folio_site_come_in_with_its_pages(import_data):
    data = import_data(ALFOLIO, ".")
    assert data["basics"]["label"] == "Assistant Professor of Linguistics, Example College"
    assert {"network": "GitHub", "username": "tejemplo"} in data["basics"]["profiles"]
    assert [language["language"] for language in data["languages"]] == ["Spanish", "English"]
    [degree] = data["education"]
    assert (degree["studyType"], degree["area"]) == ("PhD", "Linguistics")
    assert (degree["startDate"], degree["highlights"]) == ("2016", ["Thesis on tone."])
    assert data["awards"] == [
        {"title": "Best Student Paper", "date": "2019"},
        {"title": "Travel grant", "date": "2019"},
    ]


def test_positions_at_one_place_stand_in_one_entry(import_data):
    [job] = import_data({"resume.json": POSITIONS})["work"]
    assert job == {
        "name": "Exemplo SA",
        "positions": [
            {"position": "Lead", "startDate": "2022-01"},
            {"position": "Developer", "endDate": "2021-12"},
        ],
    }


CITATIONS = [
    "A. Example, B. Roe et al. Great work. *Journal A*, 2020.",
    "A. Example, B. Roe, et al. Great work. *Journal A*, 2020.",
    "Example A, Roe B, et al. Great work. Journal A, 2020.",
    "A. Example, B. Roe, C. Fox, D. Doe et al. Great work, *Journal A*, 2020.",
    "A. Example et al., Great work, *Journal A*, 2020.",
    "A. Example, B. Roe, et al., Great Work, Journal A, 2020.",
    "Example, A., Roe, B., et al. (2020). Great work. Journal A.",
    'Ada Example, Bo Roe et al. "Great work", Journal A, 2020.',
    "**A. Example**, B. Roe *et al.* Great work. *Journal A*, 2020.",
    "Roe et al. Great work. Journal A, 2020.",
    "A. Example, B. Roe u. a. Great work. *Journal A*, 2020.",
    "A. Example, B. Roe u.a.: Great work. *Journal A*, 2020.",
    "A. Example, B. Roe et coll. Great work. *Journal A*, 2020.",
    "А. Пример, Б. Иванов и др. Great work. *Journal A*, 2020.",
    "A. Example, B. Roe, and others. Great work. *Journal A*, 2020.",
    "A. Example, B. Roe, ... Great work. *Journal A*, 2020.",
    "张伟, 李娜, 王芳等. Great work. *Journal A*, 2020.",
]


@pytest.mark.parametrize("citation", CITATIONS)
def test_words_for_other_authors_end_the_authors_and_are_no_title(import_data, citation):
    page = f"# Ada Example\n\n## Publications\n\n- {citation}\n"
    (work,) = import_data({"cv.md": page})["publications"]
    assert work["name"].lower() == "great work"
    assert work["publisher"] == "Journal A"
    assert work["authors"][-1] == "et al."
    named = work["authors"][:-1]
    assert [name for name in named if name not in citation] == []
    assert named
    assert "and" not in named


def test_dots_for_authors_in_the_middle_and_initials_like_words_for_others_keep_the_names(
    import_data,
):
    page = (
        "# Ada Example\n\n## Publications\n\n"
        "- A. Example, ..., B. Roe. Great work. *Journal A*, 2020.\n"
        "- A. Example, B. Roe, E. A. Fox. Other work. *Journal B*, 2019.\n"
    )
    great, other = import_data({"cv.md": page})["publications"]
    assert great["name"] == "Great work"
    assert great["authors"] == ["A. Example", "et al.", "B. Roe"]
    assert other["authors"] == ["A. Example", "B. Roe", "E. A. Fox"]


@pytest.mark.parametrize(
    ("dates", "start", "end"),
    [
        ("July 2022 - 09/2023", "2022-07", "2023-09"),
        ("July 2022 – 09/2023", "2022-07", "2023-09"),
        ("July 2022-09/2023", "2022-07", "2023-09"),
        ("2022 – 09/2023", "2022", "2023-09"),
        ("2022-07 - Sept. 2023", "2022-07", "2023-09"),
        ("2022 -", "2022", None),
    ],
)
def test_a_post_with_its_dates_in_two_styles_has_both(import_data, dates, start, end):
    page = f"# Ada Example\n\n## Experience\n\n- Fellow, Invented Institute, Lyon, {dates}\n"
    tex = (
        "\\documentclass{moderncv}\\name{Ada}{Example}\\begin{document}\\section{Experience}\n"
        f"\\cventry{{{dates}}}{{Fellow}}{{Invented Institute}}{{Lyon}}{{}}{{}}\n\\end{{document}}"
    )
    for files in ({"cv.md": page}, {"cv.tex": tex}):
        (post,) = import_data(files)["work"]
        assert (post["startDate"], post.get("endDate")) == (start, end)
        assert post["location"] == {"city": "Lyon"}
        assert "summary" not in post


@pytest.mark.parametrize("length", ["3 months", "3 Monate", "3 mois", "12 weeks"])
def test_how_long_a_post_lasted_is_no_day_of_its_month(import_data, length):
    page = f"# Ada Example\n\n## Experience\n\n- Intern, Invented Institute, June 2019 ({length})\n"
    (post,) = import_data({"cv.md": page})["work"]
    assert post["date"] == "2019-06"
    assert length in str(post)


@pytest.mark.parametrize(
    "phone",
    [
        "+44 (0)20 7946-0123 ext. 45",
        "+44 (0)20 7946-0123 x45",
        "+44 (0)20 7946-0123x45",
        "+49 30 1234567, Durchwahl 45",
        "+33 1 23 45 67 89 poste 45",
        "+86 10 1234 5678 转 45",
        "+44 (0)20 7946-0123 (ext. 45)",
    ],
)
def test_the_extension_of_a_telephone_stays_with_it(import_data, phone):
    page = f"# Ada Example\n\nada@example.org | {phone}\n\n## Education\n\n- PhD, Example University, 2020\n"
    basics = import_data({"cv.md": page})["basics"]
    assert basics["phone"] == phone
    assert "location" not in basics
