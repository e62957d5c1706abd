"""Home pages of every make and language: invented people, and what a reader takes from their pages."""

from pathlib import Path

import pytest

from cvgen.errors import SourceError
from cvgen.files.yamlfile import parse_yaml
from cvgen.importers.convert import convert_sources

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def import_page():
    imported = {}

    def run(name):
        if name not in imported:
            files = convert_sources([PAGES / name]).files
            text = files["profile.yaml"].decode()
            imported[name] = parse_yaml(text, "profile.yaml").data
        return imported[name]

    return run


def pick(entries, *keys):
    return [tuple(entry.get(key) for key in keys) for entry in entries]


WORKS = {
    "paper_boxes.md": [
        ("Deep Invented Learning for Image Recognition", "CVPR 2024", "2024", 4),
        ("Another invented paper on transfer learning", "ICLR 2023", "2023", 3),
        ("Third paper about things", "NeurIPS 2022 Workshop", "2022", 2),
    ],
    "tables.html": [
        ("Bolt4E: Generating Invented Scenes in Seconds", "ICCV", "2025", 4),
        ("Radiance Meshing for Volumetric Things", "CVPR", "2024", 3),
    ],
    "german.md": [
        ("Ein Verfahren zur Lösung erfundener Gleichungen", "Zeitschrift für Angewandte Dinge", "2021", 2),
        ("On the convergence of invented schemes", "Journal of Made-Up Mathematics", "2020", 3),
        ("Fast solvers for nothing", "Proc. Int. Conf. on Imaginary Computing (ICIC), Berlin, Germany", "2019", 1),
    ],
    "french.html": [
        ("Une approche inventée des graphes", "Revue des Choses", "2019", 2),
        ("Graphs that are not there", "Proceedings of IMAG 2020, Springer", "2020", 3),
        ("Counting invented trees", "STACS 2021", "2021", 2),
    ],
    "chinese.txt": [
        ("基于虚构方法的文本分类", "中文信息学报", "2021", 3),
        ("Invented Pre-training for Text", "ACL 2022", "2022", 3),
        ("A Study of Made-up Models", "NeurIPS 2023", "2023", 3),
    ],
    "sidebar.html": [
        ("Nothing in depth", "IEEE Trans. Imag.", "2022-03", 3),
        ("Less is nothing", "International Conference on Void (ICV)", "2021", 2),
        ("On gaps", None, "2021", 2),
    ],
    "resume.txt": [
        ("Synthesis of Unobtainium", "J. Am. Chem. Soc.", "2023", 3),
        ("Review of Nothing", "Chem. Rev.", "2022", 2),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", WORKS)
def test_works_have_title_venue_year_and_all_authors(import_page, name):
    works = import_page(name)["publications"]
    found = [
        (*row, len(work["authors"]))
        for row, work in zip(pick(works, "name", "publisher", "releaseDate"), works, strict=True)
    ]
    assert found == WORKS[name]


PEOPLE = {
    "paper_boxes.md": ("Lan Example", "lan.example@example.edu"),
    "tables.html": ("Ada Example", "ada@example.org"),
    "german.md": ("Dr. Max Beispiel", "max.beispiel@uni-musterstadt.de"),
    "french.html": ("Anne EXEMPLE", "anne.exemple@univ-invention.fr"),
    "chinese.txt": ({"zh": "张示例", "en": "Shili Zhang"}, "shili.zhang@example.edu.cn"),
    "japanese.txt": ({"ja": "例示 花子", "en": "Hanako Reiji"}, None),
    "economics.md": ("Jane Q. Sample", "jane.sample@example.edu"),
    "sidebar.html": ("Eva Erfunden", "eva@inv.invalid"),
    "resume.txt": ("JOHN SAMPLE", "john.sample@example.edu"),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_the_person_is_found_by_name_and_e_mail(import_page, name):
    basics = import_page(name)["basics"]
    assert (basics["name"], basics.get("email")) == PEOPLE[name]


def test_degrees_have_field_place_dates_grade_and_rank(import_page):
    degree = import_page("paper_boxes.md")["education"][1]
    assert degree == {
        "studyType": "B.Sc.",
        "area": "Mathematics",
        "institution": "Sample Institute of Technology",
        "location": {"city": "Boston, USA"},
        "startDate": "2015-09",
        "endDate": "2019-06",
        "score": {"name": "GPA", "value": "3.9", "scale": "4.0", "rank": "2/120"},
    }


def test_dates_are_read_in_the_language_of_the_page(import_page):
    german = pick(import_page("german.md")["work"], "position", "startDate", "endDate")
    assert german == [
        ("Postdoktorand", "2022-04", None),
        ("Wissenschaftlicher Mitarbeiter", "2017-10", "2022-03"),
    ]
    chinese = pick(import_page("chinese.txt")["education"], "studyType", "startDate", "endDate")
    assert chinese == [("博士", "2020-09", "present"), ("学士", "2016-09", "2020-06")]
    french = pick(import_page("french.html")["work"], "startDate", "endDate")
    assert french == [("2020-09", None), ("2018", "2020")]


def test_filler_of_a_template_is_not_imported(import_page):
    texts = [entry["text"] for entry in import_page("paper_boxes.md")["news"]]
    assert len(texts) == 1
    assert "accepted" in texts[0]


def test_co_authors_keep_their_pages(import_page):
    pages = import_page("tables.html")["coauthors"]
    assert pages["Philipp Hentz"] == "https://ph.invalid"


def test_only_the_co_authors_are_named_so_the_persons_name_is_a_guess():
    text = convert_sources([PAGES / "economics.md"]).files["profile.yaml"].decode()
    assert "- Jane Q. Sample  # guessed: the page names the co-authors only" in text


def test_what_is_hidden_or_for_navigation_stays_out(import_page):
    text = str(import_page("sidebar.html"))
    assert "Powered" not in text
    assert "Home" not in text


def convert_text(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return convert_sources([path])


EMPTY = {
    "login.html": "<title>Log in</title><form>Name Password</form><h1>Please log in</h1>",
    "script.html": "<div id=root></div><noscript>Please enable JavaScript</noscript><script>x</script>",
    "empty.md": "",
    "comment.md": "<!-- Ada Example, PhD -->",
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_without_a_cv_is_refused(tmp_path, name):
    with pytest.raises(SourceError) as refused:
        convert_text(tmp_path, name, EMPTY[name])
    assert [found.code for found in refused.value.diagnostics] == ["I110"]


def test_binary_noise_is_refused(tmp_path):
    with pytest.raises(SourceError) as refused:
        convert_text(tmp_path, "noise.html", bytes(range(256)) * 9)
    assert [found.code for found in refused.value.diagnostics] == ["I101"]


def test_text_in_deep_nesting_is_not_lost(tmp_path):
    html = "<div>" * 2000 + "<h1>Ada Example</h1><h2>Awards</h2><p>Deep Prize, 2020</p>"
    profile = convert_text(tmp_path, "deep.html", html).files["profile.yaml"].decode()
    assert "Deep Prize" in profile


def test_marks_mean_what_the_legend_of_the_page_says(tmp_path):
    page = """# Ada Example

## Publications
- "On marks and nothing else", Ada Example+, Bo Sample+, Cy Third*, Journal of Marks, 2020.

\\* Corresponding author, + Equal contribution
"""
    files = convert_text(tmp_path, "page.md", page).files
    data = parse_yaml(files["profile.yaml"].decode(), "profile.yaml").data
    assert data["publications"][0]["authors"] == ["Ada Example*", "Bo Sample*", "Cy Third#"]


def test_a_site_is_read_with_its_author_its_includes_and_its_collections(import_data):
    site = {
        "_config.yml": "title: x\nauthor: {name: Eva Erfunden, employer: Invented University, github: evaerf}\n",
        "_pages/about.md": "---\ntitle: About\n---\nI study gaps.\n\n{% include_relative inc/edu.md %}\n<!-- {% include_relative inc/old.md %} -->\n",
        "_pages/inc/edu.md": "# Education\n- PhD in Physics, Invented University, 2020 - present\n",
        "_pages/inc/old.md": "# Awards\n- Secret Prize, 1999\n",
        "_publications/2022-gaps.md": "---\ntitle: On gaps\ndate: 2022-03-01\nvenue: Journal of Void\ncitation: 'Erfunden, E., &amp; Nemo, K. (2022). &quot;On gaps.&quot; <i>Journal of Void</i>.'\n---\n",
        "_publications/2009-10-01-paper-title-number-1.md": "---\ntitle: Paper Title Number 1\nexcerpt: This paper is about the number 1.\n---\nThis paper is about the number 1.\n",
    }
    data = import_data(site, "")
    assert data["basics"]["name"] == "Eva Erfunden"
    assert data["basics"]["label"] == "Invented University"
    assert [entry["area"] for entry in data["education"]] == ["Physics"]
    (work,) = data["publications"]
    assert work["authors"] == ["Erfunden, E.", "Nemo, K."]
    assert "awards" not in data


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("euc-kr", "홍길동"), ("shift_jis", "山田太郎"), ("windows-1251", "Иван Петров")],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(import_data, encoding, name):
    page = f"<html><head><meta charset={encoding}></head><body><h1>{name}</h1><p>a@b.org</p></body>"
    basics = import_data({"page.html": page.encode(encoding)})["basics"]
    assert name in str(basics["name"])


TOLD = (
    "I am a PhD student in Physics at Example University, advised by [Prof. Bo Other](https://b.org). "
    "I received my **B.S.** from Middle University in 2021, advised by Cy Third. I like tea."
)


def test_a_degree_that_only_a_sentence_tells_is_an_entry_that_is_guessed(
    import_files, read_profile_of
):
    conversion = import_files(
        {"page.md": f"# Lan Example\n\n{TOLD}\n\n## Awards\n- A prize, 2020\n"}
    )
    data = read_profile_of(conversion)
    assert data["education"] == [
        {
            "studyType": "PhD",
            "area": "Physics",
            "institution": "Example University",
            "supervisors": ["Prof. Bo Other"],
        },
        {
            "studyType": "B.S.",
            "institution": "Middle University",
            "endDate": "2021",
            "supervisors": ["Cy Third"],
        },
    ]
    assert data["basics"]["summary"] == TOLD
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())
    profile = conversion.files["profile.yaml"].decode()
    assert 'guessed: from "received my B.S. from Middle University in 2021' in profile


@pytest.mark.parametrize(
    ("told", "institution"),
    [
        (
            "University of Sample Science and Technology of China, where I",
            "University of Sample Science and Technology of China",
        ),
        (
            "Sample University of Science & Technology in 2020",
            "Sample University of Science & Technology",
        ),
        ("University of the Arts under Bo Other", "University of the Arts"),
        ("University of Sample at Exampletown in 2020", "University of Sample at Exampletown"),
        ("Example University and Sample College", "Example University"),
        ("Example University and MSc from Sample College", "Example University"),
        ("Example University for three years", "Example University"),
    ],
)
def test_the_name_of_a_university_stays_whole_and_is_one(import_data, told, institution):
    page = f"# Lan Example\n\nI received my BSc in Physics from {told}.\n"
    degree = import_data({"page.md": page})["education"][0]
    assert degree["institution"] == institution


@pytest.mark.parametrize("place", ["Example University", "University of St. Andrews"])
def test_the_end_of_a_sentence_is_no_part_of_a_university(import_data, place):
    page = f"# Lan Example\n\nI am a PhD student in Physics at {place}. I like tea. I walk.\n"
    [degree] = import_data({"page.md": page})["education"]
    assert degree["institution"] == place


TEX = r"I study \emph{sweet \textbf{salt}} and H\textsubscript{2}O, where $a_\textit{b} = 1$."


@pytest.mark.parametrize("file", ["page.md", "page.txt", "page.html"])
def test_commands_of_latex_in_a_text_are_marks_and_formulas_stay(
    import_files, read_profile_of, file
):
    page = f"# Lan Example\n\n{TEX}\n"
    if file.endswith("html"):
        page = f"<h1>Lan Example</h1><p>{TEX}</p>"
    conversion = import_files({file: page})
    summary = read_profile_of(conversion)["basics"]["summary"]
    assert summary.startswith("I study *sweet*")
    assert "**salt**" in summary
    assert "H~2~O" in summary
    assert summary.endswith(r"where $a_\textit{b} = 1$.")
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


def test_a_date_behind_a_bar_is_no_part_of_where_a_work_came_out(import_data):
    page = (
        "# Lan Example\n\n## Publications\n\n"
        "- **Water that is dry**, Lan Example, Bo Sample, *Handbook of Made-Up Methods*, in press | 2026\n"
        "- **Fire that is cold**, Lan Example, Bo Sample, in preparation | 2025\n"
    )
    works = import_data({"page.md": page})["publications"]
    assert [work.get("publisher") for work in works] == ["Handbook of Made-Up Methods", None]
    assert [work["releaseDate"] for work in works] == ["2026", "2025"]


RECORD = "@article{example2025dry,\n  author = {Example, Lan},\n  title = {Water that is dry},\n}\n"


def test_the_bibtex_record_below_a_work_is_told_and_no_part_of_the_work(
    import_files, read_profile_of
):
    page = (
        "<h1>Lan Example</h1><h2>Publications</h2><ul><li><b>Water that is dry</b><br>Lan Example, "
        f"Bo Sample<br><i>Journal of Examples</i>, 2025<pre><code>{RECORD}</code></pre></ul>"
    )
    conversion = import_files({"page.html": page})
    [work] = read_profile_of(conversion)["publications"]
    assert (work["name"], work["publisher"]) == ("Water that is dry", "Journal of Examples")
    assert "summary" not in work
    (account,) = conversion.accounts
    assert account.missing == ()
    assert account.reasons["a BibTeX record"] > 0


def test_a_heading_with_only_a_date_below_it_is_the_title_of_one_entry(
    import_files, read_profile_of
):
    page = (
        "<h1>Lan Example</h1><h2>Talks</h2><h3>Why dry water is wet</h3><p>12 May 2025</p>"
        "<p>Workshop on Examples, Example University</p>"
        "<h3>Cold fire in a warm room</h3><p>2024</p><p>Symposium on Examples, Sample College</p>"
    )
    conversion = import_files({"page.html": page})
    talks = read_profile_of(conversion)["talks"]
    assert [(talk["name"], talk["date"], talk["event"]) for talk in talks] == [
        ("Why dry water is wet", "2025-05-12", "Workshop on Examples"),
        ("Cold fire in a warm room", "2024", "Symposium on Examples"),
    ]
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())
