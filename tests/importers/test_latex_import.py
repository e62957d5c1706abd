"""LaTeX: each sample is an invented person's; its facts were listed by hand from the source."""

import re
from pathlib import Path

import pytest

from cvgen.errors import SourceError
from cvgen.files.yamlfile import parse_yaml
from cvgen.importers.account import split_words
from cvgen.importers.convert import convert_sources
from cvgen.importers.latex import import_latex
from cvgen.importers.source import open_source
from cvgen.importers.tex.comments import strip_comments
from cvgen.profile.load import read_profile

SAMPLES = Path(__file__).parent / "samples"
FACTS = {
    "moderncv/cv.tex": {
        "basics.name": "Zoë Exemplé",
        "basics.label": "Postdoctoral researcher",
        "basics.email": "zoe@exemple.invalid",
        "basics.phone": "+33 (0)6 00 00 00 00",
        "basics.url": "https://www.zoe-exemple.invalid",
        "basics.location.address": "12 rue de l'Exemple, 69000 Saint-Exemple, France",
        "basics.profiles.1": {"network": "LinkedIn", "username": "zoe.exemple"},
        "basics.profiles.3": {"network": "ORCID", "username": "0000-0002-1825-0097"},
        "education.0.studyType": "PhD",
        "education.0.area": "Physics",
        "education.0.institution": "Université de Saint-Exemple",
        "education.0.startDate": "2015",
        "education.0.endDate": "2019",
        "education.0.score": "summa cum laude",
        "education.0.summary": "Thesis on $\\alpha$-decay.",
        "education.0.highlights": [
            "Supervisor: Prof. Anna Muster",
            "Funded by the École & others",
        ],
        "education.1.institution": "Universität Musterstadt",
        "education.1.score": "1.3",
        "work.0.position": "Postdoctoral researcher",
        "work.0.startDate": "2019-09",
        "work.0.endDate": "present",
        "work.1.name": "Example GmbH",
        "work.1.highlights": ["one", "one a", "two"],
        "awards.0.title": "Best paper award, ExampleConf (Oslo)",
        "awards.0.date": "2018",
        "publications.0.name": "Compressing networks with tensors",
        "publications.0.releaseDate": "2021",
        "publications.0.volume": "12",
        "languages.1": {"language": "English", "fluency": "C1, TOEFL 110"},
        "skills.0": {"name": "Languages", "keywords": ["Python", "C++", "Julia"]},
        "skills.1.keywords": ["git", "LaTeX"],
        "custom.0.entries.1.title": "Item 2. With two sentences.",
    },
    "awesome/resume.tex": {
        "basics.name": "Minji Yebo",
        "basics.label": "Data Scientist · Software Engineer",
        "basics.image": "profile.png",
        "basics.profiles.2": {"network": "Google Scholar", "username": "AbCdEf"},
        "education.0.studyType": "B.S.",
        "education.0.area": "Computer Science and Engineering",
        "education.0.institution": "Example University of Science",
        "education.0.location.city": "Pohang, S.Korea",
        "education.0.startDate": "2010-03",
        "education.0.endDate": "2017-08",
        "work.0.position": "Founding Member & Director",
        "work.0.name": "Example Labs., Inc.",
        "work.0.highlights.1": "Saved $5 a day with $O(\\log n)$ look-ups.",
        "work.1.name": "Consultancy",
        "work.1.highlights": ["Advisor, 2019: Told people things."],
        "awards.0.title": "Finalist",
        "awards.0.awarder": "ExampleCTF World Final",
        "awards.0.date": "2020",
        "awards.1.tags": ["domestic-awards"],
        "skills.0": {"name": "DevOps", "keywords": ["AWS", "Docker", "Kubernetes"]},
    },
    "altacv/mmuster.tex": {
        "basics.name": "Marta Muster",
        "basics.label": "President & CEO",
        "basics.location.city": "Sunnyvale, CA",
        "basics.profiles.0": {"network": "X", "username": "@martamuster"},
        "work.0.position": "President & CEO",
        "work.0.name": "Example Inc.",
        "work.0.startDate": "2012-07",
        "work.0.endDate": "present",
        "work.0.location.city": "Sunnyvale, CA",
        "work.0.highlights.0": "Led the **$5 billion** acquisition of nothing",
        "work.1.summary": "A short abstract would also work.",
        "education.0.studyType": "M.S.",
        "education.0.area": "Computer Science",
        "languages.1": {"language": "Spanish", "fluency": "4"},
        "references.0.name": "Prof. Alpha Beta",
        "references.0.email": "a.beta@example.invalid",
        "bibliography": ["pubs.bib"],
        "custom.1.entries.0.title": "Courage I had",
        "custom.2.entries.2.title": "UX",
    },
    "yaac/cv.tex": {
        "basics.name": "Chloé MODÈLE",
        "basics.phone": "+687 00 00 00",
        "basics.location.address": "13 bis rue de l'Exemple, Nouméa",
        "work.0.position": "Software architect",
        "work.0.name": "Exemple SA",
        "work.0.startDate": "2015-04",
        "work.0.endDate": "present",
        "work.0.keywords": ["Java", "Spring", "Docker"],
        "work.1.startDate": "2009",
        "work.1.endDate": "2015-03",
        "skills.0": {"name": "Methods", "keywords": ["Agile", "UML"]},
        "education.0.studyType": "Master",
        "education.0.area": "STIC",
        "education.0.institution": "Université de Saint-Exemple",
        "education.0.date": "2007",
        "projects.0.name": "Simple City",
        "projects.0.url": "https://simple.invalid",
        "references.0.institution": "Exemple SA",
    },
    "article/cv.tex": {
        "basics.name": "Ada Example",
        "basics.email": "ada@example.invalid",
        "basics.phone": "+1 (555) 010-0000",
        "basics.url": "https://ada.example.invalid",
        "education.0.studyType": "Ph.D.",
        "education.0.area": "Mathematics",
        "education.0.institution": "Example University",
        "education.0.thesis": "On Knots that Nobody Tied",
        "education.0.supervisors": ["Prof. Bo Sample"],
        "education.1.institution": "Universität Musterstadt",
        "work.0.position": "Postdoctoral Fellow",
        "work.0.name": "Institute of Examples",
        "work.0.startDate": "2023-09",
        "work.1.position": "Teaching Assistant",
        "work.1.name": "Example University",
        "publications.0.authors": ["Ada Example", "Bo Sample", "Chen Muster"],
        "publications.0.name": "A title with $\\alpha$ and *emphasis*",
        "publications.0.releaseDate": "2022",
        "publications.1.name": "Erdős numbers that are invented",
        "publications.1.links": {"doi": "https://doi.org/10.1234/abc"},
        "publications.2.arxiv": "2301.00001",
        "awards.1.title": "Travel grant",
        "talks.0.name": "Knots",
        "talks.0.date": "2022-05",
    },
    "resume/resume.tex": {
        "basics.name": "Jo Sample",
        "basics.phone": "123-456-7890",
        "basics.profiles.1": {"network": "GitHub", "username": "josample"},
        "education.0.institution": "Example University",
        "education.0.studyType": "Bachelor of Arts",
        "education.0.endDate": "2021-05",
        "work.0.position": "Undergraduate Research Assistant",
        "work.0.name": "Example A&M University",
        "work.0.highlights.0": "Developed a REST API using FastAPI and PostgreSQL",
        "projects.0.name": "Gitlytics",
        "skills.1": {"name": "Frameworks", "keywords": ["React", "Node.js"]},
    },
}


@pytest.fixture(scope="module")
def conversions():
    return {name: convert_sources([SAMPLES / name]) for name in FACTS}


@pytest.fixture(scope="module")
def profiles(conversions):
    return {
        name: parse_yaml(found.files["profile.yaml"].decode(), "x").data
        for name, found in conversions.items()
    }


def find_value(data, path):
    for step in path.split("."):
        data = data[int(step)] if step.isdigit() else data[step]
    return data


@pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name, facts in FACTS.items() for path in facts]
)
def test_every_fact_of_a_sample_is_in_its_field(profiles, name, path):
    assert find_value(profiles[name], path) == FACTS[name][path]


@pytest.mark.parametrize("name", FACTS)
def test_no_word_of_a_sample_is_lost_or_invented(conversions, name):
    (account,) = conversions[name].accounts
    assert (account.missing, account.added) == ((), ())


@pytest.mark.parametrize("name", FACTS)
def test_every_word_of_the_file_is_counted(name):
    source = open_source(SAMPLES / name)
    counted = {
        word.casefold() for text in import_latex(source).texts for word in split_words(text.text)
    }
    tex, _ = strip_comments((SAMPLES / name).read_text("utf-8"))
    body = tex.partition(r"\begin{document}")[2]
    plain = re.sub(r"\\(?:begin|end|input|vspace|columnratio)\{[^}]*\}|\[[^\]]*\]", " ", body)
    plain = re.sub(r"\\['\"][A-Za-z]+", " ", plain)
    plain = re.sub(r"\\[A-Za-z]+|\\.[{]?|[\d.]+(?:cm|em|pt)", " ", plain)
    words = {word.casefold() for word in re.findall(r"[A-Za-z]{4,}", plain)}
    known = " ".join(counted)
    assert [word for word in sorted(words) if word not in known and word != "accent"] == []


@pytest.mark.parametrize("name", ["moderncv/cv.tex", "awesome/resume.tex"])
def test_the_profile_is_valid(conversions, tmp_path, name):
    for file, content in conversions[name].files.items():
        (tmp_path / file).write_bytes(content)
    assert read_profile(tmp_path / "profile.yaml").basics.name


def test_what_is_commented_out_or_lies_outside_never_comes_in(conversions):
    texts = "".join(found.files["profile.yaml"].decode() for found in conversions.values())
    for hidden in ("Hidden", "secret", "Secrets", "gitlab"):
        assert hidden not in texts
    warnings = [str(found) for found in conversions["awesome/resume.tex"].warnings]
    assert [warning.split("'")[1] for warning in warnings] == ["../outside.tex", "cv/missing.tex"]
    assert all("resume.tex:2" in warning and "I112" in warning for warning in warnings)


def test_a_command_that_nobody_knows_is_told_and_its_text_kept(import_files):
    tex = (
        r"\documentclass{article}\begin{document}\section{Awards} \foo{A prize, 2020}\end{document}"
    )
    conversion = import_files({"cv.tex": tex})
    assert [found.code for found in conversion.warnings] == ["I111", "I113"]
    assert "A prize" in conversion.files["profile.yaml"].decode()


def test_each_dated_line_is_a_work_of_its_own(import_data):
    tex = r"""\documentclass{moderncv}\name{Ada}{Example}\begin{document}
\section{Publications}
\cvitem{2020}{\textbf{A. Example}, B. Roe et al. Great work, \emph{Journal A}}
\cvitem{2019}{\textbf{A. Example} and C. Fox. Other}
\end{document}"""
    great, other = import_data({"cv.tex": tex})["publications"]
    assert great["name"] == "Great work"
    assert great["authors"] == ["A. Example", "B. Roe", "et al."]
    assert (great["publisher"], great["releaseDate"]) == ("Journal A", "2020")
    assert other == {"name": "Other", "authors": ["A. Example", "C. Fox"], "releaseDate": "2019"}


def test_cventry_of_an_unknown_class_is_read_by_where_its_dates_stand(import_data):
    start = r"\documentclass{mycv}\name{Ada}{Example}\begin{document}\section{Work}"
    first = import_data({"a.tex": start + r"\cventry{2020}{Fellow}{Acme}{Oslo}{}{}\end{document}"})
    last = import_data({"b.tex": start + r"\cventry{Fellow}{Acme}{Oslo}{2020}{}\end{document}"})
    assert first["work"] == last["work"]


START = r"\documentclass{article}\begin{document}\section{Work} "
HOSTILE = {
    "braces 100,000 deep": START + "{" * 100_000 + "x" + "}" * 100_000,
    "a command that stands for itself": r"\newcommand{\a}{\a\a}" + START + r"\a",
    "a command that doubles its argument": r"\newcommand{\a}[1]{#1#1#1#1}"
    + START
    + r"\a{" * 12
    + "x" * 20
    + "}" * 12,
    "a paragraph without end": START + "x" * 100_000,
    "tokens without end": START + r"\(" * 100_000,
    "too long": START + "x\n\n" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sources_are_refused_before_they_take_time(tmp_path, name):
    path = tmp_path / "cv.tex"
    path.write_text(HOSTILE[name], "utf-8")
    with pytest.raises(SourceError) as refused:
        convert_sources([path])
    assert [found.code for found in refused.value.diagnostics] == ["I103"]
